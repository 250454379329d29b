/* asks.csv: who is asked for what, how often a year. */
#ifndef CORRAL_IO_ASKS_FILE_H
#define CORRAL_IO_ASKS_FILE_H

#include "core/text.h"
#include "corral/problems.h"
#include "corral/region.h"

typedef struct corral_asks_file {
    uint32_t *coalition, *member; /* item */
    double *per_year;             /* NAN: not said */
    size_t count;
    size_t capacity[3];
} corral_asks_file;

/* The file asks.csv (or .csv.gz, in any case) of a region that is a folder, a database itself;
 * *path is empty where there is none, or the region is something else. */
corral_status corral_asks_file_find(const char *region_path, corral_text *path, corral_error *err);

/* Columns coalition and member, per_year where there is one. A coalition by id or name; a member as
 * items.csv or a footprint has it, aliases followed. Anything else, and a number below 0 or above
 * `most`, is an error with its place; where problems keep going the row is left out. problems may
 * be NULL. */
typedef struct corral_asks_reading {
    const char *path;
    double most;
    bool repair;
    corral_problems *problems;
    const char *wave; /* of a database; NULL: the newest */
} corral_asks_reading;

corral_status corral_asks_file_read(const corral_asks_reading *reading, const corral_region *region,
                                    corral_asks_file *out, corral_error *err);
void corral_asks_file_release(corral_asks_file *file);

#endif
