/* What stands beside the nodes of a network: columns of coalitions, how completely a facet is
 * known, what an item is called, lies within, belongs to. Written by corral export, read back here;
 * columns of other programs become columns of coalitions. */
#ifndef CORRAL_IO_NODE_DETAILS_H
#define CORRAL_IO_NODE_DETAILS_H

#include "core/strings.h"
#include "io/sheet.h"

/* A column beside a node. */
typedef struct corral_detail {
    const char *name, *value;
} corral_detail;

/* Zero-initialise, then give it both sets of strings. */
typedef struct corral_details {
    corral_strings *texts; /* borrowed */
    corral_strings *names; /* of columns */
    struct corral_detail_numbers {
        uint32_t name, value; /* in names and texts */
    } * entries;
    size_t count, room;
} corral_details;

/* Those of one node. */
typedef struct corral_detail_range {
    size_t first, count;
} corral_detail_range;

void corral_details_release(corral_details *details);

/* Copies what is not blank. */
corral_status corral_details_add(corral_details *details, const corral_detail *beside, size_t count,
                                 corral_detail_range *range, corral_error *err);
/* "" where there is none. */
const char *corral_details_find(const corral_details *details, corral_detail_range range,
                                const char *name);

/* Of a coalition: declares it, with its name if that is not its id, its columns and what is known
 * of its facets. */
typedef struct corral_described {
    corral_reading *reading;
    corral_detail_range range;
    const char *key;   /* id of a coalition, or item */
    const char *name;  /* for people; the key if it has none */
    const char *facet; /* of an item */
    corral_place place;
} corral_described;

corral_status corral_details_declare(const corral_details *details, const corral_described *node,
                                     corral_error *err);
/* Of an item: describes it, if there is anything to say of it beyond its key or always. */
corral_status corral_details_describe(const corral_details *details, const corral_described *node,
                                      bool always, corral_error *err);

#endif
