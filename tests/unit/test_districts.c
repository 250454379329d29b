/* Districts: planted blocks of groups are found again, whatever the order and the numbers. */
#include <igraph/igraph.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "groups/districts.h"
#include "support/random.h"
#include "support/small.h"

/* ---- planted regions ---- */

typedef struct shape {
    uint32_t blocks, groups, coalitions; /* groups in a block (times the block's number + 1, if
                                            growing), coalitions in a group */
    bool is_growing;
    bool is_split;    /* nothing is held all over the region */
    uint32_t shuffle; /* order in which rows and numbers of groups are given */
} shape;

typedef struct fixture {
    corral_region *region;
    corral_grouping *grouping;
    uint32_t *block;    /* by coalition */
    uint32_t *district; /* by coalition, UINT32_MAX: none */
    corral_districts districts;
} fixture;

static uint32_t groups_of(const shape *s, uint32_t block)
{
    return s->is_growing ? s->groups * (block + 1) : s->groups;
}

static void swap(uint32_t *x, uint32_t *y)
{
    uint32_t kept = *x;
    *x = *y;
    *y = kept;
}

static uint32_t *shuffled(uint32_t count, uint32_t shuffle)
{
    uint32_t *list = calloc(count + 1, sizeof *list);
    uint64_t chance = shuffle;
    for (uint32_t i = 0; i < count; i++) list[i] = i;
    for (uint32_t i = count; shuffle && i > 1; i--)
        swap(&list[i - 1], &list[random_below(&chance, i)]);
    return list;
}

/* A coalition of the g-th group of a block holds its group's own item, what the whole block holds
 * ("block7"), what its group has in common with the next one of the block, and for every tenth
 * group something that is held all over the region. */
static void add_seats(corral_builder *builder, const shape *s, uint32_t block, uint32_t group,
                      uint32_t coalition)
{
    uint32_t groups = groups_of(s, block);
    char id[32], item[32];
    snprintf(id, sizeof id, "b%03u-g%03u-c%02u", block, group, coalition);
    snprintf(item, sizeof item, "own %u %u", block, group);
    small_row(builder, id, "member", item, 1);
    snprintf(item, sizeof item, "block%u", block);
    small_row(builder, id, "member", item, 1);
    for (uint32_t next = 0; next < 2; next++) {
        snprintf(item, sizeof item, "link %u %u", block, (group + next) % groups);
        small_row(builder, id, "member", item, 1);
    }
    if (group % 10 == 0 && !s->is_split) small_row(builder, id, "member", "everywhere", 1);
    small_row(builder, id, "goal", coalition % 2 ? "health" : "school", 1);
}

static corral_region *planted_region(const shape *s)
{
    uint32_t count = 0;
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    for (uint32_t b = 0; b < s->blocks; b++) count += groups_of(s, b) * s->coalitions;
    uint32_t *list = shuffled(count, s->shuffle);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t at = list[i] / s->coalitions, block = 0;
        for (; at >= groups_of(s, block); block++) at -= groups_of(s, block);
        add_seats(builder, s, block, at, list[i] % s->coalitions);
    }
    free(list);
    return small_finish(builder);
}

/* Numbers of groups are those of the ids in some order. */
static void take_groups(fixture *f, const shape *s)
{
    uint32_t n = corral_region_coalition_count(f->region), *number = calloc(n + 1, sizeof *number);
    uint32_t *list = shuffled(n, s->shuffle), before = 0;
    f->block = calloc(n + 1, sizeof *f->block);
    for (uint32_t a = 0; a < n; a++) {
        const char *id = corral_region_id(f->region, a);
        f->block[a] = (uint32_t)atoi(id + 1);
        if (a == 0 || strncmp(id, corral_region_id(f->region, before), 9) != 0) before = a;
        number[a] = list[before] + 1;
    }
    assert_int_equal(corral_groups_take(n, number, &f->grouping, NULL), CORRAL_OK);
    free(number);
    free(list);
}

static void release_districts(fixture *f)
{
    corral_districts_release(&f->districts);
    free(f->district);
    f->district = NULL;
}

static void find(fixture *f, const char *facet)
{
    corral_error err = CORRAL_ERROR_INIT;
    uint32_t k = facet ? corral_region_facet_find(f->region, facet) : UINT32_MAX;
    uint32_t n = corral_region_coalition_count(f->region);
    if (corral_districts_init(&f->districts, f->region, f->grouping, k, 1, NULL, &err) != CORRAL_OK)
        fail_msg("%s", err.message);
    f->district = malloc((n + 1) * sizeof *f->district);
    memset(f->district, 0xff, n * sizeof *f->district);
    for (uint32_t place = 0; place < corral_grouping_count(f->grouping); place++) {
        corral_coalitions members = corral_grouping_members(f->grouping, place);
        for (size_t i = 0; i < members.count; i++)
            f->district[members.index[i]] = f->districts.of_group[place];
    }
}

static fixture planted(const shape *s)
{
    fixture f = {.region = planted_region(s)};
    take_groups(&f, s);
    find(&f, "member");
    return f;
}

/* A region in words, with numbers of groups by coalition. */
static fixture written(const char *text, const uint32_t *number)
{
    fixture f = {.region = small_region(text)};
    assert_int_equal(
        corral_groups_take(corral_region_coalition_count(f.region), number, &f.grouping, NULL),
        CORRAL_OK);
    return f;
}

static void end(fixture *f)
{
    release_districts(f);
    corral_grouping_free(f->grouping);
    corral_region_free(f->region);
    free(f->block);
}

/* ---- what must hold of all districts ---- */

static void check_counts(const fixture *f)
{
    const corral_districts *d = &f->districts;
    uint32_t groups[CORRAL_DISTRICT_LIMIT] = {0}, coalitions[CORRAL_DISTRICT_LIMIT] = {0};
    uint32_t grouped = 0;
    assert_true(d->count <= CORRAL_DISTRICT_LIMIT);
    for (uint32_t k = 0; k < corral_grouping_count(f->grouping); k++) {
        assert_true(d->of_group[k] < d->count);
        groups[d->of_group[k]]++;
        coalitions[d->of_group[k]] += (uint32_t)corral_grouping_members(f->grouping, k).count;
    }
    for (uint32_t k = 0; k < d->count; k++) {
        assert_int_equal(d->list[k].groups, groups[k]);
        assert_int_equal(d->list[k].coalitions, coalitions[k]);
        assert_true(groups[k] > 0);
        if (k > 0 && k < d->count - d->has_others) assert_true(coalitions[k - 1] >= coalitions[k]);
        grouped += coalitions[k];
    }
    assert_int_equal(d->without_group + grouped, corral_region_coalition_count(f->region));
}

/* Coalitions of the district that hold the item. */
static uint32_t held(const fixture *f, uint32_t district, uint32_t item)
{
    corral_seats holders = corral_region_holders(f->region, item);
    uint32_t count = 0;
    for (size_t i = 0; i < holders.count; i++) count += f->district[holders.index[i]] == district;
    return count;
}

static uint32_t slow_shared(const fixture *f, const char *facet, uint32_t x, uint32_t y)
{
    uint32_t first, end, shared = 0;
    corral_region_facet_items(f->region, corral_region_facet_find(f->region, facet), &first, &end);
    for (uint32_t j = first; j < end; j++) shared += held(f, x, j) && held(f, y, j);
    return shared;
}

/* Whether y is one of x's strongest. */
static bool is_strong(uint32_t *const *shared, uint32_t named, uint32_t x, uint32_t y)
{
    uint32_t ahead = 0;
    for (uint32_t z = 0; z < named; z++)
        if (z != x && (shared[x][z] > shared[x][y] || (shared[x][z] == shared[x][y] && z < y)))
            ahead++;
    return ahead < CORRAL_DISTRICT_LINKS;
}

static void check_links(const fixture *f, const char *facet)
{
    uint32_t named = f->districts.count - f->districts.has_others;
    uint32_t *shared[CORRAL_DISTRICT_LIMIT];
    size_t at = 0;
    for (uint32_t x = 0; x < named; x++) {
        shared[x] = calloc(named, sizeof *shared[x]);
        for (uint32_t y = 0; y < named; y++)
            if (x != y) shared[x][y] = slow_shared(f, facet, x, y);
    }
    for (uint32_t x = 0; x < named; x++)
        for (uint32_t y = x + 1; y < named; y++) {
            if (shared[x][y] == 0) continue;
            if (!is_strong(shared, named, x, y) && !is_strong(shared, named, y, x)) continue;
            assert_true(at < f->districts.link_count);
            assert_int_equal(f->districts.links[at].from, x);
            assert_int_equal(f->districts.links[at].to, y);
            assert_int_equal(f->districts.links[at].shared, shared[x][y]);
            at++;
        }
    assert_int_equal(at, f->districts.link_count);
    for (uint32_t x = 0; x < named; x++) free(shared[x]);
}

static double slow_score(const fixture *f, uint32_t district, uint32_t item)
{
    uint32_t count = held(f, district, item);
    double share = (double)count / f->districts.list[district].coalitions;
    double usual = (double)corral_region_holders(f->region, item).count /
                   corral_region_coalition_count(f->region);
    return count < 2 ? 0 : share * log(share / usual);
}

static void check_labels(const fixture *f, const char *facet)
{
    uint32_t first, end;
    corral_region_facet_items(f->region, corral_region_facet_find(f->region, facet), &first, &end);
    for (uint32_t k = 0; k < f->districts.count; k++) {
        uint32_t taken = UINT32_MAX;
        bool is_others = f->districts.has_others && k == f->districts.count - 1;
        for (int i = 0; i < CORRAL_DISTRICT_LABELS; i++) {
            uint32_t label = f->districts.list[k].label[i];
            double best = 0;
            for (uint32_t j = first; j < end && !is_others; j++)
                if (j != taken && slow_score(f, k, j) > best) best = slow_score(f, k, j);
            if (best == 0)
                assert_int_equal(label, UINT32_MAX);
            else
                assert_near(slow_score(f, k, label), best, 1e-12);
            taken = label;
        }
    }
}

/* Every district is one block and every block one district. */
static void assert_blocks(const fixture *f, uint32_t blocks)
{
    assert_int_equal(f->districts.count, blocks);
    assert_false(f->districts.has_others);
    for (uint32_t k = 0; k < corral_grouping_count(f->grouping); k++)
        for (uint32_t l = 0; l < k; l++) {
            uint32_t a = corral_grouping_members(f->grouping, k).index[0];
            uint32_t b = corral_grouping_members(f->grouping, l).index[0];
            assert_int_equal(f->block[a] == f->block[b],
                             f->districts.of_group[k] == f->districts.of_group[l]);
        }
}

/* ---- tests ---- */

static void nobody_and_no_groups_have_no_districts(void **state)
{
    (void)state;
    static const uint32_t none[] = {0, 0};
    static const char *const texts[] = {"", "A member: x\nB member: x"};
    for (uint32_t k = 0; k < 2; k++) {
        fixture f = written(texts[k], none);
        find(&f, "member");
        assert_int_equal(f.districts.count, 0);
        assert_int_equal(f.districts.link_count, 0);
        assert_int_equal(f.districts.without_group, 2 * k);
        assert_true(isnan(f.districts.resolution));
        end(&f);
    }
}

static void one_group_is_one_district(void **state)
{
    (void)state;
    static const uint32_t number[] = {4, 4, 0};
    fixture f = written("A member: x, y\nB member: x\nC member: z", number);
    find(&f, "member");
    assert_int_equal(f.districts.count, 1);
    assert_int_equal(f.districts.list[0].groups, 1);
    assert_int_equal(f.districts.list[0].coalitions, 2);
    assert_int_equal(f.districts.list[0].label[0], item_of(f.region, "member", "x"));
    assert_int_equal(f.districts.list[0].label[1], UINT32_MAX); /* y has one holder */
    assert_int_equal(f.districts.without_group, 1);
    check_counts(&f);
    end(&f);
}

static void groups_that_share_nothing_are_districts_of_their_own(void **state)
{
    (void)state;
    static const uint32_t number[] = {2, 2, 1, 1, 1};
    fixture f = written("A member: x\nB member: x\nC member: y\nD member: y\nE member: y", number);
    find(&f, "member");
    assert_int_equal(f.districts.count, 2);
    assert_int_equal(f.districts.of_group[0], 0); /* C D E: the larger */
    assert_int_equal(f.districts.of_group[1], 1);
    assert_int_equal(f.districts.link_count, 0);
    release_districts(&f);
    find(&f, NULL);
    assert_int_equal(f.districts.count, 2);
    assert_int_equal(f.districts.list[0].label[0], UINT32_MAX);
    end(&f);
}

static void labels_of_equal_worth_stand_by_their_keys(void **state)
{
    (void)state;
    static const uint32_t number[] = {1, 1, 0};
    fixture f = written("A member: d, c, b\nB member: b, d, c\nC member: e", number);
    find(&f, "member");
    assert_int_equal(f.districts.list[0].label[0], item_of(f.region, "member", "b"));
    assert_int_equal(f.districts.list[0].label[1], item_of(f.region, "member", "c"));
    end(&f);
}

static void few_blocks_are_found_again(void **state)
{
    (void)state;
    static const shape few = {.blocks = 4, .groups = 4, .coalitions = 3, .is_growing = true};
    fixture f = planted(&few);
    assert_blocks(&f, 4);
    check_counts(&f);
    check_links(&f, "member");
    check_labels(&f, "member");
    for (uint32_t k = 0; k < 4; k++) { /* the largest first */
        char key[16];
        snprintf(key, sizeof key, "block%u", 3 - k);
        assert_int_equal(f.districts.list[k].label[0], item_of(f.region, "member", key));
    }
    end(&f);
}

static void many_blocks_are_found_again(void **state)
{
    (void)state;
    static const shape many = {.blocks = 60, .groups = 12, .coalitions = 2};
    fixture f = planted(&many);
    assert_blocks(&f, 60);
    check_counts(&f);
    check_links(&f, "member");
    end(&f);
}

static void few_large_blocks_are_cut_until_there_are_enough(void **state)
{
    (void)state;
    static const shape large = {.blocks = 5, .groups = 60, .coalitions = 2};
    fixture f = planted(&large);
    assert_in_range(f.districts.count, 40, CORRAL_DISTRICT_LIMIT);
    assert_true(f.districts.resolution > 1);
    check_counts(&f);
    check_links(&f, "member");
    check_labels(&f, "member");
    end(&f);
}

static void what_does_not_fit_goes_to_all_others(void **state)
{
    (void)state;
    static const shape shapes[] = {
        {.blocks = 150, .groups = 2, .coalitions = 2, .is_split = true},
        {.blocks = 130, .groups = 1, .coalitions = 1, .is_split = true},
    };
    for (int k = 0; k < 2; k++) {
        fixture f = planted(&shapes[k]);
        const corral_districts *d = &f.districts;
        assert_int_equal(d->count, CORRAL_DISTRICT_LIMIT);
        assert_true(d->has_others);
        assert_int_equal(d->list[d->count - 1].groups,
                         (shapes[k].blocks - d->count + 1) * shapes[k].groups);
        check_counts(&f);
        check_links(&f, "member");
        check_labels(&f, "member");
        end(&f);
    }
}

static void blocks_too_many_are_joined_by_what_they_share(void **state)
{
    (void)state;
    static const shape joined = {.blocks = 150, .groups = 2, .coalitions = 2};
    fixture f = planted(&joined);
    assert_true(f.districts.count <= CORRAL_DISTRICT_LIMIT);
    assert_false(f.districts.has_others);
    assert_true(f.districts.resolution < 1);
    check_counts(&f);
    end(&f);
}

static void one_hundred_and_twenty_districts_fit(void **state)
{
    (void)state;
    static const shape full = {.blocks = 120, .groups = 3, .coalitions = 1};
    fixture f = planted(&full);
    assert_int_equal(f.districts.count, 120);
    assert_false(f.districts.has_others);
    check_counts(&f);
    end(&f);
}

/* Districts by coalition, not by place, so that other numbers of groups are no difference. */
static char *districts_text(const fixture *f)
{
    char *text = NULL;
    size_t size = 0;
    const corral_districts *d = &f->districts;
    FILE *stream = open_memstream(&text, &size);
    for (uint32_t a = 0; a < corral_region_coalition_count(f->region); a++)
        fprintf(stream, "%u ", f->district[a]);
    for (uint32_t k = 0; k < d->count; k++)
        fprintf(stream, "%u %u, ", d->list[k].label[0], d->list[k].label[1]);
    for (size_t k = 0; k < d->link_count; k++)
        fprintf(stream, "%u-%u %u, ", d->links[k].from, d->links[k].to, d->links[k].shared);
    fprintf(stream, "%a", d->resolution);
    fclose(stream);
    return text;
}

static void shuffled_rows_and_other_numbers_change_nothing(void **state)
{
    (void)state;
    shape s = {.blocks = 5, .groups = 60, .coalitions = 2};
    char *first = NULL;
    for (s.shuffle = 0; s.shuffle < 3; s.shuffle++) {
        fixture f = planted(&s);
        char *text = districts_text(&f);
        if (first) assert_string_equal(text, first);
        free(first);
        first = text;
        end(&f);
    }
    free(first);
}

static void the_program_that_asks_goes_on_with_its_own_chance(void **state)
{
    (void)state;
    static const shape few = {.blocks = 2, .groups = 5, .coalitions = 2};
    igraph_real_t drawn[2];
    for (int k = 0; k < 2; k++) {
        igraph_rng_seed(igraph_rng_default(), 42);
        fixture f = planted(&few);
        if (k == 0) end(&f);
        drawn[k] = igraph_rng_get_unif01(igraph_rng_default());
        if (k == 1) end(&f);
    }
    assert_same_double(drawn[0], drawn[1]);
    igraph_rng_seed(igraph_rng_default(), 42);
    assert_same_double(drawn[0], igraph_rng_get_unif01(igraph_rng_default()));
}

/* Where a facet has few items, each stands for its holders and not for all their pairs. */
static void items_that_many_groups_hold_gather_them(void **state)
{
    (void)state;
    corral_builder *builder = small_builder(CORRAL_DISPUTED_UNKNOWN, NULL);
    uint32_t n = 300, *number = calloc(n, sizeof *number);
    for (uint32_t a = 0; a < n; a++) {
        char id[16], item[16];
        snprintf(id, sizeof id, "c%03u", a);
        snprintf(item, sizeof item, "goal %u", a % 4);
        small_row(builder, id, "goal", item, 1);
        number[a] = a + 1;
    }
    fixture f = {.region = small_finish(builder)};
    assert_int_equal(corral_groups_take(n, number, &f.grouping, NULL), CORRAL_OK);
    find(&f, "goal");
    assert_int_equal(f.districts.count, 4);
    for (uint32_t k = 0; k < n; k++)
        assert_int_equal(f.districts.of_group[k], f.districts.of_group[k % 4]);
    end(&f);
    free(number);
}

static void coalitions_without_a_group_count_for_nothing_but_themselves(void **state)
{
    (void)state;
    static const uint32_t number[] = {1, 1, 2, 2, 0, 0};
    /* E and F would join them. */
    fixture f = written("A member: x, p\nB member: x, p\nC member: y, q\nD member: y, q\n"
                        "E member: p, q\nF member: p, q",
                        number);
    find(&f, "member");
    assert_int_equal(f.districts.count, 2);
    assert_int_equal(f.districts.link_count, 0);
    assert_int_equal(f.districts.without_group, 2);
    check_labels(&f, "member");
    end(&f);
}

typedef struct watcher {
    int steps, stop_at;
} watcher;

static bool watch(void *user, const char *what, double done)
{
    watcher *w = user;
    assert_string_equal(what, "finding districts");
    assert_true(isnan(done));
    return ++w->steps != w->stop_at;
}

static void an_interrupt_ends_it(void **state)
{
    (void)state;
    static const shape large = {.blocks = 5, .groups = 60, .coalitions = 2};
    fixture f = planted(&large);
    uint32_t facet = corral_region_facet_find(f.region, "member");
    watcher w = {0};
    for (int k = 1;; k++) {
        corral_progress progress = {watch, &w};
        corral_error err = CORRAL_ERROR_INIT;
        w = (watcher){.stop_at = k};
        corral_districts_release(&f.districts);
        corral_status status =
            corral_districts_init(&f.districts, f.region, f.grouping, facet, 1, &progress, &err);
        if (status == CORRAL_OK) break;
        assert_int_equal(status, CORRAL_INTERRUPTED);
        assert_null(f.districts.list);
    }
    assert_true(w.steps > 1);
    end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(nobody_and_no_groups_have_no_districts),
        TEST(one_group_is_one_district),
        TEST(groups_that_share_nothing_are_districts_of_their_own),
        TEST(labels_of_equal_worth_stand_by_their_keys),
        TEST(few_blocks_are_found_again),
        TEST(many_blocks_are_found_again),
        TEST(few_large_blocks_are_cut_until_there_are_enough),
        TEST(what_does_not_fit_goes_to_all_others),
        TEST(blocks_too_many_are_joined_by_what_they_share),
        TEST(one_hundred_and_twenty_districts_fit),
        TEST(shuffled_rows_and_other_numbers_change_nothing),
        TEST(the_program_that_asks_goes_on_with_its_own_chance),
        TEST(items_that_many_groups_hold_gather_them),
        TEST(coalitions_without_a_group_count_for_nothing_but_themselves),
        TEST(an_interrupt_ends_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
