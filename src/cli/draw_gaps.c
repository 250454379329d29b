/* The style gaps: two facets crossed, a cell for every two items, the first ones of each. */
#include "cli/draw.h"
#include "cli/gaps_run.h"

#include "core/memory.h"

/* What the drawing program takes. */
enum { ROWS = 60, HEADS = 40 };

/* The rows, or the columns. */
typedef struct side {
    uint32_t count;
    size_t *place; /* by row or column of the gaps: index of a gap there + 1, 0 if there is none */
    size_t drawn, all;
} side;

typedef struct grid {
    const corral_drawing *drawing;
    side rows, heads;
    corral_gaps_total total;
    uint32_t facet, facet2;
} grid;

static corral_status find_names(grid *g, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_gaps *gaps = g->drawing->gaps;
    g->total = corral_gaps_summary(gaps);
    g->rows.count = g->total.rows;
    g->heads.count = g->total.columns;
    TRY(corral_array_new(&g->rows.place, g->rows.count, sizeof *g->rows.place, err));
    TRY(corral_array_new(&g->heads.place, g->heads.count, sizeof *g->heads.place, err));
    for (size_t k = 0; k < corral_gaps_count(gaps); k++) {
        corral_gap gap = corral_gaps_get(gaps, k);
        g->rows.place[gap.row] = g->heads.place[gap.column] = k + 1;
        g->facet = gap.facet;
        g->facet2 = gap.facet2;
    }
done:
    return status;
}

/* Numbers those that are drawn: they have a combination that applies, and are among the first.
 * Afterwards the entry is that number + 1. */
static corral_status add_names(const corral_gaps *gaps, side *s, bool is_row, corral_text *model,
                               corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (uint32_t i = 0; i < s->count; i++) {
        corral_digits index, holders;
        if (!s->place[i]) continue;
        corral_gap gap = corral_gaps_get(gaps, s->place[i] - 1);
        s->all++;
        s->place[i] = s->drawn < (is_row ? ROWS : HEADS) ? s->drawn + 1 : 0;
        if (!s->place[i]) continue;
        TRY(corral_draw_record(model, err, is_row ? "row" : "head",
                               corral_digits_of(&index, s->drawn++), is_row ? gap.name : gap.name2,
                               corral_digits_of(&holders, is_row ? gap.holders : gap.holders2),
                               NULL));
    }
done:
    return status;
}

/* How much a gap would surprise: by how many coalitions would be usual there. */
static const char *size_of(const corral_gap *gap)
{
    return gap->expected >= 2 ? "3" : gap->expected >= 1 ? "2" : "1";
}

static corral_status add_crossings(const grid *g, corral_text *model, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_drawing *d = g->drawing;
    corral_text tip = {0};
    for (size_t k = 0; k < corral_gaps_count(d->gaps); k++) {
        corral_gap gap = corral_gaps_get(d->gaps, k);
        corral_digits row, head, count;
        size_t i = g->rows.place[gap.row], j = g->heads.place[gap.column];
        if (!i || !j) continue;
        tip.length = 0;
        TRY(corral_gap_sentence(d->region, d->gaps, k, true, &tip, err));
        TRY(corral_draw_record(model, err, "crossing", corral_digits_of(&row, i - 1),
                               corral_digits_of(&head, j - 1), corral_gap_status_name(gap.status),
                               corral_digits_of(&count, gap.coalitions), size_of(&gap), tip.bytes,
                               NULL));
    }
done:
    corral_text_release(&tip);
    return status;
}

/* ---- words ---- */

static const char *words_of(const corral_region *region, uint32_t facet, char words[80])
{
    return corral_facet_words(corral_region_facet_name(region, facet), 2, words);
}

static corral_status add_titles(const grid *g, corral_text *model, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_region *region = g->drawing->region;
    char of[80], by[80];
    corral_text title = {0}, text = {0};
    words_of(region, g->facet, of);
    words_of(region, g->facet2, by);
    if (of[0] >= 'a' && of[0] <= 'z') of[0] = (char)(of[0] - 'a' + 'A');
    TRY(corral_text_printf(&title, err, "%s by %s: what nobody covers", of, by));
    TRY(corral_text_printf(
        &text, err,
        "Number: coalitions that have both. %zu combinations have nobody although at least 80 %% "
        "were asked; %zu have nobody so far and are not known well enough, which is not none; %zu "
        "hang on one coalition.",
        g->total.status[CORRAL_GAP], g->total.status[CORRAL_GAP_UNCLEAR],
        g->total.status[CORRAL_GAP_SINGLE]));
    TRY(corral_draw_begin(g->drawing, title.bytes, text.bytes, model, err));
done:
    corral_text_release(&title);
    corral_text_release(&text);
    return status;
}

/* beyond: those that were not even crossed. */
static corral_status add_more(const side *s, uint32_t beyond, const char *words, corral_text *model,
                              corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text text = {0};
    if (s->drawn == s->all + beyond) return CORRAL_OK;
    TRY(corral_text_printf(&text, err, "The first %zu of %zu %s are drawn", s->drawn,
                           s->all + beyond, words));
    TRY(corral_draw_record(model, err, "more", text.bytes, NULL));
done:
    corral_text_release(&text);
    return status;
}

static uint32_t count_known(const corral_region *region, uint32_t facet)
{
    uint32_t known = 0;
    for (uint32_t a = 0; a < corral_region_coalition_count(region); a++)
        known += corral_region_known(region, a, facet) != CORRAL_KNOWN_NO;
    return known;
}

static corral_status add_note(const grid *g, corral_text *model, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_region *region = g->drawing->region;
    const char *date = corral_draw_date(region);
    char of[80], by[80];
    corral_text text = {0};
    words_of(region, g->facet, of);
    TRY(corral_text_printf(
        &text, err, "Of %u coalitions the %s are known of %u, the %s of %u, both of %u. ",
        corral_region_coalition_count(region), of, count_known(region, g->facet),
        words_of(region, g->facet2, by), count_known(region, g->facet2), g->total.known));
    if (date[0]) TRY(corral_text_printf(&text, err, "Data as of %s. ", date));
    TRY(corral_text_printf(&text, err, "Draft for discussion."));
    TRY(corral_draw_record(model, err, "note", text.bytes, NULL));
done:
    corral_text_release(&text);
    return status;
}

corral_status corral_draw_gaps(const corral_drawing *d, corral_text *model, corral_error *err)
{
    corral_status status = CORRAL_OK;
    grid g = {.drawing = d};
    char words[80];
    if (!corral_gaps_count(d->gaps))
        FAIL(CORRAL_BAD_INPUT, "there is nothing to draw: no coalition has an item of the one "
                               "facet or of the other");
    TRY(find_names(&g, err));
    TRY(add_titles(&g, model, err));
    TRY(add_names(d->gaps, &g.rows, true, model, err));
    TRY(add_names(d->gaps, &g.heads, false, model, err));
    TRY(add_crossings(&g, model, err));
    TRY(add_more(&g.rows, g.total.all_rows - g.total.rows, words_of(d->region, g.facet, words),
                 model, err));
    TRY(add_more(&g.heads, g.total.all_columns - g.total.columns,
                 words_of(d->region, g.facet2, words), model, err));
    TRY(add_note(&g, model, err));
done:
    free(g.rows.place);
    free(g.heads.place);
    return status;
}
