/* How much is known of each facet of each coalition. */
#include "core/memory.h"
#include "region/arrangement.h"

#include <string.h>

/* What the rows on one facet of one coalition say together. */
enum {
    SAID_ITEMS = 1, /* a cell of which something is known */
    SAID_YES = 2,
    SAID_PARTIAL = 4,
    SAID_NO = 8,
    SAID_SEAT = 16 /* a cell that is no plain no */
};

/* A facet whose every held item is described is a closed list. */
static corral_status find_coded(const arrangement *g, corral_error *err)
{
    corral_status status = corral_array_new(&g->r->is_coded, g->r->facet_count, 1, err);
    if (status != CORRAL_OK) return status;
    memset(g->r->is_coded, 1, g->r->facet_count);
    for (size_t c = 0; c < g->s->cell_count; c++) {
        const collected_item *i = &g->b->item[g->s->cells[c].item];
        if (!i->is_declared) g->r->is_coded[g->final_facet[i->facet]] = 0;
    }
    return CORRAL_OK;
}

static corral_known known_of(unsigned char said, bool is_coded)
{
    if (said & SAID_PARTIAL) return CORRAL_KNOWN_PARTIAL;
    if (said & SAID_YES) return said & SAID_NO ? CORRAL_KNOWN_PARTIAL : CORRAL_KNOWN_YES;
    if (!(said & SAID_ITEMS)) return CORRAL_KNOWN_NO;
    return is_coded && !(said & SAID_NO) ? CORRAL_KNOWN_YES : CORRAL_KNOWN_PARTIAL;
}

static unsigned char *said_by(const arrangement *g, unsigned char *said, const collected_known *w)
{
    uint32_t a = g->final_coalition[g->s->coalition_of[w->coalition]];
    return &said[(size_t)a * g->r->facet_count + g->final_facet[w->facet]];
}

static void note_cells(const arrangement *g, unsigned char *said)
{
    size_t facets = g->r->facet_count;
    for (size_t c = 0; c < g->s->cell_count; c++) {
        const settled_cell *cell = &g->s->cells[c];
        if (cell->is_marked && cell->mark == CORRAL_CELL_UNKNOWN) continue;
        unsigned char *at = &said[g->final_coalition[cell->coalition] * facets +
                                  g->final_facet[g->b->item[cell->item].facet]];
        *at |= SAID_ITEMS;
        if (!cell->is_marked || cell->mark == CORRAL_CELL_DISPUTED) *at |= SAID_SEAT;
    }
}

static void note_known(const arrangement *g, unsigned char *said)
{
    for (size_t k = 0; k < g->b->known_count; k++) {
        const collected_known *w = &g->b->known[k];
        unsigned char *at = said_by(g, said, w);
        if (w->said == CORRAL_SAID_YES || w->said == CORRAL_SAID_NONE) *at |= SAID_YES;
        if (w->said == CORRAL_SAID_PARTIAL) *at |= SAID_PARTIAL;
        if (w->said == CORRAL_SAID_NO && w->is_blank) *at |= SAID_NO;
    }
}

static corral_status report_known(const arrangement *g, const collected_known *w, const char *what,
                                  corral_error *err)
{
    uint32_t a = g->final_coalition[g->s->coalition_of[w->coalition]];
    return corral_problems_report(
        g->b->problems, CORRAL_SEVERITY_WARNING, collected_place(g->b, w->file, w->line), err,
        "%s of coalition %s is said to be %s; read as partial",
        corral_strings_get(g->b->facets, w->facet),
        CORRAL_QUOTE(corral_strings_get(g->b->coalitions, g->r->coalition_id[a])), what);
}

/* Rows that contradict each other leave the facet partial. */
static corral_status find_contradictions(const arrangement *g, unsigned char *said,
                                         corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (size_t k = 0; k < g->b->known_count; k++) {
        const collected_known *w = &g->b->known[k];
        unsigned char *at = said_by(g, said, w);
        if (w->said == CORRAL_SAID_NO && w->is_blank && (*at & SAID_YES))
            TRY(report_known(g, w, "unknown here and complete elsewhere", err));
        if (w->said != CORRAL_SAID_NONE || !(*at & SAID_SEAT)) continue;
        *at |= SAID_PARTIAL;
        TRY(report_known(g, w, "none here and to have items elsewhere", err));
    }
done:
    return status;
}

corral_status arrangement_settle_known(arrangement *g, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_region *r = g->r;
    TRY(corral_array_new(&r->known, (size_t)r->coalition_count * r->facet_count, 1, err));
    TRY(find_coded(g, err));
    note_cells(g, r->known);
    note_known(g, r->known);
    TRY(find_contradictions(g, r->known, err));
    for (size_t a = 0; a < r->coalition_count; a++)
        for (size_t f = 0; f < r->facet_count; f++) {
            unsigned char *at = &r->known[a * r->facet_count + f];
            *at = (unsigned char)known_of(*at, r->is_coded[f]);
        }
done:
    return status;
}
