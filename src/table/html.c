/* HTML: one small page without scripts that prints well. */
#include <string.h>

#include "table/escape.h"
#include "table/model.h"

static const char style[] =
    "body{font:16px/1.4 system-ui,sans-serif;margin:2em auto;max-width:60em;padding:0 1em;"
    "color:#111;background:#fff}"
    "h1{font-size:1.4em}h2{font-size:1.15em}"
    "table{border-collapse:collapse;font-variant-numeric:tabular-nums}"
    "th,td{padding:.25em .7em .25em 0;text-align:left;vertical-align:top}"
    "thead th{border-bottom:2px solid #111}tbody td{border-bottom:1px solid #ccc}"
    ".n{text-align:right}.r td{color:#444;border-bottom:0}"
    "dt{float:left;clear:left;margin-right:.5em}dd{font-weight:600}"
    "footer{color:#444;margin-top:1.5em}"
    "@media print{body{margin:0;max-width:none;font-size:10pt}thead{display:table-header-group}"
    "tr{break-inside:avoid}}";

static corral_status head(const corral_document *document, const corral_look *look,
                          corral_output *output, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char *title =
        document->title == CORRAL_NONE ? "corral" : corral_document_text(document, document->title);
    TRY(corral_html_put(output, "<!DOCTYPE html>\n<html lang=\"", look->lang ? look->lang : "en",
                        "\">\n", err));
    corral_output_put(output, "<head>\n<meta charset=\"utf-8\">\n"
                              "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
                              "'none'; style-src 'unsafe-inline'\">\n"
                              "<meta name=\"viewport\" content=\"width=device-width\">\n");
    TRY(corral_html_put(output, "<title>", title, "</title>\n", err));
    corral_output_printf(output, "<style>%s</style>\n</head>\n<body>\n", style);
    if (document->title != CORRAL_NONE)
        TRY(corral_html_put(output, "<h1 dir=\"auto\">", title, "</h1>\n", err));
done:
    return status;
}

static corral_status properties(const corral_document *document, corral_output *output,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text value = {0};
    bool open = false;
    for (size_t i = 0; i < document->properties.count; i++) {
        const corral_property *p = &document->properties.items[i];
        value.length = 0;
        TRY(corral_property_show(document, p, &value, err));
        if (p->label == CORRAL_NONE || !value.length) continue;
        if (!open) corral_output_put(output, "<dl>\n");
        open = true;
        TRY(corral_html_put(output, "<dt>", corral_document_text(document, p->label), "</dt>",
                            err));
        TRY(corral_html_put(output, "<dd>", value.bytes, "</dd>\n", err));
    }
    if (open) corral_output_put(output, "</dl>\n");
done:
    corral_text_release(&value);
    return status;
}

static corral_status paragraphs(const corral_document *document, const corral_lines *lines,
                                corral_output *output, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (size_t i = 0; i < lines->count; i++)
        TRY(corral_html_put(output, "<p dir=\"auto\">",
                            corral_document_text(document, lines->texts[i]), "</p>\n", err));
done:
    return status;
}

corral_status corral_write_html(const corral_document *document, const corral_look *look,
                                corral_output *output, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(head(document, look, output, err));
    TRY(properties(document, output, err));
    TRY(paragraphs(document, &document->lines, output, err));
    for (size_t t = 0; t < document->table_count; t++)
        TRY(corral_html_table(document->tables[t], false, output, err));
    if (document->notes.count) {
        corral_output_put(output, "<footer>\n");
        TRY(paragraphs(document, &document->notes, output, err));
        corral_output_put(output, "</footer>\n");
    }
    corral_output_put(output, "</body>\n</html>\n");
done:
    return status;
}
