/* corral checklist: what to fill in. */
#include <stdlib.h>
#include <string.h>

#include "cli/checklist.h"
#include "cli/command.h"
#include "cli/invite.h"
#include "core/text.h"
#include "corral/backbone.h"

typedef struct settings {
    const char *output, *region, *coalition, *lists;
    corral_words candidates;
    size_t most;
    uint32_t invite;
    int purpose; /* in the tables */
    int format;  /* -1: by the name of the output */
} settings;

enum { FOOTPRINT, INTERVIEW, VERIFY, UMBRELLA, BACKBONE };
static const char *const purposes[] = {"footprint", "interview", "verify",
                                       "umbrella",  "backbone",  NULL};
enum { CSV, MD, XLSFORM };
static const char *const format_names[] = {"csv", "md", "xlsform", NULL};

static const settings defaults = {.format = -1, .most = 5};

static const corral_option options[] = {
    {.name = "for",
     .kind = CORRAL_OPTION_CHOICE,
     .words = purposes,
     .help = "what it is for",
     CORRAL_FIELD(settings, purpose)},
    {.name = "region",
     .kind = CORRAL_OPTION_FOLDER,
     .placeholder = "REGION",
     .help = "what is known already",
     .input = true,
     CORRAL_FIELD(settings, region)},
    {.name = "coalition",
     .kind = CORRAL_OPTION_TEXT,
     .placeholder = "A",
     .help = "the coalition it is about, by id or name",
     CORRAL_FIELD(settings, coalition)},
    {.name = "candidates",
     .kind = CORRAL_OPTION_LIST,
     .placeholder = "A,B",
     .help = "who could be a backbone; by default the members of most coalitions",
     CORRAL_FIELD(settings, candidates)},
    {.name = "most",
     .kind = CORRAL_OPTION_COUNT,
     .placeholder = "N",
     .help = "how many of these",
     .from = 1,
     .to = 100,
     CORRAL_FIELD(settings, most)},
    {.name = "invite",
     .kind = CORRAL_OPTION_COUNT,
     .placeholder = "N",
     .help = "with --for backbone: says how many results would be hidden if so many are invited",
     .blank = "nothing is said",
     .from = 1,
     .to = 10000,
     CORRAL_FIELD(settings, invite)},
    {.name = "lists",
     .kind = CORRAL_OPTION_FOLDER,
     .placeholder = "FOLDER",
     .help = "lists to choose from, CSV files with the columns facet, item, kind, question, "
             "parameter and note",
     .blank = "those that come with corral",
     .input = true,
     CORRAL_FIELD(settings, lists)},
    {.name = "output",
     .letter = 'o',
     .kind = CORRAL_OPTION_FOLDER,
     .placeholder = "PATH",
     .help = "the file to write, or the folder, whole or not at all",
     .blank = "standard output",
     .local = true,
     CORRAL_FIELD(settings, output)},
    {.name = "format",
     .letter = 'f',
     .kind = CORRAL_OPTION_CHOICE,
     .words = format_names,
     .help = "by default as the name of the output says (.md, .xlsx), else csv",
     .local = true,
     CORRAL_FIELD(settings, format)},
    {0}};
static const corral_option_block blocks[] = {{.options = options}, {0}};

/* ---- what was asked for ---- */

static int format_of(const settings *s)
{
    const char *dot = s->output ? strrchr(s->output, '.') : NULL;
    if (s->format >= 0) return s->format;
    if (dot && strcmp(dot, ".md") == 0) return MD;
    return dot && strcmp(dot, ".xlsx") == 0 ? XLSFORM : CSV;
}

static bool is_of_coalition(const settings *s)
{
    return s->purpose == VERIFY || s->purpose == INTERVIEW;
}

static corral_status refuse(const settings *s, corral_error *err)
{
    corral_status status = CORRAL_OK;
    bool folder = s->purpose == FOOTPRINT && format_of(s) == CSV;
    if (folder && (!s->output || strcmp(s->output, "-") == 0))
        FAIL(CORRAL_BAD_USE, "--for footprint writes a folder of CSV files: give -o FOLDER, or "
                             "-f md for a sheet to print");
    if (is_of_coalition(s) && (!s->region || !s->coalition))
        FAIL(CORRAL_BAD_USE, "--for %s takes --region REGION and --coalition A",
             purposes[s->purpose]);
    if (s->coalition && !s->region)
        FAIL(CORRAL_BAD_USE, "--coalition takes --region REGION, which says who that is");
    if (s->candidates.count && s->purpose != BACKBONE)
        FAIL(CORRAL_BAD_USE, "--candidates goes with --for backbone");
    if (s->invite && s->purpose != BACKBONE)
        FAIL(CORRAL_BAD_USE, "--invite goes with --for backbone");
done:
    return status;
}

static corral_status find_coalition(const settings *s, corral_checklist *checklist,
                                    corral_error *err)
{
    checklist->coalition = UINT32_MAX;
    if (!s->coalition) return CORRAL_OK;
    checklist->coalition = corral_region_find(checklist->region, s->coalition);
    if (checklist->coalition != UINT32_MAX) return CORRAL_OK;
    return corral_error_set(err, CORRAL_BAD_USE, "no coalition has the id or name %s",
                            CORRAL_QUOTE(s->coalition));
}

/* ---- the command ---- */

static corral_status make_form(const settings *s, const corral_checklist *checklist,
                               corral_document **out, corral_error *err)
{
    switch (s->purpose) {
    case FOOTPRINT: return corral_checklist_form(checklist, out, err);
    case UMBRELLA: return corral_checklist_umbrella_form(checklist, out, err);
    case BACKBONE: return corral_checklist_backbone_form(checklist, out, err);
    default: return corral_checklist_recorded_form(checklist, s->purpose == INTERVIEW, out, err);
    }
}

static corral_status make(const settings *s, const corral_checklist *checklist,
                          corral_document **out, corral_error *err)
{
    if (format_of(s) == XLSFORM) return make_form(s, checklist, out, err);
    switch (s->purpose) {
    case FOOTPRINT: return corral_checklist_sheet(checklist, out, err);
    case UMBRELLA: return corral_checklist_umbrella(checklist, format_of(s) == MD, out, err);
    case BACKBONE: return corral_checklist_backbone(checklist, format_of(s) == MD, out, err);
    default:
        return corral_checklist_recorded(checklist, s->purpose == INTERVIEW, format_of(s) == MD,
                                         out, err);
    }
}

static corral_status print(corral_session *session, const settings *s,
                           const corral_checklist *checklist, corral_error *err)
{
    static const int formats[] = {
        [CSV] = CORRAL_FORMAT_CSV, [MD] = CORRAL_FORMAT_MD, [XLSFORM] = CORRAL_FORMAT_XLSX};
    corral_status status = CORRAL_OK;
    corral_document *document = NULL;
    TRY(make(s, checklist, &document, err));
    /* The session prints to the output and in the format of the common options. */
    session->common.output = s->output;
    session->common.format = formats[format_of(s)];
    TRY(corral_session_print(session, document, err));
done:
    corral_document_free(document);
    return status;
}

static corral_status run(corral_session *session, const void *values, corral_error *err)
{
    const settings *s = values;
    corral_status status = CORRAL_OK;
    corral_region *region = NULL;
    corral_answer_lists lists = {0};
    corral_checklist checklist = {.lists = &lists, .candidates = &s->candidates, .most = s->most};
    char *folder = NULL;
    TRY(refuse(s, err));
    if (!s->lists) TRY(corral_checklist_lists_folder(&folder, err));
    TRY(corral_answer_lists_read(s->lists ? s->lists : folder, &lists, err));
    if (s->region) TRY(corral_session_read(session, s->region, &region, err));
    checklist.region = region;
    TRY(find_coalition(s, &checklist, err));
    if (s->purpose == FOOTPRINT && format_of(s) == CSV)
        TRY(corral_checklist_folder(&checklist, session, s->output, err));
    else
        TRY(print(session, s, &checklist, err));
    if (s->invite) {
        const corral_backbone_options usual = CORRAL_BACKBONE_OPTIONS_INIT;
        TRY(corral_invite_say(session, s->invite, usual.min_raters, err));
    }
done:
    free(folder);
    corral_answer_lists_release(&lists);
    corral_region_free(region);
    return status;
}

static const corral_example examples[] = {
    {"corral checklist --for footprint -o region", "the empty files of a new region"},
    {"corral checklist --for footprint -f md", "a sheet to print, with boxes to tick"},
    {"corral checklist --for footprint --region harmon -f xlsform -o form.xlsx",
     "a form for KoboToolbox and ODK that knows the coalitions"},
    {"corral checklist --for verify --region harmon --coalition good-jobs -o jobs.md",
     "a page to send to one coalition: is this right?"},
    {"corral checklist --for interview --region harmon --coalition good-jobs",
     "what is still to be asked"},
    {"corral checklist --for umbrella -o preferences.csv", "what to ask about an umbrella"},
    {"corral checklist --for umbrella --region harmon -o umbrella.xlsx", "the same as a form"},
    {"corral checklist --for backbone --region harmon -o ratings.csv",
     "what to ask about backbone candidates"},
    {"corral checklist --for backbone --region harmon --invite 20 -o backbone.xlsx",
     "a form, and how much 20 people could tell"},
    {NULL, NULL}};

const corral_command corral_command_checklist = {
    .name = "checklist",
    .step = CORRAL_STEP_MAP,
    .starred = true,
    .summary = "what to fill in",
    .operands = "",
    .description =
        "footprint: what to ask of every coalition. csv is a folder of empty files that the other "
        "commands read once they are filled in; md a sheet to print; xlsform (for every purpose) a "
        "workbook that KoboToolbox and ODK turn into a form. With --region coalitions that are "
        "known stand there already. What comes back of a form is read by check, import, umbrella "
        "and backbone with --form FORM.xlsx: CSV under names or labels, or XLSX, which alone has "
        "what is asked again and again (members, goals).\n\n"
        "verify: what was recorded of one coalition, from whom and when, and what is open or "
        "disputed as questions. interview: the questions alone. In their CSV people fill in the "
        "column right (yes, primary, secondary, no, unknown; of a row without an item yes, "
        "partial, "
        "none), or answer, and add rows; put into the region's folder under any name, or imported "
        "beside it, the answers are statements of their own, and differ from the others where they "
        "do. Whoever answered a sheet for verifying counts as verified.\n\n"
        "umbrella: preferences.csv with every option of every parameter, for corral umbrella. "
        "backbone: ratings.csv with every function of every candidate. Respondents are left "
        "blank: hand out tokens that name nobody. With --coalition the sheet is that coalition's; "
        "put sheets that come back below one another, under one header.\n\n"
        "What people choose from are lists, CSV files that anyone may edit: copy the folder "
        "datasets/lists and name the copy with --lists. kind is one, many or ordered; question is "
        "what the form asks; a list with a parameter is of the umbrella. The lists sector, depth "
        "and function are of members, of ties and of backbones, all others of coalitions.",
    .takes = CORRAL_TAKES_READING | CORRAL_TAKES_FORCE,
    .blocks = blocks,
    .examples = examples,
    .defaults = &defaults,
    .values_size = sizeof(settings),
    .run = run};
