/* Reading the lists through the CSV reader. */
#include "io/answer_lists.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>

#include "core/memory.h"
#include "core/text.h"
#include "io/csv.h"
#include "io/sheet.h"
#include "io/values.h"

enum { FACET, ITEM, KIND, QUESTION, PARAMETER, NOTE, COLUMNS };
static const char *const names[COLUMNS] = {"facet",    "item",      "kind",
                                           "question", "parameter", "note"};
static const char *const kinds[] = {"one", "many", "ordered", NULL};

void corral_answer_lists_release(corral_answer_lists *lists)
{
    for (size_t l = 0; l < lists->count; l++) {
        corral_answer_list *list = &lists->lists[l];
        for (size_t k = 0; k < list->count; k++) {
            free(list->answers[k].item);
            free(list->answers[k].note);
        }
        free(list->answers);
        free(list->facet);
        free(list->question);
        free(list->parameter);
    }
    free(lists->lists);
    *lists = (corral_answer_lists){0};
}

static corral_answer_list *find(const corral_answer_lists *lists, const char *facet)
{
    for (size_t l = 0; l < lists->count; l++)
        if (corral_value_same(lists->lists[l].facet, facet)) return &lists->lists[l];
    return NULL;
}

const corral_answer_list *corral_answer_lists_find(const corral_answer_lists *lists,
                                                   const char *facet)
{
    return find(lists, facet);
}

/* ---- one file ---- */

typedef struct answers_reading {
    corral_answer_lists *lists;
    corral_csv *csv;
    const char *file;
    size_t at[COLUMNS]; /* CORRAL_NO_COLUMN if there is none */
} answers_reading;

static corral_status bind(answers_reading *r, const corral_csv_record *header, corral_error *err)
{
    const corral_form form = {names, COLUMNS, ITEM + 1};
    return corral_header_bind(header, r->file, &form, "a list has the columns facet and item",
                              r->at, err);
}

static const char *cell(const answers_reading *r, const corral_csv_record *record, size_t k)
{
    return corral_sheet_text(record, r->at[k]);
}

static corral_place place(const answers_reading *r, const corral_csv_record *record, size_t k)
{
    return (corral_place){r->file, record->line, r->at[k] + 1};
}

static corral_status copy(const char *text, char **out, corral_error *err)
{
    return corral_string_copy(out, text, strlen(text), err);
}

static corral_status add_list(answers_reading *r, const corral_csv_record *record,
                              const char *facet, corral_answer_list **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_answer_lists *lists = r->lists;
    TRY(corral_array_grow(&lists->lists, &lists->capacity, lists->count + 1, sizeof *lists->lists,
                          err));
    corral_answer_list *list = &lists->lists[lists->count++];
    *list = (corral_answer_list){.kind = CORRAL_ANSWER_MANY};
    TRY(copy(facet, &list->facet, err));
    corral_ascii_lower(list->facet);
    TRY(copy(cell(r, record, QUESTION), &list->question, err));
    TRY(copy(cell(r, record, PARAMETER), &list->parameter, err));
    *out = list;
done:
    return status;
}

static corral_status set_kind(const answers_reading *r, const corral_csv_record *record,
                              corral_answer_list *list, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char *word = cell(r, record, KIND);
    size_t k = 0;
    if (!*word) goto done;
    while (kinds[k] && !corral_value_same(word, kinds[k])) k++;
    if (!kinds[k])
        FAIL_AT(CORRAL_BAD_INPUT, place(r, record, KIND),
                "kind must be one, many or ordered, not %s", CORRAL_QUOTE(word));
    if (list->count && list->kind != (corral_answer_kind)k)
        FAIL_AT(CORRAL_BAD_INPUT, place(r, record, KIND), "the list %s is of kind %s above",
                CORRAL_QUOTE(list->facet), kinds[list->kind]);
    list->kind = (corral_answer_kind)k;
done:
    return status;
}

static corral_status add_answer(answers_reading *r, const corral_csv_record *record,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char *given = cell(r, record, FACET), *item = cell(r, record, ITEM);
    const char *facet = corral_value_facet(given) ? corral_value_facet(given) : given;
    corral_answer_list *list = find(r->lists, facet);
    if (!*facet) FAIL_AT(CORRAL_BAD_INPUT, place(r, record, FACET), "facet must not be blank");
    if (!*item) FAIL_AT(CORRAL_BAD_INPUT, place(r, record, ITEM), "item must not be blank");
    if (r->lists->answers == CORRAL_ANSWERS_LIMIT)
        FAIL_AT(CORRAL_LIMIT, place(r, record, ITEM), "lists may have at most %zu items in all",
                CORRAL_ANSWERS_LIMIT);
    if (!list) TRY(add_list(r, record, facet, &list, err));
    TRY(set_kind(r, record, list, err));
    for (size_t k = 0; k < list->count; k++)
        if (strcmp(list->answers[k].item, item) == 0)
            FAIL_AT(CORRAL_BAD_INPUT, place(r, record, ITEM), "%s is in the list %s already",
                    CORRAL_QUOTE(item), CORRAL_QUOTE(list->facet));
    TRY(corral_array_grow(&list->answers, &list->capacity, list->count + 1, sizeof *list->answers,
                          err));
    corral_list_answer *answer = &list->answers[list->count++];
    *answer = (corral_list_answer){0};
    r->lists->answers++;
    TRY(copy(item, &answer->item, err));
    TRY(copy(cell(r, record, NOTE), &answer->note, err));
done:
    return status;
}

static corral_status read_file(const char *path, corral_answer_lists *lists, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_source *source = NULL;
    corral_csv_record record;
    answers_reading r = {.lists = lists};
    bool more;
    TRY(corral_source_open(path, &source, err));
    r.file = corral_source_name(source);
    TRY(corral_csv_new(source, false, NULL, &r.csv, err));
    TRY(corral_csv_header(r.csv, &record, &more, err));
    if (!more) goto done;
    TRY(bind(&r, &record, err));
    for (;;) {
        TRY(corral_csv_next(r.csv, &record, &more, err));
        if (!more) break;
        TRY(add_answer(&r, &record, err));
    }
done:
    corral_csv_free(r.csv);
    corral_source_free(source);
    return status;
}

/* ---- the folder ---- */

static int is_list(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    return entry->d_name[0] != '.' && length > 4 && strcmp(entry->d_name + length - 4, ".csv") == 0;
}

/* By bytes: alphasort would ask the locale. */
static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

corral_status corral_answer_lists_read(const char *folder, corral_answer_lists *out,
                                       corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_answer_lists lists = {0};
    corral_text path = {0};
    struct dirent **entries = NULL;
    int count = scandir(folder, &entries, is_list, by_name);
    if (count < 0)
        FAIL(errno == ENOMEM ? CORRAL_NO_MEMORY : CORRAL_FILE_SYSTEM,
             "cannot read the folder of lists %s: %s", CORRAL_QUOTE(folder), strerror(errno));
    for (int k = 0; k < count; k++) {
        path.length = 0;
        TRY(corral_text_printf(&path, err, "%s/%s", folder, entries[k]->d_name));
        TRY(read_file(path.bytes, &lists, err));
    }
    if (!lists.count)
        FAIL(CORRAL_BAD_INPUT, "the folder %s holds no list (*.csv with the columns facet, item)",
             CORRAL_QUOTE(folder));
    *out = lists;
    lists = (corral_answer_lists){0};
done:
    for (int k = 0; k < count; k++) free(entries[k]);
    free(entries);
    corral_text_release(&path);
    corral_answer_lists_release(&lists);
    return status;
}
