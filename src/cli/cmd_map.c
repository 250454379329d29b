/* corral map: draw the map of moving trains. */
#include "cli/draw.h"
#include "cli/facet.h"
#include "cli/grouping.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

typedef struct settings {
    corral_grouping_settings grouping;
    int format, style, theme, paper, fold, show;
    uint32_t sharers;
    const char *group, *stations, *title, *description, *lang, *link, *split;
    double draw_limit;
    bool still;
} settings;

static const settings defaults = {.grouping = CORRAL_GROUPING_SETTINGS_INIT,
                                  .format = -1,
                                  .style = -1,
                                  .fold = -1,
                                  .show = -1,
                                  .lang = "en",
                                  .draw_limit = 60};

/* The last two are made from svg by another program. */
enum { FORMAT_SVG, FORMAT_HTML, FORMAT_GEOMETRY, FORMAT_DOT, FORMAT_PNG, FORMAT_PDF };
static const char *const formats[] = {"svg", "html", "geometry", "dot", "png", "pdf", NULL};
/* In the order of corral_style. */
static const char *const styles[] = {"trains", "network", "matrix", "upset", "districts", NULL};
static const char *const folds[] = {"auto", "1", "2", "3", NULL};
static const char *const shows[] = {"members", "goals", "likeness", NULL};

static const corral_option options[] = {
    {.name = "style",
     .kind = CORRAL_OPTION_CHOICE,
     .words = styles,
     .help = "how it is drawn",
     .blank = "trains for a group, for at most 9 coalitions, and as a poster for at most 60; "
              "districts above",
     CORRAL_FIELD(settings, style)},
    {.name = "stations",
     .kind = CORRAL_OPTION_TEXT,
     .placeholder = "FACET",
     .help = "the facet whose shared items are drawn",
     .blank = "member if there is one, else the facet with most shared items",
     CORRAL_FIELD(settings, stations)},
    {.name = "group",
     .kind = CORRAL_OPTION_TEXT,
     .placeholder = "N|all",
     .help = "draw only this group, or all of them as a poster",
     .blank = "the region",
     CORRAL_FIELD(settings, group)},
    {.name = "split",
     .kind = CORRAL_OPTION_FOLDER,
     .placeholder = "FOLDER",
     .help = "draw every group by itself, into files of a new folder",
     .local = true,
     CORRAL_FIELD(settings, split)},
    {.name = "show",
     .kind = CORRAL_OPTION_CHOICE,
     .words = shows,
     .help = "matrix: what the cells say",
     .blank = "members",
     CORRAL_FIELD(settings, show)},
    {.name = "sharers",
     .kind = CORRAL_OPTION_COUNT,
     .placeholder = "N",
     .help = "network: draw only what at least so many of the coalitions share",
     .blank = "2",
     .from = 2,
     .to = 1000000,
     CORRAL_FIELD(settings, sharers)},
    {.name = "format",
     .letter = 'f',
     .kind = CORRAL_OPTION_CHOICE,
     .words = formats,
     .help = "html: a page to zoom in; geometry: the places of everything as JSON; dot: the graph "
             "for Graphviz; png and pdf need rsvg-convert; by default as the name of the output "
             "file says, else svg",
     .local = true,
     CORRAL_FIELD(settings, format)},
    {.name = "theme",
     .kind = CORRAL_OPTION_CHOICE,
     .words = corral_themes,
     .help = "colours; auto follows the reader's light or dark",
     CORRAL_FIELD(settings, theme)},
    {.name = "paper",
     .kind = CORRAL_OPTION_CHOICE,
     .words = corral_papers,
     .help = "what it is laid out for",
     CORRAL_FIELD(settings, paper)},
    {.name = "fold",
     .kind = CORRAL_OPTION_CHOICE,
     .words = folds,
     .help = "trains: rows of a map; auto folds a long one",
     .blank = "auto",
     CORRAL_FIELD(settings, fold)},
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
    {.name = "link",
     .kind = CORRAL_OPTION_TEXT,
     .placeholder = "ADDRESS",
     .help = "make every coalition a link; {id} stands for its id; http, https, mailto or #",
     .blank = "none",
     CORRAL_FIELD(settings, link)},
    {.name = "no-interactive",
     .help = "leave out what happens on hover and focus",
     CORRAL_FIELD(settings, still)},
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

/* What names of files end in; the first of a format is what files of --split are called. */
static const struct {
    const char *word;
    int format;
} endings[] = {{"svg", FORMAT_SVG},       {"html", FORMAT_HTML}, {"htm", FORMAT_HTML},
               {"json", FORMAT_GEOMETRY}, {"dot", FORMAT_DOT},   {"gv", FORMAT_DOT},
               {"png", FORMAT_PNG},       {"pdf", FORMAT_PDF}};

static const char *ending_of(int format)
{
    size_t k = 0;
    while (endings[k].format != format) k++;
    return endings[k].word;
}

/* An ending that means another kind of picture is refused: SVG in it would open nowhere. */
static corral_status find_format(const corral_session *session, const settings *s, int *format,
                                 corral_error *err)
{
    static const char *const others[] = {"jpg", "jpeg", "gif", "webp", "tif",  "tiff", "bmp",
                                         "eps", "ps",   "ico", "avif", "heic", "emf",  "wmf"};
    const char *output = session->common.output;
    const char *dot = output ? strrchr(output, '.') : NULL;
    *format = s->format < 0 ? FORMAT_SVG : s->format;
    if (s->format >= 0 || !dot) return CORRAL_OK;
    for (size_t k = 0; k < sizeof endings / sizeof *endings; k++)
        if (strcasecmp(dot + 1, endings[k].word) == 0) *format = endings[k].format;
    for (size_t k = 0; k < sizeof others / sizeof *others; k++)
        if (strcasecmp(dot + 1, others[k]) == 0)
            return corral_error_set(err, CORRAL_BAD_USE,
                                    "--output must end in .svg, .html, .json, .dot, .png or .pdf, "
                                    "got %s",
                                    CORRAL_QUOTE(output));
    return CORRAL_OK;
}

static bool is_poster(const settings *s)
{
    return s->group && strcmp(s->group, "all") == 0;
}

static bool draws_a_part(const settings *s)
{
    return (s->group && !is_poster(s)) || s->split || s->grouping.around.count;
}

static corral_status check_use(const corral_session *session, const settings *s, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_drawing_check_lang(s->lang, err));
    TRY(corral_drawing_check_link(s->link, err));
    if (s->style == CORRAL_STYLE_DISTRICTS && draws_a_part(s))
        FAIL(CORRAL_BAD_USE,
             "--style districts draws the whole region: without %s, or with --style trains or "
             "network",
             s->split                   ? "--split"
             : s->grouping.around.count ? "--around"
                                        : "--group");
    if (s->split && s->group) FAIL(CORRAL_BAD_USE, "--split draws every group: without --group");
    if (s->split && session->common.output)
        FAIL(CORRAL_BAD_USE, "--split FOLDER takes the place of -o FILE");
    if (s->show >= 0 && s->stations)
        FAIL(CORRAL_BAD_USE, "--show and --stations both say what a cell counts; leave out one");
done:
    return status;
}

static corral_status find_facet(const corral_session *session, const corral_region *region,
                                const settings *s, uint32_t *facet, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char *asked = s->show == CORRAL_SHOW_MEMBERS ? "member" : s->stations;
    TRY(corral_facet_find(region, asked, facet, err));
    if (!asked && *facet != UINT32_MAX)
        corral_session_say(session, "drawing the items of facet %s",
                           corral_region_facet_name(region, *facet));
done:
    return status;
}

/* "all" is 0. */
static corral_status parse_group(const char *text, uint32_t *number, corral_error *err)
{
    static const corral_option count = {.name = "group",
                                        .kind = CORRAL_OPTION_COUNT,
                                        .from = 1,
                                        .to = 999999999,
                                        .size = sizeof *number};
    *number = 0;
    if (!text || strcmp(text, "all") == 0) return CORRAL_OK;
    if (corral_option_set(&count, number, text, NULL) == CORRAL_OK) return CORRAL_OK;
    return corral_error_set(err, CORRAL_BAD_USE,
                            "--group must be all or the number of a group, got %s",
                            CORRAL_QUOTE(text));
}

static corral_style choose_style(const settings *s, const corral_region *region)
{
    if (s->style >= 0) return (corral_style)s->style;
    return s->group || draws_a_part(s) ? CORRAL_STYLE_TRAINS : corral_drawing_whole(region);
}

/* Whether the groups are worth looking for. */
static corral_status check_size(const settings *s, const corral_region *region, corral_error *err)
{
    if (draws_a_part(s) || choose_style(s, region) != CORRAL_STYLE_TRAINS) return CORRAL_OK;
    return corral_draw_check_poster(corral_region_coalition_count(region), err);
}

/* An option that the style does not take was given for something that will not happen. */
static corral_status check_style(const settings *s, corral_style style, corral_error *err)
{
    const struct {
        const char *option;
        bool is_given, is_taken;
        const char *of;
    } rules[] = {{"sharers", s->sharers > 0, style == CORRAL_STYLE_NETWORK, "network"},
                 {"show", s->show >= 0, style == CORRAL_STYLE_MATRIX, "matrix"},
                 {"fold", s->fold >= 0, style == CORRAL_STYLE_TRAINS, "trains"},
                 {"link", s->link != NULL, style != CORRAL_STYLE_DISTRICTS,
                  "trains, network, matrix or upset"}};
    for (size_t k = 0; k < sizeof rules / sizeof *rules; k++)
        if (rules[k].is_given && !rules[k].is_taken)
            return corral_error_set(err, CORRAL_BAD_USE, "--%s is for --style %s, not for %s",
                                    rules[k].option, rules[k].of, styles[style]);
    return CORRAL_OK;
}

static corral_drawing drawing_of(const corral_session *session, const settings *s,
                                 const corral_region *region, const corral_grouping_run *found)
{
    return (corral_drawing){.region = region,
                            .grouping = found->grouping,
                            .similarity = found->similarity,
                            .style = choose_style(s, region),
                            .sharers = s->sharers ? s->sharers : 2,
                            .show = s->show < 0 ? CORRAL_SHOW_MEMBERS : (corral_show)s->show,
                            .title = s->title,
                            .description = s->description,
                            .lang = s->lang,
                            .theme = corral_themes[s->theme],
                            .paper = corral_papers[s->paper],
                            .fold = s->fold < 0 ? NULL : folds[s->fold],
                            .effort = corral_drawing_effort(s->grouping.groups.effort),
                            .link = s->link,
                            .seed = session->common.seed,
                            .is_poster = is_poster(s),
                            .still = s->still};
}

/* Draws into `drawn`; png and pdf by way of svg. */
/* Where bars are many the other style shows them more clearly. */
static void say_dense(const corral_session *session, const corral_drawing *d)
{
    enum { CLEAR = 20 };
    uint32_t first = 0, end = 0;
    size_t bars = 0;
    if (d->style != CORRAL_STYLE_TRAINS || !d->group || d->facet == UINT32_MAX) return;
    corral_region_facet_items(d->region, d->facet, &first, &end);
    for (uint32_t j = first; j < end; j++) {
        corral_seats holders = corral_region_holders(d->region, j);
        size_t lines = 0;
        for (size_t i = 0; i < holders.count; i++)
            lines += corral_grouping_of(d->grouping, holders.index[i]) == d->group;
        bars += lines > 1;
    }
    if (bars > CLEAR)
        corral_session_say(session,
                           "group %u shares %zu; --style upset shows more than about %d clearly",
                           d->group, bars, CLEAR);
}

static corral_status draw(corral_session *session, const settings *s, const corral_drawing *drawing,
                          int format, corral_text *drawn, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text model = {0};
    bool converts = format == FORMAT_PNG || format == FORMAT_PDF;
    TRY(corral_drawing_model(drawing, &model, err));
    TRY(corral_drawing_render(session, &model, converts ? "svg" : formats[format], s->draw_limit,
                              drawn, err));
    if (converts) TRY(corral_drawing_convert(session, formats[format], s->draw_limit, drawn, err));
done:
    corral_text_release(&model);
    return status;
}

/* Files are named by the numbers of groups, never by data. */
static bool writes_split(const char *name)
{
    static const char beginning[] = "group-";
    size_t digits;
    if (strncmp(name, beginning, sizeof beginning - 1) != 0) return false;
    name += sizeof beginning - 1;
    digits = strspn(name, "0123456789");
    if (digits == 0 || name[digits] != '.') return false;
    for (size_t k = 0; k < sizeof endings / sizeof *endings; k++)
        if (strcmp(name + digits + 1, endings[k].word) == 0) return true;
    return false;
}

static corral_status split(corral_session *session, const settings *s, corral_drawing *drawing,
                           int format, corral_error *err)
{
    static const corral_folder_files written = {.writes = writes_split};
    corral_status status = CORRAL_OK;
    corral_folder *folder = NULL;
    corral_output *output = NULL;
    corral_text drawn = {0};
    TRY(corral_session_folder_open(session, s->split, &written, &folder, err));
    for (uint32_t k = 0; k < corral_grouping_count(drawing->grouping); k++) {
        char name[32];
        drawing->group = corral_grouping_number(drawing->grouping, k);
        snprintf(name, sizeof name, "group-%u.%s", drawing->group, ending_of(format));
        drawn.length = 0;
        TRY(draw(session, s, drawing, format, &drawn, err));
        TRY(corral_folder_file(folder, name, &output, err));
        corral_output_write(output, drawn.bytes, drawn.length);
        TRY(corral_output_commit(output, err));
        corral_output_free(output);
        output = NULL;
    }
    TRY(corral_folder_commit(folder, err));
done:
    corral_text_release(&drawn);
    corral_output_free(output);
    corral_session_folder_free(session, folder);
    return status;
}

static corral_status run(corral_session *session, const void *values, corral_error *err)
{
    const settings *s = values;
    corral_grouping_settings grouping = s->grouping;
    corral_status status = CORRAL_OK;
    corral_region *region = NULL;
    corral_grouping_run found = {0};
    corral_text drawn = {0};
    corral_drawing drawing;
    uint32_t facet, group;
    int format;
    TRY(check_use(session, s, err));
    TRY(find_format(session, s, &format, err));
    TRY(parse_group(s->group, &group, err));
    TRY(corral_session_read(session, session->operands[0], &region, err));
    TRY(check_style(s, choose_style(s, region), err));
    TRY(check_size(s, region, err));
    TRY(find_facet(session, region, s, &facet, err));
    grouping.seats_only = choose_style(s, region) == CORRAL_STYLE_DISTRICTS;
    TRY(corral_grouping_run_init(&found, session, region, &grouping, err));
    TRY(corral_grouping_check_group(found.grouping, group, err));
    TRY(corral_grouping_say(session, region, &found, err));
    if (found.is_around && corral_grouping_count(found.grouping) == 0)
        FAIL(CORRAL_BAD_INPUT, "there is no group to draw around that coalition");
    drawing = drawing_of(session, s, region, &found);
    drawing.facet = facet;
    drawing.group = found.is_around ? 1 : group; /* around: the one that was asked for */
    if (s->split) {
        TRY(split(session, s, &drawing, format, err));
    } else {
        say_dense(session, &drawing);
        TRY(draw(session, s, &drawing, format, &drawn, err));
        TRY(corral_session_write(session, &drawn, err));
    }
done:
    corral_text_release(&drawn);
    corral_grouping_run_release(&found);
    corral_region_free(region);
    return status;
}

static const corral_example examples[] = {
    {"corral map toy -o map.svg", "the toy region: who shares whom"},
    {"corral map harmon --group 2 -o table-2.svg", "one group, with its key"},
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
        "Draws coalitions as trains: every coalition is a line from left to right, and what two or "
        "more share (by default members) is a bar across them. One group is a map with a "
        "key, several make a poster; large regions are drawn as districts. Other styles, by name: "
        "matrix (what every two share), upset (who sits in how many rooms of a group) and network. "
        "The groups are those of corral groups with the same options, or those of --groups "
        "FILE.\n\n"
        "The drawing is one SVG without scripts that any browser opens: hover or tab to a line to "
        "see alone what it is tied to. png and pdf are made from it by rsvg-convert, where that "
        "is installed.\n\n"
        "The drawing is made by the program corral-viz: the one named in $CORRAL_VIZ, else the one "
        "beside corral.",
    .takes = CORRAL_TAKES_OUTPUT | CORRAL_TAKES_SEED | CORRAL_TAKES_THREADS | CORRAL_TAKES_READING |
             CORRAL_TAKES_FORCE,
    .blocks = blocks,
    .examples = examples,
    .defaults = &defaults,
    .values_size = sizeof(settings),
    .run = run};
