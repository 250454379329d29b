/* Reading regions from files: every kind of file, and what check has to say about it. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <zlib.h>

#include "corral/read.h"
#include "io/reading.h"

/* ---- a folder of one test, and what reading it gave ---- */

static char folder[64], files[32][128];
static size_t file_count;

static corral_region *region;
static corral_problems *problems;
static corral_error error;
static corral_read_options options;

static void forget_region(void)
{
    corral_region_free(region);
    corral_problems_free(problems);
    region = NULL;
    problems = NULL;
    error = (corral_error)CORRAL_ERROR_INIT;
}

static int set_up(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/corral-read-XXXXXX");
    file_count = 0;
    options = (corral_read_options)CORRAL_READ_OPTIONS_INIT;
    return mkdtemp(folder) ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    forget_region();
    while (file_count) remove(files[--file_count]);
    return rmdir(folder);
}

static const char *path_of(const char *name)
{
    snprintf(files[file_count], sizeof files[0], "%s/%s", folder, name);
    return files[file_count++];
}

static const char *put(const char *name, const char *text)
{
    const char *path = path_of(name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
    return path;
}

static corral_status read_path(const char *path, bool keep_going)
{
    forget_region();
    assert_int_equal(corral_problems_new(keep_going, &problems, NULL), CORRAL_OK);
    return corral_region_read(path, &options, problems, &region, &error);
}

static void expect_read(const char *path)
{
    if (read_path(path, false) != CORRAL_OK) fail_msg("%s: %s", error.file, error.message);
}

static size_t found(corral_severity severity)
{
    return corral_problems_found(problems, severity);
}

/* Asserts that there is this problem, "name:line:column: what" as far as it is given. */
static void expect_problem(corral_severity severity, const char *start)
{
    char text[1200] = "";
    for (size_t i = 0; i < corral_problems_count(problems); i++) {
        corral_problem p = corral_problems_get(problems, i);
        const char *slash = strrchr(p.file, '/');
        snprintf(text, sizeof text, "%s:%zu:%zu: %s", slash ? slash + 1 : p.file, p.line, p.column,
                 p.what);
        if (p.severity == severity && strncmp(text, start, strlen(start)) == 0) return;
    }
    fail_msg("no such problem: %s; the last is %s", start, text);
}

/* Refused with "name:line:column: message" as far as it is given. */
static void refuse(const char *path, const char *start)
{
    char text[1200], got[1200];
    assert_int_not_equal(read_path(path, false), CORRAL_OK);
    assert_null(region);
    const char *slash = strrchr(error.file, '/');
    snprintf(text, sizeof text, "%s:%zu:%zu: %s", slash ? slash + 1 : error.file, error.line,
             error.column, error.message);
    snprintf(got, sizeof got, "%.*s", (int)strlen(start), text);
    assert_string_equal(got, start);
}

static uint32_t coalition(const char *id)
{
    uint32_t found_at = corral_region_find(region, id);
    if (found_at == UINT32_MAX) fail_msg("no coalition %s", id);
    return found_at;
}

static corral_cell cell(const char *id, const char *facet, const char *item)
{
    uint32_t f = corral_region_facet_find(region, facet);
    if (f == UINT32_MAX) fail_msg("no facet %s", facet);
    uint32_t i = corral_region_item_find(region, f, item);
    if (i == UINT32_MAX) fail_msg("no item %s", item);
    return corral_region_cell(region, coalition(id), i);
}

static corral_known known(const char *id, const char *facet)
{
    uint32_t f = corral_region_facet_find(region, facet);
    return f == UINT32_MAX ? CORRAL_KNOWN_NO : corral_region_known(region, coalition(id), f);
}

/* ---- one file ---- */

static void test_tidy(void **state)
{
    (void)state;
    const char *path = put("a.csv", " Item ,Coalition,FACET,Weight,known,Informant,As of,hours\n"
                                    "library,A,member,1,yes,Ann,2024-05,1.5\n"
                                    "read by 3,A,goal,secondary,,,,\n"
                                    "school,B,Member,0,,,,\n");
    expect_read(path);
    assert_int_equal(corral_region_coalition_count(region), 2);
    assert_int_equal(cell("A", "member", "library"), CORRAL_CELL_PRIMARY);
    assert_int_equal(cell("A", "goal", "read by 3"), CORRAL_CELL_SECONDARY);
    assert_int_equal(cell("B", "member", "school"), CORRAL_CELL_NO);
    assert_int_equal(known("A", "member"), CORRAL_KNOWN_YES);
    corral_statement said = corral_region_statement(region, coalition("A"), 0);
    assert_string_equal(said.informant, "Ann");
    assert_string_equal(said.as_of, "2024-05");
    assert_string_equal(said.hours, "1.5");
    assert_int_equal(corral_problems_count(problems), 0);
}

static void test_facet_file(void **state)
{
    (void)state;
    const char *path =
        put("m.csv", "coalition,Members,person,role\nA,library,Ann,chair\nB,library,,\n");
    expect_read(path);
    assert_int_equal(cell("B", "member", "library"), CORRAL_CELL_PRIMARY);
    assert_string_equal(corral_region_statement(region, coalition("A"), 0).person, "Ann");
    path = put("g.csv", "coalition,strategy\nA,give support\n");
    expect_read(path);
    assert_int_equal(cell("A", "strategy", "give support"), CORRAL_CELL_PRIMARY);
    assert_int_equal(corral_problems_count(problems), 0);
}

static void test_pairs(void **state)
{
    (void)state;
    const char *path = put("p.csv", "Group;Organisation\nA;library\nB;library\n");
    expect_read(path);
    assert_int_equal(cell("B", "member", "library"), CORRAL_CELL_PRIMARY);
    expect_problem(CORRAL_SEVERITY_NOTE,
                   "p.csv:1:0: two columns are read as coalition and member; the first line, "
                   "\"Group\" and \"Organisation\", was taken as the header");
}

static void test_headers_that_are_none(void **state)
{
    (void)state;
    refuse(put("a.csv", "x,y,z\n1,2,3\n"),
           "a.csv:1:0: this is not the header of a footprint: it has the columns coalition, facet "
           "and item");
    refuse(put("b.csv", "coalition\nA\n"), "b.csv:1:0: this is not the header of a footprint");
    refuse(put("c.csv", "facet,item\nmember,x\n"), "c.csv:1:0: this is not the header");
    refuse(put("d.csv", "coalition,facet,item,item\nA,member,x,y\n"),
           "d.csv:1:4: column \"item\" is there twice");
    refuse(put("e.csv", "coalition,facet,item,value\nA,member,x,0\n"),
           "e.csv:1:4: column \"value\" is not read");
    refuse(put("f.csv", "id,name\nA,Apple\n"), "f.csv:1:0: \"f.csv\" alone is not a footprint");
    refuse(put("Coalitions.csv", "coalition,member\nA,x\n"),
           "Coalitions.csv:1:0: \"Coalitions.csv\" alone is not a footprint: name its folder");
    refuse(put("decisions.csv", "coalition,facet,item,value\nA,member,x,0\n"),
           "decisions.csv:1:0: \"decisions.csv\" alone is not a footprint");
}

static void test_unread_columns(void **state)
{
    (void)state;
    const char *path = put("a.csv", "coalition,facet,item,wieght,colour\x1b,goal,\n"
                                    "A,member,library,,,,\nB,member,library,,,,\n");
    expect_read(path);
    expect_problem(CORRAL_SEVERITY_NOTE,
                   "a.csv:1:4: column \"wieght\" is not read; is \"weight\" meant?");
    expect_problem(CORRAL_SEVERITY_NOTE, "a.csv:1:5: column \"colour\\x1b\" is not read");
    expect_problem(CORRAL_SEVERITY_WARNING,
                   "a.csv:1:6: column \"goal\" is not read: a file is about one facet");
    assert_int_equal(corral_problems_count(problems), 3);
}

static void test_empty_files(void **state)
{
    (void)state;
    expect_read(put("a.csv", ""));
    assert_int_equal(corral_region_coalition_count(region), 0);
    expect_problem(CORRAL_SEVERITY_WARNING, "a.csv:0:0: the file is empty");
    expect_read(put("b.csv", "coalition,facet,item\n"));
    assert_int_equal(corral_region_coalition_count(region), 0);
    expect_read(put("c.csv", "coalition,member\nA,\n"));
    assert_int_equal(corral_region_coalition_count(region), 1);
    assert_int_equal(known("A", "member"), CORRAL_KNOWN_NO);
}

/* ---- cells ---- */

static void test_weights(void **state)
{
    (void)state;
    static const char *const bad[] = {"nan", "inf", "-inf", "-1", "1.5", "1e400", "0x1", "much"};
    char text[200], message[200];
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        snprintf(text, sizeof text, "coalition,member,weight\nA,x,1\nA,y,%s\n", bad[i]);
        snprintf(message, sizeof message,
                 "w.csv:3:3: weight must be a number from 0 to 1, or primary, secondary or no, got "
                 "\"%s\"",
                 bad[i]);
        const char *path = put("w.csv", text);
        refuse(path, message);
    }
    refuse(put("c.csv", "coalition,member,weight\nA,x,\"0,5\"\n"),
           "c.csv:2:3: weight must be a number from 0 to 1, or primary, secondary or no (a comma "
           "only where semicolons delimit), got \"0,5\"");
}

static void test_decimal_comma(void **state)
{
    (void)state;
    const char *path = put("a.csv", "coalition;member;weight;hours\nA;x;0,25;1,5\nA;y;0.75;\n");
    expect_read(path);
    corral_seats seats = corral_region_footprint(region, 0);
    assert_int_equal(seats.count, 2);
    assert_true(seats.weight[0] == 0.25 && seats.weight[1] == 0.75);
    assert_string_equal(corral_region_statement(region, 0, 0).hours, "1.5");
    path = put("b.csv", "coalition\tmember\tweight\nA\tx\t0.25\n");
    expect_read(path);
    assert_true(corral_region_footprint(region, 0).weight[0] == 0.25);
}

/* A library cannot choose the locale of the program around it. */
static void test_locale(void **state)
{
    (void)state;
    const char *path = put("a.csv", "coalition,member,weight\nA,x,0.3333333333333333333333\n");
    const char *set = setlocale(LC_ALL, "de_DE.UTF-8");
    expect_read(path);
    setlocale(LC_ALL, "C");
    assert_true(corral_region_footprint(region, 0).weight[0] == 1 / 3.0);
    if (!set) print_message("without the locale de_DE.UTF-8 this shows little\n");
}

static void test_bad_cells(void **state)
{
    (void)state;
    const char *path =
        put("a.csv", "coalition,facet,item,known,hours,as_of\n"
                     ",member,x,,,\n"
                     "A,,x,,,\n"
                     "A,member,x,perhaps,,\n"
                     "A,member,x,,-1,\n"
                     "A,member,x,,,3/4/2024\n"
                     "B,a facet with a name that nobody would want to read in any of the "
                     "tables,x,,,\n"
                     "C,member,y,,,\n");
    assert_int_equal(read_path(path, true), CORRAL_OK);
    expect_problem(CORRAL_SEVERITY_ERROR, "a.csv:2:1: coalition must not be blank");
    expect_problem(CORRAL_SEVERITY_ERROR, "a.csv:3:2: facet must not be blank");
    expect_problem(CORRAL_SEVERITY_ERROR,
                   "a.csv:4:4: known must be yes, partial or no, got \"perhaps\"");
    expect_problem(CORRAL_SEVERITY_ERROR,
                   "a.csv:5:5: hours must be a number of at least 0, got \"-1\"");
    expect_problem(CORRAL_SEVERITY_WARNING,
                   "a.csv:6:6: as_of should be YYYY, YYYY-MM or YYYY-MM-DD, got \"3/4/2024\"");
    expect_problem(CORRAL_SEVERITY_ERROR,
                   "a.csv:7:2: facet must be a word of at most 63 bytes, got \"a facet with");
    assert_int_equal(found(CORRAL_SEVERITY_ERROR), 5);
    assert_int_equal(corral_region_coalition_count(region), 2);
    refuse(path, "a.csv:2:1: coalition must not be blank");
}

static void test_known(void **state)
{
    (void)state;
    const char *path = put("a.csv", "coalition,facet,item,known\n"
                                    "A,member,x,YES\nA,goal,,yes\nA,issue,,\n"
                                    "B,member,x,no\nB,goal,g,partial\nC,member,\xc2\xa0,\n");
    expect_read(path);
    assert_int_equal(known("A", "member"), CORRAL_KNOWN_YES);
    assert_int_equal(known("A", "goal"), CORRAL_KNOWN_YES);
    assert_int_equal(known("A", "issue"), CORRAL_KNOWN_NO);
    assert_int_equal(cell("B", "member", "x"), CORRAL_CELL_UNKNOWN);
    assert_int_equal(known("B", "goal"), CORRAL_KNOWN_PARTIAL);
    assert_int_equal(known("C", "member"), CORRAL_KNOWN_NO);
    assert_int_equal(corral_region_seat_count(region), 2);
}

static void test_words_that_are_no_items(void **state)
{
    (void)state;
    put("footprint.csv", "coalition,facet,item,known\n"
                         "A,member,same as above,\nB,member,N/A,yes\nC,goal,None,\n"
                         "D,goal,none,partial\nE,funding,none,\n");
    put("items.csv", "facet,item\nfunding,none\n");
    expect_read(folder);
    expect_problem(CORRAL_SEVERITY_WARNING,
                   "footprint.csv:2:3: \"same as above\" is not an item; the row is left out");
    expect_problem(CORRAL_SEVERITY_WARNING, "footprint.csv:3:3: \"N/A\" is not an item");
    expect_problem(CORRAL_SEVERITY_NOTE,
                   "footprint.csv:4:3: \"None\" is read as asked, and there is none");
    assert_int_equal(corral_region_coalition_count(region), 5);
    assert_int_equal(known("A", "member"), CORRAL_KNOWN_NO);
    assert_int_equal(known("B", "member"), CORRAL_KNOWN_NO);
    assert_int_equal(known("C", "goal"), CORRAL_KNOWN_YES);
    assert_int_equal(known("D", "goal"), CORRAL_KNOWN_PARTIAL);
    assert_int_equal(cell("E", "funding", "none"), CORRAL_CELL_PRIMARY);
    assert_int_equal(corral_region_seat_count(region), 1);
}

static void test_plural_facets(void **state)
{
    (void)state;
    const char *path = put("a.csv", "coalition,facet,item\nA,Goals,x\nA,goals,y\nB,goal,x\n");
    expect_read(path);
    assert_int_equal(corral_region_facet_count(region), 1);
    expect_problem(CORRAL_SEVERITY_NOTE, "a.csv:2:2: facet \"Goals\" is read as \"goal\"");
    assert_int_equal(corral_problems_count(problems), 1);
}

static void test_identity(void **state)
{
    (void)state;
    /* Composed and decomposed, white space, invisible characters: one; width and case: apart. */
    const char *path = put("a.csv", "coalition,member\nA,Caf\xc3\xa9 One\nB, Cafe\xcc\x81  One\n"
                                    "C,Caf\xc3\xa9\xe2\x80\x8b One\nD,caf\xc3\xa9 one\n");
    expect_read(path);
    assert_int_equal(corral_region_item_count(region), 2);
}

static void test_duplicates(void **state)
{
    (void)state;
    const char *path = put("a.csv", "coalition,member\nA,x\nA,x\nB,x\n");
    expect_read(path);
    assert_int_equal(corral_region_seat_count(region), 2);
    assert_int_equal(found(CORRAL_SEVERITY_WARNING), 1);
    put("coalitions.csv", "id,name\nA,Apple\nB,Book\nA,Apple\n");
    expect_read(folder);
    assert_int_equal(found(CORRAL_SEVERITY_WARNING), 1 + 1);
    file_count--;
    put("coalitions.csv", "id,name\nA,Apple\nB,Book\nA,Ample\n");
    refuse(folder, "coalitions.csv:4:0: coalition \"A\" is declared twice and differs in \"name\"");
    assert_non_null(strstr(error.message, "line 2"));
}

/* ---- files of a folder ---- */

static void test_coalitions(void **state)
{
    (void)state;
    put("coalitions.csv", "ID,Name,Meetings per year,Staff,Interest,STATUS,as_of,GEOID,\n"
                          "A,Apple,12,3.5,Yes,Active,2024-01,01,\n"
                          "B,Book,,,,,,,\n");
    expect_read(folder);
    assert_int_equal(corral_region_coalition_count(region), 2);
    assert_string_equal(corral_region_attribute(region, 0, "meetings_per_year"), "12");
    assert_string_equal(corral_region_attribute(region, 0, "interest"), "yes");
    assert_string_equal(corral_region_attribute(region, 0, "status"), "active");
    assert_string_equal(corral_region_attribute(region, 0, "GEOID"), "01");
    assert_string_equal(corral_region_name(region, 1), "Book");
    assert_int_equal(corral_problems_count(problems), 0);
}

static void test_bad_coalitions(void **state)
{
    (void)state;
    put("coalitions.csv", "id,staff,meeting_hours,interest,status,as_of\n"
                          ",1,,,,\nA,-1,,,,\nB,,long,,,\nC,,,perhaps,,\nD,,,,asleep,\n"
                          "E,,,,,spring\nF,1e400,,,,\n");
    assert_int_equal(read_path(folder, true), CORRAL_OK);
    expect_problem(CORRAL_SEVERITY_ERROR, "coalitions.csv:2:1: id must not be blank");
    expect_problem(
        CORRAL_SEVERITY_WARNING,
        "coalitions.csv:3:2: staff must be a number of at least 0, got \"-1\"; left blank");
    expect_problem(CORRAL_SEVERITY_WARNING, "coalitions.csv:4:3: meeting_hours must be a number");
    expect_problem(CORRAL_SEVERITY_WARNING,
                   "coalitions.csv:5:4: interest must be yes, maybe, no or unknown, got");
    expect_problem(CORRAL_SEVERITY_WARNING, "coalitions.csv:6:5: status must be active, paused or "
                                            "ended, got \"asleep\"; left blank");
    expect_problem(CORRAL_SEVERITY_WARNING, "coalitions.csv:7:6: as_of should be YYYY");
    expect_problem(CORRAL_SEVERITY_WARNING, "coalitions.csv:8:2: staff must be");
    assert_int_equal(found(CORRAL_SEVERITY_ERROR), 1);
    assert_string_equal(corral_region_attribute(region, coalition("A"), "staff"), "");
    assert_string_equal(corral_region_attribute(region, coalition("D"), "status"), "");
    assert_string_equal(corral_region_attribute(region, coalition("E"), "as_of"), "spring");
    assert_int_equal(corral_region_coalition_count(region), 6);
    file_count--;
    put("coalitions.csv", "name,name\nA,B\n");
    refuse(folder, "coalitions.csv:1:0: the header has no column \"id\"");
    file_count--;
    put("coalitions.csv", "id,name,Name\nA,B,C\n");
    refuse(folder, "coalitions.csv:1:3: column \"Name\" is there twice");
}

static void test_none_beside_items(void **state)
{
    (void)state;
    const char *path = put("a.csv", "coalition,facet,item,weight\nA,member,x,1\nA,member,none,1\n"
                                    "A,goal,none,1\nB,member,None,1\nB,member,y,no\n");
    expect_read(path);
    expect_problem(CORRAL_SEVERITY_WARNING,
                   "a.csv:3:0: member of coalition \"A\" is said to be none "
                   "here and to have items elsewhere; read as partial");
    assert_int_equal(found(CORRAL_SEVERITY_WARNING), 1);
    assert_int_equal(known("A", "member"), CORRAL_KNOWN_PARTIAL);
    assert_int_equal(known("A", "goal"), CORRAL_KNOWN_YES);
    assert_int_equal(known("B", "member"), CORRAL_KNOWN_YES);
}

static void test_a_column_a_facet(void **state)
{
    (void)state;
    const char *path = put("a.csv", "Coalition;Members;Goals\nA;x|y;y\nB;;none\n");
    assert_int_equal(read_path(path, true), CORRAL_OK);
    expect_problem(CORRAL_SEVERITY_NOTE, "a.csv:0:0: read as a table with a column a facet");
    expect_problem(CORRAL_SEVERITY_NOTE, "a.csv:3:3: \"none\" is read as asked");
    assert_int_equal(corral_region_seat_count(region), 3);
    assert_int_equal(corral_region_known(region, 0, 0), CORRAL_KNOWN_PARTIAL);
    assert_int_equal(corral_region_known(region, 1, 0), CORRAL_KNOWN_NO);
    assert_int_equal(corral_region_known(region, 1, 1), CORRAL_KNOWN_YES);
    refuse(put("w.csv", "coalition,member,goal,weight\nA,x,y,1\n"),
           "w.csv:1:4: column \"weight\" cannot be about several facets");
}

static void test_a_footprint_under_other_headings(void **state)
{
    (void)state;
    char start[400];
    put("survey.csv", "Coalition ID,Member\nA,x\n");
    snprintf(start, sizeof start,
             "%s:0:0: there is no footprint in this folder: looked for footprint.csv, "
             "coalitions.csv and files whose header begins with coalition and a facet such as "
             "member or goal; \"survey.csv\" has the columns \"Coalition ID,Member\"",
             strrchr(folder, '/') + 1);
    refuse(folder, start);
    file_count--;
    put("survey.csv", "colour,shape\nA,x\n");
    assert_int_not_equal(read_path(folder, false), CORRAL_OK);
    assert_null(strstr(error.message, "survey"));
}

static void test_lines_of_other_files(void **state)
{
    (void)state;
    char start[400];
    put("footprint.csv", "coalition,facet,item\nA,member,x\n");
    const char *items = put("items.csv", "facet,item,name\nmember,x,X\n");
    put("members.csv", "id,name\nx,X\n");
    expect_read(folder);
    snprintf(start, sizeof start,
             "members.csv:2:1: member \"x\" is described again as in line 2 of %s; read once",
             items);
    expect_problem(CORRAL_SEVERITY_WARNING, start);
    options.aliases = put("other.csv", "keep,merge,facet,decision\ny,x,member,same\n");
    const char *aliases =
        put("aliases.csv", "keep,merge,facet,decision\nz,z2,member,\nz,x,member,same\n");
    snprintf(start, sizeof start,
             "aliases.csv:3:0: \"x\" is merged into two names: \"z\" here, \"y\" in line 2 of %s",
             options.aliases);
    assert_non_null(aliases);
    refuse(folder, start);
}

static void test_items(void **state)
{
    (void)state;
    put("items.csv", "facet,item,name,sector,within,url\ngeography,north,North Side,,city,\n"
                     "geography,city,,,,\n");
    put("members.csv", "id,name,sector,party\nlib,City Library,education,x\n");
    put("Goals.csv", "coalition,goal\nA,read\n");
    put("footprint.csv", "coalition,facet,item\nA,member,lib\nA,geography,north\n");
    expect_read(folder);
    uint32_t facet = corral_region_facet_find(region, "geography");
    uint32_t north = corral_region_item_find(region, facet, "north");
    assert_string_equal(corral_region_item_name(region, north), "North Side");
    assert_int_equal(corral_region_item_within(region, north),
                     corral_region_item_find(region, facet, "city"));
    facet = corral_region_facet_find(region, "member");
    uint32_t lib = corral_region_item_find(region, facet, "lib");
    assert_string_equal(corral_region_item_name(region, lib), "City Library");
    assert_string_equal(corral_region_item_sector(region, lib), "education");
    assert_int_equal(cell("A", "goal", "read"), CORRAL_CELL_PRIMARY);
    expect_problem(CORRAL_SEVERITY_NOTE, "members.csv:1:4: column \"party\" is not read");
}

static void test_decisions(void **state)
{
    (void)state;
    put("footprint.csv", "coalition,facet,item,weight,informant\nA,member,x,1,Ann\n"
                         "A,member,x,0,Bob\nA,member,y,1,Ann\nA,member,y,0,Bob\n");
    put("decisions.csv", "coalition,facet,item,value,by,date,why\n"
                         "A,member,x,primary,all,2024-01-02,asked\nA,member,y,,,,\n");
    expect_read(folder);
    assert_int_equal(cell("A", "member", "x"), CORRAL_CELL_PRIMARY);
    assert_int_equal(cell("A", "member", "y"), CORRAL_CELL_DISPUTED);
    expect_problem(CORRAL_SEVERITY_NOTE, "decisions.csv:3:4: the value is blank");
    file_count--;
    put("decisions.csv", "coalition,facet,item,value\nA,member,x,2\n");
    refuse(folder, "decisions.csv:2:4: value must be a number from 0 to 1, or primary, secondary, "
                   "yes, no or unknown, got \"2\"");
    file_count--;
    put("decisions.csv", "coalition,facet,item\nA,member,x\n");
    refuse(folder, "decisions.csv:1:0: the header has no column \"value\"");
}

static void test_aliases(void **state)
{
    (void)state;
    put("footprint.csv", "coalition,facet,item\nA,member,UWay\nB,member,United Way\n"
                         "C,member,United Day\n");
    put("aliases.csv", "keep,merge,facet,score,why,decision,by,date\n"
                       "United Way,UWay,member,0.9,,same,us,2024\n"
                       "United Way,United Day,member,0.9,,different,us,\n");
    expect_read(folder);
    assert_int_equal(corral_region_item_count(region), 2);
    file_count--;
    remove(path_of("aliases.csv"));
    options.aliases =
        put("mine.csv", "keep;merge;facet;decision\nUnited Way;United Day;members;SAME\n");
    expect_read(files[0]);
    assert_int_equal(corral_region_item_count(region), 2);
    options.aliases = put("bad.csv", "keep,merge,facet,decision\na,b,member,perhaps\n");
    refuse(files[0], "bad.csv:2:4: decision must be same, different, part of or later, got");
    options.aliases = "/nonesuch/aliases.csv";
    refuse(files[0], "aliases.csv:0:0: cannot be opened: No such file or directory");
    assert_int_equal(error.status, CORRAL_FILE_SYSTEM);
}

static void test_files_for_later(void **state)
{
    (void)state;
    put("footprint.csv", "coalition,member\nA,x\n");
    put("asks.csv", "coalition,member,kind,per_year\nA,x,money,2\n");
    put("crosswalk.csv", "facet,item,same_as,decision,by,date\n");
    put("synonyms.csv", "word,same_as\nteen,youth\n");
    expect_read(folder);
    assert_int_equal(corral_region_seat_count(region), 1);
    expect_problem(CORRAL_SEVERITY_NOTE, "asks.csv:0:0: not part of the region itself: load");
    expect_problem(CORRAL_SEVERITY_NOTE, "crosswalk.csv:0:0: read as decisions on items");
    expect_problem(CORRAL_SEVERITY_NOTE, "synonyms.csv:0:0: read as words that proposals");
    put("asks.csv", "coalition,kind\nA,money\n");
    file_count--;
    refuse(folder, "asks.csv:1:0: the header has no column \"member\"");
}

static void test_ignored_files(void **state)
{
    (void)state;
    put("footprint.csv", "coalition,facet,item\nA,member,x\n");
    put("notes.txt", "x");
    put(".hidden.csv", "x");
    put("raw.csv", "coalition,facet,item\nA,member,y\n");
    put("truth.csv", "coalition,group\nA,1\n");
    put("broken.csv", "a,b;c\n");
    assert_int_equal(mkdir(path_of("sub"), 0700), 0);
    expect_read(folder);
    assert_int_equal(corral_region_seat_count(region), 1);
    expect_problem(CORRAL_SEVERITY_NOTE, "notes.txt:0:0: ignored: not a CSV file");
    expect_problem(CORRAL_SEVERITY_NOTE, "raw.csv:0:0: ignored: rows of coalition, facet and item");
    expect_problem(CORRAL_SEVERITY_NOTE, "truth.csv:0:0: ignored: its header is none");
    expect_problem(CORRAL_SEVERITY_WARNING, "broken.csv:0:0: ignored: the header holds commas and");
    expect_problem(CORRAL_SEVERITY_NOTE, "sub:0:0: ignored: a folder in the folder");
    assert_int_equal(corral_problems_count(problems), 5);
}

static void test_folders_without_a_region(void **state)
{
    (void)state;
    refuse(folder, "");
    assert_non_null(strstr(error.message, "there is no footprint in this folder: looked for "
                                          "footprint.csv, coalitions.csv"));
    assert_string_equal(error.file, folder);
    put("items.csv", "facet,item\nmember,x\n");
    refuse(folder, "");
    put("coalitions.csv", "id\nA\n");
    expect_read(folder);
    assert_int_equal(corral_region_coalition_count(region), 1);
}

static void test_unreadable(void **state)
{
    (void)state;
    put("footprint.csv", "coalition,facet,item\nA,member,x\n");
    assert_int_equal(symlink("loop.csv", path_of("loop.csv")), 0);
    refuse(folder, "loop.csv:0:0: cannot be examined: Too many levels of symbolic links");
    assert_int_equal(read_path(folder, true), CORRAL_OK);
    assert_int_equal(found(CORRAL_SEVERITY_ERROR), 1);
    assert_int_equal(corral_region_seat_count(region), 1);
    refuse("/nonesuch/x.csv", "x.csv:0:0: cannot be opened: No such file or directory");
    assert_int_equal(error.status, CORRAL_FILE_SYSTEM);
    assert_int_equal(read_path("/nonesuch/x.csv", true), CORRAL_FILE_SYSTEM);
    refuse("/dev/zero", "zero:0:0: this is a device, not a file");
}

static void test_broken_file_among_others(void **state)
{
    (void)state;
    put("members.csv", "coalition,member\nA,x\nB,\"open\n");
    put("goals.csv", "coalition,goal\nA,read\n");
    assert_int_equal(read_path(folder, true), CORRAL_OK);
    expect_problem(CORRAL_SEVERITY_ERROR, "members.csv:3:2: the quote that opens here is never");
    assert_int_equal(corral_region_seat_count(region), 2);
    refuse(folder, "members.csv:3:2: the quote that opens here is never closed");
}

static void test_gzip(void **state)
{
    (void)state;
    const char *path = path_of("footprint.csv.gz");
    gzFile file = gzopen(path, "w");
    assert_true(gzputs(file, "coalition,facet,item\nA,member,x\n") > 0);
    assert_int_equal(gzclose(file), Z_OK);
    expect_read(path);
    assert_int_equal(corral_region_seat_count(region), 1);
    expect_read(folder);
    assert_int_equal(corral_region_seat_count(region), 1);
    put("Footprint.CSV", "coalition,facet,item\nA,member,x\n");
    refuse(folder, "footprint.csv.gz:0:0: the same file is there packed, or with other capitals");
    remove(files[--file_count]);
    assert_int_equal(truncate(path, 30), 0);
    refuse(path, "footprint.csv.gz:0:0: the gzip file is cut short");
}

static void test_repair(void **state)
{
    (void)state;
    const char *path = put("a.csv", "coalition,member\nA,caf\xe9\n");
    refuse(path, "a.csv:2:2: the byte 0xe9 is not valid UTF-8");
    options.repair = true;
    expect_read(path);
    assert_int_equal(cell("A", "member", "caf\xef\xbf\xbd"), CORRAL_CELL_PRIMARY);
    expect_problem(CORRAL_SEVERITY_NOTE, "a.csv:0:0: 1 invalid byte replaced by U+FFFD");
}

static void test_memory(void **state)
{
    (void)state;
    const char *text = "coalition,member\nA,x\n";
    assert_int_equal(corral_region_read_memory(text, strlen(text), "x", NULL, NULL, &region, NULL),
                     CORRAL_OK);
    assert_int_equal(corral_region_seat_count(region), 1);
    corral_region_free(region);
    region = NULL;
    assert_int_equal(corral_region_read_memory(NULL, 0, "x", NULL, NULL, &region, NULL), CORRAL_OK);
    assert_int_equal(corral_region_coalition_count(region), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_tidy),
        TEST(test_facet_file),
        TEST(test_pairs),
        TEST(test_headers_that_are_none),
        TEST(test_unread_columns),
        TEST(test_empty_files),
        TEST(test_weights),
        TEST(test_decimal_comma),
        TEST(test_locale),
        TEST(test_bad_cells),
        TEST(test_known),
        TEST(test_words_that_are_no_items),
        TEST(test_plural_facets),
        TEST(test_identity),
        TEST(test_duplicates),
        TEST(test_coalitions),
        TEST(test_bad_coalitions),
        TEST(test_none_beside_items),
        TEST(test_a_column_a_facet),
        TEST(test_a_footprint_under_other_headings),
        TEST(test_lines_of_other_files),
        TEST(test_items),
        TEST(test_decisions),
        TEST(test_aliases),
        TEST(test_files_for_later),
        TEST(test_ignored_files),
        TEST(test_folders_without_a_region),
        TEST(test_unreadable),
        TEST(test_broken_file_among_others),
        TEST(test_gzip),
        TEST(test_repair),
        TEST(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
