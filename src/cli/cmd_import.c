/* corral import: a region into the starter database, as its first wave or as a further one. */
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "core/number.h"
#include "io/database.h"
#include "io/values.h"

typedef struct settings {
    const char *output, *as_of;
} settings;

/* The later of the two. */
static void keep_latest(const char **latest, const char *date)
{
    if (corral_value_is_date(date) && strcmp(date, *latest) > 0) *latest = date;
}

/* The latest date that anything in the region is of, "" if there is none. Borrowed from it. */
static const char *latest_date(const corral_whole *whole)
{
    const char *latest = "";
    for (size_t i = 0; i < corral_record_row_count(whole->record); i++) {
        corral_record_row row = corral_record_row_get(whole->record, i);
        keep_latest(&latest, row.said.as_of);
    }
    for (size_t i = 0; i < corral_record_known_count(whole->record); i++) {
        corral_record_row row = corral_record_known_get(whole->record, i);
        keep_latest(&latest, row.said.as_of);
    }
    for (uint32_t a = 0; a < corral_region_coalition_count(whole->region); a++)
        keep_latest(&latest, corral_region_attribute(whole->region, a, "as_of"));
    return latest;
}

/* A database that is there is copied first, so that the waves in it stay. */
static corral_status copy_old(const corral_session *session, const char *path,
                              const corral_aside *aside, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_database *old = NULL;
    TRY(corral_database_open(path, &old, err));
    TRY(corral_database_copy(old, corral_aside_path(aside), path, &session->progress, err));
done:
    corral_database_free(old);
    return status;
}

static corral_status write_wave(corral_session *session, const char *path, bool extends,
                                const corral_whole *whole, const char *date, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_aside *aside = NULL;
    corral_database *database = NULL;
    corral_import import = {date, &session->progress};
    uint64_t wave;
    TRY(corral_session_aside_open(session, path, &aside, err));
    if (extends) TRY(copy_old(session, path, aside, err));
    TRY(corral_database_begin(corral_aside_path(aside), path, &database, err));
    TRY(corral_database_add(database, whole, &import, &wave, err));
    TRY(corral_database_commit(database, &session->progress, err));
    corral_database_free(database);
    database = NULL;
    TRY(corral_aside_commit(aside, err));
    char coalitions[CORRAL_NUMBER_SIZE], rows[CORRAL_NUMBER_SIZE];
    corral_number_grouped(corral_region_coalition_count(whole->region), coalitions);
    corral_number_grouped(corral_record_row_count(whole->record), rows);
    corral_session_say(session, "wave %llu%s%s of \"%s\": %s coalitions, %s statements",
                       (unsigned long long)wave, *date ? ", " : "", date, path, coalitions, rows);
done:
    corral_database_free(database);
    corral_session_aside_free(session, aside);
    return status;
}

static corral_status run(corral_session *session, const void *values, corral_error *err)
{
    const settings *s = values;
    corral_status status = CORRAL_OK;
    corral_whole whole = {0};
    corral_output_options none = {0};
    if (!s->output || strcmp(s->output, "-") == 0)
        FAIL(CORRAL_BAD_USE, "import writes a database; name it with -o FILE");
    if (s->as_of && !corral_value_is_date(s->as_of))
        FAIL(CORRAL_BAD_USE, "--as-of must be YYYY, YYYY-MM or YYYY-MM-DD, got %s",
             CORRAL_QUOTE(s->as_of));
    TRY(corral_output_check(s->output, &none, err));
    bool extends = corral_database_is(s->output) && !session->common.force;
    if (!extends && !session->common.force && access(s->output, F_OK) == 0)
        FAIL(CORRAL_FILE_SYSTEM,
             "\"%s\" is there and is no SQLite database; --force replaces it, whole", s->output);
    TRY(corral_session_read_whole(session, &whole, err));
    const char *date = s->as_of ? s->as_of : latest_date(&whole);
    TRY(write_wave(session, s->output, extends, &whole, date, err));
done:
    corral_whole_release(&whole);
    return status;
}

static const corral_option options[] = {{.name = "output",
                                         .letter = 'o',
                                         .kind = CORRAL_OPTION_FILE,
                                         .placeholder = "FILE",
                                         .help = "the database, new or to be extended; needed",
                                         .local = true,
                                         CORRAL_FIELD(settings, output)},
                                        {.name = "as-of",
                                         .kind = CORRAL_OPTION_TEXT,
                                         .placeholder = "DATE",
                                         .help = "of when the wave is: YYYY, YYYY-MM or YYYY-MM-DD",
                                         .blank = "the latest date in the data",
                                         CORRAL_FIELD(settings, as_of)},
                                        {0}};
static const corral_option_block blocks[] = {{.options = options}, {0}};
static const settings defaults = {0};

static const corral_example examples[] = {
    {"corral import harmon -o region.db", "the first wave of a database"},
    {"corral import harmon-next -o region.db", "a second one beside it"},
    {"corral check region.db", "the newest wave, read like any other region"},
    {"corral groups region.db --wave 1", "the first one"},
    {NULL, NULL}};

const corral_command corral_command_import = {
    .name = "import",
    .step = CORRAL_STEP_MAP,
    .summary = "build or extend the starter database (SQLite) from any region",
    .operands = "REGION...",
    .least = 1,
    .most = 1000,
    .description =
        "Writes everything that a region says into an SQLite database: coalitions with all their "
        "columns, items, each statement with who made it, when and where, what is known, "
        "decisions, aliases, asks, crosswalk and synonyms. Unknown, no and nothing said stay "
        "apart. Several regions become one. Every command reads the database as it reads a folder, "
        "and corral export turns it back into one.\n\n"
        "A database that is there gets a further wave; the earlier ones stay as they are. Commands "
        "read the newest wave (by date, then the one imported last) unless --wave names another. "
        "The date of a wave is --as-of, else the latest as_of in the data, never that of the "
        "clock: the same data give the same bytes.\n\n"
        "The views cells, answers, gaps, overlaps and load can be asked with any SQLite program: "
        "sqlite3 region.db \"SELECT * FROM load ORDER BY coalitions DESC LIMIT 5\".\n\n"
        "The file is the old one or the complete new one. A database that is read is opened "
        "read-only and checked first; one that is damaged, was changed in its tables, or was made "
        "by a newer version is refused.",
    .takes = CORRAL_TAKES_READING | CORRAL_TAKES_FORCE,
    .blocks = blocks,
    .examples = examples,
    .defaults = &defaults,
    .values_size = sizeof(settings),
    .run = run};
