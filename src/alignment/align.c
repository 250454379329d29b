/* What could combine, what is somebody's own, what might be considered. */
#include "alignment/align.h"

#include <math.h>
#include <string.h>

#include "alignment/wording.h"
#include "core/memory.h"
#include "core/order.h"

/* Wordings of one facet at the table. */
typedef struct wordings {
    uint32_t *items, *of;
    size_t count, capacity;
    double *alike;
    unsigned char *decided; /* pairs that people keep apart */
    alignment_wording *wording;
} wordings;

corral_status alignment_push(uint32_t **list, size_t *capacity, size_t *count, uint32_t value,
                             corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_array_grow(list, capacity, *count + 1, sizeof **list, err));
    (*list)[(*count)++] = value;
done:
    return status;
}

corral_status alignment_row_new(corral_alignment *a, uint32_t facet, corral_align_class klass,
                                alignment_row **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_array_grow(&a->rows, &a->row_capacity, a->row_count + 1, sizeof *a->rows, err));
    *out = &a->rows[a->row_count++];
    **out = (alignment_row){.row = {.klass = klass, .facet = facet}};
    TRY(corral_text_append(&(*out)->why, "", 0, err));
done:
    return status;
}

/* Rising, each once. */
void alignment_settle(uint32_t *list, size_t *count)
{
    size_t kept = 0;
    if (*count) qsort(list, *count, sizeof *list, corral_by_number);
    for (size_t k = 0; k < *count; k++)
        if (!kept || list[kept - 1] != list[k]) list[kept++] = list[k];
    *count = kept;
}

static bool holds(const corral_region *region, uint32_t coalition, uint32_t item)
{
    corral_seats holders = corral_region_holders(region, item);
    for (size_t k = 0; k < holders.count; k++)
        if (holders.index[k] == coalition) return true;
    return false;
}

/* ---- which wordings are near ---- */

static corral_status collect(const corral_alignment *a, uint32_t facet, wordings *w,
                             corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (size_t i = 0; i < a->count; i++) {
        corral_seats seats = corral_region_footprint(a->region, a->coalitions[i]);
        for (size_t k = 0; k < seats.count; k++)
            if (corral_region_item_facet(a->region, seats.index[k]) == facet)
                TRY(alignment_push(&w->items, &w->capacity, &w->count, seats.index[k], err));
    }
    alignment_settle(w->items, &w->count);
    if (w->count > CORRAL_ALIGN_MOST)
        FAIL(CORRAL_LIMIT,
             "wordings are compared where a table has at most %d items of a facet, these have %zu "
             "of %s",
             CORRAL_ALIGN_MOST, w->count, corral_region_facet_name(a->region, facet));
done:
    return status;
}

typedef const char *const word_pair[2];

static corral_status read_wordings(const corral_alignment *a, wordings *w, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char **texts = NULL, **places = NULL, *(*synonyms)[2] = NULL;
    size_t pairs = corral_region_synonym_count(a->region);
    uint32_t geography = corral_region_facet_find(a->region, "geography"), first = 0, end = 0;
    if (geography != UINT32_MAX) corral_region_facet_items(a->region, geography, &first, &end);
    TRY(corral_array_new(&texts, w->count, sizeof *texts, err));
    TRY(corral_array_new(&places, end - first, sizeof *places, err));
    TRY(corral_array_new(&synonyms, pairs, sizeof *synonyms, err));
    for (size_t k = 0; k < w->count; k++)
        texts[k] = corral_region_item_name(a->region, w->items[k]);
    for (uint32_t j = first; j < end; j++)
        places[j - first] = corral_region_item_name(a->region, j);
    for (size_t k = 0; k < pairs; k++)
        corral_region_synonym(a->region, k, &synonyms[k][0], &synonyms[k][1]);
    const alignment_lexicon lexicon = {places, end - first, (word_pair *)synonyms, pairs};
    TRY(alignment_wording_new(texts, w->count, &lexicon, &w->wording, err));
done:
    free(texts);
    free(places);
    free(synonyms);
    return status;
}

static bool is_one(const corral_alignment *a, const wordings *w, size_t i, size_t j)
{
    return corral_region_item_same(a->region, w->items[i]) ==
           corral_region_item_same(a->region, w->items[j]);
}

static void keep_apart(const corral_alignment *a, wordings *w, uint32_t one, uint32_t other)
{
    for (size_t i = 0; i < w->count; i++) {
        if (corral_region_item_same(a->region, w->items[i]) != one) continue;
        for (size_t j = 0; j < w->count; j++)
            if (corral_region_item_same(a->region, w->items[j]) == other)
                w->decided[i * w->count + j] = w->decided[j * w->count + i] = 1;
    }
}

/* What people keep apart they keep apart in every wording that they treat as one with it. */
static corral_status find_decided(const corral_alignment *a, wordings *w, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_array_new(&w->decided, w->count * w->count, 1, err));
    for (size_t k = 0; k < corral_region_crosswalk_count(a->region); k++) {
        corral_crosswalk_row row = corral_region_crosswalk(a->region, k);
        if (row.item == UINT32_MAX ||
            (row.decision != CORRAL_SAME_DIFFERENT && row.decision != CORRAL_SAME_PART_OF))
            continue;
        keep_apart(a, w, corral_region_item_same(a->region, row.item),
                   corral_region_item_same(a->region, row.same_as));
    }
done:
    return status;
}

/* What keeps two apart; NULL: nothing. */
static const char *apart(const corral_alignment *a, const wordings *w, size_t i, size_t j)
{
    if (is_one(a, w, i, j)) return NULL;
    if (w->decided[i * w->count + j]) return "decided so";
    return alignment_wording_differs(w->wording, i, j);
}

static double alike_for_linkage(const corral_alignment *a, const wordings *w, size_t i, size_t j)
{
    enum { ONE = 2 }; /* more than any two wordings are alike */
    if (is_one(a, w, i, j)) return ONE;
    return apart(a, w, i, j) ? -1 : alignment_wording_similarity(w->wording, i, j);
}

static corral_status join(const corral_alignment *a, wordings *w, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t n = w->count;
    TRY(read_wordings(a, w, err));
    TRY(find_decided(a, w, err));
    TRY(corral_array_new(&w->of, n, sizeof *w->of, err));
    TRY(corral_array_new(&w->alike, n * n, sizeof *w->alike, err));
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) w->alike[i * n + j] = alike_for_linkage(a, w, i, j);
    alignment_link(w->alike, n, a->options.wording, w->of);
done:
    return status;
}

/* ---- a row of what the table has ---- */

/* Whether two of the statements on its items name different indicators. */
static corral_status counted_differently(const corral_alignment *a, const alignment_row *row,
                                         corral_text *said, bool *differs, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char *seen[8];
    size_t count = 0;
    for (size_t i = 0; i < row->row.coalition_count; i++) {
        uint32_t c = row->coalitions[i];
        for (size_t k = 0; k < corral_region_statement_count(a->region, c); k++) {
            corral_statement s = corral_region_statement(a->region, c, k);
            size_t j = 0, n = 0;
            while (j < row->row.item_count && row->items[j] != s.item) j++;
            if (j == row->row.item_count || !*s.indicator || !holds(a->region, c, s.item)) continue;
            while (n < count && strcasecmp(seen[n], s.indicator) != 0) n++;
            if (n < count || count == sizeof seen / sizeof *seen) continue;
            seen[count++] = s.indicator;
        }
    }
    *differs = count > 1;
    for (size_t k = 0; k < count && *differs; k++)
        TRY(corral_text_printf(said, err, "%s%s", k ? " | " : "counted by: ", seen[k]));
done:
    return status;
}

/* The stems they have in common and how alike the least alike two are. */
static corral_status explain_near(const wordings *w, const uint32_t *texts, size_t count,
                                  double *least, corral_text *why, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text common = {0};
    *least = 1;
    for (size_t i = 0; i < count; i++)
        for (size_t j = i + 1; j < count; j++)
            *least = fmin(*least, alignment_wording_similarity(w->wording, texts[i], texts[j]));
    TRY(alignment_wording_common(w->wording, texts, count, &common, err));
    TRY(corral_text_printf(why, err, "%salike %.2f: %s", why->length ? "; " : "", *least,
                           common.length ? common.bytes : "by their spelling"));
done:
    corral_text_release(&common);
    return status;
}

/* What is as near but must stay apart. */
static corral_status explain_apart(const corral_alignment *a, const wordings *w, uint32_t text,
                                   corral_text *why, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (uint32_t k = 0; k < w->count; k++) {
        const char *differs = apart(a, w, text, k);
        if (k == text || !differs ||
            alignment_wording_similarity(w->wording, text, k) < a->options.wording)
            continue;
        TRY(corral_text_printf(why, err, "%snot with \"%s\": %s", why->length ? "; " : "",
                               corral_region_item_name(a->region, w->items[k]), differs));
        break;
    }
done:
    return status;
}

/* ---- what people are asked ---- */

static bool is_put_off(const corral_alignment *a, uint32_t item, uint32_t other,
                       corral_crosswalk_row *by)
{
    const corral_region *region = a->region;
    uint32_t x = corral_region_item_same(region, item), y = corral_region_item_same(region, other);
    for (size_t k = 0; k < corral_region_crosswalk_count(region); k++) {
        *by = corral_region_crosswalk(region, k);
        if (by->item == UINT32_MAX || by->decision != CORRAL_SAME_LATER) continue;
        uint32_t one = corral_region_item_same(region, by->item);
        uint32_t two = corral_region_item_same(region, by->same_as);
        if ((one == x && two == y) || (one == y && two == x)) return true;
    }
    return false;
}

static corral_status ask(corral_alignment *a, const wordings *w, uint32_t one, uint32_t other,
                         corral_error *err)
{
    corral_status status = CORRAL_OK;
    const uint32_t pair[] = {one, other};
    corral_text why = {0};
    corral_crosswalk_row by;
    alignment_question q = {
        .asked = {.item = w->items[one], .same_as = w->items[other], .by = "", .date = ""}};
    TRY(explain_near(w, pair, 2, &q.asked.score, &why, err));
    if (is_put_off(a, q.asked.item, q.asked.same_as, &by)) {
        q.asked.decision = CORRAL_SAME_LATER;
        q.asked.by = by.by;
        q.asked.date = by.date;
    }
    TRY(corral_array_grow(&a->questions, &a->question_capacity, a->question_count + 1,
                          sizeof *a->questions, err));
    q.why = why.bytes;
    why = (corral_text){0};
    a->questions[a->question_count++] = q;
done:
    corral_text_release(&why);
    return status;
}

/* One wording for each of those that people have not made one yet. */
static void leave_one_each(const corral_alignment *a, const wordings *w, const uint32_t *texts,
                           size_t count, uint32_t *each, size_t *kept)
{
    *kept = 0;
    for (size_t i = 0; i < count; i++) {
        size_t k = 0;
        while (k < *kept && !is_one(a, w, each[k], texts[i])) k++;
        if (k == *kept) each[(*kept)++] = texts[i];
    }
}

static corral_status explain_row(corral_alignment *a, const wordings *w, const uint32_t *texts,
                                 size_t count, corral_text *why, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t *each = NULL;
    size_t kept;
    double least;
    TRY(corral_array_new(&each, count, sizeof *each, err));
    leave_one_each(a, w, texts, count, each, &kept);
    if (kept < count)
        TRY(corral_text_printf(why, err, "%streated as one by crosswalk.csv",
                               why->length ? "; " : ""));
    if (kept > 1) TRY(explain_near(w, each, kept, &least, why, err));
    for (size_t k = 1; k < kept; k++) TRY(ask(a, w, each[0], each[k], err));
done:
    free(each);
    return status;
}

/* ---- a row ---- */

static corral_status add_held(corral_alignment *a, uint32_t facet, const wordings *w,
                              uint32_t cluster, corral_error *err)
{
    corral_status status = CORRAL_OK;
    alignment_row *row;
    uint32_t *texts = NULL;
    size_t count = 0, capacity = 0;
    bool differs;
    TRY(alignment_row_new(a, facet, CORRAL_ALIGN_OWN, &row, err));
    for (uint32_t k = cluster; k < w->count; k++) {
        if (w->of[k] != cluster) continue;
        TRY(alignment_push(&texts, &capacity, &count, k, err));
        TRY(alignment_push(&row->items, &row->item_capacity, &row->row.item_count, w->items[k],
                           err));
    }
    for (size_t i = 0; i < a->count; i++) {
        size_t wants = 0;
        for (size_t k = 0; k < row->row.item_count; k++)
            wants += holds(a->region, a->coalitions[i], row->items[k]);
        row->row.wants += wants;
        if (wants)
            TRY(alignment_push(&row->coalitions, &row->coalition_capacity,
                               &row->row.coalition_count, a->coalitions[i], err));
    }
    TRY(counted_differently(a, row, &row->why, &differs, err));
    if (row->row.coalition_count > 1 || count > 1)
        row->row.klass = differs ? CORRAL_ALIGN_COUNTED : CORRAL_ALIGN_COMBINE;
    else
        row->why.bytes[row->why.length = 0] = '\0';
    if (count > 1) TRY(explain_row(a, w, texts, count, &row->why, err));
    TRY(explain_apart(a, w, texts[0], &row->why, err));
done:
    free(texts);
    return status;
}

static int by_rank(const void *left, const void *right)
{
    const corral_align_row *x = &((const alignment_row *)left)->row;
    const corral_align_row *y = &((const alignment_row *)right)->row;
    const uint32_t *i = ((const alignment_row *)left)->items;
    const uint32_t *j = ((const alignment_row *)right)->items;
    if (x->klass != y->klass) return x->klass < y->klass ? -1 : 1;
    if (x->coalition_count != y->coalition_count)
        return x->coalition_count > y->coalition_count ? -1 : 1;
    return *i < *j ? -1 : *i > *j;
}

static corral_status add_facet(corral_alignment *a, uint32_t facet, corral_error *err)
{
    corral_status status = CORRAL_OK;
    wordings w = {0};
    size_t from = a->row_count;
    TRY(collect(a, facet, &w, err));
    TRY(join(a, &w, err));
    for (uint32_t k = 0; k < w.count; k++)
        if (w.of[k] == k) TRY(add_held(a, facet, &w, k, err));
    if (a->row_count > from) qsort(a->rows + from, a->row_count - from, sizeof *a->rows, by_rank);
done:
    alignment_wording_free(w.wording);
    free(w.items);
    free(w.of);
    free(w.alike);
    free(w.decided);
    return status;
}

/* ---- the whole ---- */

/* What was put off is asked last. */
static int by_put_off(const void *left, const void *right)
{
    const corral_align_question *x = &((const alignment_question *)left)->asked;
    const corral_align_question *y = &((const alignment_question *)right)->asked;
    bool off = x->decision == CORRAL_SAME_LATER, off2 = y->decision == CORRAL_SAME_LATER;
    if (off != off2) return off ? 1 : -1;
    if (x->item != y->item) return x->item < y->item ? -1 : 1;
    return x->same_as < y->same_as ? -1 : x->same_as > y->same_as;
}

static corral_status check(const corral_alignment *a, corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (!a->count) FAIL(CORRAL_BAD_USE, "an alignment needs one coalition or more");
    for (size_t i = 1; i < a->count; i++)
        if (a->coalitions[i] == a->coalitions[i - 1])
            FAIL(CORRAL_BAD_USE, "coalition %s is named twice",
                 CORRAL_QUOTE(corral_region_id(a->region, a->coalitions[i])));
    if (!(a->options.wording > 0 && a->options.wording <= 1))
        FAIL(CORRAL_BAD_USE, "wording must be above 0 and at most 1, got %g", a->options.wording);
done:
    return status;
}

static bool is_chosen(const corral_alignment *a, uint32_t facet)
{
    const char *name = corral_region_facet_name(a->region, facet);
    if (a->options.facets) return a->options.facets[facet];
    return strcmp(name, "goal") == 0 || strcmp(name, "strategy") == 0;
}

corral_status corral_alignment_new(const corral_region *region, const uint32_t *coalitions,
                                   size_t count, const corral_align_options *options,
                                   corral_alignment **out, corral_error *err)
{
    static const corral_align_options usual = CORRAL_ALIGN_OPTIONS_INIT;
    corral_status status = CORRAL_OK;
    corral_alignment *a = NULL;
    TRY(corral_array_new(&a, 1, sizeof *a, err));
    a->region = region;
    TRY(corral_array_new(&a->coalitions, count, sizeof *a->coalitions, err));
    if (count) memcpy(a->coalitions, coalitions, count * sizeof *coalitions);
    if (count) qsort(a->coalitions, count, sizeof *a->coalitions, corral_by_number);
    a->count = count;
    a->options = options ? *options : usual;
    TRY(check(a, err));
    for (uint32_t f = 0; f < corral_region_facet_count(region); f++) {
        if (!is_chosen(a, f)) continue;
        TRY(add_facet(a, f, err));
        TRY(alignment_consider(a, f, err));
    }
    if (a->question_count) qsort(a->questions, a->question_count, sizeof *a->questions, by_put_off);
    *out = a;
    a = NULL;
done:
    corral_alignment_free(a);
    return status;
}

void corral_alignment_free(corral_alignment *a)
{
    if (!a) return;
    for (size_t k = 0; k < a->row_count; k++) {
        free(a->rows[k].items);
        free(a->rows[k].coalitions);
        free(a->rows[k].name);
        corral_text_release(&a->rows[k].why);
    }
    for (size_t k = 0; k < a->question_count; k++) free(a->questions[k].why);
    free(a->questions);
    free(a->rows);
    free(a->coalitions);
    free(a);
}

size_t corral_alignment_count(const corral_alignment *a)
{
    return a->row_count;
}

corral_align_row corral_alignment_get(const corral_alignment *a, size_t k)
{
    corral_align_row row = a->rows[k].row;
    row.items = a->rows[k].items;
    row.coalitions = a->rows[k].coalitions;
    row.name =
        a->rows[k].name ? a->rows[k].name : corral_region_item_name(a->region, a->rows[k].items[0]);
    row.why = a->rows[k].why.bytes;
    return row;
}

size_t corral_alignment_question_count(const corral_alignment *a)
{
    return a->question_count;
}

corral_align_question corral_alignment_question(const corral_alignment *a, size_t k)
{
    corral_align_question question = a->questions[k].asked;
    question.why = a->questions[k].why;
    return question;
}

size_t corral_alignment_passed_over(const corral_alignment *a)
{
    return a->passed_over;
}

const char *corral_align_class_name(corral_align_class klass)
{
    static const char *const names[] = {[CORRAL_ALIGN_COMBINE] = "could combine",
                                        [CORRAL_ALIGN_COUNTED] = "same goal, counted differently",
                                        [CORRAL_ALIGN_OWN] = "own",
                                        [CORRAL_ALIGN_CONSIDER] = "consider"};
    return names[klass];
}
