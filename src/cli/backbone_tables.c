/* The tables of corral backbone. */
#include <math.h>
#include <stdio.h>

#include "cli/backbone.h"
#include "core/number.h"

const char *corral_backbone_column_name(const corral_backbone_page *page, uint32_t column)
{
    switch (corral_backbone_level(page->backbone)) {
    case CORRAL_LEVEL_FUNCTION: return page->survey->function[column];
    case CORRAL_LEVEL_BLOCK: return page->survey->block_name[column];
    default: return NULL;
    }
}

/* ---- cells ---- */

/* A mean to 0.1; at the ends of what is told apart a bound. */
static void put_mean(const corral_backbone_page *page, corral_table *table, double mean)
{
    char number[CORRAL_NUMBER_SIZE], text[CORRAL_NUMBER_SIZE + 8];
    const char *bound = "";
    if (isnan(mean)) {
        corral_table_put_blank(table);
        return;
    }
    if (mean <= CORRAL_BACKBONE_FLOOR) bound = page->signs ? "≤ " : "<= ";
    if (mean >= CORRAL_BACKBONE_CEILING) bound = page->signs ? "≥ " : ">= ";
    corral_number_fixed(mean, 1, number);
    snprintf(text, sizeof text, "%s%s", bound, number);
    corral_table_put_text(table, text);
}

static void put_count(const corral_backbone_page *page, corral_table *table, uint32_t count)
{
    char text[32];
    if (count == CORRAL_FEW)
        snprintf(text, sizeof text, "< %u", page->k);
    else
        snprintf(text, sizeof text, "%u", count);
    corral_table_put_text(table, text);
}

/* 1 for the best of a column; equal ones, as printed, share a rank. */
static uint32_t rank_of(const corral_backbone_page *page, uint32_t candidate, uint32_t column)
{
    double own = corral_backbone_get(page->backbone, candidate, column).score;
    uint32_t rank = 1;
    for (uint32_t c = 0; c < page->survey->candidates; c++)
        if (corral_backbone_get(page->backbone, c, column).score > own + 0.01) rank++;
    return rank;
}

static corral_status add_cell(const corral_backbone_page *page, uint32_t candidate, uint32_t column,
                              corral_table *table, corral_error *err)
{
    corral_backbone_cell cell = corral_backbone_get(page->backbone, candidate, column);
    bool is_hidden = cell.status == CORRAL_CELL_HIDDEN;
    corral_table_put_text(table, page->survey->candidate[candidate]);
    corral_table_put_text(table, corral_backbone_column_name(page, column));
    corral_table_put_text(table, corral_cell_status_name(cell.status));
    put_mean(page, table, cell.score);
    put_mean(page, table, cell.low);
    put_mean(page, table, cell.high);
    if (is_hidden && cell.raters != CORRAL_FEW)
        corral_table_put_blank(table);
    else
        put_count(page, table, cell.raters);
    if (is_hidden)
        corral_table_put_blank(table);
    else
        put_count(page, table, cell.unseen);
    if (page->rank && !is_hidden) corral_table_put_count(table, rank_of(page, candidate, column));
    return corral_table_end_row(table, err);
}

static const corral_column rank_column = {.name = "rank", .type = CORRAL_COLUMN_COUNT};

corral_status corral_backbone_fill(const corral_backbone_page *page, corral_table *table,
                                   corral_error *err)
{
    corral_status status = CORRAL_OK;
    bool one = corral_backbone_level(page->backbone) == CORRAL_LEVEL_CANDIDATE;
    const corral_column columns[] = {{.name = "candidate"},
                                     {.name = "function", .machine = one},
                                     {.name = "status", .type = CORRAL_COLUMN_WORD},
                                     {.name = "score", .right = true},
                                     {.name = "low", .right = true},
                                     {.name = "high", .right = true},
                                     {.name = "raters", .right = true},
                                     {.name = "unseen", .label = "don't know", .right = true}};
    TRY(corral_table_add_columns(table, columns, sizeof columns / sizeof *columns, err));
    if (page->rank) TRY(corral_table_add_columns(table, &rank_column, 1, err));
    for (uint32_t c = 0; c < page->survey->candidates; c++)
        for (uint32_t f = 0; f < corral_backbone_columns(page->backbone); f++)
            TRY(add_cell(page, c, f, table, err));
done:
    return status;
}

/* ---- candidates, importance ---- */

corral_status corral_backbone_fill_candidates(const corral_backbone_page *page, corral_table *table,
                                              corral_error *err)
{
    static const corral_column columns[] = {
        {.name = "candidate"},
        {.name = "published", .label = "cells shown", .type = CORRAL_COLUMN_COUNT},
        {.name = "score", .right = true},
        {.name = "low", .right = true},
        {.name = "high", .right = true},
        {.name = "adjusted", .right = true}};
    corral_status status = CORRAL_OK;
    TRY(corral_table_add_columns(table, columns, sizeof columns / sizeof *columns, err));
    for (uint32_t c = 0; c < page->survey->candidates; c++) {
        corral_backbone_candidate one = corral_backbone_get_candidate(page->backbone, c);
        corral_table_put_text(table, page->survey->candidate[c]);
        corral_table_put_count(table, one.published);
        put_mean(page, table, one.score);
        put_mean(page, table, one.low);
        put_mean(page, table, one.high);
        put_mean(page, table, one.adjusted);
        TRY(corral_table_end_row(table, err));
    }
done:
    return status;
}

static void range_of(const corral_backbone_page *page, uint32_t column, double *least, double *most,
                     uint32_t *count)
{
    *least = *most = NAN;
    *count = 0;
    for (uint32_t c = 0; c < page->survey->candidates; c++) {
        double score = corral_backbone_get(page->backbone, c, column).score;
        *least = fmin(*least, score);
        *most = fmax(*most, score);
        if (!isnan(score)) ++*count;
    }
}

corral_status corral_backbone_fill_importance(const corral_backbone_page *page, corral_table *table,
                                              corral_error *err)
{
    static const corral_column columns[] = {{.name = "function"},
                                            {.name = "importance", .right = true},
                                            {.name = "best", .right = true},
                                            {.name = "least", .right = true}};
    corral_status status = CORRAL_OK;
    TRY(corral_table_add_columns(table, columns, sizeof columns / sizeof *columns, err));
    for (uint32_t f = 0; f < corral_backbone_columns(page->backbone); f++) {
        double least, most;
        uint32_t count;
        range_of(page, f, &least, &most, &count);
        corral_table_put_text(table, corral_backbone_column_name(page, f));
        put_mean(page, table, corral_backbone_importance(page->backbone, f));
        put_mean(page, table, most);
        put_mean(page, table, least);
        TRY(corral_table_end_row(table, err));
    }
done:
    return status;
}

/* ---- one candidate's sheet ---- */

/* A range of one or two would name the other. */
enum { RANGE_LEAST = 3 };

corral_status corral_backbone_fill_sheet(const corral_backbone_page *page, uint32_t candidate,
                                         corral_table *table, corral_error *err)
{
    static const corral_column columns[] = {
        {.name = "function"},
        {.name = "score", .right = true},
        {.name = "low", .right = true},
        {.name = "high", .right = true},
        {.name = "least", .label = "lowest of all", .right = true},
        {.name = "most", .label = "highest of all", .right = true}};
    corral_status status = CORRAL_OK;
    TRY(corral_table_add_columns(table, columns, sizeof columns / sizeof *columns, err));
    for (uint32_t f = 0; f < corral_backbone_columns(page->backbone); f++) {
        corral_backbone_cell cell = corral_backbone_get(page->backbone, candidate, f);
        const char *name = corral_backbone_column_name(page, f);
        double least, most;
        uint32_t count;
        range_of(page, f, &least, &most, &count);
        corral_table_put_text(table, name ? name : "everything");
        put_mean(page, table, cell.score);
        put_mean(page, table, cell.low);
        put_mean(page, table, cell.high);
        put_mean(page, table, count < RANGE_LEAST ? NAN : least);
        put_mean(page, table, count < RANGE_LEAST ? NAN : most);
        TRY(corral_table_end_row(table, err));
    }
done:
    return status;
}

/* ---- sharing ---- */

static corral_status say_who(const corral_backbone_page *page, const uint32_t *by, double score,
                             corral_document *document, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text line = {0};
    for (uint32_t c = 0; c < page->survey->candidates && !isnan(score); c++) {
        line.length = 0;
        for (uint32_t f = 0; f < corral_backbone_columns(page->backbone); f++)
            if (by[f] == c && corral_backbone_column_name(page, f))
                TRY(corral_text_printf(&line, err, "%s%s", line.length ? ", " : "",
                                       corral_backbone_column_name(page, f)));
        if (line.length)
            corral_document_add_line(document, "%s: %s", page->survey->candidate[c], line.bytes);
    }
done:
    corral_text_release(&line);
    return status;
}

corral_status corral_backbone_fill_shares(const corral_backbone_page *page, uint32_t most,
                                          corral_document *document, corral_table *table,
                                          corral_error *err)
{
    static const corral_column columns[] = {
        {.name = "organisations", .type = CORRAL_COLUMN_COUNT},
        {.name = "score", .type = CORRAL_COLUMN_SCORE, .digits = 2},
        {.name = "loses", .type = CORRAL_COLUMN_SCORE, .digits = 2},
        {.name = "candidates", .whole = true}};
    corral_status status = CORRAL_OK;
    corral_text names = {0};
    uint32_t chosen[CORRAL_SURVEY_CANDIDATES], by[CORRAL_SURVEY_FUNCTIONS], count, before = 0;
    double best = 0, columns_seen = 0;
    for (uint32_t f = 0; f < corral_backbone_columns(page->backbone); f++) {
        double least, top;
        range_of(page, f, &least, &top, &count);
        if (!isnan(top)) best += top, columns_seen++;
    }
    TRY(corral_table_add_columns(table, columns, sizeof columns / sizeof *columns, err));
    for (uint32_t n = 1; n <= most && n <= page->survey->candidates; n++) {
        double score;
        TRY(corral_backbone_share(page->backbone, n, chosen, &count, by, &score, err));
        if (!isnan(score) && count == before) break;
        before = count;
        names.length = 0;
        TRY(corral_text_append(&names, "", 0, err));
        for (uint32_t k = 0; k < count; k++)
            TRY(corral_text_printf(&names, err, "%s%s", k ? "; " : "",
                                   page->survey->candidate[chosen[k]]));
        corral_table_put_count(table, n);
        corral_table_put_number(table, isnan(score) ? NAN : round(score * 100) / 100);
        corral_table_put_number(
            table, isnan(score) ? NAN : round((best / columns_seen - score) * 100) / 100);
        corral_table_put_text(table, names.length ? names.bytes : NULL);
        TRY(corral_table_end_row(table, err));
        if (n == most || n == page->survey->candidates)
            TRY(say_who(page, by, score, document, err));
    }
done:
    corral_text_release(&names);
    return status;
}

/* ---- statistics ---- */

static corral_status add_statistic(corral_table *table, const char *what, double value,
                                   const char *how, corral_error *err)
{
    corral_table_put_text(table, what);
    corral_table_put_number(table, isnan(value) ? NAN : round(value * 100) / 100);
    corral_table_put_text(table, how);
    return corral_table_end_row(table, err);
}

corral_status corral_backbone_fill_statistics(const corral_backbone_page *page, corral_table *table,
                                              corral_error *err)
{
    static const corral_column columns[] = {
        {.name = "statistic"},
        {.name = "value", .type = CORRAL_COLUMN_SCORE, .digits = 2},
        {.name = "how", .whole = true}};
    corral_status status = CORRAL_OK;
    corral_backbone_statistics s = corral_backbone_get_statistics(page->backbone);
    const char *how = s.is_complete ? "mean squares, every rater rated every cell"
                                    : "variance components by restricted maximum likelihood";
    TRY(corral_table_add_columns(table, columns, sizeof columns / sizeof *columns, err));
    TRY(add_statistic(table, "ICC(A,1)", s.icc_agreement, how, err));
    TRY(add_statistic(table, "ICC(C,1)", s.icc_consistency, how, err));
    if (s.is_complete) TRY(add_statistic(table, "ICC(A,k)", s.icc_mean, how, err));
    TRY(add_statistic(table, "Krippendorff's alpha", s.alpha, "interval metric", err));
done:
    return status;
}

corral_status corral_backbone_fill_first(const corral_backbone_page *page, corral_table *table,
                                         corral_error *err)
{
    static const corral_column columns[] = {{.name = "candidate"},
                                            {.name = "function"},
                                            {.name = "first", .type = CORRAL_COLUMN_PERCENT}};
    corral_status status = CORRAL_OK;
    TRY(corral_table_add_columns(table, columns, sizeof columns / sizeof *columns, err));
    for (uint32_t c = 0; c < page->survey->candidates; c++)
        for (uint32_t f = 0; f < corral_backbone_columns(page->backbone); f++) {
            corral_backbone_cell cell = corral_backbone_get(page->backbone, c, f);
            if (cell.status == CORRAL_CELL_HIDDEN) continue;
            corral_table_put_text(table, page->survey->candidate[c]);
            corral_table_put_text(table, corral_backbone_column_name(page, f));
            corral_table_put_number(table, round(cell.first * 100) / 100);
            TRY(corral_table_end_row(table, err));
        }
done:
    return status;
}
