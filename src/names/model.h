/* The names of a list taken apart, shared by the files of this folder.
 *
 * Names are numbered by rank: of two, the one with the lower number is kept. A token is a word that
 * tells names apart; stop words, titles before and legal forms behind are none, nor are initials in
 * brackets. Keys (stems in byte order, all letters run together, initials) are numbers in one set.
 */
#ifndef CORRAL_NAMES_MODEL_H
#define CORRAL_NAMES_MODEL_H

#include "core/strings.h"
#include "core/words.h"
#include "corral/names.h"

enum { NAMES_WORDS = 40, NAMES_LETTERS = 48, NAMES_FEW = 2 };

typedef struct names_token {
    uint32_t word, stem; /* numbers in words */
    uint32_t from, size; /* in the name's text */
    bool has_dot;
} names_token;

typedef struct names_span {
    uint32_t from, size; /* in the name's text; size 0: none */
} names_span;

/* One name. Keys are CORRAL_NONE where there is none. */
typedef struct names_name {
    uint32_t place; /* in the caller's list */
    uint32_t holders;
    const char *text;
    char *mended;        /* the text, where it was decoded wrongly; else NULL */
    uint32_t token;      /* first */
    uint32_t count;      /* 0: not compared */
    uint64_t bits;       /* of its stems, each one of 64: names with few in common differ in many */
    uint32_t turn;       /* tokens before the first joiner or comma; 0 if there is none */
    uint32_t stems;      /* key: all stems, sorted */
    uint32_t whole;      /* key: all words that were not passed over, small ones too */
    uint32_t squeezed;   /* key: all words in a row without spaces */
    uint32_t initials;   /* key: of the tokens */
    uint32_t initials_2; /* key: of the stop words too, where that is another */
    uint32_t declared;   /* key: initials given in brackets */
    uint32_t acronym;    /* key: the name is initials itself */
    uint32_t form;       /* stem of the legal form, CORRAL_NONE if there is none */
    unsigned titles;     /* flags of the titles */
    names_span before, behind, bracket; /* what was passed over */
} names_name;

typedef struct names_word {
    uint32_t df; /* names that have it as a stem */
    uint32_t letters;
    unsigned flags;
    bool has_digit, is_alphabet;
    double weight; /* ln(1 + n / df) */
} names_word;

typedef struct names_model {
    uint32_t count;
    names_name *names;
    names_token *tokens;
    corral_strings *strings; /* words */
    names_word *words;       /* by number; as a stem */
    corral_strings *keys;
    uint32_t *owner; /* by key of initials: the stems key of the names that have them; SEVERAL */
    uint32_t rare;   /* most names that may have a rare word */
} names_model;

#define NAMES_SEVERAL (CORRAL_NONE - 1)

corral_status names_model_init(names_model *model, const corral_name *names, uint32_t count,
                               corral_error *err);
void names_model_release(names_model *model);

/* Whether two names that share this stem share something: few have it and it is no ordinary word.
 */
bool names_is_rare(const names_model *model, uint32_t stem);
/* Whether the two are the only ones that have it; it may be an ordinary word. */
bool names_is_few(const names_model *model, uint32_t stem);

/* Text that was UTF-8, taken for Windows-1252 and encoded again ("FryslÃ¢n"): as it was meant, in
 * *out; else *out is NULL. */
corral_status names_mend(const char *text, char **out, corral_error *err);

/* ---- comparing two ---- */

typedef struct names_match {
    double score;
    bool has_initial; /* rests on the initial of a word */
} names_match;

/* a and b by rank. If why is not NULL, the reason in words is appended. score 0: two things. */
corral_status names_compare(const names_model *model, uint32_t a, uint32_t b, names_match *match,
                            corral_text *why, corral_error *err);

/* ---- all pairs that match ---- */

typedef struct names_pair {
    uint32_t a, b; /* a < b */
    names_match match;
} names_pair;

typedef struct names_pairs {
    names_pair *pair;
    size_t count, capacity;
} names_pairs;

/* Those with at least that score, by a and b; without holding every two names against each other.
 * among: as in corral_names_options. */
corral_status names_find_pairs(const names_model *model, double score, const unsigned char *among,
                               const corral_progress *progress, names_pairs *pairs,
                               corral_error *err);

#endif
