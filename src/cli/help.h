/* What the option tables and command records print: help, manual pages, completion scripts. */
#ifndef CORRAL_CLI_HELP_H
#define CORRAL_CLI_HELP_H

#include "cli/command.h"

/* corral --help */
corral_status corral_help_overview(corral_output *output, corral_error *err);
/* corral COMMAND --help */
corral_status corral_help_command(const corral_command *command, corral_output *output,
                                  corral_error *err);

/* Manual pages in roff, section 1; command NULL: that of corral itself. */
corral_status corral_manual(const corral_command *command, corral_output *output,
                            corral_error *err);

/* bash, zsh or fish; anything else is CORRAL_BAD_USE. */
corral_status corral_completion(const char *shell, corral_output *output, corral_error *err);

/* "-o, --output FILE" */
corral_status corral_help_option_name(const corral_option *option, corral_text *out,
                                      corral_error *err);
/* "what it does (from 2 to 1000; default 9)" */
corral_status corral_help_option_text(const corral_option *option, const void *values,
                                      corral_text *out, corral_error *err);

/* Copies of a command's defaults, to print them from. *values is the caller's to free. */
corral_status corral_command_defaults(const corral_command *command, void **values,
                                      corral_error *err);

#endif
