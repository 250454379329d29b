/* Why a coalition with a close partner has no seat in a group. */
#include "cli/no_seat.h"

#include <math.h>

static uint32_t size_of(const corral_grouping *grouping, uint32_t number)
{
    for (uint32_t k = 0; k < corral_grouping_count(grouping); k++)
        if (corral_grouping_number(grouping, k) == number)
            return (uint32_t)corral_grouping_members(grouping, k).count;
    return 0;
}

static double similarity(const corral_grouping_run *run, uint32_t a, uint32_t b)
{
    double s = corral_similarity_pair(run->similarity, a, b, NULL);
    return isnan(s) || s < corral_grouping_threshold(run->grouping) ? 0 : s;
}

/* Whether the pair, or the group the other sits in, speaks for a. */
static bool is_drawn_to(const corral_grouping_run *run, uint32_t a, uint32_t other)
{
    double resolution = corral_grouping_resolution(run->grouping), sum = 0;
    if (similarity(run, a, other) > resolution) return true;
    for (uint32_t k = 0; k < corral_grouping_count(run->grouping); k++) {
        corral_coalitions members = corral_grouping_members(run->grouping, k);
        if (corral_grouping_number(run->grouping, k) != corral_grouping_of(run->grouping, other))
            continue;
        for (size_t i = 0; i < members.count; i++) sum += similarity(run, a, members.index[i]);
        return sum > resolution * (double)members.count;
    }
    return false;
}

static bool is_kept_apart(const corral_grouping_run *run, uint32_t a)
{
    for (size_t k = 0; k < run->apart_count; k++) {
        corral_coalitions list = run->apart[k];
        bool has_a = false;
        for (size_t i = 0; i < list.count; i++) has_a |= list.index[i] == a;
        for (size_t i = 0; has_a && i < list.count; i++)
            if (list.index[i] != a && is_drawn_to(run, a, list.index[i])) return true;
    }
    return false;
}

corral_no_seat corral_no_seat_reason(const corral_grouping_run *run, uint32_t coalition)
{
    double fit = NAN;
    uint32_t next = corral_grouping_next(run->grouping, coalition, &fit);
    if (run->is_given) return CORRAL_SEAT_GIVEN;
    if (next && fit > 0 && size_of(run->grouping, next) >= run->max_size) return CORRAL_SEAT_FULL;
    return is_kept_apart(run, coalition) ? CORRAL_SEAT_APART : CORRAL_SEAT_NOT_OF_ALL;
}

const char *corral_no_seat_words(corral_no_seat reason)
{
    static const char *const words[] = {
        [CORRAL_SEAT_NOT_OF_ALL] = "close to one or two, but not to a group as a whole",
        [CORRAL_SEAT_FULL] = "close to a group that is full",
        [CORRAL_SEAT_APART] = "close to some from whom they are kept apart",
        [CORRAL_SEAT_GIVEN] = "close to some, without a seat in the groups that people made"};
    return words[reason];
}
