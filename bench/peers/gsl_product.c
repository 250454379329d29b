/* GSL's sparse product of a footprint (one facet, as generated) with its transpose: pairs at or
 * above the threshold by weighted Jaccard. It groups nothing. gsl_product FOLDER */
#include <gsl/gsl_spblas.h>
#include <gsl/gsl_spmatrix.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

int main(int count, char **words)
{
    char path[4096], line[512];
    unsigned a, j, rows = 0, columns = 0;
    if (count < 2) return 2;
    snprintf(path, sizeof path, "%s/footprint.csv", words[1]);
    FILE *file = fopen(path, "r");
    if (!file) return 1;
    gsl_spmatrix *m = gsl_spmatrix_alloc(1, 1);
    while (fgets(line, sizeof line, file))
        if (sscanf(line, "c%u,member,m%u", &a, &j) == 2) {
            gsl_spmatrix_set(m, a, j, 1);
            if (a >= rows) rows = a + 1;
            if (j >= columns) columns = j + 1;
        }
    fclose(file);
    double *rarity = calloc(columns, sizeof *rarity), *total = calloc(rows, sizeof *total);
    if (!rarity || !total) return 1;
    for (size_t k = 0; k < m->nz; k++) rarity[m->p[k]]++;
    for (unsigned k = 0; k < columns; k++) rarity[k] = rarity[k] > 0 ? log1p(rows / rarity[k]) : 0;
    gsl_spmatrix *turned = gsl_spmatrix_alloc(columns, rows);
    for (size_t k = 0; k < m->nz; k++) {
        total[m->i[k]] += rarity[m->p[k]];
        gsl_spmatrix_set(turned, (size_t)m->p[k], (size_t)m->i[k], rarity[m->p[k]]);
    }
    gsl_spmatrix *left = gsl_spmatrix_ccs(m), *right = gsl_spmatrix_ccs(turned);
    gsl_spmatrix *product = gsl_spmatrix_alloc_nzmax(rows, rows, left->nz, GSL_SPMATRIX_CCS);
    gsl_spblas_dgemm(1, left, right, product);
    size_t found = 0;
    double sum = 0;
    for (size_t b = 0; b < rows; b++)
        for (int k = product->p[b]; k < product->p[b + 1]; k++) {
            size_t x = (size_t)product->i[k];
            double s = product->data[k] / (total[x] + total[b] - product->data[k]);
            if (x < b && s >= 0.05 + 1e-9) found++, sum += s;
        }
    printf("%zu %.17g\n", found, sum);
    return 0;
}
