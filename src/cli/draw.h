/* What the files that fill a drawing model, draw_STYLE.c, share. */
#ifndef CORRAL_CLI_DRAW_H
#define CORRAL_CLI_DRAW_H

#include "cli/drawing.h"
#include "cli/facet.h"

/* Adds a record: fields separated by tabs, the end marked by NULL; escapes what needs it. */
corral_status corral_draw_record(corral_text *model, corral_error *err, ...)
    __attribute__((sentinel));

/* A number as a field. */
typedef struct corral_digits {
    char text[24];
} corral_digits;

const char *corral_digits_of(corral_digits *digits, size_t number);

/* Everything before the style's own records: header, style, looks, title, description (the
 * drawing's own where it has them), what the facet's items are called. */
corral_status corral_draw_begin(const corral_drawing *drawing, const char *title,
                                const char *description, corral_text *model, corral_error *err);
/* Behind the name of a coalition that has not gone through what was recorded, where others have. */
#define CORRAL_UNVERIFIED_MARK "\xc2\xb0"

/* Small print that every drawing carries: how much is known, of when, that it is a draft. Appends.
 */
corral_status corral_draw_note_text(const corral_drawing *drawing, corral_text *text,
                                    corral_error *err);
/* The same as a record. */
corral_status corral_draw_notes(const corral_drawing *drawing, corral_text *model,
                                corral_error *err);
/* The latest date that any statement carries, "" if none. */
const char *corral_draw_date(const corral_region *region);
/* The record of a coalition with the number it has in the drawing and the group it is drawn in (0:
 * none), and its link. */
corral_status corral_draw_coalition(const corral_drawing *drawing, uint32_t coalition,
                                    uint32_t number, uint32_t group, corral_text *model,
                                    corral_error *err);
/* The record of an item. */
corral_status corral_draw_item(const corral_drawing *drawing, uint32_t item, uint32_t number,
                               corral_text *model, corral_error *err);
/* A record for each group that is drawn. */
corral_status corral_draw_groups(const corral_drawing *drawing, corral_text *model,
                                 corral_error *err);

/* Whether the coalition is to be drawn. */
bool corral_draw_has(const corral_drawing *drawing, uint32_t coalition);
/* The short name where coalitions.csv has one, else the name. */
const char *corral_short_name(const corral_region *region, uint32_t coalition);
/* The name of the facet drawn; "item" where there is none. */
const char *corral_draw_facet_name(const corral_drawing *drawing);

corral_status corral_draw_trains(const corral_drawing *drawing, corral_text *model,
                                 corral_error *err);
/* Refuses more coalitions than trains draw at once. */
corral_status corral_draw_check_poster(uint32_t coalitions, corral_error *err);
corral_status corral_draw_network(const corral_drawing *drawing, corral_text *model,
                                  corral_error *err);
corral_status corral_draw_matrix(const corral_drawing *drawing, corral_text *model,
                                 corral_error *err);
corral_status corral_draw_upset(const corral_drawing *drawing, corral_text *model,
                                corral_error *err);
corral_status corral_draw_gaps(const corral_drawing *drawing, corral_text *model,
                               corral_error *err);
corral_status corral_draw_districts(const corral_drawing *drawing, corral_text *model,
                                    corral_error *err);

#endif
