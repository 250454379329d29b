/* Proposals: of the pairs that match, one for each name, apart from what people decided. */
#include "corral/names.h"

#include <math.h>
#include <string.h>

#include "core/memory.h"
#include "names/model.h"

typedef struct proposal {
    uint32_t keep, merge; /* ranks, then places */
    double score;
    size_t why; /* where it begins */
} proposal;

struct corral_names {
    proposal *proposal;
    size_t count;
    corral_text why; /* reasons, one behind the other, each with a NUL */
};

void corral_names_free(corral_names *names)
{
    if (!names) return;
    free(names->proposal);
    corral_text_release(&names->why);
    free(names);
}

size_t corral_names_count(const corral_names *names)
{
    return names->count;
}

corral_name_proposal corral_names_get(const corral_names *names, size_t index)
{
    const proposal *p = &names->proposal[index];
    return (corral_name_proposal){p->keep, p->merge, p->score, names->why.bytes + p->why};
}

/* ---- what people decided ---- */

static int by_places(const void *left, const void *right)
{
    const corral_name_pair *x = left, *y = right;
    if (x->a != y->a) return x->a < y->a ? -1 : 1;
    return x->b < y->b ? -1 : x->b > y->b;
}

static corral_name_pair sorted_pair(uint32_t a, uint32_t b)
{
    return a < b ? (corral_name_pair){a, b} : (corral_name_pair){b, a};
}

static corral_status drop_decided(const names_model *m, const corral_names_options *options,
                                  names_pairs *pairs, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_name_pair *decided = NULL;
    size_t count = options->decided_count, kept = 0;
    TRY(corral_array_new(&decided, count, sizeof *decided, err));
    for (size_t k = 0; k < count; k++)
        decided[k] = sorted_pair(options->decided[k].a, options->decided[k].b);
    qsort(decided, count, sizeof *decided, by_places);
    for (size_t k = 0; k < pairs->count; k++) {
        const names_pair *p = &pairs->pair[k];
        corral_name_pair pair = sorted_pair(m->names[p->a].place, m->names[p->b].place);
        if (!bsearch(&pair, decided, count, sizeof *decided, by_places))
            pairs->pair[kept++] = pairs->pair[k];
    }
    pairs->count = kept;
done:
    free(decided);
    return status;
}

/* ---- initials that could be several ---- */

/* Of "J. Moreno" and "Julia Moreno" the one with more of single letters. */
static uint32_t with_initial(const names_model *m, const names_pair *p)
{
    uint32_t single[2] = {0, 0}, name[2] = {p->a, p->b};
    for (int side = 0; side < 2; side++) {
        const names_name *n = &m->names[name[side]];
        for (uint32_t k = 0; k < n->count; k++)
            single[side] += m->words[m->tokens[n->token + k].stem].letters == 1;
    }
    return single[0] > single[1] ? p->a : p->b;
}

/* "J. Moreno" may be Julia or James: then neither is proposed. */
static corral_status drop_ambiguous(const names_model *m, names_pairs *pairs, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t *meant = NULL; /* by name with an initial: stems key of what it may be */
    size_t kept = 0;
    TRY(corral_array_new(&meant, m->count, sizeof *meant, err));
    for (uint32_t a = 0; a < m->count; a++) meant[a] = CORRAL_NONE;
    for (size_t k = 0; k < pairs->count; k++) {
        const names_pair *p = &pairs->pair[k];
        if (!p->match.has_initial) continue;
        uint32_t short_one = with_initial(m, p), stems = m->names[p->a + p->b - short_one].stems;
        bool again = meant[short_one] == CORRAL_NONE || meant[short_one] == stems;
        meant[short_one] = again ? stems : NAMES_SEVERAL;
    }
    for (size_t k = 0; k < pairs->count; k++) {
        const names_pair *p = &pairs->pair[k];
        if (!p->match.has_initial || meant[with_initial(m, p)] != NAMES_SEVERAL)
            pairs->pair[kept++] = *p;
    }
    pairs->count = kept;
done:
    free(meant);
    return status;
}

/* ---- one proposal a name ---- */

static corral_status choose(const names_model *m, const names_pairs *pairs, corral_names *names,
                            corral_error *err)
{
    corral_status status = CORRAL_OK;
    proposal *best = NULL;
    TRY(corral_array_new(&best, m->count, sizeof *best, err));
    /* By rising a: of equal scores the first stays. */
    for (size_t k = 0; k < pairs->count; k++) {
        const names_pair *p = &pairs->pair[k];
        if (p->match.score > best[p->b].score)
            best[p->b] = (proposal){p->a, p->b, p->match.score, 0};
    }
    for (uint32_t b = 0; b < m->count; b++)
        if (best[b].score > 0) best[names->count++] = best[b];
    names->proposal = best;
    best = NULL;
done:
    free(best);
    return status;
}

static int by_score(const void *left, const void *right)
{
    const proposal *x = left, *y = right;
    if (x->score > y->score || x->score < y->score) return x->score > y->score ? -1 : 1;
    if (x->keep != y->keep) return x->keep < y->keep ? -1 : 1;
    return x->merge < y->merge ? -1 : x->merge > y->merge;
}

static corral_status explain(const names_model *m, corral_names *names, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text why = {0};
    TRY(corral_text_append(&names->why, "", 1, err));
    for (size_t k = 0; k < names->count; k++) {
        proposal *p = &names->proposal[k];
        names_match match;
        why.length = 0;
        TRY(names_compare(m, p->keep, p->merge, &match, &why, err));
        p->why = names->why.length;
        TRY(corral_text_append(&names->why, why.bytes, why.length, err));
        TRY(corral_text_append(&names->why, "", 1, err));
        p->keep = m->names[p->keep].place;
        p->merge = m->names[p->merge].place;
    }
done:
    corral_text_release(&why);
    return status;
}

corral_status corral_names_find(const corral_name *list, size_t count,
                                const corral_names_options *given, const corral_progress *progress,
                                corral_names **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_names_options options = CORRAL_NAMES_OPTIONS_INIT;
    corral_names *names = NULL;
    names_model model = {0};
    names_pairs pairs = {0};
    if (given) options = *given;
    if (!(options.score > 0 && options.score <= 1))
        FAIL(CORRAL_BAD_USE, "the least score must be above 0 and at most 1, got %g",
             options.score);
    if (count >= NAMES_SEVERAL) FAIL(CORRAL_LIMIT, "there are more than 4,294,967,293 names");
    TRY(corral_array_new(&names, 1, sizeof *names, err));
    TRY(names_model_init(&model, list, (uint32_t)count, err));
    TRY(names_find_pairs(&model, options.score, options.among, progress, &pairs, err));
    TRY(drop_decided(&model, &options, &pairs, err));
    TRY(drop_ambiguous(&model, &pairs, err));
    TRY(choose(&model, &pairs, names, err));
    if (names->count) qsort(names->proposal, names->count, sizeof *names->proposal, by_score);
    TRY(explain(&model, names, err));
    *out = names;
    names = NULL;
done:
    corral_names_free(names);
    names_model_release(&model);
    free(pairs.pair);
    return status;
}
