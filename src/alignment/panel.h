/* What raters said on published cells, and nothing else: what every figure is made of. */
#ifndef CORRAL_ALIGNMENT_PANEL_H
#define CORRAL_ALIGNMENT_PANEL_H

#include "alignment/suppression.h"

typedef struct corral_said {
    uint32_t rater, cell, function;
    double score;
} corral_said;

typedef struct corral_panel {
    uint32_t candidates, columns, cells; /* cell = candidate * columns + column */
    corral_said *said;                   /* by rater, cell, function */
    size_t count;
    size_t *start; /* of raters, ordered by what they said; raters + 1, and ends there */
    size_t *end;
    uint32_t raters;
    uint32_t functions;
} corral_panel;

/* Raters that differ in nothing they said are interchangeable, so tokens and the order of input
 * mean nothing. */
corral_status corral_panel_init(corral_panel *panel, const corral_survey *survey,
                                const corral_release *release, corral_error *err);
void corral_panel_release(corral_panel *panel);

/* Mean over an average rater and every function, of each candidate, by least squares on candidate,
 * rater and function; NAN throughout where raters do not connect the candidates. */
corral_status corral_panel_adjust(const corral_panel *panel, double *adjusted, corral_error *err);

#endif
