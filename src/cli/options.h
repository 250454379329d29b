/* Options: one table is parser, help, manual page, completion and the record of options in JSON.
 *
 *     typedef struct settings { size_t max_size; double threshold; corral_words together; int
 * effort; } settings; static const char *const efforts[] = {"fast", "normal", NULL}; static const
 * corral_option options[] = {
 *         {.name = "max-size", .kind = CORRAL_OPTION_COUNT, .placeholder = "N",
 *          .help = "most coalitions in a group", .from = 2, .to = 1000,
 *          CORRAL_FIELD(settings, max_size)},
 *         {.name = "threshold", .kind = CORRAL_OPTION_NUMBER, .placeholder = "S",
 *          .help = "least similarity that counts", .least = 0, .most = 1, .blank = "half of it",
 *          CORRAL_FIELD(settings, threshold)},
 *         {.name = "together", .kind = CORRAL_OPTION_LIST, .placeholder = "A,B",
 *          .help = "keep these in one group", CORRAL_FIELD(settings, together)},
 *         {.name = "effort", .kind = CORRAL_OPTION_CHOICE, .words = efforts,
 *          .help = "how long to search", CORRAL_FIELD(settings, effort)},
 *         {0}};
 *
 * Defaults are whatever the struct holds before parsing (the INIT macro of the library's option
 * struct), and help prints them from there. Syntax as of GNU: --name VALUE, --name=VALUE, -o VALUE,
 * -oVALUE, -qv, "--" ends the options, options may follow operands. Names are never abbreviated.
 */
#ifndef CORRAL_CLI_OPTIONS_H
#define CORRAL_CLI_OPTIONS_H

#include <stdint.h>

#include "core/text.h"

typedef enum corral_option_kind {
    CORRAL_OPTION_FLAG,   /* bool */
    CORRAL_OPTION_TEXT,   /* const char *, borrowed from the command line */
    CORRAL_OPTION_FILE,   /* the same; completion offers files */
    CORRAL_OPTION_FOLDER, /* the same; completion offers folders */
    CORRAL_OPTION_COUNT,  /* an unsigned integer of 4 or 8 bytes, .from to .to */
    CORRAL_OPTION_NUMBER, /* double, .least to .most; .words[0], such as "auto", gives NAN */
    CORRAL_OPTION_SIZE, /* uint64_t or size_t bytes: 1000000, 512K, 100M, 2G, 1T (powers of 1024) */
    CORRAL_OPTION_CHOICE, /* int or enum: index in .words */
    CORRAL_OPTION_LIST,   /* corral_words: repeatable, each value as given */
    CORRAL_OPTION_OWN     /* .parse says */
} corral_option_kind;

/* What a repeatable option collected; the framework frees the array. */
typedef struct corral_words {
    const char **items; /* borrowed from the command line */
    size_t count;
} corral_words;

typedef struct corral_option {
    const char *name; /* without the dashes */
    char letter;      /* 0: none */
    corral_option_kind kind;
    const char *placeholder; /* NULL: the words of a choice joined by "|" */
    const char *help;        /* a phrase, lower case, no full stop; the default is appended */
    const char *blank;       /* what help says of a default that is NULL, NAN or 0, such as "no
                              * limit"; NULL: NAN and NULL are passed over */
    uint64_t from, to;       /* of a count; to 0: no upper end */
    double least, most;      /* of a number; both 0: any finite number */
    bool above;              /* a number must be above .least, not equal to it */
    bool local;              /* does not change the result: not recorded in JSON */
    bool input;              /* file: is read, so it cannot be the output */
    const char *const *words;
    corral_status (*parse)(const char *value, void *field, corral_error *err); /* OWN */
    size_t offset, size; /* of the field: CORRAL_FIELD */
} corral_option;

#define CORRAL_FIELD(type, field)                                                                  \
    .offset = offsetof(type, field), .size = sizeof(((type *)0)->field)

/* Options that stand together in help, with their values at base within a struct. */
typedef struct corral_option_block {
    const char *title;            /* in help; NULL: "options" */
    const corral_option *options; /* ends with a NULL name */
    size_t base;                  /* offset of the struct the fields are in */
} corral_option_block;

/* A block and the struct its values are in. */
typedef struct corral_option_group {
    const corral_option_block *block;
    void *values;
    unsigned mask; /* bit k: option k of the table is there; CORRAL_ALL: every one */
} corral_option_group;

#define CORRAL_ALL (~0u)

/* Whether option k of the group's table is there. */
bool corral_option_group_has(const corral_option_group *group, size_t k);

typedef struct corral_operands {
    const char **items; /* borrowed from the command line */
    size_t count;
} corral_operands;

/* Parses arguments[0 .. count). what is the command's name, for messages. operands->items must have
 * room for count. On wrong use: CORRAL_BAD_USE, the message names option, allowed and given. */
corral_status corral_options_parse(const char *what, const corral_option_group *groups,
                                   size_t group_count, char *const *arguments, size_t count,
                                   corral_operands *operands, corral_error *err);
/* Frees the lists. */
void corral_options_release(const corral_option_group *groups, size_t group_count);

/* One value by its option; used by the parser and by tests. */
corral_status corral_option_set(const corral_option *option, void *values, const char *text,
                                corral_error *err);

/* The placeholder: "N", "fast|normal", or "" for a flag. */
corral_status corral_option_placeholder(const corral_option *option, corral_text *out,
                                        corral_error *err);
/* What it may be, for messages: "from 2 to 1000". */
corral_status corral_option_range(const corral_option *option, corral_text *out, corral_error *err);
/* The range and default as help prints them, "from 2 to 1000; default 9"; "" if there
 * is nothing. */
corral_status corral_option_limits(const corral_option *option, const void *values,
                                   corral_text *out, corral_error *err);
/* The value as text, "" if it is blank. */
corral_status corral_option_value(const corral_option *option, const void *values, corral_text *out,
                                  corral_error *err);

/* Of count names the one that was probably meant, NULL if none is near. */
const char *corral_nearest(const char *given, const char *const *names, size_t count);

#endif
