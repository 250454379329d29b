/* Facet by facet: names, decisions, proposals. */
#include "cli/names_run.h"

#include <math.h>
#include <string.h>

#include "cli/facet.h"
#include "core/memory.h"
#include "io/reading.h"
#include "region/nearest.h"

#define COALITIONS "coalition"

void corral_names_run_release(corral_names_run *run)
{
    for (size_t k = 0; k < run->found_count; k++) corral_names_free(run->found[k]);
    for (size_t k = 0; k < run->reason_count; k++) free(run->reasons[k]);
    free(run->found);
    free(run->reasons);
    free(run->rows);
    corral_aliases_file_release(&run->decided);
    *run = (corral_names_run){0};
}

/* ---- decisions ---- */

static corral_status read_decisions(corral_names_run *run, const corral_session *session,
                                    corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text path = {0};
    bool repair = session->common.repair;
    TRY(corral_folder_find(session->region_path, "aliases", &path, err));
    if (path.length) TRY(corral_aliases_file_read(path.bytes, repair, &run->decided, err));
    if (session->common.aliases)
        TRY(corral_aliases_file_read(session->common.aliases, repair, &run->decided, err));
done:
    corral_text_release(&path);
    return status;
}

/* ---- one facet ---- */

typedef struct facet_names {
    const corral_region *region;
    const char *facet; /* or COALITIONS */
    uint32_t number;   /* of the facet, UINT32_MAX for coalitions */
    uint32_t first;    /* of its items */
    corral_name *names;
    size_t count;
    corral_name_pair *settled, *put_off;
    const corral_alias_row **put_off_row;
    size_t settled_count, settled_capacity, put_off_count;
} facet_names;

static void facet_names_release(facet_names *f)
{
    free(f->names);
    free(f->settled);
    free(f->put_off);
    free(f->put_off_row);
}

/* How a file names it. */
static const char *key_of(const facet_names *f, uint32_t k)
{
    return f->number == UINT32_MAX ? corral_region_id(f->region, k)
                                   : corral_region_item_key(f->region, f->first + k);
}

static corral_status list_names(facet_names *f, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t end = corral_region_coalition_count(f->region);
    if (f->number != UINT32_MAX) corral_region_facet_items(f->region, f->number, &f->first, &end);
    f->count = end - f->first;
    TRY(corral_array_new(&f->names, f->count, sizeof *f->names, err));
    for (uint32_t k = 0; k < f->count; k++) {
        uint32_t j = f->first + k;
        f->names[k] = f->number == UINT32_MAX
                          ? (corral_name){corral_region_name(f->region, k),
                                          (uint32_t)corral_region_footprint(f->region, k).count}
                          : (corral_name){corral_region_item_name(f->region, j),
                                          (uint32_t)corral_region_holders(f->region, j).count};
    }
done:
    return status;
}

/* Places among the facet's names; false if the row is about something else or nothing that is
 * there. */
static bool find_pair(const facet_names *f, const corral_alias_row *row, corral_name_pair *pair)
{
    if (strcmp(row->facet, f->facet) != 0) return false;
    if (f->number == UINT32_MAX) {
        *pair = (corral_name_pair){corral_region_find(f->region, row->keep),
                                   corral_region_find(f->region, row->merge)};
        return pair->a != UINT32_MAX && pair->b != UINT32_MAX;
    }
    uint32_t keep = corral_region_item_find(f->region, f->number, row->keep);
    uint32_t merge = corral_region_item_find(f->region, f->number, row->merge);
    *pair = (corral_name_pair){keep - f->first, merge - f->first};
    return keep != UINT32_MAX && merge != UINT32_MAX;
}

/* What lies within what is two things. */
static corral_status list_nested(facet_names *f, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (uint32_t k = 0; f->number != UINT32_MAX && k < f->count; k++) {
        uint32_t outer = f->first + k;
        while ((outer = corral_region_item_within(f->region, outer)) != UINT32_MAX) {
            TRY(corral_array_grow(&f->settled, &f->settled_capacity, f->settled_count + 1,
                                  sizeof *f->settled, err));
            f->settled[f->settled_count++] = (corral_name_pair){k, outer - f->first};
        }
    }
done:
    return status;
}

static corral_status list_decided(facet_names *f, const corral_aliases_file *file,
                                  corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(list_nested(f, err));
    TRY(corral_array_grow(&f->settled, &f->settled_capacity, f->settled_count + file->count,
                          sizeof *f->settled, err));
    TRY(corral_array_new(&f->put_off, file->count, sizeof *f->put_off, err));
    TRY(corral_array_new(&f->put_off_row, file->count, sizeof(corral_alias_row *), err));
    for (size_t k = 0; k < file->count; k++) {
        const corral_alias_row *row = &file->rows[k];
        corral_name_pair pair;
        if (row->decision == CORRAL_SAME_UNDECIDED || !find_pair(f, row, &pair)) continue;
        /* One coalition under two ids stays two until somebody gives it one: ask of one of them. */
        if (row->decision == CORRAL_SAME_YES && f->number == UINT32_MAX)
            f->names[pair.b].text = "";
        if (row->decision == CORRAL_SAME_LATER) {
            f->put_off_row[f->put_off_count] = row;
            f->put_off[f->put_off_count++] = pair;
        } else {
            f->settled[f->settled_count++] = pair;
        }
    }
done:
    return status;
}

/* The row that put the question off, NULL if none did. The last word counts. */
static const corral_alias_row *put_off_by(const facet_names *f, const corral_name_proposal *p)
{
    for (size_t k = f->put_off_count; k-- > 0;) {
        corral_name_pair pair = f->put_off[k];
        if ((pair.a == p->keep && pair.b == p->merge) || (pair.a == p->merge && pair.b == p->keep))
            return f->put_off_row[k];
    }
    return NULL;
}

/* A reason that says what the two are called, where keep and merge are ids. */
static corral_status name_reason(corral_names_run *run, const facet_names *f,
                                 const corral_name_proposal *p, const char **why, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text text = {0};
    const char *keep = f->names[p->keep].text, *merge = f->names[p->merge].text;
    if (strcmp(keep, key_of(f, p->keep)) == 0 && strcmp(merge, key_of(f, p->merge)) == 0)
        return CORRAL_OK;
    TRY(corral_array_grow(&run->reasons, &run->reason_capacity, run->reason_count + 1,
                          sizeof(char *), err));
    TRY(corral_text_printf(&text, err, "\"%s\" and \"%s\": %s", keep, merge, p->why));
    *why = run->reasons[run->reason_count++] = text.bytes;
    text = (corral_text){0};
done:
    corral_text_release(&text);
    return status;
}

static corral_status add_row(corral_names_run *run, corral_names_row row, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_array_grow(&run->rows, &run->capacity, run->count + 1, sizeof *run->rows, err));
    run->rows[run->count++] = row;
done:
    return status;
}

static corral_status add_proposals(corral_names_run *run, const facet_names *f,
                                   const corral_names *found, bool put_off, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (size_t k = 0; k < corral_names_count(found); k++) {
        corral_name_proposal p = corral_names_get(found, k);
        const corral_alias_row *later = f->put_off_count ? put_off_by(f, &p) : NULL;
        if (put_off != (later != NULL)) continue;
        corral_names_row row = {.keep = key_of(f, p.keep),
                                .merge = key_of(f, p.merge),
                                .facet = f->facet,
                                .why = p.why,
                                .by = later ? later->by : "",
                                .date = later ? later->date : "",
                                .score = p.score,
                                .decision = later ? CORRAL_SAME_LATER : CORRAL_SAME_UNDECIDED};
        TRY(name_reason(run, f, &p, &row.why, err));
        TRY(add_row(run, row, err));
        if (later)
            run->later++;
        else
            run->asked++;
    }
done:
    return status;
}

static corral_status propose(corral_names_run *run, corral_session *session, facet_names *f,
                             const corral_names_settings *settings, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_names_options options = CORRAL_NAMES_OPTIONS_INIT;
    corral_names *found = NULL;
    TRY(list_names(f, err));
    TRY(list_decided(f, &run->decided, err));
    options.score = settings->score;
    if (settings->items) options.among = settings->items + f->first;
    options.decided = f->settled;
    options.decided_count = f->settled_count;
    TRY(corral_array_grow(&run->found, &run->found_capacity, run->found_count + 1,
                          sizeof(corral_names *), err));
    TRY(corral_names_find(f->names, f->count, &options, &session->progress, &found, err));
    run->found[run->found_count++] = found;
    run->names += f->count;
    TRY(add_proposals(run, f, found, false, err));
    TRY(add_proposals(run, f, found, true, err));
done:
    facet_names_release(f);
    return status;
}

/* ---- which facets ---- */

/* Facets by number; coalitions stand behind them. */
static corral_status choose_facets(const corral_region *region, const corral_words *facets,
                                   unsigned char *chosen, corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (!facets || !facets->count)
        for (uint32_t f = 0; f < corral_region_facet_count(region); f++)
            chosen[f] = strcmp(corral_region_facet_name(region, f), "partner") != 0;
    if (facets) TRY(corral_facets_choose(region, facets, COALITIONS, chosen, err));
done:
    return status;
}

static corral_status add_decided(corral_names_run *run, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (size_t k = 0; k < run->decided.count; k++) {
        const corral_alias_row *r = &run->decided.rows[k];
        if (r->decision == CORRAL_SAME_UNDECIDED || r->decision == CORRAL_SAME_LATER) continue;
        TRY(add_row(run,
                    (corral_names_row){r->keep, r->merge, r->facet, r->why, r->by, r->date,
                                       r->score, r->decision},
                    err));
    }
done:
    return status;
}

corral_status corral_names_run_init(corral_names_run *run, corral_session *session,
                                    const corral_region *region,
                                    const corral_names_settings *settings, corral_error *err)
{
    corral_status status = CORRAL_OK;
    unsigned char *chosen = NULL;
    uint32_t facets = corral_region_facet_count(region);
    *run = (corral_names_run){0};
    TRY(corral_array_new(&chosen, (size_t)facets + 1, 1, err));
    TRY(choose_facets(region, settings->facets, chosen, err));
    TRY(read_decisions(run, session, err));
    for (uint32_t k = 0; k <= facets; k++) {
        if (!chosen[k] || (settings->items && k == facets)) continue;
        facet_names f = {.region = region,
                         .facet = k == facets ? COALITIONS : corral_region_facet_name(region, k),
                         .number = k == facets ? UINT32_MAX : k};
        TRY(propose(run, session, &f, settings, err));
    }
    if (settings->all) TRY(add_decided(run, err));
done:
    free(chosen);
    return status;
}
