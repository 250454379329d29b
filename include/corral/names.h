/* Names that look like one thing under two spellings: proposals for people to decide on.
 *
 * Two names are held against each other word by word, case, accents and punctuation aside. Titles
 * before and legal forms behind a name are passed over, and known other spellings, abbreviations
 * and plurals are the same word. A word may be mistyped by one letter, be its initial, or
 * ("Authority", "Agency") be left out at the end, if the two share a rare word besides; the words
 * may change places around an "of" or a comma; initials stand for a name. Numbers, directions and
 * what else tells things apart must be equal, and where either name has a word of its own that the
 * other replaces or lacks, they are two things: a wrong merge is worse than a missed one.
 *
 * score = product of small deductions and sum w s / sum w over the words of both, with
 * w = ln(1 + n / df) for a word that df of the n names have, s from 0 to 1 how sure it is that the
 * word is the same. 1: only case, accents or punctuation differ. */
#ifndef CORRAL_NAMES_H
#define CORRAL_NAMES_H

#include "corral/progress.h"

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One name as somebody wrote it; UTF-8, borrowed for the call. Of two, the one with more holders is
 * kept (then the longer one, then the first in byte order). Names of more than 40 words are passed
 * over. */
typedef struct corral_name {
    const char *text;
    uint32_t holders;
} corral_name;

/* Two names, by their places in the list, in either order. */
typedef struct corral_name_pair {
    uint32_t a, b;
} corral_name_pair;

typedef struct corral_names_options {
    double score;                    /* least score of a proposal, in (0, 1] */
    const corral_name_pair *decided; /* never proposed again */
    size_t decided_count;
    const unsigned char *among; /* by place: only names with a 1 are held against each other, by
                                 * what is rare in the whole list; NULL: all */
} corral_names_options;

#define CORRAL_NAMES_SCORE 0.85
#define CORRAL_NAMES_OPTIONS_INIT                                                                  \
    {                                                                                              \
        CORRAL_NAMES_SCORE, 0, 0, 0                                                                \
    }

typedef struct corral_names corral_names;

typedef struct corral_name_proposal {
    uint32_t keep, merge; /* places in the list */
    double score;
    const char *why; /* for people; borrowed from the proposals */
} corral_name_proposal;

/* Proposes for each name at most one that it may be another spelling of: the most similar of those
 * that rank before it. So all proposals may be accepted together: none is merged twice and no
 * circle closes. By falling score, then by the rank of keep and of merge.
 * Time: the names that share a rare word, times each other; about 3 s for 100,000 names of up to
 * four words. Memory: about 1 KB a name of that length. CORRAL_BAD_USE: a score outside (0, 1]. */
CORRAL_EXPORT corral_status corral_names_find(const corral_name *names, size_t count,
                                              const corral_names_options *options,
                                              const corral_progress *progress, corral_names **out,
                                              corral_error *err);
CORRAL_EXPORT void corral_names_free(corral_names *names);

CORRAL_EXPORT size_t corral_names_count(const corral_names *names);
CORRAL_EXPORT corral_name_proposal corral_names_get(const corral_names *names, size_t index);

#ifdef __cplusplus
}
#endif

#endif
