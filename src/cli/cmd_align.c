/* corral align: goals and strategies of a group: what could combine, what is somebody's own, what
 * might be considered.
 *   1. read the region; 2. find who is at the table; 3. align; 4. print. */
#include "cli/facet.h"
#include "cli/grouping.h"
#include "core/memory.h"
#include "corral/align.h"
#include "io/list_file.h"
#include "region/nearest.h"

#include <string.h>

typedef struct settings {
    corral_grouping_settings grouping;
    uint32_t group;
    corral_words coalitions, facets;
    double wording;
    const char *list;
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
     .help = "what might be considered, a CSV with the columns facet and item",
     .input = true,
     CORRAL_FIELD(settings, list)},
    {0}};

static const corral_option_block blocks[] = {
    {.title = "alignment", .options = options},
    {.title = "grouping", .options = corral_grouping_options, .base = offsetof(settings, grouping)},
    {0}};

/* An agenda is said until it covers so much. */
enum { COVERED_PERCENT = 80, TEXT_WIDTH = 120 };

/* Who is at the table, and what came of it. */
typedef struct run_state {
    const corral_region *region;
    corral_grouping_run grouping;
    const uint32_t *coalitions;
    uint32_t *named;
    size_t count;
    uint32_t group; /* 0: named */
    unsigned char *facets;
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
        if (!e->again) r->entries[with.list_count++] = (corral_align_entry){e->facet, e->item};
    }
    with.list = r->entries;
    TRY(corral_alignment_new(r->region, r->coalitions, r->count, &with, &r->alignment, err));
done:
    return status;
}

/* ---- in words ---- */

static int by_wants(const void *left, const void *right)
{
    const corral_align_row *x = left, *y = right;
    if (x->wants != y->wants) return x->wants > y->wants ? -1 : 1;
    return x->items[0] < y->items[0] ? -1 : x->items[0] > y->items[0];
}

/* Every want belongs to one row, so taking the rows most want is the smallest agenda for certain.
 */
static corral_status say_agenda(const run_state *r, uint32_t facet, corral_document *document,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_align_row *rows = NULL;
    corral_text text = {0};
    size_t count = 0, all = 0, covered = 0, taken = 0, most = corral_alignment_count(r->alignment);
    TRY(corral_array_new(&rows, most, sizeof *rows, err));
    for (size_t k = 0; k < most; k++) {
        corral_align_row row = corral_alignment_get(r->alignment, k);
        if (row.facet != facet || !row.wants) continue;
        all += row.wants;
        rows[count++] = row;
    }
    if (!all) goto done;
    qsort(rows, count, sizeof *rows, by_wants);
    for (; taken < count && covered * 100 < all * COVERED_PERCENT; taken++) {
        covered += rows[taken].wants;
        TRY(corral_text_printf(&text, err, "%s%s %zu", taken ? "; " : "", rows[taken].name,
                               rows[taken].wants));
    }
    double share = (double)covered / (double)all;
    corral_document_add_line(document,
                             "%zu goal%s cover%s %.0f %% of what the table wants (%zu of "
                             "%zu): %s",
                             taken, taken == 1 ? "" : "s", taken == 1 ? "s" : "", 100 * share,
                             covered, all, text.bytes);
    corral_document_set_count(document, "agenda", NULL, taken);
    corral_document_set_number(document, "agenda_covers", NULL, share);
done:
    corral_text_release(&text);
    free(rows);
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

static corral_status add_words(const run_state *r, const settings *s, corral_document *document,
                               corral_error *err)
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
        TRY(say_agenda(r, goal, document, err));
    for (uint32_t f = 0; f < corral_region_facet_count(r->region); f++)
        if (r->facets ? r->facets[f] : f == goal || f == strategy) say_unknown(r, f, document);
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

/* ---- the table ---- */

static corral_status add_row(const run_state *r, corral_align_row row, corral_table *table,
                             corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text also = {0}, who = {0};
    for (size_t k = 1; k < row.item_count; k++)
        TRY(corral_text_printf(&also, err, "%s%s", k > 1 ? "; " : "",
                               corral_region_item_name(r->region, row.items[k])));
    for (size_t k = 0; row.klass != CORRAL_ALIGN_CONSIDER && k < row.coalition_count; k++)
        TRY(corral_text_printf(&who, err, "%s%s", k ? "; " : "",
                               corral_region_id(r->region, row.coalitions[k])));
    corral_table_put_text(table, corral_region_facet_name(r->region, row.facet));
    corral_table_put_text(table, corral_align_class_name(row.klass));
    corral_table_put_text(table, row.name);
    corral_table_put_text(table, also.bytes);
    corral_table_put_text(table, who.bytes);
    corral_table_put_text(table, *row.why ? row.why : NULL);
    TRY(corral_table_end_row(table, err));
done:
    corral_text_release(&also);
    corral_text_release(&who);
    return status;
}

static corral_status make_document(const run_state *r, const settings *s, corral_document **out,
                                   corral_error *err)
{
    static const corral_column columns[] = {{.name = "facet", .type = CORRAL_COLUMN_WORD},
                                            {.name = "class", .type = CORRAL_COLUMN_WORD},
                                            {.name = "item", .names_row = true},
                                            {.name = "also"},
                                            {.name = "coalitions"},
                                            {.name = "why"}};
    corral_status status = CORRAL_OK;
    corral_document *document = NULL;
    corral_table *table;
    corral_text title = {0};
    if (r->group) TRY(corral_text_printf(&title, err, "Group %u: ", r->group));
    TRY(corral_text_printf(&title, err, "what %zu coalition%s could combine", r->count,
                           r->count == 1 ? "" : "s"));
    TRY(corral_document_new(title.bytes, &document, err));
    corral_document_set_wide(document);
    if (r->group) corral_document_set_count(document, "group", NULL, r->group);
    TRY(add_words(r, s, document, err));
    TRY(corral_document_add_table(document, "alignment", NULL, &table, err));
    corral_table_set_width(table, TEXT_WIDTH);
    TRY(corral_table_add_columns(table, columns, sizeof columns / sizeof *columns, err));
    for (size_t k = 0; k < corral_alignment_count(r->alignment); k++)
        TRY(add_row(r, corral_alignment_get(r->alignment, k), table, err));
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
    TRY(corral_session_read(session, session->operands[0], &region, err));
    r.region = region;
    if (s->coalitions.count)
        TRY(find_named(&r, &s->coalitions, err));
    else
        TRY(find_group(session, s, &r, err));
    TRY(align(s, &r, err));
    TRY(make_document(&r, s, &document, err));
    TRY(corral_session_print(session, document, err));
done:
    corral_document_free(document);
    corral_alignment_free(r.alignment);
    corral_list_file_release(&r.list);
    free(r.entries);
    free(r.facets);
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
        "anything that lies within it.\n\n"
        "Wordings are compared by the stems of their words (English; sublinear tf, smoothed idf, "
        "cosine), where one has under five words by runs of 3 to 5 characters, and joined when "
        "every two of them are alike enough. why names the stems they have in common. Where "
        "numbers, grades, ages, populations, places, negation or direction (reduce, increase) "
        "differ nothing is proposed, and why says so.\n\n"
        "Above the table stands the smallest agenda of goals that covers four fifths of what the "
        "table wants: every goal of every coalition is one want, near wordings are one goal.",
    .takes = CORRAL_TAKES_TABLE | CORRAL_TAKES_SEED | CORRAL_TAKES_THREADS | CORRAL_TAKES_READING,
    .blocks = blocks,
    .examples = examples,
    .defaults = &defaults,
    .values_size = sizeof(settings),
    .run = run};
