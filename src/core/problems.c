/* The list of what reading found. */
#include "core/problems.h"

#include "core/memory.h"
#include "core/strings.h"
#include "core/text.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

typedef struct record {
    corral_severity severity;
    size_t line, column;
    uint32_t file; /* number in texts, as is what */
    uint32_t what;
} record;

struct corral_problems {
    bool keep_going;
    corral_strings *texts;
    record *records;
    size_t count, capacity;
    size_t found[CORRAL_SEVERITY_NOTE + 1];
};

corral_status corral_problems_new(bool keep_going, corral_problems **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_problems *problems = NULL;
    TRY(corral_array_new(&problems, 1, sizeof *problems, err));
    problems->keep_going = keep_going;
    TRY(corral_strings_new(&problems->texts, err));
    *out = problems;
    problems = NULL;
done:
    corral_problems_free(problems);
    return status;
}

void corral_problems_free(corral_problems *problems)
{
    if (!problems) return;
    corral_strings_free(problems->texts);
    free(problems->records);
    free(problems);
}

static corral_status keep(corral_problems *problems, corral_severity severity, corral_place place,
                          const char *what, corral_error *err)
{
    corral_status status = CORRAL_OK;
    record r = {severity, place.line, place.column, 0, 0};
    const char *file = place.file ? place.file : "";
    if (problems->found[severity]++ >= CORRAL_PROBLEMS_KEPT) return CORRAL_OK;
    TRY(corral_strings_add(problems->texts, file, strlen(file), &r.file, err));
    TRY(corral_strings_add(problems->texts, what, strlen(what), &r.what, err));
    TRY(corral_array_grow(&problems->records, &problems->capacity, problems->count + 1, sizeof r,
                          err));
    problems->records[problems->count++] = r;
done:
    return status;
}

corral_status corral_problems_report(corral_problems *problems, corral_severity severity,
                                     corral_place place, corral_error *err, const char *format, ...)
{
    char what[sizeof err->message];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    corral_utf8_trim(what);
    va_end(arguments);
    if (severity == CORRAL_SEVERITY_ERROR && (!problems || !problems->keep_going))
        return corral_error_set_at(err, CORRAL_BAD_INPUT, place, "%s", what);
    return problems ? keep(problems, severity, place, what, err) : CORRAL_OK;
}

size_t corral_problems_found(const corral_problems *problems, corral_severity severity)
{
    return problems->found[severity];
}

size_t corral_problems_count(const corral_problems *problems)
{
    return problems->count;
}

corral_problem corral_problems_get(const corral_problems *problems, size_t index)
{
    record r = problems->records[index];
    return (corral_problem){r.severity, corral_strings_get(problems->texts, r.file), r.line,
                            r.column, corral_strings_get(problems->texts, r.what)};
}

static int by_place(const void *left, const void *right, void *texts)
{
    const record *a = left, *b = right;
    int order = strcmp(corral_strings_get(texts, a->file), corral_strings_get(texts, b->file));
    if (order) return order;
    if (a->line != b->line) return a->line < b->line ? -1 : 1;
    if (a->column != b->column) return a->column < b->column ? -1 : 1;
    if (a->severity != b->severity) return a->severity < b->severity ? -1 : 1;
    return strcmp(corral_strings_get(texts, a->what), corral_strings_get(texts, b->what));
}

void corral_problems_sort(corral_problems *problems)
{
    if (problems && problems->count)
        qsort_r(problems->records, problems->count, sizeof *problems->records, by_place,
                problems->texts);
}

const char *corral_severity_name(corral_severity severity)
{
    static const char *const names[] = {"error", "warning", "disputed", "note"};
    return names[severity];
}
