/* SPDX-License-Identifier: MIT */
#include "districts_model.h"

#include <stdlib.h>

static const char *const places[] = {"Ashford",     "Westhaven",
                                     "Oak Valley",  "Cedar Falls",
                                     "Riverbend",   "Northgate",
                                     "Stonebridge", "Mill Creek",
                                     "Lakeview",    "Granite County Department of Public Health"};
static const char *const topics[] = {"Housing", "Jobs & skills", "Early learning", "",
                                     "Schools, youth and everything that happens after school"};

static void add_roads(bytes *model, const districts *d, uint64_t *random)
{
    for (unsigned to = 1; to < d->districts; to++) {
        unsigned before[8] = {0}, count = 0;
        for (unsigned k = 0; k < d->roads; k++) {
            const unsigned from = random_below(random, to);
            bool given = false;
            for (unsigned i = 0; i < count; i++) given = given || before[i] == from;
            if (given || count == 8) continue;
            before[count++] = from;
            bytes_print(model, "road\t%u\t%u\t%u\n", to, from, 1 + random_below(random, 400));
        }
    }
}

bytes districts_model(districts d)
{
    bytes model = {0};
    uint64_t random = d.seed;
    bytes_print(&model, "corral-drawing\t1\nstyle\tdistricts\ntitle\tDistricts %llu\n",
                (unsigned long long)d.seed);
    bytes_print(&model, "note\tDraft for discussion\nmore\t7 coalitions are in no group\n");
    for (unsigned i = 0; i < d.districts; i++) {
        const unsigned share = d.groups / d.districts;
        const unsigned groups = 1 + share / 2 + (share ? random_below(&random, share) : 0);
        bytes_print(&model, "district\t%u\t%s\t%s\t%u\t%u\n", i, places[random_below(&random, 10)],
                    topics[random_below(&random, 5)], groups, 7 * groups);
    }
    add_roads(&model, &d, &random);
    return model;
}

bytes districts_of(const char *const *names, unsigned count)
{
    bytes model = {0};
    bytes_print(&model, "corral-drawing\t1\nstyle\tdistricts\ntitle\t</title><script>x</script>\n");
    bytes_print(&model, "desc\t%s\nfacet\t<script>\t\"'<>&\n", names[1]);
    for (unsigned i = 0; i < count; i++) {
        bytes_print(&model, "district\t%u\t%s\t%s\t%u\t%u\n", i, names[i], names[(i + 1) % count],
                    1 + i % 5, 3 + i);
        if (i) bytes_print(&model, "road\t%u\t%u\t%u\n", i - 1, i, 1 + i);
    }
    return model;
}
