/* The drawing model: what corral-viz reads (viz/MODEL.md), one file a style to fill it, and having
 * it drawn. */
#ifndef CORRAL_CLI_DRAWING_H
#define CORRAL_CLI_DRAWING_H

#include "cli/session.h"
#include "corral/groups.h"

/* In the order of viz/MODEL.md. */
typedef enum corral_style {
    CORRAL_STYLE_TRAINS,
    CORRAL_STYLE_NETWORK,
    CORRAL_STYLE_MATRIX,
    CORRAL_STYLE_UPSET,
    CORRAL_STYLE_DISTRICTS
} corral_style;

/* What the cells of a matrix say. */
typedef enum corral_show {
    CORRAL_SHOW_MEMBERS,
    CORRAL_SHOW_GOALS,
    CORRAL_SHOW_LIKENESS
} corral_show;

/* What is drawn, and how. */
typedef struct corral_drawing {
    const corral_region *region;
    const corral_grouping *grouping;
    const corral_similarity *similarity;
    corral_style style;
    uint32_t facet;   /* whose items are drawn; UINT32_MAX: the region has none */
    uint32_t group;   /* only this group's coalitions; 0: all */
    uint32_t sharers; /* network: items of at least so many of the coalitions drawn; 2 or more */
    corral_show show; /* matrix */
    const char *title, *description;                  /* NULL: the style's own */
    const char *lang, *theme, *paper, *fold, *effort; /* NULL: the drawing program's own */
    const char *link;                                 /* an address with {id} in it; NULL: none */
    uint64_t seed;
    bool is_poster; /* trains: every group by itself, also in a small region */
    bool still;     /* without hover and focus */
    bool is_public; /* nothing says whose lists are missing: unknown looks like not there */
} corral_drawing;

/* What the drawing program takes (viz/MODEL.md); more is refused before it is started. Above
 * CORRAL_POSTER_MOST coalitions a whole region is drawn as districts. */
enum {
    CORRAL_TRAIN_LINES = 9,     /* coalitions of one train map */
    CORRAL_POSTER_MOST = 60,    /* coalitions of all maps of a poster */
    CORRAL_NETWORK_NODES = 200, /* coalitions and items */
    CORRAL_NETWORK_LINKS = 600,
    CORRAL_UPSET_ROWS = 9,
    CORRAL_MATRIX_ROWS = 400,
    CORRAL_MATRIX_NUMBERED = 60, /* rows up to which cells have numbers */
    CORRAL_LINK_MOST = 2000      /* bytes of an address */
};

/* The style for a whole region of that size. */
corral_style corral_drawing_whole(const corral_region *region);

/* The facet with the most items that two or more coalitions hold; member if anybody has one.
 * UINT32_MAX in a region without facets. */
uint32_t corral_drawing_facet(const corral_region *region);

/* The facet named, or without a name that one. */
corral_status corral_drawing_find_facet(const corral_region *region, const char *name,
                                        uint32_t *facet, corral_error *err);

/* What an option that chooses how a drawing looks may say; end with NULL. */
extern const char *const corral_themes[], *const corral_papers[];
/* How long drawings are improved where groups are searched with that effort. */
const char *corral_drawing_effort(corral_effort effort);

/* The records of the drawing, from the first line to the last. A region too large for the style is
 * refused, with the style to use instead. */
corral_status corral_drawing_model(const corral_drawing *drawing, corral_text *model,
                                   corral_error *err);

/* Whether --lang and --link are what it takes, so that it need not be started to say no. */
corral_status corral_drawing_check_lang(const char *lang, corral_error *err);
corral_status corral_drawing_check_link(const char *link, corral_error *err);

/* Has corral-viz make something of the model: format "svg", "html", "geometry" or "dot". Its path:
 * $CORRAL_VIZ, else beside this program, else where it was installed. */
corral_status corral_drawing_render(corral_session *session, const corral_text *model,
                                    const char *format, double time_limit, corral_text *drawn,
                                    corral_error *err);

/* SVG to "png" or "pdf" in place, by rsvg-convert (librsvg) where it is installed. */
corral_status corral_drawing_convert(corral_session *session, const char *format, double time_limit,
                                     corral_text *drawn, corral_error *err);

#endif
