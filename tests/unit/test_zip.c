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
    size_t refused = 0;
    (void)state;
    for (size_t k = 0; k < sizeof zip_sample; k++) {
        contents c = {0};
        memcpy(changed, zip_sample, sizeof changed);
        changed[k] ^= 0x15;
        if (read_copy(changed, sizeof changed, &c) != CORRAL_OK)
            refused++;
        else if (c.entries == 2)
            assert_int_equal(c.bytes.length, 6 + 500 * 7);
        contents_release(&c);
    }
    assert_in_range(refused, 60, sizeof zip_sample);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entries_come_back),
        cmocka_unit_test(a_cut_archive_is_refused),
        cmocka_unit_test(a_changed_byte_is_seen_where_it_matters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
