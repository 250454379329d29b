/* Where an output is to stand: the folder, the name within it, what stands there now. */
#ifndef CORRAL_CORE_OUTPUT_TARGET_H
#define CORRAL_CORE_OUTPUT_TARGET_H

#include <sys/stat.h>

#include "core/output.h"

/* Zero-initialised but for folder, which is -1 when there is none; release also then. */
typedef struct corral_target {
    int folder; /* descriptor of the folder it stands in */
    char *path; /* as given, for messages */
    char *name; /* within the folder, links resolved */
    bool exists;
    struct stat old; /* if it exists */
    char aside[40];  /* the temporary name in use, "" if none */
} corral_target;

#define CORRAL_TARGET_INIT                                                                         \
    {                                                                                              \
        .folder = -1                                                                               \
    }

/* Follows symbolic links, also one that leads to nothing yet. */
corral_status corral_target_resolve(const char *path, corral_target *target, corral_error *err);
void corral_target_release(corral_target *target);

/* Fails if old is one of the inputs, or a folder that holds one. */
corral_status corral_target_refuse_inputs(const corral_output_options *options,
                                          const struct stat *old, const char *path,
                                          corral_error *err);

/* Puts the next temporary name to try into target->aside. */
void corral_target_name_aside(corral_target *target);

/* Puts what stands aside in place of the target. With replace an old one is exchanged for it and
 * afterwards stands aside; otherwise an old one is an error. The folder is forced to disk; if that
 * fails everything is as before. */
corral_status corral_target_place(corral_target *target, bool replace, corral_error *err);

/* The same for a file that has no name yet (O_TMPFILE); needs /proc. */
corral_status corral_target_place_nameless(corral_target *target, int descriptor,
                                           corral_error *err);

/* An output that is the new file name in this folder, written as the bytes come. */
corral_status corral_output_open_within(int folder, const char *name,
                                        const corral_output_options *options, corral_output **out,
                                        corral_error *err);

/* CORRAL_FILE_SYSTEM, "cannot WHAT "PATH": reason of errno". */
corral_status corral_system_error(const char *what, const char *path, corral_error *err);

#endif
