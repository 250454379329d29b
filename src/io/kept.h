/* Rows of the small files beside a footprint, kept as they are: decisions on names, asks, words. */
#ifndef CORRAL_IO_KEPT_H
#define CORRAL_IO_KEPT_H

#include "core/strings.h"
#include "core/text.h"

typedef enum corral_kept_kind {
    CORRAL_KEPT_ALIASES,
    CORRAL_KEPT_ASKS,
    CORRAL_KEPT_CROSSWALK,
    CORRAL_KEPT_SYNONYMS,
    CORRAL_KEPT_KINDS
} corral_kept_kind;

enum { CORRAL_KEPT_COLUMNS = 8 };

/* Columns of asks. */
enum { CORRAL_ASKS_COALITION, CORRAL_ASKS_MEMBER, CORRAL_ASKS_KIND, CORRAL_ASKS_PER_YEAR };

enum { CORRAL_CROSSWALK_DECISION = 3 };

/* A file: its name without ending and its columns, of which the first `required` must be there. */
typedef struct corral_kept_form {
    const char *name;
    const char *columns[CORRAL_KEPT_COLUMNS];
    size_t count, required;
} corral_kept_form;

extern const corral_kept_form corral_kept_forms[CORRAL_KEPT_KINDS];

/* Zero-initialise. */
typedef struct corral_kept {
    corral_strings *rows[CORRAL_KEPT_KINDS]; /* the cells one behind the other, each with a NUL */
    uint32_t *order[CORRAL_KEPT_KINDS];      /* by cells, once sorted */
    corral_text scratch;
} corral_kept;

corral_status corral_kept_init(corral_kept *kept, corral_error *err);
void corral_kept_release(corral_kept *kept);

/* cells: as many as the form has columns, NULL for blank. The same row again is kept once. */
corral_status corral_kept_add(corral_kept *kept, corral_kept_kind kind, const char *const *cells,
                              corral_error *err);
/* Once all are added: puts them in order of their cells. */
corral_status corral_kept_sort(corral_kept *kept, corral_error *err);
uint32_t corral_kept_count(const corral_kept *kept, corral_kept_kind kind);
/* Fills cells with borrowed texts, "" where blank. */
void corral_kept_get(const corral_kept *kept, corral_kept_kind kind, uint32_t row,
                     const char *cells[CORRAL_KEPT_COLUMNS]);

#endif
