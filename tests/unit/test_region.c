/* The region once built: numbers, names, rows and columns, cells, components, its graph. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/bridge_igraph.h"
#include "region/graph.h"
#include "region/nearest.h"
#include "support/random.h"
#include "support/small.h"

/* ---- numbers ---- */

static void coalitions_are_numbered_in_byte_order_of_ids(void **state)
{
    (void)state;
    corral_region *region = small_region("b member: x\nB member: x\n\xc3\xa4 member: x\n"
                                         "a10 member: x\na9 member: x");
    static const char *const expected[] = {"B", "a10", "a9", "b", "\xc3\xa4"};
    assert_int_equal(corral_region_coalition_count(region), 5);
    for (uint32_t a = 0; a < 5; a++) assert_string_equal(corral_region_id(region, a), expected[a]);
    corral_region_free(region);
}

static void the_six_facets_come_first_and_the_others_by_name(void **state)
{
    (void)state;
    corral_region *region = small_region("A zebra: x; issue: x; population: x; apple: x; target: x;"
                                         "strategy: x; goal: x; member: x; partner: x");
    static const char *const expected[] = {"member", "goal",  "strategy", "target", "population",
                                           "issue",  "apple", "partner",  "zebra"};
    assert_int_equal(corral_region_facet_count(region), 9);
    for (uint32_t f = 0; f < 9; f++) {
        assert_string_equal(corral_region_facet_name(region, f), expected[f]);
        assert_int_equal(corral_region_facet_find(region, expected[f]), f);
    }
    assert_int_equal(corral_region_facet_find(region, "members"), UINT32_MAX);
    corral_region_free(region);
}

static void items_are_numbered_by_facet_holders_and_key(void **state)
{
    (void)state;
    corral_region *region = small_region("A member: z, y, b, a; goal: rare, usual\n"
                                         "B member: z, y; goal: usual\n"
                                         "C member: z, c*0");
    static const char *const expected[] = {"z", "y", "a", "b", "c", "usual", "rare"};
    uint32_t first, end;
    assert_int_equal(corral_region_item_count(region), 7);
    for (uint32_t j = 0; j < 7; j++)
        assert_string_equal(corral_region_item_key(region, j), expected[j]);
    corral_region_facet_items(region, 0, &first, &end);
    assert_int_equal(first, 0);
    assert_int_equal(end, 5);
    corral_region_facet_items(region, 1, &first, &end);
    assert_int_equal(first, 5);
    assert_int_equal(end, 7);
    corral_region_free(region);
}

/* ---- finding ---- */

static void a_coalition_is_found_by_id_before_name_before_short_name(void **state)
{
    (void)state;
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    const char *const columns[] = {"name", "short_name"};
    const char *const values[][2] = {{"second", "s"}, {"twin", "t"}, {"twin", "only"}};
    static const char *const ids[] = {"first", "second", "third"};
    for (size_t k = 0; k < 3; k++)
        corral_builder_add_coalition(builder, ids[k], 2, columns, values[k], NULL, 0, NULL);
    corral_region *region = small_finish(builder);
    assert_int_equal(corral_region_find(region, "second"), 1); /* an id, though it is a name too */
    assert_int_equal(corral_region_find(region, "twin"), UINT32_MAX); /* two have it */
    assert_int_equal(corral_region_find(region, "s"), 0);
    assert_int_equal(corral_region_find(region, "only"), 2);
    assert_int_equal(corral_region_find(region, "nobody"), UINT32_MAX);
    assert_int_equal(corral_region_find(region, ""), UINT32_MAX);
    corral_region_free(region);
}

static void an_item_is_found_by_its_key_in_its_facet(void **state)
{
    (void)state;
    corral_region *region = small_region("A member: x; goal: y");
    assert_int_equal(corral_region_item_find(region, 0, "x"), 0);
    assert_int_equal(corral_region_item_find(region, 1, "x"), UINT32_MAX);
    assert_int_equal(corral_region_item_find(region, 1, "y"), 1);
    assert_int_equal(corral_region_item_find(region, 0, ""), UINT32_MAX);
    corral_region_free(region);
}

/* One rule wherever people name an item. */
static void an_item_is_called_by_its_key_or_by_the_name_it_alone_has(void **state)
{
    (void)state;
    static const char *const said[][3] = {{"member", "uw", "United Way"},
                                          {"member", "uw2", "uw"},
                                          {"member", "a", "Twin"},
                                          {"member", "b", "Twin"},
                                          {"goal", "g", "Twin"}};
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    corral_error err = CORRAL_ERROR_INIT;
    corral_place place = {"list.csv", 3, 2};
    uint32_t found;
    for (size_t k = 0; k < sizeof said / sizeof *said; k++) {
        corral_item_row row = {.facet = said[k][0], .item = said[k][1], .name = said[k][2]};
        assert_int_equal(corral_builder_add_item(builder, &row, NULL), CORRAL_OK);
    }
    corral_region *region = small_finish(builder);
    uint32_t member = corral_region_facet_find(region, "member");
    uint32_t goal = corral_region_facet_find(region, "goal");
    assert_int_equal(corral_region_item_look(region, member, " United  Way", place, &found, NULL),
                     CORRAL_OK);
    assert_int_equal(found, item_of(region, "member", "uw"));
    corral_region_item_look(region, member, "uw", place, &found, NULL);
    assert_int_equal(found, item_of(region, "member", "uw")); /* a key, though a name, too */
    corral_region_item_look(region, goal, "Twin", place, &found, NULL);
    assert_int_equal(found, item_of(region, "goal", "g"));
    assert_int_equal(corral_region_item_look(region, goal, "United Way", place, &found, NULL),
                     CORRAL_OK);
    assert_int_equal(found, UINT32_MAX);
    assert_int_equal(corral_region_item_look(region, member, "Twin", place, &found, &err),
                     CORRAL_BAD_INPUT);
    assert_string_equal(err.message,
                        "more than one member is called \"Twin\": give its key, \"a\" or \"b\"");
    assert_int_equal(err.line, 3);
    corral_region_free(region);
}

static void an_item_of_a_very_long_name_is_found(void **state)
{
    (void)state;
    enum { LENGTH = 100000 };
    char *name = malloc(LENGTH + 1);
    assert_non_null(name);
    memset(name, 'x', LENGTH);
    name[LENGTH] = '\0';
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    small_row(builder, "A", "member", name, 1);
    corral_region *region = small_finish(builder);
    assert_int_equal(corral_region_item_find(region, 0, name), 0);
    name[LENGTH - 1] = 'y';
    assert_int_equal(corral_region_item_find(region, 0, name), UINT32_MAX);
    corral_region_free(region);
    free(name);
}

/* ---- attributes and descriptions ---- */

static void attributes_are_blank_where_nothing_was_given(void **state)
{
    (void)state;
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    const char *const one[] = {"name", "lead"}, *const two[] = {"staff"};
    const char *const of_b[] = {"Book Bus", NULL}, *const of_a[] = {"3"};
    corral_builder_add_coalition(builder, "B", 2, one, of_b, NULL, 0, NULL);
    corral_builder_add_coalition(builder, "A", 1, two, of_a, NULL, 0, NULL);
    corral_region *region = small_finish(builder);
    assert_int_equal(corral_region_attribute_count(region), 3);
    assert_string_equal(corral_region_attribute_name(region, 0), "name");
    assert_string_equal(corral_region_attribute_name(region, 1), "lead");
    assert_string_equal(corral_region_attribute_name(region, 2), "staff");
    assert_string_equal(corral_region_attribute(region, 0, "staff"), "3");
    assert_string_equal(corral_region_attribute(region, 1, "staff"), "");
    assert_string_equal(corral_region_attribute(region, 1, "lead"), "");
    assert_string_equal(corral_region_attribute(region, 1, "no such column"), "");
    assert_string_equal(corral_region_name(region, 1), "Book Bus");
    assert_string_equal(corral_region_name(region, 0), "A"); /* its id */
    corral_region_free(region);
}

static void an_item_has_what_describes_it(void **state)
{
    (void)state;
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    corral_item_row row = {.facet = "member",
                           .item = "uw",
                           .name = "United Way",
                           .sector = "civic",
                           .url = "https://example.org"};
    assert_int_equal(corral_builder_add_item(builder, &row, NULL), CORRAL_OK);
    small_row(builder, "A", "member", "plain", 1);
    corral_region *region = small_finish(builder);
    uint32_t uw = item_of(region, "member", "uw"), plain = item_of(region, "member", "plain");
    assert_string_equal(corral_region_item_name(region, uw), "United Way");
    assert_string_equal(corral_region_item_sector(region, uw), "civic");
    assert_string_equal(corral_region_item_url(region, uw), "https://example.org");
    assert_int_equal(corral_region_holders(region, uw).count, 0);
    assert_string_equal(corral_region_item_name(region, plain), "plain");
    assert_string_equal(corral_region_item_sector(region, plain), "");
    corral_region_free(region);
}

/* ---- rows and columns ---- */

static double weight_in(corral_seats seats, uint32_t index)
{
    for (size_t i = 0; i < seats.count; i++)
        if (seats.index[i] == index) return seats.weight[i];
    return 0;
}

static const random_shape MIXED = {.coalitions = 20,
                                   .facets = 3,
                                   .items = 15,
                                   .density = 0.3,
                                   .weights = true,
                                   .unknown = 0.2,
                                   .partial = 0.3};

static void rows_and_columns_hold_the_same_seats_and_rise(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        corral_region *region = random_region(&MIXED, seed);
        size_t seats = 0;
        for (uint32_t a = 0; a < corral_region_coalition_count(region); a++) {
            corral_seats row = corral_region_footprint(region, a);
            seats += row.count;
            for (size_t i = 0; i < row.count; i++) {
                assert_true(i == 0 || row.index[i - 1] < row.index[i]);
                assert_true(row.weight[i] > 0 && row.weight[i] <= 1);
                assert_same_double(weight_in(corral_region_holders(region, row.index[i]), a),
                                   row.weight[i]);
            }
        }
        assert_int_equal(seats, corral_region_seat_count(region));
        for (uint32_t j = 0; j < corral_region_item_count(region); j++) {
            corral_seats column = corral_region_holders(region, j);
            seats -= column.count;
            for (size_t i = 1; i < column.count; i++)
                assert_true(column.index[i - 1] < column.index[i]);
        }
        assert_int_equal(seats, 0);
        corral_region_free(region);
    }
}

static void a_cell_follows_from_weight_and_what_is_known(void **state)
{
    (void)state;
    corral_region *region = small_region("A member: x, y*0.5, z*0.51\n"
                                         "B member~: x*0.01, n*0\n"
                                         "C goal: g");
    static const struct {
        const char *coalition, *item;
        corral_cell cell;
    } cases[] = {{"A", "x", CORRAL_CELL_PRIMARY},   {"A", "y", CORRAL_CELL_SECONDARY},
                 {"A", "z", CORRAL_CELL_PRIMARY},   {"A", "n", CORRAL_CELL_NO},
                 {"B", "x", CORRAL_CELL_SECONDARY}, {"B", "y", CORRAL_CELL_NOT_MENTIONED},
                 {"B", "n", CORRAL_CELL_NO},        {"C", "x", CORRAL_CELL_UNKNOWN}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++)
        assert_int_equal(corral_region_cell(region, coalition_of(region, cases[k].coalition),
                                            item_of(region, "member", cases[k].item)),
                         cases[k].cell);
    corral_region_free(region);
}

/* ---- components ---- */

/* Components by joining labels until nothing changes. */
static uint32_t slow_components(const corral_region *region, uint32_t *label)
{
    uint32_t n = corral_region_coalition_count(region), count = 0;
    for (uint32_t a = 0; a < n; a++) label[a] = a;
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t j = 0; j < corral_region_item_count(region); j++) {
            corral_seats column = corral_region_holders(region, j);
            for (size_t i = 1; i < column.count; i++) {
                uint32_t x = label[column.index[i - 1]], y = label[column.index[i]];
                if (x == y) continue;
                changed = true;
                label[column.index[x < y ? i : i - 1]] = x < y ? x : y;
            }
        }
    }
    for (uint32_t a = 0; a < n; a++) label[a] = label[a] == a ? count++ : label[label[a]];
    return count;
}

static void components_are_numbered_by_their_first_coalition(void **state)
{
    (void)state;
    corral_region *region = small_region("A member: x\nB member:\nC member: x, y\nD goal: g\n"
                                         "E member: y\nF goal: g, y");
    uint32_t component[6], count;
    static const uint32_t expected[] = {0, 1, 0, 2, 0, 2};
    assert_int_equal(corral_region_components(region, &count, component, NULL), CORRAL_OK);
    assert_int_equal(count, 3);
    assert_memory_equal(component, expected, sizeof expected);
    corral_region_free(region);
}

static void components_are_those_of_a_slow_search(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        random_shape shape = MIXED;
        shape.density = 0.001 * (double)seed;
        corral_region *region = random_region(&shape, seed);
        uint32_t slow[20], fast[20], count;
        uint32_t expected = slow_components(region, slow);
        assert_int_equal(corral_region_components(region, &count, fast, NULL), CORRAL_OK);
        assert_int_equal(count, expected);
        assert_memory_equal(fast, slow, sizeof slow);
        assert_int_equal(corral_region_components(region, &count, NULL, NULL), CORRAL_OK);
        assert_int_equal(count, expected);
        corral_region_free(region);
    }
}

static void an_empty_region_has_no_component_and_one_coalition_has_one(void **state)
{
    (void)state;
    uint32_t count = 7, component = 7;
    corral_region *region = small_region("");
    assert_int_equal(corral_region_components(region, &count, NULL, NULL), CORRAL_OK);
    assert_int_equal(count, 0);
    corral_region_free(region);
    region = small_region("A member: x, y");
    assert_int_equal(corral_region_components(region, &count, &component, NULL), CORRAL_OK);
    assert_int_equal(count, 1);
    assert_int_equal(component, 0);
    corral_region_free(region);
    corral_region_free(NULL);
}

/* ---- the graph ---- */

static igraph_error_t check_graph(const corral_region *region, const igraph_t *graph)
{
    uint32_t n = corral_region_coalition_count(region), m = corral_region_item_count(region);
    igraph_integer_t edge = 0;
    assert_int_equal(igraph_vcount(graph), n + m);
    assert_int_equal(igraph_ecount(graph), corral_region_seat_count(region));
    assert_false(igraph_is_directed(graph));
    for (uint32_t a = 0; a < n; a++) {
        assert_false(VAB(graph, "type", a));
        assert_string_equal(VAS(graph, "facet", a), "coalition");
        assert_string_equal(VAS(graph, "name", a), corral_region_id(region, a));
        corral_seats seats = corral_region_footprint(region, a);
        for (size_t i = 0; i < seats.count; i++, edge++) {
            igraph_integer_t from, to;
            IGRAPH_CHECK(igraph_edge(graph, edge, &from, &to));
            assert_int_equal(from, a);
            assert_int_equal(to, n + seats.index[i]);
            assert_same_double(EAN(graph, "weight", edge), seats.weight[i]);
        }
    }
    for (uint32_t j = 0; j < m; j++) {
        assert_true(VAB(graph, "type", n + j));
        assert_string_equal(VAS(graph, "name", n + j), corral_region_item_key(region, j));
    }
    return IGRAPH_SUCCESS;
}

static corral_status look_at_graph(const corral_region *region, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const igraph_t *graph;
    TRY(corral_region_graph(region, &graph, err));
    TRY_IGRAPH(check_graph(region, graph));
done:
    return status;
}

static void the_graph_has_every_seat_with_its_weight(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 5; seed++) {
        corral_region *region = random_region(&MIXED, seed);
        uint32_t count;
        corral_error err = CORRAL_ERROR_INIT;
        /* once bare for components, then with attributes, then from the cache */
        if (seed % 2) assert_int_equal(corral_region_components(region, &count, NULL, &err), 0);
        assert_int_equal(look_at_graph(region, &err), CORRAL_OK);
        assert_int_equal(look_at_graph(region, &err), CORRAL_OK);
        corral_region_free(region);
    }
    corral_region *empty = small_region("");
    assert_int_equal(look_at_graph(empty, NULL), CORRAL_OK);
    corral_region_free(empty);
    corral_region *no_seat = small_region("A member: x*0\nB member:");
    assert_int_equal(look_at_graph(no_seat, NULL), CORRAL_OK);
    corral_region_free(no_seat);
}

/* ---- the bridge to igraph ---- */

static igraph_error_t fail_inside(void)
{
    igraph_vector_int_t kept;
    IGRAPH_CHECK(igraph_vector_int_init(&kept, 10));
    IGRAPH_FINALLY(igraph_vector_int_destroy, &kept);
    IGRAPH_ERROR("first reason", IGRAPH_EINVAL);
}

static igraph_error_t fail_outside(void)
{
    IGRAPH_CHECK(fail_inside());
    return IGRAPH_SUCCESS;
}

static corral_status enter(corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY_IGRAPH(fail_outside());
done:
    return status;
}

static void silent(const char *reason, const char *file, int line, igraph_error_t code)
{
    (void)reason;
    (void)file;
    (void)line;
    (void)code;
}

static void the_first_reason_of_igraph_is_kept_and_its_handlers_are_put_back(void **state)
{
    (void)state;
    corral_error err = CORRAL_ERROR_INIT;
    igraph_error_handler_t *before = igraph_set_error_handler(silent);
    assert_int_equal(enter(&err), CORRAL_LIBRARY);
    assert_string_equal(err.message, "igraph: first reason");
    assert_true(IGRAPH_FINALLY_STACK_EMPTY);
    assert_ptr_equal(igraph_set_error_handler(before), silent);
    err = (corral_error)CORRAL_ERROR_INIT;
    assert_int_equal(enter(&err), CORRAL_LIBRARY); /* the reason of a second failure is its own */
    assert_string_equal(err.message, "igraph: first reason");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(coalitions_are_numbered_in_byte_order_of_ids),
        TEST(the_six_facets_come_first_and_the_others_by_name),
        TEST(items_are_numbered_by_facet_holders_and_key),
        TEST(a_coalition_is_found_by_id_before_name_before_short_name),
        TEST(an_item_is_found_by_its_key_in_its_facet),
        TEST(an_item_is_called_by_its_key_or_by_the_name_it_alone_has),
        TEST(an_item_of_a_very_long_name_is_found),
        TEST(attributes_are_blank_where_nothing_was_given),
        TEST(an_item_has_what_describes_it),
        TEST(rows_and_columns_hold_the_same_seats_and_rise),
        TEST(a_cell_follows_from_weight_and_what_is_known),
        TEST(components_are_numbered_by_their_first_coalition),
        TEST(components_are_those_of_a_slow_search),
        TEST(an_empty_region_has_no_component_and_one_coalition_has_one),
        TEST(the_graph_has_every_seat_with_its_weight),
        TEST(the_first_reason_of_igraph_is_kept_and_its_handlers_are_put_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
