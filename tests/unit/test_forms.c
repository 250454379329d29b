/* Forms come back: each is filled in as a person would, exported as KoboToolbox and ODK do, read
 * again, and must say the same as what was filled in. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/checklist.h"
#include "corral/read.h"
#include "io/preferences.h"
#include "io/ratings.h"
#include "support/random.h"
#include "support/small.h"
#include "table/model.h"

static char folder[] = "/tmp/corral-forms-XXXXXX";

static char *path_of(const char *name)
{
    char *path = NULL;
    if (asprintf(&path, "%s/%s", folder, name) < 0) abort();
    return path;
}

/* ---- files ---- */

static void write_document(corral_document *document, corral_format format, const char *name)
{
    corral_output *output = NULL;
    corral_error err = CORRAL_ERROR_INIT;
    size_t length;
    char *path = path_of(name);
    assert_int_equal(corral_output_open_memory(&output, NULL), CORRAL_OK);
    if (corral_document_write(document, format, NULL, output, &err) != CORRAL_OK)
        fail_msg("%s", err.message);
    const char *bytes = corral_output_bytes(output, &length);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    fclose(file);
    corral_output_free(output);
    free(path);
}

/* ---- a form that is filled in ---- */

typedef enum style { NAMES, LABELS, ODK, STYLES } style;

/* What a person answers to a question: the text, or the label of what is chosen; of several choices
 * with '|' around each. NULL: nothing. repeat: the group that is asked again, and which time. */
typedef const char *person(void *who, const char *question, const char *label, const char *repeat,
                           size_t time);

typedef struct filled {
    corral_document *form, *export;
    style style;
    person *says;
    void **people;
    size_t count;
} filled;

static const char *cell(const corral_table *table, size_t row, size_t column)
{
    return corral_table_is_blank(table, row, column) ? "" : corral_table_text(table, row, column);
}

static bool starts(const char *text, const char *word)
{
    return strncmp(text, word, strlen(word)) == 0;
}

static const char *called(const filled *f, const corral_table *table, size_t row)
{
    return cell(table, row, f->style == LABELS ? 2 : 1);
}

/* Whether that choice is among those chosen. */
static bool chose(const char *said, const char *label)
{
    char *wanted = NULL;
    if (!said) return false;
    if (asprintf(&wanted, "|%s|", label) < 0) abort();
    bool found = strstr(said, wanted) != NULL;
    free(wanted);
    return found;
}

static void add_column(corral_table *table, const char *name)
{
    const corral_column column = {.name = name, .label = name};
    assert_int_equal(corral_table_add_columns(table, &column, 1, NULL), CORRAL_OK);
}

/* The columns of the questions of one repeat, or of none; groups stand before their names. Names
 * must last, so they are kept by the document. */
static void add_columns(filled *f, corral_table *out, const char *repeat, char **kept,
                        size_t *count)
{
    const corral_table *survey = f->form->tables[0], *choices = f->form->tables[1];
    const char *inside = "", *group = "";
    for (size_t row = 0; row < survey->row_count; row++) {
        const char *type = cell(survey, row, 0);
        if (starts(type, "begin_repeat")) inside = cell(survey, row, 1);
        if (starts(type, "end_repeat")) inside = "";
        if (starts(type, "begin_group")) group = called(f, survey, row);
        if (starts(type, "end_group")) group = "";
        if (starts(type, "begin_") || starts(type, "end_") || strcmp(inside, repeat) != 0) continue;
        const char *between = !*group ? "" : f->style == ODK ? "-" : "/";
        const char *list = strchr(type, ' ');
        if (asprintf(&kept[*count], "%s%s%s", group, between, called(f, survey, row)) < 0) abort();
        add_column(out, kept[(*count)++]);
        if (!starts(type, "select_multiple") || f->style == ODK) continue;
        for (size_t k = 0; k < choices->row_count; k++) {
            if (strcmp(cell(choices, k, 0), list + 1) != 0) continue;
            if (asprintf(&kept[*count], "%s%s%s/%s", group, between, called(f, survey, row),
                         called(f, choices, k)) < 0)
                abort();
            add_column(out, kept[(*count)++]);
        }
    }
}

/* A cell of what was chosen, and a column a choice. */
static void put_choice(filled *f, corral_table *out, const char *type, const char *said)
{
    const corral_table *choices = f->form->tables[1];
    const char *list = strchr(type, ' ') + 1;
    bool is_many = starts(type, "select_multiple");
    char *all = NULL;
    size_t length = 0;
    FILE *cells = open_memstream(&all, &length);
    for (size_t k = 0; k < choices->row_count; k++) {
        if (strcmp(cell(choices, k, 0), list) != 0) continue;
        const char *label = cell(choices, k, 2);
        if (said && (is_many ? chose(said, label) : strcmp(said, label) == 0))
            fprintf(cells, "%s%s", ftell(cells) > 0 ? " " : "", called(f, choices, k));
    }
    fclose(cells);
    if (said && !*all) fail_msg("no choice %s in %s", said, list);
    corral_table_put_text(out, *all ? all : NULL);
    for (size_t k = 0; is_many && f->style != ODK && k < choices->row_count; k++)
        if (strcmp(cell(choices, k, 0), list) == 0)
            corral_table_put_text(out, !said ? NULL : chose(said, cell(choices, k, 2)) ? "1" : "0");
    free(all);
}

/* False: nothing was answered, and the row is not there. */
static bool put_row(filled *f, corral_table *out, size_t who, const char *repeat, size_t time)
{
    const corral_table *survey = f->form->tables[0];
    const char *inside = "";
    bool any = false;
    for (int put = 0; put < 2; put++)
        for (size_t row = 0; (put == 0 || any) && row < survey->row_count; row++) {
            const char *type = cell(survey, row, 0);
            if (starts(type, "begin_repeat")) inside = cell(survey, row, 1);
            if (starts(type, "end_repeat")) inside = "";
            if (starts(type, "begin_") || starts(type, "end_") || strcmp(inside, repeat) != 0)
                continue;
            const char *said =
                f->says(f->people[who], cell(survey, row, 1), cell(survey, row, 2), repeat, time);
            any = any || said || !*repeat;
            if (put && strchr(type, ' '))
                put_choice(f, out, type, said);
            else if (put)
                corral_table_put_text(out, said);
        }
    return any;
}

enum { COLUMNS_MOST = 4000 };

static void add_sheet(filled *f, const char *name, const char *repeat)
{
    static char *kept[COLUMNS_MOST];
    char number[32];
    corral_table *out;
    size_t count = 0;
    assert_int_equal(corral_document_add_table(f->export, name, NULL, &out, NULL), CORRAL_OK);
    add_columns(f, out, repeat, kept, &count);
    add_column(out, *repeat ? "_parent_index" : "_index");
    if (!*repeat) add_column(out, "_uuid");
    for (size_t who = 0; who < f->count; who++)
        for (size_t time = 0; put_row(f, out, who, repeat, time); time++) {
            snprintf(number, sizeof number, "%zu", who + 1);
            corral_table_put_text(out, number);
            if (!*repeat) corral_table_put_text(out, "u");
            assert_int_equal(corral_table_end_row(out, NULL), CORRAL_OK);
            if (!*repeat) break;
        }
    for (size_t k = 0; k < count; k++) free(kept[k]);
}

/* form.xlsx, and answers.csv or, with what was asked again and again, answers.xlsx. */
static void fill_in(filled *f, corral_document *form, style how, bool workbook)
{
    f->form = form;
    f->style = how;
    write_document(form, CORRAL_FORMAT_XLSX, "form.xlsx");
    assert_int_equal(corral_document_new(NULL, &f->export, NULL), CORRAL_OK);
    add_sheet(f, "answers", "");
    const corral_table *survey = form->tables[0];
    for (size_t row = 0; workbook && row < survey->row_count; row++)
        if (starts(cell(survey, row, 0), "begin_repeat"))
            add_sheet(f, cell(survey, row, 1), cell(survey, row, 1));
    write_document(f->export, workbook ? CORRAL_FORMAT_XLSX : CORRAL_FORMAT_CSV,
                   workbook ? "answers.xlsx" : "answers.csv");
    corral_document_free(f->export);
}

static void read_lists(corral_answer_lists *lists)
{
    corral_error err = CORRAL_ERROR_INIT;
    char *lists_folder = NULL;
    assert_int_equal(corral_checklist_lists_folder(&lists_folder, &err), CORRAL_OK);
    if (corral_answer_lists_read(lists_folder, lists, &err) != CORRAL_OK)
        fail_msg("%s", err.message);
    free(lists_folder);
}

/* ---- the footprint ---- */

enum { COALITIONS = 6, TIMES = 5, TEXT = 4000 };

typedef struct coalition {
    const corral_answer_lists *lists;
    char name[32];
    char chosen[32][TEXT]; /* by list */
    bool skips[32];
    char member[TIMES][64], goal[TIMES][64];
    size_t members, goals;
} coalition;

static const char *const sectors[] = {"youth", "schools", "business"};

static const char *coalition_says(void *user, const char *question, const char *label,
                                  const char *repeat, size_t time)
{
    coalition *c = user;
    (void)label;
    if (strcmp(repeat, "members") == 0 && time < c->members) {
        if (strcmp(question, "member") == 0) return c->member[time];
        if (strcmp(question, "person") == 0) return "Ann, \"the\" chair";
        if (strcmp(question, "sector") == 0) return sectors[strlen(c->member[time]) % 3];
        return strcmp(question, "hours") == 0 ? "2.5" : NULL;
    }
    if (strcmp(repeat, "goals") == 0 && time < c->goals) {
        if (strcmp(question, "goal") == 0) return c->goal[time];
        return strcmp(question, "indicator") == 0 ? "share; of all" : NULL;
    }
    if (strcmp(repeat, "strategies") == 0 && time < 1)
        return strcmp(question, "own_strategy") == 0 ? "Walk, and talk" : NULL;
    if (strcmp(repeat, "partners") == 0 && time < 1) {
        if (strcmp(question, "partner") == 0) return "Coalition 0";
        return strcmp(question, "depth") == 0 ? "cooperation" : NULL;
    }
    if (*repeat) return NULL;
    if (strcmp(question, "name") == 0) return c->name;
    if (strcmp(question, "lead") == 0) return "A & B";
    if (strcmp(question, "meetings_per_year") == 0) return "12";
    if (strcmp(question, "interest") == 0) return "maybe";
    if (strcmp(question, "informant") == 0) return "Ann";
    if (strcmp(question, "as_of") == 0) return "2026-02-01";
    for (size_t l = 0; l < c->lists->count; l++)
        if (strcmp(c->lists->lists[l].facet, question) == 0)
            return c->skips[l] || !c->chosen[l][0] ? NULL : c->chosen[l];
    return NULL;
}

/* Ticks some of every list; nothing is "none of these" here, a list that is skipped unknown. */
static void choose(coalition *c, const corral_answer_lists *lists, size_t number, uint64_t *state)
{
    *c = (coalition){.lists = lists};
    snprintf(c->name, sizeof c->name, "Coalition %zu", number);
    for (size_t l = 0; l < lists->count; l++) {
        const corral_answer_list *list = &lists->lists[l];
        c->skips[l] = random_below(state, 5) == 0;
        if (list->kind != CORRAL_ANSWER_MANY) {
            strcpy(c->chosen[l], list->answers[random_below(state, (uint32_t)list->count)].item);
            continue;
        }
        for (size_t k = 0; k < list->count; k++)
            if (random_below(state, 3) == 0)
                sprintf(c->chosen[l] + strlen(c->chosen[l]), "%s%s|", *c->chosen[l] ? "" : "|",
                        list->answers[k].item);
        if (!*c->chosen[l]) strcpy(c->chosen[l], "|none of these|");
    }
    c->members = random_below(state, TIMES + 1);
    c->goals = random_below(state, TIMES + 1);
    for (size_t k = 0; k < TIMES; k++) {
        snprintf(c->member[k], 64, "Org %zu, Inc.", (number + k) % 7);
        snprintf(c->goal[k], 64, "Goal \"%zu\";\xc3\xa9", (number * k) % 11);
    }
}

static void say(corral_builder *b, const coalition *c, const char *facet, const char *item,
                corral_said_known known, const corral_row *more)
{
    corral_row row = *more;
    row.coalition = c->name;
    row.facet = facet;
    row.item = item;
    row.known = known;
    row.informant = "Ann";
    row.as_of = "2026-02-01";
    row.file = "expected";
    assert_int_equal(corral_builder_add_row(b, &row, NULL), CORRAL_OK);
}

static void say_list(corral_builder *b, const coalition *c, size_t l)
{
    const corral_row plain = CORRAL_ROW_INIT;
    const corral_answer_list *list = &c->lists->lists[l];
    if (c->skips[l] || !corral_checklist_is_of_coalition(list)) return;
    if (strcmp(c->chosen[l], "|none of these|") == 0)
        say(b, c, list->facet, "", CORRAL_SAID_NONE, &plain);
    for (size_t k = 0; k < list->count; k++) {
        const char *item = list->answers[k].item;
        bool is_chosen = list->kind == CORRAL_ANSWER_MANY ? chose(c->chosen[l], item)
                                                          : strcmp(c->chosen[l], item) == 0;
        if (is_chosen) say(b, c, list->facet, item, CORRAL_SAID_YES, &plain);
    }
}

static void say_repeated(corral_builder *b, const coalition *c, corral_strings *described)
{
    corral_row member = CORRAL_ROW_INIT, goal = CORRAL_ROW_INIT, plain = CORRAL_ROW_INIT,
               partner = CORRAL_ROW_INIT;
    member.person = "Ann, \"the\" chair";
    member.hours = "2.5";
    goal.indicator = "share; of all";
    partner.role = "cooperation";
    for (size_t k = 0; k < c->members; k++) {
        uint32_t number, before = corral_strings_count(described);
        const corral_item_row item = {
            .facet = "member", .item = c->member[k], .sector = sectors[strlen(c->member[k]) % 3]};
        assert_int_equal(
            corral_strings_add(described, c->member[k], strlen(c->member[k]), &number, NULL),
            CORRAL_OK);
        if (number == before) assert_int_equal(corral_builder_add_item(b, &item, NULL), CORRAL_OK);
        say(b, c, "member", c->member[k], CORRAL_SAID_PARTIAL, &member);
    }
    for (size_t k = 0; k < c->goals; k++) say(b, c, "goal", c->goal[k], CORRAL_SAID_PARTIAL, &goal);
    say(b, c, "strategy", "Walk, and talk", CORRAL_SAID_PARTIAL, &plain);
    say(b, c, "partner", "Coalition 0", CORRAL_SAID_PARTIAL, &partner);
}

static corral_region *expected_region(coalition *all, bool repeats)
{
    static const char *const names[] = {"name",    "short_name",        "lead",          "backbone",
                                        "founded", "meetings_per_year", "meeting_hours", "staff",
                                        "budget",  "interest",          "status"};
    corral_problems *problems = NULL;
    corral_builder *b = NULL;
    corral_region *region = NULL;
    corral_strings *described = NULL;
    assert_int_equal(corral_problems_new(true, &problems, NULL), CORRAL_OK);
    assert_int_equal(corral_strings_new(&described, NULL), CORRAL_OK);
    assert_int_equal(corral_builder_new(CORRAL_DISPUTED_UNKNOWN, problems, &b, NULL), CORRAL_OK);
    for (size_t a = 0; a < COALITIONS; a++) {
        const char *values[] = {all[a].name, "", "A & B", "", "", "12", "", "", "", "maybe", ""};
        assert_int_equal(
            corral_builder_add_coalition(b, all[a].name, 11, names, values, "expected", a, NULL),
            CORRAL_OK);
        for (size_t l = 0; l < all[a].lists->count; l++) say_list(b, &all[a], l);
        if (repeats) say_repeated(b, &all[a], described);
    }
    assert_int_equal(corral_builder_finish(b, &region, NULL), CORRAL_OK);
    corral_builder_free(b);
    corral_strings_free(described);
    corral_problems_free(problems);
    return region;
}

static corral_region *read_region(const char *name)
{
    corral_read_options options = CORRAL_READ_OPTIONS_INIT;
    corral_error err = CORRAL_ERROR_INIT;
    corral_problems *problems = NULL;
    corral_region *region = NULL;
    char *path = path_of(name), *form = path_of("form.xlsx");
    options.form = form;
    assert_int_equal(corral_problems_new(true, &problems, NULL), CORRAL_OK);
    if (corral_region_read(path, &options, problems, &region, &err) != CORRAL_OK)
        fail_msg("%s", err.message);
    if (corral_problems_found(problems, CORRAL_SEVERITY_ERROR))
        fail_msg("%s", corral_problems_get(problems, 0).what);
    corral_problems_free(problems);
    free(path);
    free(form);
    return region;
}

static void footprints_come_back(void **state)
{
    (void)state;
    corral_answer_lists lists = {0};
    static coalition all[COALITIONS];
    void *people[COALITIONS];
    uint64_t chance = 7;
    read_lists(&lists);
    for (size_t a = 0; a < COALITIONS; a++) {
        choose(&all[a], &lists, a, &chance);
        people[a] = &all[a];
    }
    for (int how = 0; how < STYLES; how++)
        for (int workbook = 0; workbook < 2; workbook++) {
            const corral_checklist checklist = {.lists = &lists, .coalition = UINT32_MAX};
            filled f = {.says = coalition_says, .people = people, .count = COALITIONS};
            corral_document *form = NULL;
            assert_int_equal(corral_checklist_form(&checklist, &form, NULL), CORRAL_OK);
            fill_in(&f, form, (style)how, workbook);
            corral_region *read = read_region(workbook ? "answers.xlsx" : "answers.csv");
            corral_region *expected = expected_region(all, workbook);
            assert_same_region(read, expected);
            corral_region_free(read);
            corral_region_free(expected);
            corral_document_free(form);
        }
    corral_answer_lists_release(&lists);
}

/* ---- one coalition ---- */

/* The label that ends so, and is not of another facet. */
static const char *sheet_says(void *user, const char *question, const char *label,
                              const char *repeat, size_t time)
{
    (void)user, (void)repeat, (void)time;
    if (strcmp(question, "coalition") == 0) return "A";
    if (strcmp(question, "verified") == 0) return "yes";
    if (strcmp(label, "member: choir") == 0) return "secondary";
    if (strcmp(label, "member: library") == 0) return "no";
    if (strcmp(label, "goal: reading") == 0) return "primary";
    if (strcmp(label, "member: which are missing?") == 0) return "school\nbank; club";
    if (strcmp(label, "member: are these, with what was missing, all?") == 0) return "complete";
    if (strcmp(label, "issue: are these, with what was missing, all?") == 0) return "none";
    return NULL;
}

static void sheets_for_one_coalition_come_back(void **state)
{
    (void)state;
    corral_answer_lists lists = {0};
    void *people[1] = {NULL};
    read_lists(&lists);
    corral_region *region =
        small_region("A member~: choir, library; goal: reading; issue?:\nB issue: housing\n");
    corral_region *expected =
        small_region("A member: choir*0.5, library*0, school, bank, club; goal: reading; issue:\n");
    const corral_checklist checklist = {
        .lists = &lists, .region = region, .coalition = coalition_of(region, "A")};
    for (int how = 0; how < STYLES; how++) {
        filled f = {.says = sheet_says, .people = people, .count = 1};
        corral_document *form = NULL;
        assert_int_equal(corral_checklist_recorded_form(&checklist, false, &form, NULL), CORRAL_OK);
        fill_in(&f, form, (style)how, true);
        corral_region *read = read_region("answers.xlsx");
        uint32_t a = coalition_of(read, "A");
        assert_true(corral_region_is_verified(read, a));
        assert_int_equal(corral_region_verified_count(read), 1);
        static const char *const of[][2] = {{"member", "choir"},
                                            {"member", "library"},
                                            {"member", "school"},
                                            {"member", "bank"},
                                            {"member", "club"}};
        for (size_t k = 0; k < sizeof of / sizeof *of; k++)
            assert_int_equal(
                corral_region_cell(read, a, item_of(read, of[k][0], of[k][1])),
                corral_region_cell(expected, 0, item_of(expected, of[k][0], of[k][1])));
        assert_int_equal(corral_region_known(read, a, corral_region_facet_find(read, "member")),
                         CORRAL_KNOWN_YES);
        assert_int_equal(corral_region_known(read, a, corral_region_facet_find(read, "issue")),
                         CORRAL_KNOWN_YES);
        corral_region_free(read);
        corral_document_free(form);
    }
    corral_region_free(region);
    corral_region_free(expected);
    corral_answer_lists_release(&lists);
}

/* ---- surveys ---- */

typedef struct rater {
    uint64_t seed;
    char name[32], digit[2];
} rater;

/* Always the same answer of the same person to the same question. */
static uint32_t draw(const rater *r, const char *label, uint32_t below)
{
    uint64_t state = r->seed;
    for (; *label; label++) state = (state ^ (unsigned char)*label) * UINT64_C(1099511628211);
    return random_below(&state, below);
}

static const char *const accepts[] = {"0 cannot", "1 can live with", "2 fine", "3 want", NULL};

static const char *voter_says(void *user, const char *question, const char *label,
                              const char *repeat, size_t time)
{
    rater *r = user;
    (void)repeat, (void)time;
    if (strcmp(question, "coalition") == 0) return r->name;
    if (strcmp(question, "respondent") == 0) return "token";
    if (starts(question, "accept_")) return accepts[draw(r, label, 5)];
    if (!starts(question, "rank_")) return NULL;
    r->digit[0] = (char)('1' + draw(r, label, 5));
    return r->digit;
}

static const char *const scores[] = {"1 (not at all)", "2",          "3", "4",
                                     "5 (very well)",  "don't know", NULL};
static const char *const ties[] = {"none", "own", "grantee", "board", "fiscal agent", NULL};
static const char *const weights[] = {"1 (little)",       "2",          "3", "4",
                                      "5 (a great deal)", "don't know", NULL};

static const char *rater_says(void *user, const char *question, const char *label,
                              const char *repeat, size_t time)
{
    rater *r = user;
    (void)repeat, (void)time;
    if (strcmp(question, "respondent") == 0) return r->name;
    if (strcmp(question, "organisation") == 0) return r->name + 1;
    if (starts(question, "score_")) return scores[draw(r, label, 7)];
    if (starts(question, "importance_")) return weights[draw(r, label, 7)];
    return ties[draw(r, label, 2) ? 0 : draw(r, label, 6)];
}

/* What was filled in, as the table that checklist writes: a row a question. */
static void write_preferences(const corral_answer_lists *lists, rater *voters, size_t count)
{
    char *path = path_of("preferences.csv"), label[256], number[8];
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fprintf(file, "coalition,parameter,option,rank,accept,respondent\n");
    for (size_t v = 0; v < count; v++)
        for (size_t l = 0; l < lists->count; l++)
            for (size_t k = 0; *lists->lists[l].parameter && k < lists->lists[l].count; k++) {
                const char *parameter = lists->lists[l].parameter,
                           *option = lists->lists[l].answers[k].item;
                snprintf(label, sizeof label, "%s: %s (rank, 1 is best)", parameter, option);
                snprintf(number, sizeof number, "%u", draw(&voters[v], label, 5) + 1);
                snprintf(label, sizeof label, "%s: %s", parameter, option);
                const char *accept = accepts[draw(&voters[v], label, 5)];
                fprintf(file, "%s,%s,\"%s\",%s,%.1s,token\n", voters[v].name, parameter, option,
                        number, accept ? accept : "");
            }
    fclose(file);
    free(path);
}

static corral_preferences read_preferences(const char *name, const char *form)
{
    corral_error err = CORRAL_ERROR_INIT;
    corral_preferences p;
    char *path = path_of(name);
    const corral_answers_file from = {path, form, false, NULL};
    if (corral_preferences_read(&from, NULL, &p, &err) != CORRAL_OK)
        fail_msg("%zu:%zu: %s", err.line, err.column, err.message);
    free(path);
    return p;
}

/* Rows stand in the order of reading in both. */
static void assert_same_preferences(const corral_preferences *a, const corral_preferences *b)
{
    assert_int_equal(a->coalitions, b->coalitions);
    assert_int_equal(a->options, b->options);
    assert_int_equal(a->parameters, b->parameters);
    assert_int_equal(a->count, b->count);
    for (uint32_t k = 0; k < a->coalitions; k++)
        assert_string_equal(a->coalition[k], b->coalition[k]);
    for (uint32_t k = 0; k < a->options; k++) {
        assert_string_equal(a->option[k], b->option[k]);
        assert_int_equal(a->parameter_of[k], b->parameter_of[k]);
    }
    for (size_t k = 0; k < a->count; k++) {
        assert_int_equal(a->rows[k].coalition, b->rows[k].coalition);
        assert_int_equal(a->rows[k].option, b->rows[k].option);
        assert_int_equal(a->rows[k].round, b->rows[k].round);
        assert_same_double(a->rows[k].rank, b->rows[k].rank);
        assert_same_double(a->rows[k].accept, b->rows[k].accept);
    }
}

enum { VOTERS = 5 };

static void preferences_come_back(void **state)
{
    (void)state;
    corral_answer_lists lists = {0};
    rater voters[VOTERS];
    void *people[VOTERS];
    char *form_path = path_of("form.xlsx");
    read_lists(&lists);
    for (size_t v = 0; v < VOTERS; v++) {
        voters[v] = (rater){.seed = 11 * v + 3};
        snprintf(voters[v].name, sizeof voters[v].name, "C%zu", v);
        people[v] = &voters[v];
    }
    write_preferences(&lists, voters, VOTERS);
    corral_preferences expected = read_preferences("preferences.csv", NULL);
    for (int how = 0; how < STYLES; how++)
        for (int workbook = 0; workbook < 2; workbook++) {
            const corral_checklist checklist = {.lists = &lists, .coalition = UINT32_MAX};
            filled f = {.says = voter_says, .people = people, .count = VOTERS};
            corral_document *form = NULL;
            assert_int_equal(corral_checklist_umbrella_form(&checklist, &form, NULL), CORRAL_OK);
            fill_in(&f, form, (style)how, workbook);
            corral_preferences read =
                read_preferences(workbook ? "answers.xlsx" : "answers.csv", form_path);
            assert_same_preferences(&read, &expected);
            corral_preferences_release(&read);
            corral_document_free(form);
        }
    corral_preferences_release(&expected);
    corral_answer_lists_release(&lists);
    free(form_path);
}

static void write_ratings(const corral_answer_lists *lists, rater *raters, size_t count,
                          const char *const *candidates)
{
    const corral_answer_list *functions = corral_answer_lists_find(lists, "function");
    char *path = path_of("ratings.csv"), label[256];
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fprintf(file, "respondent,organisation,candidate,function,score,tie,importance\n");
    for (size_t v = 0; v < count; v++)
        for (size_t c = 0; candidates[c]; c++)
            for (size_t k = 0; k < functions->count; k++) {
                const char *function = functions->answers[k].item;
                snprintf(label, sizeof label, "%s: %s", candidates[c], function);
                uint32_t score = draw(&raters[v], label, 7);
                snprintf(label, sizeof label, "%s: how are you tied to it?", candidates[c]);
                const char *tie = ties[draw(&raters[v], label, 2) ? 0 : draw(&raters[v], label, 6)];
                snprintf(label, sizeof label, "How much does it matter: %s", function);
                uint32_t weight = draw(&raters[v], label, 7);
                fprintf(file, "%s,%s,\"%s\",\"%s\",%.*s,%s,%.*s\n", raters[v].name,
                        raters[v].name + 1, candidates[c], function, score < 5,
                        scores[score] ? scores[score] : "", tie ? tie : "", weight < 5,
                        weights[weight] ? weights[weight] : "");
            }
    fclose(file);
    free(path);
}

static corral_survey read_ratings(const char *name, const char *form)
{
    corral_error err = CORRAL_ERROR_INIT;
    corral_survey s;
    char *path = path_of(name);
    const corral_answers_file from = {path, form, false, NULL};
    if (corral_ratings_read(&from, &s, &err) != CORRAL_OK)
        fail_msg("%zu:%zu: %s", err.line, err.column, err.message);
    free(path);
    return s;
}

static void assert_same_survey(const corral_survey *a, const corral_survey *b)
{
    assert_int_equal(a->candidates, b->candidates);
    assert_int_equal(a->functions, b->functions);
    assert_int_equal(a->count, b->count);
    for (uint32_t k = 0; k < a->candidates; k++)
        assert_string_equal(a->candidate[k], b->candidate[k]);
    for (uint32_t k = 0; k < a->functions; k++) assert_string_equal(a->function[k], b->function[k]);
    for (size_t k = 0; k < a->count; k++) {
        const corral_answer *x = &a->answers[k], *y = &b->answers[k];
        assert_int_equal(x->rater, y->rater);
        assert_int_equal(x->organisation, y->organisation);
        assert_int_equal(x->candidate, y->candidate);
        assert_int_equal(x->function, y->function);
        assert_same_double(x->score, y->score);
        assert_same_double(x->importance, y->importance);
        assert_int_equal(x->is_own, y->is_own);
        assert_int_equal(x->is_tied, y->is_tied);
    }
}

static void ratings_come_back(void **state)
{
    (void)state;
    static const char *const names[] = {"City of Harmon", "2nd Fund: another",
                                        "School/District - North", NULL};
    corral_answer_lists lists = {0};
    rater raters[VOTERS];
    void *people[VOTERS];
    char *form_path = path_of("form.xlsx");
    char *given[] = {"City of Harmon", "2nd Fund: another", "School/District - North"};
    const corral_words candidates = {.items = (const char **)given, .count = 3};
    read_lists(&lists);
    for (size_t v = 0; v < VOTERS; v++) {
        raters[v] = (rater){.seed = 17 * v + 5};
        snprintf(raters[v].name, sizeof raters[v].name, "t%zu", v);
        people[v] = &raters[v];
    }
    write_ratings(&lists, raters, VOTERS, names);
    corral_survey expected = read_ratings("ratings.csv", NULL);
    for (int how = 0; how < STYLES; how++)
        for (int workbook = 0; workbook < 2; workbook++) {
            const corral_checklist checklist = {
                .lists = &lists, .coalition = UINT32_MAX, .candidates = &candidates};
            filled f = {.says = rater_says, .people = people, .count = VOTERS};
            corral_document *form = NULL;
            assert_int_equal(corral_checklist_backbone_form(&checklist, &form, NULL), CORRAL_OK);
            fill_in(&f, form, (style)how, workbook);
            corral_survey read = read_ratings(workbook ? "answers.xlsx" : "answers.csv", form_path);
            assert_same_survey(&read, &expected);
            corral_survey_release(&read);
            corral_document_free(form);
        }
    corral_survey_release(&expected);
    corral_answer_lists_release(&lists);
    free(form_path);
}

/* ---- the folder of files ---- */

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    static const char *const files[] = {"form.xlsx", "answers.csv", "answers.xlsx",
                                        "preferences.csv", "ratings.csv"};
    (void)state;
    for (size_t k = 0; k < sizeof files / sizeof *files; k++) {
        char *path = path_of(files[k]);
        unlink(path);
        free(path);
    }
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(footprints_come_back),
        TEST(sheets_for_one_coalition_come_back),
        TEST(preferences_come_back),
        TEST(ratings_come_back),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
