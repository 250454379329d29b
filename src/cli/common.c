/* The options that many commands share. */
#include "cli/common.h"

#include <assert.h>

static const char *const disputed_words[] = {"unknown", "latest", "any", NULL};

const char *const corral_drawn_format_names[] = {CORRAL_FORMAT_NAMES, "svg", NULL};

/* In the order of COMMON_..., which the masks use. */
enum {
    COMMON_OUTPUT,
    COMMON_FORMAT,
    COMMON_DRAWN_FORMAT,
    COMMON_SEED,
    COMMON_THREADS,
    COMMON_MEMORY,
    COMMON_ALIASES,
    COMMON_DISPUTED,
    COMMON_REPAIR,
    COMMON_WAVE,
    COMMON_AS,
    COMMON_COLUMN,
    COMMON_SEPARATOR,
    COMMON_FORM,
    COMMON_FORCE,
    COMMON_QUIET,
    COMMON_VERBOSE,
    COMMON_HELP,
    COMMON_VERSION
};

static const corral_option options[] = {
    [COMMON_OUTPUT] = {.name = "output",
                       .letter = 'o',
                       .kind = CORRAL_OPTION_FILE,
                       .help = "write to FILE, whole or not at all",
                       .blank = "standard output",
                       .local = true,
                       CORRAL_FIELD(corral_common, output)},
    [COMMON_FORMAT] = {.name = "format",
                       .letter = 'f',
                       .kind = CORRAL_OPTION_CHOICE,
                       .words = corral_format_names,
                       .help = "of the table, by default as the name of the output file says, "
                               "else text",
                       .local = true,
                       CORRAL_FIELD(corral_common, format)},
    [COMMON_DRAWN_FORMAT] = {.name = "format",
                             .letter = 'f',
                             .kind = CORRAL_OPTION_CHOICE,
                             .words = corral_drawn_format_names,
                             .help = "of the table, or svg for a drawing; by default as the name "
                                     "of the output file says, else text",
                             .local = true,
                             CORRAL_FIELD(corral_common, format)},
    [COMMON_SEED] = {.name = "seed",
                     .kind = CORRAL_OPTION_COUNT,
                     .help = "of everything drawn at random",
                     CORRAL_FIELD(corral_common, seed)},
    [COMMON_THREADS] = {.name = "threads",
                        .letter = 'j',
                        .kind = CORRAL_OPTION_COUNT,
                        .to = 1024,
                        .help = "how many threads work; the result is the same",
                        .blank = "all cores",
                        .local = true,
                        CORRAL_FIELD(corral_common, threads)},
    [COMMON_MEMORY] = {.name = "max-memory",
                       .kind = CORRAL_OPTION_SIZE,
                       .help = "refuse work that would need more, such as 500M or 2G",
                       .blank = "no limit",
                       .local = true,
                       CORRAL_FIELD(corral_common, max_memory)},
    [COMMON_ALIASES] = {.name = "aliases",
                        .kind = CORRAL_OPTION_FILE,
                        .help = "which names mean the same thing, beside the region's own "
                                "aliases.csv",
                        .input = true,
                        CORRAL_FIELD(corral_common, aliases)},
    [COMMON_DISPUTED] = {.name = "disputed",
                         .kind = CORRAL_OPTION_CHOICE,
                         .words = disputed_words,
                         .help = "how a cell counts on which informants differ",
                         CORRAL_FIELD(corral_common, disputed)},
    [COMMON_REPAIR] = {.name = "repair",
                       .help = "replace bytes that are not UTF-8 instead of refusing the file",
                       CORRAL_FIELD(corral_common, repair)},
    [COMMON_WAVE] = {.name = "wave",
                     .kind = CORRAL_OPTION_TEXT,
                     .placeholder = "N|DATE",
                     .help = "of a database: which wave to read",
                     .blank = "the newest",
                     CORRAL_FIELD(corral_common, wave)},
    [COMMON_AS] = {.name = "as",
                   .kind = CORRAL_OPTION_CHOICE,
                   .words = corral_read_formats,
                   .help = "what the region's file is, where it cannot be told",
                   CORRAL_FIELD(corral_common, as)},
    [COMMON_COLUMN] = {.name = "column",
                       .kind = CORRAL_OPTION_LIST,
                       .placeholder = "NAME=FACET",
                       .help = "what a column of a table holds: a facet, coalition, name, "
                               "informant, ...; nothing: leave it out",
                       CORRAL_FIELD(corral_common, columns)},
    [COMMON_SEPARATOR] = {.name = "separator",
                          .kind = CORRAL_OPTION_TEXT,
                          .placeholder = "C",
                          .help = "what stands between the entries of lists in cells",
                          .blank = "found for each column",
                          CORRAL_FIELD(corral_common, separator)},
    [COMMON_FORM] = {.name = "form",
                     .kind = CORRAL_OPTION_FILE,
                     .placeholder = "FORM.xlsx",
                     .help = "the XLSForm that was answered: input is an export of KoboToolbox or "
                             "ODK",
                     .input = true,
                     CORRAL_FIELD(corral_common, form)},
    [COMMON_FORCE] = {.name = "force",
                      .help = "replace an existing folder, whole, if it holds nothing but what is "
                              "written there",
                      .local = true,
                      CORRAL_FIELD(corral_common, force)},
    [COMMON_QUIET] = {.name = "quiet",
                      .letter = 'q',
                      .help = "say nothing but errors on standard error",
                      .local = true,
                      CORRAL_FIELD(corral_common, quiet)},
    [COMMON_VERBOSE] = {.name = "verbose",
                        .letter = 'v',
                        .help = "say more on standard error",
                        .local = true,
                        CORRAL_FIELD(corral_common, verbose)},
    [COMMON_HELP] = {.name = "help",
                     .help = "print this help",
                     .local = true,
                     CORRAL_FIELD(corral_common, help)},
    [COMMON_VERSION] = {.name = "version",
                        .help = "print the version",
                        .local = true,
                        CORRAL_FIELD(corral_common, version)},
    {0}};

static const corral_option_block common_block = {.title = "common options", .options = options};

const corral_common corral_common_defaults = {
    .format = -1, .seed = 1, .disputed = CORRAL_DISPUTED_UNKNOWN};

static unsigned mask_of(unsigned takes)
{
    unsigned mask =
        1u << COMMON_QUIET | 1u << COMMON_VERBOSE | 1u << COMMON_HELP | 1u << COMMON_VERSION;
    if (takes & CORRAL_TAKES_OUTPUT) mask |= 1u << COMMON_OUTPUT;
    if (takes & CORRAL_TAKES_FORMAT)
        mask |= 1u << (takes & CORRAL_TAKES_DRAWING ? COMMON_DRAWN_FORMAT : COMMON_FORMAT);
    if (takes & CORRAL_TAKES_SEED) mask |= 1u << COMMON_SEED;
    if (takes & CORRAL_TAKES_THREADS) mask |= 1u << COMMON_THREADS;
    if (takes & CORRAL_TAKES_MEMORY) mask |= 1u << COMMON_MEMORY;
    if (takes & CORRAL_TAKES_READING)
        mask |= 1u << COMMON_ALIASES | 1u << COMMON_DISPUTED | 1u << COMMON_REPAIR |
                1u << COMMON_WAVE | 1u << COMMON_AS | 1u << COMMON_COLUMN | 1u << COMMON_SEPARATOR |
                1u << COMMON_FORM;
    if (takes & CORRAL_TAKES_FORCE) mask |= 1u << COMMON_FORCE;
    return mask;
}

size_t corral_command_option_groups(const corral_command *command, void *values,
                                    corral_common *common,
                                    corral_option_group groups[CORRAL_GROUPS_MOST])
{
    size_t count = 0;
    for (const corral_option_block *b = command->blocks; b && b->options; b++) {
        assert(count < CORRAL_GROUPS_MOST - 1);
        groups[count++] = (corral_option_group){b, values, CORRAL_ALL};
    }
    groups[count++] = (corral_option_group){&common_block, common, mask_of(command->takes)};
    return count;
}
