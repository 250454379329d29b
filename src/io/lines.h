/* Lines of a text, in bounded memory: ended by LF, CRLF or a lone CR, at most 1 MiB long, valid
 * UTF-8 (or repaired), without a NUL. */
#ifndef CORRAL_IO_LINES_H
#define CORRAL_IO_LINES_H

#include "core/problems.h"
#include "core/text.h"
#include "io/sheet.h"

#define CORRAL_LINE_LIMIT ((size_t)1 << 20)

typedef struct corral_lines {
    corral_reading *reading;
    corral_source *source; /* owned */
    const char *file;
    size_t line; /* of the text that was given last, 1-based */

    /* private to lines.c */
    char *buffer, *at, *end;
    bool is_ended, skips_lf, has_lone_cr;
    size_t replaced;
    corral_text repaired;
} corral_lines;

/* Takes the source over, also on failure. */
corral_status corral_lines_init(corral_lines *lines, corral_reading *reading, corral_source *source,
                                corral_error *err);
void corral_lines_release(corral_lines *lines);

/* The next line, NUL-terminated, the caller's to change until the next call; NULL at the end. */
corral_status corral_lines_next(corral_lines *lines, char **text, corral_error *err);

/* Cuts the next word, between white space, off *rest; NULL at the end. */
char *corral_word_next(char **rest);

/* The same, where a word may stand between double quotes and then hold white space, and commas are
 * white space, too. */
char *corral_label_next(char **rest);
/* A whole number from 1 to most, false for anything else. */
bool corral_whole_number(const char *text, uint32_t most, uint32_t *out);

/* Reports about the line given last. */
corral_status corral_lines_report(const corral_lines *lines, corral_severity severity,
                                  size_t column, corral_error *err, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

#endif
