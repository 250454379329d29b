/* Rows of ratings, each checked with its place. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/memory.h"
#include "io/csv.h"
#include "io/ratings_reading.h"
#include "io/sheet.h"
#include "io/values.h"

enum {
    RESPONDENT = CORRAL_RATING_RESPONDENT,
    ORGANISATION = CORRAL_RATING_ORGANISATION,
    CANDIDATE = CORRAL_RATING_CANDIDATE,
    FUNCTION = CORRAL_RATING_FUNCTION,
    SCORE = CORRAL_RATING_SCORE,
    TIE = CORRAL_RATING_TIE,
    IMPORTANCE = CORRAL_RATING_IMPORTANCE,
    BLOCK = CORRAL_RATING_BLOCK,
    COLUMNS = CORRAL_RATING_COLUMNS
};
enum { REQUIRED = SCORE + 1 };
static const char *const names[COLUMNS] = {"respondent", "organisation", "candidate",  "function",
                                           "score",      "tie",          "importance", "block"};

static corral_place place(const corral_rating_cells *row, size_t k)
{
    return (corral_place){row->file, row->line, row->column[k]};
}

/* ---- cells ---- */

static corral_status check_count(const corral_ratings_reading *r, const corral_rating_cells *row,
                                 size_t k, corral_error *err)
{
    static const uint32_t most[COLUMNS] = {[RESPONDENT] = CORRAL_SURVEY_RATERS,
                                           [ORGANISATION] = 2 * CORRAL_SURVEY_RATERS,
                                           [CANDIDATE] = CORRAL_SURVEY_CANDIDATES,
                                           [FUNCTION] = CORRAL_SURVEY_FUNCTIONS,
                                           [BLOCK] = CORRAL_SURVEY_FUNCTIONS};
    if (corral_strings_count(r->set[k]) <= most[k]) return CORRAL_OK;
    return corral_error_set_at(err, CORRAL_LIMIT, place(row, k), "at most %u %ss", most[k],
                               names[k]);
}

/* The number of a name; organisations and candidates are looked up in the region. */
static corral_status read_name(corral_ratings_reading *r, const corral_rating_cells *row, size_t k,
                               uint32_t *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char *text = row->text[k], *key;
    size_t length;
    if (corral_name_is_blank(text))
        FAIL_AT(CORRAL_BAD_INPUT, place(row, k), "%s must not be blank", names[k]);
    TRY(corral_name_key(text, strlen(text), &r->scratch, &key, &length, err));
    if (r->member != UINT32_MAX && (k == ORGANISATION || k == CANDIDATE)) {
        uint32_t item = corral_region_item_find(r->from->region, r->member, key);
        if (item != UINT32_MAX)
            key = corral_region_item_name(r->from->region, item), length = strlen(key);
    }
    TRY(corral_strings_add(r->set[k], key, length, out, err));
    TRY(check_count(r, row, k, err));
done:
    return status;
}

static corral_status read_number(const corral_ratings_reading *r, const corral_rating_cells *row,
                                 size_t k, double *out, corral_error *err)
{
    const char *text = row->text[k];
    *out = NAN;
    if (!text[0]) return CORRAL_OK;
    if (!corral_value_number(text, r->decimal_comma, out) || *out < 1 || *out > 5)
        return corral_error_set_at(err, CORRAL_BAD_INPUT, place(row, k),
                                   "%s must be a number from 1 to 5, or blank for don't know; what "
                                   "was given is not repeated here",
                                   names[k]);
    return CORRAL_OK;
}

/* What goes with a number (an organisation with a rater) must do so always. */
static corral_status read_fixed(const corral_rating_cells *row, uint32_t number, uint32_t value,
                                uint32_t **fixed, size_t *capacity, size_t k, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t before = *capacity;
    TRY(corral_array_grow(fixed, capacity, (size_t)number + 1, sizeof **fixed, err));
    for (size_t i = before; i < *capacity; i++) (*fixed)[i] = UINT32_MAX;
    if ((*fixed)[number] == UINT32_MAX) (*fixed)[number] = value;
    if ((*fixed)[number] != value)
        FAIL_AT(CORRAL_BAD_INPUT, place(row, k), "%s",
                k == BLOCK ? "this function is in another block in a row above"
                           : "this respondent has another organisation in a row above");
done:
    return status;
}

static corral_status check_again(corral_ratings_reading *r, const corral_rating_cells *row,
                                 const corral_answer *a, corral_error *err)
{
    corral_status status = CORRAL_OK;
    char key[48];
    uint32_t number, before = corral_strings_count(r->said);
    int length = snprintf(key, sizeof key, "%u/%u/%u", a->rater, a->candidate, a->function);
    TRY(corral_strings_add(r->said, key, (size_t)length, &number, err));
    if (number < before)
        FAIL_AT(CORRAL_BAD_INPUT, place(row, RESPONDENT),
                "the same respondent has rated this candidate on this function in line %zu",
                r->lines[number]);
    TRY(corral_array_grow(&r->lines, &r->line_capacity, (size_t)number + 1, sizeof *r->lines, err));
    r->lines[number] = row->line;
done:
    return status;
}

corral_status corral_ratings_add(corral_ratings_reading *r, const corral_rating_cells *row,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_survey *s = r->out;
    corral_answer a = {0};
    uint32_t block = 0;
    TRY(read_name(r, row, RESPONDENT, &a.rater, err));
    TRY(read_name(r, row, ORGANISATION, &a.organisation, err));
    TRY(read_name(r, row, CANDIDATE, &a.candidate, err));
    TRY(read_name(r, row, FUNCTION, &a.function, err));
    TRY(read_number(r, row, SCORE, &a.score, err));
    TRY(read_number(r, row, IMPORTANCE, &a.importance, err));
    if (r->has_blocks) TRY(read_name(r, row, BLOCK, &block, err));
    const char *tie = row->text[TIE];
    a.is_own = corral_value_same(tie, "own") ||
               strcmp(corral_strings_get(r->set[ORGANISATION], a.organisation),
                      corral_strings_get(r->set[CANDIDATE], a.candidate)) == 0;
    a.is_tied = !a.is_own && !corral_name_is_blank(tie) && !corral_value_same(tie, "no") &&
                corral_value_item_word(tie) == CORRAL_ITEM_WORD_ITEM;
    TRY(read_fixed(row, a.rater, a.organisation, &r->home, &r->home_capacity, ORGANISATION, err));
    TRY(read_fixed(row, a.function, block, &r->block, &r->block_capacity, BLOCK, err));
    TRY(check_again(r, row, &a, err));
    if (s->count == CORRAL_SURVEY_ANSWERS)
        FAIL_AT(CORRAL_LIMIT, place(row, RESPONDENT), "at most %u rows", CORRAL_SURVEY_ANSWERS);
    TRY(corral_array_grow(&s->answers, &r->capacity, s->count + 1, sizeof a, err));
    s->answers[s->count++] = a;
done:
    return status;
}

/* ---- a table ---- */

static corral_status read_row(corral_ratings_reading *r, const size_t at[COLUMNS],
                              const corral_csv_record *record, corral_error *err)
{
    corral_rating_cells row = {.file = r->file, .line = record->line};
    for (size_t k = 0; k < COLUMNS; k++) {
        row.text[k] = corral_sheet_text(record, at[k]);
        row.column[k] = at[k] == CORRAL_NO_COLUMN ? 0 : at[k] + 1;
    }
    return corral_ratings_add(r, &row, err);
}

corral_status corral_ratings_rows(corral_ratings_reading *r, corral_source *source,
                                  corral_error *err)
{
    static const char has[] = "ratings have the columns respondent, organisation, candidate, "
                              "function, score";
    const corral_form form = {names, COLUMNS, REQUIRED};
    corral_status status = CORRAL_OK;
    corral_csv *csv = NULL;
    corral_csv_record record;
    size_t at[COLUMNS];
    bool more;
    TRY(corral_csv_new(source, r->from->repair, NULL, &csv, err));
    TRY(corral_csv_header(csv, &record, &more, err));
    if (!more)
        FAIL_AT(CORRAL_BAD_INPUT, ((corral_place){r->file, 1, 0}), "the file is empty; %s", has);
    TRY(corral_header_bind(&record, r->file, &form, has, at, err));
    r->decimal_comma = corral_csv_delimiter(csv) == ';';
    r->has_blocks = at[BLOCK] != CORRAL_NO_COLUMN;
    for (;;) {
        TRY(corral_csv_next(csv, &record, &more, err));
        if (!more) break;
        TRY(read_row(r, at, &record, err));
    }
done:
    corral_csv_free(csv);
    return status;
}
