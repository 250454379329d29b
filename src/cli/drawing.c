/* Filling drawing models and having them drawn. */
#include "cli/drawing.h"

#include "cli/child.h"
#include "core/memory.h"

#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { NETWORK_NODES = 200, NETWORK_LINKS = 600 };
#define OUTPUT_LIMIT ((size_t)256 << 20)

/* ---- records ---- */

static corral_status add_field(corral_text *model, const char *field, corral_error *err)
{
    corral_status status = CORRAL_OK;
    while (*field) {
        size_t plain = strcspn(field, "\t\n\\");
        TRY(corral_text_append(model, field, plain, err));
        field += plain;
        if (*field == '\t') TRY(corral_text_append(model, "\\t", 2, err));
        if (*field == '\n') TRY(corral_text_append(model, "\\n", 2, err));
        if (*field == '\\') TRY(corral_text_append(model, "\\\\", 2, err));
        field += *field != '\0';
    }
done:
    return status;
}

corral_status corral_drawing_add(corral_text *model, corral_error *err, ...)
{
    corral_status status = CORRAL_OK;
    va_list fields;
    bool is_first = true;
    va_start(fields, err);
    for (const char *field; (field = va_arg(fields, const char *)); is_first = false) {
        if (!is_first) TRY(corral_text_append(model, "\t", 1, err));
        TRY(add_field(model, field, err));
    }
    TRY(corral_text_append(model, "\n", 1, err));
done:
    va_end(fields);
    return status;
}

/* A number as a field. */
typedef struct digits {
    char text[24];
} digits;

static const char *digits_of(digits *d, size_t number)
{
    snprintf(d->text, sizeof d->text, "%zu", number);
    return d->text;
}

/* ---- what is drawn ---- */

static size_t shared_items(const corral_region *region, uint32_t facet)
{
    uint32_t first, end;
    size_t shared = 0;
    corral_region_facet_items(region, facet, &first, &end);
    for (uint32_t j = first; j < end; j++) shared += corral_region_holders(region, j).count > 1;
    return shared;
}

uint32_t corral_drawing_facet(const corral_region *region)
{
    uint32_t member = corral_region_facet_find(region, "member"), best = UINT32_MAX;
    size_t most = 0;
    if (member != UINT32_MAX) {
        uint32_t first, end;
        corral_region_facet_items(region, member, &first, &end);
        if (first < end && corral_region_holders(region, first).count > 0) return member;
    }
    for (uint32_t f = 0; f < corral_region_facet_count(region); f++) {
        size_t shared = shared_items(region, f);
        if (best == UINT32_MAX || shared > most) {
            best = f;
            most = shared;
        }
    }
    return best;
}

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

static bool is_drawn(const corral_drawing *d, uint32_t a)
{
    return d->group == 0 || corral_grouping_of(d->grouping, a) == d->group;
}

static void count_nodes(network *n)
{
    const corral_region *region = n->drawing->region;
    for (uint32_t a = 0; a < corral_region_coalition_count(region); a++)
        n->coalition[a] = is_drawn(n->drawing, a) ? n->coalitions++ : UINT32_MAX;
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
    if (nodes <= NETWORK_NODES && links <= NETWORK_LINKS) return CORRAL_OK;
    return corral_error_set(
        err, CORRAL_LIMIT,
        "style network draws at most %d nodes and %d links; here are %zu (%u coalitions, %u shared "
        "items of facet \"%s\") and %zu: draw one group with --group N, or only what more of them "
        "share with --sharers N; the styles for larger regions, trains and districts, are still to "
        "come",
        NETWORK_NODES, NETWORK_LINKS, nodes, n->coalitions, n->items, facet, links);
}

/* ---- records of a network ---- */

static const char *short_name(const corral_region *region, uint32_t a)
{
    const char *name = corral_region_attribute(region, a, "short_name");
    return name[0] ? name : corral_region_name(region, a);
}

static const char *known_word(const corral_drawing *d, uint32_t a)
{
    static const char *const words[] = {"no", "partial", "yes"};
    if (d->facet == UINT32_MAX) return "no";
    return words[corral_region_known(d->region, a, d->facet)];
}

static corral_status add_groups(const network *n, corral_text *model, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_grouping *g = n->drawing->grouping;
    for (uint32_t k = 0; k < corral_grouping_count(g); k++) {
        digits number;
        uint32_t group = corral_grouping_number(g, k);
        if (n->drawing->group && n->drawing->group != group) continue;
        TRY(corral_drawing_add(model, err, "group", digits_of(&number, group), "", NULL));
    }
done:
    return status;
}

static corral_status add_nodes(const network *n, corral_text *model, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_drawing *d = n->drawing;
    digits number, other;
    for (uint32_t a = 0; a < corral_region_coalition_count(d->region); a++) {
        if (n->coalition[a] == UINT32_MAX) continue;
        TRY(corral_drawing_add(model, err, "coalition", digits_of(&number, n->coalition[a]),
                               corral_region_id(d->region, a), short_name(d->region, a),
                               digits_of(&other, corral_grouping_of(d->grouping, a)),
                               known_word(d, a), NULL));
    }
    for (uint32_t j = n->first; j < n->end; j++) {
        if (n->item[j - n->first] == UINT32_MAX) continue;
        TRY(corral_drawing_add(model, err, "item", digits_of(&number, n->item[j - n->first]),
                               corral_region_item_name(d->region, j),
                               digits_of(&other, corral_region_holders(d->region, j).count), NULL));
    }
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
            digits coalition, item;
            uint32_t from = n->coalition[holders.index[i]];
            if (from == UINT32_MAX) continue;
            TRY(corral_drawing_add(model, err, "seat", digits_of(&coalition, from),
                                   digits_of(&item, n->item[j - n->first]),
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
        digits from, to;
        TRY(corral_drawing_add(model, err, "link", digits_of(&from, n->ties[i].from),
                               digits_of(&to, n->ties[i].to), NULL));
    }
done:
    return status;
}

/* "member" for one, else "members", "strategies". */
static const char *facet_words(const char *facet, uint32_t count, char words[80])
{
    size_t length = strlen(facet);
    bool ends_in_y = length > 1 && facet[length - 1] == 'y' && !strchr("aeiou", facet[length - 2]);
    if (count == 1)
        snprintf(words, 80, "%s", facet);
    else
        snprintf(words, 80, "%.*s%s", (int)(length - ends_in_y), facet, ends_in_y ? "ies" : "s");
    return words;
}

static corral_status add_title(const network *n, const char *facet, corral_text *model,
                               corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_drawing *d = n->drawing;
    corral_text text = {0};
    char words[80];
    if (d->group) TRY(corral_text_printf(&text, err, "Group %u: ", d->group));
    TRY(corral_text_printf(&text, err, "%u coalition%s", n->coalitions,
                           n->coalitions == 1 ? "" : "s"));
    if (n->items)
        TRY(corral_text_printf(&text, err, " and the %u %s that ", n->items,
                               facet_words(facet, n->items, words)));
    if (n->items && d->sharers == 2)
        TRY(corral_text_printf(&text, err, "two or more of them share"));
    if (n->items && d->sharers > 2)
        TRY(corral_text_printf(&text, err, "%u or more of them share", d->sharers));
    TRY(corral_drawing_add(model, err, "title", d->title ? d->title : text.bytes, NULL));
done:
    corral_text_release(&text);
    return status;
}

static corral_status add_description(const network *n, corral_text *model, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_drawing *d = n->drawing;
    corral_text text = {0};
    uint32_t groups = d->group ? 1 : corral_grouping_count(d->grouping);
    TRY(corral_text_printf(&text, err,
                           "%u suggested group%s; %zu line%s from a coalition to what it "
                           "shares.",
                           groups, groups == 1 ? "" : "s", n->seats, n->seats == 1 ? "" : "s"));
    TRY(corral_drawing_add(model, err, "desc", d->description ? d->description : text.bytes, NULL));
done:
    corral_text_release(&text);
    return status;
}

static corral_status add_texts(const network *n, const char *facet, corral_text *model,
                               corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text text = {0};
    char words[80];
    TRY(add_title(n, facet, model, err));
    TRY(add_description(n, model, err));
    if (n->left_out) {
        TRY(corral_text_printf(&text, err, "%u more %s of ", n->left_out,
                               facet_words(facet, n->left_out, words)));
        if (n->drawing->sharers > 2)
            TRY(corral_text_printf(&text, err, "fewer than %u", n->drawing->sharers));
        else
            TRY(corral_text_printf(&text, err, "only one"));
        TRY(corral_text_printf(&text, err, " of these coalitions %s not drawn",
                               n->left_out == 1 ? "is" : "are"));
        TRY(corral_drawing_add(model, err, "more", text.bytes, NULL));
    }
    if (n->tie_count)
        TRY(corral_drawing_add(model, err, "more",
                               "A grey line between two boxes: one names the other as its partner",
                               NULL));
    TRY(corral_drawing_add(model, err, "note",
                           "Draft for discussion. Groups are suggestions; people decide.", NULL));
done:
    corral_text_release(&text);
    return status;
}

static corral_status add_looks(const corral_drawing *d, corral_text *model, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_drawing_add(model, err, "corral-drawing", "1", NULL));
    TRY(corral_drawing_add(model, err, "style", "network", NULL));
    TRY(corral_drawing_add(model, err, "lang", d->lang ? d->lang : "en", NULL));
    TRY(corral_drawing_add(model, err, "theme", d->theme ? d->theme : "auto", NULL));
    TRY(corral_drawing_add(model, err, "paper", d->paper ? d->paper : "screen", NULL));
done:
    return status;
}

corral_status corral_drawing_network(const corral_drawing *drawing, corral_text *model,
                                     corral_error *err)
{
    corral_status status = CORRAL_OK;
    network n = {.drawing = drawing};
    const char *facet = "item";
    if (drawing->facet != UINT32_MAX) {
        corral_region_facet_items(drawing->region, drawing->facet, &n.first, &n.end);
        facet = corral_region_facet_name(drawing->region, drawing->facet);
    }
    TRY(corral_array_new(&n.coalition, corral_region_coalition_count(drawing->region),
                         sizeof(uint32_t), err));
    TRY(corral_array_new(&n.item, n.end - n.first, sizeof(uint32_t), err));
    count_nodes(&n);
    TRY(find_ties(&n, err));
    TRY(check_size(&n, facet, err));
    TRY(add_looks(drawing, model, err));
    TRY(add_texts(&n, facet, model, err));
    TRY(add_groups(&n, model, err));
    TRY(add_nodes(&n, model, err));
    TRY(add_seats(&n, model, err));
    TRY(add_ties(&n, model, err));
done:
    free(n.ties);
    free(n.coalition);
    free(n.item);
    return status;
}

/* ---- having it drawn ---- */

#define PROGRAM "corral-viz"

/* Beside this program if it is there, else where it was installed. */
static corral_status find_program(char path[PATH_MAX], corral_error *err)
{
    const char *given = getenv("CORRAL_VIZ");
    if (given && given[0]) {
        if (snprintf(path, PATH_MAX, "%s", given) >= PATH_MAX)
            return corral_error_set(err, CORRAL_BAD_USE, "$CORRAL_VIZ is too long");
        return CORRAL_OK;
    }
    ssize_t length = readlink("/proc/self/exe", path, PATH_MAX - sizeof "/" PROGRAM);
    if (length > 0) {
        path[length] = '\0';
        char *slash = strrchr(path, '/');
        if (slash) strcpy(slash + 1, PROGRAM);
        if (slash && access(path, X_OK) == 0) return CORRAL_OK;
    }
    snprintf(path, PATH_MAX, "%s", CORRAL_VIZ_INSTALLED);
    if (access(path, X_OK) == 0) return CORRAL_OK;
    return corral_error_set(
        err, CORRAL_FILE_SYSTEM,
        "the drawing program corral-viz is neither beside corral nor at %s; name "
        "it in $CORRAL_VIZ",
        path);
}

corral_status corral_drawing_render(corral_session *session, const corral_text *model,
                                    const char *format, double time_limit, corral_text *drawn,
                                    corral_error *err)
{
    corral_status status = CORRAL_OK;
    char path[PATH_MAX];
    TRY(find_program(path, err));
    const char *const arguments[] = {path, "-f", format, NULL};
    const corral_child child = {.arguments = arguments,
                                .input = model->bytes,
                                .input_length = model->length,
                                .time_limit = time_limit,
                                .output_limit = OUTPUT_LIMIT,
                                .progress = &session->progress};
    TRY(corral_child_run(&child, drawn, err));
    if (drawn->length == 0) FAIL(CORRAL_LIBRARY, "\"%s\" drew nothing", path);
done:
    return status;
}
