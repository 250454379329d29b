/* igraph reports an error once with its reason and then once a level up without one; the first
 * reason is kept in a thread-local buffer between entering and leaving. */
#include "core/bridge_igraph.h"

#include <stdio.h>
#include <string.h>

/* Not state: it carries the reason from the handler (which has no user pointer) to
 * corral_igraph_leave in the same call. */
static _Thread_local char reason[256];

static void keep_reason(const char *text, const char *file, int line, igraph_error_t code)
{
    (void)file;
    (void)line;
    if (!reason[0])
        snprintf(reason, sizeof reason, "%s", text && text[0] ? text : igraph_strerror(code));
    IGRAPH_FINALLY_FREE();
}

static void drop_warning(const char *text, const char *file, int line)
{
    (void)text;
    (void)file;
    (void)line;
}

corral_igraph_scope corral_igraph_enter(void)
{
    reason[0] = '\0';
    return (corral_igraph_scope){igraph_set_error_handler(keep_reason),
                                 igraph_set_warning_handler(drop_warning),
                                 igraph_set_attribute_table(&igraph_cattribute_table)};
}

corral_status corral_igraph_leave(corral_igraph_scope scope, igraph_error_t code, corral_error *err)
{
    igraph_set_error_handler(scope.error_before);
    igraph_set_warning_handler(scope.warning_before);
    igraph_set_attribute_table(scope.table_before);
    if (code == IGRAPH_SUCCESS) return CORRAL_OK;
    return corral_error_set(err, code == IGRAPH_ENOMEM ? CORRAL_NO_MEMORY : CORRAL_LIBRARY,
                            "igraph: %s", reason);
}
