/* Nodes and links are kept until the last is read, since a node's side may be said behind them. */
#include "io/two_mode.h"

#include <string.h>

#include "core/memory.h"
#include "core/number.h"
#include "core/problems.h"
#include "core/text.h"
#include "io/rows.h"
#include "io/values.h"

typedef struct node {
    uint32_t id, label, facet; /* in texts, CORRAL_NONE: not said */
    uint32_t file;
    corral_side side;
    size_t line;
    bool is_said, is_linked;
    corral_detail_range details;
} node;

typedef struct joint {
    uint32_t from, to, facet, file;
    double weight;
    size_t line;
} joint;

struct corral_two_mode {
    corral_reading *reading;
    uint32_t file; /* in texts */
    corral_strings *keys, *texts;
    node *nodes; /* numbered as keys are */
    joint *links;
    size_t link_count, node_room, link_room;
    corral_details details;
};

corral_status corral_two_mode_new(corral_reading *reading, const char *file, corral_two_mode **out,
                                  corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_two_mode *g = NULL;
    TRY(corral_array_new(&g, 1, sizeof *g, err));
    g->reading = reading;
    TRY(corral_strings_new(&g->keys, err));
    TRY(corral_strings_new(&g->texts, err));
    TRY(corral_strings_new(&g->details.names, err));
    g->details.texts = g->texts;
    TRY(corral_two_mode_from(g, file, err));
    *out = g;
    g = NULL;
done:
    corral_two_mode_free(g);
    return status;
}

corral_status corral_two_mode_from(corral_two_mode *g, const char *file, corral_error *err)
{
    return corral_strings_add(g->texts, file, strlen(file), &g->file, err);
}

void corral_two_mode_free(corral_two_mode *g)
{
    if (!g) return;
    corral_strings_free(g->keys);
    corral_strings_free(g->texts);
    free(g->nodes);
    free(g->links);
    corral_details_release(&g->details);
    free(g);
}

static corral_place place_of(const corral_two_mode *g, uint32_t file, size_t line)
{
    return (corral_place){corral_strings_get(g->texts, file), line, 0};
}

static corral_status report(const corral_two_mode *g, corral_severity severity, corral_place place,
                            corral_error *err, const char *what, const char *quoted)
{
    return corral_problems_report(g->reading->problems, severity, place, err, what,
                                  CORRAL_QUOTE(quoted));
}

/* ---- nodes ---- */

static corral_status check_length(const corral_two_mode *g, const char *text, size_t line,
                                  corral_error *err)
{
    if (!text || strlen(text) <= CORRAL_CSV_FIELD_LIMIT) return CORRAL_OK;
    return corral_error_set_at(err, CORRAL_LIMIT, place_of(g, g->file, line),
                               "a text may have at most %zu MiB", CORRAL_CSV_FIELD_LIMIT >> 20);
}

static corral_status keep(corral_two_mode *g, const char *text, uint32_t *out, corral_error *err)
{
    *out = CORRAL_NONE;
    if (!text || corral_name_is_blank(text)) return CORRAL_OK;
    return corral_strings_add(g->texts, text, strlen(text), out, err);
}

/* "Goals" is goal, any other word is itself; the side it says in *side. */
static corral_status keep_facet(corral_two_mode *g, const char *text, corral_side *side,
                                uint32_t *out, corral_error *err)
{
    static const char *const coalitions[] = {"coalition", "coalitions", "initiative",
                                             "initiatives"};
    char word[64];
    *side = CORRAL_SIDE_UNSAID;
    *out = CORRAL_NONE;
    if (!text || corral_name_is_blank(text)) return CORRAL_OK;
    *side = CORRAL_SIDE_ITEM;
    if (corral_value_is_one_of(text, coalitions, 4)) {
        *side = CORRAL_SIDE_COALITION;
        return CORRAL_OK;
    }
    const char *facet = corral_value_facet(text);
    if (!facet && strlen(text) < sizeof word) {
        corral_ascii_lower(strcpy(word, text));
        facet = word;
    }
    return keep(g, facet ? facet : text, out, err);
}

corral_status corral_two_mode_node(corral_two_mode *g, const char *key, size_t line, uint32_t *out,
                                   corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t before = corral_strings_count(g->keys);
    TRY(check_length(g, key, line, err));
    TRY(corral_strings_add(g->keys, key, strlen(key), out, err));
    if (*out < before) return CORRAL_OK;
    TRY(corral_array_grow(&g->nodes, &g->node_room, (size_t)*out + 1, sizeof *g->nodes, err));
    g->nodes[*out] = (node){.id = CORRAL_NONE,
                            .label = CORRAL_NONE,
                            .facet = CORRAL_NONE,
                            .file = g->file,
                            .line = line};
done:
    return status;
}

uint32_t corral_two_mode_find(const corral_two_mode *g, const char *key)
{
    return corral_strings_find(g->keys, key, strlen(key));
}

corral_status corral_two_mode_add(corral_two_mode *g, const corral_node *said, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t number;
    corral_side by_facet;
    node new = {.side = said->side, .file = g->file, .line = said->line, .is_said = true};
    corral_place place;
    TRY(check_length(g, said->id, said->line, err));
    TRY(check_length(g, said->label, said->line, err));
    TRY(check_length(g, said->facet, said->line, err));
    for (size_t k = 0; k < said->beside_count; k++)
        TRY(check_length(g, said->beside[k].value, said->line, err));
    TRY(keep(g, said->id, &new.id, err));
    TRY(keep(g, said->label, &new.label, err));
    TRY(keep_facet(g, said->facet, &by_facet, &new.facet, err));
    place = place_of(g, g->file, said->line);
    if (new.side == CORRAL_SIDE_UNSAID)
        new.side = by_facet;
    else if (by_facet != CORRAL_SIDE_UNSAID && by_facet != new.side)
        return corral_problems_report(g->reading->problems, CORRAL_SEVERITY_ERROR, place, err,
                                      "%s is %s by its side and %s by its facet: only one can be",
                                      CORRAL_QUOTE(said->key),
                                      new.side == CORRAL_SIDE_ITEM ? "an item" : "a coalition",
                                      by_facet == CORRAL_SIDE_ITEM ? "an item" : "a coalition");
    TRY(corral_two_mode_node(g, said->key, said->line, &number, err));
    node *old = &g->nodes[number];
    if (old->is_said && (old->id != new.id || old->label != new.label || old->facet != new.facet ||
                         old->side != new.side))
        return corral_problems_report(g->reading->problems, CORRAL_SEVERITY_ERROR, place, err,
                                      "%s is there twice and differs: see line %zu",
                                      CORRAL_QUOTE(said->key), old->line);
    if (!old->is_said)
        TRY(corral_details_add(&g->details, said->beside, said->beside_count, &new.details, err));
    else
        new.details = old->details;
    *old = new;
done:
    return status;
}

/* ---- links ---- */

corral_status corral_two_mode_link(corral_two_mode *g, uint32_t from, uint32_t to, double weight,
                                   const char *facet, size_t line, corral_error *err)
{
    corral_status status = CORRAL_OK;
    joint link = {from, to, CORRAL_NONE, g->file, weight, line};
    corral_side side;
    if (!(weight >= 0 && weight <= 1)) {
        char number[CORRAL_NUMBER_SIZE];
        corral_number_shortest(weight, number);
        return report(g, CORRAL_SEVERITY_ERROR, place_of(g, g->file, line), err,
                      "weight must be from 0 to 1, got %s", number);
    }
    TRY(keep_facet(g, facet, &side, &link.facet, err));
    TRY(corral_array_grow(&g->links, &g->link_room, g->link_count + 1, sizeof link, err));
    g->links[g->link_count++] = link;
done:
    return status;
}

/* ---- sides ---- */

static bool is(const corral_two_mode *g, uint32_t number, corral_side side)
{
    return g->nodes[number].side == side;
}

/* What is linked to one that has said its side is on the other. */
static corral_status tell_by_neighbours(corral_two_mode *g, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_side *told = NULL;
    size_t count = corral_strings_count(g->keys);
    TRY(corral_array_new(&told, count, sizeof *told, err));
    for (size_t i = 0; i < g->link_count; i++) {
        const joint *l = &g->links[i];
        uint32_t ends[2] = {l->from, l->to};
        for (int k = 0; k < 2; k++) {
            corral_side other = g->nodes[ends[1 - k]].side;
            if (!is(g, ends[k], CORRAL_SIDE_UNSAID) || other == CORRAL_SIDE_UNSAID) continue;
            /* A coalition beside one and an item beside another is an item: it is shared. */
            if (other == CORRAL_SIDE_COALITION || !told[ends[k]])
                told[ends[k]] =
                    other == CORRAL_SIDE_COALITION ? CORRAL_SIDE_ITEM : CORRAL_SIDE_COALITION;
        }
    }
    for (size_t i = 0; i < count; i++)
        if (told[i]) g->nodes[i].side = told[i];
done:
    free(told);
    return status;
}

/* By the directions of links between nodes that have said nothing. */
static corral_status tell_by_direction(corral_two_mode *g, corral_error *err)
{
    corral_status status = CORRAL_OK;
    unsigned char *ends = NULL;
    size_t count = corral_strings_count(g->keys);
    TRY(corral_array_new(&ends, count, 1, err));
    for (size_t i = 0; i < g->link_count; i++) {
        const joint *l = &g->links[i];
        g->nodes[l->from].is_linked = g->nodes[l->to].is_linked = true;
        if (is(g, l->from, CORRAL_SIDE_UNSAID)) ends[l->from] |= 1;
        if (is(g, l->to, CORRAL_SIDE_UNSAID)) ends[l->to] |= 2;
    }
    for (uint32_t i = 0; i < count; i++) {
        node *n = &g->nodes[i];
        if (ends[i] == 3)
            TRY(report(g, CORRAL_SEVERITY_ERROR, place_of(g, n->file, n->line), err,
                       "is %s a coalition or an item? Links lead from it and to it, and nothing "
                       "says so: give nodes a facet",
                       corral_strings_get(g->keys, i)));
        if (ends[i]) n->side = ends[i] & 1 ? CORRAL_SIDE_COALITION : CORRAL_SIDE_ITEM;
    }
done:
    free(ends);
    return status;
}

/* ---- into the region ---- */

static const char *text_of(const corral_two_mode *g, uint32_t number, uint32_t text)
{
    return text == CORRAL_NONE ? corral_strings_get(g->keys, number)
                               : corral_strings_get(g->texts, text);
}

/* What stands beside the node as its own column, else what it is called. */
static const char *id_of(const corral_two_mode *g, uint32_t number)
{
    const char *own = corral_details_find(&g->details, g->nodes[number].details, "coalition");
    return *own ? own : text_of(g, number, g->nodes[number].id);
}

static const char *item_of(const corral_two_mode *g, uint32_t number)
{
    const char *own = corral_details_find(&g->details, g->nodes[number].details, "item");
    return *own ? own : text_of(g, number, g->nodes[number].label);
}

static const char *facet_of(const corral_two_mode *g, uint32_t number, uint32_t of_link)
{
    uint32_t facet = g->nodes[number].facet;
    if (facet == CORRAL_NONE) facet = of_link;
    return facet == CORRAL_NONE ? "member" : corral_strings_get(g->texts, facet);
}

static corral_status add_node(const corral_two_mode *g, uint32_t number, corral_error *err)
{
    const node *n = &g->nodes[number];
    bool is_coalition = n->side == CORRAL_SIDE_COALITION;
    const char *key = is_coalition ? id_of(g, number) : item_of(g, number);
    corral_described one = {.reading = g->reading,
                            .range = n->details,
                            .key = key,
                            .name = n->label == CORRAL_NONE ? key : text_of(g, number, n->label),
                            .facet = facet_of(g, number, CORRAL_NONE),
                            .place = place_of(g, n->file, n->line)};
    if (n->side == CORRAL_SIDE_UNSAID)
        return report(g, CORRAL_SEVERITY_NOTE, one.place, err,
                      "%s is linked to nothing, and is neither a coalition nor an item: left out",
                      corral_strings_get(g->keys, number));
    if (is_coalition) return corral_details_declare(&g->details, &one, err);
    return corral_details_describe(&g->details, &one, !n->is_linked, err);
}

static corral_status add_link(const corral_two_mode *g, const joint *l, size_t *left_out,
                              corral_error *err)
{
    corral_row row = CORRAL_ROW_INIT;
    uint32_t from = l->from, to = l->to;
    if (is(g, from, CORRAL_SIDE_ITEM)) from = l->to, to = l->from;
    if (is(g, from, CORRAL_SIDE_ITEM)) {
        ++*left_out;
        return CORRAL_OK;
    }
    bool are_partners = is(g, to, CORRAL_SIDE_COALITION);
    row.coalition = id_of(g, from);
    row.facet = are_partners ? "partner" : facet_of(g, to, l->facet);
    row.item = are_partners ? id_of(g, to) : item_of(g, to);
    row.weight = l->weight;
    row.file = corral_strings_get(g->texts, l->file);
    row.line = l->line;
    return corral_add_row(g->reading, &row, err);
}

corral_status corral_two_mode_finish(corral_two_mode *g, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t left_out = 0;
    TRY(tell_by_neighbours(g, err));
    TRY(tell_by_direction(g, err));
    for (uint32_t i = 0; i < corral_strings_count(g->keys); i++) TRY(add_node(g, i, err));
    for (size_t i = 0; i < g->link_count; i++) TRY(add_link(g, &g->links[i], &left_out, err));
    if (left_out)
        TRY(corral_problems_report(
            g->reading->problems, CORRAL_SEVERITY_WARNING, place_of(g, g->file, 0), err,
            "%zu link%s between two items left out", left_out, left_out == 1 ? " is" : "s are"));
done:
    return status;
}
