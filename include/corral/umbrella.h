/* The umbrella: where coalitions agree on its parameters (population, issues, geography, how
 * resources are blended, governance), and which package of options costs whom what.
 *
 * A coalition is one vote, however many answer for it: its rank and its accept of an option are the
 * medians over them. Ranks become mid-ranks among the options of a parameter that it ranks; where
 * it ranks none of them, its accepts put them in order. What is not said stays unknown: it is
 * neither "can live with" nor "cannot", and nor is a median between 0 and 1.
 *
 *     corral_umbrella *umbrella = NULL;
 *     if (corral_umbrella_new(&survey, NULL, &umbrella, &error) == CORRAL_OK)
 *         for (uint32_t k = 0; k < corral_umbrella_row_count(umbrella); k++) {
 *             corral_umbrella_row row = corral_umbrella_get(umbrella, k);
 *             printf("%u: %u cannot\n", row.option, row.cannot);
 *         }
 *     corral_umbrella_free(umbrella);
 */
#ifndef CORRAL_UMBRELLA_H
#define CORRAL_UMBRELLA_H

#include <stdint.h>

#include "corral/error.h"
#include "corral/progress.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What one respondent of a coalition says of an option. */
typedef struct corral_preference {
    uint32_t coalition, option;
    double rank;   /* 1 is best, equal ranks are ties; NAN: unranked */
    double accept; /* 0 cannot, 1 can live with, 2 fine, 3 want; NAN: not said */
} corral_preference;

/* The answers of one round, borrowed for the call. Ties are settled by number, so number coalitions
 * and options in an order that means something. */
typedef struct corral_umbrella_answers {
    uint32_t coalitions, parameters, options;
    const uint32_t *parameter_of; /* of each option */
    const corral_preference *answers;
    size_t count;
    const double *size; /* of each coalition, whole numbers such as members; NULL: not known */
} corral_umbrella_answers;

typedef enum corral_blocs {
    CORRAL_BLOCS_UNKNOWN, /* fewer than four say whether they accept it */
    CORRAL_BLOCS_ONE,
    CORRAL_BLOCS_TWO /* at least two, and a quarter, want it; as many can at most live with it; and
                      * fewer than on either side stand between */
} corral_blocs;

#define CORRAL_FLIPS_UNKNOWN UINT32_MAX

/* An option as the table sees it. */
typedef struct corral_umbrella_row {
    uint32_t option, parameter;
    uint32_t first_choices; /* coalitions that rank none above it; level ones count for each */
    uint32_t can_live_with, cannot, unknown; /* together all coalitions */
    uint32_t ranked;                         /* coalitions that rank it */
    double rank_sum;                         /* of their mid-ranks */
    uint32_t rank;  /* in the consensus order; every option that can come first has 1; what nobody
                     * ranks stands last */
    uint32_t flips; /* coalitions of which leaving out one would let it come first, or stop it from
                     * coming first; CORRAL_FLIPS_UNKNOWN: fewer than two coalitions, or too many
                     * options for certainty */
    corral_blocs blocs;
    double first_size;     /* first choices by size; NAN without sizes */
    uint32_t rank_by_size; /* in the consensus order by size; 0 without sizes */
} corral_umbrella_row;

/* A parameter with its rows, first .. end-1 in consensus order. */
typedef struct corral_umbrella_parameter {
    uint32_t parameter, first, end;
    uint32_t level;         /* options that come first in one of the best orders */
    uint32_t level_by_size; /* the same by size; 0 without sizes */
    uint32_t flips;         /* coalitions of which leaving out one changes which these are */
    bool is_exact;          /* the order is the best for certain */
} corral_umbrella_parameter;

typedef struct corral_umbrella corral_umbrella;

/* Refuses (CORRAL_BAD_INPUT) a survey without an answer, numbers out of range, ranks under 1 and
 * accepts out of 0 to 3. O(answers log answers + coalitions * options^2), and for parameters of up
 * to 12 options O(2^options options^2), again for each coalition that might change what comes
 * first. */
CORRAL_EXPORT corral_status corral_umbrella_new(const corral_umbrella_answers *survey,
                                                const corral_progress *progress,
                                                corral_umbrella **out, corral_error *err);
CORRAL_EXPORT void corral_umbrella_free(corral_umbrella *umbrella);

/* Those with an answer in the round, rising; borrowed. The functions below take its index. */
CORRAL_EXPORT const uint32_t *corral_umbrella_coalitions(const corral_umbrella *umbrella,
                                                         uint32_t *count);
/* The agenda: by the share that can live with what comes first, falling, then by first choices,
 * then by number. Parameters and options without an answer are not there. */
CORRAL_EXPORT uint32_t corral_umbrella_parameter_count(const corral_umbrella *umbrella);
CORRAL_EXPORT corral_umbrella_parameter
corral_umbrella_get_parameter(const corral_umbrella *umbrella, uint32_t place);
CORRAL_EXPORT uint32_t corral_umbrella_row_count(const corral_umbrella *umbrella);
CORRAL_EXPORT corral_umbrella_row corral_umbrella_get(const corral_umbrella *umbrella,
                                                      uint32_t row);
/* What a coalition (by index) says of the option of a row: mid-rank and median accept, NAN if none.
 */
CORRAL_EXPORT double corral_umbrella_rank(const corral_umbrella *umbrella, uint32_t coalition,
                                          uint32_t row);
CORRAL_EXPORT double corral_umbrella_accept(const corral_umbrella *umbrella, uint32_t coalition,
                                            uint32_t row);
CORRAL_EXPORT bool corral_umbrella_is_first_choice(const corral_umbrella *umbrella,
                                                   uint32_t coalition, uint32_t row);
CORRAL_EXPORT bool corral_umbrella_can_live_with(const corral_umbrella *umbrella,
                                                 uint32_t coalition, uint32_t row);
CORRAL_EXPORT bool corral_umbrella_cannot(const corral_umbrella *umbrella, uint32_t coalition,
                                          uint32_t row);

/* Its size, NAN where sizes are not known. */
CORRAL_EXPORT double corral_umbrella_size(const corral_umbrella *umbrella, uint32_t coalition);

/* ---- packages: one choice a parameter ---- */

typedef struct corral_package_options {
    const bool *many;   /* by place of a parameter: a choice may hold several of its options; NULL:
                         * one option each */
    bool allow_unknown; /* feasible where nobody cannot, though somebody has not said */
} corral_package_options;

/* A choice costs a coalition the mid-rank of its best option in it, less 1; an option it has not
 * ranked counts as the middle of the places left over. */
typedef struct corral_package {
    const uint32_t *choices; /* by place of the parameter; borrowed from the packages */
    bool is_feasible;
    uint32_t cannot, unknown; /* coalitions that cannot accept, or have not said, one choice or
                               * more; one that does both counts for both */
    double sum;               /* of the costs of all coalitions */
    double most;      /* the largest cost of one: the least regret is the smallest of these */
    double by_size;   /* sum of cost times size; NAN without sizes */
    double accept;    /* sum of accepts that are known; of several options the least */
    uint32_t give_up; /* coalitions whose first choice is missing in some parameter */
} corral_package;

typedef struct corral_packages corral_packages;

/* Packages that are feasible and that no feasible one beats: costs nobody more and somebody less,
 * or costs everybody the same with fewer options where several may be chosen.
 * Built parameter by parameter, so that only what is not beaten so far is kept: exact for any
 * number of combinations. CORRAL_LIMIT where over 5,000 are not beaten, or a parameter of which
 * several may be chosen has over 12 options. options may be NULL. The umbrella is borrowed. */
CORRAL_EXPORT corral_status corral_packages_find(const corral_umbrella *umbrella,
                                                 const corral_package_options *options,
                                                 const corral_progress *progress,
                                                 corral_packages **out, corral_error *err);
CORRAL_EXPORT void corral_packages_free(corral_packages *packages);

/* By sum, then most, then choices. */
CORRAL_EXPORT size_t corral_packages_count(const corral_packages *packages);
CORRAL_EXPORT corral_package corral_packages_get(const corral_packages *packages, size_t index);
/* The one with the least sum, feasible or not. */
CORRAL_EXPORT corral_package corral_packages_favourite(const corral_packages *packages);
/* Any package; choices by place, numbered in order of their options' rows. */
CORRAL_EXPORT corral_package corral_packages_evaluate(const corral_packages *packages,
                                                      const uint32_t *choices);
CORRAL_EXPORT bool corral_packages_is_beaten(const corral_packages *packages,
                                             const uint32_t *choices);

/* The choices of a parameter, and whether row k of it (from its first) is in one. */
CORRAL_EXPORT uint32_t corral_packages_choice_count(const corral_packages *packages,
                                                    uint32_t place);
CORRAL_EXPORT bool corral_packages_holds(const corral_packages *packages, uint32_t place,
                                         uint32_t choice, uint32_t k);
/* Whether the choice may be in a feasible package. */
CORRAL_EXPORT bool corral_packages_is_open(const corral_packages *packages, uint32_t place,
                                           uint32_t choice);
CORRAL_EXPORT double corral_packages_cost(const corral_packages *packages, const uint32_t *choices,
                                          uint32_t coalition);
/* How many parameters' first choices a coalition gives up. */
CORRAL_EXPORT uint32_t corral_packages_given_up(const corral_packages *packages,
                                                const uint32_t *choices, uint32_t coalition);

/* How many combinations there are, and how many feasible; counted to UINT64_MAX. */
CORRAL_EXPORT uint64_t corral_packages_all(const corral_packages *packages);
CORRAL_EXPORT uint64_t corral_packages_feasible(const corral_packages *packages);

/* The single "cannot" that opens most packages if it is lifted; row UINT32_MAX if none does. */
typedef struct corral_opening {
    uint32_t row, coalition;
    uint64_t opens;
} corral_opening;

CORRAL_EXPORT corral_opening corral_packages_opening(const corral_packages *packages);

#ifdef __cplusplus
}
#endif

#endif
