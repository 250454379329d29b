/* Making text harmless to look at, and measuring it. */
#ifndef CORRAL_TABLE_ESCAPE_H
#define CORRAL_TABLE_ESCAPE_H

#include "core/text.h"

/* Appends text with whatever could steer a terminal or turn the reading direction made visible:
 * \n \t \x1b \x9b \u202e; bytes that are no UTF-8 as \xff. Everything else stays. */
corral_status corral_escape_visible(const char *text, corral_text *out, corral_error *err);

/* Columns of a terminal. The text is valid UTF-8. */
size_t corral_display_width(const char *text);
/* Bytes at the start of text that fit into width columns. */
size_t corral_display_prefix(const char *text, size_t width);

/* Appends a JSON string with its quotes. Controls, bidi controls and line separators are \u
 * escapes, which mean the same to a program and nothing to a terminal. text is valid UTF-8. */
corral_status corral_escape_json(const char *text, corral_text *out, corral_error *err);

/* Appends a CSV field (RFC 4180, quoted where needed). A text that a spreadsheet would take for a
 * formula (it begins with = + - @ tab or carriage return) gets an apostrophe before it, and so does
 * a text that begins with apostrophes before one of these. So the mark can be taken off again
 * without doubt: one apostrophe goes where a field matches '+[=+\-@\t\r]. */
corral_status corral_escape_csv(const char *text, bool is_number, corral_text *out,
                                corral_error *err);

/* Appends the text for a table cell of Markdown, a line end as <br>. */
corral_status corral_escape_md(const char *text, corral_text *out, corral_error *err);

/* Appends the text for the content of HTML, a line end as <br>. */
corral_status corral_escape_html(const char *text, corral_text *out, corral_error *err);

/* Appends the text for a cell of a spreadsheet, cut behind CORRAL_SHEET_TEXT characters (in UTF-16,
 * as Excel counts them) with an ellipsis; *is_cut tells. Line ends stay, what is spelt like an
 * escape of Excel's (_x0041_) is shown as it is. */
#define CORRAL_SHEET_TEXT 32767
corral_status corral_escape_sheet(const char *text, corral_text *out, bool *is_cut,
                                  corral_error *err);

#endif
