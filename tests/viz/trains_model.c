/* SPDX-License-Identifier: MIT */
#include "trains_model.h"

#include "svg_checks.h"

#include "network_model.h"

static const char *const first[] = {"River",  "North",   "Harmon", "Bright",   "Open",  "Safe",
                                    "Health", "Green",   "Civic",  "Rural",    "Metro", "Valley",
                                    "Youth",  "Housing", "Family", "Workforce"};
static const char *const middle[] = {"Community", "Public",        "Early",
                                     "County",    "Neighbourhood", "Regional"};
static const char *const last[] = {"Alliance",   "Library", "Council", "Partnership", "Coalition",
                                   "Foundation", "Schools", "Clinic",  "Fund",        "Task Force"};
static const char *const tasks[] = {"read by grade 3", "affordable homes near jobs",
                                    "clean rivers",    "a primary care doctor for everybody",
                                    "safe routes",     "paid apprenticeships",
                                    "fresh food",      "lower fares"};

enum {
    FIRST = sizeof first / sizeof *first,
    MIDDLE = sizeof middle / sizeof *middle,
    LAST = sizeof last / sizeof *last,
    TASKS = sizeof tasks / sizeof *tasks,
    GROUPS_MOST = 64
};

/* What is being written, and what it has come to. */
typedef struct {
    bytes out;
    trains t;
    uint64_t random;
    unsigned items;
} writer;

static unsigned below(writer *w, unsigned limit)
{
    return random_below(&w->random, limit);
}

/* One to four words; some come twice, as in life. */
static void add_name(writer *w)
{
    bytes_print(&w->out, "%s ", first[below(w, FIRST)]);
    if (below(w, 3) == 0) bytes_print(&w->out, "%s ", middle[below(w, MIDDLE)]);
    if (below(w, 6) == 0) bytes_print(&w->out, "and %s ", first[below(w, FIRST)]);
    bytes_print(&w->out, "%s", last[below(w, LAST)]);
}

static unsigned in_groups(const trains *t)
{
    return t->lines * (t->groups ? t->groups : 1);
}

static void add_seat(writer *w, unsigned coalition)
{
    bytes_print(&w->out, "seat\t%u\t%u\t%s\n", coalition, w->items, below(w, 4) ? "1" : "0.5");
}

/* The item that the seats named, and the groups it rides in. */
static void add_item(writer *w, unsigned holders, const bool *rides)
{
    bytes_print(&w->out, "item\t%u\t", w->items);
    add_name(w);
    bytes_print(&w->out, "\t%u\n", holders);
    for (unsigned g = 1; g < GROUPS_MOST; g++) {
        if (rides[g]) bytes_print(&w->out, "elsewhere\t%u\t%u\n", w->items, g);
    }
    w->items++;
}

/* One in six rides in another group, too: in one that is drawn if there is any. */
static unsigned add_elsewhere(writer *w, unsigned group, bool *rides)
{
    const trains *t = &w->t;
    rides[group] = t->groups > 0;
    if (!t->groups || below(w, 6)) return 0;
    const unsigned other = t->groups > 1 ? 1 + below(w, t->groups) : 2 + below(w, 40);
    if (other == group) return 0;
    rides[other] = true;
    if (t->groups > 1) add_seat(w, (other - 1) * t->lines + below(w, t->lines));
    return 1;
}

static void add_shared(writer *w, unsigned group)
{
    bool rides[GROUPS_MOST] = {false};
    const unsigned base = group ? (group - 1) * w->t.lines : 0;
    unsigned mask = 0, holders = 0;
    for (unsigned turn = 0; w->t.lines > 1 && !(mask & (mask - 1)); turn++) {
        mask = turn < 50 ? 0 : mask;
        for (unsigned k = 0; k < w->t.lines; k++) mask |= (below(w, 100) < w->t.density) * 1U << k;
    }
    for (unsigned k = 0; k < w->t.lines; k++) {
        if (!(mask >> k & 1)) continue;
        add_seat(w, base + k);
        holders++;
    }
    holders += add_elsewhere(w, group, rides);
    add_item(w, holders, rides);
}

static void add_local(writer *w, unsigned coalition, unsigned group)
{
    for (unsigned n = w->t.local ? below(w, w->t.local + 1) : 0; n > 0; n--) {
        bool rides[GROUPS_MOST] = {false};
        add_seat(w, coalition);
        const unsigned more = add_elsewhere(w, group, rides);
        add_item(w, 1 + more, rides);
    }
}

static void add_key(writer *w, unsigned coalition)
{
    for (unsigned c = 0; c < w->t.columns; c++) {
        for (unsigned n = below(w, 4); n > 0; n--)
            bytes_print(&w->out, "entry\t%u\t%u\t%s\t%s\n", c, coalition, tasks[below(w, TASKS)],
                        below(w, 2) ? "yes" : "no");
    }
}

static void add_coalitions(writer *w)
{
    static const char *const known[] = {"yes", "yes", "partial", "yes", "no"};
    const unsigned count = in_groups(&w->t);
    for (unsigned c = 0; c < count + w->t.alone; c++) {
        const unsigned group = w->t.groups && c < count ? 1 + c / w->t.lines : 0;
        bytes_print(&w->out, "coalition\t%u\tC%u\t", c, c);
        add_name(w);
        bytes_print(&w->out, "\t%u\t%s\n", group, w->t.known ? "yes" : known[below(w, 5)]);
        add_local(w, c, group);
        add_key(w, c);
    }
}

bytes trains_model(trains t)
{
    static const char *const titles[] = {"Goals", "Strategies", "Issues"};
    writer w = {.t = t, .random = t.seed};
    bytes_print(&w.out, "corral-drawing\t1\nstyle\ttrains\ntitle\tTrains %llu\neffort\t%s\n",
                (unsigned long long)t.seed, t.effort ? t.effort : "fast");
    bytes_print(&w.out, "facet\tmember\tmembers\nnote\tInvented\n");
    for (unsigned g = 1; g <= t.groups; g++)
        bytes_print(&w.out, "group\t%u\t%s\n", g, g % 2 ? "" : first[g % FIRST]);
    for (unsigned c = 0; c < t.columns; c++)
        bytes_print(&w.out, "column\t%u\t%s\n", c, titles[c % 3]);
    add_coalitions(&w);
    for (unsigned g = t.groups ? 1 : 0; g <= t.groups; g++) {
        for (unsigned s = 0; s < t.stations; s++) add_shared(&w, g);
    }
    return w.out;
}

trains trains_at_random(uint64_t seed)
{
    uint64_t random = seed * 977;
    trains t = {.seed = seed};
    t.lines = 3 + random_below(&random, 7);
    /* half of them as large as a map holds without merging, the others up to twice that */
    t.stations = 6 + random_below(&random, seed % 2 ? 25 : 55);
    t.density = 15 + random_below(&random, 26);
    t.local = random_below(&random, 16);
    t.columns = random_below(&random, 4);
    t.groups = seed % 5 > 0;
    t.known = seed % 3 == 0;
    return t;
}

static bytes hostile_trains(const char *const *names, unsigned count, unsigned groups)
{
    static const char *const known[] = {"yes", "partial", "no"};
    bytes m = {0};
    const unsigned lines = 9 * groups;
    bytes_print(&m, "corral-drawing\t1\nstyle\ttrains\neffort\tfast\n");
    bytes_print(&m, "title\t</title><script>x</script>\ndesc\t</desc> & \"d\"\n");
    bytes_print(&m, "note\t<note>\\tand\\nmore\nmore\t</svg>\nfacet\t<b>\t\"b\"\n");
    bytes_print(&m, "column\t0\t<script>alert(5)</script>\ncolumn\t1\t\n");
    for (unsigned g = 1; g <= groups; g++) bytes_print(&m, "group\t%u\t%s\n", g, names[g]);
    for (unsigned c = 0; c < lines; c++) {
        bytes_print(&m, "coalition\t%u\tid%u\t%s\t%u\t%s\n", c, c, names[3 * c % count],
                    1 + c % groups, known[c % 3]);
        bytes_print(&m, "entry\t%u\t%u\t%s\tno\n", c % 2, c, names[(c + 5) % count]);
        bytes_print(&m, "item\t%u\t%s\t1\nseat\t%u\t%u\t1\n", count + c, names[(c + 9) % count], c,
                    count + c);
    }
    for (unsigned i = 0; i < count; i++) {
        bytes_print(&m, "item\t%u\t%s\t2\nelsewhere\t%u\t7\n", i, names[i], i);
        bytes_print(&m, "seat\t%u\t%u\t1\n", i % lines, i);
        bytes_print(&m, "seat\t%u\t%u\t.5\n", (i + groups) % lines, i);
    }
    return m;
}

bytes hostile_train_map(const char *const *names, unsigned count)
{
    return hostile_trains(names, count, 1);
}

bytes hostile_train_poster(const char *const *names, unsigned count)
{
    return hostile_trains(names, count, 3);
}

bytes trains_named(const char *name, unsigned lines, unsigned stations)
{
    bytes m = {0};
    bytes_print(&m, "corral-drawing\t1\nstyle\ttrains\neffort\tfast\ntitle\t%s\ngroup\t1\t\n",
                name);
    for (unsigned c = 0; c < lines; c++)
        bytes_print(&m, "coalition\t%u\tC%u\t%s\t1\tyes\n", c, c, name);
    for (unsigned i = 0; i < stations; i++) {
        bytes_print(&m, "item\t%u\t%s\t%u\n", i, name, lines);
        for (unsigned c = 0; c < lines; c++) {
            if (c < 2 || (i + c) % 3) bytes_print(&m, "seat\t%u\t%u\t1\n", c, i);
        }
    }
    return m;
}
