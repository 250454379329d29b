/* Finding separators and cutting at them. */
#include "io/cell_list.h"

#include <stdio.h>
#include <string.h>

#include "io/values.h"

/* An entry with more commas is not looked for among the choices. */
enum { COMMAS_MOST = 16, KEY_SIZE = 512 };

static const struct {
    const char *text; /* in cells */
    const char *name; /* for --separator */
    const char *words;
} separators[] = {[CORRAL_SEPARATOR_NONE] = {"", "", "one entry a cell"},
                  [CORRAL_SEPARATOR_SEMICOLON] = {";", "semicolon", "\";\" behind entries"},
                  [CORRAL_SEPARATOR_BAR] = {"|", "bar", "\"|\" between entries"},
                  [CORRAL_SEPARATOR_LINE] = {"\n", "line", "one entry a line"},
                  [CORRAL_SEPARATOR_COMMA_SPACE] = {", ", ", ", "\", \" between entries"},
                  [CORRAL_SEPARATOR_COMMA] = {",", "comma", "\",\" between entries"},
                  [CORRAL_SEPARATOR_SPACE] = {" ", "space", "codes with spaces between them"},
                  [CORRAL_SEPARATOR_TAB] = {"\t", "tab", "tabs between entries"}};

enum { SEPARATORS = sizeof separators / sizeof *separators };

const char *corral_separator_words(corral_separator separator)
{
    return separators[separator].words;
}

bool corral_separator_read(const char *text, corral_separator *separator)
{
    for (int k = 1; k < SEPARATORS; k++) {
        if (strcmp(text, separators[k].text) && !corral_value_same(text, separators[k].name))
            continue;
        *separator = (corral_separator)k;
        return true;
    }
    return false;
}

/* ---- cutting ---- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Where the separator stands in the text, NULL if nowhere; *length is its own. */
static const char *find(const char *text, corral_separator separator, size_t *length)
{
    *length = 1;
    switch (separator) {
    case CORRAL_SEPARATOR_NONE: return NULL;
    case CORRAL_SEPARATOR_LINE: /* xlsx.c keeps the lines of a cell apart by a vertical tab */
        text += strcspn(text, "\n\r\v");
        return *text ? text : NULL;
    case CORRAL_SEPARATOR_COMMA_SPACE: *length = 2; return strstr(text, ", ");
    case CORRAL_SEPARATOR_COMMA:
        for (const char *at = strchr(text, ','); at; at = strchr(at + 1, ','))
            if (at == text || !is_digit(at[-1]) || !is_digit(at[1])) return at; /* not 1,000 */
        return NULL;
    default: return strchr(text, separators[separator].text[0]);
    }
}

static bool has_commas(corral_separator separator)
{
    return separator == CORRAL_SEPARATOR_COMMA || separator == CORRAL_SEPARATOR_COMMA_SPACE;
}

static bool is_choice(const corral_cell_lists *lists, const char *text, size_t length)
{
    char key[KEY_SIZE];
    int prefix = snprintf(key, sizeof key, "%s/", lists->prefix);
    if (!lists->choices || prefix < 0 || (size_t)prefix + length >= sizeof key) return false;
    memcpy(key + prefix, text, length);
    return corral_strings_find(lists->choices, key, (size_t)prefix + length) != CORRAL_NONE;
}

/* The end of the longest known choice at text that a separator or the end follows; NULL if none. */
static const char *end_of_choice(const corral_cell_lists *lists, corral_separator separator,
                                 const char *text)
{
    const char *best = NULL, *from = text;
    size_t length;
    for (int k = 0; k <= COMMAS_MOST; k++) {
        const char *at = find(from, separator, &length);
        const char *end = at ? at : from + strlen(from);
        if (is_choice(lists, text, (size_t)(end - text))) best = end;
        if (!at) break;
        from = at + length;
    }
    return best;
}

bool corral_cell_list_next(const corral_cell_lists *lists, corral_separator separator, char **rest,
                           char **entry)
{
    while (*rest && **rest) {
        size_t length;
        char *text = *rest;
        while (*text == ' ') text++;
        const char *end = has_commas(separator) ? end_of_choice(lists, separator, text) : NULL;
        const char *at = find(end ? end : text, separator, &length);
        if (at) {
            *rest = text + (at - text) + length;
            text[at - text] = '\0';
        } else {
            *rest = NULL;
        }
        *entry = corral_value_trim(text);
        if (**entry) return true;
    }
    return false;
}

/* ---- finding ---- */

/* Entries of cells without a comma are choices. */
static corral_status learn(corral_cell_lists *lists, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text key = {0};
    uint32_t number;
    for (size_t i = 0; i < lists->count; i++) {
        if (!lists->cells[i][0] || strchr(lists->cells[i], ',')) continue;
        key.length = 0;
        TRY(corral_text_printf(&key, err, "%s/%s", lists->prefix, lists->cells[i]));
        TRY(corral_strings_add(lists->choices, key.bytes, key.length, &number, err));
    }
done:
    corral_text_release(&key);
    return status;
}

static bool holds(const char *cell, corral_separator separator)
{
    size_t length;
    return find(cell, separator, &length) != NULL;
}

/* Every list ends with it, as forms that write it so do. */
static bool ends_all(const corral_cell_lists *lists, corral_separator separator)
{
    size_t found = 0;
    for (size_t i = 0; i < lists->count; i++) {
        const char *cell = lists->cells[i];
        if (!cell[0] || corral_value_item_word(cell) != CORRAL_ITEM_WORD_ITEM) continue;
        if (cell[strlen(cell) - 1] != separators[separator].text[0]) return false;
        found++;
    }
    return found > 0;
}

static bool are_codes(const corral_cell_lists *lists)
{
    static const char code[] = "abcdefghijklmnopqrstuvwxyz0123456789_- ";
    bool several = false;
    for (size_t i = 0; i < lists->count; i++) {
        const char *cell = lists->cells[i];
        if (cell[strspn(cell, code)]) return false;
        several = several || strchr(cell, ' ');
    }
    return several;
}

static bool is_lower(const char *text)
{
    return *text >= 'a' && *text <= 'z';
}

/* Few of the cells have commas: a name may well hold one. */
static bool are_commas_rare(const corral_cell_lists *lists, corral_separator separator)
{
    size_t filled = 0, with = 0;
    for (size_t i = 0; i < lists->count; i++) {
        filled += lists->cells[i][0] != '\0';
        with += holds(lists->cells[i], separator);
    }
    return with * 20 < filled;
}

static corral_status ask(const char *before, const char *entry, corral_text *doubtful,
                         corral_error *err)
{
    return corral_text_printf(doubtful, err,
                              "are %s and %s two entries, or one with a comma? List the choices "
                              "in items.csv, or say --separator comma where they are two, "
                              "--separator line where no cell is a list",
                              CORRAL_QUOTE(before), CORRAL_QUOTE(entry));
}

/* Whether none of the entries stands in a cell of its own. */
static bool are_unknown(const corral_cell_lists *lists, corral_separator separator, char *rest)
{
    char *entry;
    while (corral_cell_list_next(lists, separator, &rest, &entry))
        if (is_choice(lists, entry, strlen(entry))) return false;
    return true;
}

/* Whether an entry begins in lower case where the first of its cell does not: "Affordable, good
 * child care" is one choice rather than two. */
static corral_status doubt_commas(const corral_cell_lists *lists, corral_separator separator,
                                  corral_text *doubtful, size_t *line, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text copy = {0};
    bool are_rare = are_commas_rare(lists, separator);
    for (size_t i = 0; i < lists->count && !doubtful->length; i++) {
        char *entry, *rest, *before = NULL;
        bool lower = is_lower(lists->cells[i]), is_odd = false;
        if (are_rare && holds(lists->cells[i], separator)) {
            copy.length = 0;
            TRY(corral_text_printf(&copy, err, "%s", lists->cells[i]));
            is_odd = are_unknown(lists, separator, copy.bytes);
        }
        copy.length = 0;
        TRY(corral_text_printf(&copy, err, "%s", lists->cells[i]));
        rest = copy.bytes;
        while (corral_cell_list_next(lists, separator, &rest, &entry)) {
            bool is_tail = !lower && is_lower(entry) && !is_choice(lists, entry, strlen(entry));
            if (before && (is_odd || is_tail)) {
                *line = lists->lines[i];
                TRY(ask(before, entry, doubtful, err));
                break;
            }
            before = entry;
        }
    }
done:
    corral_text_release(&copy);
    return status;
}

/* A column with commas and no stronger separator. */
static corral_status weigh_commas(corral_cell_lists *lists, corral_separator *out,
                                  corral_text *doubtful, size_t *line, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char *tight = NULL;
    bool spaced = false;
    for (size_t i = 0; i < lists->count; i++) {
        const char *cell = lists->cells[i];
        if (holds(cell, CORRAL_SEPARATOR_COMMA_SPACE))
            spaced = true;
        else if (!tight && holds(cell, CORRAL_SEPARATOR_COMMA) &&
                 !is_choice(lists, cell, strlen(cell))) {
            tight = cell;
            *line = lists->lines[i];
        }
    }
    *out = CORRAL_SEPARATOR_NONE;
    if (lists->tight_commas)
        *out = CORRAL_SEPARATOR_COMMA;
    else if (spaced)
        *out = CORRAL_SEPARATOR_COMMA_SPACE;
    else if (tight)
        return corral_text_printf(doubtful, err,
                                  "is %s one entry or several? Say --separator comma if several, "
                                  "or list the choices in items.csv",
                                  CORRAL_QUOTE(tight));
    if (*out) TRY(learn(lists, err));
    if (*out) TRY(doubt_commas(lists, *out, doubtful, line, err));
done:
    return status;
}

/* A cell that holds the second and not the first, which would be one entry then. */
static size_t first_with(const corral_cell_lists *lists, corral_separator has,
                         corral_separator has_not)
{
    size_t i = 0;
    while (i < lists->count && !(holds(lists->cells[i], has) && !holds(lists->cells[i], has_not)))
        i++;
    return i;
}

static size_t first_with_both(const corral_cell_lists *lists, corral_separator one,
                              corral_separator two)
{
    size_t i = 0;
    while (i < lists->count && !(holds(lists->cells[i], one) && holds(lists->cells[i], two))) i++;
    return i;
}

static corral_status doubt(const corral_cell_lists *lists, size_t i, corral_separator one,
                           corral_separator two, corral_text *doubtful, size_t *line,
                           corral_error *err)
{
    *line = lists->lines[i];
    return corral_text_printf(doubtful, err,
                              "what separates the entries of %s? The column has %s, and %s: say "
                              "--separator",
                              CORRAL_QUOTE(lists->cells[i]), corral_separator_words(one),
                              corral_separator_words(two));
}

corral_status corral_cell_lists_separator(corral_cell_lists *lists, corral_separator *out,
                                          corral_text *doubtful, size_t *line, corral_error *err)
{
    static const corral_separator strong[] = {CORRAL_SEPARATOR_SEMICOLON, CORRAL_SEPARATOR_BAR,
                                              CORRAL_SEPARATOR_LINE};
    corral_separator found[3];
    size_t count = 0;
    for (size_t k = 0; k < 3; k++) {
        bool has = false;
        for (size_t i = 0; i < lists->count && !has; i++) has = holds(lists->cells[i], strong[k]);
        if (!has) continue;
        *out = strong[k];
        if (k < 2 && ends_all(lists, strong[k])) return CORRAL_OK;
        found[count++] = strong[k];
    }
    if (count > 1) {
        size_t i = first_with_both(lists, found[0], found[1]);
        if (i == lists->count) i = first_with(lists, found[1], found[0]);
        return doubt(lists, i, found[0], found[1], doubtful, line, err);
    }
    if (count == 1) {
        size_t i = first_with(lists, CORRAL_SEPARATOR_COMMA_SPACE, *out);
        if (i < lists->count && !is_choice(lists, lists->cells[i], strlen(lists->cells[i])))
            return doubt(lists, i, *out, CORRAL_SEPARATOR_COMMA_SPACE, doubtful, line, err);
        return CORRAL_OK;
    }
    if (lists->is_coded && are_codes(lists)) {
        *out = CORRAL_SEPARATOR_SPACE;
        return CORRAL_OK;
    }
    return weigh_commas(lists, out, doubtful, line, err);
}
