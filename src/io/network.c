/* What writers of networks share. */
#include "io/network.h"

#include <strings.h>

bool corral_network_column_is_taken(const char *name)
{
    static const char *const taken[] = {"id",        "label",       "name",  "type",
                                        "bipartite", "kind",        "facet", "group",
                                        "weight",    "description", "tags"};
    for (size_t k = 0; k < sizeof taken / sizeof *taken; k++)
        if (strcasecmp(name, taken[k]) == 0) return true;
    return false;
}

uint32_t corral_network_group(const corral_network *network, uint32_t node)
{
    return node < network->coalition_count ? network->group[node] : 0;
}

uint32_t corral_network_colour(const corral_network *network, uint32_t node)
{
    /* Okabe and Ito's, black left out. */
    static const uint32_t colours[] = {0xe69f00, 0x56b4e9, 0x009e73, 0xf0e442,
                                       0x0072b2, 0xd55e00, 0xcc79a7};
    uint32_t group = corral_network_group(network, node);
    return group ? colours[(group - 1) % 7] : 0x999999;
}
