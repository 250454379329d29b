/* Single words that are nearly the same. */
#include "names/likeness.h"

#include <string.h>
#include <utf8proc.h>

#include "names/lexicon.h"

enum {
    SHORT_WORD = 5, /* letters; in a shorter word a wrong letter is another word */
    SEVERAL = 3     /* names that have both words: they are two words */
};

static const char *word_of(const names_model *m, const names_token *t)
{
    return corral_strings_get(m->strings, t->word);
}

/* ---- words that are nearly the same ---- */

static size_t decode(const char *text, utf8proc_int32_t letters[NAMES_LETTERS * 2])
{
    size_t count = 0, left = strlen(text);
    while (left && count < NAMES_LETTERS * 2) {
        utf8proc_ssize_t step = utf8proc_iterate((const utf8proc_uint8_t *)text,
                                                 (utf8proc_ssize_t)left, &letters[count]);
        if (step <= 0) break;
        text += step;
        left -= (size_t)step;
        count++;
    }
    return count;
}

bool names_is_slip(const char *a, const char *b, size_t *letters)
{
    utf8proc_int32_t one[NAMES_LETTERS * 2], two[NAMES_LETTERS * 2];
    size_t n = decode(a, one), m = decode(b, two), front = 0, back = 0;
    size_t least = n < m ? n : m;
    *letters = n > m ? n : m;
    if (*letters - least > 1) return false;
    while (front < least && one[front] == two[front]) front++;
    while (back < least - front && one[n - 1 - back] == two[m - 1 - back]) back++;
    size_t rest = *letters - front - back;
    if (rest <= 1) return true;
    return rest == 2 && n == m && one[front] == two[front + 1] && one[front + 1] == two[front];
}

static bool is_vowel(char c)
{
    return c && strchr("aeiouy", c);
}

/* "Maria" and "Mario", "Daniel" and "Daniela" are two people. */
static bool differs_in_last_vowel(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b);
    if (n == m) return is_vowel(a[n - 1]) && is_vowel(b[m - 1]) && a[n - 1] != b[m - 1];
    const char *longer = n > m ? a : b;
    size_t last = (n > m ? n : m) - 1;
    return is_vowel(longer[last]) && strncmp(a, b, last) == 0;
}

static bool may_be_slip(const names_model *m, const names_token *a, const names_token *b)
{
    const names_word *one = &m->words[a->stem], *two = &m->words[b->stem];
    const char *first = corral_strings_get(m->strings, a->stem);
    const char *second = corral_strings_get(m->strings, b->stem);
    size_t letters;
    if (!one->is_alphabet || !two->is_alphabet) return false;
    if (one->flags & two->flags & NAMES_ORDINARY) return false;
    if (one->df >= SEVERAL && two->df >= SEVERAL) return false;
    /* The first letter is hardly ever the wrong one: mental, dental. */
    if (first[0] != second[0] || !names_is_slip(first, second, &letters)) return false;
    return one->letters >= SHORT_WORD && two->letters >= SHORT_WORD &&
           !differs_in_last_vowel(first, second);
}

static bool is_subsequence(const char *part, const char *whole)
{
    while (*part && *whole) part += *part == *whole++;
    return !*part;
}

/* "Univ." with its full stop, or "bldg" with consonants alone and the last letter. */
static bool may_be_abbreviation(const names_model *m, const names_token *a, const names_token *b)
{
    const char *part = word_of(m, a), *whole = word_of(m, b);
    bool has_dot = a->has_dot, has_vowel = false;
    if (strlen(part) > strlen(whole)) {
        const char *other = part;
        part = whole;
        whole = other;
        has_dot = b->has_dot;
    }
    size_t length = strlen(part), longer = strlen(whole);
    uint32_t letters = m->words[a->word].letters, others = m->words[b->word].letters;
    uint32_t more = letters > others ? letters - others : others - letters;
    if (more < 2 || part[0] != whole[0] || !is_subsequence(part, whole)) return false;
    /* Of letters beyond ASCII it is not known whether they are vowels. */
    for (size_t k = 1; k < length; k++)
        has_vowel = has_vowel || is_vowel(part[k]) || (part[k] & 0x80);
    return (has_dot && length >= 2) ||
           (!has_vowel && length >= 3 && part[length - 1] == whole[longer - 1]);
}

names_likeness names_compare_tokens(const names_model *m, const names_token *a,
                                    const names_token *b)
{
    const names_word *one = &m->words[a->stem], *two = &m->words[b->stem];
    if (a->word == b->word) return NAMES_SAME;
    if (a->stem == b->stem) return NAMES_STEM;
    if ((one->flags | two->flags) & NAMES_EXACT || one->has_digit || two->has_digit)
        return NAMES_UNLIKE;
    if ((one->letters == 1) != (two->letters == 1))
        return one->is_alphabet && word_of(m, a)[0] == word_of(m, b)[0] ? NAMES_ONE_INITIAL
                                                                        : NAMES_UNLIKE;
    if (may_be_abbreviation(m, a, b)) return NAMES_ABBREVIATION;
    return may_be_slip(m, a, b) ? NAMES_ONE_SLIP : NAMES_UNLIKE;
}
