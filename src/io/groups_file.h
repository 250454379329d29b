/* A grouping that was written before, and lists of coalitions. */
#ifndef CORRAL_IO_GROUPS_FILE_H
#define CORRAL_IO_GROUPS_FILE_H

#include "core/try.h"
#include "corral/region.h"

typedef struct corral_groups_file {
    uint32_t *group;   /* by coalition, 0: none */
    double resolution; /* NAN where the file does not say (CSV) */
    bool is_partial;   /* coalitions were left out because they are not in the region */
} corral_groups_file;

/* Reads what `groups` writes as CSV (columns group and coalition; more may stand beside them) or as
 * JSON, people's edits included. Coalitions by id or name. With lenient, one that is not in the
 * region is left out (an earlier wave may have had it); else it is refused. */
corral_status corral_groups_file_read(const char *path, const corral_region *region, bool lenient,
                                      corral_groups_file *out, corral_error *err);
void corral_groups_file_release(corral_groups_file *file);

/* A CSV with a column coalition (or id): is_listed by coalition, for the caller to free. */
corral_status corral_coalition_list_read(const char *path, const corral_region *region,
                                         unsigned char **is_listed, corral_error *err);

#endif
