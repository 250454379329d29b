/* aliases.csv as people filled it in, for the command that proposes names: what was decided, by
 * whom, when. Reading a region takes the `same` of it (decisions.c). */
#ifndef CORRAL_IO_ALIASES_FILE_H
#define CORRAL_IO_ALIASES_FILE_H

#include "core/try.h"
#include "corral/region.h"

/* Texts are trimmed, "" where nothing was given; facets as corral spells them. */
typedef struct corral_alias_row {
    char *keep, *merge, *facet, *why, *by, *date;
    double score; /* NAN where none is given */
    corral_same_decision decision;
} corral_alias_row;

typedef struct corral_aliases_file {
    corral_alias_row *rows;
    size_t count, capacity;
} corral_aliases_file;

/* Appends the rows of a file that a region was read with; only a file, since it is read again. */
corral_status corral_aliases_file_read(const char *path, bool repair, corral_aliases_file *file,
                                       corral_error *err);
void corral_aliases_file_release(corral_aliases_file *file);

#endif
