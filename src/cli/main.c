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

/* Without memory for better: everything but plain ASCII as a question mark. */
static void print_plain(const char *message)
{
    fputs("corral: ", stderr);
    for (; *message; message++) fputc(*message >= ' ' && *message <= '~' ? *message : '?', stderr);
    fputc('\n', stderr);
}

static void print_message(const char *message)
{
    corral_text visible = {0};
    if (corral_escape_visible(message, &visible, NULL) == CORRAL_OK)
        fprintf(stderr, "corral: %s\n", visible.bytes);
    else
        print_plain(message);
    corral_text_release(&visible);
}

static int status_of(corral_status status, const corral_session *session)
{
    bool failed = status != CORRAL_OK;
    if (corral_interrupts_accepted() || (failed && corral_interrupts_any()))
        return EXIT_INTERRUPTED;
    if (status == CORRAL_BAD_USE) return EXIT_WRONG_USE;
    return failed || (session && session->found_errors) ? EXIT_COULD_NOT : EXIT_DONE;
}

/* Whether it is the region's own: then corral check may know more of it. What lies in folders
 * within the region, such as lists, is not. */
static bool is_of_region(const char *file, const char *region)
{
    size_t length = strlen(region);
    while (length > 1 && region[length - 1] == '/') length--;
    return strncmp(file, region, length) == 0 &&
           (file[length] == '\0' || (file[length] == '/' && !strchr(file + length + 1, '/')));
}

/* The one place that prints an error and decides on the exit status. command and session may be
 * NULL. An empty message is a reader that went away: nothing to print. */
static int conclude(const corral_command *command, const corral_session *session,
                    corral_status status, const corral_error *error)
{
    char text[sizeof *error + 256];
    if (status == CORRAL_OK || !*error->message) return status_of(status, session);
    corral_error_format(error, text, sizeof text);
    if (status == CORRAL_BAD_USE) {
        size_t length = strlen(text);
        snprintf(text + length, sizeof text - length, "; try \"corral %s%s--help\"",
                 command ? command->name : "", command ? " " : "");
    }
    print_message(text);
    if (status == CORRAL_BAD_INPUT && session && session->region_path &&
        is_of_region(error->file, session->region_path) && strcmp(command->name, "check") != 0) {
        snprintf(text, sizeof text, "run \"corral check %s\" to see every problem",
                 session->region_path);
        print_message(text);
    }
    return status_of(status, session);
}

/* What prints something about corral itself. */
typedef enum request_kind {
    REQUEST_OVERVIEW,
    REQUEST_HELP,
    REQUEST_VERSION,
    REQUEST_MANUAL,
    REQUEST_COMPLETION
} request_kind;

typedef struct request {
    request_kind is;
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
    const char *names[64], *nearest = NULL;
    size_t count = 0;
    if (name[0] == '-')
        return corral_error_set(err, CORRAL_BAD_USE, "a command comes first, got \"%s\"", name);
    for (; corral_commands[count] && count < 64; count++)
        names[count] = corral_commands[count]->name;
    nearest = corral_nearest(name, names, count);
    if (nearest)
        return corral_error_set(err, CORRAL_BAD_USE,
                                "there is no command \"%s\" (did you mean %s?)", name, nearest);
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

/* One command line. */
typedef struct invocation {
    const corral_command *command;
    void *values; /* the command's options */
    corral_common common;
    corral_option_group groups[CORRAL_GROUPS_MOST];
    size_t group_count;
    corral_operands operands;
    corral_session session;
} invocation;

static corral_status parse(invocation *i, char **arguments, size_t count, corral_error *err)
{
    corral_status status = CORRAL_OK;
    i->common = corral_common_defaults;
    TRY(corral_array_new(&i->operands.items, count, sizeof(char *), err));
    TRY(corral_command_defaults(i->command, &i->values, err));
    i->group_count = corral_command_option_groups(i->command, i->values, &i->common, i->groups);
    TRY(corral_options_parse(i->command->name, i->groups, i->group_count, arguments, count,
                             &i->operands, err));
    if (!i->common.help && !i->common.version) TRY(count_operands(i->command, &i->operands, err));
done:
    return status;
}

static void invocation_release(invocation *i)
{
    corral_session_release(&i->session);
    corral_options_release(i->groups, i->group_count);
    free(i->values);
    free(i->operands.items);
}

static int invoke(const corral_command *command, char **arguments, size_t count)
{
    corral_status status = CORRAL_OK;
    corral_error error = CORRAL_ERROR_INIT, *err = &error;
    invocation i = {.command = command};
    int code;
    TRY(parse(&i, arguments, count, err));
    if (!i.common.help && !i.common.version) {
        corral_session_init(&i.session, command, i.values, &i.common, &i.operands);
        TRY(corral_session_begin(&i.session, err));
        TRY(command->run(&i.session, i.values, err));
    }
done:
    corral_bar_clear(&i.session.bar);
    if (status == CORRAL_OK && i.common.help)
        code = answer((request){.is = REQUEST_HELP, .command = command});
    else if (status == CORRAL_OK && i.common.version)
        code = answer((request){.is = REQUEST_VERSION});
    else
        code = conclude(command, &i.session, status, err);
    invocation_release(&i);
    return code;
}

/* corral help COMMAND, corral manual COMMAND, corral manual corral */
static int answer_about(request_kind kind, const char *name)
{
    corral_error error = CORRAL_ERROR_INIT;
    const corral_command *command = corral_command_find(name);
    if (!command && !(kind == REQUEST_MANUAL && strcmp(name, "corral") == 0))
        return conclude(NULL, NULL, unknown_command(name, &error), &error);
    return answer((request){.is = kind, .command = command});
}

static int dispatch(int count, char **arguments)
{
    corral_error error = CORRAL_ERROR_INIT;
    const char *first = count > 1 ? arguments[1] : NULL;
    if (!first)
        return conclude(NULL, NULL,
                        corral_error_set(&error, CORRAL_BAD_USE, "a command is missing"), &error);
    if (strcmp(first, "--help") == 0 || (strcmp(first, "help") == 0 && count == 2))
        return answer((request){.is = REQUEST_OVERVIEW});
    if (strcmp(first, "--version") == 0) return answer((request){.is = REQUEST_VERSION});
    if (strcmp(first, "help") == 0) return answer_about(REQUEST_HELP, arguments[2]);
    if (strcmp(first, "manual") == 0 && count == 3)
        return answer_about(REQUEST_MANUAL, arguments[2]);
    if (strcmp(first, "completion") == 0 && count == 3)
        return answer((request){.is = REQUEST_COMPLETION, .shell = arguments[2]});
    const corral_command *command = corral_command_find(first);
    if (!command) return conclude(NULL, NULL, unknown_command(first, &error), &error);
    return invoke(command, arguments + 2, (size_t)count - 2);
}

int main(int count, char **arguments)
{
    fill_closed_streams();
    corral_interrupts_install();
    return dispatch(count, arguments);
}
