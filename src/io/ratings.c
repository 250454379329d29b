/* Reading ratings.csv: rows first, then names in byte order and everything numbered anew. */
#include "io/ratings.h"

#include <string.h>

#include "core/memory.h"
#include "io/ratings_reading.h"

enum { UNNAMED_BLOCKS = 3 };

/* ---- names in order ---- */

typedef struct named {
    const char *name;
    uint32_t number;
} named;

static int by_name(const void *a, const void *b)
{
    return strcmp(((const named *)a)->name, ((const named *)b)->name);
}

/* Copies the names in byte order and says where each number went. */
static corral_status sort_names(const corral_strings *set, char ***out, uint32_t *count,
                                uint32_t **place, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t all = corral_strings_count(set);
    named *sorted = NULL;
    TRY(corral_array_new(&sorted, all, sizeof *sorted, err));
    TRY(corral_array_new(place, all, sizeof **place, err));
    TRY(corral_array_new(out, all, sizeof **out, err));
    *count = all;
    for (uint32_t k = 0; k < all; k++) sorted[k] = (named){corral_strings_get(set, k), k};
    qsort(sorted, all, sizeof *sorted, by_name);
    for (uint32_t k = 0; k < all; k++) {
        (*place)[sorted[k].number] = k;
        TRY(corral_string_copy(&(*out)[k], sorted[k].name, strlen(sorted[k].name), err));
    }
done:
    free(sorted);
    return status;
}

/* Without blocks of their own functions lie in three runs, called after what is in them. */
static corral_status make_blocks(corral_survey *s, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text name = {0};
    uint32_t blocks = s->functions < UNNAMED_BLOCKS ? s->functions : UNNAMED_BLOCKS;
    TRY(corral_array_new(&s->block_name, blocks, sizeof *s->block_name, err));
    s->blocks = blocks;
    for (uint32_t b = 0, f = 0; b < blocks; b++) {
        name.length = 0;
        for (; f < (uint64_t)(b + 1) * s->functions / blocks; f++) {
            TRY(corral_text_printf(&name, err, "%s%s", name.length ? "; " : "", s->function[f]));
            s->block[f] = b;
        }
        TRY(corral_string_copy(&s->block_name[b], name.bytes, name.length, err));
    }
done:
    corral_text_release(&name);
    return status;
}

/* A tie is to the candidate, whichever of its functions it was said at. */
static corral_status spread_ties(corral_survey *s, corral_error *err)
{
    enum { OWN = 1, TIED = 2 };
    corral_status status = CORRAL_OK;
    unsigned char *said = NULL;
    TRY(corral_array_new(&said, (size_t)s->raters * s->candidates, sizeof *said, err));
    for (size_t k = 0; k < s->count; k++) {
        const corral_answer *a = &s->answers[k];
        unsigned char *of = &said[(size_t)a->rater * s->candidates + a->candidate];
        *of = (unsigned char)(*of | (a->is_own ? OWN : 0) | (a->is_tied ? TIED : 0));
    }
    for (size_t k = 0; k < s->count; k++) {
        corral_answer *a = &s->answers[k];
        unsigned char of = said[(size_t)a->rater * s->candidates + a->candidate];
        a->is_own = of & OWN;
        a->is_tied = (of & TIED) && !a->is_own;
    }
done:
    free(said);
    return status;
}

static corral_status finish(corral_ratings_reading *r, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_survey *s = r->out;
    uint32_t *candidate = NULL, *function = NULL, *home = NULL, *block = NULL;
    TRY(sort_names(r->set[CORRAL_RATING_CANDIDATE], &s->candidate, &s->candidates, &candidate,
                   err));
    TRY(sort_names(r->set[CORRAL_RATING_FUNCTION], &s->function, &s->functions, &function, err));
    TRY(corral_array_new(&s->block, s->functions, sizeof *s->block, err));
    s->raters = corral_strings_count(r->set[CORRAL_RATING_RESPONDENT]);
    TRY(sort_names(r->set[CORRAL_RATING_ORGANISATION], &s->organisation, &s->organisations, &home,
                   err));
    for (size_t k = 0; k < s->count; k++) {
        s->answers[k].candidate = candidate[s->answers[k].candidate];
        s->answers[k].organisation = home[s->answers[k].organisation];
        s->answers[k].function = function[s->answers[k].function];
    }
    TRY(spread_ties(s, err));
    if (!r->has_blocks) {
        TRY(make_blocks(s, err));
        goto done;
    }
    TRY(sort_names(r->set[CORRAL_RATING_BLOCK], &s->block_name, &s->blocks, &block, err));
    for (uint32_t f = 0; f < s->functions; f++) s->block[function[f]] = block[r->block[f]];
done:
    free(candidate);
    free(function);
    free(home);
    free(block);
    return status;
}

/* ---- the file ---- */

corral_status corral_ratings_read(const corral_answers_file *from, corral_survey *out,
                                  corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_source *source = NULL;
    corral_survey survey = {0};
    corral_ratings_reading r = {.from = from, .member = UINT32_MAX, .out = &survey};
    if (from->region) r.member = corral_region_facet_find(from->region, "member");
    for (size_t k = 0; k < CORRAL_RATING_COLUMNS; k++) TRY(corral_strings_new(&r.set[k], err));
    TRY(corral_strings_new(&r.said, err));
    TRY(from->form ? corral_source_open_any(from->path, &source, err)
                   : corral_source_open(from->path, &source, err));
    r.file = corral_source_name(source);
    TRY(from->form ? corral_ratings_answers(&r, source, err)
                   : corral_ratings_rows(&r, source, err));
    if (!survey.count)
        FAIL_AT(CORRAL_BAD_INPUT, ((corral_place){r.file, 0, 0}),
                "there is no rating below the header");
    TRY(finish(&r, err));
    *out = survey;
    survey = (corral_survey){0};
done:
    corral_survey_release(&survey);
    for (size_t k = 0; k < CORRAL_RATING_COLUMNS; k++) corral_strings_free(r.set[k]);
    corral_strings_free(r.said);
    free(r.lines);
    free(r.home);
    free(r.block);
    corral_text_release(&r.scratch);
    corral_source_free(source);
    return status;
}
