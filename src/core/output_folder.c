/* A folder of files, built aside and put in place whole. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "core/memory.h"
#include "core/output_target.h"

struct corral_folder {
    corral_target target;
    int descriptor; /* of the folder that stands aside */
    const corral_output_options *options;
};

/* Calls on each entry but "." and ".." until one returns false. errno says why it could not. */
static bool each_entry(int parent, const char *name, bool (*one)(int folder, const char *entry))
{
    int descriptor = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    DIR *entries = descriptor < 0 ? NULL : fdopendir(descriptor);
    bool good = entries != NULL;
    if (!entries && descriptor >= 0) close(descriptor);
    while (good) {
        errno = 0;
        const struct dirent *entry = readdir(entries);
        if (!entry) break;
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        good = one(dirfd(entries), entry->d_name);
    }
    if (entries) closedir(entries);
    return good;
}

static bool is_plain(int folder, const char *entry)
{
    struct stat one;
    if (fstatat(folder, entry, &one, AT_SYMLINK_NOFOLLOW) == 0 && !S_ISDIR(one.st_mode))
        return true;
    errno = EISDIR;
    return false;
}

static bool unlink_entry(int folder, const char *entry)
{
    return unlinkat(folder, entry, 0) == 0;
}

static void remove_aside(corral_folder *folder)
{
    if (!folder->target.aside[0]) return;
    each_entry(folder->target.folder, folder->target.aside, unlink_entry);
    unlinkat(folder->target.folder, folder->target.aside, AT_REMOVEDIR);
    folder->target.aside[0] = '\0';
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
    if (!each_entry(target->folder, target->name, is_plain)) {
        if (errno == EISDIR)
            FAIL(CORRAL_FILE_SYSTEM,
                 "the folder \"%s\" holds folders, so corral did not write it and does not "
                 "replace it",
                 target->path);
        TRY(corral_system_error("read", target->path, err));
    }
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
