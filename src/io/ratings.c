/* Reading ratings.csv: rows first, then names in byte order and everything numbered anew. */
#include "io/ratings.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/memory.h"
#include "core/strings.h"
#include "core/text.h"
#include "io/csv.h"
#include "io/sheet.h"
#include "io/values.h"

enum { RESPONDENT, ORGANISATION, CANDIDATE, FUNCTION, SCORE, TIE, IMPORTANCE, BLOCK, COLUMNS };
enum { REQUIRED = SCORE + 1, UNNAMED_BLOCKS = 3 };
static const char *const names[COLUMNS] = {"respondent", "organisation", "candidate",  "function",
                                           "score",      "tie",          "importance", "block"};

typedef struct ratings_reading {
    corral_csv *csv;
    const char *file;
    const corral_region *region;
    uint32_t member;              /* facet of the region, or UINT32_MAX */
    size_t at[COLUMNS];           /* CORRAL_NO_COLUMN if there is none */
    corral_strings *set[COLUMNS]; /* what was said in a column of names, by key */
    corral_strings *said;         /* rater, candidate, function */
    size_t *lines;                /* by said: where */
    uint32_t *home;               /* of each rater: its organisation */
    uint32_t *block;              /* of each function */
    size_t line_capacity, home_capacity, block_capacity, capacity;
    corral_text scratch;
    corral_survey *out;
} ratings_reading;

static corral_place place_of(const ratings_reading *r, const corral_csv_record *record, size_t k)
{
    return (corral_place){r->file, record->line, r->at[k] == CORRAL_NO_COLUMN ? 0 : r->at[k] + 1};
}

static const char *cell(const ratings_reading *r, const corral_csv_record *record, size_t k)
{
    return corral_sheet_text(record, r->at[k]);
}

/* ---- the header ---- */

static corral_status bind(ratings_reading *r, const corral_csv_record *header, corral_error *err)
{
    const corral_form form = {names, COLUMNS, REQUIRED};
    return corral_header_bind(header, r->file, &form,
                              "ratings have the columns respondent, organisation, candidate, "
                              "function, score",
                              r->at, err);
}

/* ---- cells ---- */

static corral_status check_count(const ratings_reading *r, const corral_csv_record *record,
                                 size_t k, corral_error *err)
{
    static const uint32_t most[COLUMNS] = {[RESPONDENT] = CORRAL_SURVEY_RATERS,
                                           [ORGANISATION] = 2 * CORRAL_SURVEY_RATERS,
                                           [CANDIDATE] = CORRAL_SURVEY_CANDIDATES,
                                           [FUNCTION] = CORRAL_SURVEY_FUNCTIONS,
                                           [BLOCK] = CORRAL_SURVEY_FUNCTIONS};
    if (corral_strings_count(r->set[k]) <= most[k]) return CORRAL_OK;
    return corral_error_set_at(err, CORRAL_LIMIT, place_of(r, record, k), "at most %u %ss", most[k],
                               names[k]);
}

/* The number of a name; organisations and candidates are looked up in the region. */
static corral_status read_name(ratings_reading *r, const corral_csv_record *record, size_t k,
                               uint32_t *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char *text = cell(r, record, k), *key;
    size_t length;
    if (corral_name_is_blank(text))
        FAIL_AT(CORRAL_BAD_INPUT, place_of(r, record, k), "%s must not be blank", names[k]);
    TRY(corral_name_key(text, strlen(text), &r->scratch, &key, &length, err));
    if (r->member != UINT32_MAX && (k == ORGANISATION || k == CANDIDATE)) {
        uint32_t item = corral_region_item_find(r->region, r->member, key);
        if (item != UINT32_MAX)
            key = corral_region_item_name(r->region, item), length = strlen(key);
    }
    TRY(corral_strings_add(r->set[k], key, length, out, err));
    TRY(check_count(r, record, k, err));
done:
    return status;
}

static corral_status read_number(const ratings_reading *r, const corral_csv_record *record,
                                 size_t k, double *out, corral_error *err)
{
    const char *text = cell(r, record, k);
    *out = NAN;
    if (!text[0]) return CORRAL_OK;
    if (!corral_value_number(text, corral_csv_delimiter(r->csv) == ';', out) || *out < 1 ||
        *out > 5)
        return corral_error_set_at(err, CORRAL_BAD_INPUT, place_of(r, record, k),
                                   "%s must be a number from 1 to 5, or blank for don't know; what "
                                   "was given is not repeated here",
                                   names[k]);
    return CORRAL_OK;
}

/* What goes with a number (an organisation with a rater) must do so always. */
static corral_status read_fixed(const ratings_reading *r, const corral_csv_record *record,
                                uint32_t number, uint32_t value, uint32_t **fixed, size_t *capacity,
                                size_t k, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t before = *capacity;
    TRY(corral_array_grow(fixed, capacity, (size_t)number + 1, sizeof **fixed, err));
    for (size_t i = before; i < *capacity; i++) (*fixed)[i] = UINT32_MAX;
    if ((*fixed)[number] == UINT32_MAX) (*fixed)[number] = value;
    if ((*fixed)[number] != value)
        FAIL_AT(CORRAL_BAD_INPUT, place_of(r, record, k), "%s",
                k == BLOCK ? "this function is in another block in a row above"
                           : "this respondent has another organisation in a row above");
done:
    return status;
}

static corral_status check_again(ratings_reading *r, const corral_csv_record *record,
                                 const corral_answer *a, corral_error *err)
{
    corral_status status = CORRAL_OK;
    char key[48];
    uint32_t number, before = corral_strings_count(r->said);
    int length = snprintf(key, sizeof key, "%u/%u/%u", a->rater, a->candidate, a->function);
    TRY(corral_strings_add(r->said, key, (size_t)length, &number, err));
    if (number < before)
        FAIL_AT(CORRAL_BAD_INPUT, place_of(r, record, RESPONDENT),
                "the same respondent has rated this candidate on this function in line %zu",
                r->lines[number]);
    TRY(corral_array_grow(&r->lines, &r->line_capacity, (size_t)number + 1, sizeof *r->lines, err));
    r->lines[number] = record->line;
done:
    return status;
}

static corral_status read_row(ratings_reading *r, const corral_csv_record *record,
                              corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_survey *s = r->out;
    corral_answer a = {0};
    uint32_t block = 0;
    TRY(read_name(r, record, RESPONDENT, &a.rater, err));
    TRY(read_name(r, record, ORGANISATION, &a.organisation, err));
    TRY(read_name(r, record, CANDIDATE, &a.candidate, err));
    TRY(read_name(r, record, FUNCTION, &a.function, err));
    TRY(read_number(r, record, SCORE, &a.score, err));
    TRY(read_number(r, record, IMPORTANCE, &a.importance, err));
    if (r->at[BLOCK] != CORRAL_NO_COLUMN) TRY(read_name(r, record, BLOCK, &block, err));
    const char *tie = cell(r, record, TIE);
    a.is_own = corral_value_same(tie, "own") ||
               strcmp(corral_strings_get(r->set[ORGANISATION], a.organisation),
                      corral_strings_get(r->set[CANDIDATE], a.candidate)) == 0;
    a.is_tied = !a.is_own && !corral_name_is_blank(tie) && !corral_value_same(tie, "no") &&
                corral_value_item_word(tie) == CORRAL_ITEM_WORD_ITEM;
    TRY(read_fixed(r, record, a.rater, a.organisation, &r->home, &r->home_capacity, ORGANISATION,
                   err));
    TRY(read_fixed(r, record, a.function, block, &r->block, &r->block_capacity, BLOCK, err));
    TRY(check_again(r, record, &a, err));
    if (s->count == CORRAL_SURVEY_ANSWERS)
        FAIL_AT(CORRAL_LIMIT, place_of(r, record, RESPONDENT), "at most %u rows",
                CORRAL_SURVEY_ANSWERS);
    TRY(corral_array_grow(&s->answers, &r->capacity, s->count + 1, sizeof a, err));
    s->answers[s->count++] = a;
done:
    return status;
}

/* ---- names in order ---- */

typedef struct named {
    const char *name;
    uint32_t number;
} named;

static int by_name(const void *a, const void *b)
{
    return strcmp(((const named *)a)->name, ((const named *)b)->name);
}

/* Copies the names in byte order and says where each number went. */
static corral_status sort_names(const corral_strings *set, char ***out, uint32_t *count,
                                uint32_t **place, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t all = corral_strings_count(set);
    named *sorted = NULL;
    TRY(corral_array_new(&sorted, all, sizeof *sorted, err));
    TRY(corral_array_new(place, all, sizeof **place, err));
    TRY(corral_array_new(out, all, sizeof **out, err));
    *count = all;
    for (uint32_t k = 0; k < all; k++) sorted[k] = (named){corral_strings_get(set, k), k};
    qsort(sorted, all, sizeof *sorted, by_name);
    for (uint32_t k = 0; k < all; k++) {
        (*place)[sorted[k].number] = k;
        TRY(corral_string_copy(&(*out)[k], sorted[k].name, strlen(sorted[k].name), err));
    }
done:
    free(sorted);
    return status;
}

/* Without blocks of their own functions lie in three runs, called after what is in them. */
static corral_status make_blocks(corral_survey *s, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text name = {0};
    uint32_t blocks = s->functions < UNNAMED_BLOCKS ? s->functions : UNNAMED_BLOCKS;
    TRY(corral_array_new(&s->block_name, blocks, sizeof *s->block_name, err));
    s->blocks = blocks;
    for (uint32_t b = 0, f = 0; b < blocks; b++) {
        name.length = 0;
        for (; f < (uint64_t)(b + 1) * s->functions / blocks; f++) {
            TRY(corral_text_printf(&name, err, "%s%s", name.length ? "; " : "", s->function[f]));
            s->block[f] = b;
        }
        TRY(corral_string_copy(&s->block_name[b], name.bytes, name.length, err));
    }
done:
    corral_text_release(&name);
    return status;
}

static corral_status finish(ratings_reading *r, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_survey *s = r->out;
    uint32_t *candidate = NULL, *function = NULL, *home = NULL, *block = NULL;
    TRY(sort_names(r->set[CANDIDATE], &s->candidate, &s->candidates, &candidate, err));
    TRY(sort_names(r->set[FUNCTION], &s->function, &s->functions, &function, err));
    TRY(corral_array_new(&s->block, s->functions, sizeof *s->block, err));
    s->raters = corral_strings_count(r->set[RESPONDENT]);
    TRY(sort_names(r->set[ORGANISATION], &s->organisation, &s->organisations, &home, err));
    for (size_t k = 0; k < s->count; k++) {
        s->answers[k].candidate = candidate[s->answers[k].candidate];
        s->answers[k].organisation = home[s->answers[k].organisation];
        s->answers[k].function = function[s->answers[k].function];
    }
    if (r->at[BLOCK] == CORRAL_NO_COLUMN) {
        TRY(make_blocks(s, err));
        goto done;
    }
    TRY(sort_names(r->set[BLOCK], &s->block_name, &s->blocks, &block, err));
    for (uint32_t f = 0; f < s->functions; f++) s->block[function[f]] = block[r->block[f]];
done:
    free(candidate);
    free(function);
    free(home);
    free(block);
    return status;
}

/* ---- the file ---- */

static corral_status read_rows(ratings_reading *r, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_csv_record record;
    bool more;
    TRY(corral_csv_header(r->csv, &record, &more, err));
    if (!more)
        FAIL_AT(CORRAL_BAD_INPUT, ((corral_place){r->file, 1, 0}),
                "the file is empty; ratings have the columns respondent, organisation, candidate, "
                "function, score");
    TRY(bind(r, &record, err));
    for (;;) {
        TRY(corral_csv_next(r->csv, &record, &more, err));
        if (!more) break;
        TRY(read_row(r, &record, err));
    }
    if (!r->out->count)
        FAIL_AT(CORRAL_BAD_INPUT, ((corral_place){r->file, 0, 0}),
                "there is no rating below the header");
done:
    return status;
}

corral_status corral_ratings_read(const char *path, bool repair, const corral_region *region,
                                  corral_survey *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_source *source = NULL;
    corral_survey survey = {0};
    ratings_reading r = {.region = region, .member = UINT32_MAX, .out = &survey};
    if (region) r.member = corral_region_facet_find(region, "member");
    for (size_t k = 0; k < COLUMNS; k++) TRY(corral_strings_new(&r.set[k], err));
    TRY(corral_strings_new(&r.said, err));
    TRY(corral_source_open(path, &source, err));
    r.file = corral_source_name(source);
    TRY(corral_csv_new(source, repair, NULL, &r.csv, err));
    TRY(read_rows(&r, err));
    TRY(finish(&r, err));
    *out = survey;
    survey = (corral_survey){0};
done:
    corral_survey_release(&survey);
    for (size_t k = 0; k < COLUMNS; k++) corral_strings_free(r.set[k]);
    corral_strings_free(r.said);
    free(r.lines);
    free(r.home);
    free(r.block);
    corral_text_release(&r.scratch);
    corral_csv_free(r.csv);
    corral_source_free(source);
    return status;
}
