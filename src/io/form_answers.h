/* Answers to an XLSForm as KoboToolbox and ODK export them: CSV, or XLSX with a sheet for what was
 * asked again and again (joined on _index and _parent_index). Codes come out as the labels of the
 * form; a question of which several choices were ticked gives an answer for each. */
#ifndef CORRAL_IO_FORM_ANSWERS_H
#define CORRAL_IO_FORM_ANSWERS_H

#include "io/sheet.h"
#include "io/xlsform.h"

typedef struct corral_form_answer {
    uint32_t question;
    size_t column; /* from 1, for messages */
    size_t at;     /* of the text, never blank, in texts */
} corral_form_answer;

typedef struct corral_form_record {
    uint32_t parent; /* the record it belongs to; CORRAL_NONE: one that stands for itself */
    uint32_t sheet;
    size_t line;
    size_t first, end; /* of its answers, in the order of columns */
} corral_form_record;

typedef struct corral_form_sheet {
    char *name; /* the file, or file/sheet; for messages */
    size_t records;
} corral_form_sheet;

/* Records that stand for themselves come first, in the order of the file. */
typedef struct corral_form_answers {
    corral_xlsform form;
    corral_form_record *records;
    corral_form_answer *answers;
    corral_form_sheet *sheets;
    corral_text texts;
    size_t count, room, answer_count, answer_room, sheet_count, sheet_room;
    bool decimal_comma; /* the answers lie in a file with semicolons */
} corral_form_answers;

/* source is borrowed. Whoever's answers are confidential says so: then no text of a cell is in a
 * message. Refused: a file without a column of the form, a column that may be two questions, a
 * choice that is none of the list. */
corral_status corral_form_answers_read(const char *form, corral_source *source,
                                       corral_reading *reading, bool confidential,
                                       corral_form_answers *out, corral_error *err);
void corral_form_answers_release(corral_form_answers *answers);

/* A text, borrowed. */
const char *corral_form_answer_text(const corral_form_answers *answers, size_t answer);
/* The answer of a record to the question of that name; SIZE_MAX if there is none. */
size_t corral_form_answer_find(const corral_form_answers *answers, const corral_form_record *record,
                               const char *question);
/* The same as text, "" if there is none. */
const char *corral_form_answer_to(const corral_form_answers *answers,
                                  const corral_form_record *record, const char *question);

/* Questions are named for what they ask: "accept_one_county" asks for "accept". The rest behind
 * that word and "_", NULL if the name begins otherwise. */
const char *corral_form_asks(const corral_xlsform_question *question, const char *word);

#endif
