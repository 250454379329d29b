/* What a running command has at hand: operands, common options, input, output, messages. */
#ifndef CORRAL_CLI_SESSION_H
#define CORRAL_CLI_SESSION_H

#include "corral/progress.h"
#include "corral/read.h"

#include "cli/bar.h"
#include "cli/options.h"
#include "core/output.h"
#include "io/whole.h"
#include "table/table.h"

typedef struct corral_command corral_command;

/* Values of the common options. */
typedef struct corral_common {
    const char *output; /* -o; NULL: standard output */
    int format;         /* -f: a corral_format, or -1 when not given */
    uint64_t seed;
    uint64_t threads;    /* 0: all cores */
    uint64_t max_memory; /* bytes, 0: not limited */
    const char *aliases, *wave;
    int disputed; /* a corral_disputed */
    int as;       /* index in corral_read_formats */
    corral_words columns;
    const char *separator, *form;
    bool repair, force, quiet, verbose;
    bool help, version;
} corral_common;

typedef struct corral_session {
    const corral_command *command;
    void *values; /* the command's own options */
    corral_common common;
    const char *const *operands;
    size_t operand_count;
    corral_progress progress; /* hand &session->progress to every long computation */
    bool found_errors; /* set by a command that printed its result and yet must exit with 1 */

    const char *crosswalk; /* of the command: read beside the region's own; set before reading */

    /* private to session*.c */
    corral_bar bar;
    char **inputs;
    size_t input_count, input_capacity;
    const char *region_path; /* what corral_session_read was asked for last */
    corral_output_options output_options;
} corral_session;

/* For the frame of the program. command, values and operands are borrowed; common is copied. */
void corral_session_init(corral_session *session, const corral_command *command, void *values,
                         const corral_common *common, const corral_operands *operands);
/* Settles the format, names the files of options as inputs, sets the number of threads. */
corral_status corral_session_begin(corral_session *session, corral_error *err);
void corral_session_release(corral_session *session);

/* Reads a region with the common reading options; its files become inputs. One line on standard
 * error says how many warnings and disputes there are and where to see them. */
corral_status corral_session_read(corral_session *session, const char *path, corral_region **out,
                                  corral_error *err);
/* The same into the caller's list, and says nothing. */
corral_status corral_session_read_problems(corral_session *session, const char *path,
                                           corral_problems *problems, corral_region **out,
                                           corral_error *err);
/* Every operand as one region, with everything that was said of it. */
corral_status corral_session_read_whole(corral_session *session, corral_whole *out,
                                        corral_error *err);
/* A file or folder that is read: never an output. Every other input of a command must be named here
 * before the output is opened (files of options with .input set are). */
corral_status corral_session_add_input(corral_session *session, const char *path,
                                       corral_error *err);

/* The path of a list that lies in the region's folder, lists/NAME, then an input of the session; ""
 * if there is none. */
corral_status corral_session_own_list(corral_session *session, const char *name, corral_text *path,
                                      corral_error *err);

/* The format of tables: -f, else by the ending of the output's name, else text. */
corral_format corral_session_format(const corral_session *session);
/* Whether a drawing is asked for instead (CORRAL_TAKES_DRAWING). */
bool corral_session_draws(const corral_session *session);
/* Whether that is text, md or html: read from top to bottom, not sorted and filtered. */
bool corral_session_is_for_people(const corral_session *session);
/* Writes the document to -o in that format, with the command's options recorded in JSON, and
 * commits. */
corral_status corral_session_print(corral_session *session, corral_document *document,
                                   corral_error *err);
/* The output -o for anything else; the caller commits and frees. */
corral_status corral_session_open(corral_session *session, corral_output **out, corral_error *err);
/* Writes the text to -o, whole, and commits. */
corral_status corral_session_write(corral_session *session, const corral_text *text,
                                   corral_error *err);
/* Another file beside it, as an option of the command names it. */
corral_status corral_session_open_path(corral_session *session, const char *path,
                                       corral_output **out, corral_error *err);
/* The files a command writes into a folder. */
typedef struct corral_folder_files {
    bool (*writes)(const char *name); /* whether it writes a file of that name */
    const char *sign;                 /* one that is always among them; NULL: none */
} corral_folder_files;

/* The folder path (-o FOLDER, --split FOLDER), replaced with --force if it holds nothing else.
 * Interrupts wait for corral_session_folder_free, so that nothing is left behind. */
corral_status corral_session_folder_open(corral_session *session, const char *path,
                                         const corral_folder_files *files, corral_folder **out,
                                         corral_error *err);
void corral_session_folder_free(corral_session *session, corral_folder *folder);
/* A file that another library writes by its name; interrupts wait likewise. */
corral_status corral_session_aside_open(corral_session *session, const char *path,
                                        corral_aside **out, corral_error *err);
void corral_session_aside_free(corral_session *session, corral_aside *aside);

/* A line on standard error, not with -q; and one only with -v. Control characters are escaped. */
void corral_session_say(const corral_session *session, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void corral_session_detail(const corral_session *session, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The computation was stopped by the first interrupt and its best result so far is to be written:
 * what follows is not interrupted again but by a second one. The exit status stays 130. */
void corral_session_accept_interrupt(corral_session *session);
/* Whether an interrupt has come. */
bool corral_session_interrupted(const corral_session *session);

#endif
