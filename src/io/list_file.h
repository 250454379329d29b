/* Lists beside a region: what should be covered, and what does not apply. */
#ifndef CORRAL_IO_LIST_FILE_H
#define CORRAL_IO_LIST_FILE_H

#include "core/try.h"

#define CORRAL_LIST_FILE_LIMIT ((size_t)10000)

/* Texts are trimmed; facets as corral spells them ("Goals" is goal). */
typedef struct corral_list_entry {
    char *facet, *item, *facet2, *item2; /* the last two "" where there is no second item */
    char *population;                    /* for whom an entry is; "" for everybody */
    size_t line, column;                 /* of the item, 1-based */
    size_t again;                        /* the line that says the same before it, 0 if none does */
} corral_list_entry;

typedef struct corral_list_file {
    char *name; /* for messages */
    corral_list_entry *entries;
    size_t count;
} corral_list_file;

/* A CSV file with the columns facet and item, and perhaps population; further ones are not read.
 * Refused, with its place: a blank cell, a file without an entry, more than CORRAL_LIST_FILE_LIMIT
 * of them. */
corral_status corral_list_file_read(const char *path, corral_list_file *out, corral_error *err);
/* The same with facet2 and item2 for those that do not go together; both blank, or no such columns:
 * the item as such. It may be without an entry, but not without a header. */
corral_status corral_exclusions_read(const char *path, corral_list_file *out, corral_error *err);
void corral_list_file_release(corral_list_file *file);

#endif
