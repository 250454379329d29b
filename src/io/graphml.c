/* GraphML. What says the sides: bool "type" as igraph writes it (false is a coalition), "bipartite"
 * 0 and 1 as networkx does, or a text "facet" ("coalition", "member", ...). Names are in "name" or
 * "label"; an "id" beside them is the coalition's. */
#include <string.h>

#include "core/memory.h"
#include "core/number.h"
#include "core/problems.h"
#include "core/text.h"
#include "io/formats.h"
#include "io/two_mode.h"
#include "io/values.h"
#include "io/xml.h"

enum { ID, NAME, FACET, TYPE, BIPARTITE, WEIGHT, FIELDS, NO_FIELD = FIELDS };

static const char *const field_names[FIELDS] = {"id",   "name",      "facet",
                                                "type", "bipartite", "weight"};

/* <key id="d0" for="node" attr.name="name"><default>...</default></key> */
typedef struct key {
    int field; /* NO_FIELD: a column of its own */
    bool of_edges, is_number;
    corral_text name, standard;
    corral_text value; /* of the column, beside the node under way */
} key;

typedef struct graphml {
    corral_reading *reading;
    const char *file;
    corral_two_mode *graph;
    corral_strings *key_ids;
    key *keys;
    size_t key_room, key_count;
    bool in_node, in_edge;
    size_t line; /* of the node or edge */
    corral_text own, source, target;
    corral_text fields[FIELDS]; /* of the node or edge */
    corral_text *into;          /* where text goes; NULL: nowhere */
    uint32_t last_key;          /* whose <default> may come */
    corral_detail *beside;
    size_t beside_room;
} graphml;

static corral_status refuse(const graphml *g, size_t line, corral_error *err, const char *what,
                            const char *got)
{
    return corral_problems_report(g->reading->problems, CORRAL_SEVERITY_ERROR,
                                  (corral_place){g->file, line, 0}, err, "%s, got %s", what,
                                  CORRAL_QUOTE(got));
}

static corral_status put(corral_text *text, const char *value, corral_error *err)
{
    text->length = 0;
    return corral_text_append(text, value, strlen(value), err);
}

static const char *get(const corral_text *text)
{
    return text->length ? text->bytes : NULL;
}

/* ---- elements ---- */

static corral_status start_key(graphml *g, const corral_xml_element *e, corral_error *err)
{
    corral_status status = CORRAL_OK;
    key new = {.field = NO_FIELD};
    const char *id = corral_xml_attribute(e, "id"), *name = corral_xml_attribute(e, "attr.name");
    const char *whose = corral_xml_attribute(e, "for"),
               *type = corral_xml_attribute(e, "attr.type");
    uint32_t before = corral_strings_count(g->key_ids);
    if (!id) return refuse(g, e->line, err, "a key needs an id", "none");
    if (!name) name = id;
    TRY(corral_strings_add(g->key_ids, id, strlen(id), &g->last_key, err));
    if (g->last_key < before) return refuse(g, e->line, err, "a key is there twice", id);
    TRY(corral_array_grow(&g->keys, &g->key_room, (size_t)g->last_key + 1, sizeof *g->keys, err));
    if (corral_value_same(name, "label")) new.field = NAME;
    new.is_number = type && (strcmp(type, "double") == 0 || strcmp(type, "float") == 0);
    new.of_edges = whose &&strcmp(whose, "edge") == 0;
    for (int k = 0; k < FIELDS; k++)
        if (corral_value_same(name, field_names[k])) new.field = k;
    TRY(put(&new.name, name, err));
    g->keys[g->last_key] = new;
    g->key_count = (size_t)g->last_key + 1;
    new = (key){0};
done:
    corral_text_release(&new.name);
    return status;
}

static void start_data(graphml *g, const corral_xml_element *e)
{
    const char *id = corral_xml_attribute(e, "key");
    uint32_t k = id ? corral_strings_find(g->key_ids, id, strlen(id)) : CORRAL_NONE;
    if (!g->in_node && !g->in_edge) return;
    if (k >= g->key_count || (g->keys[k].field == NO_FIELD && g->in_edge)) return;
    g->into = g->keys[k].field == NO_FIELD ? &g->keys[k].value : &g->fields[g->keys[k].field];
    g->into->length = 0;
}

static corral_status fill_standards(graphml *g, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (int k = 0; k < FIELDS; k++) g->fields[k].length = 0;
    for (size_t k = 0; k < g->key_count; k++) {
        key *one = &g->keys[k];
        one->value.length = 0;
        if (!one->standard.length || one->of_edges != g->in_edge) continue;
        TRY(put(one->field == NO_FIELD ? &one->value : &g->fields[one->field], one->standard.bytes,
                err));
    }
done:
    return status;
}

static corral_status start_node(graphml *g, const corral_xml_element *e, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char *id = corral_xml_attribute(e, "id");
    if (!id || !id[0]) return refuse(g, e->line, err, "a node needs an id", "none");
    g->in_node = true;
    g->line = e->line;
    TRY(put(&g->own, id, err));
    TRY(fill_standards(g, err));
done:
    return status;
}

static corral_status start_edge(graphml *g, const corral_xml_element *e, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char *source = corral_xml_attribute(e, "source");
    const char *target = corral_xml_attribute(e, "target");
    if (!source || !target)
        return refuse(g, e->line, err, "an edge needs a source and a target", "none");
    g->in_edge = true;
    g->line = e->line;
    TRY(put(&g->source, source, err));
    TRY(put(&g->target, target, err));
    TRY(fill_standards(g, err));
done:
    return status;
}

static corral_status on_start(void *user, const corral_xml_element *e, corral_error *err)
{
    graphml *g = user;
    g->into = NULL;
    if (strcmp(e->name, "key") == 0) return start_key(g, e, err);
    if (strcmp(e->name, "node") == 0) return start_node(g, e, err);
    if (strcmp(e->name, "edge") == 0) return start_edge(g, e, err);
    if (strcmp(e->name, "hyperedge") == 0)
        return refuse(g, e->line, err, "hyperedges are not read: HIF has them", "hyperedge");
    if (strcmp(e->name, "data") == 0) start_data(g, e);
    if (strcmp(e->name, "default") == 0 && g->last_key < g->key_count)
        g->into = &g->keys[g->last_key].standard;
    /* What yEd shows. */
    if (strcmp(e->name, "NodeLabel") == 0 && g->in_node && !g->fields[NAME].length)
        g->into = &g->fields[NAME];
    return CORRAL_OK;
}

static corral_status on_text(void *user, const char *text, size_t length, corral_error *err)
{
    graphml *g = user;
    if (!g->into) return CORRAL_OK;
    if (g->into->length + length > CORRAL_CSV_FIELD_LIMIT)
        return corral_error_set_at(err, CORRAL_LIMIT, (corral_place){g->file, g->line, 0},
                                   "a text may have at most %zu MiB", CORRAL_CSV_FIELD_LIMIT >> 20);
    return corral_text_append(g->into, text, length, err);
}

/* ---- nodes and edges, when all is said of them ---- */

/* What a flag says; *good is false if it is none. */
static corral_side side_of(const corral_text *text, bool *good)
{
    static const char *const firsts[] = {"false", "0"}, *const seconds[] = {"true", "1"};
    *good = true;
    if (!text->length) return CORRAL_SIDE_UNSAID;
    if (corral_value_is_one_of(text->bytes, firsts, 2)) return CORRAL_SIDE_COALITION;
    if (corral_value_is_one_of(text->bytes, seconds, 2)) return CORRAL_SIDE_ITEM;
    *good = false;
    return CORRAL_SIDE_UNSAID;
}

static bool is_made_up(const char *id)
{
    return id[0] == 'n' && id[1] && !id[1 + strspn(id + 1, "0123456789")];
}

/* 1999 and not 1999.0, as others write numbers. */
static corral_status spell_number(key *one, corral_error *err)
{
    char spelt[CORRAL_NUMBER_SIZE];
    double number;
    if (!one->is_number || !corral_number_read(one->value.bytes, &number)) return CORRAL_OK;
    corral_number_shortest(number, spelt);
    return put(&one->value, spelt, err);
}

/* Columns that have something to say of the node under way. */
static corral_status list_columns(graphml *g, size_t *count, corral_error *err)
{
    corral_status status = CORRAL_OK;
    *count = 0;
    TRY(corral_array_grow(&g->beside, &g->beside_room, g->key_count, sizeof *g->beside, err));
    for (size_t k = 0; k < g->key_count; k++) {
        key *one = &g->keys[k];
        if (one->field != NO_FIELD || one->of_edges || !one->value.length) continue;
        TRY(spell_number(one, err));
        g->beside[(*count)++] = (corral_detail){one->name.bytes, one->value.bytes};
    }
done:
    return status;
}

static corral_status end_node(graphml *g, corral_error *err)
{
    corral_status status = CORRAL_OK;
    bool good, is_flag;
    const char *facet = get(&g->fields[FACET]), *label = get(&g->fields[NAME]);
    const char *id = get(&g->fields[ID]);
    corral_side type = side_of(&g->fields[TYPE], &is_flag);
    corral_side bipartite = side_of(&g->fields[BIPARTITE], &good);
    g->in_node = false;
    if (!good)
        return refuse(g, g->line, err, "bipartite must be 0 for a coalition or 1 for an item",
                      get(&g->fields[BIPARTITE]));
    if (type && bipartite && type != bipartite)
        return refuse(g, g->line, err, "type and bipartite say different sides", g->own.bytes);
    /* A type in words is a facet. */
    if (!is_flag && !facet) facet = get(&g->fields[TYPE]);
    if (!id && label && is_made_up(g->own.bytes)) id = label;
    if (!id) id = g->own.bytes;
    corral_node node = {.key = g->own.bytes,
                        .id = id,
                        .label = label ? label : id,
                        .facet = facet,
                        .side = type ? type : bipartite,
                        .line = g->line};
    TRY(list_columns(g, &node.beside_count, err));
    node.beside = g->beside;
    TRY(corral_two_mode_add(g->graph, &node, err));
done:
    return status;
}

static corral_status end_edge(graphml *g, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char *said = get(&g->fields[WEIGHT]);
    double weight = 1;
    uint32_t a, b;
    g->in_edge = false;
    if (said && !corral_value_number(said, false, &weight))
        return refuse(g, g->line, err, "weight must be a number from 0 to 1", said);
    TRY(corral_two_mode_node(g->graph, g->source.bytes, g->line, &a, err));
    TRY(corral_two_mode_node(g->graph, g->target.bytes, g->line, &b, err));
    TRY(corral_two_mode_link(g->graph, a, b, weight, get(&g->fields[FACET]), g->line, err));
done:
    return status;
}

static corral_status on_end(void *user, const char *name, corral_error *err)
{
    graphml *g = user;
    if (g->into && g->into->length) {
        char *trimmed = corral_value_trim(g->into->bytes);
        g->into->length = strlen(trimmed);
        memmove(g->into->bytes, trimmed, g->into->length + 1);
    }
    g->into = NULL;
    if (strcmp(name, "node") == 0 && g->in_node) return end_node(g, err);
    if (strcmp(name, "edge") == 0 && g->in_edge) return end_edge(g, err);
    return CORRAL_OK;
}

static corral_status more(void *from, char *block, size_t room, size_t *got, corral_error *err)
{
    return corral_source_read(from, block, room, got, err);
}

static void release(graphml *g)
{
    for (size_t k = 0; k < g->key_count; k++) {
        corral_text_release(&g->keys[k].name);
        corral_text_release(&g->keys[k].standard);
        corral_text_release(&g->keys[k].value);
    }
    free(g->beside);
    for (int k = 0; k < FIELDS; k++) corral_text_release(&g->fields[k]);
    corral_text_release(&g->own);
    corral_text_release(&g->source);
    corral_text_release(&g->target);
    corral_strings_free(g->key_ids);
    corral_two_mode_free(g->graph);
    free(g->keys);
}

corral_status corral_read_graphml(corral_reading *reading, corral_source *source, corral_error *err)
{
    corral_status status = CORRAL_OK;
    graphml g = {.reading = reading, .file = corral_source_name(source), .last_key = CORRAL_NONE};
    corral_xml_handler handler = {on_start, on_text, on_end, &g};
    corral_xml_input input = {g.file, more, source, corral_source_is_utf16(source)};
    TRY(corral_strings_new(&g.key_ids, err));
    TRY(corral_two_mode_new(reading, g.file, &g.graph, err));
    TRY(corral_xml_read(&input, &handler, err));
    TRY(corral_two_mode_finish(g.graph, err));
done:
    release(&g);
    corral_source_free(source);
    return status;
}
