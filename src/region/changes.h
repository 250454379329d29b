/* What changed between two regions, two waves of one, comparing only what was known both times.
 *
 * Coalitions are matched by id, items by facet and key. Of a coalition that is in both, and has not
 * ended, each cell is compared:
 *
 *     had it  -> known not to   left               not known -> has it      newly-known
 *     had not -> has it         joined             had it    -> not known   no-longer-known
 *
 * Had not is an explicit no or a complete list without it. What is disputed in the second wave is
 * disputed, whatever it was before. A weight that changed is counted only.
 */
#ifndef CORRAL_REGION_CHANGES_H
#define CORRAL_REGION_CHANGES_H

#include "core/try.h"
#include "corral/region.h"

typedef enum corral_change_kind {
    CORRAL_CHANGE_BEGAN,
    CORRAL_CHANGE_ENDED, /* its status says so, or it is not in the second region */
    CORRAL_CHANGE_RENAMED,
    CORRAL_CHANGE_MERGED, /* ended, and succeeded by another */
    CORRAL_CHANGE_JOINED,
    CORRAL_CHANGE_LEFT,
    CORRAL_CHANGE_NEWLY_KNOWN,
    CORRAL_CHANGE_NO_LONGER_KNOWN,
    CORRAL_CHANGE_DISPUTED,
    CORRAL_CHANGE_KINDS
} corral_change_kind;

/* "began", "newly-known". */
extern const char *const corral_change_names[CORRAL_CHANGE_KINDS];

/* Texts are borrowed from the regions, "" where there is nothing to say. */
typedef struct corral_change {
    corral_change_kind kind;
    const char *coalition; /* id */
    const char *facet, *item;
    const char *before, *after; /* words of cells, names, statuses */
    const char *source;         /* of the statement in the second wave, else in the first */
    uint32_t facet_order;
} corral_change;

typedef struct corral_changes {
    corral_change *list; /* by kind, coalition, facet, item */
    size_t count, capacity;
    size_t of_kind[CORRAL_CHANGE_KINDS];
    size_t weights; /* seats held both times with another weight */
} corral_changes;

/* Zero-initialise *out. O(seats and statements). */
corral_status corral_changes_find(const corral_region *before, const corral_region *after,
                                  corral_changes *out, corral_error *err);
void corral_changes_release(corral_changes *changes);

#endif
