/* Whether a file is a database of corral's, whole and in order, before a row of it is used. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/text.h"
#include "io/database.h"

enum { HEADER = 100, WRITE_VERSION = 18, READ_VERSION = 19 };

static corral_status refuse(const corral_database *d, const char *what, corral_error *err)
{
    return corral_error_set_at(err, CORRAL_BAD_INPUT, (corral_place){corral_database_name(d), 0, 0},
                               "%s", what);
}

/* ---- the file ---- */

/* How many bytes of the header could be read. */
static size_t read_header(const char *path, unsigned char header[HEADER])
{
    struct stat about;
    /* Opening a pipe would take it away from who reads it next. */
    if (stat(path, &about) != 0 || !S_ISREG(about.st_mode)) return 0;
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return 0;
    ssize_t got = pread(descriptor, header, HEADER, 0);
    close(descriptor);
    return got < 0 ? 0 : (size_t)got;
}

bool corral_database_is(const char *path)
{
    static const char magic[16] = "SQLite format 3";
    unsigned char header[HEADER];
    return read_header(path, header) >= sizeof magic && memcmp(header, magic, sizeof magic) == 0;
}

/* ---- whether it is one of corral's, and in order ---- */

corral_status corral_database_count(corral_database *d, const char *sql, uint64_t *out,
                                    corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_query *q = NULL;
    bool more;
    *out = 0;
    TRY(corral_query_new(d, "", sql, &q, err));
    TRY(corral_query_next(q, &more, err));
    if (more) TRY(corral_query_count(q, 0, out, err));
done:
    corral_query_free(q);
    return status;
}

static corral_status check_version(corral_database *d, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint64_t id, version;
    TRY(corral_database_count(d, "PRAGMA application_id", &id, err));
    if (id != CORRAL_DATABASE_ID)
        TRY(refuse(d, "is an SQLite database, but none that corral import has made", err));
    TRY(corral_database_count(d, "PRAGMA user_version", &version, err));
    if (version > CORRAL_DATABASE_VERSION)
        FAIL_AT(CORRAL_BAD_INPUT, ((corral_place){corral_database_name(d), 0, 0}),
                "was made by a newer corral: its version is %llu, this program reads up to %d",
                (unsigned long long)version, CORRAL_DATABASE_VERSION);
    if (version == 0) TRY(refuse(d, "has no version of corral's tables", err));
done:
    return status;
}

/* Further tables and views of the user's own may stand beside. */
static corral_status check_tables(corral_database *d, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_query *q = NULL;
    bool more;
    TRY(corral_query_new(d, "sqlite_schema",
                         "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?1", &q,
                         err));
    for (const corral_database_table *t = corral_database_tables; t->name; t++) {
        const char *sql = "";
        corral_query_put_text(q, 1, t->name);
        TRY(corral_query_next(q, &more, err));
        if (more) TRY(corral_query_text(q, 0, &sql, err));
        if (strcmp(sql, t->sql) != 0)
            FAIL_AT(CORRAL_BAD_INPUT, ((corral_place){corral_database_name(d), 0, 0}),
                    "table \"%s\" is %s; take an earlier copy, or import it anew", t->name,
                    more ? "not as corral made it" : "missing");
        if (more) TRY(corral_query_next(q, &more, err));
        if (more) TRY(refuse(d, "has two tables of one name", err));
    }
done:
    corral_query_free(q);
    return status;
}

/* The first thing that SQLite finds to be out of order. */
static corral_status check_pages(corral_database *d, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_query *q = NULL;
    const char *found = "";
    bool more;
    TRY(corral_query_new(d, "", "PRAGMA quick_check(1)", &q, err));
    TRY(corral_query_next(q, &more, err));
    if (more) TRY(corral_query_text(q, 0, &found, err));
    if (strcmp(found, "ok") != 0)
        FAIL_AT(CORRAL_BAD_INPUT, ((corral_place){corral_database_name(d), 0, 0}),
                "is damaged (%.200s); take an earlier copy, or import it anew",
                strncmp(found, "*** in database main ***\n", 25) == 0 ? found + 25 : found);
done:
    corral_query_free(q);
    return status;
}

/* Whether every reference of the footprint lies within a gapless range of numbers: of the one
 * large table this is found in one walk from end to end, where looking up each takes far longer. */
static corral_status check_ranges(corral_database *d, bool *hold, corral_error *err)
{
    static const char sql[] =
        "SELECT (SELECT count(*) = max(number) - min(number) + 1 AND a >= min(number) "
        "AND b <= max(number) FROM coalitions) "
        "AND (SELECT count(*) = max(number) - min(number) + 1 AND c >= min(number) "
        "AND d <= max(number) FROM items) "
        "AND (e IS NULL OR (SELECT count(*) = max(number) - min(number) + 1 AND e >= min(number) "
        "AND f <= max(number) FROM sources)) "
        "FROM (SELECT min(coalition) AS a, max(coalition) AS b, min(item) AS c, max(item) AS d, "
        "min(source) AS e, max(source) AS f FROM footprint NOT INDEXED)";
    uint64_t yes;
    corral_status status = corral_database_count(d, sql, &yes, err);
    *hold = yes == 1;
    return status;
}

static corral_status check_references_of(corral_database *d, const char *table, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_query *q = NULL;
    char pragma[64];
    bool more;
    snprintf(pragma, sizeof pragma, "PRAGMA foreign_key_check(%s)", table);
    TRY(corral_query_new(d, "", pragma, &q, err));
    TRY(corral_query_next(q, &more, err));
    if (more)
        FAIL_AT(CORRAL_BAD_INPUT, ((corral_place){corral_database_name(d), 0, 0}),
                "is damaged (a row of \"%s\" refers to one that is not there); take an earlier "
                "copy, or import it anew",
                table);
done:
    corral_query_free(q);
    return status;
}

static corral_status check_references(corral_database *d, corral_error *err)
{
    corral_status status = CORRAL_OK;
    bool hold;
    TRY(check_ranges(d, &hold, err));
    for (const corral_database_table *t = corral_database_tables; t->name; t++)
        if (!hold || strcmp(t->name, "footprint") != 0) TRY(check_references_of(d, t->name, err));
done:
    return status;
}

static uint32_t big_endian(const unsigned char *bytes, size_t count)
{
    uint32_t value = 0;
    for (size_t k = 0; k < count; k++) value = value << 8 | bytes[k];
    return value;
}

/* Whether the file has fewer bytes than its header counts pages, or a part of a page: SQLite would
 * read zeros there. The count holds if no old program has written the file since (SQLite's file
 * format, 1.3.7). */
static bool is_short(const char *path, const unsigned char header[HEADER])
{
    enum { PAGE_SIZE = 16, CHANGES = 24, PAGES = 28, COUNTED_AT = 92 };
    struct stat about;
    uint64_t page = big_endian(header + PAGE_SIZE, 2), pages = big_endian(header + PAGES, 4);
    bool is_counted = memcmp(header + CHANGES, header + COUNTED_AT, 4) == 0;
    if (page == 1) page = 65536;
    if (page == 0 || stat(path, &about) != 0) return true;
    uint64_t size = (uint64_t)about.st_size;
    return size % page != 0 || (is_counted && size < page * pages);
}

/* SQLite would have to create files beside a write-ahead database to read it. */
corral_status corral_database_check_file(const char *path, corral_error *err)
{
    corral_status status = CORRAL_OK;
    unsigned char header[HEADER];
    corral_place place = {path, 0, 0};
    if (!corral_database_is(path)) FAIL_AT(CORRAL_BAD_INPUT, place, "is no SQLite database");
    if (read_header(path, header) < HEADER || is_short(path, header))
        FAIL_AT(CORRAL_BAD_INPUT, place, "is cut short; take an earlier copy, or import it anew");
    if (header[WRITE_VERSION] == 2 || header[READ_VERSION] == 2)
        FAIL_AT(CORRAL_FILE_SYSTEM, place,
                "is in write-ahead mode; run: sqlite3 FILE 'PRAGMA journal_mode = DELETE'");
done:
    return status;
}

corral_status corral_database_check(corral_database *d, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(check_version(d, err));
    TRY(check_tables(d, err));
    TRY(check_pages(d, err));
    TRY(check_references(d, err));
done:
    return status;
}
