/* UCINET DL files of two modes: dl nr=R nc=C format=edgelist2|nodelist2|fullmatrix; rows are
 * coalitions, columns members. Labels are listed, or embedded in the data, or there are none and
 * rows and columns go by their numbers. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "core/text.h"
#include "io/formats.h"
#include "io/lines.h"
#include "io/two_mode.h"
#include "io/values.h"

#define NUMBER_MOST ((uint32_t)INT32_MAX)

typedef enum part { HEADER, ROW_LABELS, COLUMN_LABELS, DATA } part;
typedef enum layout { FULL_MATRIX, EDGE_LIST, NODE_LIST } layout;

typedef struct dl {
    corral_lines lines;
    corral_two_mode *graph;
    part part;
    layout layout;
    uint32_t rows, columns;
    bool is_embedded;
    uint32_t row_labels, column_labels; /* how many were listed */
    bool has_heads;                     /* the embedded labels of a matrix's columns were read */
    uint32_t row, column;               /* of the matrix: what was read last */
    uint32_t row_node;
} dl;

static corral_status refuse(const dl *d, size_t column, corral_error *err, const char *what,
                            const char *got)
{
    return corral_error_set_at(err, CORRAL_BAD_INPUT,
                               (corral_place){d->lines.file, d->lines.line, column}, "%s, got %s",
                               what, CORRAL_QUOTE(got ? got : ""));
}

/* ---- ends ---- */

/* The key is by number where labels are listed or missing, else by label. */
static corral_status add_end(dl *d, char mode, uint32_t number, const char *label, uint32_t *out,
                             corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text key = {0};
    char digits[16];
    snprintf(digits, sizeof digits, "%u", number);
    const char *name = number ? digits : label;
    TRY(corral_text_printf(&key, err, "%c%s", mode, name));
    if ((*out = corral_two_mode_find(d->graph, key.bytes)) != CORRAL_NONE) goto done;
    corral_node node = {.key = key.bytes,
                        .id = label ? label : name,
                        .label = label ? label : name,
                        .side = mode == 'r' ? CORRAL_SIDE_COALITION : CORRAL_SIDE_ITEM,
                        .line = d->lines.line};
    TRY(corral_two_mode_add(d->graph, &node, err));
    *out = corral_two_mode_find(d->graph, key.bytes);
done:
    corral_text_release(&key);
    return status;
}

/* The row or column that a word of the data names. */
static corral_status find_end(dl *d, char mode, const char *word, size_t at, uint32_t *out,
                              corral_error *err)
{
    uint32_t number, most = mode == 'r' ? d->rows : d->columns;
    if (d->is_embedded) return add_end(d, mode, 0, word, out, err);
    if (!corral_whole_number(word, most, &number))
        return refuse(d, at, err,
                      mode == 'r' ? "a row has a number from 1 to nr"
                                  : "a column has a number from 1 to nc",
                      word);
    return add_end(d, mode, number, NULL, out, err);
}

/* ---- the header ---- */

static corral_status read_size(dl *d, const char *value, uint32_t *out, corral_error *err)
{
    if (value && corral_whole_number(value, NUMBER_MOST, out)) return CORRAL_OK;
    return refuse(d, 0, err, "nr and nc must be numbers from 1 to 2147483647", value);
}

static corral_status read_layout(dl *d, const char *value, corral_error *err)
{
    static const char *const words[] = {"fullmatrix", "edgelist2", "nodelist2"};
    for (int k = 0; value && k < 3; k++) {
        if (!corral_value_same(value, words[k])) continue;
        d->layout = (layout)k;
        return CORRAL_OK;
    }
    return refuse(d, 0, err, "format must be edgelist2, nodelist2 or fullmatrix", value);
}

/* "labels:" and "labels embedded", each also of rows or columns alone; *taken if it was one. */
static void read_labels(dl *d, const char *text, bool *taken)
{
    bool of_columns = !strncasecmp(text, "col", 3), of_rows = !strncasecmp(text, "row", 3);
    if (of_columns || of_rows)
        text += strcspn(text, " \t") + strspn(text + strcspn(text, " \t"), " \t");
    *taken = strncasecmp(text, "labels", 6) == 0;
    if (!*taken) return;
    text += 6;
    text += strspn(text, " \t:");
    if (!strncasecmp(text, "embedded", 8)) {
        d->is_embedded = true;
        d->part = HEADER;
    } else {
        d->part = of_columns ? COLUMN_LABELS : ROW_LABELS;
    }
}

/* name=value pairs, however spaced. */
static corral_status read_settings(dl *d, char *text, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (char *c = text; *c; c++)
        if (*c == '=' || *c == ',') *c = ' ';
    char *rest = text, *name;
    while ((name = corral_word_next(&rest))) {
        if (corral_value_same(name, "dl")) continue;
        char *value = corral_word_next(&rest);
        if (corral_value_same(name, "nr"))
            TRY(read_size(d, value, &d->rows, err));
        else if (corral_value_same(name, "nc"))
            TRY(read_size(d, value, &d->columns, err));
        else if (corral_value_same(name, "format"))
            TRY(read_layout(d, value, err));
        else if (corral_value_same(name, "n"))
            TRY(refuse(d, 0, err,
                       "one mode (n=) holds no coalitions and members: nr= and nc= "
                       "are needed",
                       value));
        else if (corral_value_same(name, "nm")) {
            uint32_t matrices;
            if (!value || !corral_whole_number(value, 1, &matrices))
                TRY(refuse(d, 0, err, "a file holds one matrix: nm must be 1", value));
        } else {
            TRY(refuse(d, 0, err, "the header has nr=, nc=, format=, labels and data:", name));
        }
    }
done:
    return status;
}

static corral_status begin_data(dl *d, corral_error *err)
{
    d->part = DATA;
    if (d->rows && d->columns) return CORRAL_OK;
    return refuse(d, 0, err, "the header must say nr= and nc= before the data", "data:");
}

static corral_status read_header(dl *d, char *text, bool *taken, corral_error *err)
{
    *taken = true;
    if (!strncasecmp(text, "data:", 5)) return begin_data(d, err);
    read_labels(d, text, taken);
    if (*taken || d->part != HEADER) return CORRAL_OK;
    *taken = true;
    return read_settings(d, text, err);
}

static corral_status list_labels(dl *d, char *text, corral_error *err)
{
    corral_status status = CORRAL_OK;
    bool of_rows = d->part == ROW_LABELS;
    uint32_t *count = of_rows ? &d->row_labels : &d->column_labels, node;
    char *rest = text, *label;
    while ((label = corral_label_next(&rest))) {
        if (*count == (of_rows ? d->rows : d->columns))
            TRY(refuse(d, 0, err, "there are more labels than nr= or nc= says", label));
        TRY(add_end(d, of_rows ? 'r' : 'c', ++*count, label, &node, err));
    }
done:
    return status;
}

/* ---- the data ---- */

static corral_status read_edge(dl *d, char *text, corral_error *err)
{
    corral_status status = CORRAL_OK;
    char *rest = text, *row = corral_label_next(&rest), *column = corral_label_next(&rest);
    char *said = corral_label_next(&rest);
    double weight = 1;
    uint32_t a, b;
    if (!column) return refuse(d, 1, err, "an edge has a row and a column", row);
    if (said && !corral_value_number(said, false, &weight))
        return refuse(d, 3, err, "weight must be a number from 0 to 1", said);
    TRY(find_end(d, 'r', row, 1, &a, err));
    TRY(find_end(d, 'c', column, 2, &b, err));
    TRY(corral_two_mode_link(d->graph, a, b, weight, NULL, d->lines.line, err));
done:
    return status;
}

static corral_status read_node(dl *d, char *text, corral_error *err)
{
    corral_status status = CORRAL_OK;
    char *rest = text, *word = corral_label_next(&rest);
    uint32_t a, b;
    size_t at = 1;
    if (!word) return CORRAL_OK;
    TRY(find_end(d, 'r', word, at, &a, err));
    while ((word = corral_label_next(&rest))) {
        TRY(find_end(d, 'c', word, ++at, &b, err));
        TRY(corral_two_mode_link(d->graph, a, b, 1, NULL, d->lines.line, err));
    }
done:
    return status;
}

/* A word of the matrix's row that is being read. */
static corral_status read_value(dl *d, const char *word, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t node;
    double weight;
    if (!corral_value_number(word, false, &weight))
        TRY(refuse(d, d->column + 1, err, "the matrix has numbers from 0 to 1", word));
    d->column++;
    if (weight == 0) return CORRAL_OK;
    TRY(add_end(d, 'c', d->column, NULL, &node, err));
    TRY(corral_two_mode_link(d->graph, d->row_node, node, weight, NULL, d->lines.line, err));
done:
    return status;
}

/* Rows may go over several lines, and begin with their label if labels are embedded. */
static corral_status read_matrix(dl *d, char *text, corral_error *err)
{
    corral_status status = CORRAL_OK;
    char *rest = text, *word;
    while ((word = corral_label_next(&rest))) {
        uint32_t node;
        if (d->is_embedded && !d->has_heads) {
            TRY(add_end(d, 'c', ++d->column, word, &node, err));
            d->has_heads = d->column == d->columns;
            continue;
        }
        if (d->row == 0 || d->column == d->columns) {
            if (d->row == d->rows)
                TRY(refuse(d, 0, err, "the matrix has more values than nr= times nc=", word));
            d->row++;
            d->column = 0;
            TRY(add_end(d, 'r', d->row, d->is_embedded ? word : NULL, &d->row_node, err));
            if (d->is_embedded) continue;
        }
        TRY(read_value(d, word, err));
    }
done:
    return status;
}

static corral_status read_line(dl *d, char *text, corral_error *err)
{
    corral_status status = CORRAL_OK;
    bool taken = false;
    text += strspn(text, " \t\v\f");
    if (!*text) return CORRAL_OK;
    if (d->part != DATA) TRY(read_header(d, text, &taken, err));
    if (taken) return CORRAL_OK;
    if (d->part != DATA) return list_labels(d, text, err);
    if (d->layout == EDGE_LIST) return read_edge(d, text, err);
    if (d->layout == NODE_LIST) return read_node(d, text, err);
    return read_matrix(d, text, err);
done:
    return status;
}

static corral_status check_end(const dl *d, corral_error *err)
{
    if (d->part != DATA)
        return refuse(d, 0, err, "the file must hold \"data:\" and what follows it", "its end");
    if (d->layout == FULL_MATRIX && (d->row < d->rows || d->column < d->columns))
        return refuse(d, 0, err, "the matrix has fewer values than nr= times nc=", "its end");
    return CORRAL_OK;
}

corral_status corral_read_dl(corral_reading *reading, corral_source *source, corral_error *err)
{
    corral_status status = CORRAL_OK;
    dl d = {.part = HEADER};
    char *text;
    TRY(corral_lines_init(&d.lines, reading, source, err));
    TRY(corral_two_mode_new(reading, d.lines.file, &d.graph, err));
    for (;;) {
        TRY(corral_lines_next(&d.lines, &text, err));
        if (!text) break;
        TRY(read_line(&d, text, err));
    }
    TRY(check_end(&d, err));
    TRY(corral_two_mode_finish(d.graph, err));
done:
    corral_lines_release(&d.lines);
    corral_two_mode_free(d.graph);
    return status;
}
