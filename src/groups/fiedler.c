/* Fiedler vectors by GSL's dense symmetric eigenproblem, in steps:
 *   1. connected parts   2. Laplacian of each   3. its Fiedler vector   4. rows by its entries. */
#include "groups/fiedler.h"

#include "core/bridge_gsl.h"
#include "core/memory.h"

#include <gsl/gsl_eigen.h>
#include <math.h>

/* Differences that rounding can make. */
#define ROUNDING 1e-9

/* ---- connected parts ---- */

typedef struct row_part {
    uint32_t first, start, count; /* lowest row; rows[start .. start + count) */
} row_part;

static double like(const double *likeness, uint32_t count, uint32_t i, uint32_t j)
{
    double x = likeness[(size_t)i * count + j];
    return i != j && isfinite(x) && x > 0 ? x : 0;
}

static int by_row(const void *left, const void *right)
{
    uint32_t x = *(const uint32_t *)left, y = *(const uint32_t *)right;
    return x < y ? -1 : x > y;
}

static int by_size(const void *left, const void *right)
{
    const row_part *x = left, *y = right;
    if (x->count != y->count) return x->count > y->count ? -1 : 1;
    return x->first < y->first ? -1 : x->first > y->first;
}

/* Rows part by part, rising within a part; returns the number of parts. is_found is all 0. */
static uint32_t find_parts(const double *likeness, uint32_t count, unsigned char *is_found,
                           uint32_t *rows, row_part *parts)
{
    uint32_t part_count = 0, end = 0;
    for (uint32_t first = 0; first < count; first++) {
        if (is_found[first]) continue;
        uint32_t start = end;
        is_found[first] = 1;
        rows[end++] = first;
        for (uint32_t at = start; at < end; at++)
            for (uint32_t j = first + 1; j < count; j++)
                if (!is_found[j] && like(likeness, count, rows[at], j) > 0) {
                    is_found[j] = 1;
                    rows[end++] = j;
                }
        qsort(rows + start, end - start, sizeof *rows, by_row);
        parts[part_count++] = (row_part){first, start, end - start};
    }
    return part_count;
}

/* ---- the Fiedler vector of one part ---- */

/* The Laplacian D - W, and in every entry a constant more. That moves the eigenvalue 0 of the
 * constant vector above all others (which are at most twice the largest degree) and leaves the
 * others alone, so that the Fiedler vector is the first, however loosely the part hangs together.
 */
static void fill_laplacian(const double *likeness, uint32_t count, const uint32_t *rows,
                           gsl_matrix *laplacian)
{
    size_t n = laplacian->size1;
    double largest = 0;
    for (size_t i = 0; i < n; i++) {
        double degree = 0;
        for (size_t j = 0; j < n; j++) {
            double x = like(likeness, count, rows[i], rows[j]);
            gsl_matrix_set(laplacian, i, j, -x);
            degree += x;
        }
        gsl_matrix_set(laplacian, i, i, degree);
        if (degree > largest) largest = degree;
    }
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) *gsl_matrix_ptr(laplacian, i, j) += 3 * largest / (double)n;
}

static corral_status solve(gsl_matrix *laplacian, gsl_vector *values, gsl_matrix *vectors,
                           corral_error *err)
{
    corral_status status = CORRAL_OK;
    gsl_error_handler_t *before = corral_gsl_enter();
    gsl_eigen_symmv_workspace *work = gsl_eigen_symmv_alloc(laplacian->size1);
    TRY(corral_gsl_leave(before, work ? GSL_SUCCESS : GSL_ENOMEM, err));
    TRY_GSL(gsl_eigen_symmv(laplacian, values, vectors, work));
    TRY_GSL(gsl_eigen_symmv_sort(values, vectors, GSL_EIGEN_SORT_VAL_ASC));
done:
    if (work) gsl_eigen_symmv_free(work);
    return status;
}

/* Length of the projection of unit vector i on the first `space` eigenvectors. */
static double shadow(const gsl_matrix *vectors, size_t i, size_t space)
{
    double sum = 0;
    for (size_t k = 0; k < space; k++)
        sum += gsl_matrix_get(vectors, i, k) * gsl_matrix_get(vectors, i, k);
    return sqrt(sum);
}

/* Where several eigenvectors belong to the smallest eigenvalue, any mixture of them is one, and
 * rounding would choose. Taken is the one that the projection of a unit vector gives, which is the
 * same for every basis: of the row with the longest projection. With one eigenvector that is the
 * vector itself with the sign that puts its largest entry first. */
static void take_vector(const gsl_vector *values, const gsl_matrix *vectors, double *entry)
{
    size_t n = values->size, space = 1, best = 0;
    double near = gsl_vector_get(values, 0) + ROUNDING * gsl_vector_get(values, n - 1);
    while (space < n - 1 && gsl_vector_get(values, space) <= near) space++;
    double longest = shadow(vectors, 0, space);
    for (size_t i = 1; i < n; i++) {
        double length = shadow(vectors, i, space);
        if (length > longest + ROUNDING) {
            longest = length;
            best = i;
        }
    }
    for (size_t i = 0; i < n; i++) {
        double sum = 0;
        for (size_t k = 0; k < space; k++)
            sum += gsl_matrix_get(vectors, i, k) * gsl_matrix_get(vectors, best, k);
        entry[i] = -sum / longest;
    }
}

/* ---- rows by their entries ---- */

typedef struct ranked_row {
    double entry;
    uint32_t rank, row;
} ranked_row;

static int by_entry(const void *left, const void *right)
{
    const ranked_row *x = left, *y = right;
    if (x->entry != y->entry) return x->entry < y->entry ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

static int by_rank(const void *left, const void *right)
{
    const ranked_row *x = left, *y = right;
    if (x->rank != y->rank) return x->rank < y->rank ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

/* A row closer than rounding to the one before it has the same rank. */
static void sort_rows(ranked_row *list, uint32_t count)
{
    qsort(list, count, sizeof *list, by_entry);
    for (uint32_t i = 1; i < count; i++)
        list[i].rank = list[i - 1].rank + (list[i].entry - list[i - 1].entry > ROUNDING);
    qsort(list, count, sizeof *list, by_rank);
}

/* Puts the rows of one part of three or more in order. */
static corral_status order_part(const double *likeness, uint32_t count, uint32_t *rows,
                                uint32_t size, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t square = (size_t)size * size;
    double *numbers = NULL;
    ranked_row *list = NULL;
    TRY(corral_array_new(&numbers, 2 * square + 2 * (size_t)size, sizeof *numbers, err));
    TRY(corral_array_new(&list, size, sizeof *list, err));
    gsl_matrix_view laplacian = gsl_matrix_view_array(numbers, size, size);
    gsl_matrix_view vectors = gsl_matrix_view_array(numbers + square, size, size);
    gsl_vector_view values = gsl_vector_view_array(numbers + 2 * square, size);
    double *entry = numbers + 2 * square + size;
    fill_laplacian(likeness, count, rows, &laplacian.matrix);
    TRY(solve(&laplacian.matrix, &values.vector, &vectors.matrix, err));
    take_vector(&values.vector, &vectors.matrix, entry);
    for (uint32_t i = 0; i < size; i++) list[i] = (ranked_row){entry[i], 0, rows[i]};
    sort_rows(list, size);
    for (uint32_t i = 0; i < size; i++) rows[i] = list[i].row;
done:
    free(numbers);
    free(list);
    return status;
}

corral_status corral_fiedler_order(const double *likeness, uint32_t count, uint32_t *order,
                                   corral_error *err)
{
    corral_status status = CORRAL_OK;
    unsigned char *is_found = NULL;
    uint32_t *rows = NULL, filled = 0;
    row_part *parts = NULL;
    if (count > CORRAL_FIEDLER_LIMIT)
        FAIL(CORRAL_LIMIT, "at most %d rows can be put in order, got %u", CORRAL_FIEDLER_LIMIT,
             count);
    TRY(corral_array_new(&is_found, count, 1, err));
    TRY(corral_array_new(&rows, count, sizeof *rows, err));
    TRY(corral_array_new(&parts, count, sizeof *parts, err));
    uint32_t part_count = find_parts(likeness, count, is_found, rows, parts);
    if (part_count) qsort(parts, part_count, sizeof *parts, by_size);
    for (uint32_t p = 0; p < part_count; p++) {
        uint32_t *part = rows + parts[p].start;
        if (parts[p].count > 2) TRY(order_part(likeness, count, part, parts[p].count, err));
        for (uint32_t i = 0; i < parts[p].count; i++) order[filled++] = part[i];
    }
done:
    free(is_found);
    free(rows);
    free(parts);
    return status;
}
