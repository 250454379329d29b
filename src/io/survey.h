/* Answers to a form while they are read; survey.c keeps them and makes rows of them,
 * survey_header.c tells what the columns are. */
#ifndef CORRAL_IO_SURVEY_H
#define CORRAL_IO_SURVEY_H

#include "io/cell_list.h"
#include "io/sheet.h"

typedef enum corral_survey_form {
    CORRAL_SURVEY_TABLE,
    CORRAL_SURVEY_GOOGLE,
    CORRAL_SURVEY_MICROSOFT,
    CORRAL_SURVEY_KOBO,
    CORRAL_SURVEY_SURVEY_MONKEY,
    CORRAL_SURVEY_QUALTRICS
} corral_survey_form;

typedef enum corral_question_kind {
    CORRAL_QUESTION_NOT_READ,
    CORRAL_QUESTION_COALITION,
    CORRAL_QUESTION_NAME,
    CORRAL_QUESTION_DETAIL,
    CORRAL_QUESTION_LIST,
    CORRAL_QUESTION_OPTION
} corral_question_kind;

/* A column. */
typedef struct corral_question {
    corral_question_kind kind;
    const char *name;   /* of the question */
    const char *facet;  /* of CORRAL_QUESTION_LIST and CORRAL_QUESTION_OPTION */
    const char *option; /* CORRAL_QUESTION_OPTION: the choice */
    size_t first;       /* CORRAL_QUESTION_OPTION: the first column of the question */
    size_t detail;      /* CORRAL_QUESTION_DETAIL: which */
    corral_separator separator;
    bool ticked, answered; /* of a question's first column: in the row being read */
} corral_question;

enum {
    CORRAL_DETAIL_INFORMANT,
    CORRAL_DETAIL_AS_OF,
    CORRAL_DETAIL_SOURCE,
    CORRAL_DETAIL_NOTE,
    CORRAL_DETAILS
};

typedef struct corral_survey {
    corral_sheet *sheet;
    corral_survey_form form;
    size_t columns, count; /* records */
    corral_text bytes;     /* the cells, one behind the other */
    size_t *at;            /* of the cells in bytes */
    size_t *lines;
    size_t at_room, line_room;
    corral_question *all;
    const char **texts;     /* the second row of the header, NULL if there is none */
    size_t first;           /* record that is an answer */
    size_t coalition, name; /* columns */
    /* Of a plain table, where several rows may be about one coalition: what was said already, as
     * id/facet/item and id/name, and how often it was said again. */
    corral_strings *said;
    size_t rows_again;
    bool is_new; /* the row under way says something new */
} corral_survey;

corral_survey_form corral_survey_form_of(const corral_sheet *sheet);
/* "answers of Google Forms", and the column that tells, NULL for a plain table. */
const char *corral_survey_form_what(corral_survey_form form);
const char *corral_survey_form_sign(corral_survey_form form);

/* Tells what the columns are when every record is kept; *bound is false if that was refused. */
corral_status corral_survey_bind(corral_survey *survey, bool *bound, corral_error *err);

/* Trimmed, "" if blank. */
char *corral_survey_cell(const corral_survey *survey, size_t record, size_t column);

#endif
