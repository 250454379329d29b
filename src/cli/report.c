/* Adding to the page of a report. */
#include "cli/report.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/draw.h"
#include "core/number.h"

/* The longest record of a page is a megabyte, escapes included. */
enum { FRAGMENT = 1 << 18 };

corral_status corral_report_say(corral_report *report, corral_report_words as, corral_error *err,
                                const char *format, ...)
{
    static const char *const kinds[] = {"text", "small", "point", "part"};
    char *words = NULL;
    va_list arguments;
    va_start(arguments, format);
    int length = vasprintf(&words, format, arguments);
    va_end(arguments);
    if (length < 0) return corral_error_set(err, CORRAL_NO_MEMORY, "out of memory");
    corral_status status = corral_draw_record(&report->page, err, kinds[as], words, NULL);
    free(words);
    return status;
}

corral_status corral_report_number(corral_report *report, size_t value, const char *what,
                                   corral_error *err)
{
    char number[CORRAL_NUMBER_SIZE];
    corral_number_grouped(value, number);
    return corral_draw_record(&report->page, err, "number", number, what, NULL);
}

/* ---- tables ---- */

corral_status corral_report_table(corral_report *report, const char *title,
                                  const corral_column *columns, size_t count, corral_table **out,
                                  corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_document_add_table(report->tables, "table", title, out, err));
    TRY(corral_table_add_columns(*out, columns, count, err));
done:
    return status;
}

static corral_status add_fragment(corral_report *report, const char *html, size_t length,
                                  corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text piece = {0};
    for (size_t at = 0; at < length; at += FRAGMENT) {
        piece.length = 0;
        TRY(corral_text_append(&piece, html + at, length - at < FRAGMENT ? length - at : FRAGMENT,
                               err));
        TRY(corral_draw_record(&report->page, err, "html", piece.bytes, NULL));
    }
done:
    corral_text_release(&piece);
    return status;
}

corral_status corral_report_put(corral_report *report, const corral_table *table, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_output *output = NULL;
    size_t length;
    TRY(corral_output_open_memory(&output, err));
    TRY(corral_table_write_part(table, output, err));
    TRY(corral_output_commit(output, err));
    const char *html = corral_output_bytes(output, &length);
    TRY(add_fragment(report, html, length, err));
done:
    corral_output_free(output);
    return status;
}

/* ---- drawings ---- */

/* A program that hung so often is not asked again. */
enum { HUNG_MOST = 3 };

/* Whether the drawing program makes it. */
static bool is_made(corral_report *report, const corral_text *model)
{
    corral_text drawn = {0};
    if (report->trust == CORRAL_REPORT_ALL) return true;
    if (report->trust == CORRAL_REPORT_NONE || report->hung == HUNG_MOST) return false;
    corral_status drew =
        corral_drawing_render(report->session, model, "svg", report->draw_limit, &drawn, NULL);
    report->hung += drew == CORRAL_LIMIT;
    corral_text_release(&drawn);
    return drew == CORRAL_OK;
}

static corral_status say_missing(corral_report *report, corral_error *err)
{
    return corral_report_say(report, CORRAL_REPORT_SMALL, err,
                             "A drawing belongs here. It could not be made; the tables are whole.");
}

static corral_status add_drawing(corral_report *report, const corral_drawing *drawing,
                                 const char *caption, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text model = {0};
    corral_error why = CORRAL_ERROR_INIT;
    status = corral_drawing_model(drawing, &model, &why);
    if (status == CORRAL_LIMIT) {
        status =
            corral_report_say(report, CORRAL_REPORT_SMALL, err, "Not drawn here: %s.", why.message);
        goto done;
    }
    if (status != CORRAL_OK) {
        *err = why;
        goto done;
    }
    if (!is_made(report, &model)) {
        status = say_missing(report, err);
        goto done;
    }
    TRY(corral_draw_record(&report->page, err, "drawing", caption ? caption : "", NULL));
    TRY(corral_text_append(&report->page, model.bytes, model.length, err));
    TRY(corral_draw_record(&report->page, err, "end", NULL));
    report->drawings++;
done:
    corral_text_release(&model);
    return status;
}

corral_status corral_report_draw(corral_report *report, const corral_drawing *drawing,
                                 const char *caption, corral_error *err)
{
    if (report->trust == CORRAL_REPORT_NONE) return say_missing(report, err);
    return add_drawing(report, drawing, caption, err);
}

/* ---- about whom ---- */

bool corral_report_is_for(const corral_report *report, unsigned seen_by)
{
    return (seen_by >> report->audience & 1) != 0;
}

uint32_t corral_report_group(const corral_report *report)
{
    return corral_grouping_number(report->run->grouping, report->place);
}

corral_coalitions corral_report_members(const corral_report *report)
{
    return corral_grouping_members(report->run->grouping, report->place);
}
