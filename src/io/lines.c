/* The buffer holds what was read and not given: [at, end); a line that is not whole moves to its
 * front before more is read. */
#include "io/lines.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/memory.h"

#define CAPACITY (CORRAL_LINE_LIMIT + 2 * CORRAL_SOURCE_BLOCK)

corral_status corral_lines_init(corral_lines *lines, corral_reading *reading, corral_source *source,
                                corral_error *err)
{
    *lines =
        (corral_lines){.reading = reading, .source = source, .file = corral_source_name(source)};
    corral_status status = corral_array_new(&lines->buffer, CAPACITY, 1, err);
    lines->at = lines->end = lines->buffer;
    return status;
}

void corral_lines_release(corral_lines *lines)
{
    corral_source_free(lines->source);
    corral_text_release(&lines->repaired);
    free(lines->buffer);
}

corral_status corral_lines_report(const corral_lines *lines, corral_severity severity,
                                  size_t column, corral_error *err, const char *format, ...)
{
    char what[sizeof err->message];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    return corral_problems_report(lines->reading->problems, severity,
                                  (corral_place){lines->file, lines->line, column}, err, "%s",
                                  what);
}

static corral_status refill(corral_lines *l, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t kept = (size_t)(l->end - l->at), got;
    if (kept > CORRAL_LINE_LIMIT)
        FAIL_AT(CORRAL_LIMIT, ((corral_place){l->file, l->line + 1, 0}),
                "a line may have at most %zu MiB", CORRAL_LINE_LIMIT >> 20);
    memmove(l->buffer, l->at, kept);
    l->at = l->buffer;
    l->end = l->buffer + kept;
    TRY(corral_source_read(l->source, l->end, CAPACITY - 1 - kept, &got, err));
    l->end += got;
    l->is_ended = got == 0;
done:
    return status;
}

/* The end of the line at `at` among what was read, NULL if it is not there. */
static char *line_end(const corral_lines *l, char *from)
{
    size_t left = (size_t)(l->end - from);
    char *feed = memchr(from, '\n', left);
    char *back = memchr(from, '\r', feed ? (size_t)(feed - from) : left);
    return back ? back : feed;
}

static corral_status check_text(corral_lines *l, char **text, size_t length, corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (memchr(*text, '\0', length))
        FAIL_AT(CORRAL_BAD_INPUT, ((corral_place){l->file, l->line, 0}),
                "a NUL byte, which text cannot hold: save the file as UTF-8");
    size_t valid = corral_utf8_valid(*text, length);
    if (valid == length) return CORRAL_OK;
    if (!l->reading->repair)
        FAIL_AT(CORRAL_BAD_INPUT, ((corral_place){l->file, l->line, 0}),
                "the byte 0x%02x is not valid UTF-8: save the file as UTF-8, or let --repair "
                "replace it",
                (unsigned char)(*text)[valid]);
    l->repaired.length = 0;
    TRY(corral_utf8_repair(&l->repaired, *text, length, &l->replaced, err));
    *text = l->repaired.bytes;
done:
    return status;
}

static corral_status finish(corral_lines *l, corral_error *err)
{
    size_t replaced = l->replaced;
    l->replaced = 0;
    if (!replaced) return CORRAL_OK;
    return corral_problems_report(
        l->reading->problems, CORRAL_SEVERITY_NOTE, (corral_place){l->file, 0, 0}, err,
        "%zu invalid byte%s replaced by U+FFFD", replaced, replaced == 1 ? "" : "s");
}

/* A CR at the end of what was read may have its LF in the next block. */
static corral_status step_over(corral_lines *l, char *end, corral_error *err)
{
    corral_status status = CORRAL_OK;
    bool returns = *end == '\r';
    *end = '\0';
    l->at = end + 1;
    if (!returns) return CORRAL_OK;
    if (l->at < l->end && *l->at == '\n') {
        l->at++;
    } else if (l->at == l->end) {
        l->skips_lf = true;
    } else if (!l->has_lone_cr) {
        l->has_lone_cr = true;
        TRY(corral_lines_report(l, CORRAL_SEVERITY_WARNING, 0, err,
                                "the line ends with a carriage return alone; it is read as a line "
                                "end"));
    }
done:
    return status;
}

corral_status corral_lines_next(corral_lines *l, char **text, corral_error *err)
{
    corral_status status = CORRAL_OK;
    char *end;
    *text = NULL;
    for (;;) {
        if (l->at == l->end && !l->is_ended) TRY(refill(l, err));
        if (l->skips_lf && l->at < l->end && *l->at == '\n') l->at++;
        l->skips_lf = false;
        if ((end = line_end(l, l->at)) || l->is_ended) break;
        TRY(refill(l, err));
    }
    if (!end && l->at == l->end) return finish(l, err);
    l->line++;
    *text = l->at;
    if (end) {
        TRY(step_over(l, end, err));
    } else {
        end = l->at = l->end;
        *end = '\0';
    }
    if ((size_t)(end - *text) > CORRAL_LINE_LIMIT)
        FAIL_AT(CORRAL_LIMIT, ((corral_place){l->file, l->line, 0}),
                "a line may have at most %zu MiB", CORRAL_LINE_LIMIT >> 20);
    TRY(check_text(l, text, (size_t)(end - *text), err));
done:
    return status;
}

char *corral_word_next(char **rest)
{
    char *word = *rest + strspn(*rest, " \t\v\f");
    if (!*word) return NULL;
    char *end = word + strcspn(word, " \t\v\f");
    *rest = *end ? end + 1 : end;
    *end = '\0';
    return word;
}

char *corral_label_next(char **rest)
{
    char *word = *rest + strspn(*rest, " \t\v\f,");
    if (!*word) return NULL;
    bool is_quoted = *word == '"' && strchr(word + 1, '"');
    if (is_quoted) word++;
    char *end = word + strcspn(word, is_quoted ? "\"" : " \t\v\f,");
    *rest = *end ? end + 1 : end;
    *end = '\0';
    return word;
}

bool corral_whole_number(const char *text, uint32_t most, uint32_t *out)
{
    uint64_t value = 0;
    if (!*text) return false;
    for (; *text; text++) {
        if (*text < '0' || *text > '9') return false;
        value = value * 10 + (uint64_t)(*text - '0');
        if (value > most) return false;
    }
    *out = (uint32_t)value;
    return value > 0;
}
