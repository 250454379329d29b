/* What writers of text formats share. */
#include "io/pen.h"

#include "core/number.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* The character at text (valid UTF-8) and its length. */
static uint32_t next(const char *text, size_t *length)
{
    const unsigned char *s = (const unsigned char *)text;
    *length = s[0] < 0x80 ? 1 : s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4;
    uint32_t c = *length == 1 ? s[0] : s[0] & (0xffu >> (*length + 1));
    for (size_t i = 1; i < *length; i++) {
        if ((s[i] & 0xc0) != 0x80) { /* never behind the end, whatever was given */
            *length = i;
            return 0xfffd;
        }
        c = c << 6 | (s[i] & 0x3fu);
    }
    return c;
}

/* Could steer a terminal or turn the reading direction. */
static bool steers(uint32_t c)
{
    return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0x061c || c == 0x200e || c == 0x200f ||
           (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

static bool is_outside_xml(uint32_t c)
{
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0xfffe || c == 0xffff;
}

/* How a format spells one character; "" as it is. buffer is for numbers. */
typedef const char *spelling(uint32_t c, char buffer[16]);

static corral_status spell(const char *text, spelling *of, corral_text *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_text_append(out, "", 0, err));
    for (size_t length; *text; text += length) {
        char buffer[16];
        const char *spelt = of(next(text, &length), buffer);
        if (*spelt)
            TRY(corral_text_append(out, spelt, strlen(spelt), err));
        else
            TRY(corral_text_append(out, text, length, err));
    }
done:
    return status;
}

static const char *print(char buffer[16], const char *format, uint32_t c)
{
    snprintf(buffer, 16, format, (unsigned)c);
    return buffer;
}

static const char *visible(uint32_t c, char buffer[16])
{
    return print(buffer, c < 0x100 ? "\\x%02x" : "\\u%04x", c);
}

static const char *xml_of(uint32_t c, char buffer[16])
{
    if (c == '<') return "&lt;";
    if (c == '>') return "&gt;";
    if (c == '&') return "&amp;";
    if (c == '"') return "&quot;";
    if (is_outside_xml(c)) return visible(c, buffer);
    return steers(c) ? print(buffer, "&#%u;", c) : "";
}

static const char *json_of(uint32_t c, char buffer[16])
{
    if (c == '"') return "\\\"";
    if (c == '\\') return "\\\\";
    return steers(c) ? print(buffer, "\\u%04x", c) : "";
}

static const char *dot_of(uint32_t c, char buffer[16])
{
    if (c == '"') return "\\\"";
    if (c == '\\') return "\\\\";
    if (c == '&') return "&amp;";
    if (c == '\n') return "\\n";
    return steers(c) || is_outside_xml(c) ? print(buffer, "U+%04X", c) : "";
}

static const char *pajek_of(uint32_t c, char buffer[16])
{
    return c == '"' || c == '&' || steers(c) ? print(buffer, "&#%u;", c) : "";
}

corral_status corral_spell_xml(const char *text, corral_text *out, corral_error *err)
{
    return spell(text, xml_of, out, err);
}

corral_status corral_spell_dot(const char *text, corral_text *out, corral_error *err)
{
    return spell(text, dot_of, out, err);
}

corral_status corral_spell_pajek(const char *text, corral_text *out, corral_error *err)
{
    return spell(text, pajek_of, out, err);
}

corral_status corral_spell_json(const char *text, corral_text *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_text_append(out, "\"", 1, err));
    TRY(spell(text, json_of, out, err));
    TRY(corral_text_append(out, "\"", 1, err));
done:
    return status;
}

static const char *csv_of(uint32_t c, char buffer[16])
{
    (void)buffer;
    return c == '"' ? "\"\"" : "";
}

corral_status corral_spell_csv(const char *text, corral_text *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char *first = text + strspn(text, "'");
    bool is_formula = *first && strchr("=+-@\t\r", *first);
    bool is_quoted = strpbrk(text, "\",\r\n") || *text == ' ' || *text == '\t' ||
                     (*text && text[strlen(text) - 1] == ' ');
    TRY(corral_text_append(out, "\"", is_quoted, err));
    TRY(corral_text_append(out, "'", is_formula, err));
    TRY(spell(text, csv_of, out, err));
    TRY(corral_text_append(out, "\"", is_quoted, err));
done:
    return status;
}

void corral_pen_put(corral_pen *pen, const char *text)
{
    if (pen->status == CORRAL_OK)
        pen->status = corral_text_append(&pen->text, text, strlen(text), pen->err);
}

void corral_pen_spell(corral_pen *pen, corral_escape *escape, const char *text)
{
    if (pen->status == CORRAL_OK) pen->status = escape(text, &pen->text, pen->err);
}

void corral_pen_cell(corral_pen *pen, const char *text)
{
    corral_pen_put(pen, ",");
    corral_pen_spell(pen, corral_spell_csv, text);
}

void corral_pen_count(corral_pen *pen, size_t number)
{
    if (pen->status == CORRAL_OK)
        pen->status = corral_text_printf(&pen->text, pen->err, "%zu", number);
}

void corral_pen_number(corral_pen *pen, double number)
{
    char text[CORRAL_NUMBER_SIZE];
    corral_number_shortest(number, text);
    corral_pen_put(pen, text);
}

corral_status corral_pen_flush(corral_pen *pen)
{
    if (pen->status != CORRAL_OK) return pen->status;
    corral_output_write(pen->output, pen->text.bytes, pen->text.length);
    pen->text.length = 0;
    return pen->status = corral_output_status(pen->output, pen->err);
}

corral_status corral_pen_end(corral_pen *pen)
{
    corral_status status = corral_pen_flush(pen);
    corral_text_release(&pen->text);
    return status;
}
