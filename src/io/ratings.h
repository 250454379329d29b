/* ratings.csv: the blind survey on backbone candidates.
 *
 * Confidential: no message has any text of a row but the places of cells, for tokens may stand in
 * a wrong column. */
#ifndef CORRAL_IO_RATINGS_H
#define CORRAL_IO_RATINGS_H

#include "corral/survey.h"

#include "core/try.h"
#include "io/answers_file.h"

/* Of a table: columns respondent, organisation, tie, candidate, function, score, importance, block;
 * respondent, organisation, candidate, function and score must be there. Without a block column
 * functions are laid into three blocks in the order of their names. The first row that is wrong is
 * refused with its place: a blank respondent, organisation, candidate or function, a score or
 * importance that is not 1 to 5 or blank, a respondent with two organisations, one respondent twice
 * on one cell, a function in two blocks. With a region (may be NULL) organisations and candidates
 * that are members of it, under whatever name, are one. */
corral_status corral_ratings_read(const corral_answers_file *from, corral_survey *out,
                                  corral_error *err);

#endif
