/* The one place where corral enters igraph.
 *
 * igraph's idiom (IGRAPH_CHECK, IGRAPH_FINALLY) lives in `static igraph_error_t f(...)` functions;
 * corral's functions call them through TRY_IGRAPH. The error handler keeps igraph's first reason.
 * igraph is not thread-safe as Debian builds it: all of this stays on one thread. */
#ifndef CORRAL_CORE_BRIDGE_IGRAPH_H
#define CORRAL_CORE_BRIDGE_IGRAPH_H

#include "core/try.h"

#include <igraph/igraph.h>

/* igraph's handlers and attribute table belong to the process: entering installs corral's (graphs
 * carry C attributes), leaving puts back what the caller's program had. */
typedef struct corral_igraph_scope {
    igraph_error_handler_t *error_before;
    igraph_warning_handler_t *warning_before;
    igraph_attribute_table_t *table_before;
} corral_igraph_scope;

corral_igraph_scope corral_igraph_enter(void);
corral_status corral_igraph_leave(corral_igraph_scope scope, igraph_error_t code,
                                  corral_error *err);

#define TRY_IGRAPH(call)                                                                           \
    do {                                                                                           \
        corral_igraph_scope igraph_scope = corral_igraph_enter();                                  \
        TRY(corral_igraph_leave(igraph_scope, (call), err));                                       \
    } while (0)

#endif
