/* The buffer holds the record being read and what follows it:
 *
 *     buffer ... record ... field ... write <= at ... end, and a NUL at end
 *
 * Fields are cut in place: a delimiter becomes the NUL behind its field, and a quoted field is
 * written back over itself without its quotes, so `write` falls behind `at`. When `at` meets `end`
 * the record moves to the front, the rest of the buffer is filled and every pointer moves along.
 * The NUL at `end` stops the scan for the next special byte, so that the inner loop has one test.
 */
#include "io/csv_scan.h"

#include <stdint.h>
#include <string.h>

#include "core/memory.h"

#define LAST_CAPACITY (CORRAL_CSV_RECORD_LIMIT + 2 * CORRAL_SOURCE_BLOCK)

/* Line and column of the field being read. */
static corral_place here(const corral_csv *csv)
{
    return (corral_place){csv->file, csv->line, csv->count + 1};
}

corral_status corral_csv_refuse_record(corral_csv *csv, corral_place place, const char *what,
                                       corral_error *err)
{
    return corral_problems_report(csv->columns ? csv->problems : NULL, CORRAL_SEVERITY_ERROR, place,
                                  err, "%s", what);
}

/* ---- the buffer ---- */

/* Moves the record to the front of `to`, which may be the buffer itself or a larger one. */
static void move_record(corral_csv *csv, char *to)
{
    const char *from = csv->record;
    memmove(to, from, (size_t)(csv->end - from));
    for (size_t i = 0; i < csv->count; i++) csv->fields[i] = to + (csv->fields[i] - from);
    csv->field = to + (csv->field - from);
    csv->write = to + (csv->write - from);
    csv->at = to + (csv->at - from);
    csv->end = to + (csv->end - from);
    csv->record = to;
}

corral_status corral_csv_refill(corral_csv *csv, corral_error *err)
{
    corral_status status = CORRAL_OK;
    char *larger = NULL;
    size_t kept = (size_t)(csv->end - csv->record), got;
    if (kept > CORRAL_CSV_RECORD_LIMIT)
        FAIL_AT(CORRAL_LIMIT, ((corral_place){csv->file, csv->record_line, 0}),
                "a record may have at most %zu MiB", CORRAL_CSV_RECORD_LIMIT >> 20);
    if (csv->capacity - kept <= CORRAL_SOURCE_BLOCK) {
        size_t wanted = csv->capacity < LAST_CAPACITY / 2 ? 2 * csv->capacity : LAST_CAPACITY;
        TRY(corral_array_new(&larger, wanted, 1, err));
        move_record(csv, larger);
        free(csv->buffer);
        csv->buffer = larger;
        csv->capacity = wanted;
    } else {
        move_record(csv, csv->buffer);
    }
    TRY(corral_source_read(csv->source, csv->end, csv->capacity - 1 - kept, &got, err));
    csv->end += got;
    *csv->end = '\0';
    csv->at_end = got == 0;
done:
    return status;
}

/* True if `at` has a byte, after reading more if that is needed. */
static corral_status look(corral_csv *csv, bool *there, corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (csv->at == csv->end && !csv->at_end) status = corral_csv_refill(csv, err);
    *there = csv->at < csv->end;
    return status;
}

/* ---- lines ---- */

/* Steps over the line end at `at`, which was c (its place may hold the NUL of a field by now). */
static corral_status end_line(corral_csv *csv, char c, corral_error *err)
{
    corral_status status = CORRAL_OK;
    bool there;
    size_t line = csv->line++;
    csv->at++;
    if (c == '\n') return CORRAL_OK;
    TRY(look(csv, &there, err));
    if (there && *csv->at == '\n') {
        csv->at++;
    } else if (!csv->lone_cr) {
        csv->lone_cr = true;
        TRY(corral_problems_report(csv->problems, CORRAL_SEVERITY_WARNING,
                                   (corral_place){csv->file, line, 0}, err,
                                   "the line ends with a carriage return alone; it is read as a "
                                   "line end"));
    }
done:
    return status;
}

static void forget_record(corral_csv *csv)
{
    csv->record = csv->field = csv->write = csv->at;
    csv->record_line = csv->line;
    csv->count = 0;
    csv->seen = 0;
}

corral_status corral_csv_begin_record(corral_csv *csv, bool *more, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (;;) {
        forget_record(csv);
        TRY(look(csv, more, err));
        if (!*more || (*csv->at != '\n' && *csv->at != '\r')) break;
        TRY(end_line(csv, *csv->at, err));
    }
done:
    return status;
}

corral_status corral_csv_skip_line(corral_csv *csv, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (;;) {
        bool there;
        forget_record(csv);
        TRY(look(csv, &there, err));
        if (!there) break;
        while (csv->at < csv->end && *csv->at != '\n' && *csv->at != '\r') csv->at++;
        if (csv->at == csv->end) continue;
        TRY(end_line(csv, *csv->at, err));
        break;
    }
done:
    return status;
}

/* ---- fields ---- */

static corral_status refuse_nul(const corral_csv *csv, corral_error *err)
{
    return corral_error_set_at(err, CORRAL_BAD_INPUT, here(csv),
                               "a NUL byte, which text cannot hold: save the file as UTF-8");
}

/* opened: the line of the opening quote, 0 if there is none. */
static corral_status check_length(const corral_csv *csv, size_t opened, corral_error *err)
{
    if ((size_t)(csv->write - csv->field) <= CORRAL_CSV_FIELD_LIMIT) return CORRAL_OK;
    corral_place place = {csv->file, opened ? opened : csv->line, csv->count + 1};
    return corral_error_set_at(err, CORRAL_LIMIT, place, "a field may have at most %zu MiB%s",
                               CORRAL_CSV_FIELD_LIMIT >> 20,
                               opened ? "; is its closing quote missing?" : "");
}

/* Moves `at` behind the unquoted field that begins there. */
static corral_status read_unquoted(corral_csv *csv, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const unsigned char *stops = csv->stops;
    for (;;) {
        unsigned seen = csv->seen;
        unsigned char *p = (unsigned char *)csv->at;
        while (!stops[*p]) seen |= *p++;
        csv->at = csv->write = (char *)p;
        csv->seen = (unsigned char)seen;
        TRY(check_length(csv, 0, err));
        if (csv->at < csv->end || csv->at_end) break;
        TRY(corral_csv_refill(csv, err));
    }
    if (csv->at < csv->end && *csv->at == '\0') TRY(refuse_nul(csv, err));
done:
    return status;
}

/* Writes what stands between quotes back, up to the next quote, line end, NUL or the buffer's end.
 */
static void copy_quoted(corral_csv *csv)
{
    const unsigned char *quoted = csv->quoted;
    char *p = csv->at, *w = csv->write;
    unsigned seen = csv->seen;
    while (!quoted[(unsigned char)*p]) {
        seen |= (unsigned char)*p;
        *w++ = *p++;
    }
    csv->at = p;
    csv->write = w;
    csv->seen = (unsigned char)seen;
}

/* Moves `at` behind the closing quote of the field that opens there. */
static corral_status read_quoted(corral_csv *csv, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t opened = csv->line;
    csv->at++;
    for (;;) {
        copy_quoted(csv);
        TRY(check_length(csv, opened, err));
        if (csv->at == csv->end) {
            if (csv->at_end)
                FAIL_AT(CORRAL_BAD_INPUT, ((corral_place){csv->file, opened, csv->count + 1}),
                        "the quote that opens here is never closed");
            TRY(corral_csv_refill(csv, err));
            continue;
        }
        char c = *csv->at++;
        if (c == '\0') TRY(refuse_nul(csv, err));
        if (c == '"') {
            bool there;
            TRY(look(csv, &there, err));
            if (!there || *csv->at != '"') break;
            csv->at++;
        }
        bool ends_crlf = c == '\n' && csv->write > csv->field && csv->write[-1] == '\r';
        if (c == '\r' || (c == '\n' && !ends_crlf)) csv->line++;
        *csv->write++ = c;
    }
done:
    return status;
}

/* Reads the field at `at`; *fault says what is wrong with the record, if something is. */
static corral_status read_field(corral_csv *csv, const char **fault, corral_error *err)
{
    corral_status status = CORRAL_OK;
    bool there;
    if (csv->count >= CORRAL_CSV_COLUMN_LIMIT)
        FAIL_AT(CORRAL_LIMIT, here(csv), "there may be at most %zu columns",
                CORRAL_CSV_COLUMN_LIMIT);
    csv->field = csv->write = csv->at;
    TRY(look(csv, &there, err));
    if (there && *csv->at == '"') {
        TRY(read_quoted(csv, err));
        TRY(look(csv, &there, err));
        if (there && !csv->stops[(unsigned char)*csv->at])
            *fault = "there is text behind the closing quote; a quote within quotes is written "
                     "twice";
    } else {
        TRY(read_unquoted(csv, err));
        if (*csv->field == ' ' && csv->field[strspn(csv->field, " ")] == '"')
            *fault = "there is a space before the opening quote: remove it";
    }
done:
    return status;
}

corral_status corral_csv_read_record(corral_csv *csv, bool *good, corral_error *err)
{
    corral_status status = CORRAL_OK;
    *good = true;
    for (;;) {
        const char *fault = NULL;
        size_t line = csv->line;
        TRY(read_field(csv, &fault, err));
        if (fault) {
            *good = false;
            TRY(corral_csv_refuse_record(csv, (corral_place){csv->file, line, csv->count + 1},
                                         fault, err));
            return corral_csv_skip_line(csv, err);
        }
        if (csv->count == csv->field_capacity)
            TRY(corral_array_grow(&csv->fields, &csv->field_capacity, csv->count + 1,
                                  sizeof *csv->fields, err));
        csv->fields[csv->count++] = csv->field;
        bool there = csv->at < csv->end;
        char c = *csv->at;
        *csv->write = '\0';
        if (!there) break;
        if (c != csv->delimiter) {
            TRY(end_line(csv, c, err));
            break;
        }
        csv->at++;
    }
done:
    return status;
}
