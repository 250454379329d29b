/* A folder of files, built aside and put in place whole. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/memory.h"
#include "core/output_target.h"
#include "core/text.h"

struct corral_folder {
    corral_target target;
    int descriptor; /* of the folder that stands aside */
    const corral_output_options *options;
};

/* Calls on each entry but "." and ".." until one returns false. errno says why it could not. */
static bool each_entry(int parent, const char *name,
                       bool (*one)(int folder, const char *entry, void *context), void *context)
{
    int descriptor = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    DIR *entries = descriptor < 0 ? NULL : fdopendir(descriptor);
    bool good = entries != NULL;
    if (!entries && descriptor >= 0) close(descriptor);
    while (good) {
        errno = 0;
        const struct dirent *entry = readdir(entries);
        if (!entry) {
            good = errno == 0;
            break;
        }
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        good = one(dirfd(entries), entry->d_name, context);
    }
    if (entries) closedir(entries);
    return good;
}

static bool unlink_entry(int folder, const char *entry, void *context)
{
    (void)context;
    return unlinkat(folder, entry, 0) == 0;
}

static void remove_aside(corral_folder *folder)
{
    if (!folder->target.aside[0]) return;
    each_entry(folder->target.folder, folder->target.aside, unlink_entry, NULL);
    unlinkat(folder->target.folder, folder->target.aside, AT_REMOVEDIR);
    folder->target.aside[0] = '\0';
}

/* What an old folder holds. */
typedef struct contents {
    const corral_output_options *options;
    size_t entries, others; /* others: that were not written there */
    bool has_sign;
    char first[256]; /* of the others, by name */
} contents;

static bool look_at(int folder, const char *entry, void *context)
{
    contents *c = context;
    struct stat one;
    bool is_there = fstatat(folder, entry, &one, AT_SYMLINK_NOFOLLOW) == 0;
    bool is_file = is_there && !S_ISDIR(one.st_mode);
    if (!is_there && errno == ENOENT) return true; /* removed in this moment */
    c->entries++;
    c->has_sign = c->has_sign || (c->options->sign && strcmp(entry, c->options->sign) == 0);
    if (is_file && (!c->options->writes || c->options->writes(entry))) return true;
    if (c->others++ == 0 || strcmp(entry, c->first) < 0)
        snprintf(c->first, sizeof c->first, "%s", entry);
    return true;
}

/* Looks again when another process has put a new folder in its place meanwhile and is removing this
 * one. */
static bool look_through(const corral_target *target, contents *c)
{
    struct stat before, after;
    do {
        *c = (contents){.options = c->options};
        if (fstatat(target->folder, target->name, &before, AT_SYMLINK_NOFOLLOW) != 0 ||
            !each_entry(target->folder, target->name, look_at, c) ||
            fstatat(target->folder, target->name, &after, AT_SYMLINK_NOFOLLOW) != 0)
            return false;
    } while (before.st_ino != after.st_ino);
    return true;
}

/* Nobody's files are removed but those that were written there. */
static corral_status check_contents(const corral_folder *folder, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_target *target = &folder->target;
    contents c = {.options = folder->options};
    if (!look_through(target, &c)) TRY(corral_system_error("read", target->path, err));
    if (c.others == 1)
        FAIL(CORRAL_FILE_SYSTEM,
             "the folder \"%s\" holds %s, which is not written there, so it is not replaced",
             target->path, CORRAL_QUOTE(c.first));
    if (c.others)
        FAIL(CORRAL_FILE_SYSTEM,
             "the folder \"%s\" holds %s and %zu more that are not written there, so it is not "
             "replaced",
             target->path, CORRAL_QUOTE(c.first), c.others - 1);
    if (c.entries && folder->options->sign && !c.has_sign)
        FAIL(CORRAL_FILE_SYSTEM,
             "the folder \"%s\" holds no \"%s\", so it was not written by this command and is not "
             "replaced",
             target->path, folder->options->sign);
done:
    return status;
}

static corral_status check_old(const corral_folder *folder, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_target *target = &folder->target;
    if (!S_ISDIR(target->old.st_mode))
        FAIL(CORRAL_FILE_SYSTEM, "cannot write \"%s\": it is there and is no folder", target->path);
    if (!folder->options || !folder->options->force)
        FAIL(CORRAL_FILE_SYSTEM, "the folder \"%s\" exists; --force replaces it whole",
             target->path);
    TRY(corral_target_refuse_inputs(folder->options, &target->old, target->path, err));
    TRY(check_contents(folder, err));
done:
    return status;
}

static corral_status make_aside(corral_folder *folder, corral_error *err)
{
    corral_target *target = &folder->target;
    int failed;
    do {
        corral_target_name_aside(target);
        failed = mkdirat(target->folder, target->aside, 0777);
    } while (failed && errno == EEXIST);
    if (failed) {
        target->aside[0] = '\0';
        return corral_system_error("write", target->path, err);
    }
    folder->descriptor =
        openat(target->folder, target->aside, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    if (folder->descriptor < 0 ||
        (target->exists && fchmod(folder->descriptor, target->old.st_mode & 0777) != 0))
        return corral_system_error("write", target->path, err);
    return CORRAL_OK;
}

corral_status corral_folder_open(const char *path, const corral_output_options *options,
                                 corral_folder **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_folder *folder = NULL;
    TRY(corral_array_new(&folder, 1, sizeof *folder, err));
    folder->target = (corral_target)CORRAL_TARGET_INIT;
    folder->descriptor = -1;
    folder->options = options;
    TRY(corral_target_resolve(path, &folder->target, err));
    if (folder->target.exists) TRY(check_old(folder, err));
    TRY(make_aside(folder, err));
    *out = folder;
    folder = NULL;
done:
    corral_folder_free(folder);
    return status;
}

corral_status corral_folder_file(corral_folder *folder, const char *name, corral_output **out,
                                 corral_error *err)
{
    return corral_output_open_within(folder->descriptor, name, folder->options, out, err);
}

corral_status corral_folder_commit(corral_folder *folder, corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (fsync(folder->descriptor) != 0 && errno != EINVAL && errno != ENOTSUP)
        TRY(corral_system_error("write", folder->target.path, err));
    /* Once more: making the files may have taken minutes. */
    if (folder->target.exists) TRY(check_contents(folder, err));
    TRY(corral_target_place(&folder->target, folder->options && folder->options->force, err));
done:
    remove_aside(folder);
    return status;
}

void corral_folder_free(corral_folder *folder)
{
    if (!folder) return;
    if (folder->descriptor >= 0) close(folder->descriptor);
    remove_aside(folder);
    corral_target_release(&folder->target);
    free(folder);
}
