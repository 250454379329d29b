/* The rows of an alignment as they are made, shared by the files of this folder. */
#ifndef CORRAL_ALIGNMENT_ALIGN_H
#define CORRAL_ALIGNMENT_ALIGN_H

#include "core/text.h"
#include "corral/align.h"

typedef struct alignment_row {
    corral_align_row row; /* name and why are set when asked for */
    uint32_t *items, *coalitions;
    size_t item_capacity, coalition_capacity;
    char *name; /* of an entry that is not in the region; else NULL */
    corral_text why;
} alignment_row;

typedef struct alignment_question {
    corral_align_question asked; /* why is set when asked for */
    char *why;
} alignment_question;

struct corral_alignment {
    const corral_region *region;
    uint32_t *coalitions; /* rising */
    size_t count;
    corral_align_options options;
    alignment_row *rows;
    size_t row_count, row_capacity;
    size_t passed_over;
    alignment_question *questions;
    size_t question_count, question_capacity;
};

corral_status alignment_push(uint32_t **list, size_t *capacity, size_t *count, uint32_t value,
                             corral_error *err);
/* Rising, each once. */
void alignment_settle(uint32_t *list, size_t *count);
/* *out is borrowed until the next one. */
corral_status alignment_row_new(corral_alignment *a, uint32_t facet, corral_align_class klass,
                                alignment_row **out, corral_error *err);
/* Adds what the list suggests of the facet, then what goes together in groups. */
corral_status alignment_consider(corral_alignment *a, uint32_t facet, corral_error *err);

/* Whether it lies within outer, or is it, or is treated as one with it. */
bool alignment_lies_within(const corral_region *region, uint32_t item, uint32_t outer);
/* Whether a coalition has it or what lies within it. */
bool alignment_has_any(const corral_region *region, uint32_t coalition, uint32_t outer);
/* Who in the region has it or what lies within it, as the row's coalitions. */
corral_status alignment_find_elsewhere(const corral_region *region, uint32_t outer,
                                       alignment_row *row, corral_error *err);
/* Adds what is twice as frequent in groups that have what half the table has. */
corral_status alignment_suggest(corral_alignment *a, uint32_t facet, corral_error *err);

/* Joins the most alike clusters, ties by number, until none is left whose texts are all at least
 * `least` alike. alike is count x count and is overwritten; of[i] becomes the smallest number in
 * i's cluster. O(count^3) at worst. */
void alignment_link(double *alike, size_t count, double least, uint32_t *of);

#endif
