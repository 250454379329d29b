/* A file written by its name, aside, and put in place whole. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/memory.h"
#include "core/output_target.h"

struct corral_aside {
    corral_target target;
    int descriptor;
    char path[64]; /* of the file aside */
};

static void remove_aside(corral_aside *aside)
{
    if (aside->target.aside[0]) unlinkat(aside->target.folder, aside->target.aside, 0);
    aside->target.aside[0] = '\0';
}

static corral_status check_old(const corral_target *target, const corral_output_options *options,
                               corral_error *err)
{
    if (!S_ISREG(target->old.st_mode))
        return corral_error_set(err, CORRAL_FILE_SYSTEM,
                                "cannot write \"%s\": it is there and is no file", target->path);
    if (faccessat(target->folder, target->name, W_OK, AT_EACCESS) != 0)
        return corral_system_error("write", target->path, err);
    return corral_target_refuse_inputs(options, &target->old, target->path, err);
}

corral_status corral_aside_open(const char *path, const corral_output_options *options,
                                corral_aside **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_aside *aside = NULL;
    TRY(corral_array_new(&aside, 1, sizeof *aside, err));
    aside->target = (corral_target)CORRAL_TARGET_INIT;
    aside->descriptor = -1;
    corral_target *target = &aside->target;
    TRY(corral_target_resolve(path, target, err));
    if (target->exists) TRY(check_old(target, options, err));
    do {
        corral_target_name_aside(target);
        aside->descriptor = openat(target->folder, target->aside,
                                   O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0666);
    } while (aside->descriptor < 0 && errno == EEXIST);
    if (aside->descriptor < 0) {
        target->aside[0] = '\0';
        TRY(corral_system_error("write", path, err));
    }
    if (target->exists && fchmod(aside->descriptor, target->old.st_mode & 0777) != 0)
        TRY(corral_system_error("write", path, err));
    snprintf(aside->path, sizeof aside->path, "/proc/self/fd/%d/%s", target->folder, target->aside);
    *out = aside;
    aside = NULL;
done:
    corral_aside_free(aside);
    return status;
}

const char *corral_aside_path(const corral_aside *aside)
{
    return aside->path;
}

corral_status corral_aside_commit(corral_aside *aside, corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (fsync(aside->descriptor) != 0) TRY(corral_system_error("write", aside->target.path, err));
    TRY(corral_target_place(&aside->target, true, err));
done:
    remove_aside(aside);
    return status;
}

void corral_aside_free(corral_aside *aside)
{
    if (!aside) return;
    if (aside->descriptor >= 0) close(aside->descriptor);
    remove_aside(aside);
    corral_target_release(&aside->target);
    free(aside);
}
