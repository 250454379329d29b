/* SPDX-License-Identifier: MIT */
#include "network_model.h"

#include "svg_checks.h"

#include <string.h>

static const char *const first[] = {"River",  "North", "South",   "Bright", "Open",   "Safe",
                                    "Health", "Green", "Civic",   "Rural",  "Metro",  "Valley",
                                    "Youth",  "Homes", "Harvest", "Jobs",   "Letter", "Transit"};
static const char *const last[] = {"Alliance",   "Network", "Council", "Partnership", "Coalition",
                                   "Task Force", "Compact", "Forum",   "Fund",        "Initiative"};

enum { FIRST = sizeof first / sizeof *first, LAST = sizeof last / sizeof *last };

static unsigned group_of(const network *n, unsigned coalition)
{
    return !n->groups || coalition < n->alone ? 0 : 1 + coalition % n->groups;
}

static void add_name(bytes *model, uint64_t *random)
{
    for (unsigned words = 1 + random_below(random, 3); words > 0; words--)
        bytes_print(model, "%s ", first[random_below(random, FIRST)]);
    bytes_print(model, "%s", last[random_below(random, LAST)]);
}

static void add_seats(bytes *model, const network *n, uint64_t *random)
{
    static bool held[256][256];
    unsigned holders[256] = {0}, seats = 0;
    memset(held, 0, sizeof held);
    for (unsigned turn = 0; n->coalitions > 1 && seats < n->seats && turn < 50 * n->seats; turn++) {
        const unsigned item = seats < 2 * n->items ? seats / 2 : random_below(random, n->items);
        const unsigned coalition = random_below(random, n->coalitions);
        const unsigned home = 1 + item % (n->groups ? n->groups : 1);
        if (held[coalition][item]) continue;
        if (random_below(random, 100) < n->home && group_of(n, coalition) != home && turn % 7)
            continue;
        held[coalition][item] = true;
        holders[item]++;
        seats++;
        bytes_print(model, "seat\t%u\t%u\t%s\n", coalition, item,
                    random_below(random, 4) ? "1" : "0.5");
    }
    for (unsigned item = 0; item < n->items; item++) {
        bytes_print(model, "item\t%u\t", item);
        add_name(model, random);
        bytes_print(model, "\t%u\n", holders[item] ? holders[item] : 1);
    }
}

bytes network_model(network n)
{
    static const char *const known[] = {"yes", "yes", "yes", "partial", "no"};
    bytes model = {0};
    uint64_t random = n.seed;
    bytes_print(&model, "corral-drawing\t1\nstyle\tnetwork\ntitle\tNetwork %llu\n",
                (unsigned long long)n.seed);
    bytes_print(&model, "note\tDraft for discussion\nmore\t7 items are not drawn\n");
    for (unsigned g = 1; g <= n.groups; g++)
        bytes_print(&model, "group\t%u\t%s\n", g, n.labels ? first[(g * 5) % FIRST] : "");
    for (unsigned c = 0; c < n.coalitions; c++) {
        bytes_print(&model, "coalition\t%u\tC%u\t", c, c);
        add_name(&model, &random);
        bytes_print(&model, "\t%u\t%s\n", group_of(&n, c), known[random_below(&random, 5)]);
    }
    if (n.items) add_seats(&model, &n, &random);
    for (unsigned c = 0; n.links && c + 5 < n.coalitions; c += 3)
        bytes_print(&model, "link\t%u\t%u\n", c + 5, c);
    return model;
}

bytes network_of(const char *const *names, unsigned count)
{
    static const char *const known[] = {"yes", "partial", "no"};
    bytes m = {0};
    bytes_print(&m, "corral-drawing\t1\nstyle\tnetwork\ntitle\t</title><script>x</script>\n");
    bytes_print(&m, "desc\t</desc> & \"d\"\nnote\t<note>\\tand\\nmore\nmore\t</svg>\n");
    bytes_print(&m, "group\t1\t<script>alert(4)</script>\ngroup\t2\t&amp; \"g\"\n");
    bytes_print(&m, "group\t3\t%s\n", names[count - 1]);
    for (unsigned i = 0; i < count; i++) {
        bytes_print(&m, "coalition\t%u\tid%u\t%s\t%u\t%s\n", i, i, names[i], i % 4, known[i % 3]);
        bytes_print(&m, "item\t%u\t%s\t2\n", i, names[i]);
        bytes_print(&m, "seat\t%u\t%u\t1\nseat\t%u\t%u\t.5\n", i, i, (i + 1) % count, i);
    }
    return m;
}

bytes hostile_model(void)
{
    return network_of(hostile_names(), HOSTILE_NAMES);
}
