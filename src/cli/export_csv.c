/* A region as CSV: what corral reads, written back. */
#include <math.h>
#include <string.h>

#include "cli/export.h"
#include "core/memory.h"
#include "core/number.h"
#include "table/escape.h"

/* One file while it is written. */
typedef struct sheet {
    corral_output *output;
    corral_text line;
    corral_status status; /* the first failure */
    corral_error *err;
    bool begun; /* a cell stands in the line */
} sheet;

static void put(sheet *s, const char *text)
{
    if (s->status != CORRAL_OK) return;
    if (s->begun) s->status = corral_text_append(&s->line, ",", 1, s->err);
    if (s->status == CORRAL_OK) s->status = corral_escape_csv(text, false, &s->line, s->err);
    s->begun = true;
}

static void put_number(sheet *s, double value)
{
    char text[CORRAL_NUMBER_SIZE];
    corral_number_shortest(value, text);
    put(s, isnan(value) ? "" : text);
}

static corral_status end_row(sheet *s, corral_error *err)
{
    if (s->status == CORRAL_OK) s->status = corral_text_append(&s->line, "\n", 1, err);
    if (s->status != CORRAL_OK) return s->status;
    corral_output_write(s->output, s->line.bytes, s->line.length);
    s->line.length = 0;
    s->begun = false;
    return corral_output_status(s->output, err);
}

static corral_status put_header(sheet *s, const char *const *names, size_t count, corral_error *err)
{
    for (size_t k = 0; k < count; k++) put(s, names[k]);
    return end_row(s, err);
}

/* ---- the files ---- */

typedef corral_status file_writer(sheet *s, const corral_whole *whole, corral_error *err);

/* Columns in the order of the checklist, then the others by name. */
static int column_place(const char *name)
{
    static const char *const order[] = {"name",
                                        "short_name",
                                        "lead",
                                        "backbone",
                                        "geography",
                                        "founded",
                                        "meetings_per_year",
                                        "meeting_hours",
                                        "staff",
                                        "budget",
                                        "interest",
                                        "status",
                                        "succeeded_by",
                                        "source",
                                        "as_of"};
    int place = 0;
    const int count = (int)(sizeof order / sizeof *order);
    while (place < count && strcmp(name, order[place]) != 0) place++;
    return place;
}

static int by_column(const void *left, const void *right)
{
    const char *x = *(const char *const *)left, *y = *(const char *const *)right;
    int i = column_place(x), j = column_place(y);
    return i != j ? i - j : strcmp(x, y);
}

static bool is_used(const corral_region *region, const char *column)
{
    for (uint32_t a = 0; a < corral_region_coalition_count(region); a++)
        if (*corral_region_attribute(region, a, column)) return true;
    return false;
}

static corral_status write_coalitions(sheet *s, const corral_whole *whole, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_region *region = whole->region;
    const char **columns = NULL;
    size_t count = 0;
    TRY(corral_array_new(&columns, (size_t)corral_region_attribute_count(region) + 1,
                         sizeof *columns, err));
    for (uint32_t k = 0; k < corral_region_attribute_count(region); k++) {
        const char *name = corral_region_attribute_name(region, k);
        if (is_used(region, name)) columns[count++] = name;
    }
    if (count) qsort(columns, count, sizeof *columns, by_column);
    put(s, "id");
    TRY(put_header(s, columns, count, err));
    for (uint32_t a = 0; a < corral_region_coalition_count(region); a++) {
        put(s, corral_region_id(region, a));
        for (size_t k = 0; k < count; k++) put(s, corral_region_attribute(region, a, columns[k]));
        TRY(end_row(s, err));
    }
done:
    free(columns);
    return status;
}

/* A word that means "asked, and there is none", and is no item of the facet. */
static const char *word_for_none(const corral_region *region, const char *facet)
{
    static const char *const words[] = {"none", "nobody", "nothing", "nil"};
    uint32_t number = corral_region_facet_find(region, facet);
    size_t k = 0;
    while (k < 3 && corral_region_item_find(region, number, words[k]) != UINT32_MAX) k++;
    return words[k];
}

static corral_status write_row(sheet *s, const corral_row *row, const char *item, corral_error *err)
{
    static const char *const known[] = {[CORRAL_SAID_NOTHING] = "",
                                        [CORRAL_SAID_NO] = "no",
                                        [CORRAL_SAID_PARTIAL] = "partial",
                                        [CORRAL_SAID_YES] = "yes",
                                        [CORRAL_SAID_NONE] = ""};
    const char *const texts[] = {row->informant, row->as_of, row->source, row->page,     row->note,
                                 row->person,    row->role,  row->hours,  row->indicator};
    put(s, row->coalition);
    put(s, row->facet);
    put(s, item);
    if (*row->item)
        put_number(s, row->weight);
    else
        put(s, "");
    put(s, known[row->known]);
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) put(s, texts[k]);
    return end_row(s, err);
}

static corral_status write_footprint(sheet *s, const corral_whole *whole, corral_error *err)
{
    static const char *const names[] = {"coalition", "facet", "item",   "weight",   "known",
                                        "informant", "as_of", "source", "page",     "note",
                                        "person",    "role",  "hours",  "indicator"};
    corral_status status = CORRAL_OK;
    TRY(put_header(s, names, sizeof names / sizeof *names, err));
    for (size_t i = 0; i < corral_record_row_count(whole->record); i++) {
        corral_record_row row = corral_record_row_get(whole->record, i);
        if (!row.is_decision) TRY(write_row(s, &row.said, row.said.item, err));
    }
    for (size_t i = 0; i < corral_record_known_count(whole->record); i++) {
        corral_record_row row = corral_record_known_get(whole->record, i);
        const char *item =
            row.said.known == CORRAL_SAID_NONE ? word_for_none(whole->region, row.said.facet) : "";
        TRY(write_row(s, &row.said, item, err));
    }
done:
    return status;
}

static corral_status write_items(sheet *s, const corral_whole *whole, corral_error *err)
{
    static const char *const names[] = {"facet", "item", "name", "sector", "within", "url"};
    corral_status status = CORRAL_OK;
    TRY(put_header(s, names, sizeof names / sizeof *names, err));
    for (uint32_t j = 0; j < corral_record_item_count(whole->record); j++) {
        corral_record_item item = corral_record_item_get(whole->record, j);
        if (!item.is_listed) continue;
        put(s, item.facet);
        put(s, item.item);
        put(s, item.name);
        put(s, item.sector);
        put(s, item.within == UINT32_MAX ? ""
                                         : corral_record_item_get(whole->record, item.within).item);
        put(s, item.url);
        TRY(end_row(s, err));
    }
done:
    return status;
}

static corral_status write_decisions(sheet *s, const corral_whole *whole, corral_error *err)
{
    static const char *const names[] = {"coalition", "facet", "item", "value", "by", "date", "why"};
    corral_status status = CORRAL_OK;
    TRY(put_header(s, names, sizeof names / sizeof *names, err));
    for (size_t i = 0; i < corral_record_row_count(whole->record); i++) {
        corral_record_row row = corral_record_row_get(whole->record, i);
        if (!row.is_decision) continue;
        put(s, row.said.coalition);
        put(s, row.said.facet);
        put(s, row.said.item);
        if (isnan(row.said.weight))
            put(s, "unknown");
        else
            put_number(s, row.said.weight);
        put(s, row.said.informant);
        put(s, row.said.as_of);
        put(s, row.said.note);
        TRY(end_row(s, err));
    }
done:
    return status;
}

static corral_status write_kept(sheet *s, const corral_whole *whole, corral_kept_kind kind,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_kept_form *form = &corral_kept_forms[kind];
    TRY(put_header(s, form->columns, form->count, err));
    for (uint32_t i = 0; i < corral_kept_count(&whole->kept, kind); i++) {
        const char *cells[CORRAL_KEPT_COLUMNS];
        corral_kept_get(&whole->kept, kind, i, cells);
        TRY(put_header(s, cells, form->count, err));
    }
done:
    return status;
}

static corral_status write_aliases(sheet *s, const corral_whole *whole, corral_error *err)
{
    return write_kept(s, whole, CORRAL_KEPT_ALIASES, err);
}

static corral_status write_asks(sheet *s, const corral_whole *whole, corral_error *err)
{
    return write_kept(s, whole, CORRAL_KEPT_ASKS, err);
}

static corral_status write_crosswalk(sheet *s, const corral_whole *whole, corral_error *err)
{
    return write_kept(s, whole, CORRAL_KEPT_CROSSWALK, err);
}

static corral_status write_synonyms(sheet *s, const corral_whole *whole, corral_error *err)
{
    return write_kept(s, whole, CORRAL_KEPT_SYNONYMS, err);
}

/* ---- the folder ---- */

static size_t decision_count(const corral_whole *whole)
{
    size_t count = 0;
    for (size_t i = 0; i < corral_record_row_count(whole->record); i++)
        count += corral_record_row_get(whole->record, i).is_decision;
    return count;
}

static size_t listed_count(const corral_whole *whole)
{
    size_t count = 0;
    for (uint32_t j = 0; j < corral_record_item_count(whole->record); j++)
        count += corral_record_item_get(whole->record, j).is_listed;
    return count;
}

static corral_status write_file(corral_folder *folder, const char *name, file_writer *write,
                                const corral_whole *whole, corral_error *err)
{
    corral_status status = CORRAL_OK;
    sheet s = {.err = err};
    TRY(corral_folder_file(folder, name, &s.output, err));
    TRY(write(&s, whole, err));
    TRY(corral_output_commit(s.output, err));
done:
    corral_output_free(s.output);
    corral_text_release(&s.line);
    return status;
}

static bool writes(const char *name)
{
    static const char *const names[] = {"coalitions.csv", "footprint.csv", "items.csv",
                                        "decisions.csv",  "aliases.csv",   "asks.csv",
                                        "crosswalk.csv",  "synonyms.csv"};
    for (size_t k = 0; k < sizeof names / sizeof *names; k++)
        if (strcmp(name, names[k]) == 0) return true;
    return false;
}

static corral_status write_folder(corral_session *session, const corral_whole *whole,
                                  const char *path, corral_error *err)
{
    const struct {
        const char *name;
        file_writer *write;
        size_t rows; /* 0: the file is left out */
    } files[] = {
        {"coalitions.csv", write_coalitions, 1},
        {"footprint.csv", write_footprint, 1},
        {"items.csv", write_items, listed_count(whole)},
        {"decisions.csv", write_decisions, decision_count(whole)},
        {"aliases.csv", write_aliases, corral_kept_count(&whole->kept, CORRAL_KEPT_ALIASES)},
        {"asks.csv", write_asks, corral_kept_count(&whole->kept, CORRAL_KEPT_ASKS)},
        {"crosswalk.csv", write_crosswalk, corral_kept_count(&whole->kept, CORRAL_KEPT_CROSSWALK)},
        {"synonyms.csv", write_synonyms, corral_kept_count(&whole->kept, CORRAL_KEPT_SYNONYMS)}};
    static const corral_folder_files written = {.writes = writes, .sign = "footprint.csv"};
    corral_status status = CORRAL_OK;
    corral_folder *folder = NULL;
    TRY(corral_session_folder_open(session, path, &written, &folder, err));
    for (size_t k = 0; k < sizeof files / sizeof *files; k++)
        if (files[k].rows) TRY(write_file(folder, files[k].name, files[k].write, whole, err));
    TRY(corral_folder_commit(folder, err));
done:
    corral_session_folder_free(session, folder);
    return status;
}

static corral_status write_single(corral_session *session, const corral_whole *whole,
                                  const char *path, corral_error *err)
{
    corral_status status = CORRAL_OK;
    sheet s = {.err = err};
    TRY(corral_session_open_path(session, path, &s.output, err));
    TRY(write_footprint(&s, whole, err));
    TRY(corral_output_commit(s.output, err));
    corral_session_say(session, "one CSV file holds the footprints alone: coalitions' names and "
                                "columns, items, decisions, aliases and asks are left out; a "
                                "folder holds all");
done:
    corral_output_free(s.output);
    corral_text_release(&s.line);
    return status;
}

corral_status corral_export_csv(corral_session *session, const corral_whole *whole,
                                const char *path, corral_error *err)
{
    size_t length = path ? strlen(path) : 0;
    bool is_file =
        !path || strcmp(path, "-") == 0 || (length > 4 && strcmp(path + length - 4, ".csv") == 0);
    return is_file ? write_single(session, whole, path, err)
                   : write_folder(session, whole, path, err);
}
