/* The table of commands. */
#include <string.h>

#include "cli/command.h"

extern const corral_command corral_command_backbone;
extern const corral_command corral_command_align;
extern const corral_command corral_command_check;
extern const corral_command corral_command_checklist;
extern const corral_command corral_command_compare;
extern const corral_command corral_command_diff;
extern const corral_command corral_command_export;
extern const corral_command corral_command_gaps;
extern const corral_command corral_command_generate;
extern const corral_command corral_command_groups;
extern const corral_command corral_command_import;
extern const corral_command corral_command_load;
extern const corral_command corral_command_involve;
extern const corral_command corral_command_map;
extern const corral_command corral_command_names;
extern const corral_command corral_command_overlaps;
extern const corral_command corral_command_report;
extern const corral_command corral_command_umbrella;

/* By step, in the order of help. */
const corral_command *const corral_commands[] = {
    &corral_command_checklist,
    &corral_command_check,
    &corral_command_import,
    &corral_command_names,
    &corral_command_map,
    &corral_command_gaps,
    &corral_command_overlaps,
    &corral_command_groups,
    &corral_command_compare,
    &corral_command_align,
    &corral_command_umbrella,
    &corral_command_backbone,
    &corral_command_involve,
    &corral_command_load,
    &corral_command_diff,
    &corral_command_report,
    &corral_command_export,
    &corral_command_generate,
    NULL,
};

const corral_command *corral_command_find(const char *name)
{
    for (size_t i = 0; corral_commands[i]; i++)
        if (strcmp(corral_commands[i]->name, name) == 0) return corral_commands[i];
    return NULL;
}

const char *corral_step_name(corral_step step)
{
    static const char *const names[] = {
        [CORRAL_STEP_MAP] = "map the moving trains",
        [CORRAL_STEP_OVERLAP] = "analyse the overlaps",
        [CORRAL_STEP_ALIGN] = "align goals and strategies",
        [CORRAL_STEP_UMBRELLA] = "negotiate the umbrella",
        [CORRAL_STEP_BACKBONE] = "assess backbone candidates",
        [CORRAL_STEP_REACH] = "reach further",
        [CORRAL_STEP_TIME] = "over time",
        [CORRAL_STEP_WHOLE] = "the whole",
        [CORRAL_STEP_RESEARCH] = "for researchers",
    };
    return names[step];
}
