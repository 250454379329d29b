/* corral gaps: what nobody covers, what hangs on one coalition. */
#include "cli/command.h"
#include "cli/drawing.h"
#include "cli/facet.h"
#include "cli/gaps_run.h"

#include <stdio.h>
#include <string.h>

typedef struct settings {
    corral_gaps_settings gaps;
    bool all;
    int theme, paper;
} settings;

static const settings defaults = {0};

static const corral_option options[] = {
    {.name = "of",
     .kind = CORRAL_OPTION_TEXT,
     .placeholder = "FACET",
     .help = "whose items are looked at",
     .blank = "that of the list; without a list population by issue, or the first two there are "
              "of population, issue, goal, strategy, geography, target and member",
     CORRAL_FIELD(settings, gaps.of)},
    {.name = "by",
     .kind = CORRAL_OPTION_TEXT,
     .placeholder = "FACET",
     .help = "cross them with the items of this facet",
     .blank = "each item by itself",
     CORRAL_FIELD(settings, gaps.by)},
    {.name = "list",
     .kind = CORRAL_OPTION_FILE,
     .help = "what should be covered, a CSV with the columns facet and item",
     .blank = "what coalitions have",
     .input = true,
     CORRAL_FIELD(settings, gaps.list)},
    {.name = "not-applicable",
     .kind = CORRAL_OPTION_FILE,
     .help = "what makes no sense, with the columns facet, item, and for two that do not go "
             "together facet2, item2; none: nothing",
     .blank = "lists/not-applicable.csv in the region's folder, if it is there",
     .input = true,
     CORRAL_FIELD(settings, gaps.not_applicable)},
    {.name = "all",
     .kind = CORRAL_OPTION_FLAG,
     .help = "every row for people, too: of more than 60 they see the first 10 of each status",
     CORRAL_FIELD(settings, all)},
    {.name = "theme",
     .kind = CORRAL_OPTION_CHOICE,
     .words = corral_themes,
     .help = "colours of a drawing; auto follows the reader's light or dark",
     CORRAL_FIELD(settings, theme)},
    {.name = "paper",
     .kind = CORRAL_OPTION_CHOICE,
     .words = corral_papers,
     .help = "what a drawing is laid out for",
     CORRAL_FIELD(settings, paper)},
    {0}};

static const corral_option_block blocks[] = {{.options = options}, {0}};

enum { SAID = 12, DRAW_LIMIT = 60 };

/* ---- in words ---- */

/* Worth a line: gaps, what only seems one, and of one facet what hangs on one coalition. */
static bool is_said(const corral_gap *gap, corral_gap_status status)
{
    return gap->status == status &&
           (status == CORRAL_GAP || (!gap->name2 && status <= CORRAL_GAP_SINGLE));
}

static corral_status add_lines(const corral_region *region, const corral_gaps *gaps,
                               corral_document *document, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text line = {0};
    for (int s = CORRAL_GAP; s <= CORRAL_GAP_SINGLE; s++) {
        size_t count = 0;
        for (size_t k = 0; k < corral_gaps_count(gaps); k++) {
            corral_gap gap = corral_gaps_get(gaps, k);
            if (!is_said(&gap, (corral_gap_status)s) || count++ >= SAID) continue;
            line.length = 0;
            TRY(corral_gap_sentence(region, gaps, k, true, &line, err));
            corral_document_add_line(document, "%s: %s",
                                     corral_gap_status_name((corral_gap_status)s), line.bytes);
        }
        if (count > SAID)
            corral_document_add_line(document, "%s: and %zu more",
                                     corral_gap_status_name((corral_gap_status)s), count - SAID);
    }
done:
    corral_text_release(&line);
    return status;
}

/* Where nobody's list is complete nothing can be a gap, and people wonder why. */
static void add_note_of_partial(const corral_region *region, const corral_gaps_run *run,
                                corral_document *document)
{
    const uint32_t facets[] = {run->of, run->by};
    for (int k = 0; k < 2; k++) {
        bool any = facets[k] == UINT32_MAX;
        for (uint32_t a = 0; !any && a < corral_region_coalition_count(region); a++)
            any = corral_region_known(region, a, facets[k]) == CORRAL_KNOWN_YES;
        if (any) continue;
        corral_document_add_note(
            document,
            "nothing can be a gap: no coalition's list of %s is said to be "
            "complete (known: yes)",
            corral_facet_words(corral_region_facet_name(region, facets[k]), 2, (char[80]){0}));
        return;
    }
}

static void add_notes(const corral_region *region, const corral_gaps_run *run,
                      corral_document *document)
{
    if (!corral_gaps_count(run->gaps)) return;
    if (run->by != UINT32_MAX)
        corral_document_add_note(
            document, "expected: how many would have both if the two had nothing to do with each "
                      "other; asked, unknown: of those that have one of the two, or of all, "
                      "whichever is known least");
    if (!run->list.count && run->by == UINT32_MAX)
        corral_document_add_note(document, "without a list (--list FILE) nothing can be a gap");
    else
        add_note_of_partial(region, run, document);
}

/* ---- the command ---- */

static corral_status make_document(const corral_region *region, const corral_gaps_run *run,
                                   corral_gaps_view view, const char *title, corral_document **out,
                                   corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_document *document = NULL;
    corral_gaps_total total = corral_gaps_summary(run->gaps);
    TRY(corral_document_new(title, &document, err));
    corral_document_set_count(document, "coalitions", NULL, corral_region_coalition_count(region));
    corral_document_set_count(document, "known", NULL, total.known);
    for (int k = 0; k < CORRAL_GAP_STATUSES; k++)
        corral_document_set_count(document, corral_gap_status_name((corral_gap_status)k), NULL,
                                  total.status[k]);
    corral_document_set_count(document, "not_applicable", NULL, total.left_out);
    TRY(add_lines(region, run->gaps, document, err));
    TRY(corral_gaps_add_table(region, run, view, document, err));
    add_notes(region, run, document);
    *out = document;
    document = NULL;
done:
    corral_document_free(document);
    return status;
}

static corral_status draw(corral_session *session, const settings *s, const corral_region *region,
                          const corral_gaps_run *run, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text model = {0}, drawn = {0};
    const corral_drawing drawing = {.region = region,
                                    .gaps = run->gaps,
                                    .style = CORRAL_STYLE_GAPS,
                                    .facet = run->of,
                                    .theme = corral_themes[s->theme],
                                    .paper = corral_papers[s->paper],
                                    .seed = 1};
    if (run->by == UINT32_MAX)
        FAIL(CORRAL_BAD_USE, "a drawing crosses two facets: give --by FACET");
    TRY(corral_drawing_model(&drawing, &model, err));
    TRY(corral_drawing_render(session, &model, "svg", DRAW_LIMIT, &drawn, err));
    TRY(corral_session_write(session, &drawn, err));
done:
    corral_text_release(&model);
    corral_text_release(&drawn);
    return status;
}

static corral_status run(corral_session *session, const void *values, corral_error *err)
{
    const settings *s = values;
    corral_status status = CORRAL_OK;
    corral_region *region = NULL;
    corral_gaps_run found = {0};
    corral_document *document = NULL;
    corral_gaps_settings gaps = s->gaps;
    corral_text title = {0}, own = {0};
    TRY(corral_session_read(session, session->operands[0], &region, err));
    TRY(corral_gaps_settle(&gaps, session, &own, err));
    TRY(corral_gaps_run_init(&found, session, region, &gaps, err));
    TRY(corral_gaps_sentence(region, &found, &title, err));
    if (corral_session_draws(session)) {
        TRY(draw(session, s, region, &found, err));
    } else {
        corral_gaps_view view = {corral_session_is_for_people(session), s->all};
        TRY(make_document(region, &found, view, title.bytes, &document, err));
        TRY(corral_session_print(session, document, err));
    }
    if (session->common.output || !corral_session_is_for_people(session))
        corral_session_say(session, "%s", title.bytes);
done:
    corral_text_release(&title);
    corral_text_release(&own);
    corral_document_free(document);
    corral_gaps_run_release(&found);
    corral_region_free(region);
    return status;
}

static const corral_example examples[] = {
    {"corral gaps harmon --list harmon/lists/issues.csv", "which issues of a list nobody has"},
    {"corral gaps harmon --of population --by issue -o gaps.svg",
     "whom nobody serves on what, as a drawing"},
    {"corral gaps harmon --of issue --by geography -f csv",
     "what happens where, every combination as a row"},
    {NULL, NULL}};

const corral_command corral_command_gaps = {
    .name = "gaps",
    .step = CORRAL_STEP_MAP,
    .summary = "what nobody covers, what hangs on one coalition",
    .operands = "REGION",
    .least = 1,
    .most = 1,
    .description =
        "Looks at the items of one facet, best against a list of what should be covered, or "
        "crosses two facets: whom nobody serves on what, what nobody does where. An item counts "
        "in full for whatever it lies within.\n\n"
        "gap: nobody, and at least 80 % were asked; unclear: nobody so far, but too many are "
        "unknown, or partial lists alone are known; thin: secondary only; single: one coalition; "
        "covered: two or more, one of them primary; several: two facets, and more than the two "
        "would meet by chance (hypergeometric, q below 0.05). Unknown never makes a gap, nor does "
        "what informants differ on: somebody said yes. Asked are those with a complete list, or "
        "with a partial one of coded items; for two facets asked and unknown are counted among "
        "those that have one of the two, or among all, whichever is known least. Without a list "
        "one facet has no gaps.\n\n"
        "Two facets come in the order of what would surprise most if nobody did it; with a list "
        "in the list's order. People see one status after the other unless there is a list, and of "
        "more than 60 rows the first 10 of each status, unless --all asks for every row. Of very "
        "large facets the items that most coalitions have are "
        "crossed, and the command says so; list others to see them.\n\n"
        "-o FILE.svg draws two facets as a table of shades in which gaps stand out; the drawing "
        "is made by corral-viz and takes up to 60 rows and 40 columns, the first ones.",
    .takes = CORRAL_TAKES_TABLE | CORRAL_TAKES_DRAWING | CORRAL_TAKES_READING,
    .blocks = blocks,
    .examples = examples,
    .defaults = &defaults,
    .values_size = sizeof(settings),
    .run = run};
