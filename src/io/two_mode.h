/* Graphs of two kinds of nodes, on their way from the formats of other programs into the region.
 *
 * A node's side is said by itself, or by its facet, or follows from the links: what is linked to a
 * coalition is an item; where nothing is said, a link leads from a coalition to an item. Two
 * coalitions that are linked are partners.
 */
#ifndef CORRAL_IO_TWO_MODE_H
#define CORRAL_IO_TWO_MODE_H

#include "io/node_details.h"
#include "io/sheet.h"

typedef enum corral_side {
    CORRAL_SIDE_UNSAID,
    CORRAL_SIDE_COALITION,
    CORRAL_SIDE_ITEM
} corral_side;

/* Texts may be NULL and are copied. */
typedef struct corral_node {
    const char *key;   /* what links call it */
    const char *id;    /* of the coalition; NULL: the key */
    const char *label; /* for people; NULL: the key */
    const char *facet; /* of an item; "coalition" says the side; NULL: not said */
    corral_side side;
    size_t line;                 /* or record */
    const corral_detail *beside; /* what else stands there: "coalition", "item", columns */
    size_t beside_count;
} corral_node;

typedef struct corral_two_mode corral_two_mode;

/* file is for messages, of what is added from now on. */
corral_status corral_two_mode_new(corral_reading *reading, const char *file, corral_two_mode **out,
                                  corral_error *err);
corral_status corral_two_mode_from(corral_two_mode *graph, const char *file, corral_error *err);
void corral_two_mode_free(corral_two_mode *graph);

/* The same key twice is refused, with both lines, unless both say the same. */
corral_status corral_two_mode_add(corral_two_mode *graph, const corral_node *node,
                                  corral_error *err);
/* The node with this key, added without a word if there is none. */
corral_status corral_two_mode_node(corral_two_mode *graph, const char *key, size_t line,
                                   uint32_t *out, corral_error *err);
/* CORRAL_NONE if there is none. */
uint32_t corral_two_mode_find(const corral_two_mode *graph, const char *key);
/* facet, that of the link, counts where the item has none; it may be NULL. A weight outside 0 to 1
 * is refused. */
corral_status corral_two_mode_link(corral_two_mode *graph, uint32_t from, uint32_t to,
                                   double weight, const char *facet, size_t line,
                                   corral_error *err);

/* Everything into the region, once. */
corral_status corral_two_mode_finish(corral_two_mode *graph, corral_error *err);

#endif
