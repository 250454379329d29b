/* The words of a name, folded: what is left of them when case, accents and width are passed over.
 */
#ifndef CORRAL_CORE_WORDS_H
#define CORRAL_CORE_WORDS_H

#include <stdint.h>

#include "core/text.h"

/* A run of letters, digits and their marks; apostrophes within are passed over. */
typedef struct corral_word {
    uint32_t start, length; /* in the folded text */
    uint32_t from, size;    /* in the text itself, without what ends it */
    uint32_t letters;       /* characters of the folded word */
    bool has_digit;
    bool is_capitals;  /* two letters or more, none of them small */
    bool is_alphabet;  /* Latin, Greek, Cyrillic or Armenian alone: one letter says little */
    bool is_bracketed; /* within ( ) or [ ] */
    bool dot_behind;   /* "St.": a full stop follows at once */
    bool comma_before; /* between it and the word before */
} corral_word;

/* Splits text, which is valid UTF-8; writes the folded words, a space between, to folded, and at
 * most room of them to words. *count is how many there are, also beyond room. Letters joined by
 * full stops ("U.N.") are one word. Time: length of the text. */
corral_status corral_words_split(const char *text, corral_text *folded, corral_word *words,
                                 size_t room, size_t *count, corral_error *err);

#endif
