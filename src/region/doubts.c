/* What offices leave in sheets and what would pass in silence: several items in one cell, rows that
 * hold totals, aliases of names that nobody uses. All of it is still read as it stands. */
#include "core/memory.h"
#include "region/collect.h"

#include <string.h>

/* ---- where a name stands ---- */

/* By provisional number, the first statement on it, CORRAL_NONE if there is none. */
typedef struct first_statements {
    uint32_t *of_item, *of_coalition;
} first_statements;

static corral_status find_first(const corral_builder *b, first_statements *first, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t items = corral_strings_count(b->items);
    uint32_t coalitions = corral_strings_count(b->coalitions);
    TRY(corral_array_new(&first->of_item, items, sizeof *first->of_item, err));
    TRY(corral_array_new(&first->of_coalition, coalitions, sizeof *first->of_coalition, err));
    memset(first->of_item, 0xff, items * sizeof *first->of_item);
    memset(first->of_coalition, 0xff, coalitions * sizeof *first->of_coalition);
    for (size_t i = b->statement_count; i-- > 0;) {
        first->of_item[b->statement[i].item] = (uint32_t)i;
        first->of_coalition[b->statement[i].coalition] = (uint32_t)i;
    }
done:
    return status;
}

static corral_place statement_place(const corral_builder *b, uint32_t statement)
{
    return statement == CORRAL_NONE ? (corral_place){0}
                                    : collected_statement_place(b, &b->statement[statement]);
}

/* ---- totals ---- */

static bool is_total(const char *name)
{
    static const char *const words[] = {"total",    "totals",    "sum",
                                        "subtotal", "sub total", "grand total"};
    char word[16];
    size_t length = strlen(name);
    if (length >= sizeof word) return false;
    memcpy(word, name, length + 1);
    corral_ascii_lower(word);
    for (char *c = word; *c; c++)
        if (*c == '-' || *c == '_') *c = ' ';
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (strcmp(word, words[k]) == 0) return true;
    return false;
}

/* The id or the name, whichever is a total; NULL if neither is. */
static const char *total_of(const corral_builder *b, uint32_t coalition)
{
    const char *id = corral_strings_get(b->coalitions, coalition);
    const char *column = REGION_NAME_COLUMNS[REGION_NAME];
    uint32_t k = corral_strings_find(b->attributes, column, strlen(column));
    if (is_total(id)) return id;
    if (k == CORRAL_NONE || coalition >= b->attribute_capacity[k]) return NULL;
    const char *name = corral_strings_get(b->texts, b->attribute[k][coalition]);
    return is_total(name) ? name : NULL;
}

static corral_status doubt_coalitions(corral_builder *b, const settled *s,
                                      const first_statements *first, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (uint32_t a = 0; a < corral_strings_count(b->coalitions); a++) {
        const char *total = s->coalition_of[a] == a ? total_of(b, a) : NULL;
        if (!total) continue;
        const collected_coalition *c = &b->coalition[a];
        corral_place place = c->is_declared ? collected_place(b, c->file, c->line)
                                            : statement_place(b, first->of_coalition[a]);
        TRY(corral_problems_report(b->problems, CORRAL_SEVERITY_WARNING, place, err,
                                   "%s looks like a total, not a coalition", CORRAL_QUOTE(total)));
    }
done:
    return status;
}

/* ---- several items in one cell ---- */

static bool is_break(char c)
{
    return c == ';' || c == '\n' || c == '\r';
}

static bool is_letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '#';
}

/* Whether a semicolon (not one of "&amp;") or the end of a line stands between words. */
static bool has_break_inside(const char *text)
{
    bool word = false, broken = false, entity = false;
    for (; *text; text++) {
        bool is_end = is_break(*text) && !(entity && *text == ';');
        bool is_word = *text != ' ' && *text != '\t' && !is_end;
        if (is_word && broken) return true;
        word = word || is_word;
        broken = broken || (word && is_end);
        entity = *text == '&' || (entity && is_letter_or_digit(*text));
    }
    return false;
}

/* Length of the text without a legal form or title behind its last comma: "Harmon Bank, Inc." names
 * one thing. */
static size_t without_legal_form(const char *text)
{
    static const char *const forms[] = {"inc", "llc", "ltd",  "co", "corp", "llp", "lp", "pllc",
                                        "plc", "pc",  "gmbh", "jr", "sr",   "md",  "phd"};
    size_t length = strlen(text), from = length;
    char word[8];
    while (from && text[from - 1] != ',') from--;
    if (from == 0 || length - from > sizeof word) return length;
    size_t letters = 0;
    for (size_t i = from; i < length; i++)
        if (text[i] != '.' && text[i] != ' ') word[letters++] = text[i];
    if (letters == sizeof word) return length;
    word[letters] = '\0';
    corral_ascii_lower(word);
    for (size_t k = 0; k < sizeof forms / sizeof *forms; k++)
        if (strcmp(word, forms[k]) == 0) return from - 1;
    return length;
}

/* Whether one of the pieces between ", " is itself an item of the facet. */
static corral_status lists_an_item(corral_builder *b, uint32_t item, bool *found, corral_error *err)
{
    corral_status status = CORRAL_OK;
    char prefix[REGION_KEY_PREFIX];
    const char *key = collected_key(b, item), *piece = key;
    if (!strstr(key, ", ")) return CORRAL_OK;
    const char *end = key + without_legal_form(key);
    region_key_prefix(b->item[item].facet, prefix);
    while (piece < end && !*found) {
        const char *comma = strstr(piece, ", ");
        if (!comma || comma > end) comma = end;
        if (piece == key && comma == end) break; /* one piece */
        b->prefixed.length = 0;
        TRY(corral_text_append(&b->prefixed, prefix, sizeof prefix, err));
        TRY(corral_text_append(&b->prefixed, piece, (size_t)(comma - piece), err));
        *found =
            corral_strings_find(b->items, b->prefixed.bytes, b->prefixed.length) != CORRAL_NONE;
        piece = comma < end ? comma + strlen(", ") : end;
    }
done:
    return status;
}

/* An item that somebody described or merged into another is meant as it stands. */
static corral_status doubt_items(corral_builder *b, const settled *s, const first_statements *first,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (uint32_t j = 0; j < corral_strings_count(b->items); j++) {
        const char *key = collected_key(b, j);
        corral_place place = statement_place(b, first->of_item[j]);
        if (b->item[j].is_declared || s->item_of[j] != j || first->of_item[j] == CORRAL_NONE)
            continue;
        if (is_total(key))
            TRY(corral_problems_report(b->problems, CORRAL_SEVERITY_WARNING, place, err,
                                       "%s looks like a total, not an item", CORRAL_QUOTE(key)));
        /* Ends of lines are spaces in the key. */
        const char *text = b->item[j].original == CORRAL_NONE
                               ? key
                               : corral_strings_get(b->texts, b->item[j].original);
        bool several = has_break_inside(key) || has_break_inside(text);
        if (!several) TRY(lists_an_item(b, j, &several, err));
        if (several)
            TRY(corral_problems_report(b->problems, CORRAL_SEVERITY_WARNING, place, err,
                                       "%s may be several items in one cell; give each a row of "
                                       "its own",
                                       CORRAL_QUOTE(text)));
    }
done:
    return status;
}

/* ---- aliases ---- */

/* A name that another one is merged into is a link of a chain. */
static corral_status find_links(const corral_builder *b, unsigned char **is_link, corral_error *err)
{
    uint32_t items = corral_strings_count(b->items);
    corral_status status = corral_array_new(is_link, items, 1, err);
    if (status != CORRAL_OK) return status;
    for (uint32_t j = 0; j < items; j++)
        if (b->item[j].alias != CORRAL_NONE) (*is_link)[b->item[j].alias] = 1;
    return CORRAL_OK;
}

static corral_status doubt_aliases(corral_builder *b, const first_statements *first,
                                   corral_error *err)
{
    corral_status status = CORRAL_OK;
    unsigned char *is_link = NULL;
    TRY(find_links(b, &is_link, err));
    for (uint32_t j = 0; j < corral_strings_count(b->items); j++) {
        const collected_item *i = &b->item[j];
        if (i->alias == CORRAL_NONE || i->is_declared || i->is_parent || is_link[j] ||
            first->of_item[j] != CORRAL_NONE)
            continue;
        TRY(corral_problems_report(
            b->problems, CORRAL_SEVERITY_WARNING, collected_place(b, i->alias_file, i->alias_line),
            err, "%s is merged but occurs nowhere", CORRAL_QUOTE(collected_key(b, j))));
    }
done:
    free(is_link);
    return status;
}

corral_status collected_doubt(corral_builder *b, const settled *s, corral_error *err)
{
    corral_status status = CORRAL_OK;
    first_statements first = {0};
    TRY(find_first(b, &first, err));
    TRY(doubt_coalitions(b, s, &first, err));
    TRY(doubt_items(b, s, &first, err));
    TRY(doubt_aliases(b, &first, err));
done:
    free(first.of_item);
    free(first.of_coalition);
    return status;
}
