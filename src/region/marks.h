/* Cells of which something else than a plain weight is known, for those who walk whole rows:
 * corral_region_cell asks for one at a time. */
#ifndef CORRAL_REGION_MARKS_H
#define CORRAL_REGION_MARKS_H

#include "corral/region.h"

typedef struct region_mark {
    uint32_t item;
    corral_cell cell; /* NO, UNKNOWN or DISPUTED */
} region_mark;

/* Those of a coalition by rising item, *count of them; borrowed. A disputed cell that an option
 * resolved has a seat as well. */
const region_mark *region_marks_of(const corral_region *region, uint32_t coalition, size_t *count);

#endif
