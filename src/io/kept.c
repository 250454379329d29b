/* Kept rows: strings of cells. */
#include "io/kept.h"

#include <string.h>

#include "core/memory.h"

const corral_kept_form corral_kept_forms[CORRAL_KEPT_KINDS] = {
    [CORRAL_KEPT_ALIASES] = {"aliases",
                             {"keep", "merge", "facet", "decision", "score", "why", "by", "date"},
                             8,
                             4},
    [CORRAL_KEPT_ASKS] = {"asks", {"coalition", "member", "kind", "per_year"}, 4, 2},
    [CORRAL_KEPT_CROSSWALK] = {"crosswalk",
                               {"facet", "item", "same_as", "decision", "by", "date"},
                               6,
                               3},
    [CORRAL_KEPT_SYNONYMS] = {"synonyms", {"word", "same_as"}, 2, 2}};

corral_status corral_kept_init(corral_kept *kept, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (int k = 0; k < CORRAL_KEPT_KINDS; k++) TRY(corral_strings_new(&kept->rows[k], err));
done:
    return status;
}

void corral_kept_release(corral_kept *kept)
{
    for (int k = 0; k < CORRAL_KEPT_KINDS; k++) {
        corral_strings_free(kept->rows[k]);
        free(kept->order[k]);
    }
    corral_text_release(&kept->scratch);
    *kept = (corral_kept){0};
}

corral_status corral_kept_add(corral_kept *kept, corral_kept_kind kind, const char *const *cells,
                              corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t number;
    kept->scratch.length = 0;
    for (size_t k = 0; k < corral_kept_forms[kind].count; k++) {
        const char *cell = cells[k] ? cells[k] : "";
        TRY(corral_text_append(&kept->scratch, cell, strlen(cell) + 1, err));
    }
    TRY(corral_strings_add(kept->rows[kind], kept->scratch.bytes, kept->scratch.length, &number,
                           err));
done:
    return status;
}

typedef struct row_order {
    const corral_strings *rows;
    size_t cells;
} row_order;

static int by_cells(const void *left, const void *right, void *context)
{
    const row_order *o = context;
    const char *x = corral_strings_get(o->rows, *(const uint32_t *)left);
    const char *y = corral_strings_get(o->rows, *(const uint32_t *)right);
    for (size_t k = 0; k < o->cells; k++) {
        int order = strcmp(x, y);
        if (order) return order;
        x += strlen(x) + 1;
        y += strlen(y) + 1;
    }
    return 0;
}

corral_status corral_kept_sort(corral_kept *kept, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (int k = 0; k < CORRAL_KEPT_KINDS; k++) {
        uint32_t count = corral_strings_count(kept->rows[k]);
        row_order o = {kept->rows[k], corral_kept_forms[k].count};
        free(kept->order[k]);
        kept->order[k] = NULL;
        TRY(corral_array_new(&kept->order[k], count, sizeof(uint32_t), err));
        for (uint32_t i = 0; i < count; i++) kept->order[k][i] = i;
        qsort_r(kept->order[k], count, sizeof(uint32_t), by_cells, &o);
    }
done:
    return status;
}

uint32_t corral_kept_count(const corral_kept *kept, corral_kept_kind kind)
{
    return corral_strings_count(kept->rows[kind]);
}

void corral_kept_get(const corral_kept *kept, corral_kept_kind kind, uint32_t row,
                     const char *cells[CORRAL_KEPT_COLUMNS])
{
    const char *text = corral_strings_get(kept->rows[kind], kept->order[kind][row]);
    for (size_t k = 0; k < corral_kept_forms[kind].count; k++) {
        cells[k] = text;
        text += strlen(text) + 1;
    }
}
