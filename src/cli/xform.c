/* The sheets of an XLSForm, row by row. */
#include "cli/xform.h"

#include <stdio.h>
#include <string.h>

#include "core/memory.h"

enum { NAME_MOST = 40 };

/* ---- names ---- */

static void slug(const char *text, char name[NAME_MOST + 1])
{
    size_t length = 0;
    for (; *text && length < NAME_MOST; text++) {
        char c = *text >= 'A' && *text <= 'Z' ? (char)(*text - 'A' + 'a') : *text;
        bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (plain && !length && c <= '9') name[length++] = 'n'; /* a letter comes first */
        if (plain && length < NAME_MOST)
            name[length++] = c;
        else if (!plain && length && name[length - 1] != '_')
            name[length++] = '_';
    }
    while (length && name[length - 1] == '_') length--;
    name[length] = '\0';
    if (!length) strcpy(name, "other");
}

/* The name of a text in its space, with a number where others have it already; into out. */
static corral_status name_it(corral_xform *f, const char *space, const char *text, corral_text *out,
                             corral_error *err)
{
    corral_status status = CORRAL_OK;
    char name[NAME_MOST + 1];
    slug(text, name);
    for (uint32_t n = 1;; n = n == 1 ? 2 : n == 2 ? corral_strings_count(f->taken) + 3 : n + 1) {
        uint32_t before = corral_strings_count(f->taken), id;
        out->length = f->key.length = 0;
        TRY(corral_text_printf(out, err, n > 1 ? "%s_%u" : "%s", name, n));
        TRY(corral_text_printf(&f->key, err, "%s/%s", space, out->bytes));
        TRY(corral_strings_add(f->taken, f->key.bytes, f->key.length, &id, err));
        if (id == before) break;
    }
done:
    return status;
}

/* A label: "${name}" would stand for an answer, so the two signs are parted. */
static corral_status put_label(corral_xform *f, corral_table *table, const char *text,
                               corral_error *err)
{
    corral_status status = CORRAL_OK;
    f->label.length = 0;
    TRY(corral_text_append(&f->label, "", 0, err));
    for (; *text; text++) {
        TRY(corral_text_append(&f->label, text, 1, err));
        if (text[0] == '$' && text[1] == '{') TRY(corral_text_append(&f->label, " ", 1, err));
    }
    corral_table_put_text(table, f->label.bytes);
done:
    return status;
}

/* ---- rows ---- */

corral_status corral_xform_add(corral_xform *f, const corral_xform_question *q, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text type = {0};
    TRY(corral_text_printf(&type, err, "%s%s%s", q->type, q->list ? " " : "",
                           q->list ? q->list : ""));
    TRY(name_it(f, "survey", q->name, &f->name, err));
    corral_table_put_text(f->survey, type.bytes);
    corral_table_put_text(f->survey, f->name.bytes);
    TRY(put_label(f, f->survey, q->label, err));
    corral_table_put_text(f->survey, q->hint);
    corral_table_put_text(f->survey, q->required ? "yes" : NULL);
    corral_table_put_text(f->survey, q->constraint);
    TRY(corral_table_end_row(f->survey, err));
done:
    corral_text_release(&type);
    return status;
}

corral_status corral_xform_end(corral_xform *f, const char *type, corral_error *err)
{
    corral_table_put_text(f->survey, type);
    return corral_table_end_row(f->survey, err);
}

corral_status corral_xform_list(corral_xform *f, const char *name, char **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(name_it(f, "lists", name, &f->name, err));
    TRY(corral_string_copy(out, f->name.bytes, f->name.length, err));
done:
    return status;
}

corral_status corral_xform_choice(corral_xform *f, const char *list, const char *name,
                                  const char *label, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(name_it(f, list, name, &f->name, err));
    corral_table_put_text(f->choices, list);
    corral_table_put_text(f->choices, f->name.bytes);
    TRY(put_label(f, f->choices, label, err));
    TRY(corral_table_end_row(f->choices, err));
done:
    return status;
}

corral_status corral_xform_words(corral_xform *f, const char *name, const char *const *words,
                                 char **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    char *list = NULL;
    TRY(corral_xform_list(f, name, &list, err));
    for (; *words; words++) TRY(corral_xform_choice(f, list, *words, *words, err));
    *out = list;
    list = NULL;
done:
    free(list);
    return status;
}

/* ---- the workbook ---- */

static corral_status add_table(corral_document *document, const char *name,
                               const char *const *columns, corral_table **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_document_add_table(document, name, NULL, out, err));
    for (; *columns; columns++) {
        const corral_column column = {.name = *columns, .label = *columns};
        TRY(corral_table_add_columns(*out, &column, 1, err));
    }
done:
    return status;
}

corral_status corral_xform_init(corral_xform *f, const char *title, const char *id,
                                corral_error *err)
{
    static const char *const survey[] = {"type",     "name",       "label", "hint",
                                         "required", "constraint", NULL};
    static const char *const choices[] = {"list_name", "name", "label", NULL};
    static const char *const settings[] = {"form_title", "form_id", "version", NULL};
    corral_status status = CORRAL_OK;
    corral_table *table;
    uint32_t meta;
    *f = (corral_xform){0};
    TRY(corral_strings_new(&f->taken, err));
    /* Forms have a group of that name of their own. */
    TRY(corral_strings_add(f->taken, "survey/meta", strlen("survey/meta"), &meta, err));
    TRY(corral_document_new("A form for KoboToolbox and ODK", &f->document, err));
    TRY(add_table(f->document, "survey", survey, &f->survey, err));
    TRY(add_table(f->document, "choices", choices, &f->choices, err));
    TRY(add_table(f->document, "settings", settings, &table, err));
    corral_table_put_text(table, title);
    corral_table_put_text(table, id);
    corral_table_put_text(table, "1");
    TRY(corral_table_end_row(table, err));
done:
    return status;
}

void corral_xform_release(corral_xform *f)
{
    corral_document_free(f->document);
    corral_strings_free(f->taken);
    corral_text_release(&f->key);
    corral_text_release(&f->label);
    corral_text_release(&f->name);
}
