/* One option and its value: setting it from text, and saying what it may be. */
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/options.h"
#include "core/memory.h"
#include "core/number.h"

static corral_status append(corral_text *out, const char *text, corral_error *err)
{
    return corral_text_append(out, text, strlen(text), err);
}

static void *field(const corral_option *option, void *values)
{
    return (char *)values + option->offset;
}

static uint64_t load_count(const corral_option *option, const void *values)
{
    uint64_t wide = 0;
    uint32_t narrow = 0;
    const char *from = (const char *)values + option->offset;
    if (option->size == sizeof wide)
        memcpy(&wide, from, sizeof wide);
    else
        memcpy(&narrow, from, sizeof narrow);
    return option->size == sizeof wide ? wide : narrow;
}

static void store_count(const corral_option *option, void *values, uint64_t value)
{
    uint32_t narrow = (uint32_t)value;
    if (option->size == sizeof value)
        memcpy(field(option, values), &value, sizeof value);
    else
        memcpy(field(option, values), &narrow, sizeof narrow);
}

static uint64_t most_count(const corral_option *option)
{
    if (option->to) return option->to;
    return option->size == sizeof(uint64_t) ? UINT64_MAX : UINT32_MAX;
}

/* Digits alone: no sign, no space. */
static bool parse_count(const char *text, uint64_t *value)
{
    size_t digits = strspn(text, "0123456789");
    if (!digits || text[digits]) return false;
    errno = 0;
    *value = strtoull(text, NULL, 10);
    return errno == 0;
}

static corral_status must_be(const corral_option *option, const char *text, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text range = {0};
    TRY(corral_option_range(option, &range, err));
    FAIL(CORRAL_BAD_USE, "--%s must be %s, got \"%s\"", option->name, range.bytes, text);
done:
    corral_text_release(&range);
    return status;
}

static corral_status set_count(const corral_option *option, void *values, const char *text,
                               corral_error *err)
{
    uint64_t value;
    if (!parse_count(text, &value) || value < option->from || value > most_count(option))
        return must_be(option, text, err);
    store_count(option, values, value);
    return CORRAL_OK;
}

static corral_status set_size(const corral_option *option, void *values, const char *text,
                              corral_error *err)
{
    static const char units[] = "KMGT";
    size_t length = strlen(text);
    uint64_t value = 0, factor = 1;
    char digits[24] = "";
    const char *unit = length ? memchr(units, text[length - 1] & ~0x20, 4) : NULL;
    if (unit) {
        factor <<= 10 * (unit - units + 1);
        length--;
    }
    if (length < sizeof digits) memcpy(digits, text, length);
    if (!parse_count(digits, &value) || __builtin_mul_overflow(value, factor, &value) || !value ||
        value > most_count(option))
        return must_be(option, text, err);
    store_count(option, values, value);
    return CORRAL_OK;
}

static bool in_range(const corral_option *option, double value)
{
    if (!isfinite(value)) return false;
    if (option->least == 0 && option->most == 0) return true;
    return (option->above ? value > option->least : value >= option->least) &&
           value <= option->most;
}

static corral_status set_number(const corral_option *option, void *values, const char *text,
                                corral_error *err)
{
    double value = NAN;
    if (!option->words || strcmp(text, option->words[0]) != 0) {
        char *end = NULL;
        if (!*text || strspn(text, "+-0123456789.eE") != strlen(text))
            return must_be(option, text, err);
        value = strtod(text, &end);
        if (*end || !in_range(option, value)) return must_be(option, text, err);
    }
    memcpy(field(option, values), &value, sizeof value);
    return CORRAL_OK;
}

static corral_status set_choice(const corral_option *option, void *values, const char *text,
                                corral_error *err)
{
    for (int i = 0; option->words[i]; i++)
        if (strcmp(option->words[i], text) == 0) {
            memcpy(field(option, values), &i, sizeof i);
            return CORRAL_OK;
        }
    return must_be(option, text, err);
}

static corral_status add_word(const corral_option *option, void *values, const char *text,
                              corral_error *err)
{
    corral_words *words = field(option, values);
    size_t capacity = words->count; /* lists are short: a step at a time will do */
    corral_status status =
        corral_array_grow(&words->items, &capacity, words->count + 1, sizeof *words->items, err);
    if (status == CORRAL_OK) words->items[words->count++] = text;
    return status;
}

corral_status corral_option_set(const corral_option *option, void *values, const char *text,
                                corral_error *err)
{
    bool yes = true;
    switch (option->kind) {
    case CORRAL_OPTION_FLAG: memcpy(field(option, values), &yes, sizeof yes); break;
    case CORRAL_OPTION_TEXT:
    case CORRAL_OPTION_FILE:
    case CORRAL_OPTION_FOLDER:
        if (!*text) return must_be(option, text, err);
        memcpy(field(option, values), &text, sizeof text);
        break;
    case CORRAL_OPTION_COUNT: return set_count(option, values, text, err);
    case CORRAL_OPTION_NUMBER: return set_number(option, values, text, err);
    case CORRAL_OPTION_SIZE: return set_size(option, values, text, err);
    case CORRAL_OPTION_CHOICE: return set_choice(option, values, text, err);
    case CORRAL_OPTION_LIST: return add_word(option, values, text, err);
    case CORRAL_OPTION_OWN: return option->parse(text, field(option, values), err);
    }
    return CORRAL_OK;
}

static corral_status join(const char *const *words, const char *between, const char *last,
                          corral_text *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (size_t i = 0; words[i]; i++) {
        if (i) TRY(append(out, words[i + 1] ? between : last, err));
        TRY(append(out, words[i], err));
    }
done:
    return status;
}

corral_status corral_option_placeholder(const corral_option *option, corral_text *out,
                                        corral_error *err)
{
    static const char *const usual[] = {
        [CORRAL_OPTION_FLAG] = "",     [CORRAL_OPTION_TEXT] = "TEXT",
        [CORRAL_OPTION_FILE] = "FILE", [CORRAL_OPTION_FOLDER] = "FOLDER",
        [CORRAL_OPTION_COUNT] = "N",   [CORRAL_OPTION_NUMBER] = "X",
        [CORRAL_OPTION_SIZE] = "SIZE", [CORRAL_OPTION_LIST] = "TEXT",
        [CORRAL_OPTION_OWN] = "VALUE"};
    if (option->placeholder) return append(out, option->placeholder, err);
    if (option->kind == CORRAL_OPTION_CHOICE) return join(option->words, "|", "|", out, err);
    return append(out, usual[option->kind], err);
}

static corral_status number_range(const corral_option *option, corral_text *out, corral_error *err)
{
    char least[CORRAL_NUMBER_SIZE], most[CORRAL_NUMBER_SIZE];
    corral_number_shortest(option->least, least);
    corral_number_shortest(option->most, most);
    if (option->least == 0 && option->most == 0) return append(out, "a number", err);
    if (isinf(option->most))
        return corral_text_printf(out, err, option->above ? "above %s" : "at least %s", least);
    return corral_text_printf(out, err, option->above ? "above %s, at most %s" : "from %s to %s",
                              least, most);
}

corral_status corral_option_range(const corral_option *option, corral_text *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    switch (option->kind) {
    case CORRAL_OPTION_COUNT:
        if (option->to)
            TRY(corral_text_printf(out, err, "from %" PRIu64 " to %" PRIu64, option->from,
                                   option->to));
        else
            TRY(corral_text_printf(out, err, "a whole number, at least %" PRIu64, option->from));
        break;
    case CORRAL_OPTION_NUMBER:
        TRY(number_range(option, out, err));
        if (option->words) TRY(corral_text_printf(out, err, ", or %s", option->words[0]));
        break;
    case CORRAL_OPTION_SIZE: TRY(append(out, "a size such as 500M or 2G", err)); break;
    case CORRAL_OPTION_CHOICE: TRY(join(option->words, ", ", " or ", out, err)); break;
    case CORRAL_OPTION_FILE: TRY(append(out, "the name of a file", err)); break;
    case CORRAL_OPTION_FOLDER: TRY(append(out, "the name of a folder", err)); break;
    default: TRY(append(out, "a text that is not empty", err));
    }
done:
    return status;
}

static corral_status count_value(const corral_option *option, const void *values, corral_text *out,
                                 corral_error *err)
{
    uint64_t value = load_count(option, values);
    if (!value && option->blank) return append(out, "", err);
    return corral_text_printf(out, err, "%" PRIu64, value);
}

static corral_status list_value(const corral_words *words, corral_text *out, corral_error *err)
{
    corral_status status = append(out, "", err);
    for (size_t i = 0; status == CORRAL_OK && i < words->count; i++)
        status = corral_text_printf(out, err, "%s%s", i ? " " : "", words->items[i]);
    return status;
}

corral_status corral_option_value(const corral_option *option, const void *values, corral_text *out,
                                  corral_error *err)
{
    const char *from = (const char *)values + option->offset, *text = NULL;
    char number[CORRAL_NUMBER_SIZE];
    double value = 0;
    int choice = 0;
    bool flag = false;
    switch (option->kind) {
    case CORRAL_OPTION_FLAG:
        memcpy(&flag, from, sizeof flag);
        return append(out, flag ? "yes" : "", err);
    case CORRAL_OPTION_COUNT:
    case CORRAL_OPTION_SIZE: return count_value(option, values, out, err);
    case CORRAL_OPTION_NUMBER:
        memcpy(&value, from, sizeof value);
        corral_number_shortest(value, number);
        return append(out, !isnan(value) ? number : option->words ? option->words[0] : "", err);
    case CORRAL_OPTION_CHOICE:
        memcpy(&choice, from, sizeof choice);
        return append(out, choice < 0 ? "" : option->words[choice], err);
    case CORRAL_OPTION_LIST: return list_value((const corral_words *)(const void *)from, out, err);
    case CORRAL_OPTION_OWN: return append(out, "", err);
    default: memcpy(&text, from, sizeof text); return append(out, text ? text : "", err);
    }
}

corral_status corral_option_limits(const corral_option *option, const void *values,
                                   corral_text *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text standard = {0};
    bool ranged =
        (option->kind == CORRAL_OPTION_COUNT && (option->from || option->to)) ||
        (option->kind == CORRAL_OPTION_NUMBER && (option->least != 0 || option->most > 0));
    TRY(append(out, "", err));
    if (ranged) TRY(corral_option_range(option, out, err));
    TRY(corral_option_value(option, values, &standard, err));
    bool none = !standard.length ||
                (option->kind == CORRAL_OPTION_NUMBER && strcmp(standard.bytes, "0") == 0);
    if (none && option->blank) {
        standard.length = 0;
        TRY(append(&standard, option->blank, err));
    }
    if (standard.length && option->kind != CORRAL_OPTION_FLAG)
        TRY(corral_text_printf(out, err, "%sdefault %s", out->length ? "; " : "", standard.bytes));
done:
    corral_text_release(&standard);
    return status;
}
