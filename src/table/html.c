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

/* Of wide pages, and of charts: cells that are told apart by glyph and by shade, on a screen, a
 * projector, in grey and on paper. Under a narrow screen's width only letters head the columns. */
static const char wide_style[] =
    "body{max-width:104rem;margin:1.6rem auto;padding:0 clamp(.8rem,3vw,3rem);color-scheme:light}"
    "h1{font-size:clamp(1.4rem,2.6vw,2.2rem);line-height:1.15;margin:0 0 1.2rem;text-wrap:balance}"
    "table{font-size:.95rem;line-height:1.35;margin:0 0 1.6rem;overflow-wrap:anywhere}"
    "table:not(.chart) tbody td:first-child,.chart thead b{font-weight:700}"
    "tbody th{font-weight:600;border-bottom:1px solid #ccc}"
    ".legend{list-style:none;display:flex;flex-wrap:wrap;gap:.5rem 1.4rem;margin:1.6rem 0 .8rem;"
    "padding:0;font-size:.95rem}"
    ".legend .g{display:inline-block;width:2.1em;line-height:1.6;margin-right:.3em}"
    ".chart{width:100%;border-collapse:separate;border-spacing:0;table-layout:fixed;font-size:1rem}"
    ".chart th,.chart td{padding:.3em .6em .3em 0;vertical-align:middle}"
    ".chart thead th{position:sticky;top:0;background:#fff;z-index:1;vertical-align:bottom;"
    "border-bottom:2px solid #111;padding-top:.5em}"
    ".chart th:nth-child(1){width:5.6rem}.chart th:nth-child(2){width:24%}"
    ".chart th:nth-child(3){width:3.6rem}"
    ".chart thead th.g{padding:.5em .1em;line-height:1.15;vertical-align:top}"
    ".chart thead b{display:block;font-size:1.35rem;line-height:1.2}"
    ".chart thead span{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:4;"
    "overflow:hidden;font:500 .8rem 'Arial Narrow','Liberation Sans Narrow',Arial,'Liberation "
    "Sans',sans-serif;hyphens:auto}"
    ".chart .h th{font-size:1.15rem;font-weight:700;padding:1.3em 0 .35em;border-bottom:1px solid "
    "#111}"
    ".chart tbody td:first-child{color:#555;font-size:.9em}"
    ".g{text-align:center;print-color-adjust:exact;-webkit-print-color-adjust:exact}"
    ".chart td.g{border:1px solid #fff;border-width:1px 1.5px;padding:.3em 0;font-size:1.1rem;"
    "line-height:1.3}"
    ".g.primary{background:#7fb8de;color:#04263f}.g.secondary{background:#d8eaf6;color:#04263f}"
    ".g.no{background:#fff;color:#666;font-weight:800}.g.not-mentioned{background:#f1f1ee;color:#"
    "555}"
    ".g.unknown{background:repeating-linear-gradient(135deg,#fff 0 4px,#d9d9d9 4px 5.5px);"
    "color:#222;font-weight:700}"
    ".g.disputed{background:#ffd36e;color:#3d2600;font-weight:800;box-shadow:inset 0 0 0 2px "
    "#7a4b00}"
    ".chart tr:hover td:not(.g),.chart tr:hover th[scope=row]{background:#f3f6f8}"
    "footer{font-size:.88rem}footer p{margin:.2em 0}"
    "@media screen and (max-width:48rem){body{font-size:15px}"
    "table:not(.chart){display:block;overflow-x:auto;white-space:nowrap}"
    "table:not(.chart) th[scope=row]{white-space:normal;min-width:9.5rem}"
    ".chart{font-size:.88rem}.chart thead span{display:none}.chart thead b{font-size:1rem}"
    ".chart tr>:first-child:not([colspan]){width:0;padding:0;font-size:0}"
    ".chart th:nth-child(2){width:auto;hyphens:auto}"
    ".chart th:nth-child(3){width:1.8rem;padding:0;font-size:0}.chart td.n{padding-right:.6em}"
    ".chart thead th.g{width:1.6rem;padding:.4em 0}}"
    "@page{size:landscape;margin:11mm}"
    "@media print{body{padding:0;font-size:9pt}h1{font-size:17pt;margin-bottom:3mm}"
    "table{font-size:8pt;margin-bottom:4mm}.chart{font-size:8.5pt}"
    ".chart thead th{position:static}.chart thead b{font-size:11pt}.chart thead span{font-size:"
    "7pt}.chart th,.chart td{padding:.22em .5em .22em 0}.chart td.g{font-size:9pt;padding:.22em 0}"
    ".chart .h{break-after:avoid}.chart .h th{font-size:10pt;padding-top:.9em}"
    ".legend{margin:3mm 0 2mm;font-size:8.5pt}}";

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
    corral_output_printf(output, "<style>%s%s</style>\n</head>\n<body>\n", style,
                         document->is_wide ? wide_style : "");
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
