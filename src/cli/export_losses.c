/* What a network does not hold of a region, counted: only what this region has is named. */
#include "cli/export.h"

#include "region/marks.h"

static bool has_source(const corral_row *row)
{
    const char *const texts[] = {row->informant, row->as_of, row->source, row->page,     row->note,
                                 row->person,    row->role,  row->hours,  row->indicator};
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
        if (texts[k] && *texts[k]) return true;
    return false;
}

typedef struct losses {
    size_t sources, disputes, noes, unknowns, lists, decisions, listed;
} losses;

static void count_statements(const corral_record *record, losses *l)
{
    for (size_t i = 0; i < corral_record_row_count(record); i++) {
        corral_record_row row = corral_record_row_get(record, i);
        l->decisions += row.is_decision;
        l->sources += !row.is_decision && has_source(&row.said);
    }
    for (size_t i = 0; i < corral_record_known_count(record); i++) {
        corral_record_row row = corral_record_known_get(record, i);
        l->sources += has_source(&row.said);
    }
}

/* Items that are on a list and of which nothing more is said. */
static void count_listed(const corral_record *record, losses *l)
{
    for (uint32_t j = 0; j < corral_record_item_count(record); j++) {
        corral_record_item item = corral_record_item_get(record, j);
        l->listed += item.is_listed && !*item.name && !*item.sector && !*item.url &&
                     item.within == UINT32_MAX;
    }
}

bool corral_export_list_is_open(const corral_region *region, uint32_t coalition, uint32_t facet)
{
    size_t count;
    const region_mark *mark = region_marks_of(region, coalition, &count);
    for (size_t k = 0; k < count; k++)
        if (mark[k].cell != CORRAL_CELL_NO &&
            corral_region_item_facet(region, mark[k].item) == facet)
            return true;
    return false;
}

static void count_cells(const corral_region *region, losses *l)
{
    for (uint32_t a = 0; a < corral_region_coalition_count(region); a++) {
        size_t count;
        const region_mark *mark = region_marks_of(region, a, &count);
        for (size_t k = 0; k < count; k++) {
            uint32_t facet = corral_region_item_facet(region, mark[k].item);
            corral_known known = corral_region_known(region, a, facet);
            bool is_complete = known == CORRAL_KNOWN_YES;
            l->disputes += mark[k].cell == CORRAL_CELL_DISPUTED;
            l->unknowns += mark[k].cell == CORRAL_CELL_UNKNOWN && known != CORRAL_KNOWN_NO;
            l->noes += mark[k].cell == CORRAL_CELL_NO &&
                       !(is_complete && !corral_export_list_is_open(region, a, facet));
        }
        for (uint32_t f = 0; count && f < corral_region_facet_count(region); f++)
            l->lists += corral_region_known(region, a, f) == CORRAL_KNOWN_YES &&
                        corral_export_list_is_open(region, a, f);
    }
}

static corral_status add(corral_text *out, size_t count, const char *one, const char *several,
                         corral_error *err)
{
    const char *between = out->length ? ", " : "";
    if (!count) return CORRAL_OK;
    return corral_text_printf(out, err, "%s%zu %s", between, count, count == 1 ? one : several);
}

corral_status corral_export_losses(const corral_whole *whole, corral_text *out, corral_error *err)
{
    static const struct {
        corral_kept_kind kind;
        const char *one, *several;
    } kept[] = {{CORRAL_KEPT_ALIASES, "decision on a name", "decisions on names"},
                {CORRAL_KEPT_ASKS, "ask", "asks"},
                {CORRAL_KEPT_CROSSWALK, "row of crosswalk.csv", "rows of crosswalk.csv"},
                {CORRAL_KEPT_SYNONYMS, "row of synonyms.csv", "rows of synonyms.csv"}};
    corral_status status = CORRAL_OK;
    losses l = {0};
    count_statements(whole->record, &l);
    count_listed(whole->record, &l);
    count_cells(whole->region, &l);
    out->length = 0;
    TRY(add(out, l.sources, "source of a statement", "sources of statements", err));
    TRY(add(out, l.disputes, "dispute", "disputes", err));
    TRY(add(out, l.noes, "explicit no", "explicit noes", err));
    TRY(add(out, l.unknowns, "unknown cell", "unknown cells", err));
    TRY(add(out, l.lists, "complete list with such a cell (partial there)",
            "complete lists with such cells (partial there)", err));
    TRY(add(out, l.decisions, "decision", "decisions", err));
    for (size_t k = 0; k < sizeof kept / sizeof *kept; k++)
        TRY(add(out, corral_kept_count(&whole->kept, kept[k].kind), kept[k].one, kept[k].several,
                err));
    TRY(add(out, l.listed, "item's being on a list", "items' being on a list", err));
done:
    return status;
}
