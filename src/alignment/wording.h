/* How near the wordings of goals are, and what keeps two of them apart.
 *
 * Words are folded, stop words and marks (numbers, populations, places, directions) left out of the
 * comparison, the rest stemmed (Snowball, English). Cosine of (1 + ln tf) (ln((1 + n) / (1 + df)) +
 * 1) over stems; where one of two texts has under five words, over runs of 3 to 5 characters of the
 * stems. */
#ifndef CORRAL_ALIGNMENT_WORDING_H
#define CORRAL_ALIGNMENT_WORDING_H

#include <stdint.h>

#include "core/text.h"

typedef struct alignment_wording alignment_wording;

/* What the region knows of words: names of places, whose words are marks; pairs of words that count
 * as one, in any of their forms. */
typedef struct alignment_lexicon {
    const char *const *places;
    size_t place_count;
    const char *const (*synonyms)[2];
    size_t synonym_count;
} alignment_lexicon;

/* All texts are valid UTF-8. O(total length). */
corral_status alignment_wording_new(const char *const *texts, size_t count,
                                    const alignment_lexicon *lexicon, alignment_wording **out,
                                    corral_error *err);
void alignment_wording_free(alignment_wording *wording);

/* From 0 to 1; 0 where a text has nothing to compare. */
double alignment_wording_similarity(const alignment_wording *wording, size_t a, size_t b);

/* What differs although it decides, "numbers" for example; NULL if nothing. Numbers, populations,
 * places and negations must be the same; directions must not be opposed. */
const char *alignment_wording_differs(const alignment_wording *wording, size_t a, size_t b);

/* Appends the stems that all of them have, ", " between; nothing if there are none. */
corral_status alignment_wording_common(const alignment_wording *wording, const uint32_t *texts,
                                       size_t count, corral_text *out, corral_error *err);

#endif
