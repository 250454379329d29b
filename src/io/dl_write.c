/* UCINET's DL, two-mode, and the key to its labels: upper case, at most 18 characters, so a label
 * is the beginning of an id and the node's number in its mode. */
#include "io/network.h"
#include "io/pen.h"

#include <stdio.h>
#include <string.h>

enum { LABEL = 18 };

static void label_of(const corral_network *n, uint32_t node, char label[LABEL + 1])
{
    char number[16];
    size_t length = 0;
    unsigned place = node < n->coalition_count ? node : node - n->coalition_count;
    int digits = snprintf(number, sizeof number, "_%u", place + 1);
    size_t room = LABEL - (size_t)digits;
    for (const char *s = n->id[node]; *s && length < room; s++) {
        char c = *s >= 'a' && *s <= 'z' ? (char)(*s - 'a' + 'A') : *s;
        if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
            label[length++] = c;
        else if (length && label[length - 1] != '_')
            label[length++] = '_';
    }
    if (length && label[length - 1] == '_') length--;
    if (!length) label[length++] = 'X';
    memcpy(label + length, number, (size_t)digits + 1);
}

/* Labels that stand with the data name only nodes with a seat. */
static uint32_t seated(const corral_network *n, uint32_t first, uint32_t end)
{
    uint32_t count = 0;
    for (uint32_t node = first; node < end; node++)
        count += node < n->coalition_count
                     ? corral_region_footprint(n->region, node).count > 0
                     : corral_region_holders(n->region, node - n->coalition_count).count > 0;
    return count;
}

corral_status corral_write_dl(const corral_network *n, corral_output *output, corral_error *err)
{
    corral_pen pen = {.output = output, .err = err};
    char label[LABEL + 1];
    corral_pen_put(&pen, "dl nr=");
    corral_pen_count(&pen, seated(n, 0, n->coalition_count));
    corral_pen_put(&pen, " nc=");
    corral_pen_count(&pen, seated(n, n->coalition_count, n->node_count));
    corral_pen_put(&pen, " format=edgelist2\nlabels embedded:\ndata:\n");
    for (uint32_t a = 0; a < n->coalition_count && pen.status == CORRAL_OK; a++) {
        corral_seats seats = corral_region_footprint(n->region, a);
        for (size_t i = 0; i < seats.count; i++) {
            label_of(n, a, label);
            corral_pen_put(&pen, label);
            label_of(n, n->coalition_count + seats.index[i], label);
            corral_pen_put(&pen, " ");
            corral_pen_put(&pen, label);
            corral_pen_put(&pen, " ");
            corral_pen_number(&pen, seats.weight[i]);
            corral_pen_put(&pen, "\n");
        }
        corral_pen_flush(&pen);
    }
    return corral_pen_end(&pen);
}

corral_status corral_write_dl_key(const corral_network *n, corral_output *output, corral_error *err)
{
    corral_pen pen = {.output = output, .err = err};
    char label[LABEL + 1];
    corral_pen_put(&pen, "label,kind,name,group");
    for (size_t c = 0; c < n->column_count; c++) corral_pen_cell(&pen, n->columns[c].name);
    corral_pen_put(&pen, "\n");
    for (uint32_t node = 0; node < n->node_count && pen.status == CORRAL_OK; node++) {
        label_of(n, node, label);
        corral_pen_put(&pen, label);
        corral_pen_cell(&pen, n->kind[node]);
        corral_pen_cell(&pen, n->name[node]);
        corral_pen_put(&pen, ",");
        if (corral_network_group(n, node)) corral_pen_count(&pen, corral_network_group(n, node));
        for (size_t c = 0; c < n->column_count; c++)
            corral_pen_cell(&pen, n->text(n->source, c, node));
        corral_pen_put(&pen, "\n");
        corral_pen_flush(&pen);
    }
    return corral_pen_end(&pen);
}
