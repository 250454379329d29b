/* The blind survey on backbone candidates: what can be told so that nobody can be told from it.
 *
 * A cell is a candidate on a function, on a block of functions, or as a whole (the level). Answers
 * on one's own organisation and on those one is tied to are dropped. A cell is published when at
 * least k raters from at least k organisations gave a score. The hidden cells of a candidate are
 * two or more and together as safe as one cell must be: the published cell with the fewest raters
 * is hidden too until they are (complementary suppression; Willenborg & de Waal 2001). Nothing is
 * summed across candidates.
 *
 * Everything given out is computed from scores of published cells alone, so hidden scores take no
 * part in any figure. Means and interval ends are rounded to 0.1 and cut at 1.2 and 4.8: beyond,
 * everybody would have said nearly the same. A release by blocks or candidates also holds against
 * the finer ones that the same answers would give with a lower k: what can be had by subtraction
 * is as many raters, and the mean of a hidden cell in it stays uncertain by
 * CORRAL_BACKBONE_UNCERTAIN, for each rater too.
 */
#ifndef CORRAL_BACKBONE_H
#define CORRAL_BACKBONE_H

#include "corral/progress.h"
#include "corral/survey.h"

#ifdef __cplusplus
extern "C" {
#endif

#define CORRAL_BACKBONE_LEAST 3u      /* k is never less */
#define CORRAL_BACKBONE_MOST 100u     /* nor more */
#define CORRAL_BACKBONE_FLOOR 1.2     /* means at or below are not told apart */
#define CORRAL_BACKBONE_CEILING 4.8   /* at or above */
#define CORRAL_BACKBONE_UNCERTAIN 1.0 /* of the scale */
#define CORRAL_BACKBONE_LESS_SEEN 0.4 /* at least this share don't know: less seen */

typedef enum corral_level {
    CORRAL_LEVEL_FUNCTION,
    CORRAL_LEVEL_BLOCK,
    CORRAL_LEVEL_CANDIDATE
} corral_level;

typedef enum corral_cell_status {
    CORRAL_CELL_LEADING, /* its interval reaches the best published mean */
    CORRAL_CELL_CAPABLE,
    CORRAL_CELL_LESS_SEEN, /* capable, and many don't know */
    CORRAL_CELL_HIDDEN
} corral_cell_status;

/* "leading", "capable", "less seen", "hidden". */
CORRAL_EXPORT const char *corral_cell_status_name(corral_cell_status status);
/* "function", "block", "candidate". */
CORRAL_EXPORT const char *corral_level_name(corral_level level);

/* A count from 1 to k - 1 is never told. */
#define CORRAL_FEW UINT32_MAX

typedef struct corral_backbone_cell {
    corral_cell_status status;
    double score, low, high; /* 0.1 steps from FLOOR to CEILING; NAN: hidden */
    uint32_t raters, unseen; /* or CORRAL_FEW; both 0 when hidden */
    double first;            /* share of draws in which it is the best of its column */
} corral_backbone_cell;

typedef struct corral_backbone_candidate {
    uint32_t published;      /* cells */
    double score, low, high; /* mean of the means of published cells; NAN: none */
    double adjusted;         /* freed of how severe raters are; NAN: cannot be told */
} corral_backbone_candidate;

typedef struct corral_backbone_options {
    uint32_t min_raters; /* k */
    uint64_t seed;
} corral_backbone_options;

#define CORRAL_BACKBONE_OPTIONS_INIT                                                               \
    {                                                                                              \
        5, 1                                                                                       \
    }

typedef struct corral_backbone corral_backbone;

/* The most detailed level of which at least half of the cells are published, else candidates.
 * The interval is the 2.5 and 97.5 percentile of means over raters drawn with replacement; raters
 * are ordered by their answers first, so that names and order of input mean nothing. Time:
 * k + draws (2000, fewer above 100,000 answers) times the answers. The survey is borrowed for the
 * call. CORRAL_BAD_USE: k out of range; CORRAL_BAD_INPUT: no candidate. */
CORRAL_EXPORT corral_status corral_backbone_new(const corral_survey *survey,
                                                const corral_backbone_options *options,
                                                const corral_progress *progress,
                                                corral_backbone **out, corral_error *err);
CORRAL_EXPORT void corral_backbone_free(corral_backbone *backbone);

CORRAL_EXPORT corral_level corral_backbone_level(const corral_backbone *backbone);
CORRAL_EXPORT uint32_t corral_backbone_candidates(const corral_backbone *backbone);
/* Functions, blocks, or one. */
CORRAL_EXPORT uint32_t corral_backbone_columns(const corral_backbone *backbone);
CORRAL_EXPORT corral_backbone_cell corral_backbone_get(const corral_backbone *backbone,
                                                       uint32_t candidate, uint32_t column);
CORRAL_EXPORT corral_backbone_candidate
corral_backbone_get_candidate(const corral_backbone *backbone, uint32_t candidate);
/* Mean importance of a column to all who answer, to 0.1; NAN: fewer than k say, or candidates. */
CORRAL_EXPORT double corral_backbone_importance(const corral_backbone *backbone, uint32_t column);
/* Own and tied answers with a score that were dropped, by rater and candidate; CORRAL_FEW. */
CORRAL_EXPORT void corral_backbone_dropped(const corral_backbone *backbone, uint32_t *own,
                                           uint32_t *tied);

/* ---- two releases ---- */

/* CORRAL_BAD_INPUT when an earlier release and this one, taken from each other, would show what
 * fewer than k raters or organisations said: what is published in both differs by answers of 1 to
 * k - 1. Answers are matched by candidate, column, organisation and score, never by token, so
 * that renaming hides nothing. name is the earlier file's, for the message. */
CORRAL_EXPORT corral_status corral_backbone_compare(const corral_survey *now,
                                                    const corral_survey *before,
                                                    uint32_t min_raters, const char *name,
                                                    corral_error *err);

/* ---- sharing ---- */

/* The candidates, at most `most`, whose best published means cover the columns best: the mean over
 * the columns of the best among them, as published. Ties go to fewer, then to the first in order.
 * chosen has room for `most`; *count says how many; *by (one a column) who is best, UINT32_MAX
 * where nothing is published. Where none covers every column that anybody does, *score is NAN.
 * CORRAL_LIMIT above CORRAL_SHARE_SETS combinations. */
#define CORRAL_SHARE_SETS 2000000.0
CORRAL_EXPORT corral_status corral_backbone_share(const corral_backbone *backbone, uint32_t most,
                                                  uint32_t *chosen, uint32_t *count, uint32_t *by,
                                                  double *score, corral_error *err);

/* ---- agreement, for those who ask ---- */

typedef struct corral_backbone_statistics {
    double icc_agreement, icc_consistency; /* of one rater; NAN: cannot be told */
    double icc_mean; /* of the mean of all raters, where everybody rated everything; else NAN */
    double alpha;    /* Krippendorff's, interval metric */
    uint32_t units, raters; /* published cells, raters of any of them */
    bool is_complete; /* every rater rated every one: mean squares, else variance components */
} corral_backbone_statistics;

CORRAL_EXPORT corral_backbone_statistics
corral_backbone_get_statistics(const corral_backbone *backbone);

/* ---- planning ---- */

/* What planning assumes: this share of those who are invited answers; this share of their scores is
 * dropped for a tie; a candidate is known on a function to a share of them that lies anywhere
 * between the two, so that 15 to 70 in 100 don't know. */
#define CORRAL_INVITE_ANSWERING 0.8
#define CORRAL_INVITE_TIED 0.06
#define CORRAL_INVITE_KNOWN_LEAST 0.3
#define CORRAL_INVITE_KNOWN_MOST 0.85

/* Expected share of cells with under k raters when so many are invited, each from an organisation
 * of its own: the binomial tail, averaged over how well a cell is known; before complementary
 * suppression. 39 % at 12, 10 % at 20, 2 % at 30 (k = 5). */
CORRAL_EXPORT double corral_backbone_hidden_share(uint32_t invited, uint32_t min_raters);

#ifdef __cplusplus
}
#endif

#endif
