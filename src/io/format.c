/* Formats, and how each begins. */
#include "io/format.h"

#include <string.h>

#include "core/problems.h"
#include "core/text.h"
#include "corral/read.h"

/* The first bytes, and the reason that was found. */
typedef struct head {
    const char *bytes, *at; /* at: behind white space */
    size_t left;            /* behind at */
} head;

const char *const corral_read_formats[] = {"auto", "csv", "survey", NULL};

static const struct format {
    const char *word, *what;
    const char *(*why)(const head *head); /* NULL: it does not begin so */
    corral_format_read *read;
} formats[] = {{NULL, NULL, NULL, NULL}};

corral_status corral_format_note(corral_reading *reading, const char *file, const char *what,
                                 const char *why, corral_error *err)
{
    return corral_problems_report(reading->problems, CORRAL_SEVERITY_NOTE,
                                  (corral_place){file, 0, 0}, err, "read as %s: %s", what, why);
}

static bool is_csv_word(const char *word)
{
    return strcmp(word, "csv") == 0 || strcmp(word, "survey") == 0;
}

/* What --as says, against what the input is. */
static corral_status heed(corral_reading *reading, const char *file, const struct format *told,
                          const char *why, corral_format_read **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (told && strcmp(told->word, reading->as) != 0)
        FAIL_AT(CORRAL_BAD_INPUT, ((corral_place){file, 0, 0}),
                "--as %s, but this is %s: %s; leave out --as", reading->as, told->what, why);
    if (is_csv_word(reading->as)) return CORRAL_OK;
    for (const struct format *f = formats; f->word; f++)
        if (strcmp(f->word, reading->as) == 0) *out = f->read;
    TRY(corral_format_note(reading, file, reading->as, "--as says so", err));
done:
    return status;
}

corral_status corral_format_find(corral_reading *reading, corral_source *source,
                                 corral_format_read **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    head h;
    const char *why = NULL, *file = corral_source_name(source);
    const struct format *told = NULL;
    *out = NULL;
    TRY(corral_source_peek(source, &h.bytes, &h.left, err));
    h.at = h.bytes;
    for (; h.left && strchr(" \t\r\n", *h.at) && *h.at; h.left--) h.at++;
    for (const struct format *f = formats; !told && f->word; f++)
        if ((why = f->why(&h))) told = f;
    if (reading->as) return heed(reading, file, told, why, out, err);
    if (!told) return CORRAL_OK;
    *out = told->read;
    TRY(corral_format_note(reading, file, told->what, why, err));
done:
    return status;
}
