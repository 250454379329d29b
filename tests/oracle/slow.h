/* The formulas as directly as they can be written down, to check corral with. Shares no line and no
 * library with it. Reads simple folders: coalitions.csv (id), footprint.csv (coalition, facet,
 * item, weight, known) and items.csv (facet, item, within); no aliases, decisions or several
 * informants. */
#ifndef CORRAL_TESTS_ORACLE_SLOW_H
#define CORRAL_TESTS_ORACLE_SLOW_H

typedef struct slow_region slow_region;

typedef enum slow_measure { SLOW_JACCARD, SLOW_COSINE, SLOW_OVERLAP, SLOW_DICE } slow_measure;

typedef struct slow_options {
    slow_measure measure;
    int is_mean; /* combine: else pooled */
    int without_rarity;
    double min_coverage;
    const char *facet[8]; /* changes to the default weights, up to the first NULL */
    double weight[8];
} slow_options;

/* Ends the process with a message if it cannot be read. */
slow_region *slow_read(const char *folder);
void slow_free(slow_region *region);

int slow_count(const slow_region *region);
const char *slow_id(const slow_region *region, int coalition);
int slow_find(const slow_region *region, const char *id); /* -1: none */

/* Must be called before what follows, again for other options. */
void slow_weigh(slow_region *region, const slow_options *options);

/* NAN without enough coverage. */
double slow_similarity(const slow_region *region, int a, int b, double *coverage);

typedef struct slow_figures {
    double mean, deviation, median_best, resolution;
    long compared;
} slow_figures;

slow_figures slow_resolution(const slow_region *region);

/* Q of groups by label, 0 for none. */
double slow_objective(const slow_region *region, double resolution, double threshold,
                      const int *label);

/* Labels from the columns group and coalition of a CSV file; free() it. */
int *slow_groups(const slow_region *region, const char *path);

#endif
