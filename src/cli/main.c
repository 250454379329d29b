/* corral: takes the command line apart, runs the command, prints what went wrong, exits.
 *
 * Exit status: 0 done, 1 could not, 2 wrong use, 130 interrupted. setlocale is never called, so
 * numbers have a point everywhere. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/common.h"
#include "cli/help.h"
#include "cli/interrupts.h"
#include "core/memory.h"
#include "table/escape.h"

enum { EXIT_DONE = 0, EXIT_COULD_NOT = 1, EXIT_WRONG_USE = 2, EXIT_INTERRUPTED = 130 };

/* A closed standard stream would lend its number to the first file that is opened, which would then
 * be taken for the stream. Open for reading only, so that writing there fails. */
static void fill_closed_streams(void)
{
    for (int stream = 0; stream <= 2; stream++)
        if (fcntl(stream, F_GETFD) < 0 && errno == EBADF) (void)!open("/dev/null", O_RDONLY);
}

static void print_message(const char *message)
{
    corral_text visible = {0};
    if (corral_escape_visible(message, &visible, NULL) == CORRAL_OK)
        fprintf(stderr, "corral: %s\n", visible.bytes);
    corral_text_release(&visible);
}

/* The one place that prints an error and decides on the exit status. session may be NULL. */
static int conclude(const corral_session *session, const corral_command *command,
                    corral_status status, const corral_error *error)
{
    char text[sizeof *error + 256];
    if (corral_interrupts_any()) {
        if (status != CORRAL_OK) print_message("interrupted; nothing was written");
        return EXIT_INTERRUPTED;
    }
    if (status == CORRAL_OK)
        return session && session->found_errors ? EXIT_COULD_NOT : EXIT_DONE;
    corral_error_format(error, text, sizeof text);
    if (status == CORRAL_BAD_USE) {
        fflush(stderr);
        size_t length = strlen(text);
        snprintf(text + length, sizeof text - length, "; try \"corral %s%s--help\"",
                 command ? command->name : "", command ? " " : "");
    }
    if (*error->message) print_message(text);
    if (status == CORRAL_BAD_INPUT && session && session->region_path && *error->file &&
        strcmp(command->name, "check") != 0 && strcmp(session->region_path, "-") != 0) {
        snprintf(text, sizeof text, "run \"corral check %s\" to see every problem",
                 session->region_path);
        print_message(text);
    }
    return status == CORRAL_BAD_USE ? EXIT_WRONG_USE : EXIT_COULD_NOT;
}

/* What prints something about corral itself. */
typedef struct request {
    enum { REQUEST_OVERVIEW, REQUEST_HELP, REQUEST_VERSION, REQUEST_MANUAL, REQUEST_COMPLETION } is;
    const corral_command *command;
    const char *shell;
} request;

static corral_status print_request(request r, corral_output *output, corral_error *err)
{
    switch (r.is) {
    case REQUEST_OVERVIEW: return corral_help_overview(output, err);
    case REQUEST_HELP: return corral_help_command(r.command, output, err);
    case REQUEST_MANUAL: return corral_manual(r.command, output, err);
    case REQUEST_COMPLETION: return corral_completion(r.shell, output, err);
    case REQUEST_VERSION: corral_output_put(output, "corral " CORRAL_VERSION "\n");
    }
    return CORRAL_OK;
}

static int answer(request r)
{
    corral_status status = CORRAL_OK;
    corral_error error = CORRAL_ERROR_INIT, *err = &error;
    corral_output *output = NULL;
    TRY(corral_output_open(NULL, NULL, &output, err));
    TRY(print_request(r, output, err));
    TRY(corral_output_commit(output, err));
done:
    corral_output_free(output);
    return conclude(NULL, NULL, status, &error);
}

static corral_status unknown_command(const char *name, corral_error *err)
{
    const char *names[64];
    size_t count = 0;
    while (corral_commands[count] && count < 64) {
        names[count] = corral_commands[count]->name;
        count++;
    }
    const char *nearest = corral_nearest(name, names, count);
    if (nearest)
        return corral_error_set(err, CORRAL_BAD_USE, "there is no command \"%s\"; did you mean %s?",
                                name, nearest);
    return corral_error_set(err, CORRAL_BAD_USE, "there is no command \"%s\"", name);
}

static corral_status count_operands(const corral_command *command, const corral_operands *operands,
                                    corral_error *err)
{
    if (operands->count < command->least)
        return corral_error_set(err, CORRAL_BAD_USE, "%s needs %s", command->name,
                                command->operands);
    if (operands->count <= command->most) return CORRAL_OK;
    if (!command->most)
        return corral_error_set(err, CORRAL_BAD_USE, "%s takes options only, got \"%s\"",
                                command->name, operands->items[0]);
    return corral_error_set(err, CORRAL_BAD_USE, "%s takes %s only, got \"%s\" as well",
                            command->name, command->operands, operands->items[command->most]);
}

/* Parses, then runs; *wants says if help or version was asked for instead. */
static corral_status run(corral_session *session, const corral_command *command, char **arguments,
                         size_t count, void *values, corral_operands *operands, request *wants,
                         corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_option_group groups[CORRAL_GROUPS_MOST];
    corral_common common = corral_common_defaults;
    size_t group_count = corral_command_groups(command, values, &common, groups);
    TRY(corral_options_parse(command->name, groups, group_count, arguments, count, operands, err));
    if (common.help || common.version) {
        wants->is = common.help ? REQUEST_HELP : REQUEST_VERSION;
        return CORRAL_OK;
    }
    TRY(count_operands(command, operands, err));
    corral_session_init(session, command, values, &common, operands);
    TRY(corral_session_begin(session, err));
    TRY(command->run(session, values, err));
done:
    return status;
}
