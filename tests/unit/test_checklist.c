/* Checklists: the rules that KoboToolbox and ODK have for forms, whatever the lists say. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/checklist.h"
#include "support/small.h"
#include "table/model.h"

/* The lists in a file of that text. */
static corral_status read_lists(const char *text, corral_answer_lists *lists, corral_error *err)
{
    char folder[] = "/tmp/corral-lists-XXXXXX", path[64];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/a.csv", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    corral_status status = corral_answer_lists_read(folder, lists, err);
    unlink(path);
    rmdir(folder);
    return status;
}

static const char *cell(const corral_table *table, size_t row, size_t column)
{
    return corral_table_is_blank(table, row, column) ? "" : corral_table_text(table, row, column);
}

static void assert_name(const char *name)
{
    if (name[0] < 'a' || name[0] > 'z' ||
        strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_") != strlen(name))
        fail_msg("the name is \"%s\"", name);
}

static bool is_list(const corral_table *choices, const char *list)
{
    for (size_t row = 0; row < choices->row_count; row++)
        if (strcmp(cell(choices, row, 0), list) == 0) return true;
    return false;
}

static bool is_asked(const corral_table *survey, const char *list)
{
    for (size_t row = 0; row < survey->row_count; row++) {
        const char *space = strchr(cell(survey, row, 0), ' ');
        if (space && strcmp(space + 1, list) == 0) return true;
    }
    return false;
}

static void check_type(const corral_table *choices, const char *type, int *depth)
{
    static const char *const types[] = {"text",        "integer",      "decimal",
                                        "date",        "begin_repeat", "end_repeat",
                                        "begin_group", "end_group",    NULL};
    const char *space = strchr(type, ' ');
    size_t k = 0;
    if (space) {
        if (strncmp(type, "select_one ", 11) != 0 && strncmp(type, "select_multiple ", 16) != 0)
            fail_msg("type %s", type);
        assert_name(space + 1);
        if (!is_list(choices, space + 1)) fail_msg("no choices of %s", space + 1);
        return;
    }
    while (types[k] && strcmp(types[k], type) != 0) k++;
    if (!types[k]) fail_msg("type %s", type);
    *depth += (k == 4 || k == 6) - (k == 5 || k == 7);
    assert_true(*depth == 0 || *depth == 1);
}

static void check_survey(const corral_table *survey, const corral_table *choices)
{
    int depth = 0;
    for (size_t row = 0; row < survey->row_count; row++) {
        const char *name = cell(survey, row, 1);
        check_type(choices, cell(survey, row, 0), &depth);
        if (strncmp(cell(survey, row, 0), "end_", 4) == 0) continue;
        assert_name(name);
        assert_true(*cell(survey, row, 2));
        assert_null(strstr(cell(survey, row, 2), "${"));
        assert_string_not_equal(name, "meta");
        for (size_t other = 0; other < row; other++)
            assert_string_not_equal(cell(survey, other, 1), name);
    }
    assert_int_equal(depth, 0);
}

static void check_choices(const corral_table *survey, const corral_table *choices)
{
    for (size_t row = 0; row < choices->row_count; row++) {
        assert_name(cell(choices, row, 0));
        assert_name(cell(choices, row, 1));
        assert_true(*cell(choices, row, 2));
        assert_null(strstr(cell(choices, row, 2), "${"));
        if (!is_asked(survey, cell(choices, row, 0))) fail_msg("%s", cell(choices, row, 0));
        for (size_t other = 0; other < row; other++)
            if (strcmp(cell(choices, other, 0), cell(choices, row, 0)) == 0)
                assert_string_not_equal(cell(choices, other, 1), cell(choices, row, 1));
    }
}

/* Holds a form against the rules (xlsform.org) and frees it; how many choices it has. */
static size_t check_document(corral_document *document)
{
    assert_int_equal(document->table_count, 3);
    static const char *const names[] = {"survey", "choices", "settings"};
    for (size_t t = 0; t < 3; t++)
        assert_string_equal(corral_document_text(document, document->tables[t]->name), names[t]);
    check_survey(document->tables[0], document->tables[1]);
    check_choices(document->tables[0], document->tables[1]);
    size_t count = document->tables[1]->row_count;
    corral_document_free(document);
    return count;
}

static size_t check_form(const corral_answer_lists *lists)
{
    corral_document *document = NULL;
    corral_error err = CORRAL_ERROR_INIT;
    const corral_checklist checklist = {.lists = lists, .coalition = UINT32_MAX};
    if (corral_checklist_form(&checklist, &document, &err) != CORRAL_OK)
        fail_msg("%s", err.message);
    return check_document(document);
}

enum { FIXED = 7 }; /* choices of interest and status */

/* "none of these" of every list that is of a coalition and of which several may be chosen. */
static size_t count_nones(const corral_answer_lists *lists)
{
    size_t count = 0;
    for (size_t l = 0; l < lists->count; l++)
        count += lists->lists[l].kind == CORRAL_ANSWER_MANY &&
                 corral_checklist_is_of_coalition(&lists->lists[l]);
    return count;
}

/* Every other form: of an umbrella, of a backbone, of what was recorded. */
static void check_other_forms(const corral_answer_lists *lists)
{
    static const char *candidates[] = {"9 Lives", "meta", "=A1", "${b}"};
    const corral_words given = {.items = candidates, .count = 4};
    corral_region *region = small_region("A member~: choir, ${a}, \xe6\x97\xa5; goal: meta; "
                                         "coalition: a; note?:\nB goal: x*0\n");
    corral_checklist checklist = {.lists = lists, .coalition = UINT32_MAX, .candidates = &given};
    corral_document *document = NULL;
    assert_int_equal(corral_checklist_umbrella_form(&checklist, &document, NULL), CORRAL_OK);
    check_document(document);
    assert_int_equal(corral_checklist_backbone_form(&checklist, &document, NULL), CORRAL_OK);
    check_document(document);
    checklist.region = region;
    for (int interview = 0; interview < 2; interview++)
        for (checklist.coalition = 0; checklist.coalition < 2; checklist.coalition++) {
            assert_int_equal(corral_checklist_recorded_form(&checklist, interview, &document, NULL),
                             CORRAL_OK);
            check_document(document);
        }
    corral_region_free(region);
}

static void the_lists_that_come_with_corral_make_a_form(void **state)
{
    (void)state;
    corral_answer_lists lists = {0};
    corral_error err = CORRAL_ERROR_INIT;
    char *folder = NULL;
    assert_int_equal(corral_checklist_lists_folder(&folder, &err), CORRAL_OK);
    if (corral_answer_lists_read(folder, &lists, &err) != CORRAL_OK) fail_msg("%s", err.message);
    const corral_answer_list *functions = corral_answer_lists_find(&lists, "function");
    assert_non_null(functions);
    /* Functions are not asked of a coalition. */
    assert_int_equal(check_form(&lists),
                     FIXED + lists.answers - functions->count + count_nones(&lists));
    check_other_forms(&lists);
    corral_answer_lists_release(&lists);
    free(folder);
}

static void names_stay_apart_whatever_lists_say(void **state)
{
    (void)state;
    corral_answer_lists lists = {0};
    corral_error err = CORRAL_ERROR_INIT;
    const char *text = "facet,item,kind,question\n"
                       "name,A b,one,${name}?\nname,a B\nname,a_b\nname,a-b\nname,a_b_2\n"
                       "meta,\xc3\xa9\nmeta,\xe6\x97\xa5\nmeta,9 lives\nmeta,=1+1\nmeta,$${x}\n"
                       "interest,x\ninterest,very\nGoal list,a\ngoals,b\n\xc3\xa9,c\n\xc3\xa8,d\n";
    char *padded = NULL;
    size_t length = 0;
    FILE *file = open_memstream(&padded, &length);
    /* Every record has four fields. */
    for (const char *c = text, *comma = c; *c; c++) {
        if (*c != '\n') {
            fputc(*c, file);
            continue;
        }
        int commas = 0;
        for (; comma < c; comma++) commas += *comma == ',';
        for (; commas < 3; commas++) fputc(',', file);
        fputc('\n', file);
    }
    fclose(file);
    if (read_lists(padded, &lists, &err) != CORRAL_OK) fail_msg("%s", err.message);
    assert_int_equal(lists.answers, 16);
    assert_int_equal(check_form(&lists), FIXED + 16 + count_nones(&lists));
    corral_answer_lists_release(&lists);
    free(padded);
}

static void assert_refused(const char *text, size_t line, const char *words)
{
    corral_answer_lists lists = {0};
    corral_error err = CORRAL_ERROR_INIT;
    assert_int_equal(read_lists(text, &lists, &err), CORRAL_BAD_INPUT);
    assert_int_equal(err.line, line);
    if (!strstr(err.message, words)) fail_msg("%s", err.message);
}

static void lists_that_are_wrong_are_refused_with_their_place(void **state)
{
    (void)state;
    assert_refused("facet,what\na,b\n", 1, "no column \"item\"");
    assert_refused("facet,item,Item\na,b,c\n", 1, "there twice");
    assert_refused("facet,item\na,b\n,c\n", 3, "facet must not be blank");
    assert_refused("facet,item,kind\na,b,one\na,,\n", 3, "item must not be blank");
    assert_refused("facet,item\na,b\na,b\n", 3, "already");
    assert_refused("facet,item,kind\na,b,some\n", 2, "one, many or ordered");
    assert_refused("facet,item,kind\na,b,one\na,c,many\n", 3, "of kind one above");
    assert_refused("facet,item\n", 0, "holds no list");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_lists_that_come_with_corral_make_a_form),
        cmocka_unit_test(names_stay_apart_whatever_lists_say),
        cmocka_unit_test(lists_that_are_wrong_are_refused_with_their_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
