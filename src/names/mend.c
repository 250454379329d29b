/* Text that was decoded wrongly once. */
#include <stdlib.h>
#include <string.h>

#include "core/memory.h"
#include "names/model.h"

/* Windows-1252's bytes 0x80 to 0x9f. */
static const uint16_t upper[32] = {0x20ac, 0x81,   0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021,
                                   0x2c6,  0x2030, 0x160,  0x2039, 0x152,  0x8d,   0x17d,  0x8f,
                                   0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                                   0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0x9d,   0x17e,  0x178};

/* The next character of valid UTF-8 of at most three bytes, else 0. */
static uint32_t next_character(const unsigned char **at)
{
    const unsigned char *s = *at;
    if (s[0] < 0x80) return *(*at)++;
    if (s[0] < 0xe0) {
        *at += 2;
        return (uint32_t)((s[0] & 0x1f) << 6 | (s[1] & 0x3f));
    }
    if (s[0] >= 0xf0) return 0;
    *at += 3;
    return (uint32_t)((s[0] & 0x0f) << 12 | (s[1] & 0x3f) << 6 | (s[2] & 0x3f));
}

/* The byte of the character in Windows-1252, -1 if it has none. */
static int byte_of(uint32_t c)
{
    if (c < 0x80 || (c >= 0xa0 && c <= 0xff)) return (int)c;
    for (int k = 0; k < 32; k++)
        if (upper[k] == c) return 0x80 + k;
    return -1;
}

corral_status names_mend(const char *text, char **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    char *bytes = NULL;
    size_t length = 0;
    bool changed = false;
    *out = NULL;
    /* What was two bytes or more begins with one of these. */
    if (!strstr(text, "\xc3") && !strstr(text, "\xc5") && !strstr(text, "\xc2")) return CORRAL_OK;
    TRY(corral_string_copy(&bytes, text, strlen(text), err));
    for (const unsigned char *at = (const unsigned char *)text; *at;) {
        int byte = byte_of(next_character(&at));
        if (byte <= 0) goto done;
        changed = changed || byte >= 0x80;
        bytes[length++] = (char)byte;
    }
    bytes[length] = '\0';
    if (!changed || corral_utf8_valid(bytes, length) < length) goto done;
    *out = bytes;
    bytes = NULL;
done:
    free(bytes);
    return status;
}
