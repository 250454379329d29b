/* A command: one file cmd_NAME.c with one data record, listed in commands.c.
 *
 * cmd_check.c is the model. A command that draws:
 *
 *     typedef struct settings { const char *group; } settings;
 *
 *     static const corral_option options[] = {
 *         {.name = "group", .kind = CORRAL_OPTION_TEXT, .placeholder = "N|all",
 *          .help = "draw one group", CORRAL_FIELD(settings, group)},
 *         {0}};
 *     static const corral_option_block blocks[] = {
 *         {.options = options},
 *         {.title = "grouping", .options = corral_grouping_options,
 *          .base = offsetof(settings, grouping)},
 *         {0}};
 *     static const settings defaults = {0};
 *
 *     static corral_status run(corral_session *session, const void *values, corral_error *err)
 *     {
 *         const settings *s = values;
 *         corral_status status = CORRAL_OK;
 *         corral_region *region = NULL;
 *         corral_output *output = NULL;
 *         TRY(corral_session_read(session, session->operands[0], &region, err));
 *         TRY(corral_session_open(session, &output, err));
 *         ...
 *         TRY(corral_output_commit(output, err));
 *     done:
 *         corral_output_free(output);
 *         corral_region_free(region);
 *         return status;
 *     }
 *
 *     const corral_command corral_command_map = {
 *         .name = "map", .step = CORRAL_STEP_MAP, .starred = true, .summary = "...", ...};
 */
#ifndef CORRAL_CLI_COMMAND_H
#define CORRAL_CLI_COMMAND_H

#include "cli/options.h"
#include "cli/session.h"

typedef enum corral_step {
    CORRAL_STEP_MAP,
    CORRAL_STEP_OVERLAP,
    CORRAL_STEP_ALIGN,
    CORRAL_STEP_UMBRELLA,
    CORRAL_STEP_BACKBONE,
    CORRAL_STEP_REACH,
    CORRAL_STEP_TIME,
    CORRAL_STEP_WHOLE,
    CORRAL_STEP_RESEARCH
} corral_step;

/* Which common options a command takes (their values: session->common). --help, --version, -q and
 * -v are always there. */
enum {
    CORRAL_TAKES_OUTPUT = 1 << 0,  /* -o FILE */
    CORRAL_TAKES_FORMAT = 1 << 1,  /* -f text|csv|json|md|html|xlsx; a command with other formats
                                    * has its own -f */
    CORRAL_TAKES_SEED = 1 << 2,    /* --seed N */
    CORRAL_TAKES_THREADS = 1 << 3, /* -j N */
    CORRAL_TAKES_MEMORY = 1 << 4,  /* --max-memory SIZE */
    CORRAL_TAKES_READING = 1 << 5, /* --aliases FILE, --disputed, --repair, --as, --column,
                                    * --separator */
    CORRAL_TAKES_FORCE = 1 << 6,   /* --force */
    CORRAL_TAKES_DRAWING = 1 << 7, /* -f also svg: then corral_session_draws, and the command has
                                    * it drawn */
    CORRAL_TAKES_TABLE = CORRAL_TAKES_OUTPUT | CORRAL_TAKES_FORMAT
};

typedef struct corral_example {
    const char *line;  /* "corral check toy"; run by the tests */
    const char *shows; /* a sentence */
} corral_example;

struct corral_command {
    const char *name;
    corral_step step;
    bool starred;
    const char *summary;               /* a phrase, lower case, no full stop */
    const char *operands;              /* "REGION", "OLD NEW"; "" for none */
    size_t least, most;                /* how many operands */
    const char *description;           /* paragraphs, a blank line between */
    unsigned takes;                    /* CORRAL_TAKES_... */
    bool takes_form_itself;            /* --form is of its operand, not of a region */
    const corral_option_block *blocks; /* ends with NULL options; may be NULL */
    const corral_example *examples;    /* ends with a NULL line; may be NULL */
    const void *defaults;              /* a struct of the options before parsing; may be NULL */
    size_t values_size;                /* its size */
    corral_status (*run)(corral_session *session, const void *values, corral_error *err);
};

/* All commands in the order of help, then NULL. */
extern const corral_command *const corral_commands[];
/* NULL if there is none. */
const corral_command *corral_command_find(const char *name);
/* "map", "overlap", ..., "for researchers". */
const char *corral_step_name(corral_step step);

#endif
