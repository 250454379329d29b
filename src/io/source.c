/* Bytes flow through three stages, each with a block of its own:
 *
 *     raw (file, standard input, memory) -> plain (gunzipped) -> UTF-8
 *
 * raw[raw_at .. raw_end) is what was read and not yet used; head[head_at .. head_end) holds the
 * plain bytes that recognition looked at, and for UTF-16 all plain bytes before they are turned.
 */
#include "io/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "core/memory.h"

#define BLOCK CORRAL_SOURCE_BLOCK
#define BOMB_RATIO 200u
#define BOMB_BYTES ((uint64_t)64 << 20)
#define MAGIC 16 /* bytes that recognition wants to see */

typedef struct memory {
    const void *at;
    size_t length;
} memory;

typedef enum encoding { UTF8, UTF16_LITTLE, UTF16_BIG } encoding;

struct corral_source {
    char *name;
    int fd; /* -1: memory */
    bool owns_fd;
    const unsigned char *memory;
    size_t memory_left;
    unsigned char *raw, *head;
    char *peeked; /* what corral_source_peek has shown and nobody has read; or NULL */
    size_t peeked_at, peeked_end;
    bool takes_zip;
    size_t raw_at, raw_end;
    size_t head_at, head_end;
    bool raw_ended, plain_ended;
    bool is_gzip, in_member;
    z_stream z;
    uint64_t packed, unpacked;
    encoding encoding;
};

static corral_place place_of(const corral_source *s)
{
    return (corral_place){s->name, 0, 0};
}

/* ---- raw bytes ---- */

static corral_status read_raw(corral_source *s, unsigned char *to, size_t room, size_t *got,
                              corral_error *err)
{
    if (s->fd < 0) {
        *got = s->memory_left < room ? s->memory_left : room;
        if (*got == 0) return CORRAL_OK;
        memcpy(to, s->memory, *got);
        s->memory += *got;
        s->memory_left -= *got;
        return CORRAL_OK;
    }
    ssize_t result;
    do result = read(s->fd, to, room);
    while (result < 0 && errno == EINTR);
    if (result < 0)
        return corral_error_set_at(err, CORRAL_FILE_SYSTEM, place_of(s), "cannot be read: %s",
                                   strerror(errno));
    *got = (size_t)result;
    return CORRAL_OK;
}

/* Reads until wanted raw bytes stand ready or the input ends. */
static corral_status ensure_raw(corral_source *s, size_t wanted, corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (s->raw_end - s->raw_at >= wanted) return CORRAL_OK;
    memmove(s->raw, s->raw + s->raw_at, s->raw_end - s->raw_at);
    s->raw_end -= s->raw_at;
    s->raw_at = 0;
    while (s->raw_end < wanted && !s->raw_ended) {
        size_t got = 0;
        TRY(read_raw(s, s->raw + s->raw_end, BLOCK - s->raw_end, &got, err));
        s->raw_end += got;
        if (got == 0) s->raw_ended = true;
    }
done:
    return status;
}

/* ---- plain bytes ---- */

static bool is_gzip_magic(const corral_source *s)
{
    return s->raw_end - s->raw_at >= 2 && s->raw[s->raw_at] == 0x1f &&
           s->raw[s->raw_at + 1] == 0x8b;
}

/* Behind a member: another member, nothing, or zeros up to the block size of a tape. */
static corral_status next_member(corral_source *s, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(ensure_raw(s, 2, err));
    if (is_gzip_magic(s)) {
        if (inflateReset(&s->z) != Z_OK)
            FAIL_AT(CORRAL_LIBRARY, place_of(s), "zlib cannot start again");
        s->in_member = true;
        return CORRAL_OK;
    }
    for (;;) {
        for (; s->raw_at < s->raw_end; s->raw_at++)
            if (s->raw[s->raw_at] != 0)
                FAIL_AT(CORRAL_BAD_INPUT, place_of(s),
                        "the gzip file goes on with bytes that are not gzip");
        if (s->raw_ended) break;
        TRY(ensure_raw(s, 1, err));
    }
    s->plain_ended = true;
done:
    return status;
}

static corral_status inflate_failed(const corral_source *s, int code, corral_error *err)
{
    if (code == Z_MEM_ERROR)
        return corral_error_set_at(err, CORRAL_NO_MEMORY, place_of(s), "out of memory unpacking");
    return corral_error_set_at(err, CORRAL_BAD_INPUT, place_of(s), "the gzip file is corrupt: %s",
                               s->z.msg ? s->z.msg : "bad data");
}

/* One step of unpacking; *got may be 0 before the end. */
static corral_status inflate_some(corral_source *s, char *to, size_t room, size_t *got,
                                  corral_error *err)
{
    corral_status status = CORRAL_OK;
    uInt limit = room < BLOCK ? (uInt)room : (uInt)BLOCK;
    TRY(ensure_raw(s, 1, err));
    if (s->raw_at == s->raw_end)
        FAIL_AT(CORRAL_BAD_INPUT, place_of(s), "the gzip file is cut short");
    s->z.next_in = s->raw + s->raw_at;
    s->z.avail_in = (uInt)(s->raw_end - s->raw_at);
    s->z.next_out = (unsigned char *)to;
    s->z.avail_out = limit;
    int code = inflate(&s->z, Z_NO_FLUSH);
    size_t used = s->raw_end - s->raw_at - s->z.avail_in;
    *got = limit - s->z.avail_out;
    s->raw_at += used;
    s->packed += used;
    s->unpacked += *got;
    if (code == Z_STREAM_END)
        s->in_member = false;
    else if (code != Z_OK && code != Z_BUF_ERROR)
        TRY(inflate_failed(s, code, err));
    if (s->unpacked > BOMB_BYTES && s->unpacked / BOMB_RATIO > s->packed)
        FAIL_AT(CORRAL_LIMIT, place_of(s),
                "the gzip file unpacks to more than %u times its size: unpack it yourself if that "
                "is meant",
                BOMB_RATIO);
done:
    return status;
}

static corral_status read_plain(corral_source *s, char *to, size_t room, size_t *got,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    *got = 0;
    if (s->is_gzip) {
        while (*got == 0 && !s->plain_ended) {
            if (s->in_member)
                TRY(inflate_some(s, to, room, got, err));
            else
                TRY(next_member(s, err));
        }
        return CORRAL_OK;
    }
    TRY(ensure_raw(s, 1, err));
    *got = s->raw_end - s->raw_at < room ? s->raw_end - s->raw_at : room;
    memcpy(to, s->raw + s->raw_at, *got);
    s->raw_at += *got;
    s->plain_ended = *got == 0;
done:
    return status;
}

/* Reads until wanted plain bytes stand in head or the input ends. */
static corral_status ensure_head(corral_source *s, size_t wanted, corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (s->head_end - s->head_at >= wanted) return CORRAL_OK;
    memmove(s->head, s->head + s->head_at, s->head_end - s->head_at);
    s->head_end -= s->head_at;
    s->head_at = 0;
    while (s->head_end < wanted && !s->plain_ended) {
        size_t got;
        TRY(read_plain(s, (char *)s->head + s->head_end, BLOCK - s->head_end, &got, err));
        s->head_end += got;
    }
done:
    return status;
}

/* ---- recognition ---- */

/* Files that people try because their program saved them under this name. */
static const char *not_text(const unsigned char *head, size_t length)
{
    static const struct {
        const char *bytes;
        size_t length;
        const char *what;
    } magics[] = {
        {"PK\x03\x04", 4, "a zip file (XLSX is one), not CSV: save the sheet as CSV"},
        {"\xd0\xcf\x11\xe0", 4, "an old XLS file, not CSV: save the sheet as CSV"},
        {"SQLite format 3", 16, "an SQLite database, not CSV"},
        {"%PDF-", 5, "a PDF file, not CSV"},
        {"\xff\xfe\0\0", 4, "UTF-32: save it as UTF-8"},
        {"\0\0\xfe\xff", 4, "UTF-32: save it as UTF-8"},
        {"\x1f\x8b", 2, "packed twice by gzip: unpack it once"},
    };
    for (size_t i = 0; i < sizeof magics / sizeof *magics; i++)
        if (length >= magics[i].length && memcmp(head, magics[i].bytes, magics[i].length) == 0)
            return magics[i].what;
    return NULL;
}

static corral_status recognise(corral_source *s, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(ensure_raw(s, MAGIC, err));
    if (is_gzip_magic(s)) {
        if (inflateInit2(&s->z, 15 + 16) != Z_OK)
            FAIL_AT(CORRAL_NO_MEMORY, place_of(s), "out of memory unpacking");
        s->is_gzip = s->in_member = true;
    }
    TRY(ensure_head(s, MAGIC, err));
    const unsigned char *head = s->head;
    const char *what = not_text(head, s->head_end);
    if (what && !(s->takes_zip && memcmp(head, "PK", 2) == 0))
        FAIL_AT(CORRAL_BAD_INPUT, place_of(s), "this is %s", what);
    if (s->head_end >= 3 && memcmp(head, "\xef\xbb\xbf", 3) == 0) {
        s->head_at = 3;
    } else if (s->head_end >= 2 && memcmp(head, "\xff\xfe", 2) == 0) {
        s->encoding = UTF16_LITTLE;
        s->head_at = 2;
    } else if (s->head_end >= 2 && memcmp(head, "\xfe\xff", 2) == 0) {
        s->encoding = UTF16_BIG;
        s->head_at = 2;
    }
done:
    return status;
}

/* ---- UTF-16 ---- */

static unsigned unit(const corral_source *s, size_t at)
{
    unsigned first = s->head[at], second = s->head[at + 1];
    return s->encoding == UTF16_LITTLE ? first | second << 8 : first << 8 | second;
}

/* The next character, and in *bytes how many bytes it took; UINT32_MAX for half a character. */
static uint32_t next_character(const corral_source *s, size_t *bytes)
{
    size_t left = s->head_end - s->head_at;
    *bytes = left < 2 ? left : 2;
    if (left < 2) return UINT32_MAX;
    unsigned high = unit(s, s->head_at);
    if (high < 0xd800 || high > 0xdfff) return high;
    if (high > 0xdbff || left < 4) return UINT32_MAX;
    unsigned low = unit(s, s->head_at + 2);
    if (low < 0xdc00 || low > 0xdfff) return UINT32_MAX;
    *bytes = 4;
    return 0x10000u + ((uint32_t)(high - 0xd800) << 10) + (low - 0xdc00);
}

static size_t put_utf8(char *to, uint32_t c)
{
    if (c == UINT32_MAX) {
        to[0] = (char)0xff;
        return 1;
    }
    if (c < 0x80) {
        to[0] = (char)c;
        return 1;
    }
    size_t length = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    static const unsigned char leads[] = {0, 0, 0xc0, 0xe0, 0xf0};
    for (size_t i = length - 1; i; i--, c >>= 6) to[i] = (char)(0x80 | (c & 0x3f));
    to[0] = (char)(leads[length] | c);
    return length;
}

static corral_status read_utf16(corral_source *s, char *to, size_t room, size_t *got,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    *got = 0;
    TRY(ensure_head(s, 4, err));
    /* A pair must not be cut: its second half may be in the next block. */
    while (*got + 4 <= room && s->head_at < s->head_end &&
           (s->head_end - s->head_at >= 4 || s->plain_ended)) {
        size_t bytes;
        *got += put_utf8(to + *got, next_character(s, &bytes));
        s->head_at += bytes;
    }
done:
    return status;
}

/* ---- opening and reading ---- */

static corral_status source_new(const char *name, corral_source **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_source *s = NULL;
    TRY(corral_array_new(&s, 1, sizeof *s, err));
    s->fd = -1;
    TRY(corral_string_copy(&s->name, name, strlen(name), err));
    TRY(corral_array_new(&s->raw, BLOCK, 1, err));
    TRY(corral_array_new(&s->head, BLOCK, 1, err));
    *out = s;
    s = NULL;
done:
    corral_source_free(s);
    return status;
}

static corral_status open_file(corral_source *s, const char *path, corral_error *err)
{
    corral_status status = CORRAL_OK;
    struct stat about;
    s->fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (s->fd < 0)
        FAIL_AT(CORRAL_FILE_SYSTEM, place_of(s), "cannot be opened: %s", strerror(errno));
    s->owns_fd = true;
    if (fstat(s->fd, &about))
        FAIL_AT(CORRAL_FILE_SYSTEM, place_of(s), "cannot be examined: %s", strerror(errno));
    if (S_ISDIR(about.st_mode))
        FAIL_AT(CORRAL_FILE_SYSTEM, place_of(s), "this is a folder, not a file");
    if (S_ISCHR(about.st_mode) || S_ISBLK(about.st_mode))
        FAIL_AT(CORRAL_FILE_SYSTEM, place_of(s),
                "this is a device, not a file; \"-\" reads standard input");
done:
    return status;
}

static corral_status open_source(const char *path, bool takes_zip, corral_source **out,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_source *s = NULL;
    bool is_input = strcmp(path, "-") == 0;
    TRY(source_new(is_input ? "standard input" : path, &s, err));
    s->takes_zip = takes_zip;
    if (is_input)
        s->fd = STDIN_FILENO;
    else
        TRY(open_file(s, path, err));
    TRY(recognise(s, err));
    *out = s;
    s = NULL;
done:
    corral_source_free(s);
    return status;
}

corral_status corral_source_open(const char *path, corral_source **out, corral_error *err)
{
    return open_source(path, false, out, err);
}

corral_status corral_source_open_any(const char *path, corral_source **out, corral_error *err)
{
    return open_source(path, true, out, err);
}

static corral_status from_memory(const memory *bytes, const char *name, bool takes_zip,
                                 corral_source **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_source *s = NULL;
    TRY(source_new(name, &s, err));
    s->memory = bytes->at;
    s->memory_left = bytes->length;
    s->takes_zip = takes_zip;
    TRY(recognise(s, err));
    *out = s;
    s = NULL;
done:
    corral_source_free(s);
    return status;
}

corral_status corral_source_from_memory(const void *bytes, size_t length, const char *name,
                                        corral_source **out, corral_error *err)
{
    return from_memory(&(memory){bytes, length}, name, false, out, err);
}

corral_status corral_source_from_memory_any(const void *bytes, size_t length, const char *name,
                                            corral_source **out, corral_error *err)
{
    return from_memory(&(memory){bytes, length}, name, true, out, err);
}

void corral_source_free(corral_source *s)
{
    if (!s) return;
    if (s->owns_fd) close(s->fd);
    if (s->is_gzip) inflateEnd(&s->z);
    free(s->name);
    free(s->raw);
    free(s->head);
    free(s->peeked);
    free(s);
}

static corral_status read_on(corral_source *s, char *to, size_t room, size_t *got,
                             corral_error *err)
{
    if (s->encoding != UTF8) return read_utf16(s, to, room, got, err);
    size_t left = s->head_end - s->head_at;
    if (left == 0) return read_plain(s, to, room, got, err);
    *got = left < room ? left : room;
    memcpy(to, s->head + s->head_at, *got);
    s->head_at += *got;
    return CORRAL_OK;
}

corral_status corral_source_read(corral_source *s, char *to, size_t room, size_t *got,
                                 corral_error *err)
{
    size_t left = s->peeked_end - s->peeked_at;
    if (left == 0) return read_on(s, to, room, got, err);
    *got = left < room ? left : room;
    memcpy(to, s->peeked + s->peeked_at, *got);
    s->peeked_at += *got;
    return CORRAL_OK;
}

corral_status corral_source_peek(corral_source *s, const char **bytes, size_t *length,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (!s->peeked) {
        size_t got = 1;
        TRY(corral_array_new(&s->peeked, BLOCK, 1, err));
        while (got && BLOCK - s->peeked_end >= 4) {
            TRY(read_on(s, s->peeked + s->peeked_end, BLOCK - s->peeked_end, &got, err));
            s->peeked_end += got;
        }
    }
    *bytes = s->peeked + s->peeked_at;
    *length = s->peeked_end - s->peeked_at;
done:
    return status;
}

const char *corral_source_name(const corral_source *s)
{
    return s->name;
}

bool corral_source_is_utf16(const corral_source *s)
{
    return s->encoding != UTF8;
}
