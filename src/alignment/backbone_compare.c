/* Two releases of one survey: what one gives when taken from the other. */
#include <math.h>
#include <string.h>

#include "alignment/suppression.h"
#include "core/memory.h"

/* An answer as both waves see it; side 0 now, 1 before. */
typedef struct said {
    uint64_t cell; /* function of now */
    const char *organisation;
    double score;
    int side;
} said;

static int compare_said(const said *x, const said *y)
{
    if (x->cell != y->cell) return x->cell < y->cell ? -1 : 1;
    int order = strcmp(x->organisation, y->organisation);
    return order ? order : (x->score > y->score) - (x->score < y->score);
}

static int by_all(const void *a, const void *b)
{
    int order = compare_said(a, b);
    return order ? order : ((const said *)a)->side - ((const said *)b)->side;
}

typedef struct waves {
    const corral_survey *survey[2];
    corral_release release[2];
    uint32_t function[CORRAL_SURVEY_FUNCTIONS]; /* of before: its number now, or UINT32_MAX */
    said *all;
    size_t count;
} waves;

static uint32_t find_name(char *const *names, uint32_t count, const char *name)
{
    for (uint32_t k = 0; k < count; k++)
        if (strcmp(names[k], name) == 0) return k;
    return UINT32_MAX;
}

/* Functions of before in the numbers of now; 0 where one of them is gone. */
static uint64_t translate(const waves *w, uint64_t functions)
{
    uint64_t found = 0;
    for (uint32_t f = 0; f < w->survey[1]->functions; f++) {
        if (!(functions >> f & 1)) continue;
        if (w->function[f] == UINT32_MAX) return 0;
        found |= UINT64_C(1) << w->function[f];
    }
    return found;
}

static void gather(waves *w, int side, uint32_t candidate, uint64_t functions)
{
    const corral_survey *s = w->survey[side];
    for (size_t k = 0; k < s->count; k++) {
        const corral_answer *a = &s->answers[k];
        if (a->candidate != candidate || !corral_answer_counts(a)) continue;
        uint32_t f = side ? w->function[a->function] : a->function;
        if (f == UINT32_MAX || !(functions >> f & 1)) continue;
        w->all[w->count++] = (said){f, s->organisation[a->organisation], a->score, side};
    }
}

/* Answers that one wave has and the other has not: the fewest persons they can come from, and
 * their organisations. A person gives at most one answer a function. */
static void count_changes(waves *w, uint32_t *persons, uint32_t *organisations)
{
    uint32_t only[2][CORRAL_SURVEY_FUNCTIONS] = {{0}};
    *persons = *organisations = 0;
    if (w->count) qsort(w->all, w->count, sizeof *w->all, by_all);
    size_t kept = 0;
    for (size_t k = 0, next; k < w->count; k = next) {
        size_t sides[2] = {0, 0};
        said one = w->all[k];
        for (next = k; next < w->count && compare_said(&w->all[next], &one) == 0; next++)
            sides[w->all[next].side]++;
        if (sides[0] == sides[1]) continue;
        int more = sides[1] > sides[0];
        only[more][one.cell] += (uint32_t)(sides[more] - sides[!more]);
        w->all[kept++] = one;
    }
    for (uint32_t f = 0; f < CORRAL_SURVEY_FUNCTIONS; f++)
        for (int side = 0; side < 2; side++)
            if (only[side][f] > *persons) *persons = only[side][f];
    for (size_t k = 0; k < kept; k++) {
        bool again = false;
        for (size_t j = 0; j < k && !again; j++)
            again = strcmp(w->all[j].organisation, w->all[k].organisation) == 0;
        *organisations += !again;
    }
}

static corral_status compare_node(waves *w, uint32_t now, uint32_t before, uint64_t functions,
                                  uint32_t k, const char *name, corral_error *err)
{
    uint32_t persons, organisations;
    w->count = 0;
    gather(w, 0, now, functions);
    gather(w, 1, before, functions);
    count_changes(w, &persons, &organisations);
    if (!persons || (persons >= k && organisations >= k)) return CORRAL_OK;
    return corral_error_set(
        err, CORRAL_BAD_INPUT,
        "taken from what %s gave, the result on candidate %s would show what fewer than %u said; "
        "publish when more answers have come or changed",
        name, w->survey[0]->candidate[now], k);
}

static corral_status compare_candidate(waves *w, uint32_t now, uint32_t before, uint32_t k,
                                       const char *name, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint64_t here[CORRAL_SURVEY_NODES], there[CORRAL_SURVEY_NODES];
    uint32_t these = corral_release_known(w->survey[0], &w->release[0], now, here);
    uint32_t those = corral_release_known(w->survey[1], &w->release[1], before, there);
    for (uint32_t i = 0; i < these; i++)
        for (uint32_t j = 0; j < those; j++)
            if (translate(w, there[j]) == here[i])
                TRY(compare_node(w, now, before, here[i], k, name, err));
done:
    return status;
}

corral_status corral_backbone_compare(const corral_survey *now, const corral_survey *before,
                                      uint32_t min_raters, const char *name, corral_error *err)
{
    corral_status status = CORRAL_OK;
    waves w = {.survey = {now, before}};
    uint32_t common = 0;
    for (uint32_t c = 0; c < now->candidates; c++)
        common += find_name(before->candidate, before->candidates, now->candidate[c]) != UINT32_MAX;
    if (!common)
        FAIL(CORRAL_BAD_INPUT,
             "%s rates none of these candidates: it is no earlier state of this survey", name);
    TRY(corral_release_find(now, min_raters, &w.release[0], err));
    TRY(corral_release_find(before, min_raters, &w.release[1], err));
    TRY(corral_array_new(&w.all, now->count + before->count, sizeof *w.all, err));
    for (uint32_t f = 0; f < before->functions; f++)
        w.function[f] = find_name(now->function, now->functions, before->function[f]);
    for (uint32_t c = 0; c < now->candidates; c++) {
        uint32_t there = find_name(before->candidate, before->candidates, now->candidate[c]);
        if (there != UINT32_MAX) TRY(compare_candidate(&w, c, there, min_raters, name, err));
    }
done:
    corral_release_done(&w.release[0]);
    corral_release_done(&w.release[1]);
    free(w.all);
    return status;
}
