/* How the forms that corral makes call their questions; what makes them and what reads the answers
 * have the words from here.
 *
 * A question that is asked of a thing stands in a group and is labelled "GROUP: THING". Its name
 * begins with what it asks for. */
#ifndef CORRAL_IO_FORM_WORDS_H
#define CORRAL_IO_FORM_WORDS_H

/* Of a region. */
#define CORRAL_FORM_WEIGHT "weight" /* primary, secondary, no, unknown */
#define CORRAL_FORM_KNOWN "known"   /* complete, partial, none, unknown */
#define CORRAL_FORM_MORE "more"     /* names, one a line */
#define CORRAL_FORM_OWN "own"       /* in one's own words: own_strategy is a strategy */
#define CORRAL_FORM_NONE "none of these"

/* Of an umbrella, in a group a parameter. */
#define CORRAL_FORM_ACCEPT "accept"
#define CORRAL_FORM_RANK "rank"
#define CORRAL_FORM_RANK_ENDING " (rank, 1 is best)"

/* Of a backbone, in a group a candidate. */
#define CORRAL_FORM_SCORE "score"
#define CORRAL_FORM_TIE "tie"
#define CORRAL_FORM_IMPORTANCE "importance"

#endif
