/* What the districts of a map cost, step by step: seconds of wall clock.
 *
 *     bench-districts REGION GROUPS.csv
 *
 * GROUPS.csv is what `corral groups -f csv` wrote of the region. */
#include "groups/districts.h"

#include <stdio.h>
#include <time.h>

#include "corral/read.h"
#include "io/groups_file.h"

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double tell(const char *what, double since)
{
    printf("%-20s %6.2f s\n", what, now() - since);
    return now();
}

static void print(const corral_region *region, const corral_districts *d)
{
    printf("%u districts at resolution %g, %zu links, %u coalitions without a group%s\n", d->count,
           d->resolution, d->link_count, d->without_group, d->has_others ? ", others last" : "");
    for (uint32_t k = 0; k < d->count; k++) {
        printf("%4u groups %6u coalitions", d->list[k].groups, d->list[k].coalitions);
        for (int i = 0; i < CORRAL_DISTRICT_LABELS; i++)
            if (d->list[k].label[i] != UINT32_MAX)
                printf("  %s", corral_region_item_name(region, d->list[k].label[i]));
        printf("\n");
    }
}

static corral_status measure(const char *path, const char *groups, corral_error *err)
{
    corral_region *region = NULL;
    corral_similarity *similarity = NULL;
    corral_grouping *weighed = NULL, *grouping = NULL;
    corral_groups_file file = {0};
    corral_districts districts = {0};
    double start = now();
    corral_status status = corral_region_read(path, NULL, NULL, &region, err);
    if (status == CORRAL_OK) {
        start = tell("reading", start);
        status = corral_groups_file_read(groups, region, false, &file, err);
    }
    if (status == CORRAL_OK) {
        start = tell("reading the groups", start);
        status = corral_similarity_new(region, NULL, &similarity, err);
    }
    if (status == CORRAL_OK) {
        start = tell("similarity", start);
        status = corral_groups_weigh(similarity, NULL, file.group, NULL, &weighed, err);
    }
    if (status == CORRAL_OK) {
        start = tell("weighing the groups", start);
        status =
            corral_groups_take(corral_region_coalition_count(region), file.group, &grouping, err);
    }
    if (status == CORRAL_OK) {
        start = tell("or taking them", start);
        status = corral_districts_init(&districts, region, grouping,
                                       corral_region_facet_find(region, "member"), 1, NULL, err);
    }
    if (status == CORRAL_OK) {
        tell("districts", start);
        print(region, &districts);
    }
    corral_districts_release(&districts);
    corral_groups_file_release(&file);
    corral_grouping_free(weighed);
    corral_grouping_free(grouping);
    corral_similarity_free(similarity);
    corral_region_free(region);
    return status;
}

int main(int argc, char **argv)
{
    corral_error err = CORRAL_ERROR_INIT;
    if (argc != 3) {
        fprintf(stderr, "usage: bench-districts REGION GROUPS.csv\n");
        return 2;
    }
    if (measure(argv[1], argv[2], &err) == CORRAL_OK) return 0;
    fprintf(stderr, "%s\n", err.message);
    return 1;
}
