/* Folding and splitting by the classes of Unicode, through utf8proc. */
#include "core/words.h"

#include <string.h>
#include <utf8proc.h>

typedef utf8proc_int32_t letter;

enum { EXPANDED = 32 };

static bool is_word_letter(letter c)
{
    utf8proc_category_t k = utf8proc_category(c);
    return (k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_NO);
}

/* Zero width, soft hyphens: part of no word and no end of one. */
static bool is_passed_over(letter c)
{
    return c == '\'' || c == 0x2019 || c == 0x2018 || c == '`' || c == 0xb4 || c == 0xb7 ||
           c == 0xad || utf8proc_category(c) == UTF8PROC_CATEGORY_CF;
}

/* Marks that a writer may leave out: accents of the alphabets, points of Hebrew and Arabic. In
 * other scripts marks are vowels, or make another letter. */
static bool is_optional_mark(letter c)
{
    return (c >= 0x300 && c <= 0x36f) || (c >= 0x591 && c <= 0x5bd) || c == 0x5bf || c == 0x5c1 ||
           c == 0x5c2 || c == 0x5c4 || c == 0x5c5 || c == 0x5c7 || (c >= 0x64b && c <= 0x652) ||
           c == 0x670;
}

/* Letters that Unicode does not take apart, as people write them without. */
static const char *plain_form(letter c)
{
    switch (c) {
    case 0xf8: return "o";
    case 0x142: return "l";
    case 0x111:
    case 0xf0: return "d";
    case 0xe6: return "ae";
    case 0x153: return "oe";
    case 0xfe: return "th";
    case 0x131: return "i";
    case 0x127: return "h";
    default: return NULL;
    }
}

typedef struct splitting {
    corral_text *folded;
    corral_word word; /* under way if it has letters */
    bool open;
    bool has_small, has_capital;
    uint32_t last_piece; /* letters since the last full stop within */
    corral_word *words;
    size_t room, count;
} splitting;

static corral_status put_letter(splitting *s, letter c, corral_error *err)
{
    char bytes[4];
    const char *plain = plain_form(c);
    if (is_optional_mark(c)) return CORRAL_OK;
    s->word.letters += plain ? (uint32_t)strlen(plain) : 1;
    if (plain) return corral_text_append(s->folded, plain, strlen(plain), err);
    utf8proc_ssize_t length = utf8proc_encode_char(c, (utf8proc_uint8_t *)bytes);
    return corral_text_append(s->folded, bytes, (size_t)length, err);
}

static corral_status fold_letter(splitting *s, letter c, corral_error *err)
{
    corral_status status = CORRAL_OK;
    letter parts[EXPANDED];
    int boundary = 0;
    utf8proc_ssize_t count = utf8proc_decompose_char(
        c, parts, EXPANDED, UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD, &boundary);
    if (count < 0 || count > EXPANDED) FAIL(CORRAL_LIBRARY, "a name could not be folded");
    for (utf8proc_ssize_t k = 0; k < count; k++) TRY(put_letter(s, parts[k], err));
done:
    return status;
}

static corral_status add_letter(splitting *s, letter c, uint32_t from, uint32_t size,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    utf8proc_category_t k = utf8proc_category(c);
    if (!s->open) {
        s->open = true;
        s->has_small = s->has_capital = false;
        s->last_piece = 0;
        s->word.from = from;
        s->word.letters = 0;
        s->word.has_digit = s->word.dot_behind = false;
        s->word.is_alphabet = true;
        if (s->folded->length) TRY(corral_text_append(s->folded, " ", 1, err));
        s->word.start = (uint32_t)s->folded->length;
    }
    s->last_piece++;
    s->has_capital = s->has_capital || k == UTF8PROC_CATEGORY_LU;
    s->has_small = s->has_small || (k != UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_LO);
    s->word.has_digit = s->word.has_digit || k >= UTF8PROC_CATEGORY_ND;
    s->word.is_alphabet = s->word.is_alphabet && (c < 0x590 || (c >= 0x1e00 && c < 0x2000));
    s->word.size = from + size - s->word.from;
    TRY(fold_letter(s, c, err));
done:
    return status;
}

/* A word of marks alone is none. */
static void end_word(splitting *s, letter next)
{
    if (!s->open) return;
    s->open = false;
    s->word.length = (uint32_t)s->folded->length - s->word.start;
    s->word.is_capitals = s->has_capital && !s->has_small && s->word.letters > 1;
    s->word.dot_behind = next == '.';
    if (s->word.length) {
        if (s->count < s->room) s->words[s->count] = s->word;
        s->count++;
    }
    s->word.comma_before = false;
}

static letter decode(const char *text, size_t left, size_t *step)
{
    letter c = 0;
    utf8proc_ssize_t length =
        left ? utf8proc_iterate((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)left, &c) : 0;
    *step = length > 0 ? (size_t)length : 1;
    return length > 0 ? c : 0;
}

/* "U.N.": one letter before the full stop, a letter behind it and then no further one. */
static bool is_joined(const splitting *s, const char *behind, size_t left)
{
    size_t step, second;
    letter next = decode(behind, left, &step);
    if (!s->open || s->last_piece != 1 || !is_word_letter(next) || s->word.has_digit) return false;
    letter after = step < left ? decode(behind + step, left - step, &second) : 0;
    return !is_word_letter(after) && utf8proc_category(next) < UTF8PROC_CATEGORY_ND;
}

/* "A+", "C#", "< 5" and "> 5" are not the same without the sign. */
static bool is_telling_sign(const splitting *s, letter c, const char *behind, size_t left)
{
    size_t step;
    if (c == '<' || c == '>') return true;
    return (c == '+' || c == '#') && s->open && !is_word_letter(decode(behind, left, &step));
}

static void see_between(splitting *s, letter c)
{
    if (c == ',' || c == 0x3001 || c == 0x60c) s->word.comma_before = true;
    if (c == '(' || c == '[' || c == 0xff08) s->word.is_bracketed = true;
    if (c == ')' || c == ']' || c == 0xff09) s->word.is_bracketed = false;
}

corral_status corral_words_split(const char *text, corral_text *folded, corral_word *words,
                                 size_t room, size_t *count, corral_error *err)
{
    corral_status status = CORRAL_OK;
    splitting s = {.folded = folded, .words = words, .room = room};
    size_t length = strlen(text), step;
    folded->length = 0;
    TRY(corral_text_append(folded, "", 0, err));
    if (length > UINT32_MAX / 8) FAIL(CORRAL_LIMIT, "a name has more than 512 MiB");
    if (corral_utf8_valid(text, length) < length) FAIL(CORRAL_BAD_INPUT, "text is not valid UTF-8");
    for (size_t i = 0; i < length; i += step) {
        letter c = decode(text + i, length - i, &step);
        if (is_word_letter(c) || is_telling_sign(&s, c, text + i + step, length - i - step)) {
            TRY(add_letter(&s, c, (uint32_t)i, (uint32_t)step, err));
        } else if (c == '.' && is_joined(&s, text + i + 1, length - i - 1)) {
            s.last_piece = 0;
        } else if (!is_passed_over(c)) {
            end_word(&s, c);
            see_between(&s, c);
        }
    }
    end_word(&s, 0);
    *count = s.count;
done:
    return status;
}
