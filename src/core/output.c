/* Output to streams, devices, files and memory, with one buffer and one kept failure. */
#include "core/output.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "core/memory.h"
#include "core/output_target.h"
#include "core/progress.h"
#include "core/text.h"

enum { BUFFER_SIZE = 1 << 16 };

typedef enum output_kind {
    KIND_DIRECT, /* a stream, pipe, device, or file of a new folder: bytes go there as they come */
    KIND_NAMELESS,
    KIND_NAMED, /* a temporary name from the start */
    KIND_MEMORY
} output_kind;

struct corral_output {
    output_kind kind;
    int descriptor; /* -1: memory */
    char *path;     /* for messages */
    corral_target target;
    const corral_progress *progress;
    corral_text buffer; /* of memory: all of it */
    corral_error failure;
};

static corral_status output_new(const char *path, output_kind kind,
                                const corral_output_options *options, corral_output **out,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_output *output = NULL;
    TRY(corral_array_new(&output, 1, sizeof *output, err));
    output->kind = kind;
    output->descriptor = -1;
    output->target = (corral_target)CORRAL_TARGET_INIT;
    output->progress = options ? options->progress : NULL;
    TRY(corral_string_copy(&output->path, path, strlen(path), err));
    /* The buffer is there from the start, so that later only the disk can fail. */
    TRY(corral_array_grow(&output->buffer.bytes, &output->buffer.capacity, BUFFER_SIZE + 1, 1,
                          err));
    *out = output;
    output = NULL;
done:
    corral_output_free(output);
    return status;
}

corral_status corral_output_open_memory(corral_output **out, corral_error *err)
{
    return output_new("memory", KIND_MEMORY, NULL, out, err);
}

/* The number of the stream that path names, -1 if it names none. */
static int stream_number(const char *path)
{
    static const char *const folders[] = {"/dev/fd/", "/proc/self/fd/"};
    if (!path || strcmp(path, "-") == 0 || strcmp(path, "/dev/stdout") == 0) return 1;
    if (strcmp(path, "/dev/stderr") == 0) return 2;
    for (size_t i = 0; i < 2; i++) {
        size_t length = strlen(folders[i]);
        const char *digits = path + length;
        if (strncmp(path, folders[i], length) != 0 || !*digits) continue;
        if (strspn(digits, "0123456789") == strlen(digits) && strlen(digits) < 8)
            return atoi(digits);
    }
    return -1;
}

static corral_status check_stream(int number, const char *name,
                                  const corral_output_options *options, corral_error *err)
{
    struct stat old;
    int flags = fcntl(number, F_GETFL);
    if (flags < 0 || (flags & O_ACCMODE) == O_RDONLY)
        return corral_error_set(err, CORRAL_FILE_SYSTEM, "%s is closed", name);
    if (fstat(number, &old) == 0 && S_ISREG(old.st_mode))
        return corral_target_refuse_inputs(options, &old, name, err);
    return CORRAL_OK;
}

/* Whether path is there and is neither a file nor a folder. */
static bool is_device(const char *path)
{
    struct stat old;
    return stat(path, &old) == 0 && !S_ISREG(old.st_mode) && !S_ISDIR(old.st_mode);
}

static corral_status check_file(const char *path, const corral_output_options *options,
                                corral_target *target, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_target_resolve(path, target, err));
    if (target->exists) {
        if (S_ISDIR(target->old.st_mode))
            FAIL(CORRAL_FILE_SYSTEM, "cannot write \"%s\": it is a folder", path);
        TRY(corral_target_refuse_inputs(options, &target->old, path, err));
    }
    /* Replacing asks for rights on the folder only; a file made read-only is meant to stay. */
    if (target->exists && faccessat(target->folder, target->name, W_OK, AT_EACCESS) != 0)
        TRY(corral_system_error("write", path, err));
    if (faccessat(target->folder, ".", W_OK | X_OK, AT_EACCESS) != 0)
        TRY(corral_system_error("write", path, err));
done:
    return status;
}

static const char *stream_name(int number, const char *path)
{
    return number == 1 ? "standard output" : number == 2 ? "standard error" : path;
}

corral_status corral_output_check(const char *path, const corral_output_options *options,
                                  corral_error *err)
{
    int number = stream_number(path);
    if (number >= 0) return check_stream(number, stream_name(number, path), options, err);
    if (is_device(path)) return CORRAL_OK;
    corral_target target = CORRAL_TARGET_INIT;
    corral_status status = check_file(path, options, &target, err);
    corral_target_release(&target);
    return status;
}

/* Around an open descriptor; -1 with errno set is the failure to open it. */
static corral_status open_direct(int descriptor, const char *name,
                                 const corral_output_options *options, corral_output **out,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (descriptor < 0) return corral_system_error("write", name, err);
    status = output_new(name, KIND_DIRECT, options, out, err);
    if (status == CORRAL_OK)
        (*out)->descriptor = descriptor;
    else
        close(descriptor);
    return status;
}

/* A nameless file gets its name through /proc, so that must be there. */
static int open_nameless(int folder)
{
    int descriptor = openat(folder, ".", O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
    if (descriptor < 0) return -1;
    char path[40];
    snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
    if (faccessat(AT_FDCWD, path, F_OK, 0) == 0) return descriptor;
    close(descriptor);
    return -1;
}

static int open_named(corral_target *target)
{
    int descriptor;
    do {
        corral_target_name_aside(target);
        descriptor =
            openat(target->folder, target->aside, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666);
    } while (descriptor < 0 && errno == EEXIST);
    if (descriptor < 0) target->aside[0] = '\0';
    return descriptor;
}

static corral_status open_file(const char *path, const corral_output_options *options,
                               corral_output **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_output *output = NULL;
    TRY(output_new(path, KIND_NAMELESS, options, &output, err));
    TRY(check_file(path, options, &output->target, err));
    output->descriptor = open_nameless(output->target.folder);
    if (output->descriptor < 0) {
        output->kind = KIND_NAMED;
        output->descriptor = open_named(&output->target);
    }
    if (output->descriptor < 0) TRY(corral_system_error("write", path, err));
    if (output->target.exists)
        if (fchmod(output->descriptor, output->target.old.st_mode & 0777) != 0)
            TRY(corral_system_error("write", path, err));
    *out = output;
    output = NULL;
done:
    corral_output_free(output);
    return status;
}

corral_status corral_output_open(const char *path, const corral_output_options *options,
                                 corral_output **out, corral_error *err)
{
    int number = stream_number(path);
    if (number >= 0) {
        const char *name = stream_name(number, path);
        corral_status status = check_stream(number, name, options, err);
        if (status != CORRAL_OK) return status;
        return open_direct(fcntl(number, F_DUPFD_CLOEXEC, 3), name, options, out, err);
    }
    if (is_device(path))
        return open_direct(open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY), path, options, out, err);
    return open_file(path, options, out, err);
}

corral_status corral_output_open_within(int folder, const char *name,
                                        const corral_output_options *options, corral_output **out,
                                        corral_error *err)
{
    int descriptor = openat(folder, name, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666);
    return open_direct(descriptor, name, options, out, err);
}

static void fail_by_errno(corral_output *output)
{
    if (errno == EPIPE)
        corral_error_set(&output->failure, CORRAL_FILE_SYSTEM, "%s", "");
    else
        corral_system_error("write", output->path, &output->failure);
}

static void write_all(corral_output *output, const char *bytes, size_t length)
{
    while (length && output->failure.status == CORRAL_OK) {
        ssize_t written = write(output->descriptor, bytes, length);
        if (written >= 0) {
            bytes += written;
            length -= (size_t)written;
        } else if (errno == EAGAIN) { /* somebody made our terminal or pipe non-blocking */
            poll(&(struct pollfd){.fd = output->descriptor, .events = POLLOUT}, 1, -1);
        } else if (errno != EINTR) {
            fail_by_errno(output);
        }
        if (length) corral_progress_step(output->progress, "writing", NAN, &output->failure);
    }
}

static void flush(corral_output *output)
{
    if (output->kind == KIND_MEMORY) return;
    write_all(output, output->buffer.bytes, output->buffer.length);
    output->buffer.length = 0;
    corral_progress_step(output->progress, "writing", NAN, &output->failure);
}

void corral_output_write(corral_output *output, const char *bytes, size_t length)
{
    if (output->failure.status != CORRAL_OK) return;
    if (output->kind == KIND_MEMORY) {
        corral_text_append(&output->buffer, bytes, length, &output->failure);
        return;
    }
    if (output->buffer.length + length > BUFFER_SIZE) flush(output);
    if (length > BUFFER_SIZE) {
        write_all(output, bytes, length);
    } else if (length) {
        memcpy(output->buffer.bytes + output->buffer.length, bytes, length);
        output->buffer.length += length;
    }
}

void corral_output_put(corral_output *output, const char *text)
{
    corral_output_write(output, text, strlen(text));
}

void corral_output_printf(corral_output *output, const char *format, ...)
{
    char small[512];
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(small, sizeof small, format, arguments);
    if (length >= 0 && (size_t)length < sizeof small) {
        corral_output_write(output, small, (size_t)length);
    } else if (length >= 0) {
        char *large = malloc((size_t)length + 1);
        if (large) {
            vsnprintf(large, (size_t)length + 1, format, again);
            corral_output_write(output, large, (size_t)length);
        } else {
            corral_no_memory((size_t)length + 1, &output->failure);
        }
        free(large);
    }
    va_end(again);
    va_end(arguments);
}

corral_status corral_output_status(const corral_output *output, corral_error *err)
{
    if (output->failure.status != CORRAL_OK && err && err->status == CORRAL_OK)
        *err = output->failure;
    return output->failure.status;
}

/* Closing can be where a network file system reports its failures, so a copy is closed while the
 * output can still be dropped. */
static bool force(int descriptor)
{
    struct stat now;
    if (fstat(descriptor, &now) != 0) return false;
    if (S_ISREG(now.st_mode) && fsync(descriptor) != 0) return false;
    int copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
    return copy >= 0 && close(copy) == 0;
}

static void remove_aside(corral_output *output)
{
    if (output->target.aside[0]) unlinkat(output->target.folder, output->target.aside, 0);
    output->target.aside[0] = '\0';
}

static void place(corral_output *output)
{
    if (output->kind == KIND_NAMELESS)
        corral_target_place_nameless(&output->target, output->descriptor, &output->failure);
    else
        corral_target_place(&output->target, true, &output->failure);
    remove_aside(output);
}

corral_status corral_output_commit(corral_output *output, corral_error *err)
{
    if (output->kind == KIND_MEMORY) return corral_output_status(output, err);
    flush(output);
    if (output->failure.status == CORRAL_OK && !force(output->descriptor)) fail_by_errno(output);
    if (output->failure.status == CORRAL_OK && output->kind != KIND_DIRECT) place(output);
    return corral_output_status(output, err);
}

void corral_output_free(corral_output *output)
{
    if (!output) return;
    if (output->descriptor >= 0) close(output->descriptor);
    remove_aside(output);
    corral_target_release(&output->target);
    corral_text_release(&output->buffer);
    free(output->path);
    free(output);
}

const corral_progress *corral_output_progress(const corral_output *output)
{
    return output->progress;
}

bool corral_output_is_terminal(const corral_output *output)
{
    return output->descriptor >= 0 && isatty(output->descriptor);
}

size_t corral_output_width(const corral_output *output)
{
    struct winsize size;
    if (!corral_output_is_terminal(output)) return 0;
    return ioctl(output->descriptor, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

const char *corral_output_bytes(const corral_output *output, size_t *length)
{
    if (length) *length = output->buffer.length;
    return output->buffer.length ? output->buffer.bytes : "";
}
