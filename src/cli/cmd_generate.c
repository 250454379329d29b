/* corral generate: a synthetic region with known groups. */
#include "cli/command.h"
#include "core/memory.h"
#include "corral/generate.h"
#include "table/escape.h"

#include <stdlib.h>
#include <string.h>

typedef struct settings {
    corral_generate_options generate;
    const char *folder, *like;
} settings;

enum { COALITIONS = 1000 };
static const settings defaults = {.generate = {.family = CORRAL_FAMILY_REGIONAL}};

static const char *const families[] = {"regional", "blocks",   "heavy", "goals",
                                       "coarse",   "national", NULL};

static const corral_option options[] = {{.name = "family",
                                         .kind = CORRAL_OPTION_CHOICE,
                                         .words = families,
                                         .help = "what is planted",
                                         CORRAL_FIELD(settings, generate.family)},
                                        {.name = "coalitions",
                                         .kind = CORRAL_OPTION_COUNT,
                                         .placeholder = "N",
                                         .help = "how many",
                                         .blank = "1000, or as many as the region of --like has",
                                         .from = 1,
                                         .to = CORRAL_GENERATE_MOST,
                                         CORRAL_FIELD(settings, generate.coalitions)},
                                        {.name = "like",
                                         .kind = CORRAL_OPTION_TEXT,
                                         .placeholder = "REGION",
                                         .help = "with the sizes, item degrees, facets and gaps "
                                                 "in knowledge of this region instead",
                                         CORRAL_FIELD(settings, like)},
                                        {.name = "output",
                                         .letter = 'o',
                                         .kind = CORRAL_OPTION_FOLDER,
                                         .placeholder = "FOLDER",
                                         .help = "the folder to write, whole or not at all; needed",
                                         .local = true,
                                         CORRAL_FIELD(settings, folder)},
                                        {0}};

static const corral_option_block blocks[] = {{.options = options}, {0}};

typedef struct files {
    corral_output *coalitions, *footprint, *truth;
    int digits;
    const corral_region *like;
    corral_text *facets; /* of like, as a CSV field; one each */
} files;

static int digits_of(uint32_t number)
{
    int digits = 1;
    while (number >= 10) number /= 10, digits++;
    return digits;
}

static void write_name(files *f, uint32_t coalition, uint32_t group)
{
    corral_output_printf(f->coalitions, "c%0*u,Coalition %u\n", f->digits, coalition,
                         coalition + 1);
    if (group)
        corral_output_printf(f->truth, "c%0*u,%u\n", f->digits, coalition, group);
    else
        corral_output_printf(f->truth, "c%0*u,\n", f->digits, coalition);
}

static corral_status write_coalition(void *user, const corral_generated *made, corral_error *err)
{
    files *f = user;
    write_name(f, made->coalition, made->group);
    for (size_t i = 0; i < made->count; i++)
        corral_output_printf(f->footprint, "c%0*u,member,m%0*u\n", f->digits, made->coalition,
                             f->digits, made->items[i]);
    if (made->value != UINT32_MAX)
        corral_output_printf(f->footprint, "c%0*u,issue,Issue %u\n", f->digits, made->coalition,
                             made->value + 1);
    return corral_output_status(f->footprint, err);
}

/* What is known of a facet, where a list alone would not say it. */
static void write_known(files *f, const corral_likeness *made, uint32_t facet, bool is_empty)
{
    corral_known known = corral_region_known(f->like, made->model, facet);
    if (known == CORRAL_KNOWN_NO || (known == CORRAL_KNOWN_PARTIAL && !is_empty)) return;
    corral_output_printf(f->footprint, "c%0*u,%s,,,%s\n", f->digits, made->coalition,
                         f->facets[facet].bytes, known == CORRAL_KNOWN_YES ? "yes" : "partial");
}

static corral_status write_likeness(void *user, const corral_likeness *made, corral_error *err)
{
    files *f = user;
    corral_seats seats = corral_region_footprint(f->like, made->model);
    size_t i = 0;
    write_name(f, made->coalition, made->group);
    for (uint32_t facet = 0; facet < corral_region_facet_count(f->like); facet++) {
        uint32_t first, end;
        size_t start = i;
        corral_region_facet_items(f->like, facet, &first, &end);
        for (; i < seats.count && seats.index[i] < end; i++) {
            corral_output_printf(f->footprint, "c%0*u,%s,item %u,", f->digits, made->coalition,
                                 f->facets[facet].bytes, made->items[i] + 1);
            if (seats.weight[i] < 1) corral_output_printf(f->footprint, "%.17g", seats.weight[i]);
            corral_output_put(f->footprint, ",\n");
        }
        write_known(f, made, facet, i == start);
    }
    return corral_output_status(f->footprint, err);
}

static bool writes(const char *name)
{
    return strcmp(name, "coalitions.csv") == 0 || strcmp(name, "footprint.csv") == 0 ||
           strcmp(name, "truth.csv") == 0;
}

static corral_status open_files(corral_folder *folder, files *f, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_folder_file(folder, "coalitions.csv", &f->coalitions, err));
    TRY(corral_folder_file(folder, "footprint.csv", &f->footprint, err));
    TRY(corral_folder_file(folder, "truth.csv", &f->truth, err));
    corral_output_put(f->coalitions, "id,name\n");
    corral_output_put(f->footprint,
                      f->like ? "coalition,facet,item,weight,known\n" : "coalition,facet,item\n");
    corral_output_put(f->truth, "coalition,group\n");
done:
    return status;
}

static corral_status commit_files(files *f, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_output_commit(f->coalitions, err));
    TRY(corral_output_commit(f->footprint, err));
    TRY(corral_output_commit(f->truth, err));
done:
    return status;
}

static corral_status read_like(corral_session *session, const char *path, corral_region **region,
                               files *f, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_session_read(session, path, region, err));
    f->like = *region;
    if (corral_region_coalition_count(f->like) == 0)
        FAIL(CORRAL_BAD_INPUT, "%s: there are no coalitions to make others like", path);
    TRY(corral_array_new(&f->facets, corral_region_facet_count(f->like), sizeof *f->facets, err));
    for (uint32_t k = 0; k < corral_region_facet_count(f->like); k++)
        TRY(corral_escape_csv(corral_region_facet_name(f->like, k), false, &f->facets[k], err));
done:
    return status;
}

static void release(files *f)
{
    for (uint32_t k = 0; f->facets && k < corral_region_facet_count(f->like); k++)
        corral_text_release(&f->facets[k]);
    free(f->facets);
    corral_output_free(f->coalitions);
    corral_output_free(f->footprint);
    corral_output_free(f->truth);
}

static corral_status run(corral_session *session, const void *values, corral_error *err)
{
    /* A region of one's own has no truth.csv. */
    static const corral_folder_files written = {.writes = writes, .sign = "truth.csv"};
    const settings *s = values;
    corral_status status = CORRAL_OK;
    corral_folder *folder = NULL;
    corral_region *like = NULL;
    corral_generate_options generate = s->generate;
    files f = {0};
    if (!s->folder || strcmp(s->folder, "-") == 0)
        FAIL(CORRAL_BAD_USE, "generate writes a folder; name it with -o FOLDER");
    if (s->like && generate.family != CORRAL_FAMILY_REGIONAL)
        FAIL(CORRAL_BAD_USE, "--like and --family each say what a region is like: give one");
    if (s->like) TRY(read_like(session, s->like, &like, &f, err));
    if (generate.coalitions == 0)
        generate.coalitions = like ? corral_region_coalition_count(like) : COALITIONS;
    generate.seed = session->common.seed;
    f.digits = digits_of(2 * generate.coalitions - 1);
    TRY(corral_session_folder_open(session, s->folder, &written, &folder, err));
    TRY(open_files(folder, &f, err));
    if (like)
        TRY(corral_generate_like(like, &generate, write_likeness, &f, &session->progress, err));
    else
        TRY(corral_generate(&generate, write_coalition, &f, &session->progress, err));
    TRY(commit_files(&f, err));
    TRY(corral_folder_commit(folder, err));
done:
    release(&f);
    corral_region_free(like);
    corral_session_folder_free(session, folder);
    return status;
}

static const corral_example examples[] = {
    {"corral generate --coalitions 200 -o made", "a folder made with coalitions.csv, footprint.csv "
                                                 "and truth.csv"},
    {"corral generate --family blocks --coalitions 500 --seed 7 -o blocks",
     "communities larger than a group may be"},
    {"corral generate --like harmon --coalitions 5000 -o many",
     "a hundred times the region harmon, "
     "with its sizes and degrees"},
    {NULL, NULL}};

const corral_command corral_command_generate = {
    .name = "generate",
    .step = CORRAL_STEP_RESEARCH,
    .summary = "a synthetic region of any size with known groups",
    .operands = "",
    .description =
        "Writes a folder with coalitions.csv, footprint.csv and truth.csv (coalition,group: the "
        "planted groups, blank for those planted alone).\n\n"
        "A coalition has 12 members on average. Nine in ten coalitions are in planted groups of 3 "
        "to 9 that share 7 of the 9 members of a core of their own each; the rest is noise by "
        "Zipf's law with exponent 0.8 over twice as many members as coalitions. That is the "
        "family regional. In blocks about 45 coalitions of neighbouring groups share 3 of 5 more "
        "members, so that natural communities are larger than a group may be; in heavy the "
        "exponent "
        "is 1, and a few members sit in more than half of all coalitions; in goals there are at "
        "most "
        "300 members, and little tells coalitions apart; in coarse every coalition has one of 22 "
        "issues, planted groups the same; in national coalitions live in localities of 500, and "
        "nine "
        "members in ten are local.\n\n"
        "With --like, coalitions have as many items of each facet as those of the region, with the "
        "same weights; items have as many holders, and as much is known: each coalition of the "
        "region is a model equally often, and its seats are dealt anew. What it says no to, "
        "who said so, and what lies within what is left out.\n\n"
        "The same options and seed give the same bytes. Memory does not grow with the number of "
        "coalitions, only with the region of --like.",
    .takes = CORRAL_TAKES_SEED | CORRAL_TAKES_FORCE | CORRAL_TAKES_READING,
    .blocks = blocks,
    .examples = examples,
    .defaults = &defaults,
    .values_size = sizeof(settings),
    .run = run};
