/* Writing an XLSForm: a workbook that KoboToolbox and ODK turn into a form.
 *
 * Names are of letters, digits and underscores, begin with a letter and are there once: of
 * questions in the whole form, of choices in their list. Labels are texts as they are. */
#ifndef CORRAL_CLI_XFORM_H
#define CORRAL_CLI_XFORM_H

#include "core/strings.h"
#include "core/text.h"
#include "table/table.h"

typedef struct corral_xform {
    corral_document *document; /* the caller's when the form is finished */
    corral_table *survey, *choices;
    corral_strings *taken; /* "survey/name", "lists/name", "list/name" */
    corral_text key, label, name;
} corral_xform;

/* id: of the form, a name. */
corral_status corral_xform_init(corral_xform *form, const char *title, const char *id,
                                corral_error *err);
void corral_xform_release(corral_xform *form);

typedef struct corral_xform_question {
    const char *type; /* text, integer, decimal, date; begin_group, begin_repeat; with a list:
                       * select_one, select_multiple */
    const char *name; /* as wanted: it becomes a name that nothing else has */
    const char *label;
    const char *hint, *constraint; /* may be NULL */
    const char *list;              /* that corral_xform_list gave, or NULL */
    bool required;
} corral_xform_question;

corral_status corral_xform_add(corral_xform *form, const corral_xform_question *question,
                               corral_error *err);
/* type: end_group, end_repeat. */
corral_status corral_xform_end(corral_xform *form, const char *type, corral_error *err);

/* A new list of choices; *out is the caller's. */
corral_status corral_xform_list(corral_xform *form, const char *name, char **out,
                                corral_error *err);
corral_status corral_xform_choice(corral_xform *form, const char *list, const char *name,
                                  const char *label, corral_error *err);
/* A list whose choices are these words, up to NULL. */
corral_status corral_xform_words(corral_xform *form, const char *name, const char *const *words,
                                 char **out, corral_error *err);

#endif
