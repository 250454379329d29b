/* HIF, the interchange format of hypergraphs: an edge is a coalition, the nodes it holds are items.
 * https://github.com/pszufe/HIF-standard; corral's own fields are in attrs: name, facet. */
#include <math.h>
#include <stdio.h>

#include "core/problems.h"
#include "core/text.h"
#include "io/formats.h"
#include "io/json.h"
#include "io/two_mode.h"

typedef struct hif {
    corral_reading *reading;
    const char *file;
    corral_two_mode *graph;
} hif;

static corral_status refuse(const hif *h, size_t record, corral_error *err, const char *what)
{
    return corral_problems_report(h->reading->problems, CORRAL_SEVERITY_ERROR,
                                  (corral_place){h->file, record, 0}, err, "%s", what);
}

/* Edges and nodes may have the same names: the key begins with e or n. */
static corral_status key_of(const json_t *record, const char *member, corral_text *key,
                            corral_error *err)
{
    char number[32];
    const char *text = corral_json_text(record, member, number);
    key->length = 0;
    return text ? corral_text_printf(key, err, "%c%s", member[0], text) : CORRAL_OK;
}

/* An entry of "edges" or "nodes". */
static corral_status read_end(hif *h, const json_t *record, size_t number, const char *member,
                              corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text key = {0};
    char first[32], second[32];
    corral_json_columns beside;
    const json_t *attrs = json_object_get(record, "attrs");
    bool is_edge = member[0] == 'e';
    TRY(key_of(record, member, &key, err));
    if (!key.length) {
        TRY(refuse(h, number, err,
                   is_edge ? "an entry of \"edges\" needs an \"edge\""
                           : "an entry of \"nodes\" needs a \"node\""));
        goto done;
    }
    const char *label = corral_json_text(attrs, "name", first);
    const char *facet = is_edge ? NULL : corral_json_text(attrs, "facet", second);
    corral_node node = {.key = key.bytes,
                        .id = key.bytes + 1,
                        .label = label     ? label
                                 : is_edge ? NULL
                                           : key.bytes + 1,
                        .facet = facet,
                        .side = is_edge ? CORRAL_SIDE_COALITION : CORRAL_SIDE_ITEM,
                        .line = number,
                        .beside = beside.list};
    corral_json_list(attrs, &beside);
    node.beside_count = beside.count;
    TRY(corral_two_mode_add(h->graph, &node, err));
done:
    corral_text_release(&key);
    return status;
}

/* The node that an incidence names, with its side said if nothing else has said it. */
static corral_status find_end(hif *h, const json_t *record, size_t number, const char *member,
                              uint32_t *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text key = {0};
    bool is_edge = member[0] == 'e';
    *out = CORRAL_NONE;
    TRY(key_of(record, member, &key, err));
    if (!key.length) goto done;
    if ((*out = corral_two_mode_find(h->graph, key.bytes)) != CORRAL_NONE) goto done;
    corral_node node = {.key = key.bytes,
                        .id = key.bytes + 1,
                        .label = is_edge ? NULL : key.bytes + 1,
                        .side = is_edge ? CORRAL_SIDE_COALITION : CORRAL_SIDE_ITEM,
                        .line = number};
    TRY(corral_two_mode_add(h->graph, &node, err));
    *out = corral_two_mode_find(h->graph, key.bytes);
done:
    corral_text_release(&key);
    return status;
}

static corral_status read_incidence(hif *h, const json_t *record, size_t number, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t edge, node;
    char text[32];
    const json_t *weight = json_object_get(record, "weight");
    TRY(find_end(h, record, number, "edge", &edge, err));
    TRY(find_end(h, record, number, "node", &node, err));
    if (edge == CORRAL_NONE || node == CORRAL_NONE)
        return refuse(h, number, err, "an incidence needs an \"edge\" and a \"node\"");
    if (weight && !json_is_null(weight) && !json_is_number(weight))
        return refuse(h, number, err, "the weight of an incidence must be a number from 0 to 1");
    double value = json_is_number(weight) ? json_number_value(weight) : 1;
    const char *facet = corral_json_text(json_object_get(record, "attrs"), "facet", text);
    TRY(corral_two_mode_link(h->graph, edge, node, value, facet, number, err));
done:
    return status;
}

static corral_status read_root(hif *h, const json_t *root, corral_error *err)
{
    corral_status status = CORRAL_OK;
    static const char *const lists[] = {"edges", "nodes"}, *const members[] = {"edge", "node"};
    const json_t *incidences = json_object_get(root, "incidences");
    if (!json_is_array(incidences)) return refuse(h, 0, err, "HIF needs an array \"incidences\"");
    for (size_t k = 0; k < 2; k++) {
        const json_t *list = json_object_get(root, lists[k]);
        for (size_t i = 0; i < json_array_size(list); i++)
            TRY(read_end(h, json_array_get(list, i), i + 1, members[k], err));
    }
    for (size_t i = 0; i < json_array_size(incidences); i++)
        TRY(read_incidence(h, json_array_get(incidences, i), i + 1, err));
    TRY(corral_two_mode_finish(h->graph, err));
done:
    return status;
}

corral_status corral_read_hif(corral_reading *reading, corral_source *source, corral_error *err)
{
    corral_status status = CORRAL_OK;
    hif h = {.reading = reading, .file = corral_source_name(source)};
    json_t *root = NULL;
    TRY(corral_json_read(reading, source, &root, err));
    TRY(corral_two_mode_new(reading, h.file, &h.graph, err));
    TRY(read_root(&h, root, err));
done:
    json_decref(root);
    corral_two_mode_free(h.graph);
    corral_source_free(source);
    return status;
}
