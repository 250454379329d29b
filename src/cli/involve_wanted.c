/* What should be at a table: a list, and what of it the region has a place for. */
#include "cli/involve.h"

#include <string.h>

#include "core/memory.h"
#include "region/nearest.h"

/* A sector is a column of items.csv, and may be no facet. */
static corral_status check_entry(const corral_region *region, const corral_list_file *file,
                                 const corral_list_entry *entry, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_place place = {file->name, entry->line, entry->column};
    uint32_t item, facet = corral_region_facet_find(region, entry->facet);
    if (facet != UINT32_MAX)
        return corral_region_item_look(region, facet, entry->item, place, &item, err);
    if (strcmp(entry->facet, "sector") == 0) return CORRAL_OK;
    const char *near = region_spelling_distance(entry->facet, "sector", 1) <= 1
                           ? "sector"
                           : corral_region_nearest_facet(region, entry->facet);
    place.column = 0;
    FAIL_AT(CORRAL_BAD_INPUT, place,
            "facet must be sector or one that the region has, got %s%s%s%s",
            CORRAL_QUOTE(entry->facet), near ? "; did you mean \"" : "", near ? near : "",
            near ? "\"?" : "");
done:
    return status;
}

static corral_status take(corral_involve_wanted *w, const corral_session *session,
                          const corral_region *region, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_array_new(&w->wanted, w->file.count, sizeof *w->wanted, err));
    for (size_t k = 0; k < w->file.count; k++) {
        const corral_list_entry *entry = &w->file.entries[k];
        TRY(check_entry(region, &w->file, entry, err));
        if (!entry->again)
            w->wanted[w->count++] = (corral_wanted){entry->facet, entry->item};
        else if (w->is_given)
            corral_session_say(session, "%s:%zu: %s is there already, in line %zu; counted once",
                               w->file.name, entry->line, CORRAL_QUOTE(entry->item), entry->again);
    }
done:
    return status;
}

/* An empty path: there is no list. */
static corral_status name_source(corral_involve_wanted *wanted, const corral_region *region,
                                 const char *path, corral_error *err)
{
    bool with_populations =
        !wanted->is_given && corral_region_facet_find(region, "population") != UINT32_MAX;
    if (!*path)
        return corral_text_printf(&wanted->from, err, "the sectors%s of the region",
                                  with_populations ? " and populations" : "");
    return corral_text_printf(&wanted->from, err, "the list %s%s", path,
                              with_populations ? " and the populations of the region" : "");
}

corral_status corral_involve_wanted_init(corral_involve_wanted *wanted, corral_session *session,
                                         const corral_region *region, const char *list,
                                         corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text path = {0};
    *wanted = (corral_involve_wanted){.is_given = list != NULL};
    if (!list) TRY(corral_session_own_list(session, "sectors.csv", &path, err));
    TRY(name_source(wanted, region, list ? list : path.bytes, err));
    if (!list && !path.length) goto done;
    TRY(corral_list_file_read(list ? list : path.bytes, &wanted->file, err));
    TRY(take(wanted, session, region, err));
done:
    corral_text_release(&path);
    return status;
}

void corral_involve_wanted_release(corral_involve_wanted *wanted)
{
    corral_list_file_release(&wanted->file);
    corral_text_release(&wanted->from);
    free(wanted->wanted);
}

void corral_involve_want(const corral_involve_wanted *wanted, corral_involve_options *options)
{
    options->wanted = wanted->wanted;
    options->wanted_count = wanted->count;
    options->sectors = !wanted->count;
    options->populations = !wanted->is_given;
}
