/* Output that is the old file or the complete new one, never between.
 *
 *     corral_output *output = NULL;
 *     TRY(corral_output_open("map.svg", NULL, &output, err));
 *     corral_output_put(output, "<svg>");
 *     corral_output_printf(output, "<!-- %zu coalitions -->", n);
 *     TRY(corral_output_commit(output, err));
 *     done:
 *     corral_output_free(output);          without a commit before: as if nothing had been opened
 *
 * Putting never fails visibly: the first failure is kept and returned by corral_output_status and
 * corral_output_commit. Only after a commit that returned CORRAL_OK is the output there, and on
 * disk.
 *
 * Where the bytes go:
 * - NULL or "-", /dev/stdout, /dev/fd/N: that stream, as they come.
 * - A pipe or a device: that, as they come.
 * - A file, new or old: a nameless file (O_TMPFILE) in the same folder, forced to disk and put in
 *   place by the commit. A symbolic link stays, and the file it leads to is replaced. The mode of
 *   an old file is kept; an old file that may not be written is refused. A hidden name
 *   .corral-NUMBER.tmp exists only while an old file is exchanged for the new one, and from the
 *   start where the file system has no nameless files; only kill -9 at such a moment leaves it.
 *
 * A reader that goes away (EPIPE) is CORRAL_FILE_SYSTEM with an empty message: nothing to print.
 * SIGPIPE must be ignored for that; programs do so, a library does not.
 */
#ifndef CORRAL_CORE_OUTPUT_H
#define CORRAL_CORE_OUTPUT_H

#include <stdarg.h>

#include "corral/progress.h"

#include "core/try.h"

typedef struct corral_output corral_output;

typedef struct corral_output_options {
    const char *const *inputs; /* files and folders being read: refused as output */
    size_t input_count;
    const corral_progress *progress; /* asked while bytes are written; NULL: never stop */
    bool force;                      /* an existing folder may be replaced */
    /* Folders: whether a file of that name is written there; NULL: every plain file is. */
    bool (*writes)(const char *name);
    const char *sign; /* folders: a file that every one written has; NULL: none */
} corral_output_options;

/* options may be NULL and are borrowed until the output is freed. */
corral_status corral_output_open(const char *path, const corral_output_options *options,
                                 corral_output **out, corral_error *err);
/* Whether such an open would be refused, before hours of work: nothing is created or changed. */
corral_status corral_output_check(const char *path, const corral_output_options *options,
                                  corral_error *err);
/* Keeps what is put in memory. */
corral_status corral_output_open_memory(corral_output **out, corral_error *err);

void corral_output_write(corral_output *output, const char *bytes, size_t length);
void corral_output_put(corral_output *output, const char *text);
/* Without %e %f %g: printf takes its decimal point from the locale; see core/number.h. */
void corral_output_printf(corral_output *output, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The first failure so far. */
corral_status corral_output_status(const corral_output *output, corral_error *err);
/* Forces to disk, puts in place. Afterwards only corral_output_free may follow (and, for an output
 * in memory, corral_output_bytes). */
corral_status corral_output_commit(corral_output *output, corral_error *err);
void corral_output_free(corral_output *output);

/* What is asked while bytes are written; NULL: nothing. Borrowed. */
const corral_progress *corral_output_progress(const corral_output *output);
/* Whether it goes to a terminal. */
bool corral_output_is_terminal(const corral_output *output);
/* Columns of the terminal, 0 if it is none or does not tell. */
size_t corral_output_width(const corral_output *output);
/* What an output in memory holds, NUL-terminated; borrowed. */
const char *corral_output_bytes(const corral_output *output, size_t *length);

/* A folder of files, built aside as .corral-NUMBER.tmp and renamed whole. An existing folder is
 * refused without options->force, and with it exchanged in one step and then removed. Only a folder
 * that holds nothing but plain files that options->writes knows, and among them options->sign, is
 * ever replaced (or an empty one): any other holds what somebody else has put there.
 *
 *     TRY(corral_folder_open("new", &options, &folder, err));
 *     TRY(corral_folder_file(folder, "coalitions.csv", &output, err));
 *     ... corral_output_put, corral_output_commit, corral_output_free ...
 *     TRY(corral_folder_commit(folder, err));
 *     done:
 *     corral_output_free(output);
 *     corral_folder_free(folder);          without a commit before: nothing is left
 */
typedef struct corral_folder corral_folder;

corral_status corral_folder_open(const char *path, const corral_output_options *options,
                                 corral_folder **out, corral_error *err);
/* name: a plain file name, never from data. */
corral_status corral_folder_file(corral_folder *folder, const char *name, corral_output **out,
                                 corral_error *err);
corral_status corral_folder_commit(corral_folder *folder, corral_error *err);
void corral_folder_free(corral_folder *folder);

/* A file that another library writes by its name: it stands aside as .corral-NUMBER.tmp, empty at
 * first, and is forced to disk and put in place by the commit. As for folders, programs hold
 * interrupts in between. */
typedef struct corral_aside corral_aside;

/* Refuses what is no file, and streams. */
corral_status corral_aside_open(const char *path, const corral_output_options *options,
                                corral_aside **out, corral_error *err);
/* To be written; borrowed. */
const char *corral_aside_path(const corral_aside *aside);
corral_status corral_aside_commit(corral_aside *aside, corral_error *err);
void corral_aside_free(corral_aside *aside);

#endif
