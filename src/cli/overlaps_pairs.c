/* Pairs one after the other, and what is said of all of them together. */
#include "cli/overlaps_work.h"

#include "core/number.h"

enum { ROWS_FOR_PEOPLE = 60, ROWS_AT_ONCE = 1000 };

/* ---- figures ---- */

void corral_overlaps_say_details(const corral_session *session, const corral_overlaps *overlaps)
{
    const corral_overlaps_summary *s = corral_overlaps_summarise(overlaps);
    char residual[CORRAL_NUMBER_SIZE];
    corral_number_shortest(s->residual, residual);
    corral_session_detail(session,
                          "%zu distributions for coalitions of %zu sizes and items of %zu; %zu "
                          "cells of these forced; sums met to %s",
                          s->distributions, s->row_degrees, s->column_degrees, s->forced, residual);
    if (s->residual > CORRAL_FIT_TOLERANCE)
        corral_session_say(session,
                           "what is usual could not be worked out: sums are missed by up to %s; "
                           "findings are left blank",
                           residual);
}

corral_status corral_overlaps_add_figures(const corral_overlaps_work *w,
                                          const corral_overlaps *overlaps,
                                          corral_document *document, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_overlaps_summary *s = corral_overlaps_summarise(overlaps);
    static const char *const findings[] = {"", "more", "fewer", "as_expected", "cannot_tell"};
    corral_text text = {0};
    TRY(corral_grouping_facets(w->region, w->similarity, &text, err));
    corral_document_set_text(document, "facets", "facets compared", text.bytes);
    text.length = 0;
    TRY(corral_overlaps_among(w->region, overlaps, w->options.facet, w->settings->group, &text,
                              err));
    corral_document_set_text(document, "tested", "tested against chance",
                             corral_region_facet_name(w->region, w->options.facet));
    corral_document_set_text(document, "judged_among", "judged among", text.bytes);
    corral_document_set_text(document, "null", NULL, corral_overlaps_nulls[w->options.null]);
    corral_document_set_number(document, "resolution", NULL, w->resolution);
    corral_document_set_number(document, "threshold", "threshold", w->threshold);
    corral_document_set_count(document, "pairs", NULL, s->pairs);
    corral_document_set_count(document, "sharing", NULL, s->sharing);
    corral_document_set_count(document, "known", NULL, s->tested);
    for (int k = CORRAL_FINDING_MORE; k < CORRAL_FINDINGS; k++)
        corral_document_set_count(document, findings[k], NULL, s->finding[k]);
    corral_document_set_number(document, "residual", NULL, s->residual);
done:
    corral_text_release(&text);
    return status;
}

/* ---- pairs ---- */

/* Where rows come from while the document is written. */
typedef struct stream {
    const corral_overlaps_work *work;
    corral_overlap_rows *rows;
    corral_overlaps_readers readers;
} stream;

static corral_status put_some(void *user, corral_table *table, bool *more, corral_error *err)
{
    corral_status status = CORRAL_OK;
    stream *s = user;
    corral_overlap pair;
    bool any = true;
    *more = false;
    for (int i = 0; i < ROWS_AT_ONCE && any; i++) {
        TRY(corral_overlap_rows_next(s->rows, &pair, &any, err));
        if (!any) break;
        TRY(corral_overlaps_add_row(s->work->region, s->work->similarity, s->readers, &pair, table,
                                    err));
        *more = true;
    }
done:
    return status;
}

/* For people the most alike. */
static corral_status put_first(const corral_overlaps_work *w, corral_overlap_rows *rows,
                               corral_table *table, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_overlap_list list = {0};
    corral_overlap pair;
    char left[CORRAL_NUMBER_SIZE];
    bool more = true;
    TRY(corral_overlap_list_init(&list, ROWS_FOR_PEOPLE, err));
    while (true) {
        TRY(corral_overlap_rows_next(rows, &pair, &more, err));
        if (!more) break;
        corral_overlap_list_offer(&list, &pair, corral_overlap_by_similarity);
    }
    corral_overlap_list_sort(&list, corral_overlap_by_similarity);
    for (size_t i = 0; i < list.count; i++)
        TRY(corral_overlaps_add_row(w->region, w->similarity, CORRAL_OVERLAPS_PEOPLE,
                                    &list.pairs[i], table, err));
    corral_number_grouped(list.passed - list.count, left);
    if (list.passed > list.count)
        corral_table_add_remark(table, "... and %s pairs less alike: -f csv lists all", left);
done:
    corral_overlap_list_release(&list);
    return status;
}

corral_status corral_overlaps_print_pairs(corral_overlaps_work *w, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_overlaps *overlaps = NULL;
    corral_document *document = NULL;
    corral_text title = {0};
    corral_table *table;
    stream s = {.work = w, .readers = corral_overlaps_readers_of(w->session)};
    TRY(corral_overlaps_new(w->region, w->similarity, &w->options, &w->session->progress, &overlaps,
                            err));
    TRY(corral_overlaps_sentence(w->region, overlaps, w->options.facet, &title, err));
    TRY(corral_document_new(title.bytes, &document, err));
    TRY(corral_overlaps_add_figures(w, overlaps, document, err));
    TRY(corral_document_add_table(document, "overlaps", NULL, &table, err));
    TRY(corral_overlaps_add_columns(w->region, w->similarity, s.readers, table, err));
    TRY(corral_overlap_rows_new(overlaps, w->threshold, w->settings->all, &w->session->progress,
                                &s.rows, err));
    if (s.readers == CORRAL_OVERLAPS_PEOPLE)
        TRY(put_first(w, s.rows, table, err));
    else
        corral_table_set_source(table, put_some, &s);
    TRY(corral_session_print(w->session, document, err));
    corral_session_say(w->session, "%s", title.bytes);
    corral_overlaps_say_details(w->session, overlaps);
done:
    corral_text_release(&title);
    corral_document_free(document);
    corral_overlap_rows_free(s.rows);
    corral_overlaps_free(overlaps);
    return status;
}
