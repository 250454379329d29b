/* Degrees of a facet's rows and columns, and their classes. */
#include "overlap/margins.h"

#include "core/memory.h"
#include "core/order.h"
#include "corral/overlap.h"

#include <string.h>

corral_seats overlap_of_facet(const corral_region *region, uint32_t coalition, uint32_t first,
                              uint32_t end)
{
    corral_seats seats = corral_region_footprint(region, coalition);
    size_t from = corral_first_not_below(seats.index, seats.count, first);
    size_t to = corral_first_not_below(seats.index, seats.count, end);
    return (corral_seats){seats.index + from, seats.weight + from, to - from};
}

uint32_t overlap_common(corral_seats x, corral_seats y)
{
    uint32_t common = 0;
    for (size_t i = 0, j = 0; i < x.count && j < y.count;) {
        if (x.index[i] < y.index[j]) {
            i++;
        } else if (x.index[i] > y.index[j]) {
            j++;
        } else {
            common++;
            i++;
            j++;
        }
    }
    return common;
}

uint32_t corral_overlap_shared(const corral_region *region, uint32_t facet, uint32_t a, uint32_t b)
{
    uint32_t first, end;
    corral_region_facet_items(region, facet, &first, &end);
    if (corral_region_known(region, a, facet) == CORRAL_KNOWN_NO ||
        corral_region_known(region, b, facet) == CORRAL_KNOWN_NO)
        return 0;
    return overlap_common(overlap_of_facet(region, a, first, end),
                          overlap_of_facet(region, b, first, end));
}

/* Classes of count degrees, UINT32_MAX for what does not take part; class_of may be NULL. */
static corral_status classify(const uint32_t *degree, size_t count, overlap_classes *classes,
                              uint32_t *class_of, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t largest = 0, *with = NULL, found = 0;
    for (size_t i = 0; i < count; i++)
        if (degree[i] != UINT32_MAX && degree[i] > largest) largest = degree[i];
    TRY(corral_array_new(&with, (size_t)largest + 1, sizeof *with, err));
    for (size_t i = 0; i < count; i++)
        if (degree[i] != UINT32_MAX && with[degree[i]]++ == 0) found++;
    TRY(corral_array_new(&classes->degree, found, sizeof(uint32_t), err));
    TRY(corral_array_new(&classes->size, found, sizeof(uint32_t), err));
    for (size_t d = (size_t)largest + 1; d-- > 0;) {
        if (with[d] == 0) continue;
        classes->degree[classes->count] = (uint32_t)d;
        classes->size[classes->count] = with[d];
        with[d] = classes->count++;
    }
    for (size_t i = 0; class_of && i < count; i++)
        class_of[i] = degree[i] == UINT32_MAX ? UINT32_MAX : with[degree[i]];
done:
    free(with);
    return status;
}

corral_status overlap_margins_init(overlap_margins *m, const corral_region *region, uint32_t facet,
                                   corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t n = corral_region_coalition_count(region), *row = NULL, *column = NULL;
    *m = (overlap_margins){.region = region, .facet = facet};
    corral_region_facet_items(region, facet, &m->first, &m->end);
    TRY(corral_array_new(&row, n, sizeof *row, err));
    TRY(corral_array_new(&column, m->end - m->first, sizeof *column, err));
    TRY(corral_array_new(&m->row_class, n, sizeof(uint32_t), err));
    for (uint32_t a = 0; a < n; a++) {
        row[a] = UINT32_MAX;
        if (corral_region_known(region, a, facet) == CORRAL_KNOWN_NO) continue;
        corral_seats seats = overlap_of_facet(region, a, m->first, m->end);
        row[a] = (uint32_t)seats.count;
        m->row_count++;
        for (size_t i = 0; i < seats.count; i++) column[seats.index[i] - m->first]++;
    }
    for (uint32_t j = 0; j < m->end - m->first; j++) {
        m->column_count += column[j] > 0;
        if (column[j] == 0) column[j] = UINT32_MAX;
    }
    TRY(classify(row, n, &m->rows, m->row_class, err));
    TRY(classify(column, m->end - m->first, &m->columns, NULL, err));
done:
    free(row);
    free(column);
    return status;
}

static void classes_release(overlap_classes *classes)
{
    free(classes->degree);
    free(classes->size);
}

void overlap_margins_release(overlap_margins *m)
{
    classes_release(&m->rows);
    classes_release(&m->columns);
    free(m->row_class);
    *m = (overlap_margins){0};
}
