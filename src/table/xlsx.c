/* XLSX: a workbook by libxlsxwriter.
 *
 * The library crashes when memory runs out, and says that all is well when a temporary file of its
 * own could not be written. So it works in a process of its own, and what it made is opened again
 * and held against what was meant before a byte of it is put out. */
#include <locale.h>
#include <math.h>

#include <xlsxwriter.h>

#include "core/apart.h"
#include "table/workbook.h"

enum {
    CREATED = 315532800, /* 1980-01-01, when ZIP begins: the same bytes every time */
    LINE_HEIGHT = 15,    /* points */
    HIGHEST = 409,       /* that a row can be */
    INK = 0x222222,
    PALE = 0xe7e6e6,
    DARK = 0x1b4f72,
    MIDDLE = 0xa9cce3,
    GREY = 0x767676,
    SAND = 0xfdebd0,
    OCHRE = 0xb9770e
};

/* ---- how cells look ---- */

/* For the eye on paper without colours, too: primary is dark, secondary in between, the unknown is
 * hatched, the disputed dotted and bold. */
static void set_sign(lxw_format *f, int style)
{
    format_set_align(f, LXW_ALIGN_CENTER);
    format_set_border(f, style == CORRAL_CELL_SIGN ? LXW_BORDER_NONE : LXW_BORDER_HAIR);
    if (style == CORRAL_CELL_PRIMARY) {
        format_set_bg_color(f, DARK);
        format_set_font_color(f, LXW_COLOR_WHITE);
    } else if (style == CORRAL_CELL_SECONDARY) {
        format_set_bg_color(f, MIDDLE);
    } else if (style == CORRAL_CELL_NOT_MENTIONED) {
        format_set_font_color(f, GREY);
    } else if (style == CORRAL_CELL_UNKNOWN) {
        format_set_pattern(f, LXW_PATTERN_LIGHT_UP);
        format_set_fg_color(f, GREY);
        format_set_bg_color(f, LXW_COLOR_WHITE);
    } else if (style == CORRAL_CELL_DISPUTED) {
        format_set_pattern(f, LXW_PATTERN_GRAY_125);
        format_set_fg_color(f, OCHRE);
        format_set_bg_color(f, SAND);
        format_set_bold(f);
    }
}

static void set_header(lxw_format *f, int style)
{
    format_set_bold(f);
    format_set_text_wrap(f);
    format_set_bg_color(f, PALE);
    format_set_bottom(f, LXW_BORDER_MEDIUM);
    if (style == CORRAL_CELL_HEADER)
        format_set_indent(f, 1);
    else
        format_set_align(f, LXW_ALIGN_RIGHT);
}

static void set_number(lxw_format *f, int style)
{
    static const char zeros[] = "000000000000000";
    char score[sizeof zeros + 2];
    switch (style) {
    case CORRAL_CELL_COUNT: format_set_num_format(f, "#,##0"); break;
    case CORRAL_CELL_INTEGER: format_set_num_format(f, "0"); break;
    case CORRAL_CELL_PERCENT: format_set_num_format(f, "0 %"); break;
    case CORRAL_CELL_PROBABILITY: format_set_num_format(f, "[<0.0005]\"< 0.001\";0.000"); break;
    default:
        snprintf(score, sizeof score, "0.%.*s", style - CORRAL_CELL_SCORE, zeros);
        format_set_num_format(f, score);
    }
}

static void set_look(lxw_format *f, int style)
{
    format_set_font_color(f, INK);
    format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
    if (style == CORRAL_CELL_TITLE) {
        format_set_bold(f);
        format_set_font_size(f, 14);
    } else if (style == CORRAL_CELL_LABEL) {
        format_set_bold(f);
        format_set_text_wrap(f);
    } else if (style == CORRAL_CELL_FIGURE || style == CORRAL_CELL_LONG_FIGURE) {
        format_set_indent(f, 1);
        if (style == CORRAL_CELL_LONG_FIGURE)
            format_set_num_format(f, "[>=1000]#,##0;[<0.1]0.000000;0.000");
    } else if (style == CORRAL_CELL_HEADER || style == CORRAL_CELL_HEADER_NUMBER) {
        set_header(f, style);
    } else if (style == CORRAL_CELL_TEXT) {
        format_set_indent(f, 1); /* the column before may be one of numbers */
        format_set_text_wrap(f);
    } else if (style >= CORRAL_CELL_SIGN && style <= CORRAL_CELL_DISPUTED) {
        set_sign(f, style);
    } else {
        set_number(f, style);
    }
}

/* ---- the process that writes ---- */

/* The library's functions return an lxw_error; the first one ends the work. */
#define GO(call)                                                                                   \
    do {                                                                                           \
        lxw_error code_of_call = (call);                                                           \
        if (code_of_call != LXW_NO_ERROR) return code_of_call;                                     \
    } while (0)

typedef struct writing {
    lxw_workbook *book;
    lxw_worksheet *sheet;
    lxw_format *formats[CORRAL_CELL_STYLES]; /* made when first used */
    uint32_t row;                            /* under way */
    size_t lines;                            /* that it has room for */
    lxw_error code;
} writing;

/* Programs differ in whether they fit the height of a row by themselves. */
static lxw_error make_room(writing *w, const corral_sheet_cell *cell)
{
    if (cell->row != w->row) w->lines = 1;
    w->row = cell->row;
    if (cell->lines <= w->lines) return LXW_NO_ERROR;
    w->lines = cell->lines;
    return worksheet_set_row(w->sheet, cell->row, fmin((double)w->lines * LINE_HEIGHT, HIGHEST),
                             NULL);
}

static lxw_error write_cell(writing *w, const corral_sheet_cell *cell)
{
    lxw_format **format = &w->formats[cell->style];
    lxw_col_t column = (lxw_col_t)cell->column;
    if (!*format) {
        *format = workbook_add_format(w->book);
        if (!*format) return LXW_ERROR_MEMORY_MALLOC_FAILED;
        set_look(*format, cell->style);
    }
    GO(make_room(w, cell));
    /* Never worksheet_write_url or _formula: whatever a text looks like, it is one. */
    return cell->text ? worksheet_write_string(w->sheet, cell->row, column, cell->text, *format)
                      : worksheet_write_number(w->sheet, cell->row, column, cell->number, *format);
}

static corral_status visit(void *user, const corral_sheet_cell *cell, corral_error *err)
{
    writing *w = user;
    w->code = write_cell(w, cell);
    return w->code == LXW_NO_ERROR ? CORRAL_OK : corral_error_set(err, CORRAL_LIBRARY, "xlsx");
}

/* Everything but the cells. */
static lxw_error lay_out(lxw_worksheet *to, const corral_sheet *sheet)
{
    worksheet_set_landscape(to);
    worksheet_fit_to_pages(to, 1, 0);
    GO(worksheet_set_footer(to, "&L&A&R&P / &N"));
    if (!sheet->table) {
        GO(worksheet_set_column(to, 0, 0, CORRAL_ABOUT_LABELS, NULL));
        return worksheet_set_column(to, 1, 1, CORRAL_ABOUT_VALUES, NULL);
    }
    for (size_t k = 0; k < sheet->column_count; k++)
        GO(worksheet_set_column(to, (lxw_col_t)k, (lxw_col_t)k, sheet->widths[k], NULL));
    worksheet_freeze_panes(to, 1, 0);
    GO(worksheet_repeat_rows(to, 0, 0));
    if (!sheet->column_count) return LXW_NO_ERROR;
    return worksheet_autofilter(to, 0, 0, (lxw_row_t)sheet->table->row_count,
                                (lxw_col_t)(sheet->column_count - 1));
}

static lxw_error write_sheets(writing *w, const corral_workbook *workbook)
{
    for (size_t s = 0; s < workbook->sheet_count; s++) {
        w->sheet = workbook_add_worksheet(w->book, workbook->sheets[s].name);
        if (!w->sheet) return LXW_ERROR_MEMORY_MALLOC_FAILED;
        w->row = 0;
        w->lines = 1;
        GO(lay_out(w->sheet, &workbook->sheets[s]));
        if (corral_workbook_visit(workbook, s, visit, w, NULL) != CORRAL_OK)
            return w->code != LXW_NO_ERROR ? w->code : LXW_ERROR_MEMORY_MALLOC_FAILED;
    }
    return LXW_NO_ERROR;
}

static lxw_error write_book(writing *w, const corral_workbook *workbook, const char *path)
{
    /* Row by row into temporary files: memory does not grow with the rows. */
    lxw_workbook_options options = {.constant_memory = LXW_TRUE};
    lxw_doc_properties properties = {.created = CREATED};
    w->book = workbook_new_opt(path, &options);
    if (!w->book) return LXW_ERROR_MEMORY_MALLOC_FAILED;
    GO(workbook_set_properties(w->book, &properties));
    GO(write_sheets(w, workbook));
    return workbook_close(w->book);
}

static int work(const void *data, const char *path)
{
    writing w = {0};
    /* The library writes a decimal comma where the locale has one. This process is its own. */
    setlocale(LC_ALL, "C");
    return (int)write_book(&w, data, path);
}

static const char *reason(int code)
{
    return code < LXW_MAX_ERRNO ? lxw_strerror((lxw_error)code) : "the process could not begin";
}

corral_status corral_write_xlsx(const corral_document *document, const corral_look *look,
                                corral_output *output, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_progress *progress = corral_output_progress(output);
    corral_workbook workbook = {0};
    corral_text file = {0};
    if (look->terminal)
        FAIL(CORRAL_BAD_USE, "a workbook cannot be shown on a terminal; write it to a file, as "
                             "with --output table.xlsx");
    TRY(corral_workbook_init(&workbook, document, progress, err));
    corral_apart apart = {"the workbook", work, reason, &workbook, progress};
    TRY(corral_apart_run(&apart, &file, err));
    TRY(corral_workbook_compare(&workbook, &file, err));
    corral_output_write(output, file.bytes, file.length);
done:
    corral_text_release(&file);
    corral_workbook_release(&workbook);
    return status;
}
