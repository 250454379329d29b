/* Orders for qsort, and the place of a number in a list that rises. */
#ifndef CORRAL_CORE_ORDER_H
#define CORRAL_CORE_ORDER_H

#include <stddef.h>
#include <stdint.h>

/* uint32_t, rising. */
static inline int corral_by_number(const void *left, const void *right)
{
    uint32_t x = *(const uint32_t *)left, y = *(const uint32_t *)right;
    return x < y ? -1 : x > y;
}

/* The place of the first number that is not below value; count if all are. */
static inline size_t corral_first_not_below(const uint32_t *rising, size_t count, uint32_t value)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (rising[middle] < value)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

#endif
