/* Archives: stored and deflated entries, and every way to be damaged. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/text.h"
#include "core/zip.h"

/* Written by Python's zipfile: "a.txt" stored, "b/c.txt" deflated (500 times "corral "). */
#include "support/zip_sample.h"

typedef struct contents {
    corral_text names, bytes;
    size_t entries;
} contents;

static void contents_release(contents *c)
{
    corral_text_release(&c->names);
    corral_text_release(&c->bytes);
}

static corral_status read_entry(corral_zip_entry *entry, size_t size, contents *c,
                                corral_error *err)
{
    char block[100];
    size_t got;
    do {
        corral_status status = corral_zip_read(entry, block, size, &got, err);
        if (status != CORRAL_OK) return status;
        corral_text_append(&c->bytes, block, got, NULL);
    } while (got);
    corral_text_printf(&c->names, NULL, "%s;", corral_zip_entry_name(entry));
    c->entries++;
    return CORRAL_OK;
}

/* Reads all of it, size bytes at a time. */
static corral_status read_all(const char *bytes, size_t length, size_t size, contents *c,
                              corral_error *err)
{
    corral_zip zip;
    corral_zip_entry *entry;
    corral_status status = corral_zip_init(&zip, bytes, length, err);
    while (status == CORRAL_OK) {
        status = corral_zip_next(&zip, &entry, err);
        if (status != CORRAL_OK || !entry) break;
        status = read_entry(entry, size, c, err);
        corral_zip_entry_free(entry);
    }
    return status;
}

static void entries_come_back(void **state)
{
    (void)state;
    for (size_t size = 1; size <= 100; size += 33) {
        contents c = {0};
        assert_int_equal(read_all((const char *)zip_sample, sizeof zip_sample, size, &c, NULL),
                         CORRAL_OK);
        assert_int_equal(c.entries, 2);
        assert_string_equal(c.names.bytes, "a.txt;b/c.txt;");
        assert_int_equal(c.bytes.length, 6 + 500 * 7);
        assert_memory_equal(c.bytes.bytes, "stored", 6);
        for (size_t i = 0; i < 500; i++)
            assert_memory_equal(c.bytes.bytes + 6 + 7 * i, "corral ", 7);
        contents_release(&c);
    }
}

/* In a block of its own, so that a sanitizer sees a step beyond its end. */
static corral_status read_copy(const unsigned char *bytes, size_t length, contents *c)
{
    char *copy = malloc(length ? length : 1);
    assert_non_null(copy);
    if (length) memcpy(copy, bytes, length);
    corral_status status = read_all(copy, length, 100, c, NULL);
    free(copy);
    return status;
}

static void a_cut_archive_is_refused(void **state)
{
    (void)state;
    for (size_t length = 0; length < sizeof zip_sample; length++) {
        contents c = {0};
        assert_int_equal(read_copy(zip_sample, length, &c), CORRAL_BAD_INPUT);
        contents_release(&c);
    }
}

/* Either it is refused, or what it holds is as before: not every byte of an archive matters. */
static void a_changed_byte_is_seen_where_it_matters(void **state)
{
    unsigned char changed[sizeof zip_sample];
    contents before = {0};
    size_t refused = 0;
    (void)state;
    assert_int_equal(read_copy(zip_sample, sizeof zip_sample, &before), CORRAL_OK);
    for (size_t k = 0; k < sizeof zip_sample; k++) {
        contents c = {0};
        memcpy(changed, zip_sample, sizeof changed);
        changed[k] ^= 0x15;
        if (read_copy(changed, sizeof changed, &c) != CORRAL_OK) {
            refused++;
        } else {
            assert_string_equal(c.names.bytes, before.names.bytes);
            assert_int_equal(c.bytes.length, before.bytes.length);
            assert_memory_equal(c.bytes.bytes, before.bytes.bytes, c.bytes.length);
        }
        contents_release(&c);
    }
    contents_release(&before);
    assert_in_range(refused, 60, sizeof zip_sample);
}

/* Where the k-th record begins that starts with the four bytes. */
static size_t find_record(const char *begin, size_t k)
{
    size_t at = 0;
    while (memcmp(zip_sample + at, begin, 4) != 0 || k--) at++;
    return at;
}

/* What is stated of an entry and not so: each says what it is, for stored and deflated alike. */
static void what_is_stated_must_be_so(void **state)
{
    static const struct {
        const char *record;
        size_t offset;
        const char *message;
    } faults[] = {
        {"PK\1\2", 8, "the archive is encrypted: save it without a password"},
        {"PK\3\4", 6, "the archive is encrypted: save it without a password"},
        {"PK\1\2", 10, "the archive is damaged: an unknown compression"},
        {"PK\1\2", 16, "the archive is damaged: an entry has another checksum"},
        {"PK\1\2", 24, "the archive is damaged: an entry has another length"},
        {"PK\1\2", 46, "the archive is damaged: an entry has another name"},
        {"PK\3\4", 30, "the archive is damaged: an entry has another name"},
    };
    (void)state;
    for (size_t i = 0; i < 2 * (sizeof faults / sizeof *faults); i++) {
        unsigned char changed[sizeof zip_sample];
        contents c = {0};
        corral_error err = CORRAL_ERROR_INIT;
        memcpy(changed, zip_sample, sizeof changed);
        changed[find_record(faults[i / 2].record, i % 2) + faults[i / 2].offset] ^= 1;
        assert_int_equal(read_all((const char *)changed, sizeof changed, 100, &c, &err),
                         CORRAL_BAD_INPUT);
        assert_string_equal(err.message, faults[i / 2].message);
        contents_release(&c);
    }
}

/* A directory said to begin behind the archive is looked for nowhere. */
static void a_directory_elsewhere_is_refused(void **state)
{
    static const unsigned char places[][4] = {{0xff, 0xff, 0xff, 0xff}, {0, 0, 0, 0x80}, {0xee}};
    (void)state;
    for (size_t k = 0; k < sizeof places / sizeof *places; k++) {
        unsigned char changed[sizeof zip_sample];
        contents c = {0};
        memcpy(changed, zip_sample, sizeof changed);
        memcpy(changed + find_record("PK\5\6", 0) + 16, places[k], 4);
        assert_int_equal(read_copy(changed, sizeof changed, &c), CORRAL_BAD_INPUT);
        contents_release(&c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entries_come_back),
        cmocka_unit_test(a_cut_archive_is_refused),
        cmocka_unit_test(a_changed_byte_is_seen_where_it_matters),
        cmocka_unit_test(what_is_stated_must_be_so),
        cmocka_unit_test(a_directory_elsewhere_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
