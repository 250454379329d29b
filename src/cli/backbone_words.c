/* What corral backbone says beside its tables. */
#include "cli/backbone.h"

corral_status corral_backbone_sentence(const corral_backbone_page *p, corral_text *out,
                                       corral_error *err)
{
    uint32_t columns = corral_backbone_columns(p->backbone), shown = 0;
    for (uint32_t c = 0; c < p->survey->candidates; c++)
        shown += corral_backbone_get_candidate(p->backbone, c).published;
    return corral_text_printf(out, err, "%u candidate%s, %u of %u results shown",
                              p->survey->candidates, p->survey->candidates == 1 ? "" : "s", shown,
                              p->survey->candidates * columns);
}

static corral_status say_level(const corral_backbone_page *p, corral_text *out, corral_error *err)
{
    corral_level level = corral_backbone_level(p->backbone);
    if (level == CORRAL_LEVEL_BLOCK)
        return corral_text_printf(out, err,
                                  "Too few raters for single functions: results are by "
                                  "blocks of functions");
    if (level == CORRAL_LEVEL_CANDIDATE && p->survey->functions > 1)
        return corral_text_printf(out, err,
                                  "Too few raters for single functions and for blocks of "
                                  "them: results are by candidate");
    return CORRAL_OK;
}

static corral_status say_dropped(const corral_backbone_page *p, int which, corral_text *out,
                                 corral_error *err)
{
    uint32_t dropped[2];
    static const char *const what[] = {"of the rater's own organisation",
                                       "of organisations the rater is tied to"};
    corral_backbone_dropped(p->backbone, &dropped[0], &dropped[1]);
    if (dropped[which] == CORRAL_FEW)
        return corral_text_printf(out, err, "Fewer than %u raters' answers dropped: %s", p->k,
                                  what[which]);
    if (dropped[which])
        return corral_text_printf(out, err, "%u raters' answers dropped: %s", dropped[which],
                                  what[which]);
    return CORRAL_OK;
}

corral_status corral_backbone_say(const corral_backbone_page *p, int which, bool *more,
                                  corral_text *out, corral_error *err)
{
    *more = which < 2;
    return which == 0 ? say_level(p, out, err) : say_dropped(p, which - 1, out, err);
}

corral_status corral_backbone_note(const corral_backbone_page *p, int which, bool *more,
                                   corral_text *out, corral_error *err)
{
    *more = which < 1;
    if (which == 0)
        return corral_text_printf(out, err,
                                  "scores from 1 to 5; a result needs %u raters from %u "
                                  "organisations, and others are hidden where it could be computed "
                                  "from them",
                                  p->k, p->k);
    return corral_text_printf(out, err,
                              "leading: its interval (low to high, 95 %%) reaches the "
                              "best mean; adjusted: as raters of one severity would say");
}
