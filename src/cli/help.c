/* Help, from the command records and option tables. */
#include "cli/help.h"

#include <stdlib.h>
#include <string.h>

#include "cli/common.h"
#include "core/memory.h"
#include "table/escape.h"

enum { WIDTH = 79, OPTION_COLUMN = 26 };

/* Prints words from text in lines of WIDTH columns; the first begins at column `at`, the others are
 * indented. A blank line in text ends a paragraph. */
static void wrap(corral_output *output, const char *text, size_t at, size_t indent)
{
    bool begun = at > indent;
    if (!begun && at < indent) corral_output_printf(output, "%*s", (int)(indent - at), "");
    if (!begun) at = indent;
    while (*text) {
        size_t length = strcspn(text, " \n"), width = 0;
        for (size_t i = 0; i < length; i++)
            if ((text[i] & 0xc0) != 0x80) width++; /* not the later bytes of a character */
        if (begun && at + 1 + width > WIDTH) {
            corral_output_printf(output, "\n%*s", (int)indent, "");
            at = indent;
        } else if (begun && length) {
            corral_output_put(output, " ");
            at++;
        }
        corral_output_write(output, text, length);
        at += width;
        begun = begun || length;
        text += length;
        if (strncmp(text, "\n\n", 2) == 0) {
            corral_output_printf(output, "\n\n%*s", (int)indent, "");
            at = indent;
            begun = false;
        }
        text += strspn(text, " \n");
    }
    corral_output_put(output, "\n");
}

corral_status corral_help_option_name(const corral_option *option, corral_text *out,
                                      corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (option->letter) TRY(corral_text_printf(out, err, "-%c, ", option->letter));
    TRY(corral_text_printf(out, err, "--%s", option->name));
    if (option->kind != CORRAL_OPTION_FLAG) {
        TRY(corral_text_append(out, " ", 1, err));
        TRY(corral_option_placeholder(option, out, err));
    }
done:
    return status;
}

corral_status corral_help_option_text(const corral_option *option, const void *values,
                                      corral_text *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text limits = {0};
    TRY(corral_option_limits(option, values, &limits, err));
    TRY(corral_text_append(out, option->help, strlen(option->help), err));
    if (option->kind == CORRAL_OPTION_LIST)
        TRY(corral_text_printf(out, err, " (may be given several times)"));
    if (limits.length) TRY(corral_text_printf(out, err, " (%s)", limits.bytes));
done:
    corral_text_release(&limits);
    return status;
}

static corral_status print_option(const corral_option *option, const void *values,
                                  corral_output *output, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text name = {0}, text = {0};
    TRY(corral_text_printf(&name, err, option->letter ? "  " : "      "));
    TRY(corral_help_option_name(option, &name, err));
    TRY(corral_help_option_text(option, values, &text, err));
    corral_output_put(output, name.bytes);
    if (name.length + 2 > OPTION_COLUMN) {
        corral_output_put(output, "\n");
        name.length = 0;
    }
    wrap(output, text.bytes, name.length, OPTION_COLUMN);
done:
    corral_text_release(&name);
    corral_text_release(&text);
    return status;
}

corral_status corral_command_defaults(const corral_command *command, void **values,
                                      corral_error *err)
{
    corral_status status = corral_array_new(values, 1, command->values_size, err);
    if (status == CORRAL_OK && command->values_size)
        memcpy(*values, command->defaults, command->values_size);
    return status;
}

static corral_status print_options(const corral_command *command, corral_output *output,
                                   corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_option_group groups[CORRAL_GROUPS_MOST];
    corral_common common = corral_common_defaults;
    void *values = NULL;
    TRY(corral_command_defaults(command, &values, err));
    size_t count = corral_command_option_groups(command, values, &common, groups);
    for (size_t g = 0; g < count; g++) {
        const corral_option_block *block = groups[g].block;
        corral_output_printf(output, "\n%s:\n", block->title ? block->title : "options");
        for (size_t k = 0; block->options[k].name; k++)
            if (corral_option_group_has(&groups[g], k))
                TRY(print_option(&block->options[k], (char *)groups[g].values + block->base, output,
                                 err));
    }
done:
    free(values);
    return status;
}

corral_status corral_help_command(const corral_command *command, corral_output *output,
                                  corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_output_printf(output, "corral %s: %s\n\nusage: corral %s [options]%s%s\n\n",
                         command->name, command->summary, command->name,
                         *command->operands ? " " : "", command->operands);
    wrap(output, command->description, 0, 0);
    TRY(print_options(command, output, err));
    if (command->examples) corral_output_put(output, "\nexamples:\n");
    for (const corral_example *e = command->examples; e && e->line; e++) {
        corral_output_printf(output, "  %s\n", e->line);
        wrap(output, e->shows, 0, 6);
    }
done:
    return status;
}

static bool any_of_step(corral_step step)
{
    for (size_t i = 0; corral_commands[i]; i++)
        if (corral_commands[i]->step == step) return true;
    return false;
}

corral_status corral_help_overview(corral_output *output, corral_error *err)
{
    corral_output_put(output, "corral: where community coalitions overlap, what nobody does, and "
                              "who might\nsit at one table\n\n"
                              "usage: corral COMMAND [options] REGION\n");
    for (int step = CORRAL_STEP_MAP; step <= CORRAL_STEP_RESEARCH; step++) {
        if (!any_of_step((corral_step)step)) continue;
        corral_output_printf(output, "\n%s\n", corral_step_name((corral_step)step));
        for (size_t i = 0; corral_commands[i]; i++) {
            const corral_command *command = corral_commands[i];
            if ((int)command->step != step) continue;
            corral_output_printf(output, "%s %-11s", command->starred ? " *" : "  ", command->name);
            wrap(output, command->summary, 14, 15);
        }
    }
    corral_output_put(output,
                      "\n* what the first week needs\n\n"
                      "REGION is a folder of CSV files, one CSV file, or \"-\" for CSV on standard "
                      "input.\n\"corral COMMAND --help\" tells what a command does and takes, "
                      "\"corral --version\"\nwhich corral this is.\n");
    return corral_output_status(output, err);
}
