/* Work in a process of its own: fork, a file in memory for the result, a look at how it ended. */
#include "core/apart.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/memory.h"
#include "core/progress.h"

/* In memory. */
typedef struct files {
    int result, complaints;
} files;

static corral_status fail_by_errno(const corral_apart *apart, corral_error *err)
{
    return corral_error_set(err, CORRAL_FILE_SYSTEM, "cannot make %s: %s", apart->what,
                            strerror(errno));
}

/* ---- the other process ---- */

/* An interrupt ends it at once, and so does the end of the process it is a copy of; a crash leaves
 * no image of its memory behind. */
static void set_apart(int complaints, pid_t parent)
{
    const struct rlimit none = {0, 0};
    int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (nothing < 0 || getppid() != parent || dup2(nothing, 0) < 0 || dup2(nothing, 1) < 0 ||
        dup2(complaints, 2) < 0)
        _exit(255);
}

static _Noreturn void work(const corral_apart *apart, const files *f, pid_t parent)
{
    char path[40];
    set_apart(f->complaints, parent);
    snprintf(path, sizeof path, "/proc/self/fd/%d", f->result);
    _exit(apart->work(apart->data, path));
}

/* ---- this process ---- */

static corral_status judge(const corral_apart *apart, const files *f, int ending, corral_error *err)
{
    char line[256];
    ssize_t length = pread(f->complaints, line, sizeof line - 1, 0);
    line[length > 0 ? length : 0] = '\0';
    line[strcspn(line, "\n")] = '\0';
    if (WIFSIGNALED(ending))
        return corral_error_set(err, CORRAL_LIBRARY,
                                "cannot make %s: its library crashed (signal %d), most often for "
                                "want of memory",
                                apart->what, WTERMSIG(ending));
    if (WEXITSTATUS(ending) != 0)
        return corral_error_set(err, CORRAL_LIBRARY, "cannot make %s: %s", apart->what,
                                apart->reason(WEXITSTATUS(ending)));
    if (length != 0)
        return corral_error_set(err, CORRAL_LIBRARY, "cannot make %s: %s", apart->what, line);
    return CORRAL_OK;
}

/* *ending as waitpid gives it. */
static corral_status await(const corral_apart *apart, pid_t *process, int *ending,
                           corral_error *err)
{
    corral_status status = CORRAL_OK;
    const struct timespec tick = {0, 2 * 1000 * 1000};
    pid_t gone;
    while ((gone = waitpid(*process, ending, WNOHANG)) == 0) {
        TRY(corral_progress_step(apart->progress, "writing", NAN, err));
        nanosleep(&tick, NULL);
    }
    *process = 0;
    if (gone < 0) TRY(fail_by_errno(apart, err));
done:
    return status;
}

static corral_status take(const corral_apart *apart, int file, corral_text *result,
                          corral_error *err)
{
    corral_status status = CORRAL_OK;
    struct stat made;
    if (fstat(file, &made) != 0) TRY(fail_by_errno(apart, err));
    size_t left = (size_t)made.st_size;
    TRY(corral_array_grow(&result->bytes, &result->capacity, result->length + left + 1, 1, err));
    for (off_t at = 0; left;) {
        ssize_t got = pread(file, result->bytes + result->length, left, at);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) TRY(fail_by_errno(apart, err));
        result->length += (size_t)got;
        left -= (size_t)got;
        at += got;
    }
    result->bytes[result->length] = '\0';
done:
    return status;
}

corral_status corral_apart_run(const corral_apart *apart, corral_text *result, corral_error *err)
{
    corral_status status = CORRAL_OK;
    pid_t process = -1, parent = getpid();
    files f = {memfd_create("corral", MFD_CLOEXEC), memfd_create("corral", MFD_CLOEXEC)};
    int ending;
    if (f.result < 0 || f.complaints < 0) TRY(fail_by_errno(apart, err));
    process = fork();
    if (process < 0) TRY(fail_by_errno(apart, err));
    if (process == 0) work(apart, &f, parent);
    TRY(await(apart, &process, &ending, err));
    TRY(judge(apart, &f, ending, err));
    TRY(take(apart, f.result, result, err));
done:
    if (process > 0) {
        kill(process, SIGKILL);
        while (waitpid(process, NULL, 0) < 0 && errno == EINTR) {
        }
    }
    if (f.result >= 0) close(f.result);
    if (f.complaints >= 0) close(f.complaints);
    return status;
}
