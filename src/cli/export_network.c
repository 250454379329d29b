/* A region as a network of coalitions and items: which names and columns the writers of src/io get.
 */
#include <string.h>

#include "cli/export.h"
#include "core/memory.h"
#include "core/number.h"
#include "core/strings.h"

/* ---- columns ---- */

typedef enum column_kind { COALITION, ITEM, KNOWN, DETAIL } column_kind;

typedef struct column {
    column_kind kind;
    uint32_t facet;   /* of KNOWN */
    const char *name; /* of DETAIL: a column of coalitions.csv, items.csv or both */
} column;

typedef struct view {
    const corral_region *region;
    column *columns;
    corral_network_column *heads;
    size_t count;
    corral_strings *lower; /* names of columns in lower case, all different */
    corral_strings *names; /* the same as they are spelt */
    corral_strings *ids, *labels;
    const char **id, **label, **name, **kind;
    uint32_t *group;
} view;

static const char *item_detail(const corral_region *region, uint32_t item, const char *name)
{
    if (strcmp(name, "sector") == 0) return corral_region_item_sector(region, item);
    if (strcmp(name, "url") == 0) return corral_region_item_url(region, item);
    if (strcmp(name, "within") != 0) return "";
    uint32_t within = corral_region_item_within(region, item);
    return within == UINT32_MAX ? "" : corral_region_item_original(region, within);
}

/* A seat that is not there means no only where nothing is open. */
static const char *known_word(const corral_region *region, uint32_t coalition, uint32_t facet)
{
    switch (corral_region_known(region, coalition, facet)) {
    case CORRAL_KNOWN_NO: return "";
    case CORRAL_KNOWN_PARTIAL: return "partial";
    default: return corral_export_list_is_open(region, coalition, facet) ? "partial" : "yes";
    }
}

static const char *text_of(const void *source, size_t number, uint32_t node)
{
    const view *v = source;
    const column *c = &v->columns[number];
    uint32_t n = corral_region_coalition_count(v->region);
    bool is_item = node >= n;
    switch (c->kind) {
    case COALITION: return is_item ? "" : corral_region_id(v->region, node);
    case ITEM: return is_item ? corral_region_item_original(v->region, node - n) : "";
    case KNOWN: return is_item ? "" : known_word(v->region, node, c->facet);
    default:
        return is_item ? item_detail(v->region, node - n, c->name)
                       : corral_region_attribute(v->region, node, c->name);
    }
}

/* Every value of a column reads as a number and is spelt as one: nothing is lost by taking it so.
 */
static bool is_number(const view *v, size_t number, uint32_t nodes)
{
    bool is_any = false;
    for (uint32_t node = 0; node < nodes; node++) {
        char spelt[CORRAL_NUMBER_SIZE];
        double value;
        const char *text = text_of(v, number, node);
        if (!*text) continue;
        if (strlen(text) > 15 || !corral_number_read(text, &value)) return false;
        corral_number_shortest(value, spelt);
        if (strcmp(spelt, text) != 0) return false;
        is_any = true;
    }
    return is_any;
}

static bool is_used(const view *v, size_t number, uint32_t nodes)
{
    for (uint32_t node = 0; node < nodes; node++)
        if (*text_of(v, number, node)) return true;
    return false;
}

/* A name that no other column has, in any case. */
static corral_status name_column(view *v, const char *prefix, const char *name, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text text = {0}, lower = {0};
    uint32_t number;
    TRY(corral_text_printf(&text, err, "%s%s", prefix, name));
    TRY(corral_text_append(&lower, text.bytes, text.length, err));
    corral_ascii_lower(lower.bytes);
    while (corral_network_column_is_taken(lower.bytes) ||
           corral_strings_find(v->lower, lower.bytes, lower.length) != CORRAL_NONE) {
        TRY(corral_text_append(&text, "_", 1, err));
        TRY(corral_text_append(&lower, "_", 1, err));
    }
    TRY(corral_strings_add(v->lower, lower.bytes, lower.length, &number, err));
    TRY(corral_strings_add(v->names, text.bytes, text.length, &number, err));
done:
    corral_text_release(&text);
    corral_text_release(&lower);
    return status;
}

/* Adds the column if any node has something to say in it. */
static corral_status add_column(view *v, column c, corral_error *err)
{
    corral_status status = CORRAL_OK;
    static const char *const prefixes[] = {"coalition", "item", "known_", ""};
    uint32_t nodes = corral_region_coalition_count(v->region) + corral_region_item_count(v->region);
    v->columns[v->count] = c;
    if (!is_used(v, v->count, nodes)) return CORRAL_OK;
    TRY(name_column(v, prefixes[c.kind],
                    c.kind == KNOWN    ? corral_region_facet_name(v->region, c.facet)
                    : c.kind == DETAIL ? c.name
                                       : "",
                    err));
    v->heads[v->count].is_number = is_number(v, v->count, nodes);
    v->count++;
done:
    return status;
}

static bool has_attribute(const corral_region *region, const char *name)
{
    for (uint32_t k = 0; k < corral_region_attribute_count(region); k++)
        if (strcmp(corral_region_attribute_name(region, k), name) == 0) return true;
    return false;
}

static int by_name(const void *x, const void *y)
{
    return strcmp(((const column *)x)->name, ((const column *)y)->name);
}

static corral_status find_details(view *v, column **details, size_t *count, corral_error *err)
{
    corral_status status = CORRAL_OK;
    static const char *const of_items[] = {"sector", "url", "within"};
    uint32_t attributes = corral_region_attribute_count(v->region);
    TRY(corral_array_new(details, (size_t)attributes + 3, sizeof **details, err));
    for (uint32_t k = 0; k < attributes; k++) {
        const char *name = corral_region_attribute_name(v->region, k);
        if (strcmp(name, "name") != 0) (*details)[(*count)++] = (column){DETAIL, 0, name};
    }
    for (size_t k = 0; k < 3; k++)
        if (!has_attribute(v->region, of_items[k]))
            (*details)[(*count)++] = (column){DETAIL, 0, of_items[k]};
    qsort(*details, *count, sizeof **details, by_name);
done:
    return status;
}

static corral_status find_columns(view *v, corral_error *err)
{
    corral_status status = CORRAL_OK;
    column *details = NULL;
    size_t detail_count = 0;
    uint32_t facets = corral_region_facet_count(v->region);
    TRY(find_details(v, &details, &detail_count, err));
    TRY(corral_array_new(&v->columns, facets + detail_count + 3, sizeof *v->columns, err));
    TRY(corral_array_new(&v->heads, facets + detail_count + 3, sizeof *v->heads, err));
    TRY(add_column(v, (column){.kind = COALITION}, err));
    TRY(add_column(v, (column){.kind = ITEM}, err));
    for (size_t k = 0; k < detail_count; k++) TRY(add_column(v, details[k], err));
    for (uint32_t f = 0; f < facets; f++)
        TRY(add_column(v, (column){.kind = KNOWN, .facet = f}, err));
    for (size_t k = 0; k < v->count; k++)
        v->heads[k].name = corral_strings_get(v->names, (uint32_t)k);
done:
    free(details);
    return status;
}

/* ---- nodes ---- */

/* "Food" where two nodes are called so: "Food (goal)", of a coalition "Food (its id)". */
static corral_status tell_apart(const view *v, uint32_t node, const char *base,
                                corral_strings *names, uint32_t *number, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text text = {0};
    bool is_item = node >= corral_region_coalition_count(v->region);
    TRY(corral_text_printf(&text, err, "%s (%s)", base,
                           is_item ? v->kind[node] : corral_region_id(v->region, node)));
    while (corral_strings_find(names, text.bytes, text.length) != CORRAL_NONE)
        TRY(corral_text_append(&text, "'", 1, err));
    TRY(corral_strings_add(names, text.bytes, text.length, number, err));
done:
    corral_text_release(&text);
    return status;
}

/* out[node]: base[node], told apart where it is given twice; the first `kept` stay as they are. */
static corral_status make_single(const view *v, const char *const *base, uint32_t count,
                                 uint32_t kept, corral_strings *names, const char **out,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t *number = NULL, *times = NULL;
    TRY(corral_array_new(&number, count, sizeof *number, err));
    TRY(corral_array_new(&times, count, sizeof *times, err));
    for (uint32_t k = 0; k < count; k++) {
        TRY(corral_strings_add(names, base[k], strlen(base[k]), &number[k], err));
        times[number[k]]++;
    }
    for (uint32_t k = kept; k < count; k++)
        if (times[number[k]] > 1) TRY(tell_apart(v, k, base[k], names, &number[k], err));
    for (uint32_t k = 0; k < count; k++) out[k] = corral_strings_get(names, number[k]);
done:
    free(number);
    free(times);
    return status;
}

static corral_status name_nodes(view *v, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_region *region = v->region;
    uint32_t n = corral_region_coalition_count(region);
    uint32_t nodes = n + corral_region_item_count(region);
    const char **base = NULL;
    TRY(corral_array_new(&base, nodes, sizeof *base, err));
    TRY(corral_array_new(&v->id, nodes, sizeof *v->id, err));
    TRY(corral_array_new(&v->label, nodes, sizeof *v->label, err));
    TRY(corral_array_new(&v->name, nodes, sizeof *v->name, err));
    TRY(corral_array_new(&v->kind, nodes, sizeof *v->kind, err));
    for (uint32_t k = 0; k < nodes; k++) {
        bool is_item = k >= n;
        uint32_t item = is_item ? k - n : 0;
        base[k] = is_item ? corral_region_item_original(region, item) : corral_region_id(region, k);
        v->name[k] =
            is_item ? corral_region_item_name(region, item) : corral_region_name(region, k);
        v->kind[k] = is_item
                         ? corral_region_facet_name(region, corral_region_item_facet(region, item))
                         : "coalition";
    }
    TRY(make_single(v, base, nodes, n, v->ids, v->id, err));
    TRY(make_single(v, v->name, nodes, 0, v->labels, v->label, err));
done:
    free(base);
    return status;
}

static void view_release(view *v)
{
    corral_strings_free(v->lower);
    corral_strings_free(v->names);
    corral_strings_free(v->ids);
    corral_strings_free(v->labels);
    free(v->columns);
    free(v->heads);
    free(v->id);
    free(v->label);
    free(v->name);
    free(v->kind);
    free(v->group);
}

/* ---- files ---- */

static bool writes(const char *name)
{
    static const char *const names[] = {"nodes.csv",       "edges.csv",  "elements.csv",
                                        "connections.csv", "network.dl", "key.csv"};
    for (size_t k = 0; k < sizeof names / sizeof *names; k++)
        if (strcmp(name, names[k]) == 0) return true;
    return false;
}

static corral_status write_folder(corral_session *session, const corral_network *network,
                                  const corral_export_format *format, const char *path,
                                  corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_folder *folder = NULL;
    corral_output *output = NULL;
    const corral_folder_files written = {.writes = writes, .sign = format->files[0].name};
    TRY(corral_session_folder_open(session, path, &written, &folder, err));
    for (size_t k = 0; k < 2; k++) {
        TRY(corral_folder_file(folder, format->files[k].name, &output, err));
        TRY(format->files[k].write(network, output, err));
        TRY(corral_output_commit(output, err));
        corral_output_free(output);
        output = NULL;
    }
    TRY(corral_folder_commit(folder, err));
done:
    corral_output_free(output);
    corral_session_folder_free(session, folder);
    return status;
}

static corral_status write_file(corral_session *session, const corral_network *network,
                                const corral_export_format *format, const char *path,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_output *output = NULL;
    TRY(corral_session_open_path(session, path, &output, err));
    TRY(format->files[0].write(network, output, err));
    TRY(corral_output_commit(output, err));
done:
    corral_output_free(output);
    return status;
}

/* What XML cannot hold. */
static bool has_control(const char *text)
{
    if (strstr(text, "\xef\xbf\xbe") || strstr(text, "\xef\xbf\xbf")) return true;
    for (; *text; text++)
        if ((unsigned char)*text < ' ' && !strchr("\t\r\n", *text)) return true;
    return false;
}

/* Whether XML must spell out a character of any text. */
static bool is_spelt(const view *v, uint32_t nodes)
{
    for (uint32_t node = 0; node < nodes; node++) {
        if (has_control(v->id[node]) || has_control(v->name[node])) return true;
        for (size_t c = 0; c < v->count; c++)
            if (has_control(text_of(v, c, node))) return true;
    }
    return false;
}

static corral_status tell_losses(corral_session *session, const corral_whole *whole,
                                 const corral_export_format *format, const view *v,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text lost = {0};
    uint32_t nodes = corral_region_coalition_count(v->region) + corral_region_item_count(v->region);
    TRY(corral_export_losses(whole, &lost, err));
    if (lost.length)
        corral_session_say(session, "%s leaves out %s; a folder of CSV (-f csv) holds all",
                           format->name, lost.bytes);
    if (format->lacks) corral_session_say(session, "%s: %s", format->name, format->lacks);
    if (format->spells && is_spelt(v, nodes))
        corral_session_say(session, "%s: control characters are spelt as \\x01", format->name);
done:
    corral_text_release(&lost);
    return status;
}

corral_status corral_export_network(corral_session *session, const corral_whole *whole,
                                    const corral_grouping_settings *grouping,
                                    const corral_export_format *format, const char *path,
                                    corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_region *region = whole->region;
    view v = {.region = region};
    bool is_folder = format->files[0].name != NULL;
    corral_grouping_settings settings = *grouping;
    settings.seats_only = true;
    if (is_folder && (!path || strcmp(path, "-") == 0))
        FAIL(CORRAL_BAD_USE, "-f %s writes a folder of two files; name it with -o FOLDER",
             format->name);
    TRY(corral_strings_new(&v.lower, err));
    TRY(corral_strings_new(&v.names, err));
    TRY(corral_strings_new(&v.ids, err));
    TRY(corral_strings_new(&v.labels, err));
    TRY(find_columns(&v, err));
    TRY(name_nodes(&v, err));
    TRY(corral_grouping_numbers(session, region, &settings, &v.group, err));
    uint32_t n = corral_region_coalition_count(region);
    const corral_network network = {.region = region,
                                    .coalition_count = n,
                                    .node_count = n + corral_region_item_count(region),
                                    .id = v.id,
                                    .label = v.label,
                                    .name = v.name,
                                    .kind = v.kind,
                                    .group = v.group,
                                    .columns = v.heads,
                                    .column_count = v.count,
                                    .text = text_of,
                                    .source = &v};
    TRY((is_folder ? write_folder : write_file)(session, &network, format, path, err));
    TRY(tell_losses(session, whole, format, &v, err));
done:
    view_release(&v);
    return status;
}
