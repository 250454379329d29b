/* SPDX-License-Identifier: MIT */
#include "network_names.h"

#include "buf.h"
#include "label.h"
#include "network.h"
#include "palette.h"
#include "sheet.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double box_size = 12, box_width = 132, box_inset_x = 9, box_inset_y = 5;
static const double item_width_em = 9.5, item_inset = 1;
enum { BOX_LINES = 3, ITEM_LINES = 3, LIST_MAX = 12, LIST_GRAPHEMES = 40 };

/* Coalitions of the drawing that hold the item. */
static unsigned drawn_holders(const viz_model *m, const viz_item *item)
{
    unsigned count = 0;
    for (size_t i = 0; i < m->n_seats; i++) count += m->seats[i].item == item->index;
    return count;
}

/* Grows with the logarithm of those drawn: 11 px for two, 18 for sixteen and more. */
static double item_size(unsigned sharers)
{
    double doublings = 0, count = sharers < 2 ? 2 : sharers;
    for (; count > 4; count /= 2) doublings++;
    doublings += (count - 2) / 2;
    return round(2 * fmin(18, 11 + 2.2 * doublings)) / 2;
}

static bool set_text(viz_node *node, const char *name, double width, size_t lines)
{
    const viz_setting setting = {node->size, node->bold, width, lines};
    const bool good = viz_label_wrap(name, setting, &node->text);
    node->half_width = ceil(node->text.width / 2);
    node->half_height = ceil((double)node->text.count * VIZ_LINE_HEIGHT * node->size / 2);
    return good;
}

/* Adds a name to a list in a sentence, up to twelve of them. */
static void list_name(viz_buf *out, size_t place, const char *name)
{
    char *cut = place < LIST_MAX ? viz_text_cut(name, LIST_GRAPHEMES) : NULL;
    if (cut)
        viz_buf_put(out, "%s%s", place ? "; " : ": ", cut);
    else if (place < LIST_MAX)
        out->failed = true;
    free(cut);
}

static void end_list(viz_buf *out, size_t count)
{
    if (count > LIST_MAX) viz_buf_put(out, "; and %u more", (unsigned)(count - LIST_MAX));
}

static char *coalition_title(const viz_model *m, const viz_coalition *c)
{
    const char *known = viz_known_words(m, c->known);
    viz_buf out = {0};
    size_t count = 0, listed = 0;
    for (size_t i = 0; i < m->n_seats; i++) count += m->seats[i].coalition == c->index;
    viz_buf_put(&out, *known ? "%s (%s). " : "%s. ", viz_coalition_name(c), known);
    if (c->group) viz_buf_put(&out, "Group %u. ", c->group);
    viz_buf_put(&out, count ? "Shares %u" : "Shares nothing drawn here", (unsigned)count);
    for (size_t i = 0; i < m->n_seats; i++) {
        if (m->seats[i].coalition == c->index)
            list_name(&out, listed++, viz_item_name(&m->items[m->seats[i].item]));
    }
    end_list(&out, listed);
    return viz_buf_take(&out);
}

static char *item_title(const viz_model *m, const viz_item *item)
{
    viz_buf out = {0};
    size_t listed = 0;
    viz_buf_put(&out, "%s. Held by %u", viz_item_name(item), item->holders);
    for (size_t i = 0; i < m->n_seats; i++) {
        if (m->seats[i].item == item->index)
            list_name(&out, listed++, viz_coalition_name(&m->coalitions[m->seats[i].coalition]));
    }
    end_list(&out, listed);
    return viz_buf_take(&out);
}

static char *badge_title(const viz_model *m, const viz_group *group)
{
    viz_buf out = {0};
    size_t listed = 0;
    viz_buf_put(&out, "Group %u", group->number);
    if (*group->label) viz_buf_put(&out, ", %s", group->label);
    for (size_t i = 0; i < m->n_coalitions; i++) {
        if (m->coalitions[i].group == group->number)
            list_name(&out, listed++, viz_coalition_name(&m->coalitions[i]));
    }
    end_list(&out, listed);
    return viz_buf_take(&out);
}

static bool name_coalition(const viz_model *m, const viz_coalition *c, viz_node *node)
{
    *node = (viz_node){.kind = VIZ_NODE_COALITION, .index = c->index, .size = box_size};
    node->bold = true;
    node->colour = c->group ? viz_colour_of(c->group - 1) : 0;
    node->group = c->group;
    node->hollow = c->known == VIZ_KNOWN_NO;
    node->url = c->url;
    node->title = coalition_title(m, c);
    const bool good = set_text(node, viz_coalition_name(c), box_width, BOX_LINES);
    node->half_width += box_inset_x;
    node->half_height += box_inset_y;
    return good && node->title;
}

static bool name_item(const viz_model *m, const viz_item *item, viz_node *node)
{
    *node = (viz_node){.kind = VIZ_NODE_ITEM, .index = item->index};
    node->size = item_size(drawn_holders(m, item));
    node->url = item->url;
    node->title = item_title(m, item);
    const bool good = set_text(node, viz_item_name(item), item_width_em * node->size, ITEM_LINES);
    node->half_width += item_inset;
    return good && node->title;
}

static bool name_badge(const viz_model *m, const viz_group *group, viz_node *node)
{
    viz_buf number = {0};
    *node = (viz_node){.kind = VIZ_NODE_BADGE, .index = group->number, .bold = true};
    node->size = group->number < 100 ? 12 : group->number < 1000 ? 9.5 : 6;
    node->group = group->number;
    node->colour = viz_colour_of(group->number - 1);
    node->title = badge_title(m, group);
    viz_buf_put(&number, "%u", group->number);
    char *text = viz_buf_take(&number);
    const bool good = text && set_text(node, text, 3 * VIZ_BADGE_RADIUS, 1);
    node->half_width = node->half_height = VIZ_BADGE_RADIUS;
    free(text);
    return good && node->title;
}

bool viz_network_names(const viz_model *m, viz_shapes *shapes, viz_error *err)
{
    bool good = true;
    shapes->nodes = calloc(m->n_coalitions + m->n_items + m->n_groups + 1, sizeof *shapes->nodes);
    if (!shapes->nodes) return viz_fail_memory(err);
    for (size_t i = 0; good && i < m->n_coalitions; i++)
        good = name_coalition(m, &m->coalitions[i], &shapes->nodes[shapes->n_nodes++]);
    for (size_t i = 0; good && i < m->n_items; i++)
        good = name_item(m, &m->items[i], &shapes->nodes[shapes->n_nodes++]);
    for (size_t i = 0; good && i < m->n_groups; i++) {
        if (viz_model_has(m, m->groups[i].number))
            good = name_badge(m, &m->groups[i], &shapes->nodes[shapes->n_nodes++]);
    }
    return good || viz_fail_memory(err);
}

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

char *viz_network_sentence(const viz_model *m)
{
    viz_buf out = {0};
    size_t groups = 0;
    for (size_t i = 0; i < m->n_groups; i++) groups += viz_model_has(m, m->groups[i].number);
    viz_buf_put(&out, "%u coalition%s", (unsigned)m->n_coalitions, plural(m->n_coalitions));
    if (groups) viz_buf_put(&out, " in %u group%s", (unsigned)groups, plural(groups));
    if (m->n_items)
        viz_buf_put(&out, " and %u item%s held by two or more of them.", (unsigned)m->n_items,
                    plural(m->n_items));
    else
        viz_buf_text(&out, "; they share nothing that is drawn here.");
    return viz_buf_take(&out);
}

char *viz_network_key(const viz_model *m)
{
    viz_buf out = {0};
    bool grouped = false, unknown = false;
    for (size_t i = 0; i < m->n_coalitions; i++) {
        grouped = grouped || m->coalitions[i].group;
        unknown = unknown || m->coalitions[i].known == VIZ_KNOWN_NO;
    }
    viz_buf_text(&out, "");
    if (viz_english(m) && m->n_coalitions && m->n_items) {
        viz_buf_put(&out, "How to read it: a box is a coalition%s",
                    grouped ? ", in the colour of its group" : "");
        viz_buf_text(&out, unknown ? " (dashed: its list is not known); " : "; ");
        viz_buf_text(&out,
                     "plain text is what two or more of them share, the larger the more share "
                     "it. Near means linked; left, right, up and down mean nothing.");
        if (grouped) viz_buf_text(&out, " What lies outside an outline, others hold too.");
    }
    return viz_buf_take(&out);
}
