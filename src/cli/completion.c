/* Completion scripts for bash, zsh and fish, from the command records and option tables. */
#include <string.h>

#include "cli/common.h"
#include "cli/help.h"

/* Calls one for every option of a command. */
typedef void (*option_printer)(const corral_command *command, const corral_option *option,
                               corral_output *output);

static void each_option(const corral_command *command, option_printer one, corral_output *output)
{
    corral_option_group groups[CORRAL_GROUPS_MOST];
    size_t count = corral_command_option_groups(command, NULL, NULL, groups);
    for (size_t g = 0; g < count; g++)
        for (size_t k = 0; groups[g].block->options[k].name; k++)
            if (corral_option_group_has(&groups[g], k))
                one(command, &groups[g].block->options[k], output);
}

static bool names_a_file(const corral_option *option)
{
    return option->kind == CORRAL_OPTION_FILE || option->kind == CORRAL_OPTION_FOLDER;
}

/* text with a backslash, or what else `by` is, before each character of set. */
static void escaped(corral_output *output, const char *text, const char *set, const char *by)
{
    for (; *text; text++) {
        if (strchr(set, *text)) corral_output_put(output, by);
        corral_output_write(output, text, 1);
    }
}

static void words_of(const corral_option *option, corral_output *output)
{
    for (size_t i = 0; option->words && option->words[i]; i++)
        corral_output_printf(output, "%s%s", i ? " " : "", option->words[i]);
}

/* bash */

static void bash_name(const corral_command *command, const corral_option *option,
                      corral_output *output)
{
    (void)command;
    if (option->letter) corral_output_printf(output, "-%c ", option->letter);
    corral_output_printf(output, "--%s ", option->name);
}

static void bash_value(const corral_command *command, const corral_option *option,
                       corral_output *output)
{
    (void)command;
    if (option->kind == CORRAL_OPTION_FLAG) return;
    corral_output_put(output, "        ");
    if (option->letter) corral_output_printf(output, "-%c|", option->letter);
    corral_output_printf(output, "--%s) ", option->name);
    if (names_a_file(option)) {
        corral_output_put(output, "return ;;\n"); /* nothing offered: bash offers files */
    } else {
        corral_output_put(output, "compopt +o default; COMPREPLY=($(compgen -W '");
        words_of(option, output);
        corral_output_put(output, "' -- \"$cur\")); return ;;\n");
    }
}

static void bash(corral_output *output)
{
    corral_output_put(output,
                      "# bash completion for corral\n"
                      "_corral() {\n"
                      "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
                      "    if [ \"$cur\" = = ]; then cur=; "
                      "elif [ \"$prev\" = = ]; then prev=${COMP_WORDS[COMP_CWORD-2]}; fi\n"
                      "    COMPREPLY=()\n"
                      "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
                      "        compopt +o default\n"
                      "        COMPREPLY=($(compgen -W '");
    for (size_t i = 0; corral_commands[i]; i++)
        corral_output_printf(output, "%s ", corral_commands[i]->name);
    corral_output_put(output, "help --help --version' -- \"$cur\"))\n        return\n    fi\n"
                              "    case ${COMP_WORDS[1]} in\n");
    for (size_t i = 0; corral_commands[i]; i++) {
        const corral_command *command = corral_commands[i];
        corral_output_printf(output, "    %s)\n        case $prev in\n", command->name);
        each_option(command, bash_value, output);
        corral_output_put(output, "        esac\n"
                                  "        [[ $cur == -* ]] && COMPREPLY=($(compgen -W '");
        each_option(command, bash_name, output);
        corral_output_put(output, "' -- \"$cur\")) ;;\n");
    }
    corral_output_put(output, "    esac\n}\ncomplete -o default -F _corral corral\n");
}

/* zsh */

static void zsh_option(const corral_command *command, const corral_option *option,
                       corral_output *output)
{
    static const char quoted[] = "[]:\\";
    (void)command;
    bool flag = option->kind == CORRAL_OPTION_FLAG;
    bool list = option->kind == CORRAL_OPTION_LIST;
    const char *dashes[] = {"--", "-"};
    for (int i = 0; i < (option->letter ? 2 : 1); i++) {
        char letter[2] = {option->letter, '\0'};
        corral_output_printf(output, "            %s'%s%s%s[", list ? "'*'" : "", dashes[i],
                             i ? letter : option->name,
                             flag ? ""
                             : i  ? "+"
                                  : "=");
        for (const char *c = option->help; *c; c++) {
            char one[2] = {*c, '\0'};
            if (*c == '\'')
                corral_output_put(output, "'\\''");
            else
                escaped(output, one, quoted, "\\");
        }
        corral_output_put(output, flag ? "]' \\\n" : "]:value:");
        if (flag) continue;
        if (names_a_file(option)) {
            corral_output_put(output, "_files' \\\n");
        } else {
            corral_output_put(output, "(");
            words_of(option, output);
            corral_output_put(output, ")' \\\n");
        }
    }
}

static void zsh(corral_output *output)
{
    corral_output_put(output, "#compdef corral\n"
                              "_corral() {\n"
                              "    if (( CURRENT == 2 )); then\n"
                              "        local -a commands=(\n");
    for (size_t i = 0; corral_commands[i]; i++) {
        corral_output_printf(output, "            '%s:", corral_commands[i]->name);
        escaped(output, corral_commands[i]->summary, "'", "'\\'");
        corral_output_put(output, "'\n");
    }
    corral_output_put(output, "            'help:tell what a command does'\n        )\n"
                              "        _describe command commands\n        return\n    fi\n"
                              "    local command=$words[2]\n"
                              "    shift words; (( CURRENT-- ))\n"
                              "    case $command in\n");
    for (size_t i = 0; corral_commands[i]; i++) {
        corral_output_printf(output, "    %s)\n        _arguments -s -S \\\n",
                             corral_commands[i]->name);
        each_option(corral_commands[i], zsh_option, output);
        corral_output_put(output, "            '*:region:_files' ;;\n");
    }
    corral_output_put(output, "    esac\n}\n_corral \"$@\"\n");
}

/* fish */

static void fish_option(const corral_command *command, const corral_option *option,
                        corral_output *output)
{
    corral_output_printf(output, "complete -c corral -n '__fish_seen_subcommand_from %s' -l %s",
                         command->name, option->name);
    if (option->letter) corral_output_printf(output, " -s %c", option->letter);
    if (names_a_file(option)) {
        corral_output_put(output, " -r -F");
    } else if (option->kind != CORRAL_OPTION_FLAG) {
        corral_output_put(output, " -x -a '");
        words_of(option, output);
        corral_output_put(output, "'");
    }
    corral_output_put(output, " -d '");
    escaped(output, option->help, "'\\", "\\");
    corral_output_put(output, "'\n");
}

static void fish(corral_output *output)
{
    corral_output_put(output, "# fish completion for corral\n");
    for (size_t i = 0; corral_commands[i]; i++) {
        corral_output_printf(output, "complete -c corral -n __fish_use_subcommand -f -a %s -d '",
                             corral_commands[i]->name);
        escaped(output, corral_commands[i]->summary, "'\\", "\\");
        corral_output_put(output, "'\n");
        each_option(corral_commands[i], fish_option, output);
    }
}

corral_status corral_completion(const char *shell, corral_output *output, corral_error *err)
{
    if (strcmp(shell, "bash") == 0)
        bash(output);
    else if (strcmp(shell, "zsh") == 0)
        zsh(output);
    else if (strcmp(shell, "fish") == 0)
        fish(output);
    else
        return corral_error_set(err, CORRAL_BAD_USE,
                                "completion is for bash, zsh or fish, got \"%s\"", shell);
    return corral_output_status(output, err);
}
