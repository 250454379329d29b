/* A region as text. */
#include <stdio.h>
#include <stdlib.h>

#include "small.h"

static void print_coalitions(FILE *out, const corral_region *r)
{
    for (uint32_t a = 0; a < corral_region_coalition_count(r); a++) {
        fprintf(out, "coalition %u %s \"%s\"", a, corral_region_id(r, a), corral_region_name(r, a));
        for (uint32_t f = 0; f < corral_region_facet_count(r); f++)
            fprintf(out, " %s=%d", corral_region_facet_name(r, f), corral_region_known(r, a, f));
        fputc('\n', out);
    }
}

static void print_items(FILE *out, const corral_region *r)
{
    for (uint32_t j = 0; j < corral_region_item_count(r); j++)
        fprintf(out, "item %u facet %u \"%s\" \"%s\" \"%s\" \"%s\" \"%s\" within %d holders %zu\n",
                j, corral_region_item_facet(r, j), corral_region_item_key(r, j),
                corral_region_item_name(r, j), corral_region_item_original(r, j),
                corral_region_item_sector(r, j), corral_region_item_url(r, j),
                (int)corral_region_item_within(r, j), corral_region_holders(r, j).count);
}

static void print_cells(FILE *out, const corral_region *r, uint32_t a)
{
    corral_seats seats = corral_region_footprint(r, a);
    fprintf(out, "row %u:", a);
    for (size_t i = 0; i < seats.count; i++)
        fprintf(out, " %u*%.17g", seats.index[i], seats.weight[i]);
    fprintf(out, "\ncells %u: ", a);
    for (uint32_t j = 0; j < corral_region_item_count(r); j++)
        fputc('0' + (int)corral_region_cell(r, a, j), out);
    fputc('\n', out);
}

static void print_statements(FILE *out, const corral_region *r, uint32_t a)
{
    for (size_t i = 0; i < corral_region_statement_count(r, a); i++) {
        corral_statement s = corral_region_statement(r, a, i);
        fprintf(out, "said %u %u %.17g|%s|%s|%s|%s|%s|%s|%s|%s|%s\n", s.coalition, s.item, s.weight,
                s.informant, s.as_of, s.source, s.page, s.note, s.person, s.role, s.hours,
                s.indicator);
    }
}

char *region_text(const corral_region *r)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    print_coalitions(out, r);
    print_items(out, r);
    for (uint32_t a = 0; a < corral_region_coalition_count(r); a++) {
        print_cells(out, r, a);
        print_statements(out, r, a);
    }
    fclose(out);
    return text;
}

void assert_same_region(const corral_region *one, const corral_region *two)
{
    char *x = region_text(one), *y = region_text(two);
    assert_string_equal(x, y);
    free(x);
    free(y);
}
