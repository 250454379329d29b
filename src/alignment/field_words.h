/* What single words mean in goals and strategies: a list that is data, for English. */
#ifndef CORRAL_ALIGNMENT_FIELD_WORDS_H
#define CORRAL_ALIGNMENT_FIELD_WORDS_H

typedef enum alignment_mark {
    ALIGNMENT_NUMBER,
    ALIGNMENT_PEOPLE, /* populations and ages */
    ALIGNMENT_PLACE,
    ALIGNMENT_DIRECTION,
    ALIGNMENT_NEGATION,
    ALIGNMENT_MARKS,
    ALIGNMENT_STOP = ALIGNMENT_MARKS, /* says nothing */
    ALIGNMENT_IRREGULAR               /* another form of a word, which no stemmer knows */
} alignment_mark;

typedef struct alignment_field_word {
    const char *word; /* folded */
    alignment_mark mark;
    const char *same_as; /* what decides whether two are one; NULL: the word */
} alignment_field_word;

/* NULL if it is on no list. */
const alignment_field_word *alignment_field_word_find(const char *word);

#endif
