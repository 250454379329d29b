/* The answers of a survey: memory. */
#include "corral/survey.h"

#include <stdlib.h>

static void free_names(char **names, uint32_t count)
{
    for (uint32_t k = 0; names && k < count; k++) free(names[k]);
    free(names);
}

void corral_survey_release(corral_survey *s)
{
    free_names(s->candidate, s->candidates);
    free_names(s->function, s->functions);
    free_names(s->organisation, s->organisations);
    free_names(s->block_name, s->blocks);
    free(s->block);
    free(s->answers);
    *s = (corral_survey){0};
}
