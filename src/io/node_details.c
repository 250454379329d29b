/* Columns beside nodes, on their way into the region. */
#include "io/node_details.h"

#include <math.h>
#include <string.h>

#include "core/memory.h"
#include "core/text.h"
#include "io/network.h"
#include "io/reading.h"
#include "io/values.h"

/* Further columns that other programs bring are left out: the builder takes 255. */
enum { MOST_COLUMNS = 200 };

void corral_details_release(corral_details *d)
{
    free(d->entries);
    corral_strings_free(d->names);
    *d = (corral_details){0};
}

corral_status corral_details_add(corral_details *d, const corral_detail *beside, size_t count,
                                 corral_detail_range *range, corral_error *err)
{
    corral_status status = CORRAL_OK;
    *range = (corral_detail_range){d->count, 0};
    for (size_t k = 0; k < count && range->count < MOST_COLUMNS; k++) {
        struct corral_detail_numbers new;
        const char *name = beside[k].name;
        if (!beside[k].value || corral_name_is_blank(beside[k].value)) continue;
        if (corral_strings_count(d->names) >= MOST_COLUMNS &&
            corral_strings_find(d->names, name, strlen(name)) == CORRAL_NONE)
            continue;
        TRY(corral_strings_add(d->names, name, strlen(name), &new.name, err));
        TRY(corral_strings_add(d->texts, beside[k].value, strlen(beside[k].value), &new.value,
                               err));
        TRY(corral_array_grow(&d->entries, &d->room, d->count + 1, sizeof new, err));
        d->entries[d->count++] = new;
        range->count++;
    }
done:
    return status;
}

static corral_detail get(const corral_details *d, corral_detail_range range, size_t k)
{
    struct corral_detail_numbers n = d->entries[range.first + k];
    return (corral_detail){corral_strings_get(d->names, n.name),
                           corral_strings_get(d->texts, n.value)};
}

const char *corral_details_find(const corral_details *d, corral_detail_range range,
                                const char *name)
{
    for (size_t k = 0; k < range.count; k++) {
        corral_detail one = get(d, range, k);
        if (corral_value_same(one.name, name)) return one.value;
    }
    return "";
}

/* The facet in "known_goal", where the value is one of known's; else NULL. */
static const char *known_of(corral_detail one, corral_said_known *known)
{
    static const char prefix[] = "known_";
    if (strncasecmp(one.name, prefix, strlen(prefix)) != 0) return NULL;
    if (!corral_value_known(one.value, known)) return NULL;
    return one.name + strlen(prefix);
}

/* Columns that the writers of networks have themselves, or that are no attribute. */
static bool is_own(const char *name)
{
    return corral_value_same(name, "coalition") || corral_value_same(name, "item") ||
           corral_value_same(name, "element type") || corral_network_column_is_taken(name);
}

/* A column called as one of the writers' own went out as "Group_". */
static corral_status name_column(const char *name, corral_text *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    out->length = 0;
    TRY(corral_text_append(out, name, strlen(name), err));
    while (out->length && out->bytes[out->length - 1] == '_') out->bytes[--out->length] = '\0';
    if (is_own(out->bytes)) return CORRAL_OK;
    out->length = 0;
    TRY(corral_text_append(out, name, strlen(name), err));
done:
    return status;
}

typedef struct columns {
    const char *names[MOST_COLUMNS + 1], *values[MOST_COLUMNS + 1];
    corral_text spelt[MOST_COLUMNS + 1], value[MOST_COLUMNS + 1];
    size_t count;
} columns;

static corral_status add_column(columns *c, const corral_described *node, corral_detail one,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text *name = &c->spelt[c->count], *value = &c->value[c->count];
    TRY(name_column(one.name, name, err));
    TRY(corral_text_append(value, one.value, strlen(one.value), err));
    c->names[c->count] = name->bytes;
    const char *allowed = corral_attribute_normalise(name->bytes, value->bytes);
    c->values[c->count++] = allowed ? "" : value->bytes;
    if (allowed)
        TRY(corral_problems_report(node->reading->problems, CORRAL_SEVERITY_WARNING, node->place,
                                   err, "%s must be %s, got %s; left blank", name->bytes, allowed,
                                   CORRAL_QUOTE(one.value)));
done:
    return status;
}

static corral_status add_known(const corral_described *node, const char *facet,
                               corral_said_known known, corral_error *err)
{
    corral_row row = CORRAL_ROW_INIT;
    const char *same = corral_value_facet(facet);
    row.coalition = node->key;
    row.facet = same ? same : facet;
    row.known = known;
    row.file = node->place.file;
    row.line = node->place.line;
    return corral_builder_add_row(node->reading->builder, &row, err);
}

corral_status corral_details_declare(const corral_details *d, const corral_described *node,
                                     corral_error *err)
{
    corral_status status = CORRAL_OK;
    columns *c = NULL;
    TRY(corral_array_new(&c, 1, sizeof *c, err));
    if (strcmp(node->name, node->key) != 0) {
        c->names[0] = "name";
        c->values[0] = node->name;
        c->count = 1;
    }
    for (size_t k = 0; k < node->range.count; k++) {
        corral_detail one = get(d, node->range, k);
        corral_said_known known;
        const char *facet = known_of(one, &known);
        if (facet)
            TRY(add_known(node, facet, known, err));
        else if (!is_own(one.name))
            TRY(add_column(c, node, one, err));
    }
    TRY(corral_builder_add_coalition(node->reading->builder, node->key, c->count, c->names,
                                     c->values, node->place.file, node->place.line, err));
done:
    for (size_t k = 0; c && k < c->count; k++) {
        corral_text_release(&c->spelt[k]);
        corral_text_release(&c->value[k]);
    }
    free(c);
    return status;
}

corral_status corral_details_describe(const corral_details *d, const corral_described *node,
                                      bool always, corral_error *err)
{
    corral_item_row item = {.facet = node->facet,
                            .item = node->key,
                            .name = strcmp(node->name, node->key) ? node->name : NULL,
                            .sector = corral_details_find(d, node->range, "sector"),
                            .url = corral_details_find(d, node->range, "url"),
                            .within = corral_details_find(d, node->range, "within"),
                            .file = node->place.file,
                            .line = node->place.line};
    if (!always && !item.name && !*item.sector && !*item.url && !*item.within) return CORRAL_OK;
    return corral_builder_add_item(node->reading->builder, &item, err);
}
