/* Refuses a program its 1st, 2nd, 3rd ... allocation until it gets by without a refusal:
 *
 *     brutal SHIM [--on] [--branch] [--step N] [--input FILE] PROGRAM ARGUMENTS...
 *
 * Each run stands in an empty folder. One that was refused memory must end by itself with status 1
 * and one line on standard error, leave no block unfreed and no file. The run that was refused
 * nothing must succeed. --on refuses everything behind the first refusal as well. --branch lets one
 * run branch at every allocation instead of beginning anew for each, which is quick: for programs
 * of one thread that write no file. --input is for programs that read standard input and may get by
 * without some of their memory: status 0 is well then, if they print what they print with all of
 * it. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Where memory runs out within igraph_empty, igraph 0.10.2 loses the four blocks of the graph's
 * empty attributes. */
enum { PATH_SIZE = 4096, SECONDS = 60, FAILURES_SHOWN = 10, IGRAPH_LEAVES = 4 };

typedef struct setting {
    bool on, branch;
    unsigned long step;
    const char *input; /* NULL: none, and what is printed does not matter */
    char **command;
    /* Of the run: folder/run; beside it its standard error and the report. */
    char folder[PATH_SIZE];
} setting;

typedef struct outcome {
    int status; /* as waitpid gives it */
    unsigned long allocations, refused, left, igraph_left;
    char left_at[256];
    char error[4096];
    int files; /* left in the folder */
    bool same; /* printed what it should */
} outcome;

static void stop(const char *what)
{
    fprintf(stderr, "brutal: %s: %s\n", what, strerror(errno));
    exit(2);
}

static const char *path_of(const setting *s, const char *name)
{
    static char path[PATH_SIZE + 32];
    snprintf(path, sizeof path, "%s/%s", s->folder, name);
    return path;
}

/* ---- one run ---- */

static void set_number(const char *name, unsigned long number)
{
    char digits[32];
    snprintf(digits, sizeof digits, "%lu", number);
    setenv(name, digits, 1);
}

/* Refuses the k-th allocation; with k 0 none, but the program branches. */
static void run_child(const setting *s, unsigned long k)
{
    int error = open(path_of(s, "error"), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    int input = open(s->input ? s->input : "/dev/null", O_RDONLY);
    int output = open(path_of(s, "output"), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (error < 0 || input < 0 || output < 0) _exit(126);
    dup2(input, 0);
    dup2(output, 1);
    dup2(error, 2);
    if (k)
        set_number("CORRAL_FAIL_AT", k);
    else
        set_number("CORRAL_FAIL_EVERY", s->step);
    setenv("CORRAL_FAIL_REPORT", path_of(s, "report"), 1);
    setenv("CORRAL_FAIL_ERROR", path_of(s, "error of a copy"), 1);
    setenv("CORRAL_FAIL_OUTPUT", path_of(s, "output of a copy"), 1);
    setenv("LD_PRELOAD", path_of(s, "shim"), 1);
    setenv("OMP_NUM_THREADS", "1", k == 0);
    if (s->on) setenv("CORRAL_FAIL_ON", "1", 1);
    if (chdir(path_of(s, "run"))) _exit(126);
    if (k) alarm(SECONDS); /* a search that never ends is a failure too */
    execv(s->command[0], s->command);
    _exit(127);
}

static void read_text(const char *path, char *text, size_t size)
{
    FILE *file = fopen(path, "r");
    size_t length = file ? fread(text, 1, size - 1, file) : 0;
    text[length] = '\0';
    if (file) fclose(file);
}

static void read_report(const setting *s, outcome *o)
{
    char text[2048];
    read_text(path_of(s, "report"), text, sizeof text);
    for (char *rest = text, *line; (line = strsep(&rest, "\n"));) {
        if (strncmp(line, "left at ", 8) == 0 &&
            strlen(o->left_at) + strlen(line) < sizeof o->left_at)
            strcat(strcat(o->left_at, " "), line + 8);
        sscanf(line, "allocations %lu", &o->allocations);
        sscanf(line, "refused %lu", &o->refused);
        sscanf(line, "left %lu", &o->left);
        sscanf(line, "igraph left %lu", &o->igraph_left);
    }
}

static int remove_one(const char *path, const struct stat *what, int kind, struct FTW *where)
{
    (void)what;
    (void)kind;
    return where->level == 0 ? 0 : remove(path);
}

static int count_one(const struct dirent *entry)
{
    return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

/* Counts the files of the run's folder and removes them. */
static int clear_folder(const setting *s)
{
    struct dirent **list;
    int count = scandir(path_of(s, "run"), &list, count_one, NULL);
    if (count < 0) stop("scandir");
    for (int i = 0; i < count; i++) free(list[i]);
    free(list);
    if (count && nftw(path_of(s, "run"), remove_one, 8, FTW_DEPTH | FTW_PHYS)) stop("nftw");
    return count;
}

/* Whether the file has the bytes that a run prints which is refused nothing. */
static bool is_expected(const setting *s, const char *name)
{
    FILE *one = fopen(path_of(s, name), "r");
    FILE *other = fopen(path_of(s, "expected"), "r");
    int a = 0, b = 1;
    while (one && other && (a = getc(one)) == (b = getc(other)) && a != EOF) {
    }
    if (one) fclose(one);
    if (other) fclose(other);
    return a == b;
}

/* What a run that ended left behind. */
static outcome collect(const setting *s, int status, const char *error, const char *output)
{
    outcome o = {.status = status, .same = s->input && is_expected(s, output)};
    read_text(path_of(s, error), o.error, sizeof o.error);
    read_report(s, &o);
    o.files = clear_folder(s);
    remove(path_of(s, "report"));
    return o;
}

static outcome run(const setting *s, unsigned long k)
{
    int status;
    pid_t child = fork();
    if (child < 0) stop("fork");
    if (child == 0) run_child(s, k);
    if (waitpid(child, &status, 0) < 0) stop("waitpid");
    return collect(s, status, "error", "output");
}

/* ---- judging ---- */

static size_t lines_of(const char *text)
{
    size_t lines = 0;
    for (; *text; text++) lines += *text == '\n';
    return lines;
}

/* What is wrong with a run that was refused memory, NULL if nothing. */
static const char *fault_of(const outcome *o)
{
    if (WIFSIGNALED(o->status)) return WTERMSIG(o->status) == SIGALRM ? "never ends" : "crashes";
    if (WEXITSTATUS(o->status) != 1 && !(WEXITSTATUS(o->status) == 0 && o->same))
        return "does not end with status 1";
    if (lines_of(o->error) != (size_t)WEXITSTATUS(o->status))
        return "does not say one line on standard error";
    if (o->left || o->igraph_left > IGRAPH_LEAVES) return "leaks";
    if (o->files) return "leaves a file";
    return NULL;
}

static void describe(unsigned long k, const char *fault, const outcome *o)
{
    printf("allocation %lu refused: it %s\n", k, fault);
    if (WIFSIGNALED(o->status)) printf("  signal %d\n", WTERMSIG(o->status));
    if (WIFEXITED(o->status)) printf("  status %d\n", WEXITSTATUS(o->status));
    if (o->left_at[0])
        printf("  %lu blocks left, asked for at%s\n", o->left + o->igraph_left, o->left_at);
    if (o->error[0]) printf("  %s", o->error);
}

/* 1 if it is a failure. */
static int judge(unsigned long k, const outcome *o, int failures)
{
    const char *fault = fault_of(o);
    if (fault && failures < FAILURES_SHOWN) describe(k, fault, o);
    return fault != NULL;
}

/* A run anew for each; *last is that of the one that was refused nothing. */
static int refuse_one_by_one(const setting *s, outcome *last)
{
    int failures = 0;
    for (unsigned long k = 1; (*last = run(s, k)).refused || !WIFEXITED(last->status); k += s->step)
        failures += judge(k, last, failures);
    return failures;
}

/* One run, of which a copy is refused each; *last is the original. */
static int refuse_in_copies(const setting *s, outcome *last)
{
    int told[2], heard[2], failures = 0, status;
    unsigned long k;
    if (pipe(told) || pipe(heard)) stop("pipe");
    pid_t child = fork();
    if (child < 0) stop("fork");
    if (child == 0) {
        int tell = fcntl(told[1], F_DUPFD, 10), hear = fcntl(heard[0], F_DUPFD, 10);
        if (dup2(tell, 3) < 0 || dup2(hear, 4) < 0) _exit(126);
        for (int other = 5; other < 20; other++) close(other);
        run_child(s, 0);
    }
    close(told[1]);
    close(heard[0]);
    FILE *lines = fdopen(told[0], "r");
    if (!lines) stop("fdopen");
    while (fscanf(lines, "%lu %d", &k, &status) == 2) {
        outcome o = collect(s, status, "error of a copy", "output of a copy");
        failures += judge(k, &o, failures);
        if (write(heard[1], "", 1) != 1) break;
    }
    fclose(lines);
    close(heard[1]);
    if (waitpid(child, &status, 0) < 0) stop("waitpid");
    *last = collect(s, status, "error", "output");
    return failures;
}

static int refuse_all(const setting *s)
{
    outcome last;
    if (s->input) {
        run(s, ULONG_MAX);
        char output[PATH_SIZE + 32];
        strcpy(output, path_of(s, "output"));
        if (rename(output, path_of(s, "expected"))) stop("rename");
    }
    int failures = s->branch ? refuse_in_copies(s, &last) : refuse_one_by_one(s, &last);
    if (!last.allocations) {
        printf("not one allocation was seen: was the shim loaded?\n%s", last.error);
        return 1;
    }
    if (!WIFEXITED(last.status) || WEXITSTATUS(last.status) || last.left || last.igraph_left) {
        describe(0, "does not succeed with nothing refused", &last);
        failures++;
    }
    printf("%lu allocations, %d failures\n", last.allocations, failures);
    return failures > 0;
}

int main(int count, char **arguments)
{
    setting s = {.step = 1, .folder = "/tmp/corral-brutal-XXXXXX"};
    int at = 2;
    if (count < 3) {
        fputs("use: brutal SHIM [--on] [--branch] [--step N] [--input FILE] PROGRAM "
              "ARGUMENTS...\n",
              stderr);
        return 2;
    }
    for (; at < count && strncmp(arguments[at], "--", 2) == 0; at++) {
        if (strcmp(arguments[at], "--on") == 0) s.on = true;
        if (strcmp(arguments[at], "--branch") == 0) s.branch = true;
        if (strcmp(arguments[at], "--input") == 0 && at + 1 < count) s.input = arguments[++at];
        if (strcmp(arguments[at], "--step") == 0) s.step = strtoul(arguments[++at], NULL, 10);
    }
    if (at >= count || s.step == 0) return 2;
    s.command = arguments + at;
    if (!mkdtemp(s.folder) || mkdir(path_of(&s, "run"), 0700)) stop("mkdir");
    /* LD_PRELOAD is a list: no space may be in the path that is given to it. */
    if (symlink(arguments[1], path_of(&s, "shim"))) stop("symlink");
    int failed = refuse_all(&s);
    rmdir(path_of(&s, "run"));
    remove(path_of(&s, "shim"));
    remove(path_of(&s, "error"));
    remove(path_of(&s, "error of a copy"));
    remove(path_of(&s, "output"));
    remove(path_of(&s, "output of a copy"));
    remove(path_of(&s, "expected"));
    remove(path_of(&s, "report"));
    rmdir(s.folder);
    return failed;
}
