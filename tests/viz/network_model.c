/* SPDX-License-Identifier: MIT */
#include "network_model.h"

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

const char *const hostile_names[] = {
    "Quote \" ' and <b>bold</b> & amp;",
    "</text><script>alert(1)</script>",
    "</title></svg><script>alert(2)</script>",
    "]]> <![CDATA[x]]> <!-- c -->",
    "\\\\N \\\\G \\\\L \\\\E \\\\l \\\\r",
    "&eacute; &#65; &lt; &unknown;",
    "javascript:alert(1)",
    "x\" onload=\"alert(3)",
    "@17 @1 @2",
    "ctrl \x01\x02\x1b[31m bell\x07 \x7f",
    "bad \xff\xfe utf \xc3( \xed\xa0\x80 \xf8\x88 \xc0\xaf",
    "bidi \xe2\x80\xaegnp.exe\xe2\x80\xac end \xe2\x81\xa6x\xe2\x81\xa9",
    "\xef\xbb\xbfmark \xef\xbf\xbe\xef\xbf\xbf non",
    "tab\\tnewline\\nslash",
    "Long name Long name Long name Long name Long name Long name Long name Long name Long name "
    "Long "
    "name Long name Long name Long name Long name Long name Long name Long name Long name Long "
    "name "
    "Long name Long name Long name Long name Long name Long name Long name Long name Long name "
    "Long",
    "",
    "   ",
    "Same name",
    "Same name",
    "\xd8\xa7\xd9\x84\xd8\xb9\xd8\xb1\xd8\xa8\xd9\x8a\xd8\xa9 \xd8\xb4\xd8\xa8\xd9\x83\xd8\xa9",
    "\xd7\xa8\xd7\xa9\xd7\xaa \xd7\x91\xd7\x99\xd7\x98\xd7\x97\xd7\x95\xd7\x9f",
    "\xe0\xa4\x96\xe0\xa4\xbe\xe0\xa4\xa6\xe0\xa5\x8d\xe0\xa4\xaf "
    "\xe0\xa4\xb8\xe0\xa5\x81\xe0\xa4\xb0\xe0\xa4\x95\xe0\xa5\x8d\xe0\xa4\xb7\xe0\xa4\xbe",
    "\xe9\xa3\x9f\xe6\x96\x99\xe5\xae\x89\xe5\x85\xa8\xe4\xbf\x9d\xe9\x9a\x9c\xe3\x83\x8d\xe3\x83"
    "\x83\xe3\x83\x88\xe3\x83\xaf\xe3\x83\xbc\xe3\x82\xaf",
    "\xf0\x9f\x9a\x8c\xf0\x9f\x8d\x8e Food \xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d"
    "\xf0\x9f\x91\xa7 \xf0\x9f\x87\xb3\xf0\x9f\x87\xb1",
    "e\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81x",
    "%s %n {x} $(id) `id` ../../etc/passwd",
    "=1+1",
    NULL};

bytes hostile_model(void)
{
    static const char *const known[] = {"yes", "partial", "no"};
    bytes m = {0};
    unsigned count = 0;
    bytes_print(&m, "corral-drawing\t1\nstyle\tnetwork\ntitle\t</title><script>x</script>\n");
    bytes_print(&m, "desc\t</desc> & \"d\"\nnote\t<note>\\tand\\nmore\nmore\t</svg>\n");
    bytes_print(&m, "group\t1\t<script>alert(4)</script>\ngroup\t2\t&amp; \"g\"\n");
    bytes_print(&m, "group\t3\t%s\n", hostile_names[14]);
    while (hostile_names[count]) count++;
    for (unsigned i = 0; i < count; i++) {
        bytes_print(&m, "coalition\t%u\tid%u\t%s\t%u\t%s\n", i, i, hostile_names[i], i % 4,
                    known[i % 3]);
        bytes_print(&m, "item\t%u\t%s\t2\n", i, hostile_names[i]);
        bytes_print(&m, "seat\t%u\t%u\t1\nseat\t%u\t%u\t.5\n", i, i, (i + 1) % count, i);
    }
    /* ten thousand letters */
    bytes_print(&m, "coalition\t%u\tlong\t", count);
    for (int i = 0; i < 10000; i++) bytes_add(&m, "x", 1);
    bytes_print(&m, "\t1\tyes\n");
    return m;
}
