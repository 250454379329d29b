/* Every pair at a threshold without looking at every pair, shared by the files of this folder.
 *
 * Footprints become vectors z over the items of all facets: z = weight of the facet times value
 * (pooled; its root for cosine), or the same of values divided by the facet's sum (mean; its norm
 * for cosine). With M the sum of min(z, z') (of products for cosine) over what a pair shares, and X
 * and Y the sums (norms) of both over the facets C known for both, a similarity of t needs
 *
 *     pooled  jaccard  M >= t / (1 + t) (X + Y)     dice  M >= t / 2 (X + Y)
 *     mean    jaccard  M >= t max(X, Y)             dice  M >= t / 2 max(X, Y)
 *     both    cosine   M >= t X Y
 *
 * (for the mean since a facet's score is at most M / max of both sums there). Items are ranked from
 * common to rare. If r is the rarest item that a pair shares, M is at most what either has up to r:
 * its reach u(r) = (sum of z up to r) / X bounds the similarity from one side, and two reaches
 * bound it together (prefix norms: Anastasiu and Karypis, L2AP, ICDE 2014; prefixes of sets:
 * Chaudhuri, Ganti and Kaushik, ICDE 2006). C differs from pair to pair; u is the largest over
 * every C that the coalition can be compared on, so nothing that is unknown makes a bound too
 * tight.
 *
 * Nothing here decides a pair: what the bounds leave, similarity_of_shared() decides. */
#ifndef CORRAL_SIMILARITY_JOIN_H
#define CORRAL_SIMILARITY_JOIN_H

#include "similarity/footprints.h"

/* ---- bounds ---- */

typedef enum join_form { JOIN_OF_SUM, JOIN_OF_LARGER, JOIN_OF_PRODUCT } join_form;

enum { JOIN_SETS = 32 /* of facets looked at one by one; with more, all thinkable ones are */ };

typedef struct join_bounds {
    join_form form;
    double factor;      /* of the table above, with slack */
    double inverse_sum; /* JOIN_OF_SUM: 1/u + 1/u' at most */
    /* The facets that a coalition can be compared on, by pattern: distinct, at most JOIN_SETS. */
    uint32_t *set_start;
    uint64_t *set;
    bool is_any; /* too many patterns to list them */
} join_bounds;

/* Whether the measure has such bounds, and the threshold one that they help with. */
bool join_has_bounds(const corral_similarity *s, double threshold);
corral_status join_bounds_init(join_bounds *b, const corral_similarity *s, double threshold,
                               corral_error *err);
void join_bounds_release(join_bounds *b);

/* The least M of a pair at the threshold with sums (norms) x and y. */
double join_needed(const join_bounds *b, double x, double y);
/* The least reach of the partner of a coalition with this reach; above 1 where there is none. */
double join_least_reach(const join_bounds *b, double reach);

/* The sum (norm) of a over the facets of a set. */
double join_size(const corral_similarity *s, uint32_t a, uint64_t facets);
/* z of a over its value, in facet k. */
double join_scale(const corral_similarity *s, uint32_t a, uint32_t k);

/* ---- rows ---- */

typedef struct join_cell {
    uint32_t rank;
    double z, reach;
} join_cell;

typedef struct join_row {
    join_cell *cell; /* ranks rising: from common to rare */
    size_t count, capacity;
} join_row;

/* What of a can matter: facets known, values above 0. rank_of may be NULL: canonical numbers. */
corral_status join_row_load(join_row *row, const corral_similarity *s, const join_bounds *b,
                            const uint32_t *rank_of, uint32_t a);

/* ---- lines: what is compared first, a cache line at a time ---- */

enum { JOIN_LANES = 14 };

/* A coalition's items from rare to common, 14 a line. */
typedef struct join_line {
    uint32_t rank[JOIN_LANES]; /* UINT32_MAX where there is none */
    float size;                /* over all facets known for it, rounded down */
    float rest;                /* sum (norm) of what stands in no line up to this, rounded up */
} join_line;

/* One coalition that candidates are compared with: its items from rare to common and the most that
 * each can add to M, in whole parts of 1 / scale, so that no order of additions changes a sum. */
typedef struct join_probe {
    uint32_t *rank, *most;
    size_t count, capacity;
    double scale, size;
    bool is_blunt; /* numbers too small or large to bound anything */
} join_probe;

/* A candidate: its first line, and where those behind begin and end, read only if the first does
 * not decide. */
typedef struct join_lines {
    const join_line *first, *behind;
    const size_t *bounds;
} join_lines;

/* Whether the candidate's M can reach `needed`, both in whole parts as is rest_factor times the
 * rest of a line. */
typedef bool join_compare(const join_probe *probe, const join_lines *lines, double needed,
                          double rest_factor);

/* The fastest that this processor has; all give the same answers. */
join_compare *join_compare_choose(void);
/* Each of them, the plainest first; NULL where the processor has it not. */
enum { JOIN_KINDS = 3 };
join_compare *join_compare_kind(int kind);

/* ---- index ---- */

typedef struct join_index {
    const corral_similarity *s;
    join_bounds bounds;
    uint32_t *rank_of; /* by canonical number; NULL: the same */
    uint32_t count;    /* coalitions with any item, which have positions 0 .. count - 1 */
    uint32_t *order;   /* position to coalition */
    double *largest;   /* by rank: largest z (for cosine alone) */
    size_t *start;     /* by rank */
    uint64_t *posting; /* reach falling: its bits inverted, then the position */
    void *line_block;
    join_line *line;      /* by position; begins where a cache line does */
    size_t *behind_start; /* by position */
    join_line *behind;
    join_compare *compare;
} join_index;

/* in_order: positions follow numbers of coalitions (else rarest items, which is faster). */
corral_status join_index_new(const corral_similarity *s, double threshold, bool in_order,
                             join_index **out, corral_error *err);
void join_index_free(join_index *index);

/* ---- search ---- */

typedef corral_status join_row_use(void *context, uint32_t a, const similarity_entry *list,
                                   size_t count);

typedef struct join_visit {
    join_row_use *row; /* once a position, from any thread; list in no order */
    void *context;
    bool later_only;     /* partners at later positions: every pair once */
    uint32_t first, end; /* positions */
    const corral_progress *progress;
} join_visit;

/* Every pair once, in the list of either; by bounds where the measure has them, else row by row. */
corral_status join_every_pair(const corral_similarity *s, double threshold, join_row_use *use,
                              void *context, const corral_progress *progress, corral_error *err);

corral_status join_search(const join_index *index, double threshold, const join_visit *visit,
                          corral_error *err);

#endif
