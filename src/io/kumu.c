/* Kumu: elements and connections, as JSON (a blueprint or a full backup) and as CSV. Connections
 * name elements by their _id or by their label. An element's type says its facet. */
#include <string.h>

#include "core/memory.h"
#include "core/problems.h"
#include "core/text.h"
#include "io/cell_list.h"
#include "io/formats.h"
#include "io/json.h"
#include "io/reading.h"
#include "io/two_mode.h"
#include "io/values.h"

typedef struct kumu {
    corral_reading *reading;
    const char *file;
    corral_two_mode *graph;
    corral_strings *ids, *labels; /* of elements with an _id, in the same order */
    uint32_t *label_of;           /* by id */
    size_t label_room;
} kumu;

static corral_status refuse(const kumu *k, size_t record, corral_error *err, const char *what)
{
    return corral_problems_report(k->reading->problems, CORRAL_SEVERITY_ERROR,
                                  (corral_place){k->file, record, 0}, err, "%s", what);
}

/* ---- JSON ---- */

/* A field of a blueprint, or under a longer name one of the attributes of a backup. */
static const char *field(const json_t *record, const char *name, const char *longer,
                         char buffer[32])
{
    const json_t *attributes = json_object_get(record, "attributes");
    const char *text = corral_json_text(record, name, buffer);
    if (!text) text = corral_json_text(attributes, name, buffer);
    return text || !longer ? text : corral_json_text(attributes, longer, buffer);
}

static corral_status note_id(kumu *k, const char *id, const char *label, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t number, of;
    if (!id) return CORRAL_OK;
    TRY(corral_strings_add(k->ids, id, strlen(id), &number, err));
    TRY(corral_strings_add(k->labels, label, strlen(label), &of, err));
    TRY(corral_array_grow(&k->label_of, &k->label_room, (size_t)number + 1, sizeof of, err));
    k->label_of[number] = of;
done:
    return status;
}

static corral_status read_element(kumu *k, const json_t *record, size_t number, corral_error *err)
{
    corral_status status = CORRAL_OK;
    char first[32], second[32], third[32];
    corral_json_columns beside;
    const char *label = field(record, "label", NULL, first);
    const char *type = field(record, "type", "element type", second);
    if (!label) return refuse(k, number, err, "an element needs a \"label\"");
    TRY(note_id(k, corral_json_text(record, "_id", third), label, err));
    corral_json_list(json_object_get(record, "attributes"), &beside);
    corral_node node = {.key = label,
                        .label = label,
                        .facet = type,
                        .line = number,
                        .beside = beside.list,
                        .beside_count = beside.count};
    TRY(corral_two_mode_add(k->graph, &node, err));
done:
    return status;
}

/* By _id, else by label. */
static corral_status find_element(kumu *k, const char *name, size_t number, uint32_t *out,
                                  corral_error *err)
{
    uint32_t id = corral_strings_find(k->ids, name, strlen(name));
    if (id != CORRAL_NONE) name = corral_strings_get(k->labels, k->label_of[id]);
    return corral_two_mode_node(k->graph, name, number, out, err);
}

static corral_status read_connection(kumu *k, const json_t *record, size_t number,
                                     corral_error *err)
{
    corral_status status = CORRAL_OK;
    char first[32], second[32], third[32];
    const char *from = field(record, "from", NULL, first), *to = field(record, "to", NULL, second);
    const char *type = field(record, "type", "connection type", third);
    const json_t *weight = json_object_get(record, "weight");
    uint32_t ends[2];
    if (!from || !to) return refuse(k, number, err, "a connection needs \"from\" and \"to\"");
    TRY(find_element(k, from, number, &ends[0], err));
    TRY(find_element(k, to, number, &ends[1], err));
    TRY(corral_two_mode_link(
        k->graph, ends[0], ends[1], json_is_number(weight) ? json_number_value(weight) : 1,
        type && corral_reading_facet(k->reading, type) ? type : NULL, number, err));
done:
    return status;
}

static corral_status read_root(kumu *k, const json_t *root, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const json_t *elements = json_object_get(root, "elements");
    const json_t *connections = json_object_get(root, "connections");
    if (!json_is_array(elements))
        return refuse(k, 0, err, "Kumu's JSON needs an array \"elements\"");
    for (size_t i = 0; i < json_array_size(elements); i++)
        TRY(read_element(k, json_array_get(elements, i), i + 1, err));
    for (size_t i = 0; i < json_array_size(connections); i++)
        TRY(read_connection(k, json_array_get(connections, i), i + 1, err));
    TRY(corral_two_mode_finish(k->graph, err));
done:
    return status;
}

corral_status corral_read_kumu(corral_reading *reading, corral_source *source, corral_error *err)
{
    corral_status status = CORRAL_OK;
    kumu k = {.reading = reading, .file = corral_source_name(source)};
    json_t *root = NULL;
    TRY(corral_json_read(reading, source, &root, err));
    TRY(corral_strings_new(&k.ids, err));
    TRY(corral_strings_new(&k.labels, err));
    TRY(corral_two_mode_new(reading, k.file, &k.graph, err));
    TRY(read_root(&k, root, err));
done:
    json_decref(root);
    corral_strings_free(k.ids);
    corral_strings_free(k.labels);
    free(k.label_of);
    corral_two_mode_free(k.graph);
    corral_source_free(source);
    return status;
}
