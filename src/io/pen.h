/* What writers of text formats share: pieces of text, escaped, gathered and put out. */
#ifndef CORRAL_IO_PEN_H
#define CORRAL_IO_PEN_H

#include "core/output.h"
#include "core/text.h"

/* Appends text in the spelling of a format. text is valid UTF-8. */
typedef corral_status corral_escape(const char *text, corral_text *out, corral_error *err);

/* XML content and attributes: line ends and what turns the reading direction as &#10;, what XML
 * cannot hold (most control characters, U+FFFE) as \x01. */
corral_escape corral_spell_xml;
/* A JSON string with its quotes. */
corral_escape corral_spell_json;
/* A field of CSV that no spreadsheet takes for a formula: as corral export -f csv writes it. */
corral_escape corral_spell_csv;
/* A quoted label of DOT: neither its escapes (\N) nor HTML's entities mean anything. */
corral_escape corral_spell_dot;
/* A label of Pajek between quotes, a quote as &#34;. */
corral_escape corral_spell_pajek;

/* The first failure is kept; pen_end returns it. */
typedef struct corral_pen {
    corral_output *output;
    corral_text text;
    corral_status status;
    corral_error *err;
} corral_pen;

void corral_pen_put(corral_pen *pen, const char *text);
void corral_pen_spell(corral_pen *pen, corral_escape *escape, const char *text);
/* A comma and a field of CSV. */
void corral_pen_cell(corral_pen *pen, const char *text);
void corral_pen_count(corral_pen *pen, size_t number);
void corral_pen_number(corral_pen *pen, double number);
/* Hands on what was gathered. */
corral_status corral_pen_flush(corral_pen *pen);
/* The same, and releases the pen's memory. */
corral_status corral_pen_end(corral_pen *pen);

#endif
