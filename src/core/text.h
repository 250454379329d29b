/* Text: UTF-8, the identity of names, nearness of spellings. */
#ifndef CORRAL_CORE_TEXT_H
#define CORRAL_CORE_TEXT_H

#include "core/try.h"

/* A growing, NUL-terminated buffer; zero-initialise, release with corral_text_release. */
typedef struct corral_text {
    char *bytes;
    size_t length;
    size_t capacity;
} corral_text;

void corral_text_release(corral_text *text);
corral_status corral_text_append(corral_text *text, const char *bytes, size_t length,
                                 corral_error *err);
corral_status corral_text_printf(corral_text *text, corral_error *err, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Offset of the first byte that is not valid UTF-8 (RFC 3629: no overlong forms, no surrogates, at
 * most U+10FFFF), or length if all is valid. */
size_t corral_utf8_valid(const char *text, size_t length);

/* Appends text with each invalid sequence replaced by U+FFFD; counts the replacements. */
corral_status corral_utf8_repair(corral_text *out, const char *text, size_t length,
                                 size_t *replaced, corral_error *err);

/* The key that decides whether two names are one: NFC, zero-width and bidi controls removed, runs
 * of white space to one space, trimmed. Case, accents and width stay. text is valid UTF-8. *key is
 * either text itself (the usual case, no copy) or scratch->bytes. */
corral_status corral_name_key(const char *text, size_t length, corral_text *scratch,
                              const char **key, size_t *key_length, corral_error *err);

/* Whether the key would be empty: white space and invisible characters alone. */
bool corral_name_is_blank(const char *text);

/* A text of the input for a message: between quotes, with control, invisible and invalid bytes as
 * \x1b, cut behind about 60 characters ("..." behind the quote says so). Returns quoted. */
#define CORRAL_QUOTED_SIZE 320
const char *corral_text_quote(const char *text, char quoted[CORRAL_QUOTED_SIZE]);
/* The same into a buffer that lasts as long as the enclosing block: for arguments of a message. */
#define CORRAL_QUOTE(text) corral_text_quote((text), (char[CORRAL_QUOTED_SIZE]){0})

/* Cuts a character that a buffer's end has cut in two. */
void corral_utf8_trim(char *text);

/* ASCII letters to lower case, in place. */
void corral_ascii_lower(char *text);

/* Levenshtein distance in bytes, or limit + 1 as soon as it must exceed limit (at most 64). */
size_t corral_edit_distance(const char *a, const char *b, size_t limit);

#endif
