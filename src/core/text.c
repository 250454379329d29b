/* UTF-8 and the identity of names (Unicode normalisation by utf8proc). */
#include "core/text.h"

#include "core/memory.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

void corral_text_release(corral_text *text)
{
    free(text->bytes);
    *text = (corral_text){0};
}

corral_status corral_text_append(corral_text *text, const char *bytes, size_t length,
                                 corral_error *err)
{
    size_t needed;
    if (__builtin_add_overflow(text->length + 1, length, &needed))
        return corral_no_memory(SIZE_MAX, err);
    corral_status status = corral_array_grow(&text->bytes, &text->capacity, needed, 1, err);
    if (status != CORRAL_OK) return status;
    if (length) memcpy(text->bytes + text->length, bytes, length);
    text->length += length;
    text->bytes[text->length] = '\0';
    return CORRAL_OK;
}

corral_status corral_text_printf(corral_text *text, corral_error *err, const char *format, ...)
{
    corral_status status = CORRAL_OK;
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    if (length < 0) FAIL(CORRAL_LIBRARY, "text could not be formatted");
    TRY(corral_array_grow(&text->bytes, &text->capacity, text->length + (size_t)length + 1, 1,
                          err));
    vsnprintf(text->bytes + text->length, (size_t)length + 1, format, again);
    text->length += (size_t)length;
done:
    va_end(again);
    va_end(arguments);
    return status;
}

/* Length of the valid sequence at s, 0 if there is none (Unicode 15, table 3-7). */
static size_t sequence(const unsigned char *s, size_t left)
{
    unsigned char lead = s[0];
    if (lead < 0x80) return 1;
    size_t length = lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : 4;
    if (lead < 0xc2 || lead > 0xf4 || length > left) return 0;
    unsigned char low = 0x80, high = 0xbf;
    if (lead == 0xe0) low = 0xa0;
    if (lead == 0xed) high = 0x9f;
    if (lead == 0xf0) low = 0x90;
    if (lead == 0xf4) high = 0x8f;
    if (s[1] < low || s[1] > high) return 0;
    for (size_t i = 2; i < length; i++)
        if (s[i] < 0x80 || s[i] > 0xbf) return 0;
    return length;
}

size_t corral_utf8_valid(const char *text, size_t length)
{
    const unsigned char *s = (const unsigned char *)text;
    size_t i = 0;
    while (i < length) {
        uint64_t eight;
        while (i + 8 <= length && (memcpy(&eight, s + i, 8), !(eight & 0x8080808080808080u)))
            i += 8;
        if (i == length) break;
        size_t step = sequence(s + i, length - i);
        if (!step) return i;
        i += step;
    }
    return length;
}

corral_status corral_utf8_repair(corral_text *out, const char *text, size_t length,
                                 size_t *replaced, corral_error *err)
{
    corral_status status = CORRAL_OK;
    while (length) {
        size_t good = corral_utf8_valid(text, length);
        TRY(corral_text_append(out, text, good, err));
        if (good == length) break;
        TRY(corral_text_append(out, "\xef\xbf\xbd", 3, err));
        ++*replaced;
        text += good + 1;
        length -= good + 1;
    }
done:
    return status;
}

static bool white(utf8proc_int32_t c)
{
    return (c >= 0x09 && c <= 0x0d) || c == 0x20 || c == 0x85 || c == 0xa0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f ||
           c == 0x205f || c == 0x3000;
}

static bool invisible(utf8proc_int32_t c)
{
    return (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
           (c >= 0x2060 && c <= 0x2064) || (c >= 0x2066 && c <= 0x2069) || c == 0x061c ||
           c == 0xfeff;
}

bool corral_name_is_blank(const char *text)
{
    size_t left = strlen(text);
    while (left) {
        utf8proc_int32_t c;
        utf8proc_ssize_t step =
            utf8proc_iterate((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)left, &c);
        if (step <= 0 || !(white(c) || invisible(c))) return false;
        text += step;
        left -= (size_t)step;
    }
    return true;
}

/* ASCII without control white space, without two spaces in a row or at an end. */
static bool is_plain(const char *text, size_t length)
{
    unsigned char before = ' ';
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c >= 0x80 || (c >= 0x09 && c <= 0x0d) || (c == ' ' && before == ' ')) return false;
        before = c;
    }
    return length == 0 || before != ' ';
}

/* text without invisible characters, spaces collapsed, trimmed. */
static corral_status squeeze(const char *text, size_t length, corral_text *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    bool space = false;
    size_t i = 0;
    while (i < length) {
        utf8proc_int32_t c;
        utf8proc_ssize_t step = utf8proc_iterate((const utf8proc_uint8_t *)text + i,
                                                 (utf8proc_ssize_t)(length - i), &c);
        if (step <= 0) FAIL(CORRAL_BAD_INPUT, "text is not valid UTF-8");
        if (white(c)) {
            space = true;
        } else if (!invisible(c)) {
            if (space && out->length) TRY(corral_text_append(out, " ", 1, err));
            space = false;
            TRY(corral_text_append(out, text + i, (size_t)step, err));
        }
        i += (size_t)step;
    }
done:
    return status;
}

corral_status corral_name_key(const char *text, size_t length, corral_text *scratch,
                              const char **key, size_t *key_length, corral_error *err)
{
    corral_status status = CORRAL_OK;
    utf8proc_uint8_t *composed = NULL;
    if (is_plain(text, length)) {
        *key = text;
        *key_length = length;
        return CORRAL_OK;
    }
    /* Squeeze first: an invisible character between a letter and its accent must not keep them
     * apart. */
    scratch->length = 0;
    TRY(corral_text_append(scratch, "", 0, err));
    TRY(squeeze(text, length, scratch, err));
    utf8proc_ssize_t result =
        utf8proc_map((const utf8proc_uint8_t *)scratch->bytes, (utf8proc_ssize_t)scratch->length,
                     &composed, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    if (result == UTF8PROC_ERROR_NOMEM) FAIL(CORRAL_NO_MEMORY, "out of memory normalising a name");
    if (result < 0)
        FAIL(CORRAL_LIBRARY, "a name could not be normalised: %s", utf8proc_errmsg(result));
    scratch->length = 0;
    TRY(corral_text_append(scratch, (const char *)composed, (size_t)result, err));
    *key = scratch->bytes;
    *key_length = scratch->length;
done:
    free(composed);
    return status;
}

/* Would change how a terminal or a page shows what stands around it. */
static bool is_unprintable(utf8proc_int32_t c)
{
    utf8proc_category_t category = utf8proc_category(c);
    return category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_CF ||
           category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP;
}

const char *corral_text_quote(const char *text, char quoted[CORRAL_QUOTED_SIZE])
{
    enum { CHARACTERS = 60, WIDEST = 4 * 4 /* four bytes, each as \x1b */ };
    size_t left = strlen(text), used = 0, shown = 0;
    quoted[used++] = '"';
    while (left && shown < CHARACTERS && used + WIDEST + sizeof "\"..." <= CORRAL_QUOTED_SIZE) {
        size_t length = sequence((const unsigned char *)text, left);
        utf8proc_int32_t c = 0;
        if (length) utf8proc_iterate((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)left, &c);
        if (length && !is_unprintable(c)) {
            memcpy(quoted + used, text, length);
            used += length;
        } else {
            if (!length) length = 1;
            for (size_t i = 0; i < length; i++, used += 4)
                snprintf(quoted + used, 5, "\\x%02x", (unsigned char)text[i]);
        }
        text += length;
        left -= length;
        shown++;
    }
    strcpy(quoted + used, left ? "\"..." : "\"");
    return quoted;
}

void corral_utf8_trim(char *text)
{
    size_t length = strlen(text), lead = length;
    while (lead > 0 && length - lead < 3 && ((unsigned char)text[lead - 1] & 0xc0) == 0x80) lead--;
    if (lead > 0 && sequence((const unsigned char *)text + lead - 1, length - lead + 1) == 0)
        text[lead - 1] = '\0';
}

void corral_ascii_lower(char *text)
{
    for (; *text; text++)
        if (*text >= 'A' && *text <= 'Z') *text = (char)(*text - 'A' + 'a');
}

size_t corral_edit_distance(const char *a, const char *b, size_t limit)
{
    enum { LONGEST = 64 };
    size_t n = strlen(a), m = strlen(b), row[LONGEST + 1];
    if (n > LONGEST || m > LONGEST || (n > m ? n - m : m - n) > limit) return limit + 1;
    for (size_t j = 0; j <= m; j++) row[j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t diagonal = row[0], least = row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t change = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            size_t other = (row[j] < row[j - 1] ? row[j] : row[j - 1]) + 1;
            row[j] = change < other ? change : other;
            if (row[j] < least) least = row[j];
        }
        if (least > limit) return limit + 1;
    }
    return row[m] <= limit ? row[m] : limit + 1;
}
