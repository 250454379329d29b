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
} corral_read_options;

#define CORRAL_READ_OPTIONS_INIT                                                                   \
    {                                                                                              \
        CORRAL_DISPUTED_UNKNOWN, false, 0, 0                                                       \
    }

/* Reads a folder of CSV files, one CSV file (tidy, a facet's, or two columns: coalition and
 * member), either also gzipped, a starter database (one wave of it; checked before a row is used,
 * never changed), or "-" for CSV on standard input. Cells are trimmed; of
 * coalitions.csv, interest and status come out in lower case and numbers with a decimal point; one
 * that is not allowed is a warning and comes out blank. options and problems may be NULL. */
CORRAL_EXPORT corral_status corral_region_read(const char *path, const corral_read_options *options,
                                               corral_problems *problems, corral_region **out,
                                               corral_error *err);

#ifdef __cplusplus
}
#endif

#endif
