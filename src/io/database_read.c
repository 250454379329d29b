/* A wave of a database, row by row into the builder, as the rows of a folder go. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/memory.h"
#include "core/number.h"
#include "io/database.h"
#include "io/reading.h"
#include "io/values.h"

/* The numbers of a wave's coalitions, or items, and what they are. */
typedef struct names {
    uint64_t *number; /* rising */
    uint32_t *text, *facet;
    size_t count, capacity[3];
    corral_strings *texts;
} names;

typedef struct wave {
    corral_reading *reading;
    corral_database *database;
    uint64_t number;
    names coalitions, items;
    corral_text file; /* FILE/TABLE, for messages */
} wave;

static void names_release(names *n)
{
    free(n->number);
    free(n->text);
    free(n->facet);
    corral_strings_free(n->texts);
}

static void wave_release(wave *w)
{
    names_release(&w->coalitions);
    names_release(&w->items);
    corral_text_release(&w->file);
    corral_database_free(w->database);
}

static corral_status names_add(names *n, uint64_t number, const char *facet, const char *text,
                               corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t needed = n->count + 1;
    TRY(corral_array_grow(&n->number, &n->capacity[0], needed, sizeof *n->number, err));
    TRY(corral_array_grow(&n->text, &n->capacity[1], needed, sizeof *n->text, err));
    TRY(corral_array_grow(&n->facet, &n->capacity[2], needed, sizeof *n->facet, err));
    n->number[n->count] = number;
    TRY(corral_strings_add(n->texts, text, strlen(text), &n->text[n->count], err));
    TRY(corral_strings_add(n->texts, facet, strlen(facet), &n->facet[n->count], err));
    n->count++;
done:
    return status;
}

/* Place of a number in the wave: mostly they follow one another. SIZE_MAX: not in this wave. */
static size_t names_find(const names *n, uint64_t number)
{
    if (!n->count || number < n->number[0]) return SIZE_MAX;
    uint64_t guess = number - n->number[0];
    if (guess < n->count && n->number[guess] == number) return (size_t)guess;
    size_t low = 0, high = n->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (n->number[middle] < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low < n->count && n->number[low] == number ? low : SIZE_MAX;
}

/* ---- which wave ---- */

/* Those of which nobody knows the date last. */
#define NEWEST_FIRST "ORDER BY coalesce(date, '') DESC, wave DESC"

static corral_status find_wave(wave *w, const char *given, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_query *q = NULL;
    corral_text there = {0};
    bool more = true, found = false;
    TRY(corral_query_new(w->database, "waves", "SELECT wave, date FROM waves " NEWEST_FIRST, &q,
                         err));
    while (!found) {
        uint64_t number;
        const char *date;
        char digits[24];
        TRY(corral_query_next(q, &more, err));
        if (!more) break;
        TRY(corral_query_count(q, 0, &number, err));
        TRY(corral_query_text(q, 1, &date, err));
        snprintf(digits, sizeof digits, "%llu", (unsigned long long)number);
        found = !given || strcmp(given, digits) == 0 || strcmp(given, date) == 0;
        if (found) w->number = number;
        TRY(corral_text_printf(&there, err, "%s%s%s%s%s", there.length ? ", " : "", digits,
                               *date ? " (" : "", date, *date ? ")" : ""));
    }
    if (!found && given)
        FAIL(CORRAL_BAD_USE, "there is no wave %s in \"%s\"; it has %s", CORRAL_QUOTE(given),
             corral_database_name(w->database), there.length ? there.bytes : "none");
    if (!found)
        FAIL_AT(CORRAL_BAD_INPUT, ((corral_place){corral_database_name(w->database), 0, 0}),
                "has no wave in it");
done:
    corral_query_free(q);
    corral_text_release(&there);
    return status;
}

/* ---- one table after the other ---- */

/* A query on the wave's rows of a table, whose name then stands in messages. */
static corral_status begin_table(wave *w, const char *table, const char *sql, corral_query **q,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    w->file.length = 0;
    TRY(corral_text_printf(&w->file, err, "%s/%s", corral_database_name(w->database), table));
    TRY(corral_query_new(w->database, table, sql, q, err));
    corral_query_put_count(*q, 1, w->number);
done:
    return status;
}

static corral_status report(const wave *w, corral_severity severity, uint64_t line,
                            corral_error *err, const char *what)
{
    return corral_problems_report(w->reading->problems, severity,
                                  (corral_place){w->file.bytes, (size_t)line, 0}, err, "%s", what);
}

/* The attributes of one coalition, as columns. */
typedef struct attributes {
    const char **names, **values;
    corral_text text; /* name, NUL, value, NUL ... */
    size_t count, capacity[2];
} attributes;

static void attributes_release(attributes *a)
{
    free(a->names);
    free(a->values);
    corral_text_release(&a->text);
}

static corral_status attributes_add(attributes *a, const char *name, const char *value,
                                    corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_text_append(&a->text, name, strlen(name) + 1, err));
    TRY(corral_text_append(&a->text, value, strlen(value) + 1, err));
    TRY(corral_array_grow(&a->names, &a->capacity[0], a->count + 1, sizeof *a->names, err));
    TRY(corral_array_grow(&a->values, &a->capacity[1], a->count + 1, sizeof *a->values, err));
    a->count++;
done:
    return status;
}

/* The values go through the same checks as those of coalitions.csv. */
static corral_status declare(const wave *w, attributes *a, const char *id, uint64_t number,
                             corral_error *err)
{
    corral_status status = CORRAL_OK;
    char *text = a->text.bytes;
    for (size_t k = 0; k < a->count; k++) {
        a->names[k] = text;
        char *value = text + strlen(text) + 1;
        text = value + strlen(value) + 1;
        a->values[k] = value;
        const char *allowed = corral_attribute_normalise(a->names[k], value);
        if (!allowed) continue;
        a->values[k] = "";
        TRY(corral_problems_report(w->reading->problems, CORRAL_SEVERITY_WARNING,
                                   (corral_place){w->file.bytes, (size_t)number, 0}, err,
                                   "%s must be %s, got %s; left blank", a->names[k], allowed,
                                   CORRAL_QUOTE(value)));
    }
    TRY(corral_builder_add_coalition(w->reading->builder, id, a->count, a->names, a->values,
                                     w->file.bytes, (size_t)number, err));
    a->count = a->text.length = 0;
done:
    return status;
}

static corral_status read_coalitions(wave *w, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_query *q = NULL;
    attributes a = {0};
    bool more = true;
    uint64_t number, last = 0;
    const char *id, *name, *value;
    TRY(corral_strings_new(&w->coalitions.texts, err));
    TRY(begin_table(w, "coalitions",
                    "SELECT c.number, c.id, c.name, a.attribute, a.value FROM coalitions c LEFT "
                    "JOIN attributes a ON a.coalition = c.number WHERE c.wave = ?1 "
                    "ORDER BY c.number, a.attribute",
                    &q, err));
    for (;;) {
        names *n = &w->coalitions;
        TRY(corral_query_next(q, &more, err));
        number = 0;
        if (more) TRY(corral_query_count(q, 0, &number, err));
        if (n->count && (!more || number != last))
            TRY(declare(w, &a, corral_strings_get(n->texts, n->text[n->count - 1]), last, err));
        if (!more) break;
        if (!n->count || number != last) {
            TRY(corral_query_text(q, 1, &id, err));
            TRY(names_add(n, number, "", id, err));
            TRY(corral_query_text(q, 2, &name, err));
            if (*name) TRY(attributes_add(&a, "name", name, err));
            last = number;
        }
        TRY(corral_query_text(q, 3, &name, err));
        if (!*name) continue;
        TRY(corral_query_text(q, 4, &value, err));
        TRY(attributes_add(&a, name, value, err));
    }
done:
    attributes_release(&a);
    corral_query_free(q);
    return status;
}

static corral_status list_items(wave *w, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_query *q = NULL;
    bool more = true;
    TRY(corral_strings_new(&w->items.texts, err));
    TRY(begin_table(w, "items",
                    "SELECT number, facet, item FROM items WHERE wave = ?1 ORDER BY number", &q,
                    err));
    for (;;) {
        uint64_t number;
        const char *facet, *item;
        TRY(corral_query_next(q, &more, err));
        if (!more) break;
        TRY(corral_query_count(q, 0, &number, err));
        TRY(corral_query_text(q, 1, &facet, err));
        TRY(corral_query_text(q, 2, &item, err));
        TRY(names_add(&w->items, number, facet, item, err));
    }
done:
    corral_query_free(q);
    return status;
}

/* The coalition or item with this number. */
static corral_status refer(const wave *w, const names *n, const char *what, uint64_t number,
                           uint64_t line, size_t *place, corral_error *err)
{
    *place = names_find(n, number);
    if (*place != SIZE_MAX) return CORRAL_OK;
    return corral_error_set_at(err, CORRAL_BAD_INPUT, (corral_place){w->file.bytes, line, 0},
                               "%s %llu is not in wave %llu", what, (unsigned long long)number,
                               (unsigned long long)w->number);
}

static const char *text_at(const names *n, size_t place)
{
    return corral_strings_get(n->texts, n->text[place]);
}

static const char *facet_at(const names *n, size_t place)
{
    return corral_strings_get(n->texts, n->facet[place]);
}

/* Those that are listed are described; the others come with the rows that name them. */
static corral_status describe_items(wave *w, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_query *q = NULL;
    bool more = true;
    TRY(begin_table(
        w, "items",
        "SELECT number, name, sector, url, within FROM items WHERE wave = ?1 AND listed "
        "ORDER BY number",
        &q, err));
    for (;;) {
        corral_item_row row = {.file = w->file.bytes};
        uint64_t number, within;
        size_t place;
        TRY(corral_query_next(q, &more, err));
        if (!more) break;
        TRY(corral_query_count(q, 0, &number, err));
        TRY(corral_query_text(q, 1, &row.name, err));
        TRY(corral_query_text(q, 2, &row.sector, err));
        TRY(corral_query_text(q, 3, &row.url, err));
        TRY(corral_query_count(q, 4, &within, err));
        TRY(refer(w, &w->items, "item", number, number, &place, err));
        row.facet = facet_at(&w->items, place);
        row.item = text_at(&w->items, place);
        row.line = (size_t)number;
        if (within) {
            TRY(refer(w, &w->items, "item", within, number, &place, err));
            row.within = text_at(&w->items, place);
        }
        TRY(corral_builder_add_item(w->reading->builder, &row, err));
    }
done:
    corral_query_free(q);
    return status;
}

/* ---- statements ---- */

/* informant, as_of, source, page and note in five columns of the query. */
static corral_status read_source(corral_query *q, int first, corral_row *row, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char **texts[] = {&row->informant, &row->as_of, &row->source, &row->page, &row->note};
    for (int k = 0; k < 5; k++) TRY(corral_query_text(q, first + k, texts[k], err));
done:
    return status;
}

static corral_status read_known_word(const wave *w, corral_query *q, int column, corral_row *row,
                                     corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char *word;
    TRY(corral_query_text(q, column, &word, err));
    if (strcmp(word, "none") == 0)
        row->known = CORRAL_SAID_NONE;
    else if (!corral_value_known(word, &row->known))
        TRY(report(w, CORRAL_SEVERITY_ERROR, row->line, err,
                   "known must be yes, partial, no or none"));
done:
    return status;
}

static corral_status read_statement(const wave *w, corral_query *q, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_row row = CORRAL_ROW_INIT;
    uint64_t number, coalition, item;
    double hours;
    size_t place;
    TRY(corral_query_count(q, 0, &number, err));
    TRY(corral_query_count(q, 1, &coalition, err));
    TRY(corral_query_count(q, 2, &item, err));
    row.file = w->file.bytes;
    row.line = (size_t)number;
    place = names_find(&w->coalitions, coalition);
    if (place == SIZE_MAX)
        return CORRAL_OK; /* of another wave: the table is read from end to end */
    row.coalition = text_at(&w->coalitions, place);
    TRY(refer(w, &w->items, "item", item, number, &place, err));
    row.facet = facet_at(&w->items, place);
    row.item = text_at(&w->items, place);
    TRY(corral_query_number(q, 3, &row.weight, err));
    TRY(read_known_word(w, q, 4, &row, err));
    TRY(corral_query_text(q, 5, &row.person, err));
    TRY(corral_query_text(q, 6, &row.role, err));
    TRY(corral_query_text(q, 7, &row.hours, err));
    TRY(corral_query_text(q, 8, &row.indicator, err));
    TRY(read_source(q, 9, &row, err));
    if (*row.hours && (!corral_value_number(row.hours, false, &hours) || hours < 0))
        return report(w, CORRAL_SEVERITY_ERROR, number, err,
                      "hours must be a number of at least 0");
    if (isnan(row.weight)) {
        row.weight = 1;
        row.known = CORRAL_SAID_NO;
    }
    TRY(corral_builder_add_row(w->reading->builder, &row, err));
done:
    return status;
}

static corral_status read_known(const wave *w, corral_query *q, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_row row = CORRAL_ROW_INIT;
    uint64_t number, coalition;
    size_t place;
    TRY(corral_query_count(q, 0, &number, err));
    TRY(corral_query_count(q, 1, &coalition, err));
    row.file = w->file.bytes;
    row.line = (size_t)number;
    TRY(refer(w, &w->coalitions, "coalition", coalition, number, &place, err));
    row.coalition = text_at(&w->coalitions, place);
    TRY(corral_query_text(q, 2, &row.facet, err));
    TRY(read_known_word(w, q, 3, &row, err));
    TRY(read_source(q, 4, &row, err));
    TRY(corral_builder_add_row(w->reading->builder, &row, err));
done:
    return status;
}

static corral_status read_decision(const wave *w, corral_query *q, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_decision_row row = {.file = w->file.bytes};
    uint64_t number, coalition, item;
    size_t place;
    TRY(corral_query_count(q, 0, &number, err));
    TRY(corral_query_count(q, 1, &coalition, err));
    TRY(corral_query_count(q, 2, &item, err));
    row.line = (size_t)number;
    TRY(refer(w, &w->coalitions, "coalition", coalition, number, &place, err));
    row.coalition = text_at(&w->coalitions, place);
    TRY(refer(w, &w->items, "item", item, number, &place, err));
    row.facet = facet_at(&w->items, place);
    row.item = text_at(&w->items, place);
    TRY(corral_query_number(q, 3, &row.value, err));
    TRY(corral_query_text(q, 4, &row.by, err));
    TRY(corral_query_text(q, 5, &row.date, err));
    TRY(corral_query_text(q, 6, &row.why, err));
    TRY(corral_builder_add_decision(w->reading->builder, &row, err));
done:
    return status;
}

typedef corral_status row_reader(const wave *w, corral_query *q, corral_error *err);

static corral_status read_table(wave *w, const char *table, const char *sql, row_reader *read,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_query *q = NULL;
    bool more = true;
    TRY(begin_table(w, table, sql, &q, err));
    for (;;) {
        TRY(corral_query_next(q, &more, err));
        if (!more) break;
        TRY(read(w, q, err));
    }
done:
    corral_query_free(q);
    return status;
}

/* ---- small tables ---- */

static corral_status read_alias(const wave *w, const char *const *cells, uint64_t number,
                                corral_error *err)
{
    enum { KEEP, MERGE, FACET, DECISION };
    bool is_part = corral_value_same(cells[DECISION], "part of");
    if (!is_part && !corral_value_same(cells[DECISION], "same")) return CORRAL_OK;
    if (is_part && corral_value_same(cells[FACET], "coalition")) return CORRAL_OK;
    const char *known = corral_value_facet(cells[FACET]);
    return (is_part ? corral_builder_add_part : corral_builder_add_alias)(
        w->reading->builder, known ? known : cells[FACET], cells[KEEP], cells[MERGE], w->file.bytes,
        (size_t)number, err);
}

static corral_status read_crosswalk(const wave *w, const char *const *cells, uint64_t number,
                                    corral_error *err)
{
    corral_crosswalk_entry entry = {.facet = cells[0],
                                    .item = cells[1],
                                    .same_as = cells[2],
                                    .by = cells[4],
                                    .date = cells[5],
                                    .file = w->file.bytes,
                                    .line = (size_t)number};
    const char *known = corral_value_facet(entry.facet);
    if (known) entry.facet = known;
    if (!corral_value_same_decision(cells[3], &entry.decision) || !entry.decision) return CORRAL_OK;
    return corral_builder_add_crosswalk(w->reading->builder, &entry, err);
}

static corral_status read_kept(wave *w, corral_kept_kind kind, const char *sql, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_query *q = NULL;
    bool more = true;
    TRY(begin_table(w, corral_kept_forms[kind].name, sql, &q, err));
    for (;;) {
        const char *cells[CORRAL_KEPT_COLUMNS];
        char spelt[CORRAL_NUMBER_SIZE];
        uint64_t number;
        TRY(corral_query_next(q, &more, err));
        if (!more) break;
        TRY(corral_query_count(q, 0, &number, err));
        for (size_t k = 0; k < corral_kept_forms[kind].count; k++)
            TRY(corral_query_text(q, (int)k + 1, &cells[k], err));
        if (kind == CORRAL_KEPT_ASKS) {
            double per_year;
            TRY(corral_query_number(q, CORRAL_ASKS_PER_YEAR + 1, &per_year, err));
            corral_number_shortest(per_year, spelt);
            cells[CORRAL_ASKS_PER_YEAR] = isnan(per_year) ? "" : spelt;
        }
        if (kind == CORRAL_KEPT_ALIASES) TRY(read_alias(w, cells, number, err));
        if (kind == CORRAL_KEPT_CROSSWALK) TRY(read_crosswalk(w, cells, number, err));
        if (kind == CORRAL_KEPT_SYNONYMS)
            TRY(corral_builder_add_synonym(w->reading->builder, cells[0], cells[1], err));
        if (w->reading->kept) TRY(corral_kept_add(w->reading->kept, kind, cells, err));
    }
done:
    corral_query_free(q);
    return status;
}

#define ASKS                                                                                       \
    "SELECT a.number, c.id, a.member, a.kind, a.per_year FROM asks a JOIN coalitions c "           \
    "ON c.number = a.coalition WHERE c.wave = ?1 ORDER BY a.number"

/* In the order in which a folder is read. */
static corral_status read_wave(wave *w, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(read_coalitions(w, err));
    TRY(list_items(w, err));
    TRY(describe_items(w, err));
    TRY(read_kept(w, CORRAL_KEPT_ALIASES,
                  "SELECT number, keep, \"merge\", facet, decision, score, why, \"by\", date FROM "
                  "aliases WHERE wave = ?1 ORDER BY number",
                  err));
    TRY(read_table(w, "footprint",
                   "SELECT f.number, f.coalition, f.item, f.weight, f.known, f.person, f.role, "
                   "f.hours, f.indicator, s.informant, s.as_of, s.source, s.page, s.note "
                   "FROM footprint f LEFT JOIN sources s ON s.number = f.source WHERE +f.coalition "
                   "BETWEEN (SELECT min(number) FROM coalitions WHERE wave = ?1) "
                   "AND (SELECT max(number) FROM coalitions WHERE wave = ?1) ORDER BY f.number",
                   read_statement, err));
    TRY(read_table(
        w, "known",
        "SELECT k.number, k.coalition, k.facet, k.known, s.informant, s.as_of, s.source, "
        "s.page, s.note FROM known k JOIN coalitions c ON c.number = k.coalition "
        "LEFT JOIN sources s ON s.number = k.source WHERE c.wave = ?1 ORDER BY k.number",
        read_known, err));
    TRY(read_table(w, "decisions",
                   "SELECT d.number, d.coalition, d.item, d.value, d.\"by\", d.date, d.why FROM "
                   "decisions d JOIN coalitions c ON c.number = d.coalition WHERE c.wave = ?1 "
                   "ORDER BY d.number",
                   read_decision, err));
    TRY(read_kept(w, CORRAL_KEPT_CROSSWALK,
                  "SELECT number, facet, item, same_as, decision, \"by\", date FROM crosswalk "
                  "WHERE wave = ?1 ORDER BY number",
                  err));
    TRY(read_kept(w, CORRAL_KEPT_SYNONYMS,
                  "SELECT number, word, same_as FROM synonyms WHERE wave = ?1 ORDER BY number",
                  err));
    if (w->reading->kept) TRY(read_kept(w, CORRAL_KEPT_ASKS, ASKS, err));
done:
    return status;
}

corral_status corral_read_database(corral_reading *reading, const char *path, corral_error *err)
{
    corral_status status = CORRAL_OK;
    wave w = {.reading = reading};
    TRY(corral_database_open(path, &w.database, err));
    TRY(find_wave(&w, reading->wave, err));
    TRY(read_wave(&w, err));
done:
    wave_release(&w);
    return status;
}

corral_status corral_database_wave_before(const char *path, const char *given, char out[24],
                                          corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_query *q = NULL;
    wave w = {0};
    uint64_t number = 0;
    bool more = true;
    TRY(corral_database_open(path, &w.database, err));
    TRY(find_wave(&w, given, err));
    TRY(corral_query_new(w.database, "waves", "SELECT wave FROM waves " NEWEST_FIRST, &q, err));
    while (more && number != w.number) {
        TRY(corral_query_next(q, &more, err));
        if (more) TRY(corral_query_count(q, 0, &number, err));
    }
    if (more) TRY(corral_query_next(q, &more, err));
    if (!more)
        FAIL(CORRAL_BAD_INPUT, "wave %llu of \"%s\" is the first: there is none before it",
             (unsigned long long)w.number, path);
    TRY(corral_query_count(q, 0, &number, err));
    snprintf(out, 24, "%llu", (unsigned long long)number);
done:
    corral_query_free(q);
    wave_release(&w);
    return status;
}

corral_status corral_database_read_asks(const char *path, const char *given, corral_kept *kept,
                                        corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_reading reading = {.kept = kept};
    wave w = {.reading = &reading};
    TRY(corral_database_open(path, &w.database, err));
    TRY(find_wave(&w, given, err));
    TRY(read_kept(&w, CORRAL_KEPT_ASKS, ASKS, err));
    TRY(corral_kept_sort(kept, err));
done:
    wave_release(&w);
    return status;
}
