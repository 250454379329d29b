/* SPDX-License-Identifier: MIT
 *
 * What tips say, and what is read aloud. */
#include "trains/draw.h"

#include "label.h"
#include "sheet.h"

static void put_names(viz_buf *out, const viz_model *m, const viz_station *s)
{
    for (size_t i = 0; i < s->n_items; i++)
        viz_buf_put(out, "%s%s", i ? ", " : "", viz_item_name(&m->items[s->items[i]]));
}

/* "5 members, 3 shared, list partial", where that may be said. */
static void put_counts(viz_buf *out, const viz_model *m, const viz_train_board *b, unsigned k)
{
    const viz_known known = m->coalitions[b->line[k].coalition].known;
    const char *words = viz_known_words(m, known);
    size_t shared = 0;
    if (known == VIZ_KNOWN_UNTOLD || !viz_english(m)) return;
    for (size_t s = 0; s < b->n_stations; s++)
        shared += b->stations[s].mask >> k & 1 ? b->stations[s].n_items : 0;
    const unsigned all = (unsigned)(shared + b->line[k].n_local);
    if (known == VIZ_KNOWN_NO && !all) { /* "0 members" would read as an answer */
        viz_buf_put(out, ": %s", words);
        return;
    }
    viz_buf_put(out, ": %u %s, %u shared%s%s", all, viz_facet_word(m, all), (unsigned)shared,
                *words ? ", " : "", words);
}

/* What only this line has; a poster says it nowhere else. */
static void put_locals(viz_buf *out, const viz_model *m, const viz_train_board *b, unsigned k)
{
    const viz_line *line = &b->line[k];
    for (size_t i = 0; i < line->n_local; i++) {
        viz_buf_text(out, i ? ", " : viz_english(m) ? "; on this line only: " : "; ");
        viz_name_also(m, line->local[i], b->group, m->n_elsewhere, out);
    }
}

viz_buf viz_line_title(const viz_model *m, const viz_train_board *b, unsigned k)
{
    viz_buf out = {0};
    bool any = false;
    viz_buf_text(&out, viz_coalition_name(&m->coalitions[b->line[k].coalition]));
    put_counts(&out, m, b, k);
    for (size_t s = 0; s < b->n_stations; s++) {
        if (!(b->stations[s].mask >> k & 1)) continue;
        viz_buf_text(&out, any ? ", " : ": ");
        put_names(&out, m, &b->stations[s]);
        any = true;
    }
    put_locals(&out, m, b, k);
    return out;
}

viz_buf viz_station_title(const viz_model *m, const viz_train_board *b, const viz_station *s)
{
    viz_buf out = {0}, also = {0};
    bool any = false;
    put_names(&out, m, s);
    for (unsigned k = 0; k < b->n_lines; k++) {
        if (!(s->mask >> k & 1)) continue;
        const viz_coalition *c = &m->coalitions[b->line[k].coalition];
        viz_buf_put(&out, "%s%s", any ? ", " : ": ", viz_coalition_name(c));
        any = true;
    }
    if (s->also && !viz_also_in(m, s->items[0], b->group, m->n_elsewhere, &also)) out.failed = true;
    if (also.length) viz_buf_put(&out, "; %s", also.data);
    viz_buf_release(&also);
    return out;
}
