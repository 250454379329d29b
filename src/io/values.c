/* Numbers and words of cells. */
#include "io/values.h"

#include <locale.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool is_white(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

char *corral_value_trim(char *text)
{
    while (is_white(*text)) text++;
    size_t length = strlen(text);
    if (length && is_white(text[length - 1])) {
        while (length && is_white(text[length - 1])) length--;
        text[length] = '\0';
    }
    return text;
}

/* ---- numbers ---- */

/* Decimal digits with their sign and power of ten, as far as 64 bits hold them. */
typedef struct decimal {
    uint64_t digits;
    int power;
    bool is_negative, is_exact;
} decimal;

/* Takes the digits at *text; behind the point each lowers the power. */
static size_t take_digits(const char **text, bool behind_point, decimal *d)
{
    const char *start = *text;
    for (; **text >= '0' && **text <= '9'; ++*text) {
        unsigned digit = (unsigned)(**text - '0');
        if (d->digits > (UINT64_MAX - 9) / 10) {
            d->is_exact = false;
            continue;
        }
        d->digits = d->digits * 10 + digit;
        if (behind_point) d->power--;
    }
    return (size_t)(*text - start);
}

static bool take_exponent(const char **text, decimal *d)
{
    int exponent = 0;
    bool is_negative = *++*text == '-';
    if (**text == '-' || **text == '+') ++*text;
    if (**text < '0' || **text > '9') return false;
    for (; **text >= '0' && **text <= '9'; ++*text)
        if (exponent < 10000) exponent = 10 * exponent + (**text - '0');
    d->power += is_negative ? -exponent : exponent;
    return true;
}

/* Reads the whole text; false if it is no decimal number. */
static bool take_decimal(const char *text, bool decimal_comma, decimal *d)
{
    *d = (decimal){0, 0, *text == '-', true};
    if (*text == '-' || *text == '+') text++;
    size_t count = take_digits(&text, false, d);
    if (*text == '.' || (decimal_comma && *text == ',')) {
        text++;
        count += take_digits(&text, true, d);
    }
    if (count == 0) return false;
    if ((*text == 'e' || *text == 'E') && !take_exponent(&text, d)) return false;
    return *text == '\0';
}

/* strtod reads the decimal point of the program's locale, which need not be a point. */
static bool convert_slowly(const char *text, double *value)
{
    char copy[400];
    size_t length = strlen(text);
    if (length >= sizeof copy) return false;
    memcpy(copy, text, length + 1);
    char *comma = strchr(copy, ',');
    if (comma) *comma = '.';
    locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (c == (locale_t)0) return false;
    *value = strtod_l(copy, NULL, c);
    freelocale(c);
    return true;
}

bool corral_value_number(const char *text, bool decimal_comma, double *value)
{
    static const double tens[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                  1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                  1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    const int limit = (int)COUNT(tens) - 1;
    decimal d;
    if (!take_decimal(text, decimal_comma, &d)) return false;
    /* Both factors are exact doubles, so one operation rounds correctly. */
    if (d.is_exact && d.digits <= (uint64_t)1 << 53 && d.power >= -limit && d.power <= limit) {
        *value = d.power < 0 ? (double)d.digits / tens[-d.power] : (double)d.digits * tens[d.power];
        if (d.is_negative) *value = -*value;
        return true;
    }
    if (!convert_slowly(text, value)) return false;
    bool vanished = *value == 0 && d.digits != 0;
    return isfinite(*value) && !vanished;
}

/* ---- words ---- */

/* strcasecmp follows the locale: in Turkish I is not the capital of i. */
static char fold(char c)
{
    if (c >= 'A' && c <= 'Z') return (char)(c - 'A' + 'a');
    return c == ' ' || c == '-' ? '_' : c;
}

bool corral_value_same(const char *a, const char *b)
{
    for (; fold(*a) == fold(*b); a++, b++)
        if (*a == '\0') return true;
    return false;
}

bool corral_value_is_one_of(const char *text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (corral_value_same(text, words[i])) return true;
    return false;
}

static bool is_share(const char *text, bool decimal_comma, double *value)
{
    return corral_value_number(text, decimal_comma, value) && *value >= 0 && *value <= 1;
}

typedef struct worded {
    const char *word;
    double value;
} worded;

static bool find_word(const char *text, const worded *words, size_t count, double *value)
{
    for (size_t i = 0; i < count; i++) {
        if (!corral_value_same(text, words[i].word)) continue;
        *value = words[i].value;
        return true;
    }
    return false;
}

bool corral_value_weight(const char *text, bool decimal_comma, double *weight)
{
    static const worded words[] = {{"", 1}, {"primary", 1}, {"secondary", 0.5}, {"no", 0}};
    return is_share(text, decimal_comma, weight) || find_word(text, words, COUNT(words), weight);
}

bool corral_value_decision(const char *text, bool decimal_comma, double *value)
{
    static const worded words[] = {
        {"primary", 1}, {"secondary", 0.5}, {"yes", 1}, {"no", 0}, {"unknown", NAN}};
    return is_share(text, decimal_comma, value) || find_word(text, words, COUNT(words), value);
}

bool corral_value_known(const char *text, corral_said_known *known)
{
    static const struct {
        const char *word;
        corral_said_known known;
    } words[] = {{"", CORRAL_SAID_NOTHING},
                 {"yes", CORRAL_SAID_YES},
                 {"partial", CORRAL_SAID_PARTIAL},
                 {"no", CORRAL_SAID_NO}};
    for (size_t i = 0; i < COUNT(words); i++) {
        if (!corral_value_same(text, words[i].word)) continue;
        *known = words[i].known;
        return true;
    }
    return false;
}

/* ---- dates ---- */

/* The number in the first `digits` characters, -1 if they are not all digits. */
static int digits_at(const char *text, size_t digits)
{
    int number = 0;
    for (size_t i = 0; i < digits; i++) {
        if (text[i] < '0' || text[i] > '9') return -1;
        number = 10 * number + (text[i] - '0');
    }
    return number;
}

bool corral_value_same_decision(const char *text, corral_same_decision *decision)
{
    for (int k = CORRAL_SAME_UNDECIDED; k <= CORRAL_SAME_LATER; k++) {
        if (!corral_value_same(text, corral_same_decision_name((corral_same_decision)k))) continue;
        *decision = (corral_same_decision)k;
        return true;
    }
    return false;
}

bool corral_value_is_date(const char *text)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    size_t length = strlen(text);
    if (length != 4 && length != 7 && length != 10) return false;
    int year = digits_at(text, 4);
    if (year < 0) return false;
    if (length == 4) return true;
    int month = text[4] == '-' ? digits_at(text + 5, 2) : -1;
    if (month < 1 || month > 12) return false;
    if (length == 7) return true;
    int day = text[7] == '-' ? digits_at(text + 8, 2) : -1;
    bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return day >= 1 && day <= days[month - 1] + (month == 2 && is_leap);
}

/* ---- items and facets ---- */

corral_item_word corral_value_item_word(const char *text)
{
    static const char *const none[] = {"none", "(none)", "nobody", "no one", "nothing", "nil"};
    static const char *const nothing[] = {"n/a",
                                          "na",
                                          "n.a",
                                          "n. a",
                                          "not applicable",
                                          "same as above",
                                          "same",
                                          "ditto",
                                          "see above",
                                          "-",
                                          "--",
                                          "---",
                                          "\u2013",
                                          "\u2014",
                                          "?",
                                          "??",
                                          "???",
                                          "unknown",
                                          "not known",
                                          "don't know",
                                          "dont know",
                                          "tbd",
                                          "tba",
                                          "to be determined"};
    enum { LONGEST = 17 };
    char word[LONGEST];
    size_t length = strlen(text);
    /* Nearly every item is left at once. */
    if (length >= LONGEST || !strchr("nsdt-?u(N\xe2SDTU", text[0])) return CORRAL_ITEM_WORD_ITEM;
    memcpy(word, text, length + 1);
    if (length > 1 && word[length - 1] == '.') word[length - 1] = '\0';
    if (corral_value_is_one_of(word, none, COUNT(none))) return CORRAL_ITEM_WORD_NONE;
    if (corral_value_is_one_of(word, nothing, COUNT(nothing))) return CORRAL_ITEM_WORD_NOTHING;
    return CORRAL_ITEM_WORD_ITEM;
}

const char *corral_value_facet(const char *text)
{
    static const struct {
        const char *one, *many;
    } facets[] = {{"member", "members"},        {"goal", "goals"},
                  {"strategy", "strategies"},   {"population", "populations"},
                  {"issue", "issues"},          {"target", "targets"},
                  {"sector", "sectors"},        {"geography", "geographies"},
                  {"governance", "governance"}, {"funding", "funding"},
                  {"partner", "partners"}};
    for (size_t i = 0; i < COUNT(facets); i++)
        if (corral_value_same(text, facets[i].one) || corral_value_same(text, facets[i].many))
            return facets[i].one;
    return NULL;
}
