/* Text that was turned into UTF-8 twice. */
#include "io/twice.h"

#include <stdint.h>
#include <string.h>

/* What the bytes 0x80 to 0x9f are in Windows-1252; 0: nothing. */
static const uint16_t high[32] = {0x20ac, 0,      0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021,
                                  0x2c6,  0x2030, 0x160,  0x2039, 0x152,  0,      0x17d,  0,
                                  0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                                  0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0,      0x17e,  0x178};

/* The character at *at, which is moved behind it; UINT32_MAX where it is no UTF-8. */
static uint32_t next_character(const unsigned char **at)
{
    const unsigned char *c = *at;
    size_t more = *c < 0x80 ? 0 : (*c & 0xe0) == 0xc0 ? 1 : (*c & 0xf0) == 0xe0 ? 2 : 3;
    uint32_t code = more == 0 ? *c : *c & (0x3fu >> more);
    if (more == 3 && (*c & 0xf8) != 0xf0) return UINT32_MAX;
    for (size_t i = 1; i <= more; i++) {
        if ((c[i] & 0xc0) != 0x80) return UINT32_MAX;
        code = code << 6 | (c[i] & 0x3fu);
    }
    *at = c + more + 1;
    return (more == 1 && code < 0x80) || (more == 2 && code < 0x800) ||
                   (more == 3 && code < 0x10000)
               ? UINT32_MAX
               : code;
}

static bool byte_of(uint32_t code, char *byte)
{
    *byte = (char)code;
    if (code < 0x100) return true;
    for (unsigned i = 0; i < 32; i++) {
        *byte = (char)(0x80 + i);
        if (high[i] == code) return true;
    }
    return false;
}

corral_status corral_text_was_turned_twice(const char *text, bool *was, corral_text *out,
                                           corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text bytes = {0};
    bool is_plain = true;
    *was = false;
    TRY(corral_text_append(&bytes, "", 0, err));
    for (const unsigned char *at = (const unsigned char *)text; *at;) {
        char byte;
        uint32_t code = next_character(&at);
        if (code == UINT32_MAX || !byte_of(code, &byte) || !byte) goto done;
        is_plain = is_plain && code < 0x80;
        TRY(corral_text_append(&bytes, &byte, 1, err));
    }
    for (const unsigned char *at = (const unsigned char *)bytes.bytes; *at;) {
        uint32_t code = next_character(&at);
        if (code == UINT32_MAX || (code >= 0x80 && code < 0xa0)) goto done;
    }
    if (is_plain) goto done;
    *was = true;
    corral_text_release(out);
    *out = bytes;
    bytes = (corral_text){0};
done:
    corral_text_release(&bytes);
    return status;
}

static corral_status warn(const char *name, const char *path, corral_problems *problems,
                          corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text meant = {0};
    bool was;
    TRY(corral_text_was_turned_twice(name, &was, &meant, err));
    if (was)
        TRY(corral_problems_report(problems, CORRAL_SEVERITY_WARNING, (corral_place){path, 0, 0},
                                   err,
                                   "the name %s looks as if it had been turned into UTF-8 twice; "
                                   "probably %s",
                                   CORRAL_QUOTE(name), CORRAL_QUOTE(meant.bytes)));
done:
    corral_text_release(&meant);
    return status;
}

corral_status corral_warn_of_twice(const corral_region *region, const char *path,
                                   corral_problems *problems, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (uint32_t a = 0; a < corral_region_coalition_count(region); a++)
        TRY(warn(corral_region_name(region, a), path, problems, err));
    for (uint32_t j = 0; j < corral_region_item_count(region); j++)
        TRY(warn(corral_region_item_name(region, j), path, problems, err));
done:
    return status;
}
