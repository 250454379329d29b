/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

void bytes_add(bytes *b, const char *data, size_t length)
{
    if (b->length + length + 1 > b->capacity) {
        b->capacity = 2 * (b->length + length + 1);
        b->data = realloc(b->data, b->capacity);
        assert_non_null(b->data);
    }
    memcpy(b->data + b->length, data, length);
    b->length += length;
    b->data[b->length] = '\0';
}

void bytes_print(bytes *b, const char *format, ...)
{
    char *text = NULL;
    va_list args;
    va_start(args, format);
    const int length = vasprintf(&text, format, args);
    va_end(args);
    assert_true(length >= 0);
    bytes_add(b, text, (size_t)length);
    free(text);
}

void bytes_release(bytes *b)
{
    free(b->data);
    *b = (bytes){0};
}

static bytes read_all(FILE *file)
{
    bytes all = {0};
    char part[65536];
    rewind(file);
    for (size_t got; (got = fread(part, 1, sizeof part, file)) > 0;) bytes_add(&all, part, got);
    bytes_add(&all, "", 0);
    return all;
}

static void become_viz(setup how, const char *program, FILE *const files[3])
{
    const char *argv[16] = {program};
    for (size_t i = 0; how.arguments && how.arguments[i] && i < 14; i++)
        argv[i + 1] = how.arguments[i];
    for (size_t i = 0; how.setting && how.setting[i]; i++) putenv((char *)how.setting[i]);
    for (int i = 0; i < 3; i++) {
        if (dup2(fileno(files[i]), i) < 0) _exit(126);
    }
    if (how.output && !freopen(how.output, "w", stdout)) _exit(126);
    if (how.directory && chdir(how.directory) != 0) _exit(126);
    execv(program, (char *const *)argv);
    _exit(127);
}

run viz_run(const bytes *model, setup how)
{
    const char *program = getenv("CORRAL_VIZ");
    assert_non_null(program);
    FILE *files[3];
    struct timespec from, to;
    run r = {0};
    for (int i = 0; i < 3; i++) assert_non_null(files[i] = tmpfile());
    assert_int_equal(fwrite(model->data, 1, model->length, files[0]), model->length);
    rewind(files[0]);
    clock_gettime(CLOCK_MONOTONIC, &from);
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) become_viz(how, program, files);
    int state = 0;
    assert_int_equal(waitpid(child, &state, 0), child);
    clock_gettime(CLOCK_MONOTONIC, &to);
    r.seconds = (double)(to.tv_sec - from.tv_sec) + 1e-9 * (double)(to.tv_nsec - from.tv_nsec);
    r.status = WIFEXITED(state) ? WEXITSTATUS(state) : 128 + WTERMSIG(state);
    r.out = read_all(files[1]);
    r.err = read_all(files[2]);
    for (int i = 0; i < 3; i++) fclose(files[i]);
    return r;
}

void run_release(run *r)
{
    bytes_release(&r->out);
    bytes_release(&r->err);
}

static bytes viz_output(const bytes *model, const char *format)
{
    const char *const arguments[] = {"-f", format, NULL};
    run r = viz_run(model, (setup){.arguments = arguments});
    assert_string_equal(r.err.data, "");
    assert_int_equal(r.status, 0);
    bytes_release(&r.err);
    return r.out;
}

bytes viz_svg(const bytes *model)
{
    return viz_output(model, "svg");
}

json_t *viz_geometry(const bytes *model)
{
    bytes text = viz_output(model, "geometry");
    json_error_t error;
    json_t *geometry = json_loadb(text.data, text.length, 0, &error);
    if (!geometry) fail_msg("geometry: %s at line %d", error.text, error.line);
    bytes_release(&text);
    return geometry;
}

uint64_t next_random(uint64_t *state)
{
    *state = *state * 6364136223846793005U + 1442695040888963407U;
    uint64_t z = *state;
    z = (z ^ z >> 33) * 0xff51afd7ed558ccdU;
    return z ^ z >> 33;
}

unsigned random_below(uint64_t *state, unsigned limit)
{
    return (unsigned)(next_random(state) % limit);
}

bytes shuffled(const bytes *model, uint64_t seed)
{
    size_t count = 0;
    char *copy = strdup(model->data);
    char **lines = calloc(model->length + 1, sizeof *lines);
    assert_true(copy && lines);
    for (char *line = strtok(copy, "\n"); line; line = strtok(NULL, "\n")) lines[count++] = line;
    for (size_t i = count; i-- > 2;) {
        const size_t k = 1 + random_below(&seed, (unsigned)i);
        char *swap = lines[i];
        lines[i] = lines[k];
        lines[k] = swap;
    }
    bytes out = {0};
    for (size_t i = 0; i < count; i++) bytes_print(&out, "%s\n", lines[i]);
    free(lines);
    free(copy);
    return out;
}
