/* Making text harmless to look at, and measuring it. */
#include "table/escape.h"

#include <string.h>
#include <utf8proc.h>

static bool steers(utf8proc_int32_t c)
{
    return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0x061c || c == 0x200e || c == 0x200f ||
           (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

/* The character at text, or -1 where there is no UTF-8; *length is at least 1. */
static utf8proc_int32_t next(const char *text, size_t *length)
{
    utf8proc_int32_t c;
    utf8proc_ssize_t step = utf8proc_iterate((const utf8proc_uint8_t *)text, -1, &c);
    *length = step > 0 ? (size_t)step : 1;
    return step > 0 ? c : -1;
}

static corral_status show(utf8proc_int32_t c, unsigned char byte, corral_text *out,
                          corral_error *err)
{
    if (c == '\n') return corral_text_append(out, "\\n", 2, err);
    if (c == '\t') return corral_text_append(out, "\\t", 2, err);
    if (c < 0) return corral_text_printf(out, err, "\\x%02x", (unsigned)byte);
    return corral_text_printf(out, err, c < 0x100 ? "\\x%02x" : "\\u%04x", (unsigned)c);
}

static corral_status make_visible(const char *text, bool keep_lines, corral_text *out,
                                  corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char *plain = text;
    TRY(corral_text_append(out, "", 0, err));
    while (*text) {
        size_t length;
        utf8proc_int32_t c = next(text, &length);
        if (steers(c) && !(keep_lines && c == '\n')) {
            TRY(corral_text_append(out, plain, (size_t)(text - plain), err));
            TRY(show(c, (unsigned char)*text, out, err));
            plain = text + length;
        }
        text += length;
    }
    TRY(corral_text_append(out, plain, (size_t)(text - plain), err));
done:
    return status;
}

corral_status corral_escape_visible(const char *text, corral_text *out, corral_error *err)
{
    return make_visible(text, false, out, err);
}

static size_t width_of(utf8proc_int32_t c)
{
    int width = c < 0 ? 1 : utf8proc_charwidth(c);
    return width > 0 ? (size_t)width : 0;
}

size_t corral_display_width(const char *text)
{
    size_t width = 0, length;
    for (; *text; text += length) width += width_of(next(text, &length));
    return width;
}

size_t corral_display_prefix(const char *text, size_t width)
{
    const char *start = text;
    size_t length;
    while (*text) {
        size_t wide = width_of(next(text, &length));
        if (wide > width) break;
        width -= wide;
        text += length;
    }
    return (size_t)(text - start);
}

static const char *json_short(utf8proc_int32_t c)
{
    switch (c) {
    case '"': return "\\\"";
    case '\\': return "\\\\";
    case '\n': return "\\n";
    case '\t': return "\\t";
    case '\r': return "\\r";
    default: return NULL;
    }
}

corral_status corral_escape_json(const char *text, corral_text *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_text_append(out, "\"", 1, err));
    while (*text) {
        size_t length;
        utf8proc_int32_t c = next(text, &length);
        const char *escaped = json_short(c);
        if (escaped)
            TRY(corral_text_append(out, escaped, 2, err));
        else if (steers(c))
            TRY(corral_text_printf(out, err, "\\u%04x", c < 0 ? 0xfffdu : (unsigned)c));
        else
            TRY(corral_text_append(out, text, length, err));
        text += length;
    }
    TRY(corral_text_append(out, "\"", 1, err));
done:
    return status;
}

static bool is_formula(const char *text)
{
    text += strspn(text, "'");
    return *text && strchr("=+-@\t\r", *text);
}

corral_status corral_escape_csv(const char *text, bool is_number, corral_text *out,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    bool quoted = strpbrk(text, "\",\r\n") || *text == ' ' || *text == '\t' ||
                  (*text && text[strlen(text) - 1] == ' ');
    TRY(corral_text_append(out, "\"", quoted ? 1 : 0, err));
    if (!is_number && is_formula(text)) TRY(corral_text_append(out, "'", 1, err));
    while (*text) {
        size_t plain = strcspn(text, "\"");
        TRY(corral_text_append(out, text, plain, err));
        text += plain;
        if (!*text) break;
        TRY(corral_text_append(out, "\"\"", 2, err));
        text++;
    }
    if (quoted) TRY(corral_text_append(out, "\"", 1, err));
done:
    return status;
}

/* Appends text with each character of set replaced by what `by` says of it. */
static corral_status replace(const char *text, const char *set, const char *(*by)(char),
                             corral_text *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_text_append(out, "", 0, err));
    while (*text) {
        size_t plain = strcspn(text, set);
        TRY(corral_text_append(out, text, plain, err));
        text += plain;
        if (!*text) break;
        const char *entity = by(*text++);
        TRY(corral_text_append(out, entity, strlen(entity), err));
    }
done:
    return status;
}

static const char *md_of(char c)
{
    switch (c) {
    case '\n': return "<br>";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '&': return "&amp;";
    case '\\': return "\\\\";
    case '`': return "\\`";
    case '*': return "\\*";
    case '_': return "\\_";
    case '[': return "\\[";
    case ']': return "\\]";
    case '|': return "\\|";
    default: return "\\~";
    }
}

static const char *html_of(char c)
{
    switch (c) {
    case '\n': return "<br>";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '&': return "&amp;";
    case '"': return "&quot;";
    default: return "&#39;";
    }
}

static corral_status visible_then(const char *text, const char *set, const char *(*by)(char),
                                  corral_text *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text visible = {0};
    TRY(make_visible(text, true, &visible, err));
    TRY(replace(visible.bytes, set, by, out, err));
done:
    corral_text_release(&visible);
    return status;
}

corral_status corral_escape_md(const char *text, corral_text *out, corral_error *err)
{
    return visible_then(text, "\\`*_[]|~<>&\n", md_of, out, err);
}

corral_status corral_escape_html(const char *text, corral_text *out, corral_error *err)
{
    return visible_then(text, "<>&\"'\n", html_of, out, err);
}

/* Whether a spreadsheet would take it for a character by its number: _x0041_. */
static bool is_sheet_escape(const char *text)
{
    return text[0] == '_' && text[1] == 'x' && strspn(text + 2, "0123456789abcdefABCDEF") >= 4 &&
           text[6] == '_';
}

/* One character. U+FFFE and U+FFFF cannot stand in XML. */
static corral_status sheet_character(const char *text, size_t length, utf8proc_int32_t c,
                                     corral_text *out, corral_error *err)
{
    if ((steers(c) && c != '\n') || c == 0xfffe || c == 0xffff)
        return show(c, (unsigned char)*text, out, err);
    if (is_sheet_escape(text)) return corral_text_append(out, "_x005F_", 7, err);
    return corral_text_append(out, text, length, err);
}

corral_status corral_escape_sheet(const char *text, corral_text *out, bool *is_cut,
                                  corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t length, units = 0, fits = out->length;
    TRY(corral_text_append(out, "", 0, err));
    for (; *text; text += length) {
        size_t before = out->length;
        utf8proc_int32_t c = next(text, &length);
        TRY(sheet_character(text, length, c, out, err));
        units += out->length - before > length ? out->length - before : c > 0xffff ? 2 : 1;
        if (units < CORRAL_SHEET_TEXT) fits = out->length;
        if (units > CORRAL_SHEET_TEXT) break;
    }
    *is_cut = units > CORRAL_SHEET_TEXT;
    if (*is_cut) {
        out->length = fits;
        TRY(corral_text_append(out, "\u2026", strlen("\u2026"), err));
    }
done:
    return status;
}
