/* Orders for qsort. */
#ifndef CORRAL_CORE_ORDER_H
#define CORRAL_CORE_ORDER_H

#include <stdint.h>

/* uint32_t, rising. */
static inline int corral_by_number(const void *left, const void *right)
{
    uint32_t x = *(const uint32_t *)left, y = *(const uint32_t *)right;
    return x < y ? -1 : x > y;
}

#endif
