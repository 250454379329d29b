/* SPDX-License-Identifier: MIT
 *
 * What a train map says, as members of the geometry: the machine's way to check that every line
 * stops where it should. */
#include "trains/draw.h"

#include "label.h"

#include <stdlib.h>

static void put_items(viz_buf *out, const viz_model *m, const unsigned *items, size_t count)
{
    viz_buf_text(out, "[");
    for (size_t i = 0; i < count; i++)
        viz_buf_put(out, "%s%j", i ? "," : "", viz_item_name(&m->items[items[i]]));
    viz_buf_text(out, "]");
}

static void put_line(viz_buf *out, const viz_model *m, const viz_train_board *b, unsigned k)
{
    const viz_line *line = &b->line[k];
    const viz_coalition *c = &m->coalitions[line->coalition];
    const char letter[2] = {viz_line_letter(k), '\0'};
    viz_buf_put(out, "%s\n{\"coalition\":%u,\"letter\":\"%s\",\"id\":%j,\"name\":%j,\"local\":",
                k ? "," : "", line->coalition, letter, c->id, viz_coalition_name(c));
    put_items(out, m, line->local, line->n_local);
    viz_buf_text(out, "}");
}

static void put_station(viz_buf *out, const viz_model *m, const viz_train_board *b, size_t s,
                        size_t first)
{
    const viz_station *station = &b->stations[s];
    bool any = false;
    viz_buf_put(out, "%s\n{\"index\":%u,\"drawn\":%s,\"lines\":[", s ? "," : "",
                (unsigned)(first + s), s < b->n_drawn ? "true" : "false");
    for (unsigned k = 0; k < b->n_lines; k++) {
        if (!(station->mask >> k & 1)) continue;
        viz_buf_put(out, "%s%u", any ? "," : "", b->line[k].coalition);
        any = true;
    }
    viz_buf_text(out, "],\"items\":");
    put_items(out, m, station->items, station->n_items);
    viz_buf_text(out, "}");
}

void viz_board_facts(const viz_trains_drawing *d)
{
    viz_buf *out = &d->canvas->facts;
    size_t first = 0;
    viz_buf_text(out, ",\n\"boards\":[");
    for (size_t p = 0; p < d->n_boards; p++) {
        const viz_train_board *b = &d->boards[p];
        viz_buf_put(out, "%s\n{\"group\":%u,\"rows\":%u,\"crossings\":%u,\"bends\":%u,\"cost\":%n,",
                    p ? "," : "", b->group, (unsigned)b->layout.n_rows, b->layout.crossings,
                    b->layout.bends, b->layout.cost);
        viz_buf_text(out, "\"lines\":[");
        for (unsigned k = 0; k < b->n_lines; k++) put_line(out, d->model, b, k);
        viz_buf_text(out, "],\"stations\":[");
        for (size_t s = 0; s < b->n_stations; s++) put_station(out, d->model, b, s, first);
        viz_buf_text(out, "]}");
        first += b->n_drawn;
    }
    viz_buf_text(out, "]");
}
