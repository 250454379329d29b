/* What people write into cells: numbers, weights, known, dates, and words that are no items. Every
 * text is trimmed. Nothing here depends on the locale. */
#ifndef CORRAL_IO_VALUES_H
#define CORRAL_IO_VALUES_H

#include "corral/builder.h"

/* Cuts ASCII white space at both ends, in place; returns the first character that stays. */
char *corral_value_trim(char *text);

/* A decimal number, with exponent or without, such as 12, 0.5, .5, 1e-3; with decimal_comma also
 * 0,5. False for anything else: hexadecimal, infinite, not a number, beyond the range of double. */
bool corral_value_number(const char *text, bool decimal_comma, double *value);

/* A number from 0 to 1, or primary (1), secondary (0.5), no (0); blank is 1. */
bool corral_value_weight(const char *text, bool decimal_comma, double *weight);
#define CORRAL_WEIGHT_ALLOWED "a number from 0 to 1, or primary, secondary or no"

/* The same with yes (1) and unknown (NAN), and not blank. */
bool corral_value_decision(const char *text, bool decimal_comma, double *value);
#define CORRAL_DECISION_ALLOWED "a number from 0 to 1, or primary, secondary, yes, no or unknown"

/* yes, partial, no in any case; blank says nothing. */
bool corral_value_known(const char *text, corral_said_known *known);

/* same, different, part of or later in any case; blank is undecided. */
bool corral_value_same_decision(const char *text, corral_same_decision *decision);
#define CORRAL_SAME_ALLOWED "same, different, part of or later"

/* YYYY, YYYY-MM or YYYY-MM-DD, with a month and day that exist. */
bool corral_value_is_date(const char *text);

/* Whether two words are the same without regard to (ASCII) case; a space, - and _ are alike. */
bool corral_value_same(const char *a, const char *b);
bool corral_value_is_one_of(const char *text, const char *const *words, size_t count);

typedef enum corral_item_word {
    CORRAL_ITEM_WORD_ITEM,   /* an item */
    CORRAL_ITEM_WORD_NONE,   /* "none": asked, and there is none */
    CORRAL_ITEM_WORD_NOTHING /* "N/A", "same as above", "?": says nothing */
} corral_item_word;

corral_item_word corral_value_item_word(const char *text);

/* "goal" for "goal", "Goals": the facets that a file may be about; NULL for any other word. */
const char *corral_value_facet(const char *text);

#endif
