/* Whether two words of names may be the same word, and how. */
#ifndef CORRAL_NAMES_LIKENESS_H
#define CORRAL_NAMES_LIKENESS_H

#include "names/model.h"

typedef enum names_likeness {
    NAMES_UNLIKE,
    NAMES_SAME,
    NAMES_STEM, /* another spelling, a plural */
    NAMES_ABBREVIATION,
    NAMES_ONE_SLIP,
    NAMES_ONE_INITIAL /* one is the first letter of the other */
} names_likeness;

names_likeness names_compare_tokens(const names_model *model, const names_token *a,
                                    const names_token *b);

/* At most one letter wrong, left out, added, or two neighbours exchanged. *letters: of the longer.
 */
bool names_is_slip(const char *a, const char *b, size_t *letters);

#endif
