/* Collecting answers: seats and marks of each coalition, climbed through what lies within what,
 * then transposed by counting. */
#include "overlap/answers.h"

#include "core/memory.h"
#include "region/marks.h"

void corral_answers_release(corral_answers *answers)
{
    free(answers->usual);
    free(answers->row_start);
    free(answers->row_item);
    free(answers->row_answer);
    free(answers->column_start);
    free(answers->column_coalition);
    free(answers->column_answer);
    *answers = (corral_answers){0};
}

/* ---- one coalition ---- */

typedef struct entry {
    uint32_t item; /* from 0 */
    unsigned char answer;
} entry;

typedef struct collection {
    corral_answers *answers;
    entry *row; /* of the coalition under way */
    size_t count, capacity;
    size_t cells, item_capacity, answer_capacity;
    uint32_t *climbed_for; /* by item: coalition + 1 */
} collection;

static int by_item(const void *left, const void *right)
{
    const entry *x = left, *y = right;
    if (x->item != y->item) return x->item < y->item ? -1 : 1;
    return x->answer > y->answer ? -1 : x->answer < y->answer;
}

static int by_answer(const void *left, const void *right)
{
    const entry *x = left, *y = right;
    if (x->answer != y->answer) return x->answer > y->answer ? -1 : 1;
    return x->item < y->item ? -1 : x->item > y->item;
}

/* Items of other facets are passed over. */
static corral_status add(collection *c, uint32_t item, corral_answer answer, corral_error *err)
{
    uint32_t place = item - c->answers->first;
    if (item < c->answers->first || place >= c->answers->items) return CORRAL_OK;
    corral_status status =
        corral_array_grow(&c->row, &c->capacity, c->count + 1, sizeof *c->row, err);
    if (status == CORRAL_OK) c->row[c->count++] = (entry){place, (unsigned char)answer};
    return status;
}

/* A disputed cell that counts has a seat, too, which is the stronger answer. */
static corral_answer answer_of(corral_cell mark)
{
    switch (mark) {
    case CORRAL_CELL_NO: return CORRAL_ANSWER_NO;
    case CORRAL_CELL_DISPUTED: return CORRAL_ANSWER_DISPUTED;
    default: return CORRAL_ANSWER_UNKNOWN;
    }
}

static corral_status gather(collection *c, uint32_t a, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_region *region = c->answers->region;
    corral_seats seats = corral_region_footprint(region, a);
    size_t marks;
    const region_mark *mark = region_marks_of(region, a, &marks);
    c->count = 0;
    for (size_t i = 0; i < seats.count; i++)
        TRY(add(c, seats.index[i],
                seats.weight[i] > 0.5 ? CORRAL_ANSWER_PRIMARY : CORRAL_ANSWER_SECONDARY, err));
    for (size_t i = 0; i < marks; i++) TRY(add(c, mark[i].item, answer_of(mark[i].cell), err));
done:
    return status;
}

/* Stronger answers climb first, so that what one has climbed through counts for no weaker one, and
 * every item is climbed through once a row. A no says nothing of what the item lies within. */
static corral_status climb(collection *c, uint32_t a, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_answers *s = c->answers;
    size_t own = c->count;
    if (own > 1) qsort(c->row, own, sizeof *c->row, by_answer);
    for (size_t i = 0; i < own && c->row[i].answer != CORRAL_ANSWER_NO; i++) {
        uint32_t j = corral_region_item_within(s->region, s->first + c->row[i].item);
        for (; j != UINT32_MAX && c->climbed_for[j - s->first] != a + 1;
             j = corral_region_item_within(s->region, j)) {
            c->climbed_for[j - s->first] = a + 1;
            TRY(add(c, j, (corral_answer)c->row[i].answer, err));
        }
    }
done:
    return status;
}

static corral_status keep(collection *c, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_answers *s = c->answers;
    if (c->count > 1) qsort(c->row, c->count, sizeof *c->row, by_item);
    for (size_t i = 0; i < c->count; i++) {
        if (i && c->row[i].item == c->row[i - 1].item) continue;
        TRY(corral_array_grow(&s->row_item, &c->item_capacity, c->cells + 1, sizeof *s->row_item,
                              err));
        TRY(corral_array_grow(&s->row_answer, &c->answer_capacity, c->cells + 1, 1, err));
        s->row_item[c->cells] = c->row[i].item;
        s->row_answer[c->cells++] = c->row[i].answer;
    }
done:
    return status;
}

static corral_answer usual_of(const corral_answers *s, uint32_t a)
{
    switch (corral_region_known(s->region, a, s->facet)) {
    case CORRAL_KNOWN_YES: return CORRAL_ANSWER_NO;
    case CORRAL_KNOWN_PARTIAL:
        return corral_region_facet_is_coded(s->region, s->facet) ? CORRAL_ANSWER_NOT_NAMED
                                                                 : CORRAL_ANSWER_UNKNOWN;
    case CORRAL_KNOWN_NO: break;
    }
    return CORRAL_ANSWER_UNKNOWN;
}

static corral_status collect_rows(corral_answers *s, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t n = corral_region_coalition_count(s->region);
    collection c = {.answers = s};
    TRY(corral_array_new(&c.climbed_for, s->items, sizeof(uint32_t), err));
    TRY(corral_array_new(&s->usual, n, 1, err));
    TRY(corral_array_new(&s->row_start, (size_t)n + 1, sizeof(size_t), err));
    for (uint32_t a = 0; a < n; a++) {
        s->usual[a] = (unsigned char)usual_of(s, a);
        s->usual_count[s->usual[a]]++;
        TRY(gather(&c, a, err));
        TRY(climb(&c, a, err));
        TRY(keep(&c, err));
        s->row_start[a + 1] = c.cells;
    }
done:
    free(c.row);
    free(c.climbed_for);
    return status;
}

/* ---- by item ---- */

static corral_status transpose(corral_answers *s, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t n = corral_region_coalition_count(s->region);
    size_t cells = s->row_start[n], *next = NULL;
    TRY(corral_array_new(&s->column_start, (size_t)s->items + 1, sizeof(size_t), err));
    TRY(corral_array_new(&next, s->items, sizeof(size_t), err));
    TRY(corral_array_new(&s->column_coalition, cells, sizeof(uint32_t), err));
    TRY(corral_array_new(&s->column_answer, cells, 1, err));
    for (size_t i = 0; i < cells; i++) s->column_start[s->row_item[i] + 1]++;
    for (uint32_t j = 0; j < s->items; j++) {
        next[j] = s->column_start[j];
        s->column_start[j + 1] += s->column_start[j];
    }
    for (uint32_t a = 0; a < n; a++)
        for (size_t i = s->row_start[a]; i < s->row_start[a + 1]; i++) {
            size_t at = next[s->row_item[i]]++;
            s->column_coalition[at] = a;
            s->column_answer[at] = s->row_answer[i];
        }
done:
    free(next);
    return status;
}

corral_status corral_answers_init(corral_answers *answers, const corral_region *region,
                                  uint32_t facet, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t end;
    *answers = (corral_answers){.region = region, .facet = facet};
    corral_region_facet_items(region, facet, &answers->first, &end);
    answers->items = end - answers->first;
    TRY(collect_rows(answers, err));
    TRY(transpose(answers, err));
done:
    return status;
}

/* ---- counting ---- */

void corral_answers_count(const corral_answers *s, uint32_t item,
                          uint32_t count[CORRAL_ANSWER_PRIMARY + 1])
{
    for (int k = 0; k <= CORRAL_ANSWER_PRIMARY; k++) count[k] = s->usual_count[k];
    if (item == UINT32_MAX) return;
    for (size_t i = s->column_start[item]; i < s->column_start[item + 1]; i++) {
        count[s->usual[s->column_coalition[i]]]--;
        count[s->column_answer[i]]++;
    }
}

uint32_t corral_answers_holders(const corral_answers *s, uint32_t item)
{
    uint32_t count = 0;
    for (size_t i = s->column_start[item]; i < s->column_start[item + 1]; i++)
        count += corral_answer_has(s->column_answer[i]);
    return count;
}
