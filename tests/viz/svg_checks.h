/* SPDX-License-Identifier: MIT
 *
 * What every drawing must hold and may hold, whatever its style. Each test of a style calls these
 * with models of its own. */
#ifndef VIZ_TEST_SVG_CHECKS_H
#define VIZ_TEST_SVG_CHECKS_H

#include "support.h"

/* Well-formed; nothing but plain elements and attributes, no script, no address but safe links, no
 * token left (`tokens`: the names themselves hold some); title and description first and not
 * empty, everything that can take the focus has a title, ids are unique. */
void check_svg(const bytes *svg, bool tokens);
/* Draws the model and checks it. */
void check_drawing(const bytes *model, bool tokens);

/* The same bytes, as SVG and as geometry: again, in another folder, under other locales, without
 * fonts, and with the records in another order. */
void check_same_bytes(const bytes *model);

/* Names that break careless writers, as fields of a model; the last is 10,000 letters long. */
enum { HOSTILE_NAMES = 28 };
const char *const *hostile_names(void);

/* `make` makes a model in which each of the names is shown somewhere. The drawing passes check_svg,
 * shows every name literally after cleaning, and obeys check_same_bytes. */
void check_hostile(bytes (*make)(const char *const *names, unsigned count));

/* xmllint reads it; without xmllint the test fails. */
void check_well_formed(const bytes *svg);

#endif
