/* Which cells of a blind survey may be published.
 *   1. cells of under k raters or organisations; 2. others for their sake (complementary);
 *   3. of blocks and candidates, those from which a finer release of the same answers with a lower
 *      k could be taken. */
#include "alignment/suppression.h"

#include <math.h>
#include <string.h>

#include "core/memory.h"

bool corral_answer_counts(const corral_answer *answer)
{
    return !answer->is_own && !answer->is_tied && !isnan(answer->score);
}

uint32_t corral_level_columns(const corral_survey *survey, corral_level level)
{
    return level == CORRAL_LEVEL_FUNCTION ? survey->functions
           : level == CORRAL_LEVEL_BLOCK  ? survey->blocks
                                          : 1;
}

uint32_t corral_level_column(const corral_survey *survey, corral_level level, uint32_t function)
{
    return level == CORRAL_LEVEL_FUNCTION ? function
           : level == CORRAL_LEVEL_BLOCK  ? survey->block[function]
                                          : 0;
}

void corral_release_done(corral_release *release)
{
    free(release->shown);
    *release = (corral_release){0};
}

/* ---- answers of one candidate ---- */

typedef struct answers {
    const corral_survey *survey;
    size_t *start; /* by candidate, into of */
    const corral_answer **of;
    uint32_t *rater, *organisation; /* the stamp under which each was counted last */
    uint32_t stamp;
} answers;

static void answers_release(answers *a)
{
    free(a->start);
    free(a->of);
    free(a->rater);
    free(a->organisation);
}

static corral_status answers_init(answers *a, const corral_survey *s, corral_error *err)
{
    corral_status status = CORRAL_OK;
    a->survey = s;
    TRY(corral_array_new(&a->start, (size_t)s->candidates + 2, sizeof *a->start, err));
    TRY(corral_array_new(&a->of, s->count, sizeof *a->of, err));
    TRY(corral_array_new(&a->rater, s->raters, sizeof *a->rater, err));
    TRY(corral_array_new(&a->organisation, s->organisations, sizeof *a->organisation, err));
    for (size_t k = 0; k < s->count; k++)
        if (corral_answer_counts(&s->answers[k])) a->start[s->answers[k].candidate + 2]++;
    for (uint32_t c = 2; c < s->candidates + 2; c++) a->start[c] += a->start[c - 1];
    for (size_t k = 0; k < s->count; k++)
        if (corral_answer_counts(&s->answers[k]))
            a->of[a->start[s->answers[k].candidate + 1]++] = &s->answers[k];
done:
    return status;
}

static bool holds(uint64_t functions, uint32_t function)
{
    return functions >> function & 1;
}

/* How many gave a score on one of these functions: the fewer of raters and of organisations. */
typedef struct heads {
    uint32_t raters, organisations;
} heads;

static heads count_heads(answers *a, uint32_t candidate, uint64_t functions)
{
    heads found = {0};
    a->stamp++;
    for (size_t k = a->start[candidate]; k < a->start[candidate + 1]; k++) {
        const corral_answer *answer = a->of[k];
        if (!holds(functions, answer->function)) continue;
        if (a->rater[answer->rater] != a->stamp) found.raters++;
        if (a->organisation[answer->organisation] != a->stamp) found.organisations++;
        a->rater[answer->rater] = a->organisation[answer->organisation] = a->stamp;
    }
    return found;
}

static bool enough(heads h, uint32_t k)
{
    return h.raters >= k && h.organisations >= k;
}

static uint64_t column_set(const corral_survey *s, corral_level level, uint32_t column)
{
    uint64_t set = 0;
    for (uint32_t f = 0; f < s->functions; f++)
        if (corral_level_column(s, level, f) == column) set |= UINT64_C(1) << f;
    return set;
}

/* ---- cells under k, and others for their sake ---- */

/* The shown cell with the fewest raters, then organisations, then first; columns if there is none.
 */
static uint32_t smallest_shown(answers *a, const corral_release *r, uint32_t candidate)
{
    uint32_t best = r->columns;
    heads least = {0};
    for (uint32_t c = 0; c < r->columns; c++) {
        if (!r->shown[candidate * r->columns + c]) continue;
        heads h = count_heads(a, candidate, column_set(a->survey, r->level, c));
        if (best < r->columns &&
            (h.raters > least.raters ||
             (h.raters == least.raters && h.organisations >= least.organisations)))
            continue;
        best = c;
        least = h;
    }
    return best;
}

static void suppress(answers *a, corral_release *r, uint32_t candidate, uint32_t k)
{
    uint64_t hidden = 0;
    uint32_t count = 0;
    for (uint32_t c = 0; c < r->columns; c++) {
        uint64_t set = column_set(a->survey, r->level, c);
        heads h = count_heads(a, candidate, set);
        r->shown[candidate * r->columns + c] = enough(h, k);
        if (h.raters && !enough(h, k)) hidden |= set, count++;
    }
    while (count && (count < 2 || !enough(count_heads(a, candidate, hidden), k))) {
        uint32_t c = smallest_shown(a, r, candidate);
        if (c == r->columns) return;
        r->shown[candidate * r->columns + c] = false;
        hidden |= column_set(a->survey, r->level, c);
        count++;
    }
}

/* ---- what readers know ---- */

/* Functions, blocks, the candidate; a node's children are those of the kind before it. */
typedef struct tree {
    uint64_t set[CORRAL_SURVEY_NODES];
    bool known[CORRAL_SURVEY_NODES];
    bool shown[CORRAL_SURVEY_NODES]; /* printed as such, not had by addition or subtraction */
    uint32_t kind[CORRAL_SURVEY_NODES];
    uint32_t count;
} tree;

static void tree_init(tree *t, const corral_survey *s)
{
    t->count = 0;
    for (int level = CORRAL_LEVEL_FUNCTION; level <= CORRAL_LEVEL_CANDIDATE; level++)
        for (uint32_t c = 0; c < corral_level_columns(s, (corral_level)level); c++) {
            t->set[t->count] = column_set(s, (corral_level)level, c);
            t->known[t->count] = t->shown[t->count] = false;
            t->kind[t->count++] = (uint32_t)level;
        }
}

static void tree_learn(tree *t, const corral_release *r, uint32_t candidate)
{
    uint32_t first = 0;
    while (t->kind[first] != (uint32_t)r->level) first++;
    for (uint32_t c = 0; c < r->columns; c++)
        if (r->shown[candidate * r->columns + c]) t->known[first + c] = t->shown[first + c] = true;
}

static bool is_child(const tree *t, uint32_t child, uint32_t node)
{
    return t->kind[child] + 1 == t->kind[node] && (t->set[child] & t->set[node]) != 0;
}

/* One step of addition or subtraction; whether something was learnt. */
static bool tree_step(tree *t, uint32_t node)
{
    uint32_t missing = 0, last = 0;
    for (uint32_t c = 0; c < t->count; c++)
        if (is_child(t, c, node) && !t->known[c]) missing++, last = c;
    if (missing == 0 && !t->known[node]) return t->known[node] = true;
    if (missing == 1 && t->known[node]) return t->known[last] = true;
    return false;
}

/* Functions that nobody scored add nothing, so they count as known. */
static void tree_close(tree *t, uint64_t scored)
{
    for (uint32_t c = 0; c < t->count; c++)
        if (!(t->set[c] & scored)) t->known[c] = true;
    for (bool more = true; more;) {
        more = false;
        for (uint32_t n = 0; n < t->count; n++)
            if (t->kind[n] != CORRAL_LEVEL_FUNCTION && tree_step(t, n)) more = true;
    }
}

/* What is left of a known node without what is known within it. */
static uint64_t remainder_of(const tree *t, uint32_t node)
{
    uint64_t rest = t->set[node];
    for (uint32_t c = 0; c < t->count; c++)
        if (t->known[c] && t->kind[c] < t->kind[node] && !(t->set[c] & ~t->set[node]))
            rest &= ~t->set[c];
    return rest;
}

uint32_t corral_release_known(const corral_survey *survey, const corral_release *release,
                              uint32_t candidate, uint64_t *nodes)
{
    tree t;
    uint32_t count = 0;
    uint64_t scored = 0;
    for (size_t k = 0; k < survey->count; k++)
        if (survey->answers[k].candidate == candidate && corral_answer_counts(&survey->answers[k]))
            scored |= UINT64_C(1) << survey->answers[k].function;
    tree_init(&t, survey);
    tree_learn(&t, release, candidate);
    tree_close(&t, scored);
    for (uint32_t n = 0; n < t.count; n++)
        if (t.known[n] && (t.set[n] & scored)) nodes[count++] = t.set[n];
    return count;
}

/* ---- how far a hidden mean stays uncertain ---- */

typedef struct sum {
    double n, total;
} sum;

/* Within a set of answers whose sum is known, or (is_shown) known to be at an end of the scale
 * where its mean is printed as a bound, the mean of part of them can lie in a range this wide for
 * whoever knows their own; part is without those. */
static double width(sum part, sum all, sum own, bool is_shown)
{
    double mean = all.total / all.n, rest = all.n - own.n - part.n;
    double least = all.total, most = all.total;
    if (is_shown && mean >= CORRAL_BACKBONE_CEILING)
        least = CORRAL_BACKBONE_CEILING * all.n, most = 5 * all.n;
    if (is_shown && mean <= CORRAL_BACKBONE_FLOOR)
        least = all.n, most = CORRAL_BACKBONE_FLOOR * all.n;
    double low = fmax(1, (least - own.total - 5 * rest) / part.n);
    double high = fmin(5, (most - own.total - rest) / part.n);
    return high - low;
}

enum { ALL, PART, OWN, SUMS };

/* Sums over the functions of whole, over those of part without this rater's (UINT32_MAX: nobody's),
 * and over the rater's own. */
static void add_up(const answers *a, uint32_t candidate, uint64_t whole, uint64_t part,
                   uint32_t rater, sum sums[SUMS])
{
    for (int k = 0; k < SUMS; k++) sums[k] = (sum){0};
    for (size_t k = a->start[candidate]; k < a->start[candidate + 1]; k++) {
        const corral_answer *answer = a->of[k];
        if (!holds(whole, answer->function)) continue;
        bool is_own = answer->rater == rater;
        int into = is_own ? OWN : PART;
        sums[ALL] = (sum){sums[ALL].n + 1, sums[ALL].total + answer->score};
        if (is_own || holds(part, answer->function))
            sums[into] = (sum){sums[into].n + 1, sums[into].total + answer->score};
    }
}

static bool stays_uncertain(const answers *a, uint32_t candidate, uint64_t whole, uint64_t part,
                            bool is_shown)
{
    sum sums[SUMS];
    add_up(a, candidate, whole, part, UINT32_MAX, sums);
    if (width(sums[PART], sums[ALL], sums[OWN], is_shown) < CORRAL_BACKBONE_UNCERTAIN) return false;
    for (size_t k = a->start[candidate]; k < a->start[candidate + 1]; k++) {
        if (!holds(whole, a->of[k]->function)) continue;
        add_up(a, candidate, whole, part, a->of[k]->rater, sums);
        if (sums[PART].n > 0 &&
            width(sums[PART], sums[ALL], sums[OWN], is_shown) < CORRAL_BACKBONE_UNCERTAIN)
            return false;
    }
    return true;
}

/* Enough heads, and no part of it that must stay hidden is pinned down. */
static bool pool_is_safe(answers *a, uint32_t candidate, uint64_t pool, uint32_t k, bool is_shown)
{
    heads h = count_heads(a, candidate, pool);
    if (h.raters == 0) return true;
    if (!enough(h, k)) return false;
    for (uint32_t f = 0; f < a->survey->functions; f++) {
        uint64_t one = UINT64_C(1) << f;
        if (!holds(pool, f) || one == pool) continue;
        heads part = count_heads(a, candidate, one);
        if (part.raters && !enough(part, k) && !stays_uncertain(a, candidate, pool, one, is_shown))
            return false;
    }
    return true;
}

/* ---- against finer releases ---- */

/* earlier: those of k = CORRAL_BACKBONE_LEAST ... , one after the other, up to that of k - 1. */
static bool candidate_is_safe(answers *a, const corral_release *r, uint32_t candidate, uint32_t k,
                              const corral_release *earlier)
{
    uint64_t scored = 0;
    tree t;
    for (size_t i = a->start[candidate]; i < a->start[candidate + 1]; i++)
        scored |= UINT64_C(1) << a->of[i]->function;
    for (uint32_t from = CORRAL_BACKBONE_LEAST; from <= k; from++) {
        tree_init(&t, a->survey);
        tree_learn(&t, r, candidate);
        for (uint32_t j = from; j < k; j++)
            tree_learn(&t, &earlier[j - CORRAL_BACKBONE_LEAST], candidate);
        tree_close(&t, scored);
        for (uint32_t n = 0; n < t.count; n++)
            if (t.known[n]) {
                uint64_t pool = remainder_of(&t, n);
                bool is_shown = t.shown[n] && pool == t.set[n];
                if (!pool_is_safe(a, candidate, pool, from, is_shown)) return false;
            }
    }
    return true;
}

static corral_status try_level(answers *a, corral_level level, uint32_t k,
                               const corral_release *earlier, corral_release *r, size_t *shown,
                               corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_survey *s = a->survey;
    r->level = level;
    r->columns = corral_level_columns(s, level);
    size_t cells = (size_t)s->candidates * r->columns;
    *shown = 0;
    TRY(corral_array_new(&r->shown, cells, sizeof *r->shown, err));
    for (uint32_t c = 0; c < s->candidates; c++) {
        suppress(a, r, c, k);
        if (level != CORRAL_LEVEL_FUNCTION && !candidate_is_safe(a, r, c, k, earlier))
            memset(&r->shown[(size_t)c * r->columns], 0, r->columns * sizeof *r->shown);
    }
    for (size_t i = 0; i < cells; i++) *shown += r->shown[i];
done:
    return status;
}

static corral_status choose_level(answers *a, uint32_t k, const corral_release *earlier,
                                  corral_release *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_release r = {0};
    for (int level = CORRAL_LEVEL_FUNCTION; level <= CORRAL_LEVEL_CANDIDATE; level++) {
        size_t shown;
        corral_release_done(&r);
        TRY(try_level(a, (corral_level)level, k, earlier, &r, &shown, err));
        if (2 * shown >= (size_t)a->survey->candidates * r.columns) break;
    }
    *out = r;
    r = (corral_release){0};
done:
    corral_release_done(&r);
    return status;
}

corral_status corral_release_find(const corral_survey *survey, uint32_t k, corral_release *out,
                                  corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_release all[CORRAL_BACKBONE_MOST + 1] = {{0}};
    answers a = {0};
    uint32_t count = 0;
    TRY(answers_init(&a, survey, err));
    for (uint32_t j = CORRAL_BACKBONE_LEAST; j <= k; j++, count++)
        TRY(choose_level(&a, j, all, &all[count], err));
    *out = all[count - 1];
    all[count - 1] = (corral_release){0};
done:
    for (uint32_t j = 0; j <= CORRAL_BACKBONE_MOST; j++) corral_release_done(&all[j]);
    answers_release(&a);
    return status;
}
