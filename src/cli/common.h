/* The options that many commands share, and a command's options all together. */
#ifndef CORRAL_CLI_COMMON_H
#define CORRAL_CLI_COMMON_H

#include "cli/command.h"

enum { CORRAL_GROUPS_MOST = 12 };

extern const corral_common corral_common_defaults;

/* The formats of a command that draws as well: the tables', then svg, then NULL. */
extern const char *const corral_drawn_format_names[];

/* The options of a command in the order of help: its blocks with values, then the common ones it
 * takes with common. Returns how many groups were filled. */
size_t corral_command_option_groups(const corral_command *command, void *values,
                                    corral_common *common,
                                    corral_option_group groups[CORRAL_GROUPS_MOST]);

#endif
