/* The one header that brings jansson, and the reading of a whole JSON text. */
#ifndef CORRAL_IO_JSON_H
#define CORRAL_IO_JSON_H

#include "io/node_details.h"
#include "io/sheet.h"

#include <jansson.h>

#define CORRAL_JSON_LIMIT ((size_t)64 << 20)

/* The source to its end, at most CORRAL_JSON_LIMIT bytes; an object. *out is the caller's to
 * json_decref. Places of what is wrong in the text are lines and columns, those of what is wrong in
 * its meaning are numbers of records, since jansson keeps no lines. */
corral_status corral_json_read(corral_reading *reading, corral_source *source, json_t **out,
                               corral_error *err);

/* The text of a member, or a number as text in buffer; NULL if it is neither or blank. */
const char *corral_json_text(const json_t *object, const char *name, char buffer[32]);

/* Members that are text or numbers, as columns beside a node; further ones than fit are left out.
 */
enum { CORRAL_JSON_COLUMNS = 200 };
typedef struct corral_json_columns {
    corral_detail list[CORRAL_JSON_COLUMNS];
    char numbers[CORRAL_JSON_COLUMNS][32];
    size_t count;
} corral_json_columns;

/* Borrowed from the object, which may be NULL, and from out itself. */
void corral_json_list(const json_t *object, corral_json_columns *out);

#endif
