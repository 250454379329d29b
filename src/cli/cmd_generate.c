/* corral generate: a synthetic region with known groups. */
#include "cli/command.h"
#include "corral/generate.h"

#include <string.h>

typedef struct settings {
    corral_generate_options generate;
    const char *folder;
} settings;

static const settings defaults = {.generate = CORRAL_GENERATE_OPTIONS_INIT};

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
                                         .from = 1,
                                         .to = CORRAL_GENERATE_MOST,
                                         CORRAL_FIELD(settings, generate.coalitions)},
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
} files;

static int digits_of(uint32_t number)
{
    int digits = 1;
    while (number >= 10) number /= 10, digits++;
    return digits;
}

static corral_status write_coalition(void *user, const corral_generated *made, corral_error *err)
{
    files *f = user;
    corral_output_printf(f->coalitions, "c%0*u,Coalition %u\n", f->digits, made->coalition,
                         made->coalition + 1);
    for (size_t i = 0; i < made->count; i++)
        corral_output_printf(f->footprint, "c%0*u,member,m%0*u\n", f->digits, made->coalition,
                             f->digits, made->items[i]);
    if (made->value != UINT32_MAX)
        corral_output_printf(f->footprint, "c%0*u,issue,Issue %u\n", f->digits, made->coalition,
                             made->value + 1);
    if (made->group)
        corral_output_printf(f->truth, "c%0*u,%u\n", f->digits, made->coalition, made->group);
    else
        corral_output_printf(f->truth, "c%0*u,\n", f->digits, made->coalition);
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
    corral_output_put(f->footprint, "coalition,facet,item\n");
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

static corral_status run(corral_session *session, const void *values, corral_error *err)
{
    /* A region of one's own has no truth.csv. */
    static const corral_folder_files written = {.writes = writes, .sign = "truth.csv"};
    const settings *s = values;
    corral_status status = CORRAL_OK;
    corral_folder *folder = NULL;
    corral_generate_options generate = s->generate;
    files f = {.digits = digits_of(2 * generate.coalitions - 1)};
    if (!s->folder || strcmp(s->folder, "-") == 0)
        FAIL(CORRAL_BAD_USE, "generate writes a folder; name it with -o FOLDER");
    generate.seed = session->common.seed;
    TRY(corral_session_folder_open(session, s->folder, &written, &folder, err));
    TRY(open_files(folder, &f, err));
    TRY(corral_generate(&generate, write_coalition, &f, &session->progress, err));
    TRY(commit_files(&f, err));
    TRY(corral_folder_commit(folder, err));
done:
    corral_output_free(f.coalitions);
    corral_output_free(f.footprint);
    corral_output_free(f.truth);
    corral_session_folder_free(session, folder);
    return status;
}

static const corral_example examples[] = {
    {"corral generate --coalitions 200 -o made", "a folder made with coalitions.csv, footprint.csv "
                                                 "and truth.csv"},
    {"corral generate --family blocks --coalitions 500 --seed 7 -o blocks",
     "communities larger than a group may be"},
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
        "The same options and seed give the same bytes. Memory does not grow with the number of "
        "coalitions.",
    .takes = CORRAL_TAKES_SEED | CORRAL_TAKES_FORCE,
    .blocks = blocks,
    .examples = examples,
    .defaults = &defaults,
    .values_size = sizeof(settings),
    .run = run};
