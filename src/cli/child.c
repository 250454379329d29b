/* Running a program: three pipes, poll, a clock. */
#include "cli/child.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum { TICK_MS = 100, COMPLAINT_LIMIT = 4096 };

typedef struct run {
    const corral_child *child;
    pid_t pid; /* 0: not started, or gone */
    int in[2], out[2], complaint[2];
    size_t written;
    corral_text *output;
    corral_text complaints;
} run;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void close_end(int *end)
{
    if (*end >= 0) close(*end);
    *end = -1;
}

static corral_status open_pipes(run *r, corral_error *err)
{
    if (pipe2(r->in, O_CLOEXEC) || pipe2(r->out, O_CLOEXEC) || pipe2(r->complaint, O_CLOEXEC))
        return corral_error_set(err, CORRAL_FILE_SYSTEM, "cannot open a pipe: %s", strerror(errno));
    /* Only our ends: the other program expects plain ones. */
    fcntl(r->in[1], F_SETFL, O_NONBLOCK);
    return CORRAL_OK;
}

/* Signals as a new program expects them; an interrupt of the terminal reaches it as well. */
static int spawn(run *r)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t defaults;
    int failed = posix_spawn_file_actions_init(&actions);
    if (failed) return failed;
    failed = posix_spawnattr_init(&attributes);
    if (!failed) {
        sigemptyset(&defaults);
        sigaddset(&defaults, SIGPIPE);
        sigaddset(&defaults, SIGINT);
        sigaddset(&defaults, SIGTERM);
        posix_spawnattr_setsigdefault(&attributes, &defaults);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
        posix_spawn_file_actions_adddup2(&actions, r->in[0], 0);
        posix_spawn_file_actions_adddup2(&actions, r->out[1], 1);
        posix_spawn_file_actions_adddup2(&actions, r->complaint[1], 2);
        failed = posix_spawn(&r->pid, r->child->arguments[0], &actions, &attributes,
                             (char *const *)(uintptr_t)r->child->arguments, environ);
        posix_spawnattr_destroy(&attributes);
    }
    posix_spawn_file_actions_destroy(&actions);
    if (failed) r->pid = 0;
    return failed;
}

static corral_status start(run *r, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(open_pipes(r, err));
    int failed = spawn(r);
    if (failed)
        FAIL(CORRAL_FILE_SYSTEM, "cannot start \"%s\": %s", r->child->arguments[0],
             strerror(failed));
    close_end(&r->in[0]);
    close_end(&r->out[1]);
    close_end(&r->complaint[1]);
done:
    return status;
}

/* ---- moving bytes ---- */

static void feed(run *r)
{
    ssize_t got =
        write(r->in[1], r->child->input + r->written, r->child->input_length - r->written);
    if (got > 0) r->written += (size_t)got;
    if (r->written == r->child->input_length || (got < 0 && errno != EAGAIN && errno != EINTR))
        close_end(&r->in[1]);
}

static corral_status drain(int *end, corral_text *to, size_t limit, corral_error *err)
{
    char block[1 << 14];
    ssize_t got = read(*end, block, sizeof block);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return CORRAL_OK;
    if (got <= 0) {
        close_end(end);
        return CORRAL_OK;
    }
    size_t room = limit > to->length ? limit - to->length : 0;
    return corral_text_append(to, block, (size_t)got < room ? (size_t)got : room, err);
}

/* A long input is read as it is worked on, so what was taken of it, but for what waits in the pipe,
 * is done. NAN: it cannot be told. */
static double share_done(const run *r)
{
    const size_t pipe = 1 << 16, all = r->child->input_length;
    if (all < 4 * pipe) return NAN;
    return r->written < pipe ? 0 : (double)(r->written - pipe) / (double)all;
}

static corral_status check_limits(const run *r, double deadline, corral_error *err)
{
    const corral_child *c = r->child;
    if (now() > deadline)
        return corral_error_set(err, CORRAL_LIMIT,
                                "\"%s\" did not end within %g second%s and was stopped",
                                c->arguments[0], c->time_limit, c->time_limit == 1 ? "" : "s");
    if (r->output->length >= c->output_limit)
        return corral_error_set(err, CORRAL_LIMIT, "\"%s\" printed more than %zu bytes",
                                c->arguments[0], c->output_limit);
    if (c->progress && !c->progress->step(c->progress->user, "drawing", share_done(r)))
        return corral_error_set(err, CORRAL_INTERRUPTED, "interrupted");
    return CORRAL_OK;
}

static corral_status exchange(run *r, corral_error *err)
{
    corral_status status = CORRAL_OK;
    double deadline = now() + r->child->time_limit;
    if (r->child->input_length == 0) close_end(&r->in[1]);
    while (r->out[0] >= 0 || r->complaint[0] >= 0) {
        struct pollfd ends[] = {
            {r->in[1], POLLOUT, 0}, {r->out[0], POLLIN, 0}, {r->complaint[0], POLLIN, 0}};
        TRY(check_limits(r, deadline, err));
        if (poll(ends, 3, TICK_MS) < 0) {
            if (errno == EINTR) continue;
            FAIL(CORRAL_FILE_SYSTEM, "cannot wait for \"%s\": %s", r->child->arguments[0],
                 strerror(errno));
        }
        if (r->in[1] >= 0 && ends[0].revents) feed(r);
        if (r->out[0] >= 0 && ends[1].revents)
            TRY(drain(&r->out[0], r->output, r->child->output_limit, err));
        if (r->complaint[0] >= 0 && ends[2].revents)
            TRY(drain(&r->complaint[0], &r->complaints, COMPLAINT_LIMIT, err));
    }
done:
    return status;
}

/* ---- its end ---- */

/* It may close its outputs and go on: the clock runs until it is gone. */
static corral_status await(run *r, double deadline, int *ending, corral_error *err)
{
    for (;;) {
        pid_t gone = waitpid(r->pid, ending, WNOHANG);
        if (gone == r->pid) {
            r->pid = 0;
            return CORRAL_OK;
        }
        corral_status status = check_limits(r, deadline, err);
        if (status != CORRAL_OK) return status;
        struct timespec tick = {0, 2 * 1000 * 1000};
        nanosleep(&tick, NULL);
    }
}

static corral_status judge(const run *r, int ending, corral_error *err)
{
    const char *program = r->child->arguments[0];
    size_t line = strcspn(r->complaints.bytes ? r->complaints.bytes : "", "\n");
    if (WIFSIGNALED(ending))
        return corral_error_set(err, CORRAL_LIBRARY, "\"%s\" crashed (signal %d)", program,
                                WTERMSIG(ending));
    if (WEXITSTATUS(ending) == 0) return CORRAL_OK;
    if (line == 0)
        return corral_error_set(err, CORRAL_LIBRARY, "\"%s\" failed with status %d", program,
                                WEXITSTATUS(ending));
    return corral_error_set(err, CORRAL_LIBRARY, "%.*s", (int)line, r->complaints.bytes);
}

corral_status corral_child_run(const corral_child *child, corral_text *output, corral_error *err)
{
    corral_status status = CORRAL_OK;
    run r = {
        .child = child, .in = {-1, -1}, .out = {-1, -1}, .complaint = {-1, -1}, .output = output};
    int ending = 0;
    double deadline = now() + child->time_limit;
    TRY(start(&r, err));
    TRY(exchange(&r, err));
    TRY(await(&r, deadline, &ending, err));
    TRY(judge(&r, ending, err));
done:
    if (r.pid > 0) {
        kill(r.pid, SIGKILL);
        while (waitpid(r.pid, &ending, 0) < 0 && errno == EINTR) {
        }
    }
    for (int i = 0; i < 2; i++) {
        close_end(&r.in[i]);
        close_end(&r.out[i]);
        close_end(&r.complaint[i]);
    }
    corral_text_release(&r.complaints);
    return status;
}
