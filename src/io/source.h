/* A source of bytes: a file, standard input or memory; gunzipped and turned into UTF-8 on the way.
 *
 * What comes out is UTF-8 without a byte order mark as far as the input was: UTF-8 is passed on
 * unchecked (corral_utf8_valid is the reader's), UTF-16 is recognised by its byte order mark. A
 * lone surrogate of UTF-16 comes out as the byte 0xff, so that it is refused or repaired where
 * lines and columns are known. Memory is bounded: a few blocks of 64 KiB.
 */
#ifndef CORRAL_IO_SOURCE_H
#define CORRAL_IO_SOURCE_H

#include "core/try.h"

typedef struct corral_source corral_source;

#define CORRAL_SOURCE_BLOCK ((size_t)1 << 16)

/* path "-" is standard input. The first block is read and recognised here. */
corral_status corral_source_open(const char *path, corral_source **out, corral_error *err);
/* The same, and a zip archive (XLSX is one) is not refused. */
corral_status corral_source_open_any(const char *path, corral_source **out, corral_error *err);
/* bytes are borrowed until the source is freed; name is for messages. */
corral_status corral_source_from_memory(const void *bytes, size_t length, const char *name,
                                        corral_source **out, corral_error *err);
corral_status corral_source_from_memory_any(const void *bytes, size_t length, const char *name,
                                            corral_source **out, corral_error *err);
void corral_source_free(corral_source *source);

/* Fills at most room bytes (room at least 4); *got is 0 only at the end. Refuses a gzip file that
 * is cut short, corrupt or unpacks to more than 200 times its size once past 64 MiB. */
corral_status corral_source_read(corral_source *source, char *to, size_t room, size_t *got,
                                 corral_error *err);

/* The first bytes that corral_source_read will give, at most CORRAL_SOURCE_BLOCK; borrowed until
 * the next reading. */
corral_status corral_source_peek(corral_source *source, const char **bytes, size_t *length,
                                 corral_error *err);

/* For messages: the path as given, "standard input" for "-". */
const char *corral_source_name(const corral_source *source);
bool corral_source_is_utf16(const corral_source *source);

#endif
