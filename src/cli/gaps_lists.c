/* The lists that gaps looks at, and warnings of entries that say nothing or are spelled much like
 * something else. */
#include "cli/gaps_run.h"

#include "core/memory.h"
#include "region/nearest.h"

#include <stdio.h>
#include <string.h>

/* So many warnings of a kind; a near name costs a walk over all items. */
enum { WARNED = 20 };

corral_status corral_gaps_settle(corral_gaps_settings *settings, corral_session *session,
                                 corral_text *own, corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (settings->not_applicable) {
        if (strcmp(settings->not_applicable, "none") == 0) settings->not_applicable = NULL;
        return CORRAL_OK;
    }
    TRY(corral_session_own_list(session, "not-applicable.csv", own, err));
    if (!own->length) goto done;
    settings->not_applicable = own->bytes;
    settings->is_own = true;
done:
    return status;
}

static void warn_again(const corral_session *session, const corral_list_file *file)
{
    size_t again = 0;
    for (size_t k = 0; k < file->count; k++) {
        const corral_list_entry *e = &file->entries[k];
        if (e->again && again++ < WARNED)
            corral_session_say(session, "%s:%zu:%zu: %s is there again, as in line %zu; read once",
                               file->name, e->line, e->column, CORRAL_QUOTE(e->item), e->again);
    }
    if (again > WARNED)
        corral_session_say(session, "%s: %zu more entries are there again", file->name,
                           again - WARNED);
}

/* Facets of a list where no facet was named; *of is the one if it is about one alone. */
static corral_status check_facets(const corral_region *region, const corral_list_file *file,
                                  uint32_t *of, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_error own = CORRAL_ERROR_INIT;
    uint32_t facet;
    bool is_one = true;
    for (size_t k = 0; k < file->count; k++) {
        const corral_list_entry *e = &file->entries[k];
        corral_place place = {file->name, e->line, 0};
        is_one = is_one && strcmp(e->facet, file->entries[0].facet) == 0;
        if (corral_region_require_facet(region, e->facet, &facet, &own) != CORRAL_OK)
            FAIL_AT(CORRAL_BAD_INPUT, place, "%s", own.message);
    }
    if (is_one) *of = facet;
done:
    return status;
}

/* "; did you mean ...?" behind what is said of a name that is not there. */
static const char *suggestion(const corral_region *region, uint32_t facet, const char *text,
                              char words[CORRAL_QUOTED_SIZE + 32])
{
    uint32_t near = corral_region_nearest_item(region, facet, text);
    words[0] = '\0';
    if (near != UINT32_MAX)
        snprintf(words, CORRAL_QUOTED_SIZE + 32, "; did you mean %s?",
                 CORRAL_QUOTE(corral_region_item_name(region, near)));
    return words;
}

/* An entry that no coalition has is what a list is for; one that is nearly there is a slip. */
static corral_status warn_near(const corral_session *session, const corral_region *region,
                               const corral_list_file *file, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t looked = 0;
    for (size_t k = 0; k < file->count; k++) {
        const corral_list_entry *e = &file->entries[k];
        uint32_t item, facet = corral_region_facet_find(region, e->facet);
        char words[CORRAL_QUOTED_SIZE + 32];
        if (facet == UINT32_MAX || e->again) continue;
        TRY(corral_region_item_look(region, facet, e->item,
                                    (corral_place){file->name, e->line, e->column}, &item, err));
        if (item != UINT32_MAX || looked++ >= WARNED) continue;
        if (suggestion(region, facet, e->item, words)[0])
            corral_session_say(session, "%s:%zu:%zu: no coalition speaks of %s %s%s", file->name,
                               e->line, e->column, e->facet, CORRAL_QUOTE(e->item), words);
    }
done:
    return status;
}

static bool is_listed(const corral_list_file *list, const char *facet, const char *item)
{
    for (size_t k = 0; k < list->count; k++)
        if (strcmp(list->entries[k].facet, facet) == 0 && strcmp(list->entries[k].item, item) == 0)
            return true;
    return false;
}

/* What is neither in the region nor on the list takes nothing out. */
static void warn_nothing(const corral_session *session, const corral_region *region,
                         const corral_list_file *file, const corral_list_entry *entry,
                         const char *of, const char *item)
{
    uint32_t facet = corral_region_facet_find(region, of);
    const char *near = NULL;
    char words[CORRAL_QUOTED_SIZE + 32] = "";
    if (facet == UINT32_MAX)
        near = corral_region_nearest_facet(region, of);
    else
        suggestion(region, facet, item, words);
    if (near) snprintf(words, sizeof words, "; is the facet %s meant?", near);
    corral_session_say(session,
                       "%s:%zu: %s %s is neither in the region nor on the list, and takes "
                       "nothing out%s",
                       file->name, entry->line, of, CORRAL_QUOTE(item), words);
}

static corral_status warn_excluded(const corral_session *session, const corral_region *region,
                                   const corral_gaps_run *run, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_list_file *file = &run->exclusions;
    size_t warned = 0;
    for (size_t k = 0; k < file->count; k++) {
        const corral_list_entry *e = &file->entries[k];
        const char *const facets[] = {e->facet, e->facet2}, *const items[] = {e->item, e->item2};
        for (int side = 0; side < 2 && items[side][0]; side++) {
            uint32_t item = UINT32_MAX, facet = corral_region_facet_find(region, facets[side]);
            if (facet != UINT32_MAX)
                TRY(corral_region_item_look(region, facet, items[side],
                                            (corral_place){file->name, e->line, 0}, &item, err));
            if (item != UINT32_MAX || warned >= WARNED ||
                is_listed(&run->list, facets[side], items[side]))
                continue;
            warned++;
            warn_nothing(session, region, file, e, facets[side], items[side]);
        }
    }
done:
    return status;
}

corral_status corral_gaps_read_lists(corral_gaps_run *run, const corral_session *session,
                                     const corral_region *region, const corral_gaps_settings *s,
                                     corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (s->list) TRY(corral_list_file_read(s->list, &run->list, err));
    if (s->not_applicable) TRY(corral_exclusions_read(s->not_applicable, &run->exclusions, err));
    if (s->list && !s->of) TRY(check_facets(region, &run->list, &run->of, err));
    TRY(corral_array_new(&run->listed, run->list.count, sizeof *run->listed, err));
    TRY(corral_array_new(&run->excluded, run->exclusions.count, sizeof *run->excluded, err));
    for (size_t k = 0; k < run->list.count; k++)
        run->listed[k] = (corral_listed){run->list.entries[k].facet, run->list.entries[k].item};
    for (size_t k = 0; k < run->exclusions.count; k++) {
        const corral_list_entry *e = &run->exclusions.entries[k];
        run->excluded[k] = (corral_not_applicable){{e->facet, e->item}, {e->facet2, e->item2}};
    }
    warn_again(session, &run->list);
    warn_again(session, &run->exclusions);
    TRY(warn_near(session, region, &run->list, err));
    TRY(warn_excluded(session, region, run, err));
done:
    return status;
}
