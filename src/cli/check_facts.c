/* What check says of a region as a whole: the summary table, the headline, lines worth knowing. */
#include "cli/check_facts.h"

#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "core/memory.h"
#include "core/number.h"
#include "core/strings.h"

enum { NAMES_IN_A_LINE = 9, MANY_SINGLES = 75, FEWEST_SINGLES = 8 };

/* ---- numbers of a facet ---- */

corral_facet_counts corral_facts_count(const corral_region *region, uint32_t facet)
{
    corral_facet_counts counts = {0};
    uint32_t first, end;
    corral_region_facet_items(region, facet, &first, &end);
    for (uint32_t item = first; item < end; item++) {
        size_t holders = corral_region_holders(region, item).count;
        counts.seats += holders;
        counts.items += holders > 0;
        counts.shared += holders > 1;
    }
    for (uint32_t a = 0; a < corral_region_coalition_count(region); a++)
        counts.known[corral_region_known(region, a, facet)]++;
    return counts;
}

corral_status corral_facts_add_summary(const corral_region *region, corral_document *document,
                                       const char *title, corral_table **out, corral_error *err)
{
    static const corral_column columns[] = {
        {.name = "facet"},
        {.name = "items", .type = CORRAL_COLUMN_COUNT},
        {.name = "seats", .type = CORRAL_COLUMN_COUNT},
        {.name = "known", .type = CORRAL_COLUMN_COUNT},
        {.name = "partial", .type = CORRAL_COLUMN_COUNT},
        {.name = "unknown", .type = CORRAL_COLUMN_COUNT},
        {.name = "shared", .type = CORRAL_COLUMN_COUNT},
    };
    corral_status status = CORRAL_OK;
    corral_table *table;
    TRY(corral_document_add_table(document, "summary", title, &table, err));
    TRY(corral_table_add_columns(table, columns, sizeof columns / sizeof *columns, err));
    for (uint32_t f = 0; f < corral_region_facet_count(region); f++) {
        corral_facet_counts counts = corral_facts_count(region, f);
        corral_table_put_text(table, corral_region_facet_name(region, f));
        corral_table_put_count(table, counts.items);
        corral_table_put_count(table, counts.seats);
        corral_table_put_count(table, counts.known[CORRAL_KNOWN_YES]);
        corral_table_put_count(table, counts.known[CORRAL_KNOWN_PARTIAL]);
        corral_table_put_count(table, counts.known[CORRAL_KNOWN_NO]);
        corral_table_put_count(table, counts.shared);
        TRY(corral_table_end_row(table, err));
    }
    if (out) *out = table;
done:
    return status;
}

/* ---- the headline ---- */

static corral_status append_count(corral_text *line, size_t count, const char *one,
                                  const char *many, corral_error *err)
{
    char number[CORRAL_NUMBER_SIZE];
    corral_number_grouped(count, number);
    return corral_text_printf(line, err, "%s%s %s", line->length ? ", " : "", number,
                              count == 1 ? one : many);
}

/* "40 coalitions, 170 members in 640 seats, 90 goals" */
corral_status corral_facts_headline(const corral_region *region, corral_text *line,
                                    corral_error *err)
{
    static const char *const words[][3] = {{"member", "member", "members"},
                                           {"goal", "goal", "goals"},
                                           {"strategy", "strategy", "strategies"},
                                           {"target", "target", "targets"},
                                           {"population", "population", "populations"},
                                           {"issue", "issue", "issues"}};
    corral_status status = CORRAL_OK;
    TRY(append_count(line, corral_region_coalition_count(region), "coalition", "coalitions", err));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        uint32_t facet = corral_region_facet_find(region, words[i][0]);
        if (facet == CORRAL_NONE) continue;
        corral_facet_counts counts = corral_facts_count(region, facet);
        if (!counts.items) continue;
        TRY(append_count(line, counts.items, words[i][1], words[i][2], err));
        if (i > 0) continue;
        char seats[CORRAL_NUMBER_SIZE];
        corral_number_grouped(counts.seats, seats);
        TRY(corral_text_printf(line, err, " in %s seat%s", seats, counts.seats == 1 ? "" : "s"));
    }
done:
    return status;
}

/* ---- lines about the whole ---- */

static int by_size(const void *left, const void *right)
{
    size_t a = *(const size_t *)left, b = *(const size_t *)right;
    return a < b ? -1 : a > b;
}

/* Items of the facet in the coalition's footprint; those of a facet stand side by side. */
static size_t degree(const corral_region *region, uint32_t coalition, uint32_t facet)
{
    corral_seats seats = corral_region_footprint(region, coalition);
    uint32_t first, end;
    size_t count = 0;
    corral_region_facet_items(region, facet, &first, &end);
    for (size_t i = 0; i < seats.count; i++)
        count += seats.index[i] >= first && seats.index[i] < end;
    return count;
}

/* "members a coalition: 5 to 48, median 16" */
static corral_status line_of_sizes(const corral_region *region, uint32_t facet,
                                   corral_document *document, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t *sizes = NULL, count = 0;
    TRY(corral_array_new(&sizes, corral_region_coalition_count(region), sizeof *sizes, err));
    for (uint32_t a = 0; a < corral_region_coalition_count(region); a++)
        if (corral_region_known(region, a, facet) != CORRAL_KNOWN_NO)
            sizes[count++] = degree(region, a, facet);
    if (count > 1) {
        char median[CORRAL_NUMBER_SIZE];
        qsort(sizes, count, sizeof *sizes, by_size);
        corral_number_shortest((double)(sizes[(count - 1) / 2] + sizes[count / 2]) / 2, median);
        if (sizes[0] == sizes[count - 1])
            corral_document_add_line(document, "members a coalition: %zu", sizes[0]);
        else
            corral_document_add_line(document, "members a coalition: %zu to %zu, median %s",
                                     sizes[0], sizes[count - 1], median);
    }
done:
    free(sizes);
    return status;
}

static corral_status append_name(corral_text *names, size_t before, const char *name,
                                 corral_error *err)
{
    if (before == NAMES_IN_A_LINE) return corral_text_printf(names, err, " ...");
    if (before > NAMES_IN_A_LINE) return CORRAL_OK;
    return corral_text_printf(names, err, "%s%s", before ? ", " : "", name);
}

static corral_status line_of_unknown(const corral_region *region, uint32_t facet,
                                     corral_document *document, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text names = {0};
    size_t count = 0;
    for (uint32_t a = 0; a < corral_region_coalition_count(region); a++)
        if (corral_region_known(region, a, facet) == CORRAL_KNOWN_NO)
            TRY(append_name(&names, count++, corral_region_name(region, a), err));
    if (count)
        corral_document_add_line(document, "members are not known of %zu coalition%s: %s", count,
                                 count == 1 ? "" : "s", names.bytes);
done:
    corral_text_release(&names);
    return status;
}

/* Coalitions without any item belong to no part: of them nothing is known. */
static corral_status line_of_parts(const corral_region *region, corral_document *document,
                                   corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t n = corral_region_coalition_count(region), count, *component = NULL;
    size_t *sizes = NULL, largest = 0, parts = 0, known = 0;
    TRY(corral_array_new(&component, n, sizeof *component, err));
    TRY(corral_region_components(region, &count, component, err));
    TRY(corral_array_new(&sizes, count, sizeof *sizes, err));
    for (uint32_t a = 0; a < n; a++)
        if (corral_region_footprint(region, a).count) sizes[component[a]]++;
    for (uint32_t c = 0; c < count; c++) {
        if (sizes[c] > largest) largest = sizes[c];
        parts += sizes[c] > 0;
        known += sizes[c];
    }
    corral_document_set_count(document, "parts", NULL, parts);
    if (parts == 1 && largest > 1)
        corral_document_add_line(document, "all coalitions%s are linked through what they share",
                                 known < n ? " of which something is known" : "");
    if (parts > 1)
        corral_document_add_line(document,
                                 "as far as is known, %zu parts share nothing with one another; "
                                 "the largest has %zu coalition%s",
                                 parts, largest, largest == 1 ? "" : "s");
done:
    free(component);
    free(sizes);
    return status;
}

static int by_footprint(const void *left, const void *right, void *about)
{
    const corral_region *region = about;
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    corral_seats x = corral_region_footprint(region, a), y = corral_region_footprint(region, b);
    if (x.count != y.count) return x.count < y.count ? -1 : 1;
    int order = x.count ? memcmp(x.index, y.index, x.count * sizeof *x.index) : 0;
    if (!order && x.count) order = memcmp(x.weight, y.weight, x.count * sizeof *x.weight);
    return order;
}

static int by_footprint_and_number(const void *left, const void *right, void *about)
{
    int order = by_footprint(left, right, about);
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return order ? order : a < b ? -1 : a > b;
}

enum { TWINS_SHOWN = 5 };

/* Coalitions whose footprints are the same and not empty: perhaps one coalition under two names. */
static corral_status lines_of_twins(const corral_region *region, corral_document *document,
                                    corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t n = corral_region_coalition_count(region), *order = NULL;
    corral_text names = {0};
    size_t found = 0;
    void *about = (void *)(uintptr_t)region;
    TRY(corral_array_new(&order, n, sizeof *order, err));
    for (uint32_t a = 0; a < n; a++) order[a] = a;
    qsort_r(order, n, sizeof *order, by_footprint_and_number, about);
    for (uint32_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && !by_footprint(&order[i], &order[end], about); end++) {
        }
        if (end - i < 2 || !corral_region_footprint(region, order[i]).count) continue;
        if (found++ >= TWINS_SHOWN) continue;
        names.length = 0;
        for (uint32_t k = i; k < end; k++)
            TRY(append_name(&names, k - i, corral_region_name(region, order[k]), err));
        corral_document_add_line(document, "the same footprint: %s", names.bytes);
    }
    if (found > TWINS_SHOWN)
        corral_document_add_line(document, "the same footprint: %zu more times",
                                 found - TWINS_SHOWN);
done:
    free(order);
    corral_text_release(&names);
    return status;
}

/* Goals in everybody's own words say little about who is alike. */
static void line_of_singles(const corral_region *region, const char *name, const char *plural,
                            corral_document *document)
{
    uint32_t facet = corral_region_facet_find(region, name);
    bool members = corral_region_facet_find(region, "member") != CORRAL_NONE;
    if (facet == CORRAL_NONE) return;
    corral_facet_counts counts = corral_facts_count(region, facet);
    if (counts.items < FEWEST_SINGLES) return;
    size_t share = 100 * (counts.items - counts.shared) / counts.items;
    if (share < MANY_SINGLES) return;
    corral_document_add_line(
        document, "%zu %% of %s occur in one coalition only%s. %s %s to a list", share, plural,
        members ? "; groups will rest on members" : "",
        corral_command_find("align") ? "Run \"corral align\" first, or code" : "Code", plural);
}

corral_status corral_facts_add_lines(const corral_region *region, corral_document *document,
                                     corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t member = corral_region_facet_find(region, "member");
    if (member != CORRAL_NONE) {
        TRY(line_of_sizes(region, member, document, err));
        TRY(line_of_unknown(region, member, document, err));
    }
    if (corral_region_verified_count(region))
        corral_document_add_line(document,
                                 "verified %u of %u: that many coalitions went through what was "
                                 "recorded of them",
                                 corral_region_verified_count(region),
                                 corral_region_coalition_count(region));
    TRY(line_of_parts(region, document, err));
    TRY(lines_of_twins(region, document, err));
    line_of_singles(region, "goal", "goals", document);
    line_of_singles(region, "strategy", "strategies", document);
done:
    return status;
}
