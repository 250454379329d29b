/* Fiedler order: rows of a likeness matrix so that rows alike stand side by side. */
#ifndef CORRAL_GROUPS_FIEDLER_H
#define CORRAL_GROUPS_FIEDLER_H

#include "core/try.h"

#include <stdint.h>

/* Rows that are put in order by a dense eigenproblem: 0.1 s for so many. */
#define CORRAL_FIEDLER_LIMIT 400

/* likeness is count by count, symmetric, the diagonal is not read; what is not a finite number
 * above 0 counts as unlike. order becomes a permutation of 0 .. count-1: connected parts from the
 * largest down (of equal ones the one with the lowest row first), rows like no other last; within a
 * part by the eigenvector to the second smallest eigenvalue of the Laplacian (Fiedler 1973), which
 * sorts a matrix that has an order along a line (Atkins, Boman and Hendrickson 1998). The entry
 * largest in size, of equal ones that of the lowest row, comes first; values closer than 1e-9 are
 * equal, and equal ones stand in order of their rows. O(count cubed) time, 16 bytes by count
 * squared. CORRAL_LIMIT above CORRAL_FIEDLER_LIMIT rows. */
corral_status corral_fiedler_order(const double *likeness, uint32_t count, uint32_t *order,
                                   corral_error *err);

#endif
