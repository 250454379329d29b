/* Answers to a form: a row a coalition, a column a question, lists in the cells.
 *
 * Forms differ in their headers. SurveyMonkey writes the questions and, below, the choices;
 * Qualtrics writes short names, then the questions, then identifiers; KoboToolbox a column for each
 * choice, question/choice, that holds 0 or 1. All records are kept before the first is understood,
 * since what separates the entries of a list shows in the whole column. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "core/memory.h"
#include "core/text.h"
#include "io/cell_list.h"
#include "io/format.h"
#include "io/reading.h"
#include "io/rows.h"
#include "io/values.h"

#define KEPT_LIMIT ((size_t)64 << 20) /* bytes of all cells */

typedef enum flavour { TABLE, GOOGLE, MICROSOFT, KOBO, SURVEY_MONKEY, QUALTRICS } flavour;

/* What it is, and the column that tells. */
static const struct {
    const char *what, *sign;
} flavours[] = {[TABLE] = {"a table with a column a facet", NULL},
                [GOOGLE] = {"answers of Google Forms", "Timestamp"},
                [MICROSOFT] = {"answers of Microsoft Forms", "Completion time"},
                [KOBO] = {"answers of KoboToolbox", "_uuid"},
                [SURVEY_MONKEY] = {"answers of SurveyMonkey", "Respondent ID"},
                [QUALTRICS] = {"answers of Qualtrics", "ResponseId"}};

typedef enum column_kind { NOT_READ, COALITION, NAME, DETAIL, LIST, OPTION } column_kind;

typedef struct column {
    column_kind kind;
    const char *name;   /* of the question */
    const char *facet;  /* of LIST and OPTION */
    const char *option; /* OPTION: the choice */
    size_t first;       /* OPTION: the first column of the question */
    size_t detail;      /* DETAIL: which */
    corral_separator separator;
    bool ticked, answered; /* of a question's first column: in the row being read */
} column;

enum { INFORMANT, AS_OF, SOURCE, NOTE, DETAILS };
static const char *const detail_names[DETAILS] = {"informant", "as_of", "source", "note"};

typedef struct survey {
    corral_sheet *sheet;
    flavour flavour;
    size_t columns, count; /* records */
    corral_text bytes;     /* the cells, one behind the other */
    size_t *at;            /* of the cells in bytes */
    size_t *lines;
    size_t at_room, line_room;
    column *all;
    const char **texts;     /* the second row of the header, NULL if there is none */
    size_t first;           /* record that is an answer */
    size_t coalition, name; /* columns */
} survey;

static void release(survey *s)
{
    corral_text_release(&s->bytes);
    free(s->at);
    free(s->lines);
    free(s->all);
    free(s->texts);
}

static char *cell_of(const survey *s, size_t record, size_t c)
{
    return s->bytes.bytes + s->at[record * s->columns + c];
}

/* ---- keeping the records ---- */

static corral_status keep(survey *s, const corral_csv_record *record, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t base = s->count * s->columns;
    TRY(corral_array_grow(&s->at, &s->at_room, base + s->columns, sizeof *s->at, err));
    TRY(corral_array_grow(&s->lines, &s->line_room, s->count + 1, sizeof *s->lines, err));
    for (size_t c = 0; c < s->columns; c++) {
        const char *text = corral_sheet_cell(record, c);
        s->at[base + c] = s->bytes.length;
        TRY(corral_text_append(&s->bytes, text ? text : "", text ? strlen(text) : 0, err));
        TRY(corral_text_append(&s->bytes, "", 1, err));
    }
    if (s->bytes.length > KEPT_LIMIT)
        FAIL_AT(CORRAL_LIMIT, ((corral_place){s->sheet->file, record->line, 0}),
                "a survey may have at most %zu MiB; give every entry a row of its own, with the "
                "columns coalition, facet and item",
                KEPT_LIMIT >> 20);
    s->lines[s->count++] = record->line;
done:
    return status;
}

static corral_status keep_all(survey *s, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_csv_record record;
    bool more = true;
    for (;;) {
        TRY(corral_sheet_next(s->sheet, &record, &more, err));
        if (!more) break;
        TRY(keep(s, &record, err));
    }
done:
    return status;
}

/* ---- the header ---- */

static flavour flavour_of(const corral_sheet *sheet)
{
    for (flavour f = QUALTRICS; f > TABLE; f--) {
        size_t found = corral_sheet_find(sheet, flavours[f].sign);
        /* Any table may have a timestamp; a form's comes first. */
        if (found != CORRAL_NO_COLUMN && (f != GOOGLE || found == 0)) return f;
    }
    return TABLE;
}

static size_t find_coalition(const corral_sheet *sheet)
{
    static const char *const names[] = {"coalition", "coalition id", "coalition name",
                                        "name of the coalition"};
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        size_t found = corral_sheet_find(sheet, names[k]);
        if (found != CORRAL_NO_COLUMN) return found;
    }
    return CORRAL_NO_COLUMN;
}

/* The part of group/question/choice behind the last slash. */
static const char *last_part(const char *name)
{
    const char *slash = strrchr(name, '/');
    return slash ? slash + 1 : name;
}

/* These may well describe the item in the row. */
static bool describes_item(const char *facet)
{
    static const char *const words[] = {"sector", "geography", "governance", "funding"};
    return corral_value_is_one_of(facet, words, sizeof words / sizeof *words);
}

bool corral_is_survey(const corral_sheet *sheet)
{
    size_t coalition = find_coalition(sheet), facets = 0, sure = 0;
    const char *as = sheet->reading->as;
    if (as) return strcmp(as, "survey") == 0;
    if (corral_sheet_find(sheet, "facet") != CORRAL_NO_COLUMN &&
        corral_sheet_find(sheet, "item") != CORRAL_NO_COLUMN)
        return false;
    if (flavour_of(sheet) != TABLE) return true;
    if (coalition == CORRAL_NO_COLUMN) return false;
    for (size_t c = 0; c < sheet->columns; c++) {
        const char *facet = corral_reading_facet(sheet->reading, sheet->names[c]);
        if (!facet) continue;
        facets++;
        sure += !describes_item(facet);
    }
    /* coalition,F is one facet's file; anything between them, or a second facet, is not. */
    bool adjoins = coalition == 0 && sheet->columns > 1 &&
                   corral_reading_facet(sheet->reading, sheet->names[1]);
    return sure > 1 || (facets > 0 && !adjoins);
}

static bool is_blank_or_tick(const char *cell)
{
    static const char *const ticks[] = {"", "0", "1", "true", "false", "yes", "no", "x"};
    return corral_value_is_one_of(cell, ticks, sizeof ticks / sizeof *ticks);
}

static bool holds_ticks(const survey *s, size_t c)
{
    for (size_t i = s->first; i < s->count; i++)
        if (!is_blank_or_tick(cell_of(s, i, c))) return false;
    return true;
}

static const char *facet_of(const survey *s, const char *name)
{
    const char *role = corral_reading_role(s->sheet->reading, name);
    return corral_reading_facet(s->sheet->reading, role ? role : name);
}

/* "question - choice", as Qualtrics writes it; NULL if it is none. */
static const char *choice_of(const char *text)
{
    const char *found = NULL;
    for (const char *at = strstr(text, " - "); at; at = strstr(at + 1, " - ")) found = at + 3;
    if (!found || corral_value_same(found, "Selected Choice") || corral_value_same(found, "Text"))
        return NULL;
    return found;
}

/* "Q2" for "Q2_14": the facet of a question whose choices have a column each. */
static const char *facet_of_stem(const survey *s, const char *name)
{
    char stem[128];
    const char *end = strrchr(name, '_');
    if (!end || !end[1] || end[1 + strspn(end + 1, "0123456789")]) return NULL;
    if ((size_t)(end - name) >= sizeof stem) return NULL;
    memcpy(stem, name, (size_t)(end - name));
    stem[end - name] = '\0';
    return facet_of(s, stem);
}

static void bind_facet(survey *s, size_t c, const char *facet, const char *option)
{
    column *x = &s->all[c];
    if (!facet || x->kind != NOT_READ) return;
    x->kind = option ? OPTION : LIST;
    x->facet = facet;
    x->option = option;
}

/* group/question/choice with ticks below. */
static void bind_path(survey *s, size_t c)
{
    const char *name = s->all[c].name, *last = last_part(name);
    char question[256];
    if (last == name || (size_t)(last - name) > sizeof question || !*last) return;
    memcpy(question, name, (size_t)(last - name) - 1);
    question[last - name - 1] = '\0';
    if (holds_ticks(s, c)) {
        const char *facet = facet_of(s, question);
        bind_facet(s, c, facet ? facet : facet_of(s, last_part(question)), last);
    }
    bind_facet(s, c, facet_of(s, last), NULL);
}

/* By the row below the header: the question of Qualtrics, the choice of SurveyMonkey. */
static void bind_text(survey *s, size_t c)
{
    column *x = &s->all[c];
    const char *text = s->texts[c];
    if (s->flavour == QUALTRICS) {
        const char *choice = choice_of(text);
        bind_facet(s, c, choice ? facet_of_stem(s, x->name) : NULL, choice);
        bind_facet(s, c, facet_of(s, text), NULL);
        return;
    }
    const char *facet = facet_of(s, x->name);
    bool is_open = corral_value_same(text, "Response") || !text[0] ||
                   corral_value_same(text, "Open-Ended Response");
    bind_facet(s, c, facet, is_open ? NULL : text);
}

/* Whom the answers are about, and what says more of them. */
static void bind_plain(survey *s, size_t c)
{
    column *x = &s->all[c];
    const char *role = s->texts ? corral_reading_role(s->sheet->reading, s->texts[c]) : NULL;
    const char *name = role ? role : last_part(x->name);
    if (c == s->coalition || (role && strcmp(role, "coalition") == 0)) {
        x->kind = COALITION;
        s->coalition = c;
    }
    /* Of Microsoft Forms "Name" is who answered. */
    if (x->kind == NOT_READ && corral_value_same(name, "name") && s->flavour == TABLE) {
        x->kind = NAME;
        s->name = c;
    }
    for (size_t k = 0; k < DETAILS && x->kind == NOT_READ; k++) {
        if (!corral_value_same(name, detail_names[k])) continue;
        x->kind = DETAIL;
        x->detail = k;
    }
}

/* KoboToolbox writes the codes of all choices into one cell as well: the columns say it already. */
static void drop_codes(survey *s)
{
    for (size_t c = 0; c < s->columns; c++)
        for (size_t k = c + 1; s->all[c].kind == LIST && k < s->columns; k++)
            if (s->all[k].kind == OPTION && s->all[k].facet == s->all[c].facet &&
                strncmp(s->all[k].name, s->all[c].name, strlen(s->all[c].name)) == 0)
                s->all[c].kind = NOT_READ;
}

static void link_options(survey *s)
{
    for (size_t c = 0; c < s->columns; c++) {
        s->all[c].first = c;
        for (size_t k = 0; k < c; k++) {
            if (s->all[c].kind != OPTION || s->all[k].kind != OPTION ||
                s->all[k].facet != s->all[c].facet)
                continue;
            s->all[c].first = k;
            break;
        }
    }
}

/* Names that SurveyMonkey leaves blank are those of the question before. */
static corral_status name_columns(survey *s, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char *before = "";
    bool has_texts = s->flavour == QUALTRICS || s->flavour == SURVEY_MONKEY;
    TRY(corral_array_new(&s->all, s->columns, sizeof *s->all, err));
    for (size_t c = 0; c < s->columns; c++) {
        const char *name = c < s->sheet->columns ? s->sheet->names[c] : "";
        if (s->flavour == SURVEY_MONKEY && !name[0]) name = before;
        s->all[c].name = before = name;
    }
    if (!has_texts || !s->count) goto done;
    TRY(corral_array_new(&s->texts, s->columns, sizeof *s->texts, err));
    for (size_t c = 0; c < s->columns; c++) s->texts[c] = cell_of(s, 0, c);
    s->first = 1;
    for (size_t c = 0; s->flavour == QUALTRICS && s->count > 1 && c < s->columns; c++)
        if (strncmp(cell_of(s, 1, c), "{\"ImportId\"", 11) == 0) s->first = 2;
done:
    return status;
}

static corral_status note_unread(survey *s, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (size_t c = 0; c < s->columns; c++) {
        const column *x = &s->all[c];
        if (x->kind != NOT_READ || !x->name[0] || (s->flavour == KOBO && x->name[0] == '_'))
            continue;
        TRY(corral_sheet_report(s->sheet, CORRAL_SEVERITY_NOTE, s->sheet->header_line, c, err,
                                "column %s is not read; --column \"NAME=FACET\" says what it holds",
                                CORRAL_QUOTE(x->name)));
    }
done:
    return status;
}

/* What would be lost if it were passed over. */
static corral_status refuse_weights(survey *s, bool *bound, corral_error *err)
{
    static const char *const names[] = {"weight", "known", "value"};
    corral_status status = CORRAL_OK;
    for (size_t c = 0; c < s->columns; c++) {
        if (!corral_value_is_one_of(s->all[c].name, names, 3)) continue;
        *bound = false;
        TRY(corral_sheet_report(s->sheet, CORRAL_SEVERITY_ERROR, s->sheet->header_line, c, err,
                                "column %s cannot be about several facets: give each entry a row "
                                "of its own, with the columns coalition, facet and item",
                                CORRAL_QUOTE(s->all[c].name)));
    }
done:
    return status;
}

static corral_status refuse_lack(survey *s, const char *what, bool *bound, corral_error *err)
{
    char header[CORRAL_HEADER_SIZE];
    *bound = false;
    return corral_sheet_report(
        s->sheet, CORRAL_SEVERITY_ERROR, s->sheet->header_line, CORRAL_NO_COLUMN, err,
        "read as %s, but no column %s; the columns are %s", flavours[s->flavour].what, what,
        CORRAL_QUOTE(corral_sheet_header(s->sheet, header)));
}

static corral_status bind(survey *s, bool *bound, corral_error *err)
{
    corral_status status = CORRAL_OK;
    bool has_facet = false;
    TRY(name_columns(s, err));
    s->name = CORRAL_NO_COLUMN;
    s->coalition = find_coalition(s->sheet);
    for (size_t c = 0; c < s->columns; c++) bind_plain(s, c);
    for (size_t c = 0; c < s->columns; c++) {
        if (s->texts) bind_text(s, c);
        bind_path(s, c);
        bind_facet(s, c, facet_of(s, s->all[c].name), NULL);
        has_facet = has_facet || s->all[c].kind >= LIST;
    }
    drop_codes(s);
    link_options(s);
    *bound = true;
    if (s->coalition == CORRAL_NO_COLUMN)
        TRY(refuse_lack(s, "says which coalition it is: --column \"NAME=coalition\" does", bound,
                        err));
    if (!has_facet)
        TRY(refuse_lack(s, "is a facet such as member or goal: --column \"NAME=FACET\" says so",
                        bound, err));
    TRY(refuse_weights(s, bound, err));
    TRY(note_unread(s, err));
done:
    return status;
}

/* ---- lists ---- */

static corral_cell_lists lists_of(const survey *s, const char *facet)
{
    return (corral_cell_lists){.choices = s->sheet->reading->options,
                               .prefix = facet,
                               .is_coded = s->flavour == KOBO,
                               .tight_commas = s->flavour == QUALTRICS};
}

static corral_status find_separator(survey *s, size_t c, const char **cells, bool *bound,
                                    corral_error *err)
{
    corral_status status = CORRAL_OK;
    column *x = &s->all[c];
    corral_cell_lists lists = lists_of(s, x->facet);
    corral_text doubtful = {0};
    size_t line = s->sheet->header_line;
    const char *given = s->sheet->reading->separator;
    lists.cells = cells;
    lists.lines = s->lines + s->first;
    lists.count = s->count - s->first;
    for (size_t i = 0; i < lists.count; i++) cells[i] = cell_of(s, s->first + i, c);
    if (given && !corral_separator_read(given, &x->separator))
        FAIL(CORRAL_BAD_USE, "--separator must be one of ; | , or line, space, tab, got %s",
             CORRAL_QUOTE(given));
    if (!given) TRY(corral_cell_lists_separator(&lists, &x->separator, &doubtful, &line, err));
    if (doubtful.length) {
        *bound = false;
        TRY(corral_sheet_report(s->sheet, CORRAL_SEVERITY_ERROR, line, c, err, "column %s: %s",
                                CORRAL_QUOTE(x->name), doubtful.bytes));
    } else if (x->separator) {
        TRY(corral_sheet_report(s->sheet, CORRAL_SEVERITY_NOTE, s->sheet->header_line, c, err,
                                "column %s is read as a list of facet %s: %s",
                                CORRAL_QUOTE(x->name), x->facet,
                                corral_separator_words(x->separator)));
    }
done:
    corral_text_release(&doubtful);
    return status;
}

static corral_status find_separators(survey *s, bool *bound, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char **cells = NULL;
    TRY(corral_array_new(&cells, s->count - s->first, sizeof *cells, err));
    for (size_t c = 0; c < s->columns; c++)
        if (s->all[c].kind == LIST) TRY(find_separator(s, c, cells, bound, err));
done:
    free(cells);
    return status;
}

/* ---- answers ---- */

static corral_status add_entries(survey *s, size_t c, char *text, corral_row *row,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_cell_lists lists = lists_of(s, s->all[c].facet);
    char *entry, *rest = text;
    row->facet = s->all[c].facet;
    row->column = c + 1;
    if (corral_value_item_word(text) != CORRAL_ITEM_WORD_ITEM) {
        row->item = text;
        return corral_add_row(s->sheet->reading, row, err);
    }
    while (corral_cell_list_next(&lists, s->all[c].separator, &rest, &entry)) {
        corral_row copy = *row;
        copy.item = entry;
        TRY(corral_add_row(s->sheet->reading, &copy, err));
    }
done:
    return status;
}

/* A choice with a column of its own: ticked by its own words, by 1 or by yes. */
static corral_status add_option(survey *s, size_t c, char *text, corral_row *row, corral_error *err)
{
    static const char *const noes[] = {"0", "false", "no"}, *const yeses[] = {"1", "true", "yes",
                                                                              "x"};
    column *x = &s->all[c], *first = &s->all[x->first];
    if (!text[0]) return CORRAL_OK;
    first->answered = true;
    if (corral_value_is_one_of(text, noes, 3)) return CORRAL_OK;
    first->ticked = true;
    corral_row copy = *row;
    copy.facet = x->facet;
    copy.column = c + 1;
    copy.known = CORRAL_SAID_YES;
    copy.item = corral_value_is_one_of(text, yeses, 4) ? x->option : text;
    return corral_add_row(s->sheet->reading, &copy, err);
}

/* Questions of which every choice was shown and none ticked. */
static corral_status add_nones(survey *s, corral_row *row, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (size_t c = 0; c < s->columns; c++) {
        column *x = &s->all[c];
        corral_row copy = *row;
        if (x->kind != OPTION || !x->answered || x->ticked) continue;
        copy.facet = x->facet;
        copy.column = c + 1;
        copy.item = "";
        copy.known = CORRAL_SAID_NONE;
        TRY(corral_builder_add_row(s->sheet->reading->builder, &copy, err));
    }
done:
    return status;
}

/* In a folder coalitions.csv does so. */
static corral_status declare(const survey *s, size_t record, const char *id, corral_error *err)
{
    static const char *const names[] = {"name"};
    const char *name = s->name == CORRAL_NO_COLUMN ? "" : cell_of(s, record, s->name);
    if (s->sheet->reading->has_coalitions) return CORRAL_OK;
    return corral_builder_add_coalition(s->sheet->reading->builder, id, name[0] != '\0', names,
                                        &name, s->sheet->file, s->lines[record], err);
}

static corral_status read_details(survey *s, size_t record, corral_row *row, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char **into[DETAILS] = {&row->informant, &row->as_of, &row->source, &row->note};
    for (size_t c = 0; c < s->columns; c++) {
        if (s->all[c].kind != DETAIL) continue;
        const char *text = cell_of(s, record, c);
        *into[s->all[c].detail] = text;
        if (s->all[c].detail != AS_OF || !text[0] || corral_value_is_date(text)) continue;
        TRY(corral_sheet_report(s->sheet, CORRAL_SEVERITY_WARNING, row->line, c, err,
                                "as_of should be YYYY, YYYY-MM or YYYY-MM-DD, got %s",
                                CORRAL_QUOTE(text)));
    }
done:
    return status;
}

static corral_status read_answer(survey *s, size_t record, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_row row = CORRAL_ROW_INIT;
    row.file = s->sheet->file;
    row.line = s->lines[record];
    row.coalition = cell_of(s, record, s->coalition);
    if (!row.coalition[0])
        return corral_sheet_report(s->sheet, CORRAL_SEVERITY_ERROR, row.line, s->coalition, err,
                                   "coalition must not be blank");
    TRY(declare(s, record, row.coalition, err));
    TRY(read_details(s, record, &row, err));
    for (size_t c = 0; c < s->columns; c++) s->all[c].ticked = s->all[c].answered = false;
    for (size_t c = 0; c < s->columns; c++) {
        char *text = cell_of(s, record, c);
        if (s->all[c].kind == LIST) TRY(add_entries(s, c, text, &row, err));
        if (s->all[c].kind == OPTION) TRY(add_option(s, c, text, &row, err));
    }
    TRY(add_nones(s, &row, err));
done:
    return status;
}

static corral_status note_flavour(const survey *s, corral_error *err)
{
    char why[64] = "several facets stand side by side";
    const char *sign = flavours[s->flavour].sign;
    if (sign) snprintf(why, sizeof why, "it has a column \"%s\"", sign);
    if (s->sheet->reading->as) strcpy(why, "--as says so");
    return corral_format_note(s->sheet->reading, s->sheet->file, flavours[s->flavour].what, why,
                              err);
}

corral_status corral_read_survey(corral_sheet *sheet, corral_error *err)
{
    corral_status status = CORRAL_OK;
    survey s = {.sheet = sheet, .flavour = flavour_of(sheet), .columns = sheet->columns};
    bool bound = true;
    if (s.flavour == SURVEY_MONKEY) s.columns = corral_csv_keep_blank_names(sheet->csv);
    TRY(keep_all(&s, err));
    TRY(note_flavour(&s, err));
    TRY(bind(&s, &bound, err));
    if (bound) TRY(find_separators(&s, &bound, err));
    for (size_t i = s.first; bound && i < s.count; i++) TRY(read_answer(&s, i, err));
done:
    release(&s);
    return status;
}
