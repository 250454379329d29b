/* slow FOLDER [GROUPS.csv]: the figures of a folder, and Q of a grouping of it, the slow way. */
#include <stdio.h>
#include <stdlib.h>

#include "slow.h"

int main(int count, char **arguments)
{
    static const slow_options defaults = {.min_coverage = 0.5};
    if (count < 2 || count > 3) {
        fputs("use: slow FOLDER [GROUPS.csv]\n", stderr);
        return 2;
    }
    slow_region *region = slow_read(arguments[1]);
    slow_weigh(region, &defaults);
    slow_figures figures = slow_resolution(region);
    printf("mean %.17g\ndeviation %.17g\nmedian_best %.17g\nresolution %.17g\n", figures.mean,
           figures.deviation, figures.median_best, figures.resolution);
    if (count == 3) {
        int *label = slow_groups(region, arguments[2]);
        printf("objective %.17g\n",
               slow_objective(region, figures.resolution, figures.resolution / 2, label));
        free(label);
    }
    slow_free(region);
    return 0;
}
