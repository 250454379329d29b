/* Sums of independent trials, exactly: binomials are convolved one after the other.
 *
 * Every term is a sum of products of positive numbers, so each chance keeps its digits however
 * small it is; only what falls below the floor is dropped at both ends. The last place collects all
 * that is as large or larger, so that the upper tail is whole. */
#include "core/memory.h"
#include "overlap/tails.h"

#include <math.h>
#include <string.h>

corral_status overlap_sum_init(overlap_sum *s, size_t room, double floor)
{
    corral_status status = CORRAL_OK;
    corral_error *err = NULL;
    *s = (overlap_sum){.room = room, .high = 1, .floor = floor};
    TRY(corral_array_new(&s->chance, room, sizeof(double), err));
    TRY(corral_array_new(&s->scratch, room, sizeof(double), err));
    s->chance[0] = 1;
done:
    return status;
}

void overlap_sum_release(overlap_sum *s)
{
    free(s->chance);
    free(s->scratch);
    free(s->trial);
}

/* The binomial's chances from low to high - 1: from the mode down and up as far as they matter,
 * then divided by their sum. Behind the last place only their own sum matters. */
static corral_status binomial(overlap_sum *s, uint32_t size, double p, size_t *low, size_t *high)
{
    corral_status status = CORRAL_OK;
    double odds = p / (1 - p), sum = 1, term, edge = 0;
    size_t mode = (size_t)(((double)size + 1) * p);
    if (mode > size) mode = size;
    TRY(corral_array_grow(&s->trial, &s->trial_room, (size_t)size + 1, sizeof(double), NULL));
    s->trial[mode] = term = 1;
    *low = mode;
    *high = mode + 1;
    while (*low > 0) {
        term *= (double)*low / ((double)(size - *low + 1) * odds);
        if (term < s->floor) break;
        s->trial[--*low] = term;
        sum += term;
    }
    term = 1;
    while (*high <= size) {
        term *= (double)(size - *high + 1) / (double)*high * odds;
        if (term < (*high > s->room ? fmax(s->floor, edge * 1e-18) : s->floor)) break;
        if (*high == s->room) edge = term;
        s->trial[(*high)++] = term;
        sum += term;
    }
    for (size_t i = *low; i < *high; i++) s->trial[i] /= sum;
done:
    return status;
}

/* scratch = chance * trial, what reaches the last place summed up there. */
static void convolve(overlap_sum *s, size_t low, size_t high)
{
    size_t last = s->room - 1;
    double beyond = s->high == s->room ? s->chance[last] : 0;
    size_t end = s->high < last ? s->high : last;
    memset(s->scratch, 0, s->room * sizeof(double));
    for (size_t i = s->low; i < end; i++) {
        double x = s->chance[i], tail = 0;
        size_t inside = last - i < high ? last - i : high; /* trials that stay below the last */
        double *restrict to = s->scratch + i;
        const double *restrict trial = s->trial;
        for (size_t t = low; t < inside; t++) to[t] += x * trial[t];
        for (size_t t = high; t > inside && t > low; t--) tail += trial[t - 1];
        beyond += x * tail;
    }
    s->scratch[last] = beyond;
}

static void trim(overlap_sum *s, size_t low, size_t high)
{
    double *swap = s->chance;
    s->chance = s->scratch;
    s->scratch = swap;
    s->low += low;
    s->high += high - 1;
    if (s->high > s->room) s->high = s->room;
    if (s->low > s->room - 1) s->low = s->room - 1;
    while (s->low + 1 < s->high && s->chance[s->low] < s->floor) s->chance[s->low++] = 0;
    while (s->high > s->low + 1 && s->chance[s->high - 1] < s->floor) s->chance[--s->high] = 0;
}

corral_status overlap_sum_add(overlap_sum *s, uint32_t size, double p)
{
    corral_status status = CORRAL_OK;
    size_t low = size, high = (size_t)size + 1; /* p = 1 */
    if (size == 0 || !(p > 0)) return CORRAL_OK;
    TRY(corral_array_grow(&s->trial, &s->trial_room, high, sizeof(double), NULL));
    s->trial[size] = 1;
    if (p < 1) TRY(binomial(s, size, p, &low, &high));
    convolve(s, low, high);
    trim(s, low, high);
done:
    return status;
}
