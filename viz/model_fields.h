/* SPDX-License-Identifier: MIT
 *
 * The fields of a record of the model: texts, numbers, words, addresses. Every one of these returns
 * false with a message that names the line. */
#ifndef VIZ_MODEL_FIELDS_H
#define VIZ_MODEL_FIELDS_H

#include "lines.h"
#include "model.h"

typedef struct {
    viz_model *model;
    viz_source *source;
    viz_error *err;
    size_t text_bytes, records;
    unsigned long given; /* bit k: a record of kind k */
} viz_fields;

bool viz_fields_refuse(viz_fields *r, const char *what, const char *allowed, size_t field);

/* Room for one more at the end of a list. */
bool viz_fields_grow(viz_fields *r, void *list_pointer, size_t count, size_t size);
#define VIZ_FIELDS_GROW(r, list, count) viz_fields_grow(r, &(list), count, sizeof *(list))

bool viz_fields_text(viz_fields *r, size_t field, char **out);
bool viz_fields_number(viz_fields *r, size_t field, const char *what, unsigned low, unsigned *out);
bool viz_fields_weight(viz_fields *r, size_t field, double *out);
/* One of a list of words, the last NULL; *out is its place in the list. */
bool viz_fields_word(viz_fields *r, size_t field, const char *what, const char *const *words,
                     unsigned *out);
bool viz_fields_address(viz_fields *r, size_t field, char **out);

#endif
