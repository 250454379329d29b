/* The session's output: the document in its format, files, folders. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/common.h"
#include "cli/interrupts.h"
#include "table/escape.h"

corral_format corral_session_format(const corral_session *session)
{
    return session->common.format < 0 ? CORRAL_FORMAT_TEXT : (corral_format)session->common.format;
}

bool corral_session_draws(const corral_session *session)
{
    return session->command->takes & CORRAL_TAKES_DRAWING && session->common.format >= 0 &&
           strcmp(corral_drawn_format_names[session->common.format], "svg") == 0;
}

bool corral_session_is_for_people(const corral_session *session)
{
    corral_format format = corral_session_format(session);
    return format == CORRAL_FORMAT_TEXT || format == CORRAL_FORMAT_MD ||
           format == CORRAL_FORMAT_HTML;
}

/* ["a", "b"] */
static corral_status list_json(const corral_words *words, corral_text *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_text_append(out, "[", 1, err));
    for (size_t i = 0; i < words->count; i++) {
        if (i) TRY(corral_text_append(out, ", ", 2, err));
        TRY(corral_escape_json(words->items[i], out, err));
    }
    TRY(corral_text_append(out, "]", 1, err));
done:
    return status;
}

/* The value as JSON: numbers bare, words quoted, null where there is none. */
static corral_status value_json(const corral_option *option, const void *values, corral_text *out,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text value = {0};
    const char *from = (const char *)values + option->offset;
    if (option->kind == CORRAL_OPTION_LIST)
        return list_json((const corral_words *)(const void *)from, out, err);
    TRY(corral_option_value(option, values, &value, err));
    bool number = option->kind == CORRAL_OPTION_COUNT || option->kind == CORRAL_OPTION_SIZE ||
                  (option->kind == CORRAL_OPTION_NUMBER &&
                   !(option->words && strcmp(value.bytes, option->words[0]) == 0));
    if (option->kind == CORRAL_OPTION_FLAG)
        TRY(corral_text_printf(out, err, "%s", value.length ? "true" : "false"));
    else if (!value.length)
        TRY(corral_text_append(out, "null", 4, err));
    else if (number)
        TRY(corral_text_append(out, value.bytes, value.length, err));
    else
        TRY(corral_escape_json(value.bytes, out, err));
done:
    corral_text_release(&value);
    return status;
}

/* Names of options with an underscore for each dash, as JSON likes them. */
static corral_status record_option(const corral_option *option, const void *values,
                                   corral_document *document, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text name = {0}, json = {0};
    if (option->local || option->kind == CORRAL_OPTION_OWN) return CORRAL_OK;
    TRY(corral_text_append(&name, option->name, strlen(option->name), err));
    for (char *c = name.bytes; *c; c++)
        if (*c == '-') *c = '_';
    TRY(value_json(option, values, &json, err));
    corral_document_set_option(document, name.bytes, json.bytes);
done:
    corral_text_release(&name);
    corral_text_release(&json);
    return status;
}

static corral_status record_options(corral_session *session, corral_document *document,
                                    corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_option_group groups[CORRAL_GROUPS_MOST];
    size_t count =
        corral_command_option_groups(session->command, session->values, &session->common, groups);
    for (size_t g = 0; g < count; g++) {
        const corral_option *options = groups[g].block->options;
        const void *values = (const char *)groups[g].values + groups[g].block->base;
        for (size_t k = 0; options[k].name; k++)
            if (corral_option_group_has(&groups[g], k))
                TRY(record_option(&options[k], values, document, err));
    }
done:
    return status;
}

static corral_look look_at(const corral_output *output)
{
    const char *no_colour = getenv("NO_COLOR"), *terminal = getenv("TERM");
    corral_look look = {.width = corral_output_width(output),
                        .terminal = corral_output_is_terminal(output)};
    look.colour =
        look.terminal && !(no_colour && *no_colour) && terminal && strcmp(terminal, "dumb") != 0;
    return look;
}

corral_status corral_session_open_path(corral_session *session, const char *path,
                                       corral_output **out, corral_error *err)
{
    corral_bar_clear(&session->bar);
    session->output_options =
        (corral_output_options){.inputs = (const char *const *)session->inputs,
                                .input_count = session->input_count,
                                .progress = &session->progress,
                                .force = session->common.force};
    return corral_output_open(path, &session->output_options, out, err);
}

corral_status corral_session_open(corral_session *session, corral_output **out, corral_error *err)
{
    return corral_session_open_path(session, session->common.output, out, err);
}

corral_status corral_session_write(corral_session *session, const corral_text *text,
                                   corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_output *output = NULL;
    TRY(corral_session_open(session, &output, err));
    corral_output_write(output, text->bytes, text->length);
    TRY(corral_output_commit(output, err));
done:
    corral_output_free(output);
    return status;
}

corral_status corral_session_print(corral_session *session, corral_document *document,
                                   corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_output *output = NULL;
    corral_interrupts_hold();
    TRY(record_options(session, document, err));
    TRY(corral_session_open(session, &output, err));
    corral_look look = look_at(output);
    TRY(corral_document_write(document, corral_session_format(session), &look, output, err));
    TRY(corral_output_commit(output, err));
done:
    corral_output_free(output);
    corral_interrupts_release();
    return status;
}

static const corral_output_options *set_output_options(corral_session *session)
{
    session->output_options =
        (corral_output_options){.inputs = (const char *const *)session->inputs,
                                .input_count = session->input_count,
                                .progress = &session->progress,
                                .force = session->common.force};
    return &session->output_options;
}

corral_status corral_session_folder_open(corral_session *session, const char *path,
                                         const corral_folder_files *files, corral_folder **out,
                                         corral_error *err)
{
    set_output_options(session);
    session->output_options.writes = files->writes;
    session->output_options.sign = files->sign;
    corral_interrupts_hold();
    corral_status status = corral_folder_open(path, &session->output_options, out, err);
    if (status != CORRAL_OK) corral_interrupts_release();
    return status;
}

void corral_session_folder_free(corral_session *session, corral_folder *folder)
{
    (void)session;
    if (!folder) return;
    corral_folder_free(folder);
    corral_interrupts_release();
}

corral_status corral_session_aside_open(corral_session *session, const char *path,
                                        corral_aside **out, corral_error *err)
{
    corral_interrupts_hold();
    corral_status status = corral_aside_open(path, set_output_options(session), out, err);
    if (status != CORRAL_OK) corral_interrupts_release();
    return status;
}

void corral_session_aside_free(corral_session *session, corral_aside *aside)
{
    (void)session;
    if (!aside) return;
    corral_aside_free(aside);
    corral_interrupts_release();
}
