/* The slow way to what is more than chance. */
#include "slow_overlap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- what is forced ---- */

/* A graph of rows and columns: from the row to the column of a 1, from the column to the row of a
 * 0. Exchanging along a cycle leaves all margins, so what lies on none is forced. */
static int leads(const slow_matrix *m, int from, int to, int backwards)
{
    if (backwards) {
        int swap = from;
        from = to;
        to = swap;
    }
    if ((from < m->rows) == (to < m->rows)) return 0;
    if (from < m->rows) return m->cell[(long)from * m->columns + to - m->rows] == 1;
    return m->cell[(long)to * m->columns + from - m->rows] == 0;
}

static void visit(const slow_matrix *m, int node, int backwards, int *mark, int label, int *order,
                  int *count)
{
    int nodes = m->rows + m->columns;
    mark[node] = label;
    for (int other = 0; other < nodes; other++)
        if (!mark[other] && leads(m, node, other, backwards))
            visit(m, other, backwards, mark, label, order, count);
    if (order) order[(*count)++] = node;
}

/* Strongly connected parts (Kosaraju). */
static int *parts_of(const slow_matrix *m)
{
    int nodes = m->rows + m->columns, count = 0;
    int *mark = calloc((size_t)nodes + 1, sizeof *mark);
    int *order = calloc((size_t)nodes + 1, sizeof *order);
    for (int i = 0; i < nodes; i++)
        if (!mark[i]) visit(m, i, 0, mark, 1, order, &count);
    memset(mark, 0, (size_t)nodes * sizeof *mark);
    for (int i = nodes, label = 1; i-- > 0;)
        if (!mark[order[i]]) visit(m, order[i], 1, mark, label++, NULL, NULL);
    free(order);
    return mark;
}

/* ---- the fit ---- */

/* Sweeps until no margin is missed by more than tolerance. */
static void sweep(const slow_matrix *m, const char *is_free, const double *row,
                  const double *column, double tolerance, double *x, double *y)
{
    for (long turn = 0; turn < 1000000; turn++) {
        double worst = 0;
        for (int i = 0; i < m->rows; i++) {
            double sum = 0;
            for (int j = 0; j < m->columns; j++)
                if (is_free[(long)i * m->columns + j]) sum += y[j] / (1 + x[i] * y[j]);
            if (row[i] > 0) worst = fmax(worst, fabs(x[i] * sum - row[i]));
            if (row[i] > 0) x[i] = row[i] / sum;
        }
        for (int j = 0; j < m->columns; j++) {
            double sum = 0;
            for (int i = 0; i < m->rows; i++)
                if (is_free[(long)i * m->columns + j]) sum += x[i] / (1 + x[i] * y[j]);
            if (column[j] > 0) worst = fmax(worst, fabs(y[j] * sum - column[j]));
            if (column[j] > 0) y[j] = column[j] / sum;
        }
        if (worst < tolerance) return;
    }
    abort();
}

long slow_sdsm(const slow_matrix *m, double tolerance, double *chance)
{
    long cells = (long)m->rows * m->columns, forced = 0;
    int *part = parts_of(m);
    char *is_free = calloc((size_t)cells + 1, 1);
    double *row = calloc((size_t)m->rows + 1, sizeof *row);
    double *column = calloc((size_t)m->columns + 1, sizeof *column);
    double *x = calloc((size_t)m->rows + 1, sizeof *x);
    double *y = calloc((size_t)m->columns + 1, sizeof *y);
    for (int i = 0; i < m->rows; i++)
        for (int j = 0; j < m->columns; j++) {
            long at = (long)i * m->columns + j;
            is_free[at] = part[i] == part[m->rows + j];
            forced += !is_free[at];
            row[i] += is_free[at] && m->cell[at];
            column[j] += is_free[at] && m->cell[at];
        }
    for (int i = 0; i < m->rows; i++) x[i] = 1;
    for (int j = 0; j < m->columns; j++) y[j] = 1;
    sweep(m, is_free, row, column, tolerance, x, y);
    for (long at = 0; at < cells; at++) {
        double z = x[at / m->columns] * y[at % m->columns];
        chance[at] = is_free[at] ? z / (1 + z) : m->cell[at];
    }
    free(part);
    free(is_free);
    free(row);
    free(column);
    free(x);
    free(y);
    return forced;
}

/* ---- tails ---- */

slow_tail slow_poisson_binomial(const double *chance, int count, int k)
{
    long double *sum = calloc((size_t)k + 2, sizeof *sum); /* the last: more than k */
    slow_tail tail = {0, 0};
    sum[0] = 1;
    for (int t = 0; t < count; t++) {
        sum[k + 1] += sum[k] * chance[t];
        for (int i = k; i > 0; i--) sum[i] = sum[i] * (1 - chance[t]) + sum[i - 1] * chance[t];
        sum[0] *= 1 - chance[t];
    }
    tail.at_least = (double)(sum[k] + sum[k + 1]);
    for (int i = 0; i <= k; i++) tail.at_most += (double)sum[i];
    free(sum);
    return tail;
}

static double choose(double n, double k)
{
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1);
}

slow_tail slow_hypergeometric(int all, int a, int b, int k)
{
    slow_tail tail = {0, 0};
    for (int i = 0; i <= a && i <= b; i++) {
        if (b - i > all - a) continue;
        double p = exp(choose(a, i) + choose(all - a, b - i) - choose(all, b));
        if (i >= k) tail.at_least += p;
        if (i <= k) tail.at_most += p;
    }
    return tail;
}

double slow_two_sided(slow_tail tail)
{
    return fmin(1, 2 * fmin(tail.at_least, tail.at_most));
}

/* ---- many pairs ---- */

static int by_value(const void *left, const void *right)
{
    double x = *(const double *)left, y = *(const double *)right;
    return x < y ? -1 : x > y;
}

void slow_adjust(const double *p, long count, double *q)
{
    double *sorted = calloc((size_t)count + 1, sizeof *sorted);
    double *least = calloc((size_t)count + 1, sizeof *least);
    memcpy(sorted, p, (size_t)count * sizeof *p);
    qsort(sorted, (size_t)count, sizeof *sorted, by_value);
    for (long i = count; i-- > 0;) {
        double now = sorted[i] * (double)count / (double)(i + 1);
        least[i] = i + 1 < count ? fmin(now, least[i + 1]) : fmin(now, 1);
    }
    for (long i = 0; i < count; i++) {
        const double *at = bsearch(&p[i], sorted, (size_t)count, sizeof *sorted, by_value);
        long first = at - sorted;
        while (first > 0 && sorted[first - 1] == p[i]) first--;
        q[i] = least[first];
    }
    free(sorted);
    free(least);
}
