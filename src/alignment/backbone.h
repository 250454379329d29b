/* The backbone survey's results, shared among the files of alignment that make and read them. */
#ifndef CORRAL_ALIGNMENT_BACKBONE_H
#define CORRAL_ALIGNMENT_BACKBONE_H

#include "alignment/panel.h"

struct corral_backbone {
    corral_level level;
    uint32_t candidates, columns, k;
    corral_backbone_cell *cells; /* candidate * columns + column */
    corral_backbone_candidate *candidate;
    double *importance; /* of each column */
    uint32_t own, tied;
    corral_backbone_statistics statistics;
};

/* To 0.1, and not beyond the ends that are told apart. */
double corral_backbone_round(double mean);

#endif
