/* SPDX-License-Identifier: MIT
 *
 * Prints one of the invented models, for tests that are not written in C:
 *
 *     viz-model trains|poster|hostile-trains|network|hostile-network NUMBER */
#include "network_model.h"
#include "svg_checks.h"
#include "trains_model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int count, char **words)
{
    bytes model = {0};
    const char *what = count == 3 ? words[1] : "";
    const unsigned number = count == 3 ? (unsigned)strtoul(words[2], NULL, 10) : 0;
    trains t = trains_at_random(number);
    t.groups = strcmp(what, "poster") == 0 ? 4 : t.groups;
    if (strcmp(what, "trains") == 0 || strcmp(what, "poster") == 0)
        model = trains_model(t);
    else if (strcmp(what, "hostile-trains") == 0)
        model = hostile_train_map(hostile_names(), HOSTILE_NAMES);
    else if (strcmp(what, "network") == 0)
        model = network_model((network){.coalitions = 30,
                                        .items = 40,
                                        .groups = 5,
                                        .seats = 120,
                                        .home = 70,
                                        .labels = true,
                                        .seed = number});
    else if (strcmp(what, "hostile-network") == 0)
        model = hostile_model();
    else
        return fprintf(stderr, "viz-model: see its source\n"), 2;
    const bool good = fwrite(model.data, 1, model.length, stdout) == model.length;
    bytes_release(&model);
    return good ? 0 : 1;
}
