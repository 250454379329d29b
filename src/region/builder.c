/* Collecting statements: names are interned, texts copied, nothing is decided yet. */
#include "corral/builder.h"

#include "core/memory.h"
#include "region/collect.h"

#include <math.h>
#include <string.h>

corral_status corral_builder_new(corral_disputed disputed, corral_problems *problems,
                                 corral_builder **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_builder *b = NULL;
    TRY(corral_array_new(&b, 1, sizeof *b, err));
    b->disputed = disputed;
    b->problems = problems;
    b->last_file = CORRAL_NONE;
    TRY(corral_strings_new(&b->texts, err));
    TRY(corral_strings_new(&b->files, err));
    TRY(corral_strings_new(&b->facets, err));
    TRY(corral_strings_new(&b->coalitions, err));
    TRY(corral_strings_new(&b->items, err));
    TRY(corral_strings_new(&b->attributes, err));
    *out = b;
    b = NULL;
done:
    corral_builder_free(b);
    return status;
}

void corral_builder_free(corral_builder *b)
{
    if (!b) return;
    corral_strings_free(b->texts);
    corral_strings_free(b->files);
    corral_strings_free(b->facets);
    corral_strings_free(b->coalitions);
    corral_strings_free(b->items);
    corral_strings_free(b->attributes);
    region_names_free(b->names);
    corral_text_release(&b->scratch);
    corral_text_release(&b->prefixed);
    free(b->coalition);
    free(b->item);
    free(b->statement);
    free(b->known);
    free(b->detail);
    free(b->crosswalk);
    free(b->synonym);
    for (size_t k = 0; k < REGION_FACET_LIMIT; k++) free(b->attribute[k]);
    free(b);
}

/* ---- interning ---- */

corral_status collected_add_file(corral_builder *b, const char *file, uint16_t *id,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char *name = file ? file : "";
    if (b->last_file == CORRAL_NONE || strcmp(corral_strings_get(b->files, b->last_file), name)) {
        TRY(corral_strings_add(b->files, name, strlen(name), &b->last_file, err));
        if (b->last_file > UINT16_MAX) FAIL(CORRAL_LIMIT, "more than %d files", UINT16_MAX);
    }
    *id = (uint16_t)b->last_file;
done:
    return status;
}

corral_status collected_add_text(corral_builder *b, const char *text, uint32_t *id,
                                 corral_error *err)
{
    *id = CORRAL_NONE;
    if (!text || !text[0]) return CORRAL_OK;
    return corral_strings_add(b->texts, text, strlen(text), id, err);
}

static corral_status add_coalition(corral_builder *b, const char *id, uint32_t *number,
                                   corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char *key;
    size_t length;
    TRY(corral_name_key(id, strlen(id), &b->scratch, &key, &length, err));
    uint32_t before = corral_strings_count(b->coalitions);
    TRY(corral_strings_add(b->coalitions, key, length, number, err));
    if (*number < before) return CORRAL_OK;
    TRY(corral_array_grow(&b->coalition, &b->coalition_capacity, (size_t)*number + 1,
                          sizeof *b->coalition, err));
    b->coalition[*number] = (collected_coalition){0};
done:
    return status;
}

/* Facet names are words: lower case, trimmed. */
static corral_status add_facet(corral_builder *b, const char *name, uint32_t *number,
                               corral_error *err)
{
    corral_status status = CORRAL_OK;
    char word[64];
    const char *key;
    size_t length;
    TRY(corral_name_key(name, strlen(name), &b->scratch, &key, &length, err));
    if (length == 0 || length >= sizeof word)
        FAIL(CORRAL_BAD_INPUT, "facet must have 1 to %zu characters, got %zu", sizeof word - 1,
             length);
    memcpy(word, key, length);
    word[length] = '\0';
    corral_ascii_lower(word);
    TRY(corral_strings_add(b->facets, word, length, number, err));
    if (*number >= REGION_FACET_LIMIT)
        FAIL(CORRAL_LIMIT, "more than %d facets, the last is %s", REGION_FACET_LIMIT,
             CORRAL_QUOTE(word));
done:
    return status;
}

/* The original spelling is kept where it is not the key; of several the least in byte order. */
static corral_status keep_original(corral_builder *b, uint32_t item, const char *text,
                                   corral_error *err)
{
    uint32_t *original = &b->item[item].original;
    if (strcmp(text, collected_key(b, item)) == 0) return CORRAL_OK;
    if (*original != CORRAL_NONE && strcmp(corral_strings_get(b->texts, *original), text) <= 0)
        return CORRAL_OK;
    return collected_add_text(b, text, original, err);
}

static corral_status add_item(corral_builder *b, uint32_t facet, const char *text, uint32_t *number,
                              corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char *key;
    size_t length;
    char prefix[REGION_KEY_PREFIX];
    TRY(corral_name_key(text, strlen(text), &b->scratch, &key, &length, err));
    region_key_prefix(facet, prefix);
    b->prefixed.length = 0;
    TRY(corral_text_append(&b->prefixed, prefix, sizeof prefix, err));
    TRY(corral_text_append(&b->prefixed, key, length, err));
    uint32_t before = corral_strings_count(b->items);
    TRY(corral_strings_add(b->items, b->prefixed.bytes, b->prefixed.length, number, err));
    if (*number >= before) {
        TRY(corral_array_grow(&b->item, &b->item_capacity, (size_t)*number + 1, sizeof *b->item,
                              err));
        b->item[*number] = (collected_item){.facet = facet,
                                            .name = CORRAL_NONE,
                                            .sector = CORRAL_NONE,
                                            .url = CORRAL_NONE,
                                            .within = CORRAL_NONE,
                                            .original = CORRAL_NONE,
                                            .alias = CORRAL_NONE,
                                            .whole = CORRAL_NONE};
    }
    if (key != text) TRY(keep_original(b, *number, text, err));
done:
    return status;
}

static bool is_blank(const char *text)
{
    return !text || corral_name_is_blank(text);
}

/* A blank name where one is needed; true when reading may go on without the row. */
static corral_status missing(corral_builder *b, const char *what, corral_place place,
                             corral_error *err)
{
    return corral_problems_report(b->problems, CORRAL_SEVERITY_ERROR, place, err,
                                  "%s must not be blank", what);
}

/* ---- adding ---- */

static corral_status add_attribute(corral_builder *b, uint32_t coalition, const char *name,
                                   const char *value, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t column;
    TRY(corral_strings_add(b->attributes, name, strlen(name), &column, err));
    if (column >= REGION_FACET_LIMIT)
        FAIL(CORRAL_LIMIT, "more than %d columns for coalitions, the last is %s",
             REGION_FACET_LIMIT, CORRAL_QUOTE(name));
    size_t before = b->attribute_capacity[column];
    TRY(corral_array_grow(&b->attribute[column], &b->attribute_capacity[column],
                          (size_t)coalition + 1, sizeof **b->attribute, err));
    for (size_t a = before; a < b->attribute_capacity[column]; a++)
        b->attribute[column][a] = CORRAL_NONE;
    TRY(collected_add_text(b, value, &b->attribute[column][coalition], err));
done:
    return status;
}

static const char *attribute_of(const corral_builder *b, uint32_t coalition, uint32_t column)
{
    if (coalition >= b->attribute_capacity[column]) return "";
    return corral_strings_get(b->texts, b->attribute[column][coalition]);
}

corral_status corral_builder_set_verified(corral_builder *b, const char *coalition,
                                          corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t number;
    TRY(add_coalition(b, coalition, &number, err));
    b->coalition[number].is_verified = true;
done:
    return status;
}

/* A sheet may call the coalition by its name: what is known then of both goes to the one that is
 * declared. */
corral_status collected_put_verified(corral_builder *b, const uint32_t *coalition_of,
                                     corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (uint32_t a = 0; a < corral_strings_count(b->coalitions); a++) {
        uint32_t column =
            corral_strings_find(b->attributes, CORRAL_VERIFIED, strlen(CORRAL_VERIFIED));
        if (!b->coalition[a].is_verified) continue;
        if (column == CORRAL_NONE || !*attribute_of(b, coalition_of[a], column))
            TRY(add_attribute(b, coalition_of[a], CORRAL_VERIFIED, "yes", err));
    }
done:
    return status;
}

/* A second line for one id: the same again is a warning, anything else an error. */
static corral_status declared_again(corral_builder *b, uint32_t coalition, size_t count,
                                    const char *const *names, const char *const *values,
                                    corral_place place, corral_error *err)
{
    const collected_coalition *first = &b->coalition[coalition];
    for (size_t k = 0; k < count; k++) {
        uint32_t column = corral_strings_find(b->attributes, names[k], strlen(names[k]));
        const char *value = values[k] ? values[k] : "";
        const char *before = column == CORRAL_NONE ? "" : attribute_of(b, coalition, column);
        if (strcmp(before, value) == 0) continue;
        return corral_problems_report(
            b->problems, CORRAL_SEVERITY_ERROR, place, err,
            "coalition %s is declared twice and differs in %s: %s here, %s in %s",
            CORRAL_QUOTE(corral_strings_get(b->coalitions, coalition)), CORRAL_QUOTE(names[k]),
            CORRAL_QUOTE(value), CORRAL_QUOTE(before),
            COLLECTED_WHERE(b, first->file, first->line, place.file));
    }
    return corral_problems_report(b->problems, CORRAL_SEVERITY_WARNING, place, err,
                                  "coalition %s is declared again as in %s; read once",
                                  CORRAL_QUOTE(corral_strings_get(b->coalitions, coalition)),
                                  COLLECTED_WHERE(b, first->file, first->line, place.file));
}

corral_status corral_builder_add_coalition(corral_builder *b, const char *id, size_t count,
                                           const char *const *names, const char *const *values,
                                           const char *file, size_t line, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_place place = {file, line, 0};
    uint32_t coalition;
    if (is_blank(id)) return missing(b, "id of a coalition", place, err);
    TRY(add_coalition(b, id, &coalition, err));
    if (b->coalition[coalition].is_declared)
        return declared_again(b, coalition, count, names, values, place, err);
    b->coalition[coalition].is_declared = true;
    b->coalition[coalition].line = (uint32_t)line;
    TRY(collected_add_file(b, file, &b->coalition[coalition].file, err));
    for (size_t k = 0; k < count; k++) TRY(add_attribute(b, coalition, names[k], values[k], err));
done:
    return status;
}

/* Fills a blank text; one that is there already must be the same. */
static corral_status describe(corral_builder *b, uint32_t item, uint32_t *field, const char *text,
                              corral_place place, corral_error *err)
{
    if (!text || !text[0]) return CORRAL_OK;
    if (*field == CORRAL_NONE) return collected_add_text(b, text, field, err);
    const char *before = corral_strings_get(b->texts, *field);
    if (strcmp(before, text) == 0) return CORRAL_OK;
    return corral_problems_report(b->problems, CORRAL_SEVERITY_ERROR, place, err,
                                  "%s is described twice: as %s here, as %s before",
                                  CORRAL_QUOTE(collected_key(b, item)), CORRAL_QUOTE(text),
                                  CORRAL_QUOTE(before));
}

static corral_status put_within(corral_builder *b, uint32_t item, const char *within,
                                corral_place place, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t parent;
    if (is_blank(within)) return CORRAL_OK;
    TRY(add_item(b, b->item[item].facet, within, &parent, err));
    uint32_t before = b->item[item].within;
    if (before != CORRAL_NONE && before != parent)
        return corral_problems_report(
            b->problems, CORRAL_SEVERITY_ERROR, place, err,
            "%s lies within two things: %s here, %s before", CORRAL_QUOTE(collected_key(b, item)),
            CORRAL_QUOTE(collected_key(b, parent)), CORRAL_QUOTE(collected_key(b, before)));
    b->item[item].within = parent;
    b->item[parent].is_parent = true;
done:
    return status;
}

corral_status corral_builder_add_item(corral_builder *b, const corral_item_row *row,
                                      corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_place place = {row->file, row->line, row->column};
    uint32_t facet, item;
    if (is_blank(row->facet)) return missing(b, "facet", place, err);
    if (is_blank(row->item)) return missing(b, "item", place, err);
    TRY(add_facet(b, row->facet, &facet, err));
    TRY(add_item(b, facet, row->item, &item, err));
    TRY(describe(b, item, &b->item[item].name, row->name, place, err));
    TRY(describe(b, item, &b->item[item].sector, row->sector, place, err));
    TRY(describe(b, item, &b->item[item].url, row->url, place, err));
    TRY(put_within(b, item, row->within, place, err));
    collected_item *i = &b->item[item];
    if (i->is_declared)
        return corral_problems_report(
            b->problems, CORRAL_SEVERITY_WARNING, place, err,
            "%s %s is described again as in %s; read once", corral_strings_get(b->facets, facet),
            CORRAL_QUOTE(collected_key(b, item)), COLLECTED_WHERE(b, i->file, i->line, place.file));
    i->is_declared = true;
    i->line = (uint32_t)row->line;
    TRY(collected_add_file(b, row->file, &i->file, err));
done:
    return status;
}

static corral_status add_detail(corral_builder *b, const corral_row *row, uint32_t *number,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    region_detail d;
    TRY(collected_add_text(b, row->informant, &d.informant, err));
    TRY(collected_add_text(b, row->as_of, &d.as_of, err));
    TRY(collected_add_text(b, row->source, &d.source, err));
    TRY(collected_add_text(b, row->page, &d.page, err));
    TRY(collected_add_text(b, row->note, &d.note, err));
    TRY(collected_add_text(b, row->person, &d.person, err));
    TRY(collected_add_text(b, row->role, &d.role, err));
    TRY(collected_add_text(b, row->hours, &d.hours, err));
    TRY(collected_add_text(b, row->indicator, &d.indicator, err));
    *number = CORRAL_NONE;
    region_detail none;
    memset(&none, 0xff, sizeof none);
    if (memcmp(&d, &none, sizeof d) == 0) return CORRAL_OK;
    /* Rows of one sheet mostly say the same of their source. */
    if (b->detail_count && memcmp(&b->detail[b->detail_count - 1], &d, sizeof d) == 0) {
        *number = (uint32_t)b->detail_count - 1;
        return CORRAL_OK;
    }
    if (b->detail_count >= CORRAL_NONE - 1) FAIL(CORRAL_LIMIT, "too many statements");
    TRY(corral_array_grow(&b->detail, &b->detail_capacity, b->detail_count + 1, sizeof d, err));
    *number = (uint32_t)b->detail_count;
    b->detail[b->detail_count++] = d;
done:
    return status;
}

static corral_status add_known(corral_builder *b, collected_known known, corral_error *err)
{
    /* A column `known` says the same row after row; the first place is enough. */
    const collected_known *last = b->known_count ? &b->known[b->known_count - 1] : NULL;
    if (last && last->coalition == known.coalition && last->facet == known.facet &&
        last->said == known.said && last->is_blank == known.is_blank &&
        last->detail == known.detail)
        return CORRAL_OK;
    corral_status status =
        corral_array_grow(&b->known, &b->known_capacity, b->known_count + 1, sizeof known, err);
    if (status == CORRAL_OK) b->known[b->known_count++] = known;
    return status;
}

static corral_status add_statement(corral_builder *b, collected_statement statement,
                                   corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (b->statement_count >= CORRAL_NONE - 1)
        FAIL(CORRAL_LIMIT, "more than %u rows", CORRAL_NONE - 1);
    TRY(corral_array_grow(&b->statement, &b->statement_capacity, b->statement_count + 1,
                          sizeof statement, err));
    b->statement[b->statement_count++] = statement;
done:
    return status;
}

corral_status corral_builder_add_row(corral_builder *b, const corral_row *row, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_place place = {row->file, row->line, row->column};
    collected_statement s = {.weight = row->weight,
                             .line = (uint32_t)row->line,
                             .column = row->column <= UINT8_MAX ? (uint8_t)row->column : 0};
    uint32_t facet;
    if (is_blank(row->coalition)) return missing(b, "coalition", place, err);
    if (is_blank(row->facet)) return missing(b, "facet", place, err);
    if (!(row->weight >= 0 && row->weight <= 1))
        return corral_problems_report(b->problems, CORRAL_SEVERITY_ERROR, place, err,
                                      "weight must be from 0 to 1, got %g", row->weight);
    TRY(add_coalition(b, row->coalition, &s.coalition, err));
    TRY(add_facet(b, row->facet, &facet, err));
    TRY(collected_add_file(b, row->file, &s.file, err));
    bool blank = is_blank(row->item);
    corral_said_known said = row->known;
    if (said == CORRAL_SAID_NONE && !blank) said = CORRAL_SAID_YES;
    TRY(add_detail(b, row, &s.detail, err));
    collected_known known = {.coalition = s.coalition,
                             .facet = facet,
                             .line = s.line,
                             .detail = blank ? s.detail : CORRAL_NONE,
                             .file = s.file,
                             .said = (unsigned char)said,
                             .is_blank = blank};
    if (blank || said != CORRAL_SAID_NOTHING) TRY(add_known(b, known, err));
    if (blank) return CORRAL_OK;
    if (row->known == CORRAL_SAID_NO) s.weight = NAN;
    s.said = (unsigned char)said;
    TRY(add_item(b, facet, row->item, &s.item, err));
    TRY(add_statement(b, s, err));
done:
    return status;
}

corral_status corral_builder_add_decision(corral_builder *b, const corral_decision_row *row,
                                          corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_place place = {row->file, row->line, row->column};
    collected_statement s = {
        .weight = row->value, .line = (uint32_t)row->line, .is_decision = true};
    corral_row detail = CORRAL_ROW_INIT;
    uint32_t facet;
    if (is_blank(row->coalition)) return missing(b, "coalition", place, err);
    if (is_blank(row->facet)) return missing(b, "facet", place, err);
    if (is_blank(row->item)) return missing(b, "item", place, err);
    if (row->value < 0 || row->value > 1)
        return corral_problems_report(b->problems, CORRAL_SEVERITY_ERROR, place, err,
                                      "value must be from 0 to 1, got %g", row->value);
    detail.informant = row->by;
    detail.as_of = row->date;
    detail.note = row->why;
    TRY(add_coalition(b, row->coalition, &s.coalition, err));
    TRY(add_facet(b, row->facet, &facet, err));
    TRY(collected_add_file(b, row->file, &s.file, err));
    TRY(add_item(b, facet, row->item, &s.item, err));
    TRY(add_detail(b, &detail, &s.detail, err));
    TRY(add_statement(b, s, err));
done:
    return status;
}

/* Two names of one facet that people decided on, and where. */
typedef struct decided_pair {
    const char *facet, *keep, *merge;
    corral_place place;
    uint32_t kept, merged; /* both CORRAL_NONE where one of them is blank */
} decided_pair;

static corral_status find_pair(corral_builder *b, decided_pair *p, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t facet;
    p->kept = p->merged = CORRAL_NONE;
    if (is_blank(p->facet)) return missing(b, "facet", p->place, err);
    if (is_blank(p->keep)) return missing(b, "keep", p->place, err);
    if (is_blank(p->merge)) return missing(b, "merge", p->place, err);
    TRY(add_facet(b, p->facet, &facet, err));
    TRY(add_item(b, facet, p->keep, &p->kept, err));
    TRY(add_item(b, facet, p->merge, &p->merged, err));
done:
    return status;
}

/* The decision before, of which `before`, at this line, was the other name. */
static corral_status decided_twice(corral_builder *b, const decided_pair *p, const char *what,
                                   uint32_t before, const char *where, corral_error *err)
{
    return corral_problems_report(
        b->problems, CORRAL_SEVERITY_ERROR, p->place, err, "%s is %s: %s here, %s in %s",
        CORRAL_QUOTE(collected_key(b, p->merged)), what, CORRAL_QUOTE(collected_key(b, p->kept)),
        CORRAL_QUOTE(collected_key(b, before)), where);
}

corral_status corral_builder_add_alias(corral_builder *b, const char *facet, const char *keep,
                                       const char *merge, const char *file, size_t line,
                                       corral_error *err)
{
    corral_status status = CORRAL_OK;
    decided_pair p = {facet, keep, merge, {file, line, 0}, 0, 0};
    TRY(find_pair(b, &p, err));
    if (p.kept == p.merged) return CORRAL_OK;
    collected_item *i = &b->item[p.merged];
    if (i->alias != CORRAL_NONE && i->alias != p.kept)
        return decided_twice(b, &p, "merged into two names", i->alias,
                             COLLECTED_WHERE(b, i->alias_file, i->alias_line, file), err);
    i->alias = p.kept;
    i->alias_line = (uint32_t)line;
    TRY(collected_add_file(b, file, &i->alias_file, err));
done:
    return status;
}

corral_status corral_builder_add_part(corral_builder *b, const char *facet, const char *whole,
                                      const char *part, const char *file, size_t line,
                                      corral_error *err)
{
    corral_status status = CORRAL_OK;
    decided_pair p = {facet, whole, part, {file, line, 0}, 0, 0};
    TRY(find_pair(b, &p, err));
    if (p.kept == p.merged) return CORRAL_OK;
    collected_item *i = &b->item[p.merged];
    if (i->whole != CORRAL_NONE && i->whole != p.kept)
        return decided_twice(b, &p, "part of two things", i->whole,
                             COLLECTED_WHERE(b, i->whole_file, i->whole_line, file), err);
    i->whole = p.kept;
    i->whole_line = (uint32_t)line;
    TRY(collected_add_file(b, file, &i->whole_file, err));
done:
    return status;
}

corral_status corral_builder_finish_recorded(corral_builder *b, corral_region **out,
                                             corral_record **record, corral_error *err)
{
    corral_status status = CORRAL_OK;
    settled s = {0};
    corral_region *region = NULL;
    TRY(corral_builder_settle(b, &s, err));
    TRY(collected_doubt(b, &s, err));
    TRY(corral_builder_arrange(b, &s, &region, err));
    TRY(collected_cross(b, region, err));
    if (record) TRY(collected_record(b, &s, region, record, err));
    corral_problems_sort(b->problems);
    *out = region;
    region = NULL;
done:
    settled_release(&s);
    corral_region_free(region);
    return status;
}

corral_status corral_builder_finish(corral_builder *b, corral_region **out, corral_error *err)
{
    return corral_builder_finish_recorded(b, out, NULL, err);
}
