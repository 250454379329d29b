/* Output: the old file or the complete new one, and nothing beside it. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/output.h"
#include "core/progress.h"

/* ---- helpers: every test works in a fresh folder ---- */

static int enter(void **state)
{
    char *folder = strdup("/tmp/corral-output-XXXXXX");
    *state = folder;
    return folder && mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int leave(void **state)
{
    char command[64];
    snprintf(command, sizeof command, "rm -rf '%s'", (char *)*state);
    int failed = chdir("/") || system(command);
    free(*state);
    return failed;
}

static void put_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void assert_file(const char *path, const char *expected)
{
    char text[256] = "";
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    assert_string_equal(text, expected);
}

/* How many names stand in the folder, hidden ones too. */
static size_t names_in(const char *path)
{
    size_t count = 0;
    DIR *entries = opendir(path);
    assert_non_null(entries);
    while (readdir(entries)) count++;
    closedir(entries);
    return count - 2;
}

static unsigned mode_of(const char *path)
{
    struct stat file;
    assert_int_equal(stat(path, &file), 0);
    return file.st_mode & 0777;
}

static corral_status write_file(const char *path, const char *text,
                                const corral_output_options *options, corral_error *err)
{
    corral_output *output = NULL;
    corral_status status = corral_output_open(path, options, &output, err);
    if (status == CORRAL_OK) {
        corral_output_put(output, text);
        status = corral_output_commit(output, err);
    }
    corral_output_free(output);
    return status;
}

static void assert_written(const char *path, const char *text)
{
    assert_int_equal(write_file(path, text, NULL, NULL), CORRAL_OK);
    assert_file(path, text);
}

static void assert_refused(const char *path, const corral_output_options *options,
                           const char *message)
{
    corral_error error = CORRAL_ERROR_INIT;
    assert_int_equal(write_file(path, "new", options, &error), CORRAL_FILE_SYSTEM);
    assert_string_equal(error.message, message);
    error = (corral_error)CORRAL_ERROR_INIT;
    assert_int_equal(corral_output_check(path, options, &error), CORRAL_FILE_SYSTEM);
    assert_string_equal(error.message, message);
}

/* ---- a file ---- */

static void a_file_appears_with_the_commit(void **state)
{
    corral_output *output = NULL;
    (void)state;
    assert_int_equal(corral_output_open("a", NULL, &output, NULL), CORRAL_OK);
    corral_output_printf(output, "%d %s", 1, "one");
    assert_int_equal(access("a", F_OK), -1);
    assert_int_equal(corral_output_commit(output, NULL), CORRAL_OK);
    corral_output_free(output);
    assert_file("a", "1 one");
    assert_int_equal(names_in("."), 1);
}

static void an_old_file_is_replaced_and_keeps_its_mode(void **state)
{
    (void)state;
    put_file("a", "old, and longer than the new one");
    assert_int_equal(chmod("a", 0640), 0);
    assert_written("a", "new");
    assert_int_equal(mode_of("a"), 0640);
    umask(027);
    assert_written("b", "new");
    assert_int_equal(mode_of("b"), 0640);
    umask(022);
    assert_int_equal(names_in("."), 2);
}

static void without_a_commit_nothing_has_happened(void **state)
{
    corral_output *output = NULL;
    (void)state;
    put_file("a", "old");
    assert_int_equal(corral_output_open("a", NULL, &output, NULL), CORRAL_OK);
    corral_output_put(output, "new");
    corral_output_free(output);
    assert_file("a", "old");
    assert_int_equal(corral_output_open("b", NULL, &output, NULL), CORRAL_OK);
    corral_output_free(output);
    assert_int_equal(names_in("."), 1);
    corral_output_free(NULL);
}

static void more_than_a_buffer_is_whole(void **state)
{
    corral_output *output = NULL;
    char *large = malloc(200001);
    (void)state;
    memset(large, 'x', 200000);
    large[200000] = '\0';
    assert_int_equal(corral_output_open("a", NULL, &output, NULL), CORRAL_OK);
    for (int i = 0; i < 30000; i++) corral_output_put(output, "0123456789");
    corral_output_put(output, large);
    corral_output_printf(output, "%s", large);
    assert_int_equal(corral_output_commit(output, NULL), CORRAL_OK);
    corral_output_free(output);
    struct stat file;
    assert_int_equal(stat("a", &file), 0);
    assert_int_equal(file.st_size, 700000);
    free(large);
}

/* As on a full disk: writing fails in the middle. */
static void a_failed_write_leaves_the_old_file(void **state)
{
    struct rlimit before, small;
    corral_error error = CORRAL_ERROR_INIT;
    char *large = calloc(1, 300001);
    (void)state;
    memset(large, 'x', 300000);
    put_file("a", "old");
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small = before;
    small.rlim_cur = 100000;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    corral_status status = write_file("a", large, NULL, &error);
    corral_status fresh = write_file("b", large, NULL, NULL);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(status, CORRAL_FILE_SYSTEM);
    assert_int_equal(fresh, CORRAL_FILE_SYSTEM);
    assert_string_equal(error.message, "cannot write \"a\": File too large");
    assert_file("a", "old");
    assert_int_equal(names_in("."), 1);
    free(large);
}

static bool never(void *user, const char *what, double done)
{
    (void)user, (void)what, (void)done;
    return false;
}

static void an_interrupt_leaves_the_old_file(void **state)
{
    corral_progress progress = {never, NULL};
    corral_output_options options = {.progress = &progress};
    (void)state;
    put_file("a", "old");
    assert_int_equal(write_file("a", "new", &options, NULL), CORRAL_INTERRUPTED);
    assert_file("a", "old");
    assert_int_equal(names_in("."), 1);
    assert_true(corral_progress_go_on(NULL, "x", 0));
    assert_int_equal(corral_progress_step(&progress, "x", 0, NULL), CORRAL_INTERRUPTED);
}

/* ---- links ---- */

static void a_link_stays_and_its_target_is_replaced(void **state)
{
    struct stat link;
    (void)state;
    assert_int_equal(mkdir("folder", 0777), 0);
    put_file("folder/real", "old");
    assert_int_equal(symlink("folder/real", "one"), 0);
    assert_int_equal(symlink("one", "two"), 0);
    assert_int_equal(symlink("folder/later", "three"), 0);
    assert_written("two", "new");
    assert_file("folder/real", "new");
    assert_written("three", "fresh");
    assert_file("folder/later", "fresh");
    assert_int_equal(lstat("two", &link), 0);
    assert_true(S_ISLNK(link.st_mode));
    assert_int_equal(names_in("folder"), 2);
}

/* ---- what is refused ---- */

static void inputs_are_no_outputs(void **state)
{
    const char *inputs[] = {"in", "nothing there"};
    corral_output_options options = {.inputs = inputs, .input_count = 2};
    (void)state;
    put_file("in", "data");
    assert_int_equal(link("in", "hard"), 0);
    assert_int_equal(symlink("in", "soft"), 0);
    assert_refused("in", &options, "the output \"in\" is the input \"in\"; write to another file");
    assert_refused("./in", &options,
                   "the output \"./in\" is the input \"in\"; write to another file");
    assert_refused("hard", &options,
                   "the output \"hard\" is the input \"in\"; write to another file");
    assert_refused("soft", &options,
                   "the output \"soft\" is the input \"in\"; write to another file");
    assert_file("in", "data");
    assert_int_equal(write_file("other", "x", &options, NULL), CORRAL_OK);
}

static void what_cannot_be_written_is_named(void **state)
{
    (void)state;
    assert_int_equal(mkdir("folder", 0777), 0);
    assert_int_equal(symlink("loop", "loop"), 0);
    assert_refused("folder", NULL, "cannot write \"folder\": it is a folder");
    assert_refused("no/a", NULL, "cannot write \"no/a\": No such file or directory");
    assert_refused("", NULL, "cannot write \"\": the name of a file or folder is missing");
    assert_refused("loop", NULL, "cannot write \"loop\": too many symbolic links");
    if (geteuid() == 0) return; /* root may write anything */
    put_file("kept", "old");
    assert_int_equal(chmod("kept", 0444), 0);
    assert_refused("kept", NULL, "cannot write \"kept\": Permission denied");
    assert_int_equal(chmod("folder", 0555), 0);
    assert_refused("folder/a", NULL, "cannot write \"folder/a\": Permission denied");
}

static void devices_and_pipes_are_written_directly(void **state)
{
    corral_error error = CORRAL_ERROR_INIT;
    int ends[2];
    char text[8] = "", path[32];
    (void)state;
    assert_int_equal(write_file("/dev/null", "x", NULL, NULL), CORRAL_OK);
    assert_int_equal(write_file("/dev/full", "x", NULL, &error), CORRAL_FILE_SYSTEM);
    assert_string_equal(error.message, "cannot write \"/dev/full\": No space left on device");
    assert_int_equal(pipe(ends), 0);
    snprintf(path, sizeof path, "/dev/fd/%d", ends[1]);
    assert_int_equal(write_file(path, "hello", NULL, NULL), CORRAL_OK);
    assert_int_equal(read(ends[0], text, sizeof text - 1), 5);
    assert_string_equal(text, "hello");
    close(ends[0]);
    signal(SIGPIPE, SIG_IGN);
    error = (corral_error)CORRAL_ERROR_INIT;
    assert_int_equal(write_file(path, "hello", NULL, &error), CORRAL_FILE_SYSTEM);
    assert_string_equal(error.message, ""); /* a reader that went away is no news */
    close(ends[1]);
    assert_int_equal(write_file(path, "hello", NULL, NULL), CORRAL_FILE_SYSTEM);
}

static void memory_keeps_what_is_put(void **state)
{
    corral_output *output = NULL;
    size_t length;
    (void)state;
    assert_int_equal(corral_output_open_memory(&output, NULL), CORRAL_OK);
    assert_string_equal(corral_output_bytes(output, &length), "");
    assert_int_equal(length, 0);
    corral_output_put(output, "a");
    corral_output_write(output, "bc", 2);
    assert_int_equal(corral_output_commit(output, NULL), CORRAL_OK);
    assert_string_equal(corral_output_bytes(output, NULL), "abc");
    assert_false(corral_output_is_terminal(output));
    assert_int_equal(corral_output_width(output), 0);
    corral_output_free(output);
}

static void runs_at_once_leave_one_whole_result(void **state)
{
    enum { RUNS = 8 };
    char *text = calloc(1, 200001), *found = calloc(1, 200002);
    (void)state;
    for (int run = 0; run < RUNS; run++) {
        if (fork()) continue;
        memset(text, 'a' + run, 200000);
        _exit(write_file("out", text, NULL, NULL) == CORRAL_OK ? 0 : 1);
    }
    for (int run = 0; run < RUNS; run++) {
        int code;
        assert_true(wait(&code) > 0);
        assert_int_equal(code, 0);
    }
    FILE *file = fopen("out", "r");
    assert_non_null(file);
    assert_int_equal(fread(found, 1, 200001, file), 200000);
    fclose(file);
    for (size_t i = 1; i < 200000; i++) assert_true(found[i] == found[0]);
    assert_int_equal(names_in("."), 1);
    free(text);
    free(found);
}

/* ---- folders ---- */

static corral_status write_folder(const char *path, const corral_output_options *options,
                                  const char *text, corral_error *err)
{
    corral_folder *folder = NULL;
    corral_output *output = NULL;
    corral_status status = corral_folder_open(path, options, &folder, err);
    if (status == CORRAL_OK) status = corral_folder_file(folder, "one.csv", &output, err);
    if (status == CORRAL_OK) {
        corral_output_put(output, text);
        status = corral_output_commit(output, err);
    }
    if (status == CORRAL_OK) status = corral_folder_commit(folder, err);
    corral_output_free(output);
    corral_folder_free(folder);
    return status;
}

static void a_folder_appears_whole(void **state)
{
    corral_folder *folder = NULL;
    corral_output *output = NULL;
    (void)state;
    assert_int_equal(write_folder("new/", NULL, "x", NULL), CORRAL_OK);
    assert_file("new/one.csv", "x");
    assert_int_equal(names_in("."), 1);
    assert_int_equal(corral_folder_open("other", NULL, &folder, NULL), CORRAL_OK);
    assert_int_equal(corral_folder_file(folder, "a", &output, NULL), CORRAL_OK);
    corral_output_put(output, "x");
    assert_int_equal(corral_output_commit(output, NULL), CORRAL_OK);
    assert_int_equal(access("other", F_OK), -1);
    corral_output_free(output);
    corral_folder_free(folder);
    assert_int_equal(names_in("."), 1);
    corral_folder_free(NULL);
}

static void an_existing_folder_needs_force(void **state)
{
    corral_output_options force = {.force = true};
    corral_error error = CORRAL_ERROR_INIT;
    (void)state;
    assert_int_equal(mkdir("old", 0750), 0);
    put_file("old/kept", "old");
    assert_int_equal(write_folder("old", NULL, "x", &error), CORRAL_FILE_SYSTEM);
    assert_string_equal(error.message, "the folder \"old\" exists; --force replaces it whole");
    assert_file("old/kept", "old");
    assert_int_equal(write_folder("old", &force, "x", NULL), CORRAL_OK);
    assert_file("old/one.csv", "x");
    assert_int_equal(names_in("old"), 1);
    assert_int_equal(mode_of("old"), 0750);
    assert_int_equal(names_in("."), 1);
}

static void a_failed_folder_leaves_the_old_one(void **state)
{
    corral_progress progress = {never, NULL};
    corral_output_options options = {.force = true, .progress = &progress};
    (void)state;
    assert_int_equal(mkdir("old", 0777), 0);
    put_file("old/kept", "old");
    assert_int_equal(write_folder("old", &options, "x", NULL), CORRAL_INTERRUPTED);
    assert_file("old/kept", "old");
    assert_int_equal(names_in("old"), 1);
    assert_int_equal(names_in("."), 1);
}

static void what_corral_did_not_write_is_not_replaced(void **state)
{
    const char *inputs[] = {"in/data"};
    corral_output_options force = {.force = true, .inputs = inputs, .input_count = 1};
    corral_error error = CORRAL_ERROR_INIT;
    (void)state;
    assert_int_equal(mkdir("deep", 0777), 0);
    assert_int_equal(mkdir("deep/er", 0777), 0);
    put_file("file", "x");
    assert_int_equal(mkdir("in", 0777), 0);
    put_file("in/data", "x");
    assert_int_equal(write_folder("deep", &force, "x", &error), CORRAL_FILE_SYSTEM);
    assert_string_equal(error.message, "the folder \"deep\" holds \"er\", which is not written "
                                       "there, so it is not replaced");
    error = (corral_error)CORRAL_ERROR_INIT;
    assert_int_equal(write_folder("file", &force, "x", &error), CORRAL_FILE_SYSTEM);
    assert_string_equal(error.message, "cannot write \"file\": it is there and is no folder");
    error = (corral_error)CORRAL_ERROR_INIT;
    assert_int_equal(write_folder("in", &force, "x", &error), CORRAL_FILE_SYSTEM);
    assert_non_null(strstr(error.message, "holds the input \"in/data\""));
    assert_int_equal(write_folder(".", &force, "x", NULL), CORRAL_FILE_SYSTEM);
    assert_int_equal(write_folder("/", &force, "x", NULL), CORRAL_FILE_SYSTEM);
    assert_int_equal(names_in("."), 3);
}

static bool writes_one(const char *name)
{
    return strcmp(name, "one.csv") == 0;
}

static void a_folder_with_files_of_others_is_not_replaced(void **state)
{
    corral_output_options force = {.force = true, .writes = writes_one, .sign = "one.csv"};
    corral_error error = CORRAL_ERROR_INIT;
    (void)state;
    assert_int_equal(write_folder("made", &force, "x", NULL), CORRAL_OK);
    assert_int_equal(write_folder("made", &force, "y", NULL), CORRAL_OK);
    put_file("made/thesis", "mine");
    put_file("made/plan", "mine");
    assert_int_equal(write_folder("made", &force, "z", &error), CORRAL_FILE_SYSTEM);
    assert_string_equal(error.message, "the folder \"made\" holds \"plan\" and 1 more that are not "
                                       "written there, so it is not replaced");
    assert_file("made/plan", "mine");
    assert_file("made/one.csv", "y");
    assert_int_equal(unlink("made/plan"), 0);
    assert_int_equal(unlink("made/thesis"), 0);
    assert_int_equal(mkdir("empty", 0777), 0);
    assert_int_equal(write_folder("empty", &force, "x", NULL), CORRAL_OK);
    force.sign = "two.csv";
    error = (corral_error)CORRAL_ERROR_INIT;
    assert_int_equal(write_folder("made", &force, "z", &error), CORRAL_FILE_SYSTEM);
    assert_non_null(strstr(error.message, "holds no \"two.csv\""));
    assert_int_equal(names_in("."), 2);
}

/* Somebody saves a file there while the new folder is being made. */
static void what_came_in_between_is_not_removed(void **state)
{
    corral_output_options force = {.force = true, .writes = writes_one};
    corral_folder *folder = NULL;
    (void)state;
    assert_int_equal(write_folder("made", &force, "x", NULL), CORRAL_OK);
    assert_int_equal(corral_folder_open("made", &force, &folder, NULL), CORRAL_OK);
    put_file("made/late", "mine");
    assert_int_equal(corral_folder_commit(folder, NULL), CORRAL_FILE_SYSTEM);
    corral_folder_free(folder);
    assert_file("made/late", "mine");
    assert_file("made/one.csv", "x");
    assert_int_equal(names_in("."), 1);
}

int main(void)
{
#define IN_A_FOLDER(test) cmocka_unit_test_setup_teardown(test, enter, leave)
    const struct CMUnitTest tests[] = {
        IN_A_FOLDER(a_file_appears_with_the_commit),
        IN_A_FOLDER(an_old_file_is_replaced_and_keeps_its_mode),
        IN_A_FOLDER(without_a_commit_nothing_has_happened),
        IN_A_FOLDER(more_than_a_buffer_is_whole),
        IN_A_FOLDER(a_failed_write_leaves_the_old_file),
        IN_A_FOLDER(an_interrupt_leaves_the_old_file),
        IN_A_FOLDER(a_link_stays_and_its_target_is_replaced),
        IN_A_FOLDER(inputs_are_no_outputs),
        IN_A_FOLDER(what_cannot_be_written_is_named),
        IN_A_FOLDER(devices_and_pipes_are_written_directly),
        IN_A_FOLDER(memory_keeps_what_is_put),
        IN_A_FOLDER(runs_at_once_leave_one_whole_result),
        IN_A_FOLDER(a_folder_appears_whole),
        IN_A_FOLDER(an_existing_folder_needs_force),
        IN_A_FOLDER(a_failed_folder_leaves_the_old_one),
        IN_A_FOLDER(a_folder_with_files_of_others_is_not_replaced),
        IN_A_FOLDER(what_came_in_between_is_not_removed),
        IN_A_FOLDER(what_corral_did_not_write_is_not_replaced),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
