/* The session: input and messages. Output is in session_output.c. */
#include "cli/session.h"

#include <dirent.h>
#include <omp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/common.h"
#include "cli/interrupts.h"
#include "core/memory.h"
#include "table/escape.h"

void corral_session_init(corral_session *session, const corral_command *command, void *values,
                         const corral_common *common, const corral_operands *operands)
{
    *session = (corral_session){.command = command,
                                .values = values,
                                .common = *common,
                                .operands = operands->items,
                                .operand_count = operands->count};
    corral_bar_init(&session->bar, common->quiet);
    session->progress = corral_bar_progress(&session->bar);
}

void corral_session_release(corral_session *session)
{
    corral_bar_clear(&session->bar);
    for (size_t i = 0; i < session->input_count; i++) free(session->inputs[i]);
    free(session->inputs);
}

/* Files whose names options give are read, so they are inputs. */
static corral_status add_option_inputs(corral_session *session, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_option_group groups[CORRAL_GROUPS_MOST];
    size_t count =
        corral_command_option_groups(session->command, session->values, &session->common, groups);
    for (size_t g = 0; g < count; g++) {
        const corral_option *options = groups[g].block->options;
        const char *base = (const char *)groups[g].values + groups[g].block->base;
        for (size_t k = 0; options[k].name; k++) {
            const char *path;
            if (!options[k].input) continue;
            memcpy(&path, base + options[k].offset, sizeof path);
            if (path) TRY(corral_session_add_input(session, path, err));
        }
    }
done:
    return status;
}

static const char *ending_of(const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    const char *dot = strrchr(name, '.');
    return dot && dot != name ? dot + 1 : "";
}

static int drawn_format(void)
{
    int format = 0;
    while (strcmp(corral_drawn_format_names[format], "svg") != 0) format++;
    return format;
}

/* Text if the ending says nothing, such as none or one with a digit; FAIL if it asks for something
 * that is not there. */
static corral_status format_by_ending(const char *path, bool draws, int *format, corral_error *err)
{
    static const struct {
        const char *ending;
        corral_format format;
    } endings[] = {
        {"txt", CORRAL_FORMAT_TEXT},    {"text", CORRAL_FORMAT_TEXT}, {"csv", CORRAL_FORMAT_CSV},
        {"json", CORRAL_FORMAT_JSON},   {"md", CORRAL_FORMAT_MD},     {"html", CORRAL_FORMAT_HTML},
        {"markdown", CORRAL_FORMAT_MD}, {"htm", CORRAL_FORMAT_HTML},  {"xlsx", CORRAL_FORMAT_XLSX}};
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
    const char *ending = ending_of(path);
    *format = CORRAL_FORMAT_TEXT;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (strcmp(ending, endings[i].ending) == 0) {
            *format = (int)endings[i].format;
            return CORRAL_OK;
        }
    if (draws && strcmp(ending, "svg") == 0) {
        *format = drawn_format();
        return CORRAL_OK;
    }
    if (!*ending || strspn(ending, letters) < strlen(ending)) return CORRAL_OK;
    return corral_error_set(err, CORRAL_BAD_USE,
                            "\"%s\" ends in none of .txt, .csv, .json, .md, .html%s .xlsx%s; "
                            "give --format",
                            path, draws ? "," : " and", draws ? " and .svg" : "");
}

corral_status corral_session_begin(corral_session *session, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_common *common = &session->common;
    if (common->threads) omp_set_num_threads((int)common->threads);
    if (session->command->takes & CORRAL_TAKES_FORMAT && common->format < 0) {
        if (common->output)
            TRY(format_by_ending(common->output, session->command->takes & CORRAL_TAKES_DRAWING,
                                 &common->format, err));
        else
            common->format = CORRAL_FORMAT_TEXT;
    }
    TRY(add_option_inputs(session, err));
done:
    return status;
}

static corral_status add_one_input(corral_session *session, const char *path, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_array_grow(&session->inputs, &session->input_capacity, session->input_count + 1,
                          sizeof(char *), err));
    TRY(corral_string_copy(&session->inputs[session->input_count], path, strlen(path), err));
    session->input_count++;
done:
    return status;
}

corral_status corral_session_add_input(corral_session *session, const char *path, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text member = {0};
    DIR *entries = NULL;
    const struct dirent *entry;
    if (strcmp(path, "-") == 0) path = "/dev/stdin";
    TRY(add_one_input(session, path, err));
    entries = opendir(path); /* a file: NULL */
    while (entries && (entry = readdir(entries))) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        member.length = 0;
        TRY(corral_text_printf(&member, err, "%s/%s", path, entry->d_name));
        TRY(add_one_input(session, member.bytes, err));
    }
done:
    if (entries) closedir(entries);
    corral_text_release(&member);
    return status;
}

corral_status corral_session_own_list(corral_session *session, const char *name, corral_text *path,
                                      corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char *region = session->operands[0];
    size_t length = strlen(region);
    const char *between = length && region[length - 1] == '/' ? "" : "/";
    TRY(corral_text_printf(path, err, "%s%slists/%s", region, between, name));
    if (access(path->bytes, F_OK) == 0)
        TRY(corral_session_add_input(session, path->bytes, err));
    else
        path->bytes[path->length = 0] = '\0';
done:
    return status;
}

/* Refusing the output now spares the user the wait. */
static corral_status check_output(corral_session *session, corral_error *err)
{
    struct stat old;
    const char *path = session->common.output;
    if (!(session->command->takes & CORRAL_TAKES_OUTPUT)) return CORRAL_OK;
    /* A command that writes a folder checks it when it opens it. */
    if (path && stat(path, &old) == 0 && S_ISDIR(old.st_mode)) return CORRAL_OK;
    corral_output_options options = {.inputs = (const char *const *)session->inputs,
                                     .input_count = session->input_count};
    return corral_output_check(path, &options, err);
}

static corral_read_options reading_options(const corral_session *session)
{
    corral_read_options options = CORRAL_READ_OPTIONS_INIT;
    options.disputed = (corral_disputed)session->common.disputed;
    options.repair = session->common.repair;
    options.aliases = session->common.aliases;
    options.wave = session->common.wave;
    options.as = session->common.as ? corral_read_formats[session->common.as] : NULL;
    options.columns = session->common.columns.items;
    options.column_count = session->common.columns.count;
    options.separator = session->common.separator;
    options.form = session->command->takes_form_itself ? NULL : session->common.form;
    options.crosswalk = session->crosswalk;
    return options;
}

corral_status corral_session_read_problems(corral_session *session, const char *path,
                                           corral_problems *problems, corral_region **out,
                                           corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_read_options options = reading_options(session);
    session->region_path = path;
    TRY(corral_session_add_input(session, path, err));
    TRY(check_output(session, err));
    corral_interrupts_at_once(true);
    status = corral_region_read(path, &options, problems, out, err);
    corral_interrupts_at_once(false);
done:
    return status;
}

static void say_problems(const corral_session *session, const char *path,
                         const corral_problems *problems)
{
    size_t warnings = corral_problems_found(problems, CORRAL_SEVERITY_WARNING);
    size_t disputed = corral_problems_found(problems, CORRAL_SEVERITY_DISPUTED);
    char first[64] = "", second[64] = "";
    if (!warnings && !disputed) return;
    if (warnings) snprintf(first, sizeof first, "%zu warning%s", warnings, warnings > 1 ? "s" : "");
    if (disputed)
        snprintf(second, sizeof second, "%zu disputed cell%s", disputed, disputed > 1 ? "s" : "");
    corral_session_say(session, "%s%s%s in \"%s\"; \"corral check %s\" lists them", first,
                       *first && *second ? " and " : "", second, path, path);
}

corral_status corral_session_read(corral_session *session, const char *path, corral_region **out,
                                  corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_problems *problems = NULL;
    TRY(corral_problems_new(false, &problems, err));
    TRY(corral_session_read_problems(session, path, problems, out, err));
    say_problems(session, path, problems);
done:
    corral_problems_free(problems);
    return status;
}

corral_status corral_session_read_whole(corral_session *session, corral_whole *out,
                                        corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_problems *problems = NULL;
    corral_read_options options = reading_options(session);
    TRY(corral_problems_new(false, &problems, err));
    for (size_t i = 0; i < session->operand_count; i++)
        TRY(corral_session_add_input(session, session->operands[i], err));
    session->region_path = session->operands[0];
    corral_interrupts_at_once(true);
    status =
        corral_whole_read(session->operands, session->operand_count, &options, problems, out, err);
    corral_interrupts_at_once(false);
    if (status == CORRAL_OK) say_problems(session, session->operands[0], problems);
done:
    corral_problems_free(problems);
    return status;
}

static void say(const corral_session *session, const char *format, va_list arguments)
{
    char *line = NULL;
    corral_text visible = {0};
    corral_bar *bar = (corral_bar *)session->progress.user;
    if (vasprintf(&line, format, arguments) < 0) return;
    if (bar) corral_bar_clear(bar);
    if (corral_escape_visible(line, &visible, NULL) == CORRAL_OK)
        fprintf(stderr, "%s\n", visible.bytes);
    corral_text_release(&visible);
    free(line);
}

void corral_session_say(const corral_session *session, const char *format, ...)
{
    va_list arguments;
    if (session->common.quiet) return;
    va_start(arguments, format);
    say(session, format, arguments);
    va_end(arguments);
}

void corral_session_detail(const corral_session *session, const char *format, ...)
{
    va_list arguments;
    if (!session->common.verbose || session->common.quiet) return;
    va_start(arguments, format);
    say(session, format, arguments);
    va_end(arguments);
}

void corral_session_accept_interrupt(corral_session *session)
{
    (void)session;
    corral_interrupts_accept();
}

bool corral_session_interrupted(const corral_session *session)
{
    (void)session;
    return corral_interrupts_any();
}
