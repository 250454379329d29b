/* AUC and precision of a ranking, ties shared evenly. */
#include "reach/measure.h"

#include <math.h>
#include <stdlib.h>

static int falling(const void *left, const void *right)
{
    double x = ((const reach_ranked *)left)->score, y = ((const reach_ranked *)right)->score;
    return (x < y) - (x > y);
}

void reach_measure(reach_ranked *ranked, size_t count, double *auc, double *precision)
{
    size_t all_hidden = 0, above = 0; /* hidden ones with a larger score */
    double won = 0, found = 0;
    size_t top = count < REACH_TOP ? count : REACH_TOP;
    qsort(ranked, count, sizeof *ranked, falling);
    for (size_t i = 0; i < count; i++) all_hidden += ranked[i].is_hidden;
    for (size_t i = 0, end; i < count; i = end) {
        size_t hidden = 0;
        for (end = i; end < count && ranked[end].score == ranked[i].score; end++)
            hidden += ranked[end].is_hidden;
        double others = (double)(end - i - hidden);
        won += others * ((double)above + (double)hidden / 2);
        if (i < top) {
            double places = (double)((end < top ? end : top) - i);
            found += (double)hidden * places / (double)(end - i);
        }
        above += hidden;
    }
    *auc = won / ((double)all_hidden * (double)(count - all_hidden));
    *precision = found / (double)top;
}
