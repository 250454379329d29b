/* A region as programs for networks see it: coalitions and items are nodes, a seat joins two.
 *
 * Nodes are numbered: the coalitions, then the items, in the order of the region, so the bytes do
 * not depend on the order of the input.
 */
#ifndef CORRAL_IO_NETWORK_H
#define CORRAL_IO_NETWORK_H

#include "core/output.h"
#include "corral/region.h"

typedef struct corral_network_column {
    const char *name;
    bool is_number; /* every value is a number or "" */
} corral_network_column;

typedef struct corral_network {
    const corral_region *region; /* for its seats */
    uint32_t coalition_count, node_count;
    /* By node. Ids and labels are each given once only; names may be repeated. */
    const char *const *id, *const *label, *const *name;
    const char *const *kind; /* "coalition", or the facet */
    const uint32_t *group;   /* by coalition; 0: none */
    /* What else is known: text(source, column, node), "" where nothing is. No two columns differ
     * only in case, and none has a name that is taken. */
    const corral_network_column *columns;
    size_t column_count;
    const char *(*text)(const void *source, size_t column, uint32_t node);
    const void *source;
} corral_network;

/* Whether a writer has a column of that name, in any case, itself. */
bool corral_network_column_is_taken(const char *name);
/* The group of a node, 0 for none and for items. */
uint32_t corral_network_group(const corral_network *network, uint32_t node);
/* A colour by group as 0xRRGGBB: seven that most eyes tell apart, then again; grey for none. */
uint32_t corral_network_colour(const corral_network *network, uint32_t node);

typedef corral_status corral_network_writer(const corral_network *network, corral_output *output,
                                            corral_error *err);

corral_network_writer corral_write_hif;
corral_network_writer corral_write_gephi_nodes, corral_write_gephi_edges;
corral_network_writer corral_write_graphml;
corral_network_writer corral_write_gexf;
corral_network_writer corral_write_kumu_elements, corral_write_kumu_connections;
corral_network_writer corral_write_pajek;
corral_network_writer corral_write_dot;
/* Labels of at most 18 letters of ASCII; the key says what they stand for. */
corral_network_writer corral_write_dl, corral_write_dl_key;

#endif
