/* corral names: one thing under two names, for people to decide on. */
#include "cli/command.h"
#include "cli/names_run.h"

#include <stdio.h>

#include "core/number.h"

typedef struct settings {
    corral_words facets;
    double score;
    bool all;
} settings;

static const settings defaults = {.score = CORRAL_NAMES_SCORE};

static const corral_option options[] = {
    {.name = "on",
     .kind = CORRAL_OPTION_LIST,
     .placeholder = "FACET[,FACET]",
     .help = "only names of these facets; coalition: the names of the coalitions themselves",
     .blank = "all but partner",
     CORRAL_FIELD(settings, facets)},
    {.name = "score",
     .kind = CORRAL_OPTION_NUMBER,
     .placeholder = "S",
     .help = "least score of what is proposed; lower finds more, and more that is wrong",
     .least = 0,
     .most = 1,
     .above = true,
     CORRAL_FIELD(settings, score)},
    {.name = "all",
     .help = "also what is decided: the list can then take the place of aliases.csv",
     CORRAL_FIELD(settings, all)},
    {0}};

static const corral_option_block blocks[] = {{.options = options}, {0}};

/* ---- the table ---- */

/* People who read have nothing to fill in: what is blank everywhere is left out. */
static corral_status add_table(const corral_names_run *run, bool is_for_reading,
                               corral_document *document, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_table *table;
    bool undecided = is_for_reading && run->asked == run->count;
    const corral_column columns[] = {
        {.name = "keep"},
        {.name = "merge"},
        {.name = "facet", .type = CORRAL_COLUMN_WORD},
        {.name = "score", .type = CORRAL_COLUMN_SCORE, .digits = 2},
        {.name = "why"},
        {.name = "decision", .type = CORRAL_COLUMN_WORD, .machine = undecided},
        {.name = "by", .machine = undecided},
        {.name = "date", .machine = undecided}};
    TRY(corral_document_add_table(document, "names", NULL, &table, err));
    TRY(corral_table_add_columns(table, columns, sizeof columns / sizeof *columns, err));
    for (size_t k = 0; k < run->count; k++) {
        const corral_names_row *row = &run->rows[k];
        corral_table_put_text(table, row->keep);
        corral_table_put_text(table, row->merge);
        corral_table_put_text(table, row->facet);
        corral_table_put_number(table, row->score);
        corral_table_put_text(table, *row->why ? row->why : NULL);
        corral_table_put_text(table,
                              row->decision ? corral_same_decision_name(row->decision) : NULL);
        corral_table_put_text(table, *row->by ? row->by : NULL);
        corral_table_put_text(table, *row->date ? row->date : NULL);
        TRY(corral_table_end_row(table, err));
    }
done:
    return status;
}

static void write_title(const corral_names_run *run, char title[128])
{
    char names[CORRAL_NUMBER_SIZE], asked[CORRAL_NUMBER_SIZE], later[48] = "";
    corral_number_grouped(run->names, names);
    corral_number_grouped(run->asked, asked);
    if (run->later) snprintf(later, sizeof later, "; %zu put off", run->later);
    if (run->asked)
        snprintf(title, 128, "%s of %s names look%s like another%s", asked, names,
                 run->asked == 1 ? "s" : "", later);
    else
        snprintf(title, 128, "none of %s names looks like another%s", names, later);
}

static corral_status make_document(corral_session *session, const corral_names_run *run,
                                   const char *title, corral_document **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_document *document = NULL;
    bool is_for_reading = corral_session_is_for_people(session);
    TRY(corral_document_new(title, &document, err));
    corral_document_set_count(document, "names", NULL, run->names);
    corral_document_set_count(document, "asked", NULL, run->asked);
    TRY(add_table(run, is_for_reading, document, err));
    if (run->asked)
        corral_document_add_note(document,
                                 "to decide: write them to a file with -o names.csv, fill in the "
                                 "column decision (same, different, part of, later), and hand it "
                                 "to any command with --aliases names.csv");
    *out = document;
    document = NULL;
done:
    corral_document_free(document);
    return status;
}

static corral_status run(corral_session *session, const void *values, corral_error *err)
{
    const settings *s = values;
    const corral_names_settings how = {.score = s->score, .facets = &s->facets, .all = s->all};
    corral_status status = CORRAL_OK;
    corral_region *region = NULL;
    corral_names_run found = {0};
    corral_document *document = NULL;
    char title[128];
    TRY(corral_session_read(session, session->operands[0], &region, err));
    TRY(corral_names_run_init(&found, session, region, &how, err));
    write_title(&found, title);
    TRY(make_document(session, &found, title, &document, err));
    TRY(corral_session_print(session, document, err));
    if (session->common.output || !corral_session_is_for_people(session))
        corral_session_say(session, "%s", title);
done:
    corral_document_free(document);
    corral_names_run_release(&found);
    corral_region_free(region);
    return status;
}

static const corral_example examples[] = {
    {"corral names harmon", "What looks like one thing under two names."},
    {"corral names harmon -o names.csv", "The same as a list to decide on, in a spreadsheet."},
    {"corral names harmon --on coalition", "Whether a coalition is listed twice."},
    {0}};

const corral_command corral_command_names = {
    .name = "names",
    .step = CORRAL_STEP_MAP,
    .starred = true,
    .summary = "one thing under two names? a list to decide on",
    .operands = "REGION",
    .least = 1,
    .most = 1,
    .description =
        "Proposes, facet by facet, names that may be two spellings of one thing, with a score and "
        "the reason. It merges nothing: people fill in the column decision, and the file is handed "
        "to any command with --aliases FILE, or kept in the region's folder as aliases.csv.\n\n"
        "same: the second is read as the first from then on. different: two things, never "
        "asked again. part of: two things of which the second lies within the first, as "
        "items.csv can say, too, in its column within; never asked again. later: asked again at "
        "the end of the "
        "list. A blank is asked again. Each name is proposed for merging once at most, so all "
        "may be answered with same.\n\n"
        "Words are compared without case, accents and punctuation; titles before and legal forms "
        "behind a name are passed over, known other spellings, abbreviations and plurals are one "
        "word. One letter may be wrong in a word, initials may stand for words, words like "
        "Authority may be missing at the end, if the names share a rare word besides; initials may "
        "stand for a whole name where only one has them. Words in another order count around an "
        "\"of\" or a comma. Numbers and directions must be equal, and a word that the other name "
        "has not, or has another for, makes it another thing: Fund and Foundation, City and "
        "County. A wrong "
        "merge is worse than a missed one. 1.00 says that case, accents or punctuation alone "
        "differ; a word counts the more, the fewer names have it.",
    .takes = CORRAL_TAKES_TABLE | CORRAL_TAKES_READING,
    .blocks = blocks,
    .examples = examples,
    .defaults = &defaults,
    .values_size = sizeof(settings),
    .run = run,
};
