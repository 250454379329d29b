/* What single words mean in names: lists that are data. All words are folded (core/words.h). */
#ifndef CORRAL_NAMES_LEXICON_H
#define CORRAL_NAMES_LEXICON_H

#include "core/text.h"

enum {
    NAMES_STOP = 1 << 0,     /* "the", "and": may be missing anywhere */
    NAMES_JOINER = 1 << 1,   /* "of", "for": what stands around it may change places */
    NAMES_TITLE = 1 << 2,    /* "dr", "mrs": passed over before a name */
    NAMES_FORM = 1 << 3,     /* "inc", "gmbh", "phd": passed over behind a name */
    NAMES_TAIL = 1 << 4,     /* "authority": may be missing at the end */
    NAMES_ORDINARY = 1 << 5, /* never a rare word, however few have it */
    NAMES_EXACT = 1 << 6,    /* "north", "third": never mistyped for another */
    NAMES_MAN = 1 << 7,      /* titles */
    NAMES_WOMAN = 1 << 8
};

/* The flags of a word, 0 if it is on no list. */
unsigned names_lexicon_flags(const char *word);

/* Appends the word by which all spellings are known: "centres" and "ctr" become "center". */
corral_status names_lexicon_stem(const char *word, size_t length, bool is_plain, corral_text *out,
                                 corral_error *err);

#endif
