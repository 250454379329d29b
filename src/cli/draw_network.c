/* The style network: coalitions, and the items that `sharers` or more of them hold. */
#include "cli/draw.h"

#include "core/memory.h"

#include <stdlib.h>

/* A direct tie between coalitions in the drawing, the smaller number first. */
typedef struct tie {
    uint32_t from, to;
} tie;

/* Coalitions and items in the drawing; number UINT32_MAX: not drawn. */
typedef struct network {
    const corral_drawing *drawing;
    uint32_t first, end;                  /* items of the facet */
    uint32_t *coalition;                  /* by coalition: number in the drawing */
    uint32_t *item;                       /* by item - first */
    uint32_t coalitions, items, left_out; /* left_out: items of fewer coalitions */
    size_t seats;
    struct tie *ties; /* each once */
    size_t tie_count;
} network;

static void count_nodes(network *n)
{
    const corral_region *region = n->drawing->region;
    for (uint32_t a = 0; a < corral_region_coalition_count(region); a++)
        n->coalition[a] = corral_draw_has(n->drawing, a) ? n->coalitions++ : UINT32_MAX;
    for (uint32_t j = n->first; j < n->end; j++) {
        corral_seats holders = corral_region_holders(region, j);
        size_t drawn = 0;
        for (size_t i = 0; i < holders.count; i++)
            drawn += n->coalition[holders.index[i]] != UINT32_MAX;
        bool is_shared = drawn >= n->drawing->sharers;
        n->left_out += drawn > 0 && !is_shared;
        n->item[j - n->first] = is_shared ? n->items++ : UINT32_MAX;
        if (is_shared) n->seats += drawn;
    }
}

static corral_status check_size(const network *n, const char *facet, corral_error *err)
{
    size_t nodes = (size_t)n->coalitions + n->items, links = n->seats + n->tie_count;
    if (nodes <= CORRAL_NETWORK_NODES && links <= CORRAL_NETWORK_LINKS) return CORRAL_OK;
    return corral_error_set(
        err, CORRAL_LIMIT,
        "style network draws at most %d nodes and %d links; here are %zu (%u coalitions, %u shared "
        "items of facet \"%s\") and %zu: draw one group with --group N, or only what more of them "
        "share with --sharers N; or the whole with --style districts",
        CORRAL_NETWORK_NODES, CORRAL_NETWORK_LINKS, nodes, n->coalitions, n->items, facet, links);
}

/* ---- records of a network ---- */

static corral_status add_nodes(const network *n, corral_text *model, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_drawing *d = n->drawing;
    for (uint32_t a = 0; a < corral_region_coalition_count(d->region); a++)
        if (n->coalition[a] != UINT32_MAX)
            TRY(corral_draw_coalition(d, a, n->coalition[a], corral_grouping_of(d->grouping, a),
                                      model, err));
    for (uint32_t j = n->first; j < n->end; j++)
        if (n->item[j - n->first] != UINT32_MAX)
            TRY(corral_draw_item(d, j, n->item[j - n->first], model, err));
done:
    return status;
}

static corral_status add_seats(const network *n, corral_text *model, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_region *region = n->drawing->region;
    for (uint32_t j = n->first; j < n->end; j++) {
        corral_seats holders = corral_region_holders(region, j);
        if (n->item[j - n->first] == UINT32_MAX) continue;
        for (size_t i = 0; i < holders.count; i++) {
            corral_digits coalition, item;
            uint32_t from = n->coalition[holders.index[i]];
            if (from == UINT32_MAX) continue;
            TRY(corral_draw_record(model, err, "seat", corral_digits_of(&coalition, from),
                                   corral_digits_of(&item, n->item[j - n->first]),
                                   holders.weight[i] > 0.5 ? "1" : "0.5", NULL));
        }
    }
done:
    return status;
}

static int by_tie(const void *left, const void *right)
{
    const tie *x = left, *y = right;
    if (x->from != y->from) return x->from < y->from ? -1 : 1;
    return x->to < y->to ? -1 : x->to > y->to;
}

/* Items of the facet partner are ids or names of coalitions; both sides may name the other. */
static corral_status find_ties(network *n, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_region *region = n->drawing->region;
    uint32_t partner = corral_region_facet_find(region, "partner"), first, end;
    size_t capacity = 0, kept = 0;
    if (partner == UINT32_MAX) return CORRAL_OK;
    corral_region_facet_items(region, partner, &first, &end);
    for (uint32_t j = first; j < end; j++) {
        uint32_t named = corral_region_find(region, corral_region_item_key(region, j));
        corral_seats holders = corral_region_holders(region, j);
        uint32_t to = named == UINT32_MAX ? named : n->coalition[named];
        for (size_t i = 0; i < holders.count && to != UINT32_MAX; i++) {
            uint32_t from = n->coalition[holders.index[i]];
            if (from == UINT32_MAX || from == to) continue;
            TRY(corral_array_grow(&n->ties, &capacity, n->tie_count + 1, sizeof(tie), err));
            n->ties[n->tie_count++] = from < to ? (tie){from, to} : (tie){to, from};
        }
    }
    if (n->tie_count) qsort(n->ties, n->tie_count, sizeof(tie), by_tie);
    for (size_t i = 0; i < n->tie_count; i++)
        if (i == 0 || by_tie(&n->ties[kept - 1], &n->ties[i])) n->ties[kept++] = n->ties[i];
    n->tie_count = kept;
done:
    return status;
}

static corral_status add_ties(const network *n, corral_text *model, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (size_t i = 0; i < n->tie_count; i++) {
        corral_digits from, to;
        TRY(corral_draw_record(model, err, "link", corral_digits_of(&from, n->ties[i].from),
                               corral_digits_of(&to, n->ties[i].to), NULL));
    }
done:
    return status;
}

static corral_status title_of(const network *n, const char *facet, corral_text *text,
                              corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_drawing *d = n->drawing;
    char words[80];
    if (d->group) TRY(corral_text_printf(text, err, "Group %u: ", d->group));
    TRY(corral_text_printf(text, err, "%u coalition%s", n->coalitions,
                           n->coalitions == 1 ? "" : "s"));
    if (n->items)
        TRY(corral_text_printf(text, err, " and the %u %s that ", n->items,
                               corral_facet_words(facet, n->items, words)));
    if (n->items && d->sharers == 2)
        TRY(corral_text_printf(text, err, "two or more of them share"));
    if (n->items && d->sharers > 2)
        TRY(corral_text_printf(text, err, "%u or more of them share", d->sharers));
done:
    return status;
}

static corral_status add_texts(const network *n, const char *facet, corral_text *model,
                               corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_drawing *d = n->drawing;
    corral_text title = {0}, text = {0};
    char words[80];
    uint32_t groups = d->group ? 1 : corral_grouping_count(d->grouping);
    TRY(title_of(n, facet, &title, err));
    TRY(corral_text_printf(&text, err,
                           "%u suggested group%s; %zu line%s from a coalition to what it "
                           "shares.",
                           groups, groups == 1 ? "" : "s", n->seats, n->seats == 1 ? "" : "s"));
    TRY(corral_draw_begin(d, title.bytes, text.bytes, model, err));
    text.length = 0;
    if (n->left_out) {
        TRY(corral_text_printf(&text, err, "%u more %s of ", n->left_out,
                               corral_facet_words(facet, n->left_out, words)));
        if (d->sharers > 2)
            TRY(corral_text_printf(&text, err, "fewer than %u", d->sharers));
        else
            TRY(corral_text_printf(&text, err, "only one"));
        TRY(corral_text_printf(&text, err, " of these coalitions %s not drawn",
                               n->left_out == 1 ? "is" : "are"));
        TRY(corral_draw_record(model, err, "more", text.bytes, NULL));
    }
    if (n->tie_count)
        TRY(corral_draw_record(model, err, "more",
                               "A grey line between two boxes: one names the other as its partner",
                               NULL));
    TRY(corral_draw_notes(d, model, err));
done:
    corral_text_release(&title);
    corral_text_release(&text);
    return status;
}

corral_status corral_draw_network(const corral_drawing *drawing, corral_text *model,
                                  corral_error *err)
{
    corral_status status = CORRAL_OK;
    network n = {.drawing = drawing};
    const char *facet = corral_draw_facet_name(drawing);
    if (drawing->facet != UINT32_MAX)
        corral_region_facet_items(drawing->region, drawing->facet, &n.first, &n.end);
    TRY(corral_array_new(&n.coalition, corral_region_coalition_count(drawing->region),
                         sizeof(uint32_t), err));
    TRY(corral_array_new(&n.item, n.end - n.first, sizeof(uint32_t), err));
    count_nodes(&n);
    TRY(find_ties(&n, err));
    TRY(check_size(&n, facet, err));
    TRY(add_texts(&n, facet, model, err));
    TRY(corral_draw_groups(drawing, model, err));
    TRY(add_nodes(&n, model, err));
    TRY(add_seats(&n, model, err));
    TRY(add_ties(&n, model, err));
done:
    free(n.ties);
    free(n.coalition);
    free(n.item);
    return status;
}
