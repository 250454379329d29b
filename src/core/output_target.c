/* Resolving where an output stands, and putting it there in one step. */
#include "core/output_target.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "core/memory.h"
#include "core/text.h"

corral_status corral_system_error(const char *what, const char *path, corral_error *err)
{
    return corral_error_set(err, CORRAL_FILE_SYSTEM, "cannot %s \"%s\": %s", what, path,
                            strerror(errno));
}

/* The folder part of path, with its slash; 0 if there is none. */
static size_t folder_length(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? (size_t)(slash - path) + 1 : 0;
}

/* Replaces a path that is a link by where the link leads. */
static corral_status follow(corral_text *path, bool *was_link, corral_error *err)
{
    corral_status status = CORRAL_OK;
    char link[PATH_MAX];
    ssize_t length = readlink(path->bytes, link, sizeof link);
    *was_link = length >= 0;
    if (length < 0) return CORRAL_OK; /* no link, or nothing there */
    path->length = link[0] == '/' ? 0 : folder_length(path->bytes);
    TRY(corral_text_append(path, link, (size_t)length, err));
done:
    return status;
}

static void strip_slashes(corral_text *path)
{
    while (path->length > 1 && path->bytes[path->length - 1] == '/')
        path->bytes[--path->length] = '\0';
}

static corral_status open_folder(const corral_text *path, corral_target *target, corral_error *err)
{
    corral_status status = CORRAL_OK;
    char *folder = NULL;
    size_t length = folder_length(path->bytes);
    const char *name = path->bytes + length;
    if (!*name || strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        FAIL(CORRAL_FILE_SYSTEM, "cannot write \"%s\": the name of a file or folder is missing",
             target->path);
    TRY(corral_string_copy(&target->name, name, strlen(name), err));
    TRY(corral_string_copy(&folder, length ? path->bytes : ".", length ? length : 1, err));
    target->folder = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    /* A folder that may be written but not listed. */
    if (target->folder < 0 && errno == EACCES)
        target->folder = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (target->folder < 0) status = corral_system_error("write", target->path, err);
done:
    free(folder);
    return status;
}

corral_status corral_target_resolve(const char *path, corral_target *target, corral_error *err)
{
    enum { MOST_LINKS = 40 };
    corral_status status = CORRAL_OK;
    corral_text resolved = {0};
    bool was_link = true;
    TRY(corral_string_copy(&target->path, path, strlen(path), err));
    TRY(corral_text_append(&resolved, path, strlen(path), err));
    for (int links = 0; was_link; links++) {
        if (links > MOST_LINKS)
            FAIL(CORRAL_FILE_SYSTEM, "cannot write \"%s\": too many symbolic links", path);
        strip_slashes(&resolved);
        TRY(follow(&resolved, &was_link, err));
    }
    TRY(open_folder(&resolved, target, err));
    if (fstatat(target->folder, target->name, &target->old, AT_SYMLINK_NOFOLLOW) == 0)
        target->exists = true;
    else if (errno != ENOENT)
        status = corral_system_error("write", path, err);
done:
    corral_text_release(&resolved);
    return status;
}

void corral_target_release(corral_target *target)
{
    if (target->folder >= 0) close(target->folder);
    free(target->path);
    free(target->name);
    *target = (corral_target)CORRAL_TARGET_INIT;
}

static bool same_file(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* Whether the file at path is old or lies somewhere within it. */
static bool is_within(const char *path, const struct stat *old)
{
    struct stat one;
    char *real = realpath(path, NULL);
    bool found = false;
    while (real && *real && !found) {
        found = stat(real, &one) == 0 && same_file(&one, old);
        char *slash = strrchr(real, '/');
        if (!slash) break;
        *slash = '\0';
    }
    free(real);
    return found;
}

corral_status corral_target_refuse_inputs(const corral_output_options *options,
                                          const struct stat *old, const char *path,
                                          corral_error *err)
{
    struct stat input;
    if (!options || S_ISCHR(old->st_mode)) return CORRAL_OK;
    for (size_t i = 0; i < options->input_count; i++) {
        const char *name = options->inputs[i];
        bool same = S_ISDIR(old->st_mode) ? is_within(name, old)
                                          : stat(name, &input) == 0 && same_file(&input, old);
        if (same && S_ISDIR(old->st_mode))
            return corral_error_set(err, CORRAL_FILE_SYSTEM,
                                    "the output \"%s\" holds the input \"%s\"; write to another "
                                    "folder",
                                    path, name);
        if (same)
            return corral_error_set(err, CORRAL_FILE_SYSTEM,
                                    "the output \"%s\" is the input \"%s\"; write to another file",
                                    path, name);
    }
    return CORRAL_OK;
}

void corral_target_name_aside(corral_target *target)
{
    uint64_t number = 0;
    /* Whoever creates the file asks for a new one, so a repeated number costs one more try. */
    if (getrandom(&number, sizeof number, 0) < 0) number = (uint64_t)getpid();
    snprintf(target->aside, sizeof target->aside, ".corral-%016" PRIx64 ".tmp", number);
}

/* Some file systems cannot force a folder to disk and say so; that is no failure. */
static bool force_folder(int folder)
{
    if (fcntl(folder, F_GETFL) & O_PATH) return true;
    return fsync(folder) == 0 || errno == EINVAL || errno == ENOTSUP;
}

static int rename_within(const corral_target *target, const char *from, const char *to,
                         unsigned flags)
{
    return renameat2(target->folder, from, target->folder, to, flags);
}

/* For file systems without exchange: the old one goes through a second temporary name. */
static int exchange_slowly(corral_target *target)
{
    corral_target old = {.folder = target->folder};
    corral_target_name_aside(&old);
    if (rename_within(target, target->name, old.aside, 0) != 0) return -1;
    if (rename_within(target, target->aside, target->name, 0) != 0) {
        int reason = errno;
        rename_within(target, old.aside, target->name, 0);
        errno = reason;
        return -1;
    }
    memcpy(target->aside, old.aside, sizeof target->aside);
    return 0;
}

/* 0 done, and *swapped tells whether the old one now stands aside. */
static int put(corral_target *target, bool replace, bool *swapped)
{
    *swapped = false;
    if (rename_within(target, target->aside, target->name, RENAME_NOREPLACE) == 0) return 0;
    if (errno == EEXIST && replace) {
        *swapped = true;
        if (rename_within(target, target->aside, target->name, RENAME_EXCHANGE) == 0) return 0;
    }
    if (errno != EINVAL && errno != ENOSYS) return -1;
    /* A file system without such flags: a plain rename replaces a file in one step, no folder. */
    *swapped = target->exists && S_ISDIR(target->old.st_mode);
    if (*swapped) return replace ? exchange_slowly(target) : -1;
    return rename_within(target, target->aside, target->name, 0);
}

corral_status corral_target_place(corral_target *target, bool replace, corral_error *err)
{
    bool swapped;
    if (put(target, replace, &swapped) != 0) return corral_system_error("write", target->path, err);
    if (!force_folder(target->folder)) {
        corral_status status = corral_system_error("write", target->path, err);
        rename_within(target, target->name, target->aside, swapped ? RENAME_EXCHANGE : 0);
        return status;
    }
    if (!swapped) target->aside[0] = '\0';
    return CORRAL_OK;
}

static int link_as(const corral_target *target, int descriptor, const char *name)
{
    char path[40];
    snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
    return linkat(AT_FDCWD, path, target->folder, name, AT_SYMLINK_FOLLOW);
}

corral_status corral_target_place_nameless(corral_target *target, int descriptor, corral_error *err)
{
    int failed;
    if (!target->exists && link_as(target, descriptor, target->name) == 0) {
        if (force_folder(target->folder)) return CORRAL_OK;
        corral_status status = corral_system_error("write", target->path, err);
        unlinkat(target->folder, target->name, 0);
        return status;
    }
    do {
        corral_target_name_aside(target);
        failed = link_as(target, descriptor, target->aside);
    } while (failed && errno == EEXIST);
    if (!failed) return corral_target_place(target, true, err);
    target->aside[0] = '\0';
    return corral_system_error("write", target->path, err);
}
