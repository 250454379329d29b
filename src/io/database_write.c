/* A wave into a database: rows in the record's order, so that the same region gives the same
 * bytes. */
#include <math.h>
#include <string.h>

#include "core/memory.h"
#include "core/progress.h"
#include "io/database.h"
#include "io/values.h"
#include "region/nearest.h"

enum { STEP = 1 << 16 /* rows between two looks at the progress */ };

typedef struct writing {
    corral_database *database;
    const corral_whole *whole;
    const corral_import *import;
    uint64_t wave;
    uint64_t coalition, item; /* numbers of the first ones of this wave */
    corral_strings *sources;  /* those of this wave: five texts, each with a NUL */
    uint64_t first_source;    /* number of the first of them */
    corral_text scratch;
    corral_query *add_source;
} writing;

static corral_status next_number(corral_database *d, const char *sql, uint64_t *out,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_query *q = NULL;
    bool more;
    TRY(corral_query_new(d, "", sql, &q, err));
    TRY(corral_query_next(q, &more, err));
    TRY(corral_query_count(q, 0, out, err));
    ++*out;
done:
    corral_query_free(q);
    return status;
}

static corral_status add_wave(writing *w, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_query *q = NULL;
    TRY(next_number(w->database, "SELECT max(wave) FROM waves", &w->wave, err));
    TRY(next_number(w->database, "SELECT max(number) FROM coalitions", &w->coalition, err));
    TRY(next_number(w->database, "SELECT max(number) FROM items", &w->item, err));
    TRY(next_number(w->database, "SELECT max(number) FROM sources", &w->first_source, err));
    TRY(corral_query_new(w->database, "waves", "INSERT INTO waves VALUES(?1, ?2)", &q, err));
    corral_query_put_count(q, 1, w->wave);
    corral_query_put_text(q, 2, w->import->date);
    TRY(corral_query_run(q, err));
done:
    corral_query_free(q);
    return status;
}

/* ---- coalitions and items ---- */

static corral_status add_coalitions(writing *w, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_region *region = w->whole->region;
    corral_query *q = NULL;
    TRY(corral_query_new(w->database, "coalitions", "INSERT INTO coalitions VALUES(?1, ?2, ?3, ?4)",
                         &q, err));
    for (uint32_t a = 0; a < corral_region_coalition_count(region); a++) {
        corral_query_put_count(q, 1, w->coalition + a);
        corral_query_put_count(q, 2, w->wave);
        corral_query_put_text(q, 3, corral_region_id(region, a));
        corral_query_put_text(q, 4, corral_region_attribute(region, a, "name"));
        TRY(corral_query_run(q, err));
    }
done:
    corral_query_free(q);
    return status;
}

static corral_status add_attributes(writing *w, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_region *region = w->whole->region;
    corral_query *q = NULL;
    TRY(corral_query_new(w->database, "attributes", "INSERT INTO attributes VALUES(?1, ?2, ?3)", &q,
                         err));
    for (uint32_t a = 0; a < corral_region_coalition_count(region); a++)
        for (uint32_t k = 0; k < corral_region_attribute_count(region); k++) {
            const char *name = corral_region_attribute_name(region, k);
            const char *value = corral_region_attribute(region, a, name);
            if (!*value || strcmp(name, "name") == 0) continue;
            corral_query_put_count(q, 1, w->coalition + a);
            corral_query_put_text(q, 2, name);
            corral_query_put_text(q, 3, value);
            TRY(corral_query_run(q, err));
        }
done:
    corral_query_free(q);
    return status;
}

static void put_item(const writing *w, corral_query *q, int parameter, uint32_t item)
{
    if (item == UINT32_MAX)
        corral_query_put_blank(q, parameter);
    else
        corral_query_put_count(q, parameter, w->item + item);
}

static corral_status add_items(writing *w, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_query *q = NULL;
    TRY(corral_query_new(w->database, "items",
                         "INSERT INTO items VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)", &q,
                         err));
    for (uint32_t j = 0; j < corral_record_item_count(w->whole->record); j++) {
        corral_record_item item = corral_record_item_get(w->whole->record, j);
        put_item(w, q, 1, j);
        corral_query_put_count(q, 2, w->wave);
        corral_query_put_text(q, 3, item.facet);
        corral_query_put_text(q, 4, item.item);
        corral_query_put_text(q, 5, item.name);
        corral_query_put_text(q, 6, item.sector);
        put_item(w, q, 7, item.within);
        corral_query_put_text(q, 8, item.url);
        corral_query_put_count(q, 9, item.is_listed);
        put_item(w, q, 10, item.same_as);
        TRY(corral_query_run(q, err));
    }
done:
    corral_query_free(q);
    return status;
}

/* ---- statements ---- */

/* Number of the source of a row, 0 if it has none; a new one is added. */
static corral_status find_source(writing *w, const corral_row *row, uint64_t *number,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char *texts[] = {row->informant, row->as_of, row->source, row->page, row->note};
    uint32_t before = corral_strings_count(w->sources), found;
    *number = 0;
    if (!*texts[0] && !*texts[1] && !*texts[2] && !*texts[3] && !*texts[4]) return CORRAL_OK;
    w->scratch.length = 0;
    for (size_t k = 0; k < 5; k++)
        TRY(corral_text_append(&w->scratch, texts[k], strlen(texts[k]) + 1, err));
    TRY(corral_strings_add(w->sources, w->scratch.bytes, w->scratch.length, &found, err));
    *number = w->first_source + found;
    if (found < before) return CORRAL_OK;
    corral_query_put_count(w->add_source, 1, *number);
    for (int k = 0; k < 5; k++) corral_query_put_text(w->add_source, k + 2, texts[k]);
    TRY(corral_query_run(w->add_source, err));
done:
    return status;
}

static void put_source(corral_query *q, int parameter, uint64_t source)
{
    if (source)
        corral_query_put_count(q, parameter, source);
    else
        corral_query_put_blank(q, parameter);
}

static const char *known_word(corral_said_known known)
{
    static const char *const words[] = {[CORRAL_SAID_NOTHING] = "",
                                        [CORRAL_SAID_NO] = "no",
                                        [CORRAL_SAID_PARTIAL] = "partial",
                                        [CORRAL_SAID_YES] = "yes",
                                        [CORRAL_SAID_NONE] = "none"};
    return words[known];
}

static corral_status add_statement(writing *w, corral_query *q, const corral_record_row *row,
                                   corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_row *said = &row->said;
    uint64_t source;
    TRY(find_source(w, said, &source, err));
    corral_query_put_count(q, 1, w->coalition + row->coalition);
    put_item(w, q, 2, row->item);
    corral_query_put_number(q, 3, said->weight);
    corral_query_put_text(q, 4, known_word(said->known));
    corral_query_put_text(q, 5, said->person);
    corral_query_put_text(q, 6, said->role);
    corral_query_put_text(q, 7, said->hours);
    corral_query_put_text(q, 8, said->indicator);
    put_source(q, 9, source);
    TRY(corral_query_run(q, err));
done:
    return status;
}

static corral_status add_decision(writing *w, corral_query *q, const corral_record_row *row,
                                  corral_error *err)
{
    corral_query_put_count(q, 1, w->coalition + row->coalition);
    put_item(w, q, 2, row->item);
    corral_query_put_number(q, 3, row->said.weight);
    corral_query_put_text(q, 4, row->said.informant);
    corral_query_put_text(q, 5, row->said.as_of);
    corral_query_put_text(q, 6, row->said.note);
    return corral_query_run(q, err);
}

static corral_status add_rows(writing *w, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_query *statement = NULL, *decision = NULL;
    size_t count = corral_record_row_count(w->whole->record);
    TRY(corral_query_new(w->database, "footprint",
                         "INSERT INTO footprint VALUES(NULL, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                         &statement, err));
    TRY(corral_query_new(w->database, "decisions",
                         "INSERT INTO decisions VALUES(NULL, ?1, ?2, ?3, ?4, ?5, ?6)", &decision,
                         err));
    for (size_t i = 0; i < count; i++) {
        corral_record_row row = corral_record_row_get(w->whole->record, i);
        if (i % STEP == 0)
            TRY(corral_progress_step(w->import->progress, "writing", (double)i / (double)count,
                                     err));
        if (row.is_decision)
            TRY(add_decision(w, decision, &row, err));
        else
            TRY(add_statement(w, statement, &row, err));
    }
done:
    corral_query_free(statement);
    corral_query_free(decision);
    return status;
}

static corral_status add_known(writing *w, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_query *q = NULL;
    TRY(corral_query_new(w->database, "known", "INSERT INTO known VALUES(NULL, ?1, ?2, ?3, ?4)", &q,
                         err));
    for (size_t i = 0; i < corral_record_known_count(w->whole->record); i++) {
        corral_record_row row = corral_record_known_get(w->whole->record, i);
        uint64_t source;
        TRY(find_source(w, &row.said, &source, err));
        corral_query_put_count(q, 1, w->coalition + row.coalition);
        corral_query_put_text(q, 2, row.said.facet);
        corral_query_put_text(q, 3, known_word(row.said.known));
        put_source(q, 4, source);
        TRY(corral_query_run(q, err));
    }
done:
    corral_query_free(q);
    return status;
}

/* ---- small tables ---- */

static corral_status add_kept(writing *w, corral_kept_kind kind, const char *sql, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_query *q = NULL;
    const corral_kept *kept = &w->whole->kept;
    const char *cells[CORRAL_KEPT_COLUMNS];
    TRY(corral_query_new(w->database, corral_kept_forms[kind].name, sql, &q, err));
    for (uint32_t i = 0; i < corral_kept_count(kept, kind); i++) {
        corral_kept_get(kept, kind, i, cells);
        corral_query_put_count(q, 1, w->wave);
        for (size_t k = 0; k < corral_kept_forms[kind].count; k++)
            corral_query_put_text(q, (int)k + 2, cells[k]);
        TRY(corral_query_run(q, err));
    }
done:
    corral_query_free(q);
    return status;
}

static corral_status add_asks(writing *w, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_query *q = NULL;
    const corral_kept *kept = &w->whole->kept;
    const char *cells[CORRAL_KEPT_COLUMNS];
    corral_place place = {"asks", 0, 0};
    TRY(corral_query_new(w->database, "asks", "INSERT INTO asks VALUES(NULL, ?1, ?2, ?3, ?4)", &q,
                         err));
    for (uint32_t i = 0; i < corral_kept_count(kept, CORRAL_KEPT_ASKS); i++) {
        uint32_t coalition;
        double per_year = NAN;
        corral_kept_get(kept, CORRAL_KEPT_ASKS, i, cells);
        const char *number = cells[CORRAL_ASKS_PER_YEAR];
        TRY(corral_region_require(w->whole->region, cells[CORRAL_ASKS_COALITION], place, &coalition,
                                  err));
        if (!*cells[CORRAL_ASKS_MEMBER])
            FAIL_AT(CORRAL_BAD_INPUT, place, "member must not be blank (an ask of coalition %s)",
                    CORRAL_QUOTE(cells[CORRAL_ASKS_COALITION]));
        if (*number && (!corral_value_number(number, false, &per_year) || per_year < 0))
            FAIL_AT(CORRAL_BAD_INPUT, place, "per_year must be a number of at least 0, got %s",
                    CORRAL_QUOTE(number));
        corral_query_put_count(q, 1, w->coalition + coalition);
        corral_query_put_text(q, 2, cells[CORRAL_ASKS_MEMBER]);
        corral_query_put_text(q, 3, cells[CORRAL_ASKS_KIND]);
        corral_query_put_number(q, 4, per_year);
        TRY(corral_query_run(q, err));
    }
done:
    corral_query_free(q);
    return status;
}

static corral_status add_all(writing *w, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(add_wave(w, err));
    TRY(add_coalitions(w, err));
    TRY(add_attributes(w, err));
    TRY(add_items(w, err));
    TRY(add_rows(w, err));
    TRY(add_known(w, err));
    TRY(add_kept(w, CORRAL_KEPT_ALIASES,
                 "INSERT INTO aliases VALUES(NULL, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)", err));
    TRY(add_asks(w, err));
    TRY(add_kept(w, CORRAL_KEPT_CROSSWALK,
                 "INSERT INTO crosswalk VALUES(NULL, ?1, ?2, ?3, ?4, ?5, ?6, ?7)", err));
    TRY(add_kept(w, CORRAL_KEPT_SYNONYMS, "INSERT INTO synonyms VALUES(NULL, ?1, ?2, ?3)", err));
done:
    return status;
}

corral_status corral_database_add(corral_database *database, const corral_whole *whole,
                                  const corral_import *import, uint64_t *wave, corral_error *err)
{
    corral_status status = CORRAL_OK;
    writing w = {.database = database, .whole = whole, .import = import};
    TRY(corral_strings_new(&w.sources, err));
    TRY(corral_query_new(database, "sources", "INSERT INTO sources VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
                         &w.add_source, err));
    TRY(add_all(&w, err));
    *wave = w.wave;
done:
    corral_query_free(w.add_source);
    corral_text_release(&w.scratch);
    corral_strings_free(w.sources);
    return status;
}
