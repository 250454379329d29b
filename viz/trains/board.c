/* SPDX-License-Identifier: MIT
 *
 * From the model to a board: masks by item, merged stations, measured labels, the layout. */
#include "trains/board.h"

#include "buf.h"
#include "canvas.h"
#include "label.h"
#include "sheet.h"

#include <stdlib.h>
#include <string.h>

static const double station_width = 84, name_width = 190;
enum { STATION_LINES = 3, NAME_LINES = 2, MERGED_NAMES = 2, FLAT_LINES = 5 };

/* They are sorted by item, then by group. */
static size_t first_elsewhere(const viz_model *m, unsigned item)
{
    size_t low = 0, high = m->n_elsewhere;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (m->elsewhere[middle].item < item)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool viz_is_elsewhere(const viz_model *m, unsigned item, unsigned group)
{
    for (size_t i = first_elsewhere(m, item); i < m->n_elsewhere; i++) {
        if (m->elsewhere[i].item != item) break;
        if (m->elsewhere[i].group != group) return true;
    }
    return false;
}

bool viz_also_in(const viz_model *m, unsigned item, unsigned group, size_t most, viz_buf *out)
{
    const bool english = viz_english(m);
    const size_t first = first_elsewhere(m, item);
    size_t count = 0, all = 0;
    for (size_t i = first; i < m->n_elsewhere && m->elsewhere[i].item == item; i++)
        all += m->elsewhere[i].group != group;
    if (all) viz_buf_text(out, !english ? "+" : all == 1 ? "also in group " : "also in groups ");
    for (size_t i = first; i < m->n_elsewhere && m->elsewhere[i].item == item; i++) {
        if (m->elsewhere[i].group == group) continue;
        if (count++ < most) viz_buf_put(out, "%s%u", count > 1 ? ", " : "", m->elsewhere[i].group);
    }
    if (all > most) viz_buf_put(out, english ? " and %u more" : " +%u", (unsigned)(all - most));
    viz_buf_text(out, "");
    return viz_buf_ok(out);
}

void viz_name_also(const viz_model *m, unsigned item, unsigned group, size_t most, viz_buf *out)
{
    viz_buf also = {0};
    viz_buf_text(out, viz_item_name(&m->items[item]));
    if (group && !viz_also_in(m, item, group, most, &also)) out->failed = true;
    if (also.length) viz_buf_put(out, viz_english(m) ? " (%s)" : " %s", also.data);
    viz_buf_release(&also);
}

/* ---- lines and what they hold ---- */

static bool find_lines(const viz_model *m, viz_train_board *b, viz_error *err)
{
    size_t count = 0;
    for (size_t i = 0; i < m->n_coalitions; i++) {
        if (m->coalitions[i].group != b->group) continue;
        if (count < VIZ_TRAINS_LINES) b->line[count].coalition = (unsigned)i;
        count++;
    }
    if (count > VIZ_TRAINS_LINES)
        return viz_fail(err, "coalitions of a train map, allowed: at most %d, given: %zu",
                        VIZ_TRAINS_LINES, count);
    b->n_lines = (unsigned)count;
    return true;
}

/* Bit k of mask[j]: line k holds item j. Seats are sorted by coalition. */
static void find_masks(const viz_model *m, const viz_train_board *b, unsigned *mask)
{
    unsigned k = 0;
    for (size_t i = 0; i < m->n_seats && k < b->n_lines;) {
        if (m->seats[i].coalition < b->line[k].coalition)
            i++;
        else if (m->seats[i].coalition > b->line[k].coalition)
            k++;
        else
            mask[m->seats[i++].item] |= 1U << k;
    }
}

static bool add_item(unsigned **items, size_t *count, unsigned item)
{
    if (!(*count & (*count - 1))) { /* doubling at powers of two needs no capacity kept */
        unsigned *grown = realloc(*items, (*count ? 2 * *count : 1) * sizeof *grown);
        if (!grown) return false;
        *items = grown;
    }
    (*items)[(*count)++] = item;
    return true;
}

static viz_station *find_station(viz_train_board *b, unsigned mask)
{
    for (size_t s = 0; s < b->n_stations; s++) {
        if (b->stations[s].mask == mask) return &b->stations[s];
    }
    return NULL;
}

/* Those with most lines are drawn first; among them, as the model has them. */
static int by_importance(const void *left, const void *right)
{
    const viz_station *a = left, *b = right;
    const unsigned x = viz_count_bits(a->mask), y = viz_count_bits(b->mask);
    if (x != y) return x > y ? -1 : 1;
    if (a->n_items != b->n_items) return a->n_items > b->n_items ? -1 : 1;
    return (a->items[0] > b->items[0]) - (a->items[0] < b->items[0]);
}

static bool fill(const viz_model *m, viz_train_board *b, const unsigned *mask)
{
    size_t shared = 0;
    for (size_t j = 0; j < m->n_items; j++) shared += viz_count_bits(mask[j]) > 1;
    const bool merges = shared > VIZ_STATIONS_EACH;
    b->stations = calloc(shared + 1, sizeof *b->stations);
    if (!b->stations) return false;
    for (size_t j = 0; j < m->n_items; j++) {
        const unsigned lines = viz_count_bits(mask[j]);
        bool good = true;
        for (unsigned k = 0; lines == 1 && k < b->n_lines; k++) {
            if (mask[j] >> k & 1)
                good = add_item(&b->line[k].local, &b->line[k].n_local, (unsigned)j);
        }
        if (lines > 1) {
            viz_station *s = merges ? find_station(b, mask[j]) : NULL;
            if (!s) s = &b->stations[b->n_stations++];
            s->mask = mask[j];
            good = add_item(&s->items, &s->n_items, (unsigned)j);
        }
        if (!good) return false;
    }
    if (b->n_stations > 1) qsort(b->stations, b->n_stations, sizeof *b->stations, by_importance);
    b->n_drawn = b->n_stations < VIZ_STATIONS_SHOWN ? b->n_stations : VIZ_STATIONS_SHOWN;
    return true;
}

/* ---- words ---- */

/* "A", or "A, B and 2 more" for several with the same lines. */
static char *label_of(const viz_model *m, const viz_station *s)
{
    viz_buf out = {0};
    for (size_t i = 0; i < s->n_items && i < MERGED_NAMES; i++) {
        char *name = viz_text_cut(viz_item_name(&m->items[s->items[i]]),
                                  s->n_items > 1 ? 32 : VIZ_NAME_GRAPHEMES);
        if (name) viz_buf_put(&out, "%s%s", i ? ", " : "", name);
        out.failed = out.failed || !name;
        free(name);
    }
    if (s->n_items > MERGED_NAMES)
        viz_buf_put(&out, viz_english(m) ? " and %u more" : " +%u",
                    (unsigned)(s->n_items - MERGED_NAMES));
    return viz_buf_take(&out);
}

static bool name_station(const viz_model *m, const viz_train_board *b, viz_station *s)
{
    viz_buf also = {0};
    char *label = label_of(m, s);
    s->bold = viz_count_bits(s->mask) >= 4;
    const viz_setting setting = {VIZ_STATION_SIZE, s->bold, station_width, STATION_LINES};
    bool good = label && viz_label_wrap(label, setting, &s->text);
    if (good && s->n_items == 1 && b->group)
        good = viz_also_in(m, s->items[0], b->group, VIZ_ALSO_SHOWN, &also);
    s->width = s->text.width;
    s->height = (double)s->text.count * VIZ_STATION_SIZE * VIZ_LINE_HEIGHT;
    if (good && also.length) {
        s->also = viz_buf_take(&also);
        good = s->also != NULL;
        if (good) s->width = fmax(s->width, viz_text_width(s->also, VIZ_ALSO_SIZE, false));
        s->height += VIZ_ALSO_SIZE * VIZ_LINE_HEIGHT;
    }
    free(label);
    viz_buf_release(&also);
    return good;
}

static bool name_line(const viz_model *m, viz_train_board *b, viz_line *line)
{
    const viz_setting setting = {VIZ_NAME_SIZE, true, name_width, NAME_LINES};
    const viz_coalition *c = &m->coalitions[line->coalition];
    if (!viz_label_wrap(viz_coalition_name(c), setting, &line->name)) return false;
    b->name_width = fmax(b->name_width, line->name.width);
    if (line->name.count > 1) b->name_height = 36;
    const size_t ticks = line->n_local < VIZ_TICKS_SHOWN ? line->n_local : VIZ_TICKS_SHOWN;
    line->tail = (c->known == VIZ_KNOWN_PARTIAL ? 48 : 16) + VIZ_TICK_GAP * (double)ticks +
                 (line->n_local > ticks ? 30 : 0);
    return true;
}

static bool name_all(const viz_model *m, viz_train_board *b)
{
    bool good = true;
    b->name_height = 27;
    for (size_t s = 0; good && s < b->n_stations; s++) good = name_station(m, b, &b->stations[s]);
    for (unsigned k = 0; good && k < b->n_lines; k++) good = name_line(m, b, &b->line[k]);
    return good;
}

/* ---- places ---- */

static bool lay(const viz_model *m, viz_train_board *b, viz_error *err)
{
    static const unsigned restarts[] = {1, 8, 32};
    viz_trains_station stations[VIZ_STATIONS_SHOWN];
    viz_trains_input in = VIZ_TRAINS_INPUT_INIT;
    for (size_t s = 0; s < b->n_drawn; s++)
        stations[s] = (viz_trains_station){.mask = b->stations[s].mask,
                                           .label_width = b->stations[s].width,
                                           .label_height = b->stations[s].height};
    in.lines = b->n_lines;
    in.stations = stations;
    in.n_stations = b->n_drawn;
    in.name_height = b->name_height;
    in.left = ceil(b->name_width) + 2 * VIZ_MARGIN;
    in.max_width = VIZ_BOARD_WIDEST;
    in.fold = m->fold;
    /* Maps of a poster and those of few lines are folded for their width, not for their shape. */
    in.flat = m->n_groups > 1 || b->n_lines <= FLAT_LINES;
    in.restarts = restarts[m->effort];
    in.seed = m->seed;
    for (unsigned k = 0; k < b->n_lines; k++) in.tail[k] = b->line[k].tail;
    return viz_trains_lay(&in, &b->layout, err);
}

bool viz_train_board_make(const viz_model *m, unsigned group, viz_train_board *b, viz_error *err)
{
    unsigned *mask = calloc(m->n_items + 1, sizeof *mask);
    *b = (viz_train_board){.group = group};
    bool good = mask != NULL;
    if (!good) viz_fail_memory(err);
    good = good && find_lines(m, b, err);
    if (good) {
        find_masks(m, b, mask);
        good = (fill(m, b, mask) && name_all(m, b)) || viz_fail_memory(err);
    }
    free(mask);
    return good && (b->n_lines == 0 || lay(m, b, err));
}

void viz_train_board_release(viz_train_board *b)
{
    for (size_t s = 0; s < b->n_stations; s++) {
        free(b->stations[s].items);
        free(b->stations[s].also);
        viz_lines_release(&b->stations[s].text);
    }
    for (unsigned k = 0; k < b->n_lines; k++) {
        free(b->line[k].local);
        viz_lines_release(&b->line[k].name);
    }
    free(b->stations);
    viz_trains_layout_release(&b->layout);
    *b = (viz_train_board){0};
}
