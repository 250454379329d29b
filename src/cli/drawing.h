/* The drawing model: what corral-viz reads (viz/MODEL.md), and having it drawn. */
#ifndef CORRAL_CLI_DRAWING_H
#define CORRAL_CLI_DRAWING_H

#include "cli/session.h"
#include "corral/groups.h"

/* Adds a record: fields separated by tabs, the end marked by NULL; escapes what needs it. */
corral_status corral_drawing_add(corral_text *model, corral_error *err, ...)
    __attribute__((sentinel));

/* What a style draws. */
typedef struct corral_drawing {
    const corral_region *region;
    const corral_grouping *grouping;
    uint32_t facet;   /* whose items are drawn */
    uint32_t group;   /* only this group's coalitions; 0: all */
    uint32_t sharers; /* items of at least so many of the coalitions drawn; 2 or more */
    const char *title, *description, *lang, *theme, *paper; /* NULL: the style's own */
} corral_drawing;

/* The facet with the most items that two or more coalitions hold; member if anybody has one.
 * UINT32_MAX in a region without facets. */
uint32_t corral_drawing_facet(const corral_region *region);

/* Nodes: coalitions, and items of the facet that `sharers` or more of those drawn hold. A region
 * too large for the style is refused. */
corral_status corral_drawing_network(const corral_drawing *drawing, corral_text *model,
                                     corral_error *err);

/* Has corral-viz draw the model; format "svg" or "geometry". Its path: $CORRAL_VIZ, else beside
 * this program, else where it was installed. */
corral_status corral_drawing_render(corral_session *session, const corral_text *model,
                                    const char *format, double time_limit, corral_text *drawn,
                                    corral_error *err);

#endif
