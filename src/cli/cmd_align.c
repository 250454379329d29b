/* corral align: goals and strategies of a group: what could combine, what is somebody's own, what
 * might be considered.
 *   1. read the region; 2. find who is at the table; 3. align; 4. print. */
#include "cli/align.h"
#include "cli/facet.h"
#include "core/memory.h"
#include "core/order.h"
#include "io/list_file.h"
#include "region/nearest.h"

#include <string.h>

typedef struct settings {
    corral_grouping_settings grouping;
    uint32_t group;
    corral_words coalitions, facets;
    double wording;
    const char *list, *crosswalk;
    bool matrix, decide, all;
} settings;

static const settings defaults = {.grouping = CORRAL_GROUPING_SETTINGS_INIT,
                                  .wording = CORRAL_ALIGN_WORDING};

static const corral_option options[] = {
    {.name = "group",
     .kind = CORRAL_OPTION_COUNT,
     .placeholder = "N",
     .help = "the group of that number in corral groups with the same options",
     .blank = "that of --around",
     .from = 1,
     .to = 999999999,
     CORRAL_FIELD(settings, group)},
    {.name = "coalitions",
     .kind = CORRAL_OPTION_LIST,
     .placeholder = "A,B",
     .help = "these instead of a group",
     CORRAL_FIELD(settings, coalitions)},
    {.name = "on",
     .kind = CORRAL_OPTION_LIST,
     .placeholder = "FACET[,FACET]",
     .help = "whose wordings are aligned",
     .blank = "goal and strategy",
     CORRAL_FIELD(settings, facets)},
    {.name = "wording",
     .kind = CORRAL_OPTION_NUMBER,
     .placeholder = "S",
     .help = "how alike wordings must be to be proposed as one, 1 being the same stems",
     .most = 1,
     .above = true,
     CORRAL_FIELD(settings, wording)},
    {.name = "list",
     .kind = CORRAL_OPTION_FILE,
     .help = "what might be considered, a CSV with the columns facet and item, and perhaps "
             "population: for whom",
     .input = true,
     CORRAL_FIELD(settings, list)},
    {.name = "matrix",
     .help = "instead who works on which goal with which strategy",
     CORRAL_FIELD(settings, matrix)},
    {.name = "decide",
     .help = "instead the list to decide on, as a crosswalk.csv",
     CORRAL_FIELD(settings, decide)},
    {.name = "all",
     .help = "with --decide: also what is decided; the list can then take the place of "
             "crosswalk.csv",
     CORRAL_FIELD(settings, all)},
    {.name = "crosswalk",
     .kind = CORRAL_OPTION_FILE,
     .help = "decisions beside the region's own crosswalk.csv",
     .input = true,
     CORRAL_FIELD(settings, crosswalk)},
    {0}};

static const corral_option_block blocks[] = {
    {.title = "alignment", .options = options},
    {.title = "grouping", .options = corral_grouping_options, .base = offsetof(settings, grouping)},
    {0}};

/* Who is at the table, and what came of it. */
typedef struct run_state {
    const corral_region *region;
    corral_grouping_run grouping;
    const uint32_t *coalitions;
    uint32_t *named;
    size_t count;
    uint32_t group; /* 0: named */
    unsigned char *facets;
    uint32_t *group_of;
    corral_list_file list;
    corral_align_entry *entries;
    corral_alignment *alignment;
} run_state;

/* ---- who ---- */

static corral_status check_use(const settings *s, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_grouping_settings *g = &s->grouping;
    if (!s->coalitions.count && !s->group && !g->around.count)
        FAIL(CORRAL_BAD_USE, "align needs --group N, or --coalitions A,B to name them");
    if (s->matrix && s->decide) FAIL(CORRAL_BAD_USE, "--matrix and --decide are two tables");
    if (s->matrix && s->facets.count)
        FAIL(CORRAL_BAD_USE, "--matrix is of goals and strategies; leave out --on");
    if (s->all && !s->decide) FAIL(CORRAL_BAD_USE, "--all is about the list of --decide");
    if (!s->coalitions.count) return CORRAL_OK;
    if (s->group || g->given || g->previous || g->among || g->around.count || g->together.count ||
        g->apart.count)
        FAIL(CORRAL_BAD_USE, "--coalitions says who is at the table; leave out --group, --groups, "
                             "--previous, --among, --around, --together and --apart");
done:
    return status;
}

static corral_status find_named(run_state *r, const corral_words *words, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_coalitions_parse_all(r->region, words, &r->named, &r->count, err));
    if (r->count) qsort(r->named, r->count, sizeof *r->named, corral_by_number);
    r->coalitions = r->named;
done:
    return status;
}

static corral_status find_group(corral_session *session, const settings *s, run_state *r,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_coalitions members;
    TRY(corral_grouping_run_init(&r->grouping, session, r->region, &s->grouping, err));
    TRY(corral_grouping_say(session, r->region, &r->grouping, err));
    if (r->grouping.is_around && corral_grouping_count(r->grouping.grouping) == 0)
        FAIL(CORRAL_BAD_INPUT, "there is no group to align around that coalition");
    r->group = s->group;
    TRY(corral_grouping_find(&r->grouping, &r->group, &members, err));
    r->coalitions = members.index;
    r->count = members.count;
done:
    return status;
}

/* ---- on what ---- */

static corral_status align(const settings *s, run_state *r, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_align_options with = {.wording = s->wording};
    if (s->facets.count) {
        TRY(corral_array_new(&r->facets, corral_region_facet_count(r->region), 1, err));
        with.facets = r->facets;
    }
    TRY(corral_facets_choose(r->region, &s->facets, NULL, r->facets, err));
    if (s->list) TRY(corral_list_file_read(s->list, &r->list, err));
    TRY(corral_array_new(&r->entries, r->list.count, sizeof *r->entries, err));
    for (size_t k = 0; k < r->list.count; k++) {
        const corral_list_entry *e = &r->list.entries[k];
        uint32_t item, facet = corral_region_facet_find(r->region, e->facet);
        if (facet != UINT32_MAX)
            TRY(corral_region_item_look(r->region, facet, e->item,
                                        (corral_place){r->list.name, e->line, e->column}, &item,
                                        err));
        if (!e->again)
            r->entries[with.list_count++] = (corral_align_entry){e->facet, e->item, e->population};
    }
    with.list = r->entries;
    if (r->group) {
        TRY(corral_align_groups(r->region, r->grouping.grouping, &r->group_of, &with.group_count,
                                err));
        with.group_of = r->group_of;
    }
    TRY(corral_alignment_new(r->region, r->coalitions, r->count, &with, &r->alignment, err));
done:
    return status;
}

/* ---- in words ---- */

static corral_status say_agenda(const corral_align_view *view, uint32_t facet,
                                corral_document *document, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text text = {0};
    size_t goals;
    double share;
    TRY(corral_align_say_agenda(view, facet, &goals, &share, &text, err));
    if (!text.length) goto done;
    corral_document_add_line(document, "%s", text.bytes);
    corral_document_set_count(document, "agenda", NULL, goals);
    corral_document_set_number(document, "agenda_covers", NULL, share);
done:
    corral_text_release(&text);
    return status;
}

static void say_unknown(const run_state *r, uint32_t facet, corral_document *document)
{
    size_t unknown = 0, partial = 0;
    for (size_t i = 0; i < r->count; i++) {
        corral_known known = corral_region_known(r->region, r->coalitions[i], facet);
        unknown += known == CORRAL_KNOWN_NO;
        partial += known == CORRAL_KNOWN_PARTIAL;
    }
    if (unknown || partial)
        corral_document_add_line(document, "%s: of %zu coalitions %zu not known, %zu in part.",
                                 corral_region_facet_name(r->region, facet), r->count, unknown,
                                 partial);
}

static void say_passed_over(const run_state *r, corral_document *document)
{
    size_t passed = corral_alignment_passed_over(r->alignment);
    if (passed)
        corral_document_add_line(document,
                                 "%zu entr%s of the list %s for populations that, as far as is "
                                 "known, nobody here serves.",
                                 passed, passed == 1 ? "y" : "ies", passed == 1 ? "is" : "are");
}

static corral_status add_words(const run_state *r, const settings *s, const corral_align_view *view,
                               corral_document *document, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t goal = corral_region_facet_find(r->region, "goal");
    uint32_t strategy = corral_region_facet_find(r->region, "strategy");
    static const char *const names[] = {"could_combine", "counted_differently", "own", "consider"};
    size_t count[CORRAL_ALIGN_CLASSES] = {0};
    for (size_t k = 0; k < corral_alignment_count(r->alignment); k++)
        count[corral_alignment_get(r->alignment, k).klass]++;
    for (int c = 0; c < CORRAL_ALIGN_CLASSES; c++)
        corral_document_set_count(document, names[c], NULL, count[c]);
    corral_document_set_number(document, "wording", NULL, s->wording);
    if (goal != UINT32_MAX && (!r->facets || r->facets[goal]))
        TRY(say_agenda(view, goal, document, err));
    for (uint32_t f = 0; f < corral_region_facet_count(r->region); f++)
        if (r->facets ? r->facets[f] : f == goal || f == strategy) say_unknown(r, f, document);
    say_passed_over(r, document);
    if (corral_alignment_count(r->alignment) == 0)
        corral_document_add_line(document, "Nothing to align is known of them.");
    corral_document_add_note(document,
                             "Wordings are proposed as one from %.2f on (--wording); never where "
                             "numbers, populations, places or direction differ.",
                             s->wording);
    corral_document_add_note(document, "Draft for discussion; people decide what combines.");
done:
    return status;
}

/* ---- the tables ---- */

static corral_status add_alignment(const settings *s, const corral_align_view *view,
                                   corral_document *document, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_table *table;
    (void)s;
    TRY(corral_document_add_table(document, "alignment", NULL, &table, err));
    TRY(corral_align_fill(view, false, table, err));
done:
    return status;
}

static corral_status add_matrix(const settings *s, const corral_align_view *view,
                                corral_document *document, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_table *table;
    (void)s;
    TRY(corral_document_add_table(document, "matrix", NULL, &table, err));
    TRY(corral_align_fill_matrix(view, table, err));
    TRY(corral_document_add_table(document, "strategies", "Strategies", &table, err));
    TRY(corral_align_fill_strategies(view, table, err));
    TRY(corral_document_add_table(document, "coalitions", "Coalitions, and what is known of them",
                                  &table, err));
    TRY(corral_align_fill_letters(view, table, err));
    corral_document_add_note(document,
                             "A cell names who has both the goal and the strategy; nobody "
                             "was asked whether the one serves the other. A blank cell "
                             "is no gap where lists are not known in full.");
done:
    return status;
}

static corral_status add_questions(const settings *s, const corral_align_view *view,
                                   corral_document *document, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_table *table;
    TRY(corral_document_add_table(document, "decide", NULL, &table, err));
    TRY(corral_align_fill_questions(view, s->all, table, err));
    corral_document_add_note(document,
                             "to decide: write them to a file with -o crosswalk.csv, fill in the "
                             "column decision (same, different, part of, later), and keep it in "
                             "the region's folder as crosswalk.csv");
done:
    return status;
}

static corral_status make_document(const corral_session *session, const run_state *r,
                                   const settings *s, corral_document **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_document *document = NULL;
    corral_text title = {0};
    const char *plural = r->count == 1 ? "" : "s";
    bool for_people = corral_session_is_for_people(session) ||
                      corral_session_format(session) == CORRAL_FORMAT_XLSX;
    const corral_align_view view = {r->region, r->coalitions, r->count, r->alignment,
                                    s->matrix && for_people};
    if (r->group) TRY(corral_text_printf(&title, err, "Group %u: ", r->group));
    if (s->matrix)
        TRY(corral_text_printf(&title, err, "goals and strategies of %zu coalition%s", r->count,
                               plural));
    else if (s->decide)
        TRY(corral_text_printf(&title, err, "%zu to decide on of %zu coalition%s",
                               corral_alignment_question_count(r->alignment), r->count, plural));
    else
        TRY(corral_text_printf(&title, err, "what %zu coalition%s could combine", r->count,
                               plural));
    TRY(corral_document_new(title.bytes, &document, err));
    corral_document_set_wide(document);
    if (r->group) corral_document_set_count(document, "group", NULL, r->group);
    TRY(add_words(r, s, &view, document, err));
    TRY((s->matrix   ? add_matrix
         : s->decide ? add_questions
                     : add_alignment)(s, &view, document, err));
    *out = document;
    document = NULL;
done:
    corral_text_release(&title);
    corral_document_free(document);
    return status;
}

static corral_status run(corral_session *session, const void *values, corral_error *err)
{
    const settings *s = values;
    corral_status status = CORRAL_OK;
    corral_region *region = NULL;
    corral_document *document = NULL;
    run_state r = {0};
    TRY(check_use(s, err));
    session->crosswalk = s->crosswalk;
    TRY(corral_session_read(session, session->operands[0], &region, err));
    r.region = region;
    if (s->coalitions.count)
        TRY(find_named(&r, &s->coalitions, err));
    else
        TRY(find_group(session, s, &r, err));
    TRY(align(s, &r, err));
    TRY(make_document(session, &r, s, &document, err));
    TRY(corral_session_print(session, document, err));
done:
    corral_document_free(document);
    corral_alignment_free(r.alignment);
    corral_list_file_release(&r.list);
    free(r.entries);
    free(r.facets);
    free(r.group_of);
    free(r.named);
    corral_grouping_run_release(&r.grouping);
    corral_region_free(region);
    return status;
}

static const corral_example examples[] = {
    {"corral align harmon --group 2 --list harmon/lists/strategies.csv",
     "what a group could combine, and what it might consider"},
    {"corral align harmon --coalitions good-food,food-security --on goal -f csv",
     "the goals of two coalitions as a table"},
    {"corral align harmon --group 2 --matrix -o matrix.xlsx",
     "who works on which goal with which strategy"},
    {"corral align harmon --group 2 --decide -o crosswalk.csv",
     "what looks like one, as a list to decide on"},
    {NULL, NULL}};

const corral_command corral_command_align = {
    .name = "align",
    .step = CORRAL_STEP_ALIGN,
    .summary = "goals and strategies of a group: could combine, own, consider",
    .operands = "REGION",
    .least = 1,
    .most = 1,
    .description =
        "Puts the goals and strategies of a group of corral groups, or of named coalitions, side "
        "by side. could combine: two or more have it, or nearly the same wordings, which stand in "
        "also; same goal, counted differently: likewise, but their indicators differ; own: one "
        "coalition's; consider: on the list of --list, and as far as is known nobody here has it "
        "or "
        "anything that lies within it; entries of the list with a population only where somebody "
        "here serves it. In regions of 20 groups and more also what is at least twice as frequent "
        "in groups that have what half of this table has, with the counts.\n\n"
        "Wordings are compared by the stems of their words (English; sublinear tf, smoothed idf, "
        "cosine), where one has under five words by runs of 3 to 5 characters, and joined when "
        "every two of them are alike enough. why names the stems they have in common. Where "
        "numbers, grades, ages, populations, places, negation or direction (reduce, increase) "
        "differ nothing is proposed, and why says so.\n\n"
        "The proposals are for people to decide on: --decide writes them as a list, in which the "
        "column decision is filled in, and which is kept in the region's folder as crosswalk.csv "
        "(facet, item, same_as, decision, by, date; the columns score and why may stay). same: the "
        "group treats the two as one, here and wherever coalitions are compared, and the "
        "comparison says so; charts, check, diff and export show each as it was said. different "
        "and part of: never proposed again. later: asked again at the end of the list. A blank is "
        "asked again; without the column decision every row says same. Of two decisions on one "
        "pair the later date counts; contradictions are refused. One thing that is only spelled "
        "differently belongs into aliases.csv (corral names). synonyms.csv (word, same_as) names "
        "words that these proposals take for one, and nothing else does.\n\n"
        "--matrix puts goals down the side, strategies across, and who has both into the cells.\n\n"
        "Above the table stands the smallest agenda of goals that covers four fifths of what the "
        "table wants: every goal of every coalition is one want, near wordings are one goal.",
    .takes = CORRAL_TAKES_TABLE | CORRAL_TAKES_SEED | CORRAL_TAKES_THREADS | CORRAL_TAKES_READING,
    .blocks = blocks,
    .examples = examples,
    .defaults = &defaults,
    .values_size = sizeof(settings),
    .run = run};
