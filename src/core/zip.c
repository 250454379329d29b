/* ZIP archives: the directory at the end, and what each entry inflates to. The layout is that of
 * PKWARE's APPNOTE.TXT, 4.3. */
#include "core/zip.h"

#include <stdint.h>
#include <string.h>
#include <zlib.h>

#include "core/memory.h"

enum {
    END_SIZE = 22,    /* of the end of the directory, without a comment */
    LISTED_SIZE = 46, /* of an entry of the directory, without its name */
    LOCAL_SIZE = 30,  /* of the header before an entry's bytes */
    COMMENT_MOST = 65535,
    STORED = 0,
    DEFLATED = 8,
    ENCRYPTED = 1 /* bit 0 of an entry's flags */
};

struct corral_zip_entry {
    char *name;
    bool is_deflated, is_open, is_over;
    uint32_t checksum, stated_checksum;
    size_t length, stated_length; /* so far; in all */
    z_stream stream;              /* of a stored entry only next_in and avail_in */
};

static corral_status damaged(const char *what, corral_error *err)
{
    return corral_error_set(err, CORRAL_BAD_INPUT, "the archive is damaged: %s", what);
}

static uint32_t two(const unsigned char *at)
{
    return (uint32_t)at[0] | (uint32_t)at[1] << 8;
}

static uint32_t four(const unsigned char *at)
{
    return two(at) | two(at + 2) << 16;
}

corral_status corral_zip_init(corral_zip *zip, const char *bytes, size_t length, corral_error *err)
{
    const unsigned char *start = (const unsigned char *)bytes;
    *zip = (corral_zip){.bytes = start, .length = length};
    for (size_t comment = 0; comment <= COMMENT_MOST && comment + END_SIZE <= length; comment++) {
        const unsigned char *end = start + (length - END_SIZE - comment);
        if (memcmp(end, "PK\5\6", 4) != 0 || two(end + 20) != comment) continue;
        zip->left = two(end + 10);
        zip->at = four(end + 16);
        return CORRAL_OK;
    }
    return damaged("it has no end", err);
}

void corral_zip_entry_free(corral_zip_entry *entry)
{
    if (!entry) return;
    if (entry->is_open) inflateEnd(&entry->stream);
    free(entry->name);
    free(entry);
}

const char *corral_zip_entry_name(const corral_zip_entry *entry)
{
    return entry->name;
}

/* Whether size bytes stand at place. */
static bool holds(const corral_zip *zip, size_t place, size_t size)
{
    return place <= zip->length && size <= zip->length - place;
}

/* Finds the entry's bytes, behind a header of its own. */
static corral_status open_entry(const corral_zip *zip, const unsigned char *listed,
                                corral_zip_entry *entry, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t place = four(listed + 42), size = four(listed + 20);
    if (!holds(zip, place, LOCAL_SIZE) || memcmp(zip->bytes + place, "PK\3\4", 4) != 0)
        TRY(damaged("an entry is missing", err));
    if ((two(listed + 8) | two(zip->bytes + place + 6)) & ENCRYPTED)
        FAIL(CORRAL_BAD_INPUT, "the archive is encrypted: save it without a password");
    size_t name = two(zip->bytes + place + 26), extra = two(zip->bytes + place + 28);
    place += LOCAL_SIZE;
    if (!holds(zip, place, name + extra) || name != strlen(entry->name) ||
        memcmp(zip->bytes + place, entry->name, name) != 0)
        TRY(damaged("an entry has another name", err));
    place += name + extra;
    if (!holds(zip, place, size)) TRY(damaged("an entry is cut", err));
    uint32_t method = two(listed + 10);
    if (method != STORED && method != DEFLATED) TRY(damaged("an unknown compression", err));
    entry->is_deflated = method == DEFLATED;
    entry->stated_checksum = four(listed + 16);
    entry->stated_length = four(listed + 24);
    entry->stream.next_in = (Bytef *)(uintptr_t)(zip->bytes + place);
    entry->stream.avail_in = (uInt)size;
    if (entry->is_deflated && inflateInit2(&entry->stream, -MAX_WBITS) != Z_OK)
        TRY(corral_no_memory(0, err));
    entry->is_open = entry->is_deflated;
done:
    return status;
}

corral_status corral_zip_next(corral_zip *zip, corral_zip_entry **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_zip_entry *entry = NULL;
    *out = NULL;
    if (!zip->left) return CORRAL_OK;
    if (!holds(zip, zip->at, LISTED_SIZE)) TRY(damaged("its directory is cut", err));
    const unsigned char *listed = zip->bytes + zip->at;
    if (memcmp(listed, "PK\1\2", 4) != 0) TRY(damaged("its directory is cut", err));
    size_t name = two(listed + 28), rest = two(listed + 30) + two(listed + 32);
    if (!holds(zip, zip->at, LISTED_SIZE + name + rest)) TRY(damaged("its directory is cut", err));
    TRY(corral_array_new(&entry, 1, sizeof *entry, err));
    TRY(corral_string_copy(&entry->name, (const char *)listed + LISTED_SIZE, name, err));
    TRY(open_entry(zip, listed, entry, err));
    zip->at += LISTED_SIZE + name + rest;
    zip->left--;
    *out = entry;
    entry = NULL;
done:
    corral_zip_entry_free(entry);
    return status;
}

/* Behind the last byte. */
static corral_status finish(const corral_zip_entry *entry, corral_error *err)
{
    if (entry->length != entry->stated_length) return damaged("an entry has another length", err);
    if (entry->checksum != entry->stated_checksum)
        return damaged("an entry has another checksum", err);
    return CORRAL_OK;
}

static corral_status inflate_some(corral_zip_entry *entry, char *block, size_t size, size_t *got,
                                  corral_error *err)
{
    z_stream *s = &entry->stream;
    s->next_out = (Bytef *)block;
    s->avail_out = (uInt)size;
    int code = inflate(s, Z_NO_FLUSH);
    *got = size - s->avail_out;
    if (code == Z_MEM_ERROR) return corral_no_memory(0, err);
    if (code == Z_STREAM_END) entry->is_over = true;
    if (code != Z_OK && code != Z_STREAM_END) return damaged("an entry cannot be inflated", err);
    return CORRAL_OK;
}

static void copy_some(corral_zip_entry *entry, char *block, size_t size, size_t *got)
{
    z_stream *s = &entry->stream;
    *got = size < s->avail_in ? size : s->avail_in;
    memcpy(block, s->next_in, *got);
    s->next_in += *got;
    s->avail_in -= (uInt)*got;
    entry->is_over = s->avail_in == 0;
}

corral_status corral_zip_read(corral_zip_entry *entry, char *block, size_t size, size_t *got,
                              corral_error *err)
{
    corral_status status = CORRAL_OK;
    *got = 0;
    if (size > UINT32_MAX) size = UINT32_MAX;
    while (!entry->is_over && *got == 0) {
        if (entry->is_deflated)
            TRY(inflate_some(entry, block, size, got, err));
        else
            copy_some(entry, block, size, got);
    }
    entry->checksum = (uint32_t)crc32(entry->checksum, (const Bytef *)block, (uInt)*got);
    entry->length += *got;
    if (*got == 0) TRY(finish(entry, err));
done:
    return status;
}
