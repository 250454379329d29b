/* Pajek networks of two modes: *Vertices N N1, of which the first N1 are coalitions, then *Edges or
 * *Arcs as pairs of numbers, or lists of them. Without N1 edges lead from coalitions to members. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "core/text.h"
#include "io/formats.h"
#include "io/lines.h"
#include "io/two_mode.h"
#include "io/values.h"

#define NUMBER_MOST ((uint32_t)INT32_MAX)

typedef enum section { BEFORE, VERTICES, PAIRS, LISTS, MATRIX, OTHER } section;

typedef struct pajek {
    corral_lines lines;
    corral_two_mode *graph;
    section section;
    uint32_t count, first_mode; /* first_mode 0: not said */
    uint32_t row;               /* of the matrix */
} pajek;

static corral_status refuse(const pajek *p, size_t column, corral_error *err, const char *what,
                            const char *got)
{
    return corral_lines_report(&p->lines, CORRAL_SEVERITY_ERROR, column, err, "%s, got %s", what,
                               CORRAL_QUOTE(got ? got : ""));
}

/* ---- vertices ---- */

/* The letter of ASCII that "&#34;" stands for, 0 if the text begins with no such thing. */
static char letter_of(const char *text, size_t *length)
{
    unsigned number = 0;
    size_t i = 2;
    if (text[0] != '&' || text[1] != '#') return 0;
    for (; i < 5 && text[i] >= '0' && text[i] <= '9'; i++)
        number = number * 10 + (unsigned)(text[i] - '0');
    *length = i + 1;
    return text[i] == ';' && number < 128 ? (char)number : 0;
}

/* "&#34;" is how a quote is written. */
static void decode(char *text)
{
    char *to = text, letter;
    size_t length = 0;
    while (*text) {
        letter = letter_of(text, &length);
        *to++ = letter ? letter : *text;
        text += letter ? length : 1;
    }
    *to = '\0';
}

static corral_side side_of(const pajek *p, uint32_t number)
{
    if (!p->first_mode) return CORRAL_SIDE_UNSAID;
    return number <= p->first_mode ? CORRAL_SIDE_COALITION : CORRAL_SIDE_ITEM;
}

static corral_status add_vertex(pajek *p, uint32_t number, const char *label, corral_error *err)
{
    char key[16];
    snprintf(key, sizeof key, "%u", number);
    if (label && corral_name_is_blank(label)) label = NULL;
    corral_node node = {
        .key = key, .id = label, .label = label, .side = side_of(p, number), .line = p->lines.line};
    return corral_two_mode_add(p->graph, &node, err);
}

static corral_status read_vertex(pajek *p, char *text, corral_error *err)
{
    char *rest = text, *first = corral_word_next(&rest);
    uint32_t number;
    if (!corral_whole_number(first, p->count, &number))
        return refuse(p, 1, err, "a vertex has a number from 1 to that behind *Vertices", first);
    rest += strspn(rest, " \t");
    char *label = corral_label_next(&rest);
    if (label) decode(label);
    return add_vertex(p, number, label, err);
}

static corral_status begin_vertices(pajek *p, char *rest, corral_error *err)
{
    char *count = corral_word_next(&rest), *first = corral_word_next(&rest);
    if (!count || !corral_whole_number(count, NUMBER_MOST, &p->count))
        return corral_error_set_at(err, CORRAL_BAD_INPUT,
                                   (corral_place){p->lines.file, p->lines.line, 2},
                                   "*Vertices must be followed by their number, from 1 to %u, "
                                   "got %s",
                                   NUMBER_MOST, CORRAL_QUOTE(count ? count : ""));
    if (first && !corral_whole_number(first, p->count, &p->first_mode))
        return corral_error_set_at(err, CORRAL_BAD_INPUT,
                                   (corral_place){p->lines.file, p->lines.line, 3},
                                   "the size of the first mode must be from 1 to %u, got %s",
                                   p->count, CORRAL_QUOTE(first));
    p->section = VERTICES;
    return CORRAL_OK;
}

/* ---- links ---- */

/* The vertex that a word names, added under its number if it was not listed. */
static corral_status find_vertex(pajek *p, const char *word, size_t column, uint32_t *out,
                                 bool *found, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t number;
    char key[16];
    *found = corral_whole_number(word, p->count, &number);
    if (!*found)
        return refuse(p, column, err, "a vertex has a number from 1 to that behind *Vertices",
                      word);
    snprintf(key, sizeof key, "%u", number);
    if ((*out = corral_two_mode_find(p->graph, key)) != CORRAL_NONE) return CORRAL_OK;
    TRY(add_vertex(p, number, NULL, err));
    *out = corral_two_mode_find(p->graph, key);
done:
    return status;
}

static corral_status read_pair(pajek *p, char *text, corral_error *err)
{
    corral_status status = CORRAL_OK;
    char *rest = text, *from = corral_word_next(&rest), *to = corral_word_next(&rest);
    char *said = corral_word_next(&rest);
    double weight = 1;
    uint32_t a, b;
    bool found;
    if (!to) return refuse(p, 1, err, "an edge has two ends: from to [weight]", from);
    /* What follows in letters, such as "c Blue", is about drawing. */
    if (said && !(said[0] >= 'a' && said[0] <= 'z') && !corral_value_number(said, false, &weight))
        return refuse(p, 3, err, "weight must be a number from 0 to 1", said);
    TRY(find_vertex(p, from, 1, &a, &found, err));
    if (found) TRY(find_vertex(p, to, 2, &b, &found, err));
    if (found) TRY(corral_two_mode_link(p->graph, a, b, weight, NULL, p->lines.line, err));
done:
    return status;
}

static corral_status read_list(pajek *p, char *text, corral_error *err)
{
    corral_status status = CORRAL_OK;
    char *rest = text, *word = corral_word_next(&rest);
    uint32_t from, to;
    bool found;
    size_t column = 1;
    TRY(find_vertex(p, word, column, &from, &found, err));
    while (found && (word = corral_word_next(&rest))) {
        TRY(find_vertex(p, word, ++column, &to, &found, err));
        if (found) TRY(corral_two_mode_link(p->graph, from, to, 1, NULL, p->lines.line, err));
    }
done:
    return status;
}

/* A line of the matrix: what the first mode's next vertex has of the second. */
static corral_status read_row(pajek *p, char *text, corral_error *err)
{
    corral_status status = CORRAL_OK;
    char *rest = text, *word, from[16], to[16];
    uint32_t a, b, column = 0, base = p->first_mode;
    bool found;
    snprintf(from, sizeof from, "%u", ++p->row);
    while ((word = corral_word_next(&rest))) {
        double weight;
        column++;
        if (!corral_value_number(word, false, &weight))
            return refuse(p, column, err, "the matrix has numbers from 0 to 1", word);
        if (weight == 0) continue;
        snprintf(to, sizeof to, "%u", base + column);
        TRY(find_vertex(p, from, 0, &a, &found, err));
        if (found) TRY(find_vertex(p, to, column, &b, &found, err));
        if (found) TRY(corral_two_mode_link(p->graph, a, b, weight, NULL, p->lines.line, err));
    }
done:
    return status;
}

/* ---- sections ---- */

static corral_status begin_section(pajek *p, char *text, corral_error *err)
{
    char *rest = text, *word = corral_word_next(&rest);
    static const struct {
        const char *word;
        section section;
    } words[] = {{"*edges", PAIRS},
                 {"*arcs", PAIRS},
                 {"*edgeslist", LISTS},
                 {"*arcslist", LISTS},
                 {"*matrix", MATRIX}};
    if (corral_value_same(word, "*vertices")) {
        if (p->section == BEFORE) return begin_vertices(p, rest, err);
        return corral_error_set_at(err, CORRAL_BAD_INPUT,
                                   (corral_place){p->lines.file, p->lines.line, 0},
                                   "*Vertices is there twice: a file holds one network");
    }
    if (corral_value_same(word, "*network")) return CORRAL_OK;
    if (p->section == BEFORE)
        return corral_error_set_at(
            err, CORRAL_BAD_INPUT, (corral_place){p->lines.file, p->lines.line, 0},
            "a Pajek network begins with *Vertices, got %s", CORRAL_QUOTE(word));
    p->section = OTHER;
    /* "*Arcs :1 "name"" is one relation of several. */
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (corral_value_same(word, words[k].word)) p->section = words[k].section;
    if (p->section != OTHER) return CORRAL_OK;
    return corral_lines_report(&p->lines, CORRAL_SEVERITY_WARNING, 0, err, "section %s is not read",
                               CORRAL_QUOTE(word));
}

static corral_status read_line(pajek *p, char *text, corral_error *err)
{
    text += strspn(text, " \t\v\f");
    if (!*text || *text == '%') return CORRAL_OK;
    if (*text == '*') return begin_section(p, text, err);
    switch (p->section) {
    case VERTICES: return read_vertex(p, text, err);
    case PAIRS: return read_pair(p, text, err);
    case LISTS: return read_list(p, text, err);
    case MATRIX: return read_row(p, text, err);
    case OTHER: return CORRAL_OK;
    case BEFORE: break;
    }
    return corral_error_set_at(err, CORRAL_BAD_INPUT,
                               (corral_place){p->lines.file, p->lines.line, 0},
                               "a Pajek network begins with *Vertices, got %s", CORRAL_QUOTE(text));
}

corral_status corral_read_pajek(corral_reading *reading, corral_source *source, corral_error *err)
{
    corral_status status = CORRAL_OK;
    pajek p = {.section = BEFORE};
    char *text;
    TRY(corral_lines_init(&p.lines, reading, source, err));
    TRY(corral_two_mode_new(reading, p.lines.file, &p.graph, err));
    for (;;) {
        TRY(corral_lines_next(&p.lines, &text, err));
        if (!text) break;
        TRY(read_line(&p, text, err));
    }
    TRY(corral_two_mode_finish(p.graph, err));
done:
    corral_lines_release(&p.lines);
    corral_two_mode_free(p.graph);
    return status;
}
