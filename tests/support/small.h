/* Regions for tests, written in a few lines of text.
 *
 *     corral_region *region = small_region("A member: choir, library*0.5; goal: reading\n"
 *                                          "B member~: library; goal?:\n");
 *
 * A line is a coalition; its facets are separated by ';', the items of a facet by ','. A weight
 * stands behind '*'. A facet is complete unless its name ends in '~' (partial), '?' (unknown) or
 * '.' (nothing said of how much is known). No coalition is declared. */
#ifndef CORRAL_TESTS_SMALL_H
#define CORRAL_TESTS_SMALL_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "corral/builder.h"
#include "corral/groups.h"
#include "corral/problems.h"
#include "corral/region.h"
#include "corral/similarity.h"

/* A test by the name of its function, which is a sentence; after it igraph's stack of things to
 * clean up must be empty. */
#define TEST(function) cmocka_unit_test_teardown(function, check_igraph_stack)
int check_igraph_stack(void **state);

/* Everything here fails the test rather than return a failure. */
corral_builder *small_builder(corral_disputed disputed, corral_problems *problems);
void small_rows(corral_builder *builder, const char *text);
void small_row(corral_builder *builder, const char *coalition, const char *facet, const char *item,
               double weight);
/* child lies within parent; both are declared. */
void small_within(corral_builder *builder, const char *facet, const char *child,
                  const char *parent);
void small_declare(corral_builder *builder, const char *id, const char *name);
/* Frees the builder. */
corral_region *small_finish(corral_builder *builder);
corral_region *small_region(const char *text);

corral_similarity *small_similarity(const corral_region *region,
                                    const corral_similarity_options *options);
corral_grouping *small_groups(const corral_similarity *similarity,
                              const corral_groups_options *options);

uint32_t coalition_of(const corral_region *region, const char *id);
uint32_t item_of(const corral_region *region, const char *facet, const char *key);
/* S of two coalitions by their ids, NAN if they have none. */
double pair_of(const corral_similarity *similarity, const corral_region *region, const char *a,
               const char *b);

/* Groups as text, "C D | A B", in order of place. Owned by the caller. */
char *grouping_text(const corral_grouping *grouping, const corral_region *region);
void assert_groups(const corral_grouping *grouping, const corral_region *region,
                   const char *expected);

/* The same to the bit; NAN equals NAN. */
void assert_same_double(double x, double y);
void assert_near(double x, double y, double distance);

/* Everything that can be asked of a region, as text; regions that print alike are alike. Owned by
 * the caller. */
char *region_text(const corral_region *region);
void assert_same_region(const corral_region *one, const corral_region *two);

/* How many kept problems of this severity have the words in their text. */
size_t problems_with(const corral_problems *problems, corral_severity severity, const char *words);

#endif
