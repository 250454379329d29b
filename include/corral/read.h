/* Reading a region from files. */
#ifndef CORRAL_READ_H
#define CORRAL_READ_H

#include "corral/builder.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct corral_read_options {
    corral_disputed disputed;
    bool repair;         /* replace invalid UTF-8 by U+FFFD instead of refusing it */
    const char *aliases; /* an aliases file beside those of the region, or NULL */
    const char *wave;    /* of a database: its number or date; NULL: the newest */
    const char *as;      /* what the input is: one of corral_read_formats; NULL: told by itself */
    const char *const *columns; /* column_count times "NAME=FACET": that column is this facet, or
                                 * another column of the same file such as coalition; a blank FACET
                                 * leaves it out */
    size_t column_count;
    const char *separator; /* of lists in the cells of a survey, NULL: told by itself */
    const char *form; /* an XLSForm: files are answers to it, as KoboToolbox and ODK export them;
                       * NULL: there is none */
    const char *crosswalk; /* a crosswalk file beside that of the region, or NULL */
} corral_read_options;

#define CORRAL_READ_OPTIONS_INIT                                                                   \
    {                                                                                              \
        CORRAL_DISPUTED_UNKNOWN, false, 0, 0, 0, 0, 0, 0, 0, 0                                     \
    }

/* "auto" (told by itself), then a word for each format, then NULL. */
CORRAL_EXPORT extern const char *const corral_read_formats[];

/* Reads a folder of CSV files, one CSV file (tidy, a facet's, two columns: coalition and member, or
 * a survey's: a row a coalition, lists in its cells), an edge list, or a file of another program
 * (corral_read_formats), all also gzipped; or a
 * starter database (one wave of it; checked before a row is used, never changed); "-" is standard
 * input. Cells are trimmed; of coalitions.csv, interest and status come out in lower case and
 * numbers with a decimal point; one that is not allowed is a warning and comes out blank. options
 * and problems may be NULL. */
CORRAL_EXPORT corral_status corral_region_read(const char *path, const corral_read_options *options,
                                               corral_problems *problems, corral_region **out,
                                               corral_error *err);

#ifdef __cplusplus
}
#endif

#endif
