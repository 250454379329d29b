/* SPDX-License-Identifier: MIT
 *
 * The style districts: a region too large to draw its coalitions. A disc is a district, a dot in it
 * a group, a street leads to the districts that share most with it. */
#include "districts.h"

#include "label.h"
#include "sheet.h"
#include "styles.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DISTRICTS_MAX = 120, GROUPS_MAX = 25000, ROADS_MAX = 240, NUMBERED = 120 };

enum { NUMBER_IN = 20 }; /* px of a dot */
static const double label_size = 13, small_size = 11;
/* Roads; where little is shared none is thick, and where there are many all are thinner. */
static const double thinnest = 1.5, thickest = 9, widening = 1.1, roads_to_thin = 70;

/* ---- from the model to a town ---- */

/* Dots are the smaller the more there are; what they cover of a disc stays the same. Where they are
 * few they are as large as their numbers need, and larger to fill the sheet. */
static double dot_of(const viz_model *m, size_t groups)
{
    if (m->n_dots && groups <= NUMBERED) return groups <= 12 ? 34 : groups <= 40 ? 26 : 20;
    return groups <= 60 ? 9 : groups <= 400 ? 7 : groups <= 4000 ? 6 : 5.5;
}

/* The k-th dot of a sunflower stands at radius c sqrt(k + 1/2); the nearest are 1.7 c apart or
 * more (Vogel 1979). */
static double spiral_of(double dot)
{
    return 0.77 * dot;
}

static double radius_of(unsigned groups, double dot)
{
    return fmax(spiral_of(dot) * sqrt((double)groups) + 0.85 * dot, 1.3 * dot);
}

static bool add_words(const viz_model *m, const viz_district *from, viz_disc *d)
{
    const double width = fmin(fmax(150, 1.7 * d->radius), 230);
    const viz_setting bold = {label_size, true, width, 2}, below = {small_size, false, width, 3};
    char count[96], number[24];
    const char *label = from->label;
    snprintf(number, sizeof number, "%u", from->index + 1);
    if (!*label) label = number;
    if (!viz_text_wrap(label, bold, &d->label) || !viz_text_wrap(from->below, below, &d->below))
        return false;
    d->words_width = fmax(d->label.width, d->below.width);
    d->words_height = VIZ_LINE_HEIGHT *
                      (label_size * (double)d->label.count + small_size * (double)d->below.count);
    if (!viz_english(m)) return true;
    snprintf(count, sizeof count, "%u coalition%s in %u group%s", from->coalitions,
             from->coalitions == 1 ? "" : "s", from->groups, from->groups == 1 ? "" : "s");
    d->count = malloc(strlen(count) + 1);
    if (!d->count) return false;
    memcpy(d->count, count, strlen(count) + 1);
    d->words_width = fmax(d->words_width, viz_text_width(count, small_size, false));
    d->words_height += VIZ_LINE_HEIGHT * small_size;
    return true;
}

static bool add_discs(const viz_model *m, double dot, viz_town *town)
{
    town->discs = calloc(m->n_districts + 1, sizeof *town->discs);
    if (!town->discs) return false;
    for (size_t i = 0; i < m->n_districts; i++) {
        viz_disc *d = &town->discs[town->n_discs++];
        d->radius = radius_of(m->districts[i].groups, dot);
        for (size_t k = 0; k < m->n_dots && !d->dots; k++)
            if (m->dots[k].district == i) d->dots = &m->dots[k];
        if (!add_words(m, &m->districts[i], d)) return false;
    }
    return true;
}

static bool add_streets(const viz_model *m, viz_town *town)
{
    unsigned most = 1;
    town->streets = calloc(m->n_roads + 1, sizeof *town->streets);
    if (!town->streets) return false;
    for (size_t i = 0; i < m->n_roads; i++)
        most = m->roads[i].weight > most ? m->roads[i].weight : most;
    const double few = fmin(1, roads_to_thin / (double)(m->n_roads + 1));
    const double reach = few * fmin(thickest - thinnest, widening * sqrt((double)most));
    for (size_t i = 0; i < m->n_roads; i++) {
        const viz_road *r = &m->roads[i];
        const double part = sqrt((double)r->weight / (double)most);
        town->streets[town->n_streets++] = (viz_street){
            .from = r->from, .to = r->to, .weight = r->weight, .width = thinnest + reach * part};
    }
    return true;
}

static void release(viz_town *town)
{
    for (size_t i = 0; i < town->n_discs; i++) {
        viz_lines_release(&town->discs[i].label);
        viz_lines_release(&town->discs[i].below);
        free(town->discs[i].count);
    }
    free(town->discs);
    free(town->streets);
    *town = (viz_town){0};
}

/* ---- colours: neighbours differ ---- */

/* How bad it is that both have one colour: never along a street, else the worse the nearer. */
static double likeness(const viz_town *t, size_t a, size_t b)
{
    const viz_disc *x = &t->discs[a], *y = &t->discs[b];
    const double apart = viz_distance(x->at, y->at) - x->radius - y->radius;
    for (size_t s = 0; s < t->n_streets; s++) {
        if ((t->streets[s].from == a && t->streets[s].to == b) ||
            (t->streets[s].from == b && t->streets[s].to == a))
            return 1000;
    }
    return 100 / (30 + fmax(apart, 0));
}

/* In the order of the districts each takes the colour that is least like those around it, of equal
 * ones the least used. */
static void choose_colours(viz_town *t)
{
    size_t used[VIZ_COLOURS + 1] = {0};
    for (size_t i = 0; i < t->n_discs; i++) {
        double like[VIZ_COLOURS + 1] = {0};
        unsigned best = 1;
        for (size_t k = 0; k < i; k++) like[t->discs[k].colour] += likeness(t, i, k);
        for (unsigned c = 1; c <= VIZ_COLOURS; c++) like[c] += 0.02 * (double)used[c];
        for (unsigned c = 2; c <= VIZ_COLOURS; c++) best = like[c] < like[best] - 1e-9 ? c : best;
        t->discs[i].colour = best;
        used[best]++;
    }
}

/* ---- titles ---- */

static void put_name(const viz_model *m, size_t i, viz_buf *out)
{
    if (*m->districts[i].label)
        viz_buf_text(out, m->districts[i].label);
    else
        viz_buf_put(out, viz_english(m) ? "District %u" : "%u", (unsigned)i + 1);
}

static void put_tip(const viz_model *m, const viz_town *t, size_t i, viz_buf *out)
{
    const viz_district *d = &m->districts[i];
    const char *before = viz_english(m) ? ". Shares most with: " : ". ";
    put_name(m, i, out);
    if (*d->below) viz_buf_put(out, ". %s", d->below);
    if (t->discs[i].count) viz_buf_put(out, ". %s", t->discs[i].count);
    for (unsigned k = 0; t->discs[i].dots && d->groups > 3 && k < d->groups; k++)
        viz_buf_put(out, "%s%u",
                    k                ? ", "
                    : viz_english(m) ? ". Groups: "
                                     : ". ",
                    t->discs[i].dots[k].group);
    for (size_t s = 0; s < t->n_streets; s++) {
        const viz_street *street = &t->streets[s];
        if (street->from != i && street->to != i) continue;
        viz_buf_text(out, before);
        put_name(m, street->from == i ? street->to : street->from, out);
        viz_buf_put(out, " (%u)", street->weight);
        before = "; ";
    }
    viz_buf_text(out, "");
}

/* ---- drawing ---- */

static size_t draw_street(const viz_model *m, const viz_street *s, viz_canvas *canvas)
{
    viz_buf keys = {0}, title = {0};
    viz_buf_put(&keys, "x%u x%u", (unsigned)s->from, (unsigned)s->to);
    put_name(m, s->from, &title);
    viz_buf_text(&title, " \xe2\x80\x93 "); /* a dash */
    put_name(m, s->to, &title);
    viz_buf_put(&title, ": %u", s->weight);
    if (viz_english(m)) viz_buf_put(&title, " shared %s", viz_facet_word(m, s->weight));
    canvas->failed = canvas->failed || !viz_buf_ok(&keys) || !viz_buf_ok(&title);
    viz_canvas_open(canvas, NULL, keys.data, title.data);
    const size_t mark = viz_canvas_add(canvas, (viz_mark){.kind = VIZ_PATH,
                                                          .what = "road",
                                                          .index = (unsigned)s->from,
                                                          .other = (unsigned)s->to,
                                                          .form = VIZ_CUBIC,
                                                          .points = (viz_point *)s->curve,
                                                          .n_points = 4,
                                                          .stroke = VIZ_COLOUR,
                                                          .stroke_width = s->width,
                                                          .opacity = 0.45,
                                                          .graph = true});
    viz_canvas_close(canvas);
    viz_buf_release(&keys);
    viz_buf_release(&title);
    return mark;
}

/* At most three digits fit; the tip has every number. */
static void draw_number(const viz_disc *d, unsigned index, unsigned group, viz_point at, double dot,
                        viz_canvas *canvas)
{
    char number[24];
    const double size = fmin(13, round(dot / 2));
    snprintf(number, sizeof number, "%u", group);
    if (viz_text_width(number, size, true) > dot - 3) return;
    viz_canvas_add(canvas, (viz_mark){.kind = VIZ_TEXT,
                                      .what = "dot",
                                      .index = group,
                                      .other = index,
                                      .x = at.x,
                                      .y = at.y,
                                      .size = size,
                                      .bold = true,
                                      .anchor = VIZ_MIDDLE,
                                      .fill = viz_paint_of(VIZ_ON, d->colour),
                                      .text = number});
}

static void draw_dots(const viz_disc *d, unsigned index, unsigned groups, double dot,
                      viz_canvas *canvas)
{
    const double golden = 2.399963229728653, c = spiral_of(dot); /* angle, 137.5 degrees */
    viz_point *points = calloc((size_t)groups + 1, sizeof *points);
    viz_point mean = {0, 0};
    canvas->failed = canvas->failed || !points;
    for (unsigned k = 0; points && k < groups; k++) {
        const double r = groups > 1 ? c * sqrt(k + 0.5) : 0;
        points[k] = (viz_point){d->at.x + r * cos(golden * k), d->at.y + r * sin(golden * k)};
    }
    for (unsigned k = 0; points && k < groups; k++) { /* few lie askew */
        mean.x += (points[k].x - d->at.x) / groups;
        mean.y += (points[k].y - d->at.y) / groups;
    }
    for (unsigned k = 0; points && k < groups; k++) {
        points[k].x -= mean.x;
        points[k].y -= mean.y;
    }
    if (groups && points)
        viz_canvas_add(canvas, (viz_mark){.kind = VIZ_PATH,
                                          .what = "dots",
                                          .index = index,
                                          .other = d->colour,
                                          .form = VIZ_DOTS,
                                          .points = points,
                                          .n_points = groups,
                                          .stroke = viz_paint_of(VIZ_COLOUR, d->colour),
                                          .stroke_width = dot});
    for (unsigned k = 0; points && dot >= NUMBER_IN && d->dots && k < groups; k++)
        draw_number(d, index, d->dots[k].group, points[k], dot, canvas);
    free(points);
}

static void draw_line(const viz_disc *d, unsigned index, const char *text, bool bold, double *y,
                      viz_canvas *canvas)
{
    const double size = bold ? label_size : small_size;
    const viz_rect words = viz_disc_words(d);
    const viz_anchor anchor = d->side == VIZ_RIGHT  ? VIZ_START
                              : d->side == VIZ_LEFT ? VIZ_END
                                                    : VIZ_MIDDLE;
    viz_canvas_add(canvas, (viz_mark){.kind = VIZ_TEXT,
                                      .what = bold ? "district" : "below",
                                      .index = index,
                                      .x = anchor == VIZ_START ? words.x0
                                           : anchor == VIZ_END ? words.x1
                                                               : d->at.x,
                                      .y = *y + VIZ_LINE_HEIGHT * size / 2,
                                      .size = size,
                                      .bold = bold,
                                      .anchor = anchor,
                                      .fill = bold ? VIZ_INK : VIZ_MUTED,
                                      .halo = true,
                                      .stroke = VIZ_PAPER,
                                      .text = (char *)text});
    *y += VIZ_LINE_HEIGHT * size;
}

/* A tenth of the colour; white where that would leave the dots a contrast below 3. */
static viz_paint ground_of(unsigned colour)
{
    return colour == 4 || colour == 7 ? VIZ_PAPER : viz_paint_of(VIZ_TINT, colour);
}

static size_t draw_disc(const viz_model *m, const viz_town *t, size_t i, double dot,
                        viz_canvas *canvas)
{
    const viz_disc *d = &t->discs[i];
    const unsigned index = (unsigned)i;
    double y = viz_disc_words(d).y0;
    viz_buf id = {0}, keys = {0}, tip = {0};
    viz_buf_put(&id, "x%u", index);
    for (size_t s = 0; s < t->n_streets; s++) {
        const viz_street *street = &t->streets[s];
        if (street->from != i && street->to != i) continue;
        viz_buf_put(&keys, " x%u", (unsigned)(street->from == i ? street->to : street->from));
    }
    put_tip(m, t, i, &tip);
    canvas->failed = canvas->failed || !viz_buf_ok(&id) || keys.failed || !viz_buf_ok(&tip);
    viz_canvas_open(canvas, id.data, keys.data, tip.data);
    const size_t mark =
        viz_canvas_add(canvas, (viz_mark){.kind = VIZ_CIRCLE,
                                          .what = "district",
                                          .index = index,
                                          .other = d->colour,
                                          .box = viz_rect_around(d->at, d->radius, d->radius),
                                          .fill = ground_of(d->colour),
                                          .stroke = viz_paint_of(VIZ_COLOUR, d->colour),
                                          .stroke_width = 1,
                                          .graph = true});
    draw_dots(d, index, m->districts[i].groups, dot, canvas);
    if (d->crossed)
        viz_canvas_add(canvas, (viz_mark){.kind = VIZ_RECT,
                                          .box = viz_rect_grow(viz_disc_words(d), 2),
                                          .radius = 5,
                                          .fill = VIZ_PAPER});
    for (size_t k = 0; k < d->label.count; k++)
        draw_line(d, index, d->label.line[k], true, &y, canvas);
    for (size_t k = 0; k < d->below.count; k++)
        draw_line(d, index, d->below.line[k], false, &y, canvas);
    if (d->count) draw_line(d, index, d->count, false, &y, canvas);
    viz_canvas_close(canvas);
    viz_buf_release(&id);
    viz_buf_release(&keys);
    viz_buf_release(&tip);
    return mark;
}

static bool draw_town(const viz_model *m, const viz_town *t, double dot, viz_canvas *canvas)
{
    size_t *street = calloc(t->n_streets + t->n_discs + 1, sizeof *street);
    if (!street) return false;
    size_t *disc = street + t->n_streets;
    for (size_t s = 0; s < t->n_streets; s++) street[s] = draw_street(m, &t->streets[s], canvas);
    for (size_t i = 0; i < t->n_discs; i++) disc[i] = draw_disc(m, t, i, dot, canvas);
    for (size_t s = 0; s < t->n_streets && !canvas->failed; s++) {
        canvas->marks[street[s]].from = disc[t->streets[s].from];
        canvas->marks[street[s]].to = disc[t->streets[s].to];
    }
    free(street);
    return !canvas->failed;
}

/* ---- the sheet ---- */

static void put_sentence(const viz_model *m, size_t groups, viz_buf *out)
{
    size_t coalitions = 0;
    for (size_t i = 0; i < m->n_districts; i++) coalitions += m->districts[i].coalitions;
    viz_buf_put(out, "%u coalition%s in %u group%s and %u district%s.", (unsigned)coalitions,
                coalitions == 1 ? "" : "s", (unsigned)groups, groups == 1 ? "" : "s",
                (unsigned)m->n_districts, m->n_districts == 1 ? "" : "s");
}

static void put_key(const viz_model *m, viz_buf *out)
{
    viz_buf_text(out, "");
    if (!viz_english(m) || !m->n_districts) return;
    viz_buf_put(out,
                "A dot is a suggested group%s. A disc is a district: groups that share many %s. ",
                m->n_dots ? ", with its number or with all of them in the tip of the disc" : "",
                viz_facet_word(m, 2));
    if (m->n_roads)
        viz_buf_put(out, "Roads lead to the two districts that each shares most with; the wider, "
                         "the more they share. ");
    viz_buf_text(out, "Places and colours mean nothing else: colours tell neighbours apart.");
}

static bool lay_sheet(const viz_model *m, size_t groups, viz_canvas *canvas, viz_error *err)
{
    viz_buf sentence = {0}, key = {0};
    put_sentence(m, groups, &sentence);
    put_key(m, &key);
    const viz_words words = {.title = m->title && *m->title ? m->title : "Districts",
                             .desc = m->desc && *m->desc ? m->desc : sentence.data,
                             .key = key.data,
                             .narrow = 1.2,
                             .wide = 1.9};
    const bool good = (viz_buf_ok(&sentence) && viz_buf_ok(&key)) || viz_fail_memory(err);
    const bool laid = good && viz_sheet_lay(m, viz_canvas_bounds(canvas, 0), words, canvas, err);
    viz_buf_release(&sentence);
    viz_buf_release(&key);
    return laid;
}

static bool check_limits(const viz_model *m, size_t *groups, viz_error *err)
{
    *groups = 0;
    if (m->n_districts > DISTRICTS_MAX)
        return viz_fail(err, "districts of the style districts, allowed: at most %d, given: %zu",
                        DISTRICTS_MAX, m->n_districts);
    if (m->n_roads > ROADS_MAX)
        return viz_fail(err, "roads of the style districts, allowed: at most %d, given: %zu",
                        ROADS_MAX, m->n_roads);
    for (size_t i = 0; i < m->n_districts; i++) *groups += m->districts[i].groups;
    return *groups <= GROUPS_MAX ||
           viz_fail(err, "groups of the style districts, allowed: at most %d in all, given: %zu",
                    GROUPS_MAX, *groups);
}

bool viz_districts(const viz_model *model, viz_fence *fence, viz_canvas *canvas, viz_error *err)
{
    viz_town town = {0};
    size_t groups;
    if (!check_limits(model, &groups, err)) return false;
    const double dot = dot_of(model, groups);
    bool good = (add_discs(model, dot, &town) && add_streets(model, &town)) || viz_fail_memory(err);
    good = good && viz_town_place(&town, fence, model->seed, err);
    if (good) {
        choose_colours(&town);
        good = draw_town(model, &town, dot, canvas) || viz_fail_memory(err);
    }
    good = good && lay_sheet(model, groups, canvas, err);
    release(&town);
    return good;
}
