/* SPDX-License-Identifier: MIT
 *
 * Just enough of XML to read what Graphviz writes: tags, their attributes, and text. Comments,
 * processing instructions and the document type are passed over. */
#ifndef VIZ_SVG_TAGS_H
#define VIZ_SVG_TAGS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct {
    const char *start;
    size_t length;
} viz_span;

typedef struct {
    const char *at, *end; /* what is left to read */
    bool closing;         /* the tag read last: </name> or, without content, <name/> */
    bool opening;
    viz_span name, attributes;
} viz_tags;

/* The next tag; false at the end or at anything that is not what Graphviz writes. */
bool viz_tags_next(viz_tags *tags);
bool viz_tags_is(const viz_tags *tags, const char *name);

/* The value of an attribute of the tag read last, as written; empty when it has none. */
viz_span viz_tags_attribute(const viz_tags *tags, const char *name);

/* Reads a decimal number and moves *at behind it; passes over what is none before it. */
bool viz_span_number(viz_span *at, double *value);

#endif
