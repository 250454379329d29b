/* Random walks between coalitions and items.
 *
 * Both half steps gather, so every sum is added in one order whatever the threads do. */
#include "reach/walk.h"

#include "core/memory.h"

#include <math.h>
#include <string.h>

/* Walks are followed until they weigh less than this. */
static const double REST = 1e-10;

void reach_walk_release(reach_walk *walk)
{
    free(walk->row_start);
    free(walk->column_start);
    free(walk->row_item);
    free(walk->column_coalition);
    free(walk->row_to_coalition);
    free(walk->column_to_item);
    *walk = (reach_walk){0};
}

static corral_status allocate(reach_walk *walk, size_t seats, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_array_new(&walk->row_start, (size_t)walk->coalition_count + 1, sizeof(size_t), err));
    TRY(corral_array_new(&walk->column_start, (size_t)walk->item_count + 2, sizeof(size_t), err));
    TRY(corral_array_new(&walk->row_item, seats, sizeof(uint32_t), err));
    TRY(corral_array_new(&walk->column_coalition, seats, sizeof(uint32_t), err));
    TRY(corral_array_new(&walk->row_to_coalition, seats, sizeof(double), err));
    TRY(corral_array_new(&walk->column_to_item, seats, sizeof(double), err));
done:
    return status;
}

/* Rows with plain weights, and how many seats each item keeps (two places on). */
static void fill_rows(reach_walk *walk, const corral_region *region, const unsigned char *left_out,
                      double *of_item)
{
    size_t seat = 0, kept = 0;
    for (uint32_t a = 0; a < walk->coalition_count; a++) {
        corral_seats seats = corral_region_footprint(region, a);
        for (size_t i = 0; i < seats.count; i++, seat++) {
            if (left_out && left_out[seat]) continue;
            walk->row_item[kept] = seats.index[i];
            walk->row_to_coalition[kept++] = seats.weight[i];
            walk->column_start[seats.index[i] + 2]++;
            of_item[seats.index[i]] += seats.weight[i];
        }
        walk->row_start[a + 1] = kept;
    }
    for (uint32_t j = 0; j < walk->item_count; j++)
        walk->column_start[j + 2] += walk->column_start[j + 1];
}

/* Columns from rows; column_start[j + 1] runs from the start of column j to its end. */
static void fill_columns(reach_walk *walk, const double *of_item)
{
    for (uint32_t a = 0; a < walk->coalition_count; a++) {
        double of_coalition = 0;
        for (size_t i = walk->row_start[a]; i < walk->row_start[a + 1]; i++)
            of_coalition += walk->row_to_coalition[i];
        for (size_t i = walk->row_start[a]; i < walk->row_start[a + 1]; i++) {
            uint32_t item = walk->row_item[i];
            size_t at = walk->column_start[item + 1]++;
            walk->column_coalition[at] = a;
            walk->column_to_item[at] = walk->row_to_coalition[i] / of_coalition;
            walk->row_to_coalition[i] /= of_item[item];
        }
    }
}

corral_status reach_walk_init(reach_walk *walk, const corral_region *region,
                              const unsigned char *left_out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    double *of_item = NULL;
    *walk = (reach_walk){.coalition_count = corral_region_coalition_count(region),
                         .item_count = corral_region_item_count(region)};
    TRY(corral_array_new(&of_item, walk->item_count, sizeof *of_item, err));
    TRY(allocate(walk, corral_region_seat_count(region), err));
    fill_rows(walk, region, left_out, of_item);
    fill_columns(walk, of_item);
done:
    free(of_item);
    return status;
}

corral_status reach_walker_init(reach_walker *walker, const reach_walk *walk, corral_error *err)
{
    corral_status status = CORRAL_OK;
    *walker = (reach_walker){0};
    TRY(corral_array_new(&walker->at_coalition, walk->coalition_count, sizeof(double), err));
    TRY(corral_array_new(&walker->at_item, walk->item_count, sizeof(double), err));
done:
    return status;
}

void reach_walker_release(reach_walker *walker)
{
    free(walker->at_coalition);
    free(walker->at_item);
}

static void step_to_items(const reach_walk *walk, reach_walker *walker)
{
    for (uint32_t j = 0; j < walk->item_count; j++) {
        double sum = 0;
        for (size_t i = walk->column_start[j]; i < walk->column_start[j + 1]; i++)
            sum += walker->at_coalition[walk->column_coalition[i]] * walk->column_to_item[i];
        walker->at_item[j] = sum;
    }
}

static void step_to_coalitions(const reach_walk *walk, reach_walker *walker)
{
    for (uint32_t a = 0; a < walk->coalition_count; a++) {
        double sum = 0;
        for (size_t i = walk->row_start[a]; i < walk->row_start[a + 1]; i++)
            sum += walker->at_item[walk->row_item[i]] * walk->row_to_coalition[i];
        walker->at_coalition[a] = sum;
    }
}

void reach_walk_rank(const reach_walk *walk, reach_walker *walker, uint32_t from,
                     const double *damping, size_t count, double *rank)
{
    double left = 0; /* of the slowest damping */
    memset(rank, 0, count * walk->item_count * sizeof *rank);
    memset(walker->at_coalition, 0, walk->coalition_count * sizeof(double));
    if (walk->row_start[from] == walk->row_start[from + 1]) return;
    walker->at_coalition[from] = 1;
    for (size_t d = 0; d < count; d++) left = fmax(left, damping[d]);
    double slowest = left;
    for (int k = 1; left > REST; k += 2, left *= slowest * slowest) {
        step_to_items(walk, walker);
        for (size_t d = 0; d < count; d++) {
            double part = (1 - damping[d]) * pow(damping[d], k);
            double *to = rank + d * walk->item_count;
            for (uint32_t j = 0; j < walk->item_count; j++) to[j] += part * walker->at_item[j];
        }
        step_to_coalitions(walk, walker);
    }
}
