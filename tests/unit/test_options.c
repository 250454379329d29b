/* Options: every kind of value, every way to write it, every way to get it wrong. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "cli/common.h"
#include "cli/help.h"

/* ---- a command line of its own ---- */

typedef struct settings {
    bool flag;
    const char *text, *file;
    uint64_t wide;
    uint32_t narrow;
    double share, score;
    uint64_t size;
    int choice;
    corral_words list;
    size_t own;
} settings;

static corral_status parse_own(const char *value, void *field, corral_error *err)
{
    size_t length = strlen(value);
    memcpy(field, &length, sizeof length);
    if (length < 4) return CORRAL_OK;
    return corral_error_set(err, CORRAL_BAD_USE, "--own must be short, got \"%s\"", value);
}

static const char *const choices[] = {"red", "green", "blue", NULL};
static const char *const automatic[] = {"auto", NULL};

static const corral_option options[] = {
    {.name = "flag", .letter = 'g', .help = "a flag", CORRAL_FIELD(settings, flag)},
    {.name = "text",
     .letter = 't',
     .kind = CORRAL_OPTION_TEXT,
     .help = "a text",
     CORRAL_FIELD(settings, text)},
    {.name = "file", .kind = CORRAL_OPTION_FILE, .help = "a file", CORRAL_FIELD(settings, file)},
    {.name = "wide", .kind = CORRAL_OPTION_COUNT, .help = "wide", CORRAL_FIELD(settings, wide)},
    {.name = "narrow",
     .letter = 'n',
     .kind = CORRAL_OPTION_COUNT,
     .from = 2,
     .to = 1000,
     .help = "narrow",
     CORRAL_FIELD(settings, narrow)},
    {.name = "share",
     .kind = CORRAL_OPTION_NUMBER,
     .least = 0,
     .most = 1,
     .above = true,
     .words = automatic,
     .help = "share",
     CORRAL_FIELD(settings, share)},
    {.name = "score",
     .kind = CORRAL_OPTION_NUMBER,
     .blank = "half of it",
     .help = "score",
     CORRAL_FIELD(settings, score)},
    {.name = "size",
     .kind = CORRAL_OPTION_SIZE,
     .blank = "no limit",
     .help = "size",
     CORRAL_FIELD(settings, size)},
    {.name = "choice",
     .kind = CORRAL_OPTION_CHOICE,
     .words = choices,
     .help = "choice",
     CORRAL_FIELD(settings, choice)},
    {.name = "list", .kind = CORRAL_OPTION_LIST, .help = "list", CORRAL_FIELD(settings, list)},
    {.name = "own",
     .kind = CORRAL_OPTION_OWN,
     .parse = parse_own,
     .help = "own",
     CORRAL_FIELD(settings, own)},
    {0}};

static const corral_option_block block = {.options = options};

/* What came of a command line. */
typedef struct parsed {
    settings values;
    const char *items[16];
    corral_operands operands;
    corral_status status;
    corral_error error;
} parsed;

/* Arguments end with NULL. */
static void parse(parsed *p, const char *const *arguments)
{
    char *copy[16] = {0};
    size_t count = 0;
    *p = (parsed){.values = {.narrow = 9, .share = NAN, .score = NAN, .choice = 1}};
    p->operands.items = p->items;
    for (; arguments[count]; count++) copy[count] = (char *)(uintptr_t)arguments[count];
    corral_option_group group = {&block, &p->values, CORRAL_ALL};
    p->status = corral_options_parse("try", &group, 1, copy, count, &p->operands, &p->error);
}

#define PARSE(p, ...) parse(p, (const char *const[]){__VA_ARGS__, NULL})

static void done(parsed *p)
{
    corral_option_group group = {&block, &p->values, CORRAL_ALL};
    corral_options_release(&group, 1);
}

static void assert_wrong(const char *option, const char *value, const char *message)
{
    parsed p;
    PARSE(&p, option, value);
    assert_int_equal(p.status, CORRAL_BAD_USE);
    assert_string_equal(p.error.message, message);
    done(&p);
}

/* ---- ways to write them ---- */

static void options_are_written_as_of_gnu(void **state)
{
    parsed p;
    (void)state;
    PARSE(&p, "--text", "a", "one", "--file=b", "-n7", "two");
    assert_int_equal(p.status, CORRAL_OK);
    assert_string_equal(p.values.text, "a");
    assert_string_equal(p.values.file, "b");
    assert_int_equal(p.values.narrow, 7);
    assert_int_equal(p.operands.count, 2);
    assert_string_equal(p.operands.items[1], "two");
    PARSE(&p, "-gt", "x", "-n", "8");
    assert_int_equal(p.status, CORRAL_OK);
    assert_true(p.values.flag);
    assert_string_equal(p.values.text, "x");
    assert_int_equal(p.values.narrow, 8);
    PARSE(&p, "-gtx=y");
    assert_string_equal(p.values.text, "x=y");
    PARSE(&p, "--text=a=b", "--text=c");
    assert_string_equal(p.values.text, "c");
    PARSE(&p, "--text", "--flag");
    assert_string_equal(p.values.text, "--flag");
    assert_false(p.values.flag);
}

static void dashes_end_the_options(void **state)
{
    parsed p;
    (void)state;
    PARSE(&p, "-", "--", "--flag", "-n", "--");
    assert_int_equal(p.status, CORRAL_OK);
    assert_int_equal(p.operands.count, 4);
    assert_string_equal(p.operands.items[0], "-");
    assert_string_equal(p.operands.items[3], "--");
    assert_false(p.values.flag);
}

static void nothing_given_changes_nothing(void **state)
{
    parsed p;
    (void)state;
    parse(&p, (const char *const[]){NULL});
    assert_int_equal(p.status, CORRAL_OK);
    assert_int_equal(p.operands.count, 0);
    assert_int_equal(p.values.narrow, 9);
    assert_true(isnan(p.values.share));
}

static void lists_collect(void **state)
{
    parsed p;
    (void)state;
    PARSE(&p, "--list", "a,b", "--list=c", "--list", "");
    assert_int_equal(p.values.list.count, 3);
    assert_string_equal(p.values.list.items[0], "a,b");
    assert_string_equal(p.values.list.items[2], "");
    done(&p);
    assert_int_equal(p.values.list.count, 0);
}

/* ---- values ---- */

static void values_are_read(void **state)
{
    parsed p;
    (void)state;
    PARSE(&p, "--wide=18446744073709551615", "--narrow=1000", "--share=1e-3", "--score=-2.5",
          "--size=2G", "--choice=blue", "--own=abc");
    assert_int_equal(p.status, CORRAL_OK);
    assert_true(p.values.wide == UINT64_MAX);
    assert_int_equal(p.values.narrow, 1000);
    assert_true(p.values.share == 0.001);
    assert_true(p.values.score == -2.5);
    assert_true(p.values.size == (uint64_t)2 << 30);
    assert_int_equal(p.values.choice, 2);
    assert_int_equal(p.values.own, 3);
    PARSE(&p, "--share=0.5", "--share=auto", "--size=512k");
    assert_true(isnan(p.values.share));
    assert_true(p.values.size == 512 * 1024);
    PARSE(&p, "--size=17");
    assert_true(p.values.size == 17);
}

static void wrong_values_name_option_range_and_what_was_given(void **state)
{
    (void)state;
    assert_wrong("--narrow", "1", "--narrow must be from 2 to 1000, got \"1\"");
    assert_wrong("--narrow", "1001", "--narrow must be from 2 to 1000, got \"1001\"");
    assert_wrong("--narrow", "-3", "--narrow must be from 2 to 1000, got \"-3\"");
    assert_wrong("--narrow", "", "--narrow must be from 2 to 1000, got \"\"");
    assert_wrong("--narrow", "4294967299", "--narrow must be from 2 to 1000, got \"4294967299\"");
    assert_wrong("--wide", "1.5", "--wide must be a whole number, at least 0, got \"1.5\"");
    assert_wrong("--wide", "18446744073709551616",
                 "--wide must be a whole number, at least 0, got \"18446744073709551616\"");
    assert_wrong("--share", "0", "--share must be above 0, at most 1, or auto, got \"0\"");
    assert_wrong("--share", "1.1", "--share must be above 0, at most 1, or auto, got \"1.1\"");
    assert_wrong("--share", "nan", "--share must be above 0, at most 1, or auto, got \"nan\"");
    assert_wrong("--share", "0x1", "--share must be above 0, at most 1, or auto, got \"0x1\"");
    assert_wrong("--share", "1e", "--share must be above 0, at most 1, or auto, got \"1e\"");
    assert_wrong("--score", "1e999", "--score must be a number, got \"1e999\"");
    assert_wrong("--score", " 1", "--score must be a number, got \" 1\"");
    assert_wrong("--score", "1,5", "--score must be a number, got \"1,5\"");
    assert_wrong("--size", "0", "--size must be a size such as 500M or 2G, got \"0\"");
    assert_wrong("--size", "G", "--size must be a size such as 500M or 2G, got \"G\"");
    assert_wrong("--size", "99999999T",
                 "--size must be a size such as 500M or 2G, got \"99999999T\"");
    assert_wrong("--choice", "Red", "--choice must be red, green or blue, got \"Red\"");
    assert_wrong("--text", "", "--text must be a text that is not empty, got \"\"");
    assert_wrong("--own", "long", "--own must be short, got \"long\"");
}

static void wrong_options_are_named(void **state)
{
    (void)state;
    assert_wrong("--flag=1", "x", "--flag takes no value, got \"1\"");
    assert_wrong("x", "--narrow", "--narrow needs a value: N");
    assert_wrong("x", "-n", "--narrow needs a value: N");
    assert_wrong("x", "--choice", "--choice needs a value: red|green|blue");
    assert_wrong("--narow", "3", "try has no option --narow (did you mean --narrow?)");
    assert_wrong("--cho", "red", "try has no option --cho (did you mean --choice?)");
    assert_wrong("--zzzzzz=1", "red", "try has no option --zzzzzz");
    assert_wrong("--=1", "red", "try has no option --");
    assert_wrong("-gx", "red", "try has no option -x");
}

/* ---- what help says ---- */

static void assert_limits(const char *name, const char *expected)
{
    settings values = {.narrow = 9, .share = NAN, .score = NAN, .choice = 1};
    corral_text out = {0};
    for (const corral_option *o = options; o->name; o++)
        if (strcmp(o->name, name) == 0)
            assert_int_equal(corral_option_limits(o, &values, &out, NULL), CORRAL_OK);
    assert_string_equal(out.bytes, expected);
    corral_text_release(&out);
}

static void limits_and_defaults_come_from_the_table(void **state)
{
    (void)state;
    assert_limits("flag", "");
    assert_limits("text", "");
    assert_limits("narrow", "from 2 to 1000; default 9");
    assert_limits("wide", "default 0");
    assert_limits("share", "above 0, at most 1, or auto; default auto");
    assert_limits("score", "default half of it");
    assert_limits("size", "default no limit");
    assert_limits("choice", "default green");
    assert_limits("list", "");
}

static void the_nearest_name_is_found(void **state)
{
    static const char *const names[] = {"check", "groups", "compare"};
    (void)state;
    assert_string_equal(corral_nearest("chek", names, 3), "check");
    assert_string_equal(corral_nearest("group", names, 3), "groups");
    assert_string_equal(corral_nearest("comp", names, 3), "compare");
    assert_null(corral_nearest("x", names, 3));
    assert_null(corral_nearest("", names, 3));
    assert_null(corral_nearest("backbone", names, 3));
    assert_null(corral_nearest("check", names, 0));
}

/* ---- every command ---- */

static void assert_option_is_sound(const corral_option *o)
{
    assert_true(o->name[0] >= 'a' && o->name[0] <= 'z');
    assert_null(strpbrk(o->name, " _="));
    assert_non_null(o->help);
    assert_false(o->help[0] >= 'A' && o->help[0] <= 'Z' && o->help[1] >= 'a');
    assert_int_not_equal(o->help[strlen(o->help) - 1], '.');
    assert_true(o->size > 0);
    if (o->kind == CORRAL_OPTION_CHOICE) assert_non_null(o->words);
    if (o->kind == CORRAL_OPTION_OWN) assert_non_null(o->parse);
    if (o->kind == CORRAL_OPTION_NUMBER) assert_int_equal(o->size, sizeof(double));
    if (o->kind == CORRAL_OPTION_COUNT) assert_true(o->size == 4 || o->size == 8);
    if (o->kind == CORRAL_OPTION_FLAG) assert_int_equal(o->size, sizeof(bool));
    if (o->kind == CORRAL_OPTION_LIST) assert_int_equal(o->size, sizeof(corral_words));
}

/* No name and no letter twice in a command, and every default within its own range. */
static void assert_command_is_sound(const corral_command *command)
{
    corral_option_group groups[CORRAL_GROUPS_MOST];
    corral_common common = corral_common_defaults;
    const char *names[128];
    char seen[128] = "";
    size_t count = 0;
    void *values = NULL;
    assert_int_equal(corral_command_defaults(command, &values, NULL), CORRAL_OK);
    size_t group_count = corral_command_option_groups(command, values, &common, groups);
    for (size_t g = 0; g < group_count; g++) {
        const corral_option *o = groups[g].block->options;
        void *base = (char *)groups[g].values + groups[g].block->base;
        for (size_t k = 0; o[k].name; k++) {
            if (!corral_option_group_has(&groups[g], k)) continue;
            assert_option_is_sound(&o[k]);
            for (size_t i = 0; i < count; i++) assert_string_not_equal(names[i], o[k].name);
            if (o[k].letter) {
                assert_null(strchr(seen, o[k].letter));
                seen[strlen(seen)] = o[k].letter;
            }
            names[count++] = o[k].name;
            corral_text value = {0};
            assert_int_equal(corral_option_value(&o[k], base, &value, NULL), CORRAL_OK);
            if (value.length &&
                (o[k].kind == CORRAL_OPTION_COUNT || o[k].kind == CORRAL_OPTION_NUMBER) &&
                !o[k].blank)
                assert_int_equal(corral_option_set(&o[k], base, value.bytes, NULL), CORRAL_OK);
            corral_text_release(&value);
        }
    }
    free(values);
}

static void every_command_is_sound(void **state)
{
    (void)state;
    for (size_t i = 0; corral_commands[i]; i++) {
        const corral_command *command = corral_commands[i];
        assert_ptr_equal(corral_command_find(command->name), command);
        assert_non_null(command->run);
        assert_non_null(command->operands);
        assert_true(command->least <= command->most);
        assert_int_not_equal(command->summary[strlen(command->summary) - 1], '.');
        assert_true(strlen(command->summary) <= 66);
        for (const corral_example *e = command->examples; e && e->line; e++)
            assert_true(strncmp(e->line, "corral ", 7) == 0 && e->shows);
        assert_command_is_sound(command);
    }
    assert_null(corral_command_find("nothing"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_are_written_as_of_gnu),
        cmocka_unit_test(dashes_end_the_options),
        cmocka_unit_test(nothing_given_changes_nothing),
        cmocka_unit_test(lists_collect),
        cmocka_unit_test(values_are_read),
        cmocka_unit_test(wrong_values_name_option_range_and_what_was_given),
        cmocka_unit_test(wrong_options_are_named),
        cmocka_unit_test(limits_and_defaults_come_from_the_table),
        cmocka_unit_test(the_nearest_name_is_found),
        cmocka_unit_test(every_command_is_sound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
