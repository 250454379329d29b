/* corral umbrella: where people agree on the umbrella, and which package costs whom what. */
#include "cli/command.h"
#include "cli/umbrella.h"

typedef struct settings {
    uint32_t round;
    bool packages, all, named, statistics, allow_unknown;
    const char *region;
    corral_words many;
} settings;

static const settings defaults = {0};

static const corral_option options[] = {
    {.name = "round",
     .kind = CORRAL_OPTION_COUNT,
     .placeholder = "N",
     .help = "which round; what changed is told against the one before",
     .blank = "the last",
     .from = 1,
     .to = CORRAL_PREFERENCES_ROUNDS,
     CORRAL_FIELD(settings, round)},
    {.name = "packages",
     .kind = CORRAL_OPTION_FLAG,
     .help = "packages of one option a parameter that none beats, and what they cost",
     CORRAL_FIELD(settings, packages)},
    {.name = "all",
     .kind = CORRAL_OPTION_FLAG,
     .help = "with --packages: every feasible package, to 100000",
     CORRAL_FIELD(settings, all)},
    {.name = "many",
     .kind = CORRAL_OPTION_LIST,
     .placeholder = "PARAMETER",
     .help = "several options of this parameter may be in one package; may be given again",
     CORRAL_FIELD(settings, many)},
    {.name = "allow-unknown",
     .kind = CORRAL_OPTION_FLAG,
     .help = "a package is feasible where nobody cannot, though somebody has not said",
     CORRAL_FIELD(settings, allow_unknown)},
    {.name = "named",
     .kind = CORRAL_OPTION_FLAG,
     .help = "say which coalition wants, cannot accept and gives up what",
     CORRAL_FIELD(settings, named)},
    {.name = "statistics",
     .kind = CORRAL_OPTION_FLAG,
     .help = "agreement statistics, for those who ask",
     CORRAL_FIELD(settings, statistics)},
    {.name = "region",
     .kind = CORRAL_OPTION_FILE,
     .placeholder = "REGION",
     .help = "the coalitions' region: names, and what holds by size (members)",
     CORRAL_FIELD(settings, region)},
    {0}};

static const corral_option_block blocks[] = {{.options = options}, {0}};

/* ---- the document ---- */

static corral_status add_lines(const corral_umbrella_run *run, corral_document *document,
                               corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text line = {0};
    uint32_t places = corral_umbrella_parameter_count(run->now);
    for (uint32_t k = 0; k <= 2 * places; k++) {
        line.length = 0;
        if (k < places)
            TRY(corral_umbrella_say(run, k, &line, err));
        else if (k < 2 * places)
            TRY(corral_umbrella_say_unknown(run, k - places, &line, err));
        else
            TRY(corral_umbrella_say_absent(run, &line, err));
        if (line.length) corral_document_add_line(document, "%s", line.bytes);
    }
done:
    corral_text_release(&line);
    return status;
}

static corral_status add_packages(corral_session *session, const settings *s,
                                  const corral_umbrella_run *run, corral_document *document,
                                  corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_umbrella_packages packages = {0};
    corral_table *table;
    corral_text line = {0};
    bool more = true;
    TRY(corral_umbrella_packages_init(&packages, run, &s->many, s->allow_unknown,
                                      &session->progress, err));
    for (int k = 0; more; k++) {
        line.length = 0;
        TRY(corral_umbrella_packages_say(&packages, k, &more, &line, err));
        if (line.length) corral_document_add_line(document, "%s", line.bytes);
    }
    TRY(corral_document_add_table(document, "packages", "Packages", &table, err));
    TRY(corral_umbrella_packages_fill(&packages, s->all, SIZE_MAX, &session->progress, table, err));
    corral_document_set_main(document, table);
    corral_document_add_note(document, "cost: for each coalition the places below its first "
                                       "choice, summed over the parameters; nobody is asked to "
                                       "accept what it cannot");
done:
    corral_text_release(&line);
    corral_umbrella_packages_release(&packages);
    return status;
}

static corral_status add_tables(corral_session *session, const settings *s,
                                const corral_umbrella_run *run, corral_document *document,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_table *table;
    TRY(corral_document_add_table(document, "options", NULL, &table, err));
    TRY(corral_umbrella_fill(run, table, err));
    if (run->before) {
        TRY(corral_document_add_table(document, "changes", "Since the round before", &table, err));
        TRY(corral_umbrella_fill_changes(run, table, err));
    }
    if (run->is_sized) {
        TRY(corral_document_add_table(document, "by_size", "By members instead of one vote each",
                                      &table, err));
        TRY(corral_umbrella_fill_sizes(run, table, err));
    }
    if (s->statistics) {
        TRY(corral_document_add_table(document, "statistics", "Statistics", &table, err));
        TRY(corral_umbrella_fill_statistics(run, session->common.seed, table, err));
        corral_document_set_main(document, table);
    }
    if (s->packages) TRY(add_packages(session, s, run, document, err));
done:
    return status;
}

static void add_notes(const corral_umbrella_run *run, corral_document *document)
{
    corral_document_add_note(
        document, "rank: the order that goes against the fewest preferences (Kemeny); flips: how "
                  "many coalitions there are of which leaving out one would let the option come "
                  "first, or stop it");
    if (corral_umbrella_run_coalitions(run) < 3)
        corral_document_add_note(document, "fewer than three coalitions answered: whoever knows "
                                           "who they are can tell what each said");
}

static corral_status make_document(corral_session *session, const settings *s,
                                   const corral_umbrella_run *run, const char *title,
                                   corral_document **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_document *document = NULL;
    TRY(corral_document_new(title, &document, err));
    corral_document_set_count(document, "round", NULL, run->round);
    corral_document_set_count(document, "rounds", NULL, run->last);
    corral_document_set_count(document, "coalitions", NULL, corral_umbrella_run_coalitions(run));
    corral_document_set_count(document, "absent", NULL, run->absent);
    TRY(add_lines(run, document, err));
    TRY(add_tables(session, s, run, document, err));
    add_notes(run, document);
    *out = document;
    document = NULL;
done:
    corral_document_free(document);
    return status;
}

/* ---- the command ---- */

static corral_status check_use(const settings *s, corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (!s->packages && (s->all || s->many.count || s->allow_unknown))
        FAIL(CORRAL_BAD_USE, "--%s needs --packages",
             s->all          ? "all"
             : s->many.count ? "many"
                             : "allow-unknown");
    if (s->packages && s->statistics)
        FAIL(CORRAL_BAD_USE, "--packages and --statistics are two tables: give one of them");
done:
    return status;
}

static corral_status run(corral_session *session, const void *values, corral_error *err)
{
    const settings *s = values;
    corral_status status = CORRAL_OK;
    corral_region *region = NULL;
    corral_umbrella_run found = {0};
    corral_document *document = NULL;
    corral_text title = {0};
    corral_umbrella_settings how = {session->operands[0], session->common.form, s->round, s->named};
    TRY(check_use(s, err));
    TRY(corral_session_add_input(session, session->operands[0], err));
    if (s->region) TRY(corral_session_read(session, s->region, &region, err));
    TRY(corral_umbrella_run_init(&found, session, &how, region, err));
    TRY(corral_umbrella_sentence(&found, &title, err));
    TRY(make_document(session, s, &found, title.bytes, &document, err));
    TRY(corral_session_print(session, document, err));
    if (session->common.output || !corral_session_is_for_people(session))
        corral_session_say(session, "%s", title.bytes);
done:
    corral_text_release(&title);
    corral_document_free(document);
    corral_umbrella_run_release(&found);
    corral_region_free(region);
    return status;
}

static const corral_example examples[] = {
    {"corral umbrella harmon-surveys/preferences.csv --round 1",
     "where eight coalitions agree, and where not"},
    {"corral umbrella harmon-surveys/preferences.csv --round 1 --packages",
     "what nobody refuses, and the change that opens most"},
    {"corral umbrella harmon-surveys/preferences.csv --packages --named",
     "who gives up how much, for those who may know"},
    {"corral umbrella harmon-surveys/preferences.csv --statistics -f csv",
     "Kendall's W and its kin"},
    {NULL, NULL}};

const corral_command corral_command_umbrella = {
    .name = "umbrella",
    .step = CORRAL_STEP_UMBRELLA,
    .summary = "where people agree on the umbrella, and what packages cost whom",
    .operands = "PREFERENCES.csv",
    .least = 1,
    .most = 1,
    .description =
        "Reads what coalitions want of an umbrella: population, issues, geography, how resources "
        "are blended, governance, or whatever the file asks. Columns: coalition, parameter, "
        "option; round; rank (1 best, equal ranks are ties) or accept (0 cannot, 1 can live with, "
        "2 fine, 3 want), or both; respondent. A coalition is one vote: of several respondents "
        "the medians count. An option that is not ranked is unranked, a blank accept unknown, and "
        "unknown is never taken for a no, nor for a yes.\n\n"
        "Parameters come as an agenda, first where most can live with what comes first; options in "
        "the order that goes against the fewest preferences (Kemeny; the best one for certain up "
        "to 12 options). split: two where at least two, and a quarter, want an option, as many can "
        "at most live with it, and fewer stand between. flips: of how many coalitions leaving out "
        "one would change whether the option comes first.\n\n"
        "A package is one option a parameter, feasible when nobody cannot accept it and everybody "
        "has said. It costs a coalition the places between its first choices and what it gets. "
        "Listed are those that no other feasible package beats for everybody, by their sum, and "
        "before them the favourite where it is blocked. Of a parameter in --many several options "
        "may be taken together; then a coalition's best one counts for the cost, and all must be "
        "acceptable.\n\n"
        "Nothing names a coalition without --named, messages included; figures by size, which "
        "would tell who is meant, need it too. CSV holds the options, or with --packages or "
        "--statistics those.\n\n"
        "--statistics: Kendall's W over those who rank every option, with its p by permutation "
        "under seven coalitions or options, else by chi-squared; Krippendorff's ordinal alpha on "
        "accept, with a bootstrap interval over options where there are six; van der Eijk's A; the "
        "share that can live "
        "with an option with Wilson's interval.",
    .takes = CORRAL_TAKES_TABLE | CORRAL_TAKES_READING | CORRAL_TAKES_SEED,
    .takes_form_itself = true,
    .blocks = blocks,
    .examples = examples,
    .defaults = &defaults,
    .values_size = sizeof(settings),
    .run = run};
