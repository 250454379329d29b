/* corral backbone: results of the blind survey on backbone candidates.
 *   1. read the answers; 2. refuse what an earlier release would uncover; 3. find what may be
 *   published, and from here on see nothing else; 4. print it. */
#include <math.h>
#include <string.h>

#include "cli/backbone.h"
#include "cli/command.h"
#include "cli/invite.h"
#include "io/ratings.h"

typedef struct settings {
    uint32_t min_raters, share, invite;
    bool rank, statistics;
    const char *candidate, *region;
    corral_words previous;
} settings;

static const settings defaults = {.min_raters = 5};

static const corral_option options[] = {
    {.name = "min-raters",
     .kind = CORRAL_OPTION_COUNT,
     .placeholder = "K",
     .help = "a cell needs so many raters, from as many organisations",
     .from = CORRAL_BACKBONE_LEAST,
     .to = CORRAL_BACKBONE_MOST,
     CORRAL_FIELD(settings, min_raters)},
    {.name = "previous",
     .kind = CORRAL_OPTION_LIST,
     .placeholder = "FILE",
     .help = "earlier ratings whose results were given out: refuse what the two together would "
             "show; may be given again",
     CORRAL_FIELD(settings, previous)},
    {.name = "share",
     .kind = CORRAL_OPTION_COUNT,
     .placeholder = "K",
     .help = "the functions shared among one to K organisations, and what that loses",
     .to = CORRAL_SURVEY_CANDIDATES,
     .blank = "not asked",
     CORRAL_FIELD(settings, share)},
    {.name = "for-candidate",
     .kind = CORRAL_OPTION_TEXT,
     .placeholder = "ID",
     .help = "this candidate's own sheet: its scores and the range of all, nobody named",
     CORRAL_FIELD(settings, candidate)},
    {.name = "rank",
     .kind = CORRAL_OPTION_FLAG,
     .help = "also ranks within each function, by the means as printed",
     CORRAL_FIELD(settings, rank)},
    {.name = "statistics",
     .kind = CORRAL_OPTION_FLAG,
     .help = "how far raters agree, for those who ask",
     CORRAL_FIELD(settings, statistics)},
    {.name = "invite",
     .kind = CORRAL_OPTION_COUNT,
     .placeholder = "N",
     .help = "before the survey, without RATINGS.csv: how much inviting N would let be shown",
     .to = CORRAL_SURVEY_RATERS,
     .blank = "not asked",
     CORRAL_FIELD(settings, invite)},
    {.name = "region",
     .kind = CORRAL_OPTION_FILE,
     .placeholder = "REGION",
     .help = "knows organisations under their other names, so that own ratings are found",
     CORRAL_FIELD(settings, region)},
    {0}};

static const corral_option_block blocks[] = {{.options = options}, {0}};

/* ---- the document ---- */

static void say_nothing(const corral_backbone_page *p, corral_document *document)
{
    for (uint32_t c = 0; c < p->survey->candidates; c++)
        if (corral_backbone_get_candidate(p->backbone, c).published) return;
    corral_document_add_line(document,
                             "Nothing can be shown yet: no result has %u raters from %u "
                             "organisations. Invite more; --invite N says how many",
                             p->k, p->k);
}

/* Whether a candidate has results and no figure free of severity. */
static void say_apart(const corral_backbone_page *p, corral_document *document)
{
    for (uint32_t c = 0; c < p->survey->candidates; c++) {
        corral_backbone_candidate one = corral_backbone_get_candidate(p->backbone, c);
        if (!one.published || !isnan(one.adjusted)) continue;
        corral_document_add_line(document,
                                 "No means are adjusted: those who rated some candidates rated "
                                 "none of the others, so nobody's severity can be told");
        return;
    }
}

static corral_status add_lines(const settings *s, const corral_backbone_page *p,
                               corral_document *document, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text text = {0};
    bool more = true;
    for (int k = 0; more && !(s->candidate && k); k++) {
        text.length = 0;
        TRY(corral_backbone_say(p, k, &more, &text, err));
        if (text.length) corral_document_add_line(document, "%s", text.bytes);
    }
done:
    corral_text_release(&text);
    return status;
}

static corral_status add_notes(const corral_backbone_page *p, corral_document *document,
                               corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text text = {0};
    bool more = true;
    for (int k = 0; more; k++) {
        text.length = 0;
        TRY(corral_backbone_note(p, k, &more, &text, err));
        corral_document_add_note(document, "%s", text.bytes);
    }
done:
    corral_text_release(&text);
    return status;
}

static corral_status add_tables(const settings *s, const corral_backbone_page *p,
                                corral_document *document, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_table *table;
    TRY(corral_document_add_table(document, "results", NULL, &table, err));
    TRY(corral_backbone_fill(p, table, err));
    TRY(corral_document_add_table(document, "candidates", "Each over the results shown", &table,
                                  err));
    TRY(corral_backbone_fill_candidates(p, table, err));
    if (corral_backbone_level(p->backbone) != CORRAL_LEVEL_CANDIDATE) {
        TRY(corral_document_add_table(document, "importance", "What matters, and the means for it",
                                      &table, err));
        TRY(corral_backbone_fill_importance(p, table, err));
    }
    if (s->share) {
        TRY(corral_document_add_table(document, "sharing", "Shared among organisations", &table,
                                      err));
        TRY(corral_backbone_fill_shares(p, s->share, document, table, err));
        corral_document_set_main(document, table);
    }
    if (s->statistics) {
        TRY(corral_document_add_table(document, "first", "How often best, in draws of raters",
                                      &table, err));
        TRY(corral_backbone_fill_first(p, table, err));
        TRY(corral_document_add_table(document, "statistics", "Statistics", &table, err));
        TRY(corral_backbone_fill_statistics(p, table, err));
        corral_document_set_main(document, table);
    }
done:
    return status;
}

static corral_status find_candidate(const corral_survey *survey, const char *name, uint32_t *out,
                                    corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (*out = 0; *out < survey->candidates; ++*out)
        if (strcmp(survey->candidate[*out], name) == 0) return CORRAL_OK;
    const char *near =
        corral_nearest(name, (const char *const *)survey->candidate, survey->candidates);
    if (near)
        FAIL(CORRAL_BAD_USE, "--for-candidate: no candidate is called %s; did you mean %s?",
             CORRAL_QUOTE(name), CORRAL_QUOTE(near));
    FAIL(CORRAL_BAD_USE, "--for-candidate: no candidate is called %s", CORRAL_QUOTE(name));
done:
    return status;
}

static corral_status add_sheet(const settings *s, const corral_backbone_page *p,
                               corral_document *document, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_table *table;
    uint32_t candidate;
    TRY(find_candidate(p->survey, s->candidate, &candidate, err));
    corral_document_set_text(document, "candidate", "for", p->survey->candidate[candidate]);
    TRY(corral_document_add_table(document, "sheet", NULL, &table, err));
    TRY(corral_backbone_fill_sheet(p, candidate, table, err));
    corral_document_add_note(document, "the range is of the candidates' means; it is left out "
                                       "where fewer than three have one");
done:
    return status;
}

static corral_status make_document(const settings *s, const corral_backbone_page *p,
                                   const char *title, corral_document **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_document *document = NULL;
    TRY(corral_document_new(title, &document, err));
    corral_document_set_text(document, "level", NULL,
                             corral_level_name(corral_backbone_level(p->backbone)));
    TRY(add_lines(s, p, document, err));
    if (s->candidate) {
        TRY(add_sheet(s, p, document, err));
    } else {
        say_nothing(p, document);
        if (p->survey->candidates > 1) say_apart(p, document);
        TRY(add_tables(s, p, document, err));
    }
    TRY(add_notes(p, document, err));
    *out = document;
    document = NULL;
done:
    corral_document_free(document);
    return status;
}

/* ---- the command ---- */

static corral_status check_use(const corral_session *session, const settings *s, corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (s->invite && session->operand_count)
        FAIL(CORRAL_BAD_USE, "--invite plans a survey that has no RATINGS.csv yet: give one of "
                             "them");
    if (!s->invite && !session->operand_count)
        FAIL(CORRAL_BAD_USE, "RATINGS.csv is missing (or --invite N, to plan a survey)");
    if (s->candidate && (s->share || s->statistics || s->rank))
        FAIL(CORRAL_BAD_USE, "--for-candidate names nobody else: not with --share, --statistics, "
                             "--rank");
    if (s->share && s->statistics)
        FAIL(CORRAL_BAD_USE, "--share and --statistics are two tables: give one of them");
done:
    return status;
}

static corral_status compare_all(corral_session *session, const settings *s,
                                 const corral_region *region, const corral_survey *now,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_survey before = {0};
    for (size_t k = 0; k < s->previous.count; k++) {
        const char *path = s->previous.items[k];
        const corral_answers_file from = {path, session->common.form, session->common.repair,
                                          region};
        corral_survey_release(&before);
        TRY(corral_session_add_input(session, path, err));
        TRY(corral_ratings_read(&from, &before, err));
        TRY(corral_backbone_compare(now, &before, s->min_raters, path, err));
    }
done:
    corral_survey_release(&before);
    return status;
}

static corral_status show(corral_session *session, const settings *s, const corral_survey *survey,
                          corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_backbone *found = NULL;
    corral_document *document = NULL;
    corral_text title = {0};
    corral_backbone_options how = {s->min_raters, session->common.seed};
    TRY(corral_backbone_new(survey, &how, &session->progress, &found, err));
    corral_backbone_page page = {survey, found, s->min_raters,
                                 corral_session_is_for_people(session) ||
                                     corral_session_format(session) == CORRAL_FORMAT_XLSX,
                                 s->rank};
    TRY(corral_backbone_sentence(&page, &title, err));
    TRY(make_document(s, &page, title.bytes, &document, err));
    TRY(corral_session_print(session, document, err));
    if (session->common.output || !corral_session_is_for_people(session))
        corral_session_say(session, "%s", title.bytes);
done:
    corral_text_release(&title);
    corral_document_free(document);
    corral_backbone_free(found);
    return status;
}

static corral_status run(corral_session *session, const void *values, corral_error *err)
{
    const settings *s = values;
    corral_status status = CORRAL_OK;
    corral_region *region = NULL;
    corral_survey survey = {0};
    TRY(check_use(session, s, err));
    if (s->invite) return corral_invite_print(session, s->invite, s->min_raters, err);
    TRY(corral_session_add_input(session, session->operands[0], err));
    if (s->region) TRY(corral_session_read(session, s->region, &region, err));
    const corral_answers_file from = {session->operands[0], session->common.form,
                                      session->common.repair, region};
    TRY(corral_ratings_read(&from, &survey, err));
    TRY(compare_all(session, s, region, &survey, err));
    TRY(show(session, s, &survey, err));
done:
    corral_survey_release(&survey);
    corral_region_free(region);
    return status;
}

static const corral_example examples[] = {
    {"corral backbone harmon-surveys/ratings.csv", "what may be told of four candidates"},
    {"corral backbone harmon-surveys/ratings.csv --share 2",
     "two organisations instead of one, and what that loses"},
    {"corral backbone harmon-surveys/ratings.csv --for-candidate 'Confluence Fund'",
     "the sheet for one candidate alone"},
    {"corral backbone --invite 20", "before the survey: how many to invite"},
    {NULL, NULL}};

const corral_command corral_command_backbone = {
    .name = "backbone",
    .step = CORRAL_STEP_BACKBONE,
    .summary = "results of the blind capacity survey",
    .operands = "RATINGS.csv",
    .least = 0,
    .most = 1,
    .description =
        "Reads a survey on organisations that might be the backbone, and prints what can be told "
        "so that nobody can be told from it. Columns: respondent (a token), organisation (the "
        "respondent's), candidate, function, score (1 to 5, blank is don't know); tie (own, "
        "grantee, board, fiscal agent), importance (1 to 5), block (of functions). Answers on "
        "one's own organisation, and on those one is tied to, are dropped.\n\n"
        "A result needs --min-raters raters from as many organisations; others are hidden, and "
        "one more where it could be computed from the rest. Every figure comes from results that "
        "are shown, means to 0.1, at 1.2 or less and 4.8 or more as bounds, counts under K as "
        "\"< K\". With too few raters it steps down from functions to three blocks of them (in the "
        "order of their names, without a column block) and to candidates, and says so. Where "
        "results were given out before, name the answers they came from with --previous: what "
        "the two together would show is refused.\n\n"
        "leading: the interval reaches the best mean; less seen: 40 % or more don't know; "
        "intervals are the middle 95 % over raters drawn again. adjusted frees a candidate of how "
        "severe its raters are (least squares on candidate, rater, function); blank where raters "
        "do not connect the candidates. There is no rank without --rank. --share: the mean over "
        "functions of the best printed mean among those who share.\n\n"
        "--statistics: ICC(A,1) and ICC(C,1) (McGraw & Wong 1996; variance components where not "
        "everybody rated everything, else ICC(A,k) as well), Krippendorff's alpha, how often each "
        "is best.\n\n"
        "RATINGS.csv is confidential: tokens and organisations together tell who said what. Only "
        "whoever runs the survey should hold it, no candidate and no funder, and delete it when "
        "the decision is made; what is printed may be shared. Decide on K once: use the same for "
        "every release.",
    .takes = CORRAL_TAKES_TABLE | CORRAL_TAKES_READING | CORRAL_TAKES_SEED,
    .takes_form_itself = true,
    .blocks = blocks,
    .examples = examples,
    .defaults = &defaults,
    .values_size = sizeof(settings),
    .run = run};
