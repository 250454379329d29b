/* The smallest agendas that cover most of what a table wants. */
#include "alignment/align.h"
#include "core/memory.h"

typedef struct wanted {
    size_t row, wants;
    uint32_t item;
} wanted;

static int by_wants(const void *left, const void *right)
{
    const wanted *x = left, *y = right;
    if (x->wants != y->wants) return x->wants > y->wants ? -1 : 1;
    return x->item < y->item ? -1 : x->item > y->item;
}

corral_status corral_alignment_agenda(const corral_alignment *a, uint32_t facet,
                                      corral_align_step *steps, size_t *count, size_t *all,
                                      corral_error *err)
{
    corral_status status = CORRAL_OK;
    wanted *rows = NULL;
    *count = *all = 0;
    TRY(corral_array_new(&rows, a->row_count, sizeof *rows, err));
    for (size_t k = 0; k < a->row_count; k++)
        if (a->rows[k].row.facet == facet && a->rows[k].row.wants)
            rows[(*count)++] = (wanted){k, a->rows[k].row.wants, a->rows[k].items[0]};
    if (*count) qsort(rows, *count, sizeof *rows, by_wants);
    for (size_t k = 0; k < *count; k++)
        steps[k] = (corral_align_step){rows[k].row, *all += rows[k].wants};
done:
    free(rows);
    return status;
}
