/* SPDX-License-Identifier: MIT
 *
 * What must hold of the places in every drawing, whatever its style. */
#ifndef VIZ_TEST_BOXES_H
#define VIZ_TEST_BOXES_H

#include "support.h"

double number_of(const json_t *thing, const char *member);
bool is_kind(const json_t *thing, const char *kind);
/* How many of the array are of the kind. */
size_t count_kind(const json_t *geometry, const char *array, const char *kind);
/* The one of the kind with that index and other; NULL: none. */
json_t *find_thing(const json_t *geometry, const char *array, const char *kind, unsigned index,
                   unsigned other);

/* No two texts overlap by more than 1 px, turned ones as they are turned; all of them, all boxes
 * and all paths lie inside the view. */
void check_places(const json_t *geometry);

/* The drawing of the model in three other orders of its records has the same bytes. */
void check_order(const bytes *model);
/* Exit status 1 and one sentence that holds `words`. */
void check_refused(const bytes *model, const char *words);

#endif
