/* The cells of a workbook's sheet: texts that cells share, styles that show dates, values. */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "core/memory.h"
#include "core/number.h"
#include "io/values.h"
#include "io/xlsx.h"

#define ROW_MOST 1048576u
#define COLUMN_MOST 4096u

/* ---- texts that cells share ---- */

static corral_status start_shared(void *user, const corral_xml_element *e, corral_error *err)
{
    corral_xlsx *x = user;
    corral_status status = CORRAL_OK;
    if (strcmp(e->name, "rPh") == 0) x->in_phonetic = true;
    x->wants_text = strcmp(e->name, "t") == 0 && !x->in_phonetic;
    if (strcmp(e->name, "si") != 0) return CORRAL_OK;
    TRY(corral_array_grow(&x->shared_at, &x->shared_room, x->shared_count + 1, sizeof(size_t),
                          err));
    x->shared_at[x->shared_count++] = x->shared.length;
done:
    return status;
}

static corral_status text_shared(void *user, const char *text, size_t length, corral_error *err)
{
    corral_xlsx *x = user;
    if (!x->wants_text || !x->shared_count) return CORRAL_OK;
    return corral_text_append(&x->shared, text, length, err);
}

static corral_status end_shared(void *user, const char *name, corral_error *err)
{
    corral_xlsx *x = user;
    x->wants_text = false;
    if (strcmp(name, "rPh") == 0) x->in_phonetic = false;
    return strcmp(name, "si") == 0 ? corral_text_append(&x->shared, "", 1, err) : CORRAL_OK;
}

/* ---- styles: which show dates ---- */

static bool shows_date(const char *format)
{
    bool quoted = false, bracketed = false;
    for (; *format; format++) {
        if (*format == '"') quoted = !quoted;
        if (*format == '[') bracketed = true;
        if (*format == ']') bracketed = false;
        if (*format == '\\' && format[1])
            format++;
        else if (!quoted && !bracketed && strchr("yYdD", *format))
            return true;
    }
    return false;
}

static bool is_date_format(const corral_xlsx *x, uint32_t number)
{
    if ((number >= 14 && number <= 17) || number == 22) return true;
    for (size_t i = 0; i < x->format_count; i++)
        if (x->date_formats[i] == number) return true;
    return false;
}

static uint32_t number_of(const char *text)
{
    double value;
    if (!text || !corral_value_number(text, false, &value) || !(value >= 0 && value < 4e9))
        return 0;
    return (uint32_t)value;
}

static corral_status on_style(void *user, const corral_xml_element *e, corral_error *err)
{
    corral_xlsx *x = user;
    corral_status status = CORRAL_OK;
    const char *code = corral_xml_attribute(e, "formatCode");
    uint32_t number = number_of(corral_xml_attribute(e, "numFmtId"));
    if (strcmp(e->name, "cellXfs") == 0) x->in_styles = true;
    if (strcmp(e->name, "numFmt") == 0 && code && shows_date(code)) {
        TRY(corral_array_grow(&x->date_formats, &x->format_room, x->format_count + 1,
                              sizeof(uint32_t), err));
        x->date_formats[x->format_count++] = number;
    }
    if (strcmp(e->name, "xf") != 0 || !x->in_styles) return CORRAL_OK;
    TRY(corral_array_grow(&x->is_date, &x->style_room, x->style_count + 1, 1, err));
    x->is_date[x->style_count++] = is_date_format(x, number);
done:
    return status;
}

static corral_status end_style(void *user, const char *name, corral_error *err)
{
    corral_xlsx *x = user;
    (void)err;
    if (strcmp(name, "cellXfs") == 0) x->in_styles = false;
    return CORRAL_OK;
}

/* ---- the sheet ---- */

/* "BC12" to row 11, column 54. */
static bool read_reference(const char *text, uint32_t *row, uint32_t *column)
{
    uint32_t letters = 0, digits = 0;
    for (; *text >= 'A' && *text <= 'Z' && letters <= COLUMN_MOST; text++)
        letters = letters * 26 + (uint32_t)(*text - 'A') + 1;
    for (; *text >= '0' && *text <= '9' && digits <= ROW_MOST; text++)
        digits = digits * 10 + (uint32_t)(*text - '0');
    if (!letters || letters > COLUMN_MOST || !digits || digits > ROW_MOST) return false;
    *row = digits - 1;
    *column = letters - 1;
    return true;
}

static corral_status start_cell(corral_xlsx *x, const corral_xml_element *e, corral_error *err)
{
    const char *reference = corral_xml_attribute(e, "r"), *type = corral_xml_attribute(e, "t");
    uint32_t row = x->row, column = x->column + 1;
    if (reference && !read_reference(reference, &row, &column))
        return corral_xlsx_refuse(x, err, "a cell must be within 4096 columns and 1048576 rows",
                                  reference);
    /* Rows and cells follow one another; x->column starts below 0. */
    if (row != x->row || column >= COLUMN_MOST || (x->column != UINT32_MAX && column <= x->column))
        return corral_xlsx_refuse(x, err, "the cells of the sheet are out of order",
                                  reference ? reference : "");
    x->column = column;
    snprintf(x->type, sizeof x->type, "%s", type ? type : "n");
    x->style = number_of(corral_xml_attribute(e, "s"));
    x->text.length = 0;
    x->has_value = x->has_formula = false;
    return CORRAL_OK;
}

static corral_status start_row(corral_xlsx *x, const corral_xml_element *e, bool first,
                               corral_error *err)
{
    const char *said = corral_xml_attribute(e, "r");
    uint32_t row = said ? number_of(said) : x->row + 2;
    if (row == 0 || row > ROW_MOST || (!first && row - 1 <= x->row))
        return corral_xlsx_refuse(
            x, err, "the rows of the sheet are out of order, or beyond 1048576", said ? said : "");
    x->row = row - 1;
    x->column = UINT32_MAX;
    return CORRAL_OK;
}

static corral_status start_sheet(void *user, const corral_xml_element *e, corral_error *err)
{
    corral_xlsx *x = user;
    const char *area = corral_xml_attribute(e, "ref");
    uint32_t row = 0, column;
    if (strcmp(e->name, "row") == 0) return start_row(x, e, x->row == UINT32_MAX, err);
    if (strcmp(e->name, "c") == 0) return start_cell(x, e, err);
    if (strcmp(e->name, "f") == 0) x->has_formula = true;
    if (strcmp(e->name, "rPh") == 0) x->in_phonetic = true;
    x->wants_text = (strcmp(e->name, "v") == 0 || strcmp(e->name, "t") == 0) && !x->in_phonetic;
    if (x->wants_text) x->has_value = true;
    if (strcmp(e->name, "mergeCell") == 0 && area && !x->merged++) {
        snprintf(x->merged_area, sizeof x->merged_area, "%.31s", area);
        corral_utf8_trim(x->merged_area);
        char first[32];
        snprintf(first, sizeof first, "%.*s", (int)strcspn(x->merged_area, ":"), x->merged_area);
        if (read_reference(first, &row, &column)) x->merged_row = row + 1;
    }
    return CORRAL_OK;
}

static corral_status text_sheet(void *user, const char *text, size_t length, corral_error *err)
{
    corral_xlsx *x = user;
    if (!x->wants_text) return CORRAL_OK;
    return corral_text_append(&x->text, text, length, err);
}

/* A day as spreadsheets count them, with the 29 February 1900 that never was. */
static corral_status put_date(corral_xlsx *x, double serial, corral_error *err)
{
    double days = floor(serial) + (x->has_1904 ? 1462 : 0);
    if (days < 61 || days > 2958465) return corral_text_printf(&x->texts, err, "%s", x->text.bytes);
    time_t seconds = (time_t)(days - 25569) * 86400;
    struct tm date;
    gmtime_r(&seconds, &date);
    if (!x->dates++) x->date_row = (size_t)x->row + 1;
    return corral_text_printf(&x->texts, err, "%04d-%02d-%02d", date.tm_year + 1900,
                              date.tm_mon + 1, date.tm_mday);
}

static corral_status put_number(corral_xlsx *x, corral_error *err)
{
    double value;
    char number[CORRAL_NUMBER_SIZE];
    const char *text = x->text.length ? x->text.bytes : "";
    if (!corral_value_number(text, false, &value))
        return corral_text_printf(&x->texts, err, "%s", text);
    if (x->style < x->style_count && x->is_date[x->style]) return put_date(x, value, err);
    /* 0.1 may be written as 0.10000000000000001. */
    corral_number_shortest(value, number);
    return corral_text_printf(&x->texts, err, "%s", number);
}

static corral_status put_shared(corral_xlsx *x, corral_error *err)
{
    double value;
    if (!corral_value_number(x->text.length ? x->text.bytes : "", false, &value) || value < 0 ||
        value >= (double)x->shared_count || value != floor(value))
        return corral_xlsx_refuse(x, err, "a cell names a text that the workbook does not hold",
                                  x->text.length ? x->text.bytes : "");
    const char *text = x->shared.bytes + x->shared_at[(size_t)value];
    return corral_text_append(&x->texts, text, strlen(text), err);
}

/* The letter of ASCII that "_x000D_" stands for (ECMA-376 part 1, 22.9.2.19), 0 if it is none. */
static char escaped_letter(const char *text)
{
    enum { LENGTH = 7 };
    char digits[5] = {0};
    if (text[0] != '_' || text[1] != 'x' || strnlen(text, LENGTH) < LENGTH || text[6] != '_')
        return 0;
    memcpy(digits, text + 2, 4);
    if (digits[strspn(digits, "0123456789abcdefABCDEF")]) return 0;
    unsigned long letter = strtoul(digits, NULL, 16);
    return letter < 128 ? (char)letter : 0;
}

/* Texts only get shorter. */
static void unescape(char *text)
{
    char *to = text;
    while (*text) {
        char letter = escaped_letter(text);
        *to++ = letter ? letter : *text;
        text += letter ? 7 : 1;
    }
    *to = '\0';
}

static corral_status put_value(corral_xlsx *x, corral_error *err)
{
    if (strcmp(x->type, "s") == 0) return put_shared(x, err);
    if (strcmp(x->type, "n") == 0) return put_number(x, err);
    if (strcmp(x->type, "e") == 0) {
        if (!x->errors++) x->error_row = (size_t)x->row + 1;
        return CORRAL_OK;
    }
    return corral_text_append(&x->texts, x->text.length ? x->text.bytes : "", x->text.length, err);
}

static corral_status end_cell(corral_xlsx *x, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_xlsx_cell new = {x->row, x->column, x->texts.length};
    if (x->has_formula && !x->formulas++) x->formula_row = (size_t)x->row + 1;
    if (x->has_formula && !x->has_value) x->empty_formulas++;
    if (!x->has_value) return CORRAL_OK;
    TRY(put_value(x, err));
    TRY(corral_text_append(&x->texts, "", 1, err));
    if (strcmp(x->type, "n") != 0) unescape(x->texts.bytes + new.at);
    if (strlen(x->texts.bytes + new.at) == 0) return CORRAL_OK;
    TRY(corral_array_grow(&x->cells, &x->cell_room, x->cell_count + 1, sizeof new, err));
    x->cells[x->cell_count++] = new;
    if (new.column >= x->columns) x->columns = new.column + 1;
done:
    return status;
}

static corral_status end_sheet(void *user, const char *name, corral_error *err)
{
    corral_xlsx *x = user;
    x->wants_text = false;
    if (strcmp(name, "rPh") == 0) x->in_phonetic = false;
    return strcmp(name, "c") == 0 ? end_cell(x, err) : CORRAL_OK;
}

corral_status corral_xlsx_read_sheet(corral_xlsx *x, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_xml_handler shared = {start_shared, text_shared, end_shared, x};
    corral_xml_handler styles = {on_style, corral_xlsx_no_text, end_style, x};
    corral_xml_handler sheet = {start_sheet, text_sheet, end_sheet, x};
    bool found;
    TRY(corral_xlsx_read_part(x, "xl/sharedStrings.xml", &shared, NULL, err));
    TRY(corral_xlsx_read_part(x, "xl/styles.xml", &styles, NULL, err));
    x->row = x->column = UINT32_MAX;
    TRY(corral_xlsx_read_part(x, x->sheet_path, &sheet, &found, err));
    if (!found) TRY(corral_xlsx_refuse(x, err, "the workbook lacks its sheet", x->sheet_path));
done:
    return status;
}
