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

/* Of the cells, then of the candidates over their shown cells; NAN where there is none. */
typedef struct corral_backbone_figures {
    double *mean, *low, *high;
} corral_backbone_figures;

typedef struct corral_backbone_draws {
    uint64_t seed;
    const corral_progress *progress; /* may be NULL */
} corral_backbone_draws;

/* Into *figures, which is zero before and to be released whatever it returns; how often each cell
 * is the best of its column goes into the cells of the backbone. */
corral_status corral_backbone_figures_find(corral_backbone *backbone, const corral_panel *panel,
                                           const bool *shown, const corral_backbone_draws *how,
                                           corral_backbone_figures *figures, corral_error *err);
void corral_backbone_figures_release(corral_backbone_figures *figures);
corral_status corral_backbone_find_importance(corral_backbone *backbone,
                                              const corral_survey *survey, corral_error *err);
corral_status corral_backbone_find_statistics(corral_backbone *backbone, const corral_panel *panel,
                                              const bool *shown, corral_error *err);

/* To 0.1, and not beyond the ends that are told apart. */
double corral_backbone_round(double mean);

#endif
