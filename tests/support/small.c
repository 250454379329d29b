/* Small regions from text, and what is asked of them. */
#include "small.h"

#include <igraph/igraph.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int check_igraph_stack(void **state)
{
    (void)state;
    if (IGRAPH_FINALLY_STACK_EMPTY) return 0;
    fprintf(stderr, "igraph's cleanup stack still holds %d entries\n", IGRAPH_FINALLY_STACK_SIZE());
    IGRAPH_FINALLY_FREE();
    return 1;
}

static void must(corral_status status, const corral_error *err)
{
    if (status != CORRAL_OK) fail_msg("%s", err->message);
}

corral_builder *small_builder(corral_disputed disputed, corral_problems *problems)
{
    corral_error err = CORRAL_ERROR_INIT;
    corral_builder *builder = NULL;
    must(corral_builder_new(disputed, problems, &builder, &err), &err);
    return builder;
}

/* ---- the text ---- */

/* The next part of *rest up to a separator, without white space around it; NULL at the end. */
static char *cut(char **rest, const char *separator)
{
    char *part = strsep(rest, separator);
    if (!part) return NULL;
    part += strspn(part, " ");
    size_t length = strlen(part);
    while (length && part[length - 1] == ' ') part[--length] = '\0';
    return part;
}

static corral_said_known known_of(char *facet)
{
    char *last = facet + strlen(facet) - 1;
    corral_said_known known = CORRAL_SAID_YES;
    if (*last == '~') known = CORRAL_SAID_PARTIAL;
    if (*last == '?') known = CORRAL_SAID_NO;
    if (*last == '.') known = CORRAL_SAID_NOTHING;
    if (strchr("~?.", *last)) *last = '\0';
    return known;
}

static void add_facet(corral_builder *builder, const char *coalition, char *section)
{
    corral_error err = CORRAL_ERROR_INIT;
    corral_row row = CORRAL_ROW_INIT;
    char *facet = cut(&section, ":"), *item;
    row.coalition = coalition;
    row.known = known_of(facet);
    row.facet = facet;
    if (row.known == CORRAL_SAID_NO || !section || !section[strspn(section, " ")])
        must(corral_builder_add_row(builder, &row, &err), &err);
    while ((item = cut(&section, ","))) {
        char *weight = strchr(item, '*');
        if (!item[0]) continue;
        if (weight) *weight++ = '\0';
        row.item = item;
        row.weight = weight ? strtod(weight, NULL) : 1;
        must(corral_builder_add_row(builder, &row, &err), &err);
    }
}

void small_rows(corral_builder *builder, const char *text)
{
    char *copy = strdup(text), *rest = copy, *line;
    assert_non_null(copy);
    while ((line = cut(&rest, "\n"))) {
        char *coalition = cut(&line, " "), *section;
        if (!coalition[0]) continue;
        while ((section = cut(&line, ";")))
            if (section[0]) add_facet(builder, coalition, section);
    }
    free(copy);
}

void small_row(corral_builder *builder, const char *coalition, const char *facet, const char *item,
               double weight)
{
    corral_error err = CORRAL_ERROR_INIT;
    corral_row row = CORRAL_ROW_INIT;
    row.coalition = coalition;
    row.facet = facet;
    row.item = item;
    row.weight = weight;
    must(corral_builder_add_row(builder, &row, &err), &err);
}

void small_within(corral_builder *builder, const char *facet, const char *child, const char *parent)
{
    corral_error err = CORRAL_ERROR_INIT;
    corral_item_row row = {.facet = facet, .item = child, .within = parent};
    must(corral_builder_add_item(builder, &row, &err), &err);
}

void small_declare(corral_builder *builder, const char *id, const char *name)
{
    corral_error err = CORRAL_ERROR_INIT;
    const char *const names[] = {"name"};
    const char *const values[] = {name};
    must(corral_builder_add_coalition(builder, id, 1, names, values, "coalitions.csv", 2, &err),
         &err);
}

corral_region *small_finish(corral_builder *builder)
{
    corral_error err = CORRAL_ERROR_INIT;
    corral_region *region = NULL;
    must(corral_builder_finish(builder, &region, &err), &err);
    corral_builder_free(builder);
    return region;
}

corral_region *small_region(const char *text)
{
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    small_rows(builder, text);
    return small_finish(builder);
}

/* ---- what is asked of it ---- */

corral_similarity *small_similarity(const corral_region *region,
                                    const corral_similarity_options *options)
{
    corral_error err = CORRAL_ERROR_INIT;
    corral_similarity *similarity = NULL;
    must(corral_similarity_new(region, options, &similarity, &err), &err);
    return similarity;
}

corral_grouping *small_groups(const corral_similarity *similarity,
                              const corral_groups_options *options)
{
    corral_error err = CORRAL_ERROR_INIT;
    corral_grouping *grouping = NULL;
    must(corral_groups_find(similarity, options, NULL, &grouping, &err), &err);
    return grouping;
}

uint32_t coalition_of(const corral_region *region, const char *id)
{
    uint32_t coalition = corral_region_find(region, id);
    if (coalition == UINT32_MAX) fail_msg("no coalition %s", id);
    return coalition;
}

uint32_t item_of(const corral_region *region, const char *facet, const char *key)
{
    uint32_t f = corral_region_facet_find(region, facet);
    if (f == UINT32_MAX) fail_msg("no facet %s", facet);
    uint32_t item = corral_region_item_find(region, f, key);
    if (item == UINT32_MAX) fail_msg("no %s \"%s\"", facet, key);
    return item;
}

double pair_of(const corral_similarity *similarity, const corral_region *region, const char *a,
               const char *b)
{
    return corral_similarity_pair(similarity, coalition_of(region, a), coalition_of(region, b),
                                  NULL);
}

char *grouping_text(const corral_grouping *grouping, const corral_region *region)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    assert_non_null(stream);
    for (uint32_t k = 0; k < corral_grouping_count(grouping); k++) {
        corral_coalitions members = corral_grouping_members(grouping, k);
        if (k) fputs(" |", stream);
        for (size_t i = 0; i < members.count; i++)
            fprintf(stream, "%s%s", k || i ? " " : "", corral_region_id(region, members.index[i]));
    }
    fclose(stream);
    return text;
}

void assert_groups(const corral_grouping *grouping, const corral_region *region,
                   const char *expected)
{
    char *text = grouping_text(grouping, region);
    assert_string_equal(text, expected);
    free(text);
}

void assert_same_double(double x, double y)
{
    if (isnan(x) && isnan(y)) return;
    if (memcmp(&x, &y, sizeof x) != 0) fail_msg("%.17g is not %.17g", x, y);
}

void assert_near(double x, double y, double distance)
{
    if (!(fabs(x - y) <= distance)) fail_msg("%.17g is not %.17g", x, y);
}

size_t problems_with(const corral_problems *problems, corral_severity severity, const char *words)
{
    size_t found = 0;
    for (size_t i = 0; i < corral_problems_count(problems); i++) {
        corral_problem problem = corral_problems_get(problems, i);
        found += problem.severity == severity && strstr(problem.what, words);
    }
    return found;
}
