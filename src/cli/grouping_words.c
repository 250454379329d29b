/* A grouping in words: its bands, what holds groups together, a sentence about all of it. */
#include "cli/grouping.h"

#include <stdio.h>
#include <stdlib.h>

#include "cli/draw.h"
#include "cli/facet.h"
#include "core/memory.h"
#include "core/number.h"

const char *corral_group_status_name(corral_group_status status)
{
    static const char *const names[] = {"grouped",          "no close partner", "no seat found",
                                        "too little known", "not asked",        "not compared"};
    return names[status];
}

const char *corral_band_name(corral_band band)
{
    static const char *const names[] = {"firm", "stable", "pattern", "loose", NULL};
    return names[band];
}

/* "; 5 goals treated as 2 by crosswalk.csv" for each facet compared of which that holds. */
static corral_status add_crosswalk(const corral_region *region, uint32_t facet, corral_text *out,
                                   corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t first, end;
    size_t items = 0, classes = 0;
    char words[80], number[24];
    unsigned char *joined = NULL;
    if (!corral_region_crosswalk_count(region)) return CORRAL_OK;
    corral_region_facet_items(region, facet, &first, &end);
    TRY(corral_array_new(&joined, end - first, 1, err));
    for (uint32_t j = first; j < end; j++) {
        uint32_t same = corral_region_item_same(region, j);
        if (same == j) continue;
        classes += !joined[same - first];
        items += 1 + (size_t)!joined[same - first];
        joined[same - first] = 1;
    }
    if (!items) goto done;
    snprintf(number, sizeof number, "%zu", classes);
    TRY(corral_text_printf(out, err, "; %zu %s treated as %s by crosswalk.csv", items,
                           corral_facet_words(corral_region_facet_name(region, facet), items, words),
                           classes == 1 ? "one" : number));
done:
    free(joined);
    return status;
}

corral_status corral_grouping_facets(const corral_region *region,
                                     const corral_similarity *similarity, corral_text *out,
                                     corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t count = corral_similarity_facet_count(similarity);
    if (count == 0) TRY(corral_text_printf(out, err, "none"));
    for (uint32_t k = 0; k < count; k++) {
        double share;
        char percent[CORRAL_NUMBER_SIZE];
        uint32_t facet = corral_similarity_facet(similarity, k, NULL, &share);
        corral_number_fixed(100 * share, 0, percent);
        TRY(corral_text_printf(out, err, "%s%s %s %%", k ? ", " : "",
                               corral_region_facet_name(region, facet), percent));
    }
    for (uint32_t k = 0; k < count; k++)
        TRY(add_crosswalk(region, corral_similarity_facet(similarity, k, NULL, NULL), out, err));
done:
    return status;
}

corral_status corral_grouping_held(const corral_region *region, const corral_grouping *grouping,
                                   uint32_t place, size_t most, corral_text *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    enum { ROOM = 16 };
    uint32_t item[ROOM];
    double part[ROOM];
    size_t count;
    TRY(corral_grouping_held_by(grouping, place, most < ROOM ? most : ROOM, item, part, &count,
                                err));
    if (count == 0) TRY(corral_text_printf(out, err, "nothing shared"));
    for (size_t i = 0; i < count; i++) {
        char percent[CORRAL_NUMBER_SIZE];
        uint32_t facet = corral_region_item_facet(region, item[i]);
        corral_number_fixed(100 * part[i], 0, percent);
        TRY(corral_text_printf(out, err, "%s%s (%s, %s %%)", i ? "; " : "",
                               corral_region_item_name(region, item[i]),
                               corral_region_facet_name(region, facet), percent));
    }
done:
    return status;
}

/* ": 3 firm, 2 stable", nothing where nobody asked. */
static corral_status add_bands(const corral_grouping *grouping, corral_text *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t of[CORRAL_BAND_UNKNOWN + 1] = {0};
    const char *mark = ": ";
    for (uint32_t k = 0; k < corral_grouping_count(grouping); k++)
        of[corral_band_of(corral_grouping_stability(grouping, k))]++;
    for (corral_band band = CORRAL_BAND_FIRM; band < CORRAL_BAND_UNKNOWN; band++) {
        if (!of[band]) continue;
        TRY(corral_text_printf(out, err, "%s%zu %s", mark, of[band], corral_band_name(band)));
        mark = ", ";
    }
done:
    return status;
}

corral_status corral_grouping_sentence(const corral_region *region, const corral_grouping_run *run,
                                       corral_text *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_grouping *grouping = run->grouping;
    size_t of[CORRAL_NOT_COMPARED + 1] = {0};
    uint32_t groups = corral_grouping_count(grouping);
    for (uint32_t a = 0; a < corral_region_coalition_count(region); a++)
        of[corral_grouping_status(grouping, a)]++;
    size_t alone = of[CORRAL_NO_CLOSE_PARTNER];
    if (run->is_around && groups == 0) {
        TRY(corral_text_printf(
            out, err, "no group around %s: %s", corral_region_name(region, run->around),
            corral_group_status_name(corral_grouping_status(grouping, run->around))));
        goto done;
    }
    TRY(corral_text_printf(out, err, "%u group%s with %zu coalitions", groups,
                           groups == 1 ? "" : "s", of[CORRAL_GROUPED]));
    TRY(add_bands(grouping, out, err));
    if (run->is_around) goto done;
    if (alone)
        TRY(corral_text_printf(out, err, "; %zu coalition%s without a close partner", alone,
                               alone == 1 ? "" : "s"));
    if (of[CORRAL_NO_SEAT])
        TRY(corral_text_printf(out, err, "%s %zu without a seat", alone ? "," : ";",
                               of[CORRAL_NO_SEAT]));
    alone += of[CORRAL_NO_SEAT];
    if (of[CORRAL_TOO_LITTLE_KNOWN])
        TRY(corral_text_printf(out, err, "%s %zu too little known", alone ? "," : ";",
                               of[CORRAL_TOO_LITTLE_KNOWN]));
    if (of[CORRAL_NOT_ASKED])
        TRY(corral_text_printf(out, err, "; %zu not asked", of[CORRAL_NOT_ASKED]));
    if (of[CORRAL_NOT_COMPARED])
        TRY(corral_text_printf(out, err, "; %zu without a group", of[CORRAL_NOT_COMPARED]));
done:
    return status;
}

corral_status corral_grouping_say(const corral_session *session, const corral_region *region,
                                  const corral_grouping_run *run, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text text = {0};
    TRY(corral_grouping_sentence(region, run, &text, err));
    corral_session_say(session, "%s", text.bytes);
done:
    corral_text_release(&text);
    return status;
}

corral_status corral_grouping_say_group(const corral_session *session, const corral_region *region,
                                        const corral_grouping_run *run, uint32_t group,
                                        corral_error *err)
{
    enum { NAMES_MOST = 12 };
    corral_status status = CORRAL_OK;
    corral_coalitions members;
    corral_text text = {0};
    TRY(corral_grouping_find(run, &group, &members, err));
    for (size_t i = 0; i < members.count && i < NAMES_MOST; i++)
        TRY(corral_text_printf(&text, err, "%s%s", i ? "; " : "",
                               corral_short_name(region, members.index[i])));
    if (members.count > NAMES_MOST)
        TRY(corral_text_printf(&text, err, " and %zu more", members.count - NAMES_MOST));
    corral_session_say(session, "group %u: %s", group, text.bytes);
    if (!run->is_given && !run->previous.group && !run->is_around)
        corral_session_say(session, "numbers of groups may move with aliases and options: keep "
                                    "them with \"corral groups -o groups.csv\", then --groups "
                                    "groups.csv");
done:
    corral_text_release(&text);
    return status;
}
