/* Shared counts against chance as directly as they can be written down: every cell of the matrix
 * and every pair by itself. Shares no line and no library with corral. */
#ifndef CORRAL_TESTS_ORACLE_SLOW_OVERLAP_H
#define CORRAL_TESTS_ORACLE_SLOW_OVERLAP_H

/* cell[i * columns + j] is 0 or 1. */
typedef struct slow_matrix {
    int rows, columns;
    const char *cell;
} slow_matrix;

/* Chances of the cells under the bipartite configuration model, margins met to tolerance. A cell is
 * forced unless it lies on a cycle of cells that are 1 and 0 in turn (Brualdi). Returns how many
 * cells are forced. */
long slow_sdsm(const slow_matrix *m, double tolerance, double *chance);

typedef struct slow_tail {
    double at_least, at_most;
} slow_tail;

/* Of the sum of count trials, one after the other. */
slow_tail slow_poisson_binomial(const double *chance, int count, int k);
/* k of b drawn out of all, a of which count. */
slow_tail slow_hypergeometric(int all, int a, int b, int k);

double slow_two_sided(slow_tail tail);

/* Benjamini and Hochberg: q of count p. */
void slow_adjust(const double *p, long count, double *q);

#endif
