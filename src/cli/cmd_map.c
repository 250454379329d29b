/* corral map: draw the map of moving trains. */
#include "cli/drawing.h"
#include "cli/grouping.h"

#include <string.h>

typedef struct settings {
    corral_grouping_settings grouping;
    int format, style, theme, paper;
    uint32_t group, sharers;
    const char *stations, *title, *description, *lang;
    double draw_limit;
} settings;

static const settings defaults = {.grouping = CORRAL_GROUPING_SETTINGS_INIT,
                                  .format = -1,
                                  .sharers = 2,
                                  .lang = "en",
                                  .draw_limit = 60};

static const char *const formats[] = {"svg", "geometry", NULL};
static const char *const styles[] = {"network", NULL};
static const char *const themes[] = {"auto", "light", "dark", "print", NULL};
static const char *const papers[] = {"screen", "a3", "a4", "letter", NULL};

static const corral_option options[] = {
    {.name = "style",
     .kind = CORRAL_OPTION_CHOICE,
     .words = styles,
     .help = "how it is drawn",
     CORRAL_FIELD(settings, style)},
    {.name = "stations",
     .kind = CORRAL_OPTION_TEXT,
     .placeholder = "FACET",
     .help = "the facet whose shared items are drawn",
     .blank = "member if there is one, else the facet with most shared items",
     CORRAL_FIELD(settings, stations)},
    {.name = "group",
     .kind = CORRAL_OPTION_COUNT,
     .placeholder = "N",
     .help = "draw only this group",
     .blank = "all",
     CORRAL_FIELD(settings, group)},
    {.name = "sharers",
     .kind = CORRAL_OPTION_COUNT,
     .placeholder = "N",
     .help = "draw only what at least so many of the coalitions share",
     .from = 2,
     .to = 1000000,
     CORRAL_FIELD(settings, sharers)},
    {.name = "format",
     .letter = 'f',
     .kind = CORRAL_OPTION_CHOICE,
     .words = formats,
     .help = "svg, or geometry: the places of everything as JSON; by default as the name of the "
             "output file says, else svg",
     .local = true,
     CORRAL_FIELD(settings, format)},
    {.name = "theme",
     .kind = CORRAL_OPTION_CHOICE,
     .words = themes,
     .help = "colours; auto follows the reader's light or dark",
     CORRAL_FIELD(settings, theme)},
    {.name = "paper",
     .kind = CORRAL_OPTION_CHOICE,
     .words = papers,
     .help = "what it is laid out for",
     CORRAL_FIELD(settings, paper)},
    {.name = "title",
     .kind = CORRAL_OPTION_TEXT,
     .placeholder = "TEXT",
     .help = "title of the drawing",
     .blank = "what it shows, with counts",
     CORRAL_FIELD(settings, title)},
    {.name = "desc",
     .kind = CORRAL_OPTION_TEXT,
     .placeholder = "TEXT",
     .help = "description for those who cannot see it",
     .blank = "what it shows, with counts",
     CORRAL_FIELD(settings, description)},
    {.name = "lang",
     .kind = CORRAL_OPTION_TEXT,
     .placeholder = "CODE",
     .help = "language of the names",
     CORRAL_FIELD(settings, lang)},
    {.name = "draw-limit",
     .kind = CORRAL_OPTION_NUMBER,
     .placeholder = "SECONDS",
     .help = "stop the drawing program after so long",
     .most = 86400,
     .above = true,
     .local = true,
     CORRAL_FIELD(settings, draw_limit)},
    {0}};

static const corral_option_block blocks[] = {
    {.title = "drawing", .options = options},
    {.title = "grouping", .options = corral_grouping_options, .base = offsetof(settings, grouping)},
    {0}};

static bool ends_with(const char *text, const char *ending)
{
    size_t n = strlen(text), m = strlen(ending);
    return n >= m && strcmp(text + n - m, ending) == 0;
}

static corral_status find_format(const corral_session *session, const settings *s,
                                 const char **format, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char *output = session->common.output;
    *format = s->format < 0 ? "svg" : formats[s->format];
    if (s->format >= 0 || !output) goto done;
    if (ends_with(output, ".json")) *format = "geometry";
    static const char *const others[] = {".png", ".pdf", ".html", ".dot"};
    for (size_t k = 0; k < sizeof others / sizeof *others; k++)
        if (ends_with(output, others[k]))
            FAIL(CORRAL_BAD_USE,
                 "a map is written as svg or geometry (.json), not as %s; a browser "
                 "opens and prints svg",
                 others[k] + 1);
done:
    return status;
}

/* What the drawing program takes, so that it need not be started to say no. */
static corral_status check_lang(const char *lang, corral_error *err)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
    size_t length = strlen(lang);
    if (length >= 2 && length <= 35 && lang[0] != '-' && strspn(lang, letters) == length)
        return CORRAL_OK;
    return corral_error_set(err, CORRAL_BAD_USE,
                            "--lang must be a code such as en or pt-BR, got %s",
                            CORRAL_QUOTE(lang));
}

static corral_status find_facet(const corral_session *session, const corral_region *region,
                                const settings *s, uint32_t *facet, corral_error *err)
{
    corral_status status = CORRAL_OK;
    *facet =
        s->stations ? corral_region_facet_find(region, s->stations) : corral_drawing_facet(region);
    if (s->stations && *facet == UINT32_MAX)
        FAIL(CORRAL_BAD_USE, "facet %s is not in the region", CORRAL_QUOTE(s->stations));
    if (!s->stations && *facet != UINT32_MAX)
        corral_session_say(session, "drawing the items of facet %s",
                           corral_region_facet_name(region, *facet));
done:
    return status;
}

static corral_status check_group(const corral_grouping *grouping, uint32_t group, corral_error *err)
{
    if (group == 0) return CORRAL_OK;
    for (uint32_t k = 0; k < corral_grouping_count(grouping); k++)
        if (corral_grouping_number(grouping, k) == group) return CORRAL_OK;
    return corral_error_set(err, CORRAL_BAD_USE, "there is no group %u; the region has %u groups",
                            group, corral_grouping_count(grouping));
}

static corral_status say_grouping(const corral_session *session, const corral_region *region,
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

static corral_status write_drawing(corral_session *session, const corral_text *drawn,
                                   corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_output *output = NULL;
    TRY(corral_session_open(session, &output, err));
    corral_output_write(output, drawn->bytes, drawn->length);
    TRY(corral_output_commit(output, err));
done:
    corral_output_free(output);
    return status;
}

static corral_status run(corral_session *session, const void *values, corral_error *err)
{
    const settings *s = values;
    corral_status status = CORRAL_OK;
    corral_region *region = NULL;
    corral_grouping_run found = {0};
    corral_text model = {0}, drawn = {0};
    corral_drawing drawing = {.title = s->title,
                              .description = s->description,
                              .lang = s->lang,
                              .theme = themes[s->theme],
                              .paper = papers[s->paper],
                              .group = s->group,
                              .sharers = s->sharers};
    const char *format;
    TRY(find_format(session, s, &format, err));
    TRY(check_lang(s->lang, err));
    TRY(corral_session_read(session, session->operands[0], &region, err));
    TRY(find_facet(session, region, s, &drawing.facet, err));
    TRY(corral_grouping_run_init(&found, session, region, &s->grouping, err));
    TRY(check_group(found.grouping, s->group, err));
    TRY(say_grouping(session, region, &found, err));
    if (found.is_around && corral_grouping_count(found.grouping) == 0)
        FAIL(CORRAL_BAD_INPUT, "there is no group to draw around that coalition");
    if (found.is_around) drawing.group = 1; /* the one that was asked for */
    drawing.region = region;
    drawing.grouping = found.grouping;
    TRY(corral_drawing_network(&drawing, &model, err));
    TRY(corral_drawing_render(session, &model, format, s->draw_limit, &drawn, err));
    TRY(write_drawing(session, &drawn, err));
done:
    corral_text_release(&model);
    corral_text_release(&drawn);
    corral_grouping_run_release(&found);
    corral_region_free(region);
    return status;
}

static const corral_example examples[] = {
    {"corral map toy -o map.svg", "the toy region: groups, coalitions and what they share"},
    {"corral map harmon --stations goal -o goals.svg", "who already has which goals in common"},
    {NULL, NULL}};

const corral_command corral_command_map = {
    .name = "map",
    .step = CORRAL_STEP_MAP,
    .starred = true,
    .summary = "draw the map of moving trains as SVG",
    .operands = "REGION",
    .least = 1,
    .most = 1,
    .description =
        "Draws coalitions by their suggested groups, and the items (by default members) that two "
        "or "
        "more coalitions share, as one SVG that any browser opens: hover or tab to a coalition to "
        "see its links alone.\n\n"
        "The style network is for at most 200 coalitions and shared items and 600 links; draw one "
        "group of a larger region with --group N. The groups are those of corral groups with the "
        "same options, or those of --groups FILE.\n\n"
        "The drawing is made by the program corral-viz: the one named in $CORRAL_VIZ, else the one "
        "beside corral.",
    .takes = CORRAL_TAKES_OUTPUT | CORRAL_TAKES_SEED | CORRAL_TAKES_THREADS | CORRAL_TAKES_READING,
    .blocks = blocks,
    .examples = examples,
    .defaults = &defaults,
    .values_size = sizeof(settings),
    .run = run};
