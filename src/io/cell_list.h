/* The lists that cells of a survey hold, and what separates their entries.
 *
 * Forms write ";" behind every choice, or ", " between them although a choice may hold a comma;
 * people write ";", "|" or one entry a line. What separates is found per column, over all of its
 * cells; where that is not certain the column is refused with the entry that is doubtful.
 */
#ifndef CORRAL_IO_CELL_LIST_H
#define CORRAL_IO_CELL_LIST_H

#include "core/strings.h"
#include "core/text.h"

typedef enum corral_separator {
    CORRAL_SEPARATOR_NONE, /* a cell is one entry */
    CORRAL_SEPARATOR_SEMICOLON,
    CORRAL_SEPARATOR_BAR,
    CORRAL_SEPARATOR_LINE,
    CORRAL_SEPARATOR_COMMA_SPACE,
    CORRAL_SEPARATOR_COMMA,
    CORRAL_SEPARATOR_SPACE,
    CORRAL_SEPARATOR_TAB
} corral_separator;

/* "at \";\"" and the like, for messages. */
const char *corral_separator_words(corral_separator separator);
/* One character, or the words line, space, tab, comma; false for anything else. */
bool corral_separator_read(const char *text, corral_separator *separator);

/* The cells of a column, and what is known of its choices. */
typedef struct corral_cell_lists {
    const char *const *cells; /* trimmed, "" if blank */
    const size_t *lines;
    size_t count;
    corral_strings *choices; /* entries that are known, as prefix/entry; those of cells with a
                              * single entry are added here */
    const char *prefix;
    bool is_coded;     /* a form in which choices are codes with spaces between them */
    bool tight_commas; /* a form that writes "," and not ", " */
} corral_cell_lists;

/* *doubtful is NULL, or what to say of the column in line *line, and then nothing is certain. */
corral_status corral_cell_lists_separator(corral_cell_lists *lists, corral_separator *out,
                                          corral_text *doubtful, size_t *line, corral_error *err);

/* Cuts the first entry off *rest, which moves on; false at the end. Entries are trimmed, in place,
 * and never blank. */
bool corral_cell_list_next(const corral_cell_lists *lists, corral_separator separator, char **rest,
                           char **entry);

#endif
