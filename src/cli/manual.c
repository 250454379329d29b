/* Manual pages in roff, from the command records and option tables. */
#include <stdlib.h>
#include <string.h>

#include "cli/common.h"
#include "cli/help.h"

/* Text of a page: nothing in it is taken for a request. */
static void text_of(corral_output *output, const char *text)
{
    bool at_start = true;
    for (; *text; text++) {
        if (at_start && (*text == '.' || *text == '\'')) corral_output_put(output, "\\&");
        if (*text == '\\')
            corral_output_put(output, "\\e");
        else if (*text == '-')
            corral_output_put(output, "\\-");
        else
            corral_output_write(output, text, 1);
        at_start = *text == '\n';
    }
}

static void title(corral_output *output, const char *name)
{
    corral_output_put(output, ".TH \"CORRAL");
    if (name) corral_output_put(output, "\\-");
    for (; name && *name; name++)
        corral_output_printf(output, "%c", *name >= 'a' && *name <= 'z' ? *name - 32 : *name);
    corral_output_put(output, "\" \"1\" \"\" \"corral " CORRAL_VERSION "\" \"corral\"\n");
}

/* Paragraphs with a blank line between. */
static void paragraphs(corral_output *output, const char *text)
{
    while (*text) {
        const char *end = strstr(text, "\n\n");
        size_t length = end ? (size_t)(end - text) : strlen(text);
        char *one = strndup(text, length);
        corral_output_put(output, ".PP\n");
        if (one) text_of(output, one);
        free(one);
        corral_output_put(output, "\n");
        text += length + (end ? 2 : 0);
    }
}

static corral_status option(const corral_option *o, const void *values, corral_output *output,
                            corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text name = {0}, text = {0};
    TRY(corral_help_option_name(o, &name, err));
    TRY(corral_help_option_text(o, values, &text, err));
    corral_output_put(output, ".TP\n\\fB");
    text_of(output, name.bytes);
    corral_output_put(output, "\\fR\n");
    text_of(output, text.bytes);
    corral_output_put(output, "\n");
done:
    corral_text_release(&name);
    corral_text_release(&text);
    return status;
}

static corral_status options(const corral_command *command, corral_output *output,
                             corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_option_group groups[CORRAL_GROUPS_MOST];
    corral_common common = corral_common_defaults;
    void *values = NULL;
    TRY(corral_command_defaults(command, &values, err));
    size_t count = corral_command_option_groups(command, values, &common, groups);
    corral_output_put(output, ".SH OPTIONS\n");
    for (size_t g = 0; g < count; g++) {
        const corral_option_block *block = groups[g].block;
        if (block->title) {
            corral_output_put(output, ".SS ");
            text_of(output, block->title);
            corral_output_put(output, "\n");
        }
        for (size_t k = 0; block->options[k].name; k++)
            if (corral_option_group_has(&groups[g], k))
                TRY(option(&block->options[k], (char *)groups[g].values + block->base, output,
                           err));
    }
done:
    free(values);
    return status;
}

static void examples(const corral_command *command, corral_output *output)
{
    corral_output_put(output, ".SH EXAMPLES\n");
    for (const corral_example *e = command->examples; e && e->line; e++) {
        corral_output_put(output, ".TP\n\\fB");
        text_of(output, e->line);
        corral_output_put(output, "\\fR\n");
        text_of(output, e->shows);
        corral_output_put(output, "\n");
    }
}

static void exit_status(corral_output *output)
{
    static const char *const rows[] = {"0",   "Done; a file that was asked for is on disk.",
                                       "1",   "It could not be done: the data or the file system.",
                                       "2",   "Wrong use of the command line.",
                                       "130", "Interrupted."};
    corral_output_put(output, ".SH EXIT STATUS\n");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i += 2)
        corral_output_printf(output, ".TP\n%s\n%s\n", rows[i], rows[i + 1]);
}

static void see_also(const corral_command *but, corral_output *output)
{
    corral_output_put(output, ".SH SEE ALSO\n");
    if (but) corral_output_put(output, "\\fBcorral\\fR(1)");
    bool first = !but;
    for (size_t i = 0; corral_commands[i]; i++) {
        if (corral_commands[i] == but) continue;
        corral_output_put(output, first ? "" : ",\n");
        corral_output_printf(output, "\\fBcorral\\-%s\\fR(1)", corral_commands[i]->name);
        first = false;
    }
    corral_output_put(output, "\n");
}

static corral_status page_of_command(const corral_command *command, corral_output *output,
                                     corral_error *err)
{
    corral_status status = CORRAL_OK;
    title(output, command->name);
    corral_output_printf(output, ".SH NAME\ncorral\\-%s \\- ", command->name);
    text_of(output, command->summary);
    corral_output_printf(output, "\n.SH SYNOPSIS\n\\fBcorral %s\\fR [\\fIoptions\\fR]",
                         command->name);
    if (*command->operands) corral_output_printf(output, " \\fI%s\\fR", command->operands);
    corral_output_put(output, "\n.SH DESCRIPTION\n");
    paragraphs(output, command->description);
    TRY(options(command, output, err));
    if (command->examples) examples(command, output);
    exit_status(output);
    see_also(command, output);
done:
    return status;
}

static void page_of_corral(corral_output *output)
{
    title(output, NULL);
    corral_output_put(output, ".SH NAME\ncorral \\- map, compare and align community coalitions\n"
                              ".SH SYNOPSIS\n\\fBcorral\\fR \\fICOMMAND\\fR [\\fIoptions\\fR] "
                              "\\fIREGION\\fR\n.SH DESCRIPTION\n");
    paragraphs(output,
               "corral takes the footprints of a community's coalitions (who belongs, what "
               "they aim for, whom they serve, how they work) and shows where they "
               "overlap, what nobody does, and who might sit at one table. It never "
               "decides who aligns, never ranks people, never turns silence into \"no\".\n\n"
               "REGION is a folder of CSV files, one CSV file, or \"-\" for CSV on "
               "standard input. Data goes to standard output, everything else to standard "
               "error. The same input, options and seed give the same bytes.");
    for (int step = CORRAL_STEP_MAP; step <= CORRAL_STEP_RESEARCH; step++) {
        bool headed = false;
        for (size_t i = 0; corral_commands[i]; i++) {
            const corral_command *command = corral_commands[i];
            if ((int)command->step != step) continue;
            if (!headed) corral_output_printf(output, ".SS %s\n", corral_step_name(command->step));
            headed = true;
            corral_output_printf(output, ".TP\n\\fBcorral %s\\fR\n", command->name);
            text_of(output, command->summary);
            corral_output_put(output, "\n");
        }
    }
    exit_status(output);
    corral_output_put(output, ".SH ENVIRONMENT\n.TP\nNO_COLOR\nIf it is set and not empty, nothing "
                              "is coloured or bold.\n");
    see_also(NULL, output);
}

corral_status corral_manual(const corral_command *command, corral_output *output, corral_error *err)
{
    if (command) return page_of_command(command, output, err);
    page_of_corral(output);
    return corral_output_status(output, err);
}
