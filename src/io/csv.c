/* Records of a CSV file: as many fields as the header, valid UTF-8; and the header itself. */
#include "io/csv.h"

#include <stdio.h>
#include <string.h>

#include "core/memory.h"
#include "io/csv_scan.h"

#define FIRST_CAPACITY (4 * CORRAL_SOURCE_BLOCK)

corral_status corral_csv_new(corral_source *source, bool repair, corral_problems *problems,
                             corral_csv **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_csv *csv = NULL;
    TRY(corral_array_new(&csv, 1, sizeof *csv, err));
    csv->source = source;
    csv->problems = problems;
    csv->file = corral_source_name(source);
    csv->repair = repair;
    csv->line = 1;
    csv->stops['\0'] = csv->stops['\r'] = csv->stops['\n'] = 1;
    csv->quoted['\0'] = csv->quoted['\r'] = csv->quoted['\n'] = csv->quoted['"'] = 1;
    csv->capacity = FIRST_CAPACITY;
    TRY(corral_array_new(&csv->buffer, csv->capacity, 1, err));
    csv->record = csv->field = csv->write = csv->at = csv->end = csv->buffer;
    *out = csv;
    csv = NULL;
done:
    corral_csv_free(csv);
    return status;
}

void corral_csv_free(corral_csv *csv)
{
    if (!csv) return;
    free(csv->buffer);
    free(csv->fields);
    corral_text_release(&csv->repaired);
    free(csv);
}

size_t corral_csv_keep_blank_names(corral_csv *csv)
{
    csv->columns = csv->all_columns;
    return csv->columns;
}

char corral_csv_delimiter(const corral_csv *csv)
{
    return csv->delimiter;
}

/* ---- records ---- */

static bool is_blank(const char *field)
{
    while (*field == ' ' || *field == '\t') field++;
    return *field == '\0';
}

static bool is_blank_record(const corral_csv *csv)
{
    size_t i = 0;
    while (i < csv->count && is_blank(csv->fields[i])) i++;
    return i == csv->count;
}

/* Line ends in the first length bytes. */
static size_t count_lines(const char *text, size_t length)
{
    size_t lines = 0;
    for (size_t i = 0; i < length; i++)
        if (text[i] == '\n' || (text[i] == '\r' && text[i + 1] != '\n')) lines++;
    return lines;
}

static corral_status report_invalid(corral_csv *csv, size_t column, size_t offset,
                                    corral_error *err)
{
    size_t line = csv->record_line;
    for (size_t i = 0; i < column; i++) line += count_lines(csv->fields[i], strlen(csv->fields[i]));
    corral_place place = {csv->file, line + count_lines(csv->fields[column], offset), column + 1};
    char what[128];
    if (corral_source_is_utf16(csv->source))
        snprintf(what, sizeof what,
                 "half a character of UTF-16: save the file as UTF-8, or let --repair replace it");
    else
        snprintf(what, sizeof what,
                 "the byte 0x%02x is not valid UTF-8: save the file as UTF-8, or let --repair "
                 "replace it",
                 (unsigned char)csv->fields[column][offset]);
    return corral_csv_refuse_record(csv, place, what, err);
}

static corral_status repair_record(corral_csv *csv, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text *text = &csv->repaired;
    text->length = 0;
    for (size_t i = 0; i < csv->count; i++) {
        TRY(corral_utf8_repair(text, csv->fields[i], strlen(csv->fields[i]), &csv->replaced, err));
        TRY(corral_text_append(text, "", 1, err));
    }
    char *next = text->bytes;
    for (size_t i = 0; i < csv->count; i++, next += strlen(next) + 1) csv->fields[i] = next;
done:
    return status;
}

static corral_status check_utf8(corral_csv *csv, bool *good, corral_error *err)
{
    for (size_t i = 0; i < csv->count; i++) {
        size_t length = strlen(csv->fields[i]);
        size_t valid = corral_utf8_valid(csv->fields[i], length);
        if (valid == length) continue;
        if (csv->repair) return repair_record(csv, err);
        *good = false;
        return report_invalid(csv, i, valid, err);
    }
    return CORRAL_OK;
}

/* Spreadsheets write empty fields behind the last column. */
static size_t count_to_last(const corral_csv *csv, size_t least)
{
    size_t count = csv->count;
    while (count > least && is_blank(csv->fields[count - 1])) count--;
    return count;
}

static corral_status check_count(corral_csv *csv, bool *good, corral_error *err)
{
    if (csv->count > csv->columns) csv->count = count_to_last(csv, csv->columns);
    if (csv->count == csv->columns) return CORRAL_OK;
    *good = false;
    return corral_problems_report(csv->problems, CORRAL_SEVERITY_ERROR,
                                  (corral_place){csv->file, csv->record_line, 0}, err,
                                  "%zu field%s where the header has %zu", csv->count,
                                  csv->count == 1 ? "" : "s", csv->columns);
}

static corral_status report_repair(corral_csv *csv, corral_error *err)
{
    size_t replaced = csv->replaced;
    csv->replaced = 0;
    if (replaced == 0) return CORRAL_OK;
    return corral_problems_report(
        csv->problems, CORRAL_SEVERITY_NOTE, (corral_place){csv->file, 0, 0}, err,
        "%zu invalid byte%s replaced by U+FFFD", replaced, replaced == 1 ? "" : "s");
}

/* Our own writer, and careful spreadsheets, put an apostrophe before a text that would be taken for
 * a formula; it is no part of the text. */
static bool is_marked_formula(const char *field)
{
    if (*field != '\'') return false;
    while (*field == '\'') field++;
    return *field && strchr("=+-@\t\r", *field);
}

static void drop_formula_marks(corral_csv *csv)
{
    for (size_t i = 0; i < csv->count; i++)
        if (is_marked_formula(csv->fields[i])) csv->fields[i]++;
}

corral_status corral_csv_next(corral_csv *csv, corral_csv_record *out, bool *more,
                              corral_error *err)
{
    corral_status status = CORRAL_OK;
    bool good = false;
    while (!good) {
        TRY(corral_csv_begin_record(csv, more, err));
        if (!*more) return report_repair(csv, err);
        TRY(corral_csv_read_record(csv, &good, err));
        if (!good) continue;
        if (is_blank_record(csv)) {
            good = false;
            continue;
        }
        if (csv->seen & 0x80) TRY(check_utf8(csv, &good, err));
        if (good && csv->columns) TRY(check_count(csv, &good, err));
    }
    drop_formula_marks(csv);
    *out = (corral_csv_record){csv->fields, csv->count, csv->record_line};
done:
    return status;
}

/* ---- the header ---- */

static const char delimiters[] = ",;\t";
static const char *const delimiter_names[] = {"commas", "semicolons", "tabs"};

/* Counts delimiters outside quotes in the line at `at`, which is read into the buffer whole. */
static corral_status survey_line(corral_csv *csv, size_t found[3], size_t *length,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    bool inside = false;
    size_t i = 0;
    for (;; i++) {
        if (csv->at + i == csv->end && !csv->at_end) TRY(corral_csv_refill(csv, err));
        if (csv->at + i == csv->end) break;
        char c = csv->at[i];
        if (c == '"') inside = !inside;
        if (inside) continue;
        if (c == '\n' || c == '\r') break;
        const char *which = memchr(delimiters, c, 3);
        if (which) found[which - delimiters]++;
    }
    *length = i;
done:
    return status;
}

/* "sep=;" as spreadsheets write it before the header. */
static bool names_delimiter(const char *line, size_t length)
{
    return length == 5 && (memcmp(line, "sep=", 4) == 0 || memcmp(line, "SEP=", 4) == 0) &&
           memchr(delimiters, line[4], 3);
}

static corral_status find_delimiter(corral_csv *csv, bool *more, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t found[3] = {0}, length, best = 0;
    TRY(survey_line(csv, found, &length, err));
    if (names_delimiter(csv->at, length)) {
        csv->delimiter = csv->at[4];
        TRY(corral_csv_skip_line(csv, err));
        TRY(corral_csv_begin_record(csv, more, err));
    } else {
        for (size_t i = 1; i < 3; i++) {
            if (found[i] && found[best])
                FAIL_AT(CORRAL_BAD_INPUT, ((corral_place){csv->file, csv->line, 0}),
                        "the header holds %s and %s, so the delimiter is unclear: put names that "
                        "hold one between quotes, or write sep=%c as the first line",
                        delimiter_names[best], delimiter_names[i], delimiters[best]);
            if (found[i]) best = i;
        }
        csv->delimiter = delimiters[best];
    }
    csv->stops[(unsigned char)csv->delimiter] = 1;
done:
    return status;
}

corral_status corral_csv_header(corral_csv *csv, corral_csv_record *out, bool *more,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_csv_begin_record(csv, more, err));
    if (*more) TRY(find_delimiter(csv, more, err));
    if (*more) TRY(corral_csv_next(csv, out, more, err));
    if (!*more) return CORRAL_OK;
    csv->all_columns = csv->count;
    csv->count = count_to_last(csv, 1);
    csv->columns = out->count = csv->count;
done:
    return status;
}
