/* SQLite, opened as if whoever made the file meant harm. */
#include "io/database.h"

#include <errno.h>
#include <math.h>
#include <sqlite3.h>
#include <string.h>

#include "core/memory.h"
#include "core/progress.h"

struct corral_database {
    sqlite3 *handle;
    char *name;
};

struct corral_query {
    corral_database *database;
    const char *table; /* for messages */
    sqlite3_stmt *statement;
};

const char *corral_database_name(const corral_database *database)
{
    return database->name;
}

/* ---- failures ---- */

static corral_status file_fails(const corral_database *d, const char *reason, corral_error *err)
{
    return corral_error_set_at(err, CORRAL_FILE_SYSTEM, (corral_place){d->name, 0, 0}, "%s",
                               reason);
}

/* What SQLite's code means for people. */
static corral_status fails(const corral_database *d, int code, corral_error *err)
{
    corral_place place = {d->name, 0, 0};
    int reason = d->handle ? sqlite3_system_errno(d->handle) : 0;
    switch (code & 0xff) {
    case SQLITE_NOMEM: return corral_error_set(err, CORRAL_NO_MEMORY, "out of memory");
    case SQLITE_INTERRUPT: return corral_error_set(err, CORRAL_INTERRUPTED, "interrupted");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
        return file_fails(d, "is locked by another program; close it there and try again", err);
    case SQLITE_READONLY:
        return file_fails(d,
                          "was not closed by the program that wrote it last; open and close it "
                          "once with sqlite3",
                          err);
    case SQLITE_FULL: return file_fails(d, "cannot be written: the disk is full", err);
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_IOERR:
        return corral_error_set_at(err, CORRAL_FILE_SYSTEM, place, "cannot be read or written: %s",
                                   reason ? strerror(reason) : sqlite3_errstr(code));
    default:
        return corral_error_set_at(err, CORRAL_BAD_INPUT, place,
                                   "is damaged (%s); take an earlier copy, or import it anew",
                                   sqlite3_errstr(code));
    }
}

/* ---- the file ---- */

void corral_database_free(corral_database *d)
{
    if (!d) return;
    sqlite3_close(d->handle);
    free(d->name);
    free(d);
}

/* A relative path with "./" before it is never taken for a URI or a name of SQLite's own. */
static corral_status open_file(const char *path, const char *name, int flags, corral_database **out,
                               corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_database *d = NULL;
    corral_text plain = {0};
    TRY(corral_array_new(&d, 1, sizeof *d, err));
    TRY(corral_string_copy(&d->name, name, strlen(name), err));
    TRY(corral_text_printf(&plain, err, "%s%s", path[0] == '/' ? "" : "./", path));
    int code = sqlite3_open_v2(plain.bytes, &d->handle, flags | SQLITE_OPEN_NOMUTEX, NULL);
    if (code == SQLITE_OK) code = sqlite3_extended_result_codes(d->handle, 1);
    if (code != SQLITE_OK) TRY(fails(d, code, err));
    *out = d;
    d = NULL;
done:
    corral_text_release(&plain);
    corral_database_free(d);
    return status;
}

/* Nothing that the file says may run anything, load anything or grow without bound. */
static corral_status defend(corral_database *d, corral_error *err)
{
    static const struct {
        int option, value;
    } settings[] = {{SQLITE_DBCONFIG_DEFENSIVE, 1},
                    {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
                    {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
                    {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
                    {SQLITE_DBCONFIG_DQS_DDL, 0},
                    {SQLITE_DBCONFIG_DQS_DML, 0},
                    {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0}};
    static const struct {
        int limit, value;
    } limits[] = {{SQLITE_LIMIT_LENGTH, (int)CORRAL_CSV_RECORD_LIMIT},
                  {SQLITE_LIMIT_SQL_LENGTH, 100000},
                  {SQLITE_LIMIT_COLUMN, 100},
                  {SQLITE_LIMIT_EXPR_DEPTH, 50},
                  {SQLITE_LIMIT_COMPOUND_SELECT, 5},
                  {SQLITE_LIMIT_VDBE_OP, 25000},
                  {SQLITE_LIMIT_FUNCTION_ARG, 8},
                  {SQLITE_LIMIT_ATTACHED, 0},
                  {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50},
                  {SQLITE_LIMIT_VARIABLE_NUMBER, 20},
                  {SQLITE_LIMIT_TRIGGER_DEPTH, 1},
                  {SQLITE_LIMIT_WORKER_THREADS, 0}};
    corral_status status = CORRAL_OK;
    for (size_t k = 0; k < sizeof settings / sizeof *settings; k++) {
        int code = sqlite3_db_config(d->handle, settings[k].option, settings[k].value, NULL);
        if (code != SQLITE_OK) TRY(fails(d, code, err));
    }
    for (size_t k = 0; k < sizeof limits / sizeof *limits; k++)
        sqlite3_limit(d->handle, limits[k].limit, limits[k].value);
    TRY(corral_database_run(d, "PRAGMA cell_size_check = ON", err));
    TRY(corral_database_run(d, "PRAGMA mmap_size = 0", err));
    TRY(corral_database_run(d, "PRAGMA cache_size = -65536", err));
done:
    return status;
}

/* ---- statements ---- */

corral_status corral_database_run(corral_database *d, const char *sql, corral_error *err)
{
    int code = sqlite3_exec(d->handle, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? CORRAL_OK : fails(d, code, err);
}

corral_status corral_query_new(corral_database *d, const char *table, const char *sql,
                               corral_query **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_query *q = NULL;
    TRY(corral_array_new(&q, 1, sizeof *q, err));
    q->database = d;
    q->table = table;
    int code = sqlite3_prepare_v3(d->handle, sql, -1, 0, &q->statement, NULL);
    if (code != SQLITE_OK) TRY(fails(d, code, err));
    *out = q;
    q = NULL;
done:
    corral_query_free(q);
    return status;
}

void corral_query_free(corral_query *q)
{
    if (!q) return;
    sqlite3_finalize(q->statement);
    free(q);
}

corral_status corral_query_next(corral_query *q, bool *more, corral_error *err)
{
    int code = sqlite3_step(q->statement);
    *more = code == SQLITE_ROW;
    if (*more) return CORRAL_OK;
    sqlite3_reset(q->statement);
    return code == SQLITE_DONE ? CORRAL_OK : fails(q->database, code, err);
}

corral_status corral_query_run(corral_query *q, corral_error *err)
{
    bool more;
    return corral_query_next(q, &more, err);
}

/* Nothing is copied here, so nothing can fail. */
void corral_query_put_blank(corral_query *q, int parameter)
{
    sqlite3_bind_null(q->statement, parameter);
}

void corral_query_put_count(corral_query *q, int parameter, uint64_t value)
{
    sqlite3_bind_int64(q->statement, parameter, (sqlite3_int64)value);
}

void corral_query_put_number(corral_query *q, int parameter, double value)
{
    if (isnan(value))
        sqlite3_bind_null(q->statement, parameter);
    else
        sqlite3_bind_double(q->statement, parameter, value);
}

void corral_query_put_text(corral_query *q, int parameter, const char *text)
{
    if (text && text[0])
        sqlite3_bind_text(q->statement, parameter, text, -1, SQLITE_STATIC);
    else
        sqlite3_bind_null(q->statement, parameter);
}

static corral_status wrong_value(corral_query *q, int column, const char *what, corral_error *err)
{
    corral_text place = {0};
    const char *name = sqlite3_column_name(q->statement, column);
    sqlite3_int64 number = sqlite3_column_int64(q->statement, 0);
    corral_status status = corral_text_printf(&place, err, "%s/%s", q->database->name, q->table);
    if (status == CORRAL_OK)
        status = corral_error_set_at(
            err, CORRAL_BAD_INPUT, (corral_place){place.bytes, number > 0 ? (size_t)number : 0, 0},
            "%s %s", name ? name : "a value", what);
    corral_text_release(&place);
    return status;
}

corral_status corral_query_count(corral_query *q, int column, uint64_t *out, corral_error *err)
{
    int type = sqlite3_column_type(q->statement, column);
    sqlite3_int64 value = sqlite3_column_int64(q->statement, column);
    *out = 0;
    if (type == SQLITE_NULL) return CORRAL_OK;
    if (type != SQLITE_INTEGER || value < 0)
        return wrong_value(q, column, "must be a whole number of at least 0", err);
    *out = (uint64_t)value;
    return CORRAL_OK;
}

corral_status corral_query_number(corral_query *q, int column, double *out, corral_error *err)
{
    int type = sqlite3_column_type(q->statement, column);
    *out = type == SQLITE_NULL ? NAN : sqlite3_column_double(q->statement, column);
    if (type == SQLITE_NULL) return CORRAL_OK;
    if ((type != SQLITE_INTEGER && type != SQLITE_FLOAT) || !isfinite(*out))
        return wrong_value(q, column, "must be a number", err);
    return CORRAL_OK;
}

corral_status corral_query_text(corral_query *q, int column, const char **out, corral_error *err)
{
    *out = "";
    int type = sqlite3_column_type(q->statement, column);
    if (type == SQLITE_NULL) return CORRAL_OK;
    if (type == SQLITE_BLOB) return wrong_value(q, column, "must be text", err);
    const unsigned char *text = sqlite3_column_text(q->statement, column);
    if (!text) return fails(q->database, SQLITE_NOMEM, err);
    size_t length = (size_t)sqlite3_column_bytes(q->statement, column);
    if (length > CORRAL_CSV_FIELD_LIMIT) return wrong_value(q, column, "is longer than 1 MiB", err);
    if (strlen((const char *)text) != length)
        return wrong_value(q, column, "holds a NUL character", err);
    if (corral_utf8_valid((const char *)text, length) != length)
        return wrong_value(q, column, "is not valid UTF-8", err);
    *out = (const char *)text;
    return CORRAL_OK;
}

/* ---- reading ---- */

corral_status corral_database_open(const char *path, corral_database **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_database *d = NULL;
    TRY(corral_database_check_file(path, err));
    TRY(open_file(path, path, SQLITE_OPEN_READONLY, &d, err));
    TRY(defend(d, err));
    TRY(corral_database_run(d, "BEGIN", err));
    TRY(corral_database_check(d, err));
    *out = d;
    d = NULL;
done:
    corral_database_free(d);
    return status;
}

/* ---- writing ---- */

static corral_status create_all(corral_database *d, const corral_database_table *tables,
                                corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (; tables->name; tables++) TRY(corral_database_run(d, tables->sql, err));
done:
    return status;
}

static corral_status create_tables(corral_database *d, corral_error *err)
{
    corral_status status = CORRAL_OK;
    char pragma[64];
    sqlite3_snprintf(sizeof pragma, pragma, "PRAGMA application_id = %d", CORRAL_DATABASE_ID);
    TRY(corral_database_run(d, pragma, err));
    sqlite3_snprintf(sizeof pragma, pragma, "PRAGMA user_version = %d", CORRAL_DATABASE_VERSION);
    TRY(corral_database_run(d, pragma, err));
    TRY(create_all(d, corral_database_tables, err));
    TRY(create_all(d, corral_database_views, err));
done:
    return status;
}

/* Nobody else sees the file, so it needs no journal, and it is forced to disk when it is done. */
corral_status corral_database_begin(const char *path, const char *name, corral_database **out,
                                    corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_database *d = NULL;
    uint64_t id;
    TRY(open_file(path, name, SQLITE_OPEN_READWRITE, &d, err));
    /* Before the defences, which forbid it. */
    TRY(corral_database_run(d, "PRAGMA journal_mode = OFF", err));
    TRY(defend(d, err));
    TRY(corral_database_run(d, "PRAGMA locking_mode = EXCLUSIVE", err));
    TRY(corral_database_run(d, "PRAGMA synchronous = OFF", err));
    TRY(corral_database_run(d, "BEGIN", err));
    TRY(corral_database_count(d, "PRAGMA application_id", &id, err));
    if (id == 0) TRY(create_tables(d, err));
    for (const corral_database_table *index = corral_database_indexes; index->name; index++) {
        char drop[64];
        sqlite3_snprintf(sizeof drop, drop, "DROP INDEX IF EXISTS %s", index->name);
        TRY(corral_database_run(d, drop, err));
    }
    *out = d;
    d = NULL;
done:
    corral_database_free(d);
    return status;
}

corral_status corral_database_copy(corral_database *d, const char *path, const char *name,
                                   const corral_progress *progress, corral_error *err)
{
    enum { PAGES = 4096 };
    corral_status status = CORRAL_OK;
    corral_database *to = NULL;
    sqlite3_backup *backup = NULL;
    int code = SQLITE_OK;
    TRY(open_file(path, name, SQLITE_OPEN_READWRITE, &to, err));
    TRY(corral_database_run(to, "PRAGMA journal_mode = OFF", err));
    TRY(corral_database_run(to, "PRAGMA synchronous = OFF", err));
    backup = sqlite3_backup_init(to->handle, "main", d->handle, "main");
    if (!backup) TRY(fails(to, sqlite3_errcode(to->handle), err));
    while (code == SQLITE_OK) {
        TRY(corral_progress_step(progress, "copying the waves before", NAN, err));
        code = sqlite3_backup_step(backup, PAGES);
    }
    if (code != SQLITE_DONE) TRY(fails(to, code, err));
done:
    sqlite3_backup_finish(backup);
    corral_database_free(to);
    return status;
}

/* Called by SQLite now and then; anything but 0 stops it. */
static int look_up(void *progress)
{
    return !corral_progress_go_on(progress, "writing", NAN);
}

corral_status corral_database_commit(corral_database *d, const corral_progress *progress,
                                     corral_error *err)
{
    enum { STEPS = 1000000 };
    corral_status status = CORRAL_OK;
    sqlite3_progress_handler(d->handle, STEPS, look_up, (void *)(uintptr_t)progress);
    TRY(create_all(d, corral_database_indexes, err));
    TRY(corral_database_run(d, "COMMIT", err));
done:
    return status;
}
