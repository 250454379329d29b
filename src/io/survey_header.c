/* What the columns of a form's answers are, by names, by the rows below them, by what they hold. */
#include <stdio.h>
#include <string.h>

#include "core/memory.h"
#include "core/text.h"
#include "io/reading.h"
#include "io/survey.h"
#include "io/values.h"

/* What it is, and the column that tells. */
static const struct {
    const char *what, *sign;
} forms[] = {[CORRAL_SURVEY_TABLE] = {"a table with a column a facet", NULL},
             [CORRAL_SURVEY_GOOGLE] = {"answers of Google Forms", "Timestamp"},
             [CORRAL_SURVEY_MICROSOFT] = {"answers of Microsoft Forms", "Completion time"},
             [CORRAL_SURVEY_KOBO] = {"answers of KoboToolbox", "_uuid"},
             [CORRAL_SURVEY_SURVEY_MONKEY] = {"answers of SurveyMonkey", "Respondent ID"},
             [CORRAL_SURVEY_QUALTRICS] = {"answers of Qualtrics", "ResponseId"}};

static const char *const detail_names[CORRAL_DETAILS] = {"informant", "as_of", "source", "note"};

const char *corral_survey_form_what(corral_survey_form form)
{
    return forms[form].what;
}

const char *corral_survey_form_sign(corral_survey_form form)
{
    return forms[form].sign;
}

corral_survey_form corral_survey_form_of(const corral_sheet *sheet)
{
    for (corral_survey_form f = CORRAL_SURVEY_QUALTRICS; f > CORRAL_SURVEY_TABLE; f--) {
        size_t found = corral_sheet_find(sheet, forms[f].sign);
        /* Any table may have a timestamp; a form's comes first. */
        if (found != CORRAL_NO_COLUMN && (f != CORRAL_SURVEY_GOOGLE || found == 0)) return f;
    }
    return CORRAL_SURVEY_TABLE;
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
    if (corral_survey_form_of(sheet) != CORRAL_SURVEY_TABLE) return true;
    /* Kumu's elements may have any column besides. */
    if (corral_is_kumu(sheet) && corral_value_same(sheet->names[0], "label")) return false;
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

static bool holds_ticks(const corral_survey *s, size_t c)
{
    for (size_t i = s->first; i < s->count; i++)
        if (!is_blank_or_tick(corral_survey_cell(s, i, c))) return false;
    return true;
}

static const char *facet_of(const corral_survey *s, const char *name)
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
static const char *facet_of_stem(const corral_survey *s, const char *name)
{
    char stem[128];
    const char *end = strrchr(name, '_');
    if (!end || !end[1] || end[1 + strspn(end + 1, "0123456789")]) return NULL;
    if ((size_t)(end - name) >= sizeof stem) return NULL;
    memcpy(stem, name, (size_t)(end - name));
    stem[end - name] = '\0';
    return facet_of(s, stem);
}

static void bind_facet(corral_survey *s, size_t c, const char *facet, const char *option)
{
    corral_question *x = &s->all[c];
    if (!facet || x->kind != CORRAL_QUESTION_NOT_READ) return;
    x->kind = option ? CORRAL_QUESTION_OPTION : CORRAL_QUESTION_LIST;
    x->facet = facet;
    x->option = option;
}

/* group/question/choice with ticks below. */
static void bind_path(corral_survey *s, size_t c)
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
static void bind_text(corral_survey *s, size_t c)
{
    corral_question *x = &s->all[c];
    const char *text = s->texts[c];
    if (s->form == CORRAL_SURVEY_QUALTRICS) {
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
static void bind_plain(corral_survey *s, size_t c)
{
    corral_question *x = &s->all[c];
    const char *role = s->texts ? corral_reading_role(s->sheet->reading, s->texts[c]) : NULL;
    const char *name = role ? role : last_part(x->name);
    if (c == s->coalition || (role && strcmp(role, "coalition") == 0)) {
        x->kind = CORRAL_QUESTION_COALITION;
        s->coalition = c;
    }
    /* Of Microsoft Forms "Name" is who answered. */
    if (x->kind == CORRAL_QUESTION_NOT_READ && corral_value_same(name, "name") &&
        s->form == CORRAL_SURVEY_TABLE) {
        x->kind = CORRAL_QUESTION_NAME;
        s->name = c;
    }
    for (size_t k = 0; k < CORRAL_DETAILS && x->kind == CORRAL_QUESTION_NOT_READ; k++) {
        if (!corral_value_same(name, detail_names[k])) continue;
        x->kind = CORRAL_QUESTION_DETAIL;
        x->detail = k;
    }
}

/* KoboToolbox writes the codes of all choices into one cell as well: the columns say it already. */
static void drop_codes(corral_survey *s)
{
    for (size_t c = 0; c < s->columns; c++)
        for (size_t k = c + 1; s->all[c].kind == CORRAL_QUESTION_LIST && k < s->columns; k++)
            if (s->all[k].kind == CORRAL_QUESTION_OPTION && s->all[k].facet == s->all[c].facet &&
                strncmp(s->all[k].name, s->all[c].name, strlen(s->all[c].name)) == 0)
                s->all[c].kind = CORRAL_QUESTION_NOT_READ;
}

static void link_options(corral_survey *s)
{
    for (size_t c = 0; c < s->columns; c++) {
        s->all[c].first = c;
        for (size_t k = 0; k < c; k++) {
            if (s->all[c].kind != CORRAL_QUESTION_OPTION ||
                s->all[k].kind != CORRAL_QUESTION_OPTION || s->all[k].facet != s->all[c].facet)
                continue;
            s->all[c].first = k;
            break;
        }
    }
}

/* Names that SurveyMonkey leaves blank are those of the question before. */
static corral_status name_columns(corral_survey *s, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char *before = "";
    bool has_texts = s->form == CORRAL_SURVEY_QUALTRICS || s->form == CORRAL_SURVEY_SURVEY_MONKEY;
    TRY(corral_array_new(&s->all, s->columns, sizeof *s->all, err));
    for (size_t c = 0; c < s->columns; c++) {
        const char *name = c < s->sheet->columns ? s->sheet->names[c] : "";
        if (s->form == CORRAL_SURVEY_SURVEY_MONKEY && !name[0]) name = before;
        s->all[c].name = before = name;
    }
    if (!has_texts || !s->count) goto done;
    TRY(corral_array_new(&s->texts, s->columns, sizeof *s->texts, err));
    for (size_t c = 0; c < s->columns; c++) s->texts[c] = corral_survey_cell(s, 0, c);
    s->first = 1;
    for (size_t c = 0; s->form == CORRAL_SURVEY_QUALTRICS && s->count > 1 && c < s->columns; c++)
        if (strncmp(corral_survey_cell(s, 1, c), "{\"ImportId\"", 11) == 0) s->first = 2;
done:
    return status;
}

static corral_status note_unread(corral_survey *s, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (size_t c = 0; c < s->columns; c++) {
        const corral_question *x = &s->all[c];
        if (x->kind != CORRAL_QUESTION_NOT_READ || !x->name[0] ||
            (s->form == CORRAL_SURVEY_KOBO && x->name[0] == '_'))
            continue;
        TRY(corral_sheet_report(s->sheet, CORRAL_SEVERITY_NOTE, s->sheet->header_line, c, err,
                                "column %s is not read; --column \"NAME=FACET\" says what it holds",
                                CORRAL_QUOTE(x->name)));
    }
done:
    return status;
}

/* What would be lost if it were passed over. */
static corral_status refuse_weights(corral_survey *s, bool *bound, corral_error *err)
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

static corral_status refuse_lack(corral_survey *s, const char *what, bool *bound, corral_error *err)
{
    char header[CORRAL_HEADER_SIZE];
    *bound = false;
    return corral_sheet_report(
        s->sheet, CORRAL_SEVERITY_ERROR, s->sheet->header_line, CORRAL_NO_COLUMN, err,
        "read as %s, but no column %s; the columns are %s", corral_survey_form_what(s->form), what,
        CORRAL_QUOTE(corral_sheet_header(s->sheet, header)));
}

corral_status corral_survey_bind(corral_survey *s, bool *bound, corral_error *err)
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
        has_facet = has_facet || s->all[c].kind >= CORRAL_QUESTION_LIST;
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
