/* From the grouping options to a grouping. */
#include "cli/grouping.h"

#include "core/memory.h"
#include "core/number.h"
#include "core/order.h"
#include "region/nearest.h"

#include <string.h>

static const char *const measures[] = {"jaccard", "cosine", "overlap", "dice", NULL};
static const char *const combines[] = {"pooled", "mean", NULL};
static const char *const rarities[] = {"idf", "none", NULL};
static const char *const efforts[] = {"fast", "normal", "best", "exact", NULL};
static const char *const automatic[] = {"auto", NULL};

const corral_option corral_grouping_options[] = {
    {.name = "max-size",
     .kind = CORRAL_OPTION_COUNT,
     .placeholder = "N",
     .help = "most coalitions in a group",
     .from = 2,
     .to = 1000,
     CORRAL_FIELD(corral_grouping_settings, groups.max_size)},
    {.name = "min-size",
     .kind = CORRAL_OPTION_COUNT,
     .placeholder = "N",
     .help = "fewest coalitions in a group",
     .from = 1,
     .to = 1000,
     CORRAL_FIELD(corral_grouping_settings, groups.min_size)},
    {.name = "resolution",
     .kind = CORRAL_OPTION_NUMBER,
     .placeholder = "S|auto",
     .help = "similarity from which a pair speaks for a group",
     .most = 1,
     .above = true,
     .words = automatic,
     CORRAL_FIELD(corral_grouping_settings, groups.resolution)},
    {.name = "threshold",
     .kind = CORRAL_OPTION_NUMBER,
     .placeholder = "S",
     .help = "similarity below which a pair counts as sharing nothing",
     .most = 1,
     .blank = "half the resolution",
     CORRAL_FIELD(corral_grouping_settings, groups.threshold)},
    {.name = "facet",
     .kind = CORRAL_OPTION_LIST,
     .placeholder = "NAME=W",
     .help = "weight of a facet, 0 or more",
     .blank = "1 for member, goal, strategy, target, population and issue, 0 for others",
     CORRAL_FIELD(corral_grouping_settings, facets)},
    {.name = "measure",
     .kind = CORRAL_OPTION_CHOICE,
     .words = measures,
     .help = "how footprints are compared",
     CORRAL_FIELD(corral_grouping_settings, similarity.measure)},
    {.name = "combine",
     .kind = CORRAL_OPTION_CHOICE,
     .words = combines,
     .help = "one measure over all facets, or the mean of one for each",
     CORRAL_FIELD(corral_grouping_settings, similarity.combine)},
    {.name = "rarity",
     .kind = CORRAL_OPTION_CHOICE,
     .words = rarities,
     .help = "whether rare items count more",
     CORRAL_FIELD(corral_grouping_settings, similarity.rarity)},
    {.name = "min-coverage",
     .kind = CORRAL_OPTION_NUMBER,
     .placeholder = "C",
     .help = "share of the facets that must be known of both for a pair to be compared",
     .most = 1,
     CORRAL_FIELD(corral_grouping_settings, similarity.min_coverage)},
    {.name = "effort",
     .kind = CORRAL_OPTION_CHOICE,
     .words = efforts,
     .help = "how long to search; exact proves the result where it can, and says where not",
     CORRAL_FIELD(corral_grouping_settings, groups.effort)},
    {.name = "time-limit",
     .kind = CORRAL_OPTION_NUMBER,
     .placeholder = "SECONDS",
     .help = "end the search then with the best so far; results may then differ between runs",
     .most = 1e9,
     .blank = "none",
     CORRAL_FIELD(corral_grouping_settings, groups.time_limit)},
    {.name = "stability",
     .kind = CORRAL_OPTION_NUMBER,
     .placeholder = "N",
     .help = "ask so many times, with items drawn anew, how firm the groups are, where that is "
             "shown; 0: do not ask",
     .most = CORRAL_STABILITY_MOST,
     .words = automatic,
     .blank = "100 for at most 200 coalitions, else 0",
     CORRAL_FIELD(corral_grouping_settings, stability)},
    {.name = "together",
     .kind = CORRAL_OPTION_LIST,
     .placeholder = "A,B",
     .help = "keep these coalitions in one group",
     CORRAL_FIELD(corral_grouping_settings, together)},
    {.name = "apart",
     .kind = CORRAL_OPTION_LIST,
     .placeholder = "A,B",
     .help = "no two of these in one group",
     CORRAL_FIELD(corral_grouping_settings, apart)},
    {.name = "around",
     .kind = CORRAL_OPTION_LIST,
     .placeholder = "A[,B]",
     .help = "only the best group that holds these",
     CORRAL_FIELD(corral_grouping_settings, around)},
    {.name = "among",
     .kind = CORRAL_OPTION_FILE,
     .placeholder = "FILE",
     .help = "only coalitions listed there (column coalition) may sit in a group",
     .input = true,
     CORRAL_FIELD(corral_grouping_settings, among)},
    {.name = "groups",
     .kind = CORRAL_OPTION_FILE,
     .placeholder = "FILE",
     .help = "take these groups (CSV or JSON as written by corral groups) instead of searching",
     .input = true,
     CORRAL_FIELD(corral_grouping_settings, given)},
    {.name = "previous",
     .kind = CORRAL_OPTION_FILE,
     .placeholder = "FILE",
     .help = "keep the numbers (and from JSON the resolution) of an earlier grouping",
     .input = true,
     CORRAL_FIELD(corral_grouping_settings, previous)},
    {0}};

/* ---- words to numbers ---- */

/* What the options say in numbers; owned by one run of corral_grouping_run_init. */
typedef struct parsed {
    corral_facet_weight *weights;
    char **names; /* one a weight */
    corral_coalitions *together, *apart;
    uint32_t *around;
    unsigned char *eligible;
    size_t weight_count, together_count, apart_count, around_count;
} parsed;

static void release_lists(corral_coalitions *lists, size_t count)
{
    for (size_t k = 0; lists && k < count; k++) free((void *)(uintptr_t)lists[k].index);
    free(lists);
}

static void parsed_release(parsed *p)
{
    for (size_t k = 0; p->names && k < p->weight_count; k++) free(p->names[k]);
    free(p->names);
    free(p->weights);
    release_lists(p->together, p->together_count);
    free(p->around);
    free(p->eligible);
}

/* Plain decimals as the option parser reads them, so that "1e3" and "0x1" are refused alike. */
static corral_status parse_weight(const char *text, double *out, corral_error *err)
{
    struct value {
        double number;
    } value;
    static const corral_option option = {.name = "facet",
                                         .kind = CORRAL_OPTION_NUMBER,
                                         .placeholder = "NAME=W",
                                         .most = 1e6,
                                         CORRAL_FIELD(struct value, number)};
    corral_status status = corral_option_set(&option, &value, text, err);
    if (status == CORRAL_OK) *out = value.number;
    return status;
}

static corral_status parse_facets(const corral_words *words, parsed *p, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_array_new(&p->weights, words->count, sizeof *p->weights, err));
    TRY(corral_array_new(&p->names, words->count, sizeof *p->names, err));
    for (size_t k = 0; k < words->count; k++) {
        const char *equals = strchr(words->items[k], '=');
        if (!equals || equals == words->items[k])
            FAIL(CORRAL_BAD_USE, "--facet must be NAME=W, such as goal=2, got %s",
                 CORRAL_QUOTE(words->items[k]));
        p->weight_count = k + 1;
        TRY(corral_string_copy(&p->names[k], words->items[k], (size_t)(equals - words->items[k]),
                               err));
        p->weights[k].facet = p->names[k];
        TRY(parse_weight(equals + 1, &p->weights[k].weight, err));
    }
done:
    return status;
}

corral_status corral_coalitions_parse(const corral_region *region, const char *text, uint32_t **out,
                                      size_t *count, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t *list = NULL;
    char *copy = NULL;
    size_t most = 1, found = 0;
    for (const char *c = text; *c; c++) most += *c == ',';
    TRY(corral_array_new(&list, most, sizeof *list, err));
    TRY(corral_string_copy(&copy, text, strlen(text), err));
    if (corral_region_find(region, text) != UINT32_MAX) {
        list[found++] = corral_region_find(region, text);
    } else {
        char *rest = copy;
        for (char *name; (name = strsep(&rest, ","));) {
            name += strspn(name, " ");
            if (corral_region_require(region, name, (corral_place){0}, &list[found++], err)) {
                status = CORRAL_BAD_USE;
                if (err) err->status = CORRAL_BAD_USE;
                goto done;
            }
        }
    }
    *count = found;
    *out = list;
    list = NULL;
done:
    free(list);
    free(copy);
    return status;
}

corral_status corral_coalitions_parse_all(const corral_region *region, const corral_words *words,
                                          uint32_t **out, size_t *count, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t *list = NULL;
    size_t found, capacity = 0;
    *count = 0;
    for (size_t k = 0; k < words->count; k++) {
        TRY(corral_coalitions_parse(region, words->items[k], &list, &found, err));
        TRY(corral_array_grow(out, &capacity, *count + found, sizeof *list, err));
        memcpy(*out + *count, list, found * sizeof *list);
        *count += found;
        free(list);
        list = NULL;
    }
done:
    free(list);
    return status;
}

/* One list, each once and rising. */
static corral_status parse_list(const corral_region *region, const char *text, uint32_t **out,
                                size_t *count, corral_error *err)
{
    size_t found = 0, kept = 0;
    corral_status status = corral_coalitions_parse(region, text, out, &found, err);
    if (status != CORRAL_OK) return status;
    qsort(*out, found, sizeof **out, corral_by_number);
    for (size_t i = 0; i < found; i++)
        if (kept == 0 || (*out)[kept - 1] != (*out)[i]) (*out)[kept++] = (*out)[i];
    *count = kept;
    return CORRAL_OK;
}

/* A name may hold a comma, so every one is tried as the place to part; UINT32_MAX: none fits. */
static uint32_t part_at(const corral_region *region, const char *text, const char *comma)
{
    corral_text left = {0};
    uint32_t found = UINT32_MAX;
    if (corral_text_append(&left, text, (size_t)(comma - text), NULL) == CORRAL_OK)
        found = corral_region_find(region, left.bytes);
    corral_text_release(&left);
    return found;
}

corral_status corral_grouping_two(const corral_region *region, const char *option, const char *text,
                                  uint32_t *a, uint32_t *b, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t *list = NULL;
    size_t count;
    for (const char *comma = strchr(text, ','); comma; comma = strchr(comma + 1, ',')) {
        *a = part_at(region, text, comma);
        *b = corral_region_find(region, comma + 1);
        if (*a != UINT32_MAX && *b != UINT32_MAX && *a == *b)
            FAIL(CORRAL_BAD_USE, "--%s names coalition %s twice; name two different ones", option,
                 CORRAL_QUOTE(corral_region_id(region, *a)));
        if (*a != UINT32_MAX && *b != UINT32_MAX) return CORRAL_OK;
    }
    /* Says which name is none, and the nearest. */
    TRY(parse_list(region, text, &list, &count, err));
    FAIL(CORRAL_BAD_USE, "--%s needs two coalitions, such as A,B, got %s", option,
         CORRAL_QUOTE(text));
done:
    free(list);
    return status;
}

static corral_status parse_lists(const corral_region *region, const char *option,
                                 const corral_words *words, corral_coalitions **out, size_t *count,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_array_new(out, words->count, sizeof **out, err));
    for (size_t k = 0; k < words->count; k++) {
        uint32_t *list;
        TRY(parse_list(region, words->items[k], &list, &(*out)[k].count, err));
        (*out)[k].index = list;
        *count = k + 1;
        if ((*out)[k].count < 2)
            FAIL(CORRAL_BAD_USE, "--%s needs two coalitions or more, such as A,B, got %s", option,
                 CORRAL_QUOTE(words->items[k]));
    }
done:
    return status;
}

static corral_status parse_around(const corral_region *region, const corral_words *words, parsed *p,
                                  corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (words->count > 1)
        FAIL(CORRAL_BAD_USE, "--around is for one group; name its coalitions in one list A,B");
    if (words->count) TRY(parse_list(region, words->items[0], &p->around, &p->around_count, err));
done:
    return status;
}

/* --among, and coalitions that said they are not interested. */
static corral_status find_eligible(const corral_region *region, const char *among, parsed *p,
                                   corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t n = corral_region_coalition_count(region);
    bool any_no = false;
    for (uint32_t a = 0; a < n; a++)
        any_no |= strcmp(corral_region_attribute(region, a, "interest"), "no") == 0;
    if (!any_no && !among) return CORRAL_OK;
    if (among) {
        TRY(corral_coalition_list_read(among, region, &p->eligible, err));
    } else {
        TRY(corral_array_new(&p->eligible, n, 1, err));
        memset(p->eligible, 1, n);
    }
    for (uint32_t a = 0; a < n; a++)
        if (strcmp(corral_region_attribute(region, a, "interest"), "no") == 0) p->eligible[a] = 0;
done:
    return status;
}

/* Who is asked for must be allowed to sit. */
static corral_status check_eligible(const corral_region *region, const parsed *p,
                                    const uint32_t *list, size_t count, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (size_t i = 0; i < count && p->eligible; i++)
        if (!p->eligible[list[i]])
            FAIL(CORRAL_BAD_USE,
                 "coalition %s may not sit in a group: its interest is no, or "
                 "--among leaves it out",
                 CORRAL_QUOTE(corral_region_id(region, list[i])));
done:
    return status;
}

static corral_status parse(const corral_region *region, const corral_grouping_settings *settings,
                           parsed *p, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(parse_facets(&settings->facets, p, err));
    TRY(parse_lists(region, "together", &settings->together, &p->together, &p->together_count,
                    err));
    TRY(parse_lists(region, "apart", &settings->apart, &p->apart, &p->apart_count, err));
    TRY(parse_around(region, &settings->around, p, err));
    TRY(find_eligible(region, settings->among, p, err));
    TRY(check_eligible(region, p, p->around, p->around_count, err));
    for (size_t k = 0; k < p->together_count; k++)
        TRY(check_eligible(region, p, p->together[k].index, p->together[k].count, err));
done:
    return status;
}

/* ---- the run ---- */

static void warn_of_large(const corral_session *session, const corral_grouping *grouping,
                          uint32_t max_size)
{
    for (uint32_t k = 0; k < corral_grouping_count(grouping); k++) {
        size_t count = corral_grouping_members(grouping, k).count;
        if (count > max_size)
            corral_session_say(session, "group %u has %zu coalitions, over %u; used as it is",
                               corral_grouping_number(grouping, k), count, max_size);
    }
}

/* --groups leaves nothing to be searched. */
static corral_status check_given(const corral_grouping_settings *settings, corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (settings->given && settings->previous)
        FAIL(CORRAL_BAD_USE, "--groups keeps its own numbers; leave out --previous");
    if (settings->given &&
        (settings->around.count || settings->together.count || settings->apart.count))
        FAIL(CORRAL_BAD_USE,
             "--groups says who sits where; leave out --around, --together and --apart");
done:
    return status;
}

static corral_status take_given(corral_grouping_run *run, corral_session *session,
                                const corral_region *region, const char *path,
                                const corral_groups_options *options, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_groups_file file = {0};
    corral_groups_options with = *options;
    TRY(corral_groups_file_read(path, region, false, &file, err));
    if (isnan(with.resolution)) with.resolution = file.resolution;
    if (run->similarity)
        TRY(corral_groups_weigh(run->similarity, &with, file.group, &session->progress,
                                &run->grouping, err));
    else
        TRY(corral_groups_take(corral_region_coalition_count(region), file.group, &run->grouping,
                               err));
    run->is_given = true;
    warn_of_large(session, run->grouping, options->max_size);
done:
    corral_groups_file_release(&file);
    return status;
}

static corral_status read_previous(corral_grouping_run *run, const corral_session *session,
                                   const corral_region *region, const char *path,
                                   corral_groups_options *options, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_groups_file_read(path, region, true, &run->previous, err));
    if (run->previous.is_partial)
        corral_session_say(session, "%s names coalitions that are not in this region; left out",
                           path);
    if (!isnan(options->resolution)) return CORRAL_OK;
    if (isnan(run->previous.resolution))
        corral_session_say(session, "%s does not say its resolution (only JSON does); found anew",
                           path);
    options->resolution = run->previous.resolution;
done:
    return status;
}

static corral_status search(corral_grouping_run *run, corral_session *session,
                            const corral_groups_options *options, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_groups_find(run->similarity, options, &session->progress, &run->grouping, err));
    if (run->previous.group) TRY(corral_grouping_renumber(run->grouping, run->previous.group, err));
    if (corral_grouping_is_complete(run->grouping)) goto done;
    if (corral_session_interrupted(session)) {
        corral_session_accept_interrupt(session);
        corral_session_say(session, "interrupted: these are the best groups so far");
    } else {
        corral_session_say(session, "the time limit ended the search; another run may differ");
    }
done:
    return status;
}

/* An interrupt here leaves the groups as they were found. */
static corral_status ask_how_firm(corral_grouping_run *run, corral_session *session,
                                  const corral_grouping_settings *settings,
                                  const corral_groups_options *options, corral_error *err)
{
    corral_status status = CORRAL_OK;
    double runs = settings->stability;
    bool is_small = corral_similarity_coalition_count(run->similarity) <= CORRAL_STABILITY_SIZE;
    if (isnan(runs)) runs = is_small ? CORRAL_STABILITY_RUNS : 0;
    if (runs != floor(runs))
        FAIL(CORRAL_BAD_USE, "--stability must be a whole number, got %g", runs);
    if (runs < 1 || !corral_grouping_is_complete(run->grouping)) return CORRAL_OK;
    status =
        corral_grouping_stabilise(run->grouping, options, (size_t)runs, &session->progress, err);
    if (status == CORRAL_INTERRUPTED && corral_session_interrupted(session)) {
        corral_session_accept_interrupt(session);
        corral_session_say(session, "interrupted: how firm the groups are was not asked");
        if (err) *err = (corral_error)CORRAL_ERROR_INIT;
        status = CORRAL_OK;
    }
done:
    return status;
}

corral_status corral_grouping_weigh(const corral_session *session, const corral_region *region,
                                    const corral_grouping_settings *settings,
                                    corral_similarity **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_similarity_options options = settings->similarity;
    parsed p = {0};
    TRY(parse_facets(&settings->facets, &p, err));
    options.facet_weights = p.weights;
    options.facet_weight_count = p.weight_count;
    options.threads = (int)session->common.threads;
    TRY(corral_similarity_new(region, &options, out, err));
done:
    parsed_release(&p);
    return status;
}

corral_status corral_grouping_run_init(corral_grouping_run *run, corral_session *session,
                                       const corral_region *region,
                                       const corral_grouping_settings *settings, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_similarity_options similarity = settings->similarity;
    corral_groups_options options = settings->groups;
    parsed p = {0};
    *run = (corral_grouping_run){0};
    if (options.min_size > options.max_size)
        FAIL(CORRAL_BAD_USE, "--min-size must be at most --max-size (%u), got %u", options.max_size,
             options.min_size);
    status = parse(region, settings, &p, err);
    run->apart = p.apart; /* the run's from here on */
    run->apart_count = p.apart_count;
    run->max_size = options.max_size;
    TRY(status);
    similarity.facet_weights = p.weights;
    similarity.facet_weight_count = p.weight_count;
    similarity.threads = (int)session->common.threads;
    similarity.max_memory = session->common.max_memory;
    similarity.seed = session->common.seed;
    options.seed = session->common.seed;
    options.together = p.together;
    options.together_count = p.together_count;
    options.apart = p.apart;
    options.apart_count = p.apart_count;
    options.around = (corral_coalitions){p.around, p.around_count};
    options.eligible = p.eligible;
    run->is_around = p.around_count > 0;
    if (run->is_around) run->around = p.around[0];
    TRY(check_given(settings, err));
    if (!settings->given || !settings->seats_only)
        TRY(corral_similarity_new(region, &similarity, &run->similarity, err));
    if (settings->previous)
        TRY(read_previous(run, session, region, settings->previous, &options, err));
    if (settings->given)
        TRY(take_given(run, session, region, settings->given, &options, err));
    else
        TRY(search(run, session, &options, err));
    if (settings->shows_bands && run->similarity)
        TRY(ask_how_firm(run, session, settings, &options, err));
done:
    parsed_release(&p);
    if (status != CORRAL_OK) corral_grouping_run_release(run);
    return status;
}

void corral_grouping_run_release(corral_grouping_run *run)
{
    corral_grouping_free(run->grouping);
    corral_similarity_free(run->similarity);
    corral_groups_file_release(&run->previous);
    release_lists(run->apart, run->apart_count);
    *run = (corral_grouping_run){0};
}

corral_status corral_grouping_numbers(corral_session *session, const corral_region *region,
                                      const corral_grouping_settings *settings, uint32_t **group,
                                      corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_grouping_run run = {0};
    corral_grouping_settings seats = *settings;
    uint32_t n = corral_region_coalition_count(region);
    seats.seats_only = true;
    TRY(corral_grouping_run_init(&run, session, region, &seats, err));
    TRY(corral_array_new(group, n, sizeof **group, err));
    for (uint32_t a = 0; a < n; a++) (*group)[a] = corral_grouping_of(run.grouping, a);
done:
    corral_grouping_run_release(&run);
    return status;
}

/* ---- one of its groups ---- */

corral_status corral_grouping_check_group(const corral_grouping *grouping, uint32_t group,
                                          corral_error *err)
{
    uint32_t count = corral_grouping_count(grouping);
    if (group == 0) return CORRAL_OK;
    for (uint32_t k = 0; k < count; k++)
        if (corral_grouping_number(grouping, k) == group) return CORRAL_OK;
    return corral_error_set(err, CORRAL_BAD_INPUT,
                            "there is no group %u; the region has %u group%s", group, count,
                            count == 1 ? "" : "s");
}

corral_status corral_grouping_find(const corral_grouping_run *run, uint32_t *group,
                                   corral_coalitions *members, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t place = 0;
    if (!*group) *group = corral_grouping_number(run->grouping, 0);
    TRY(corral_grouping_check_group(run->grouping, *group, err));
    while (corral_grouping_number(run->grouping, place) != *group) place++;
    *members = corral_grouping_members(run->grouping, place);
done:
    return status;
}
