/* A folder of CSV files. What a file is follows from its name; where the name says nothing, from
 * its header. Files are taken in a fixed order of kinds and then of names, so that messages are the
 * same wherever the folder lies. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "core/memory.h"
#include "core/text.h"
#include "io/reading.h"
#include "io/values.h"

/* In the order of reading; the entry without a name is every other CSV file. */
static const struct kind {
    const char *stem;
    corral_sheet_reader *read;
    bool is_region; /* enough to make a region */
} kinds[] = {{"coalitions", corral_read_coalitions, true},
             {"items", corral_read_items, false},
             {"aliases", corral_read_aliases, false},
             {"footprint", corral_read_any_footprint, true},
             {NULL, NULL, false},
             {"decisions", corral_read_decisions, false},
             {"crosswalk", corral_read_crosswalk, false},
             {"synonyms", corral_read_synonyms, false},
             {"asks", corral_read_asks, false}};

enum { KINDS = sizeof kinds / sizeof *kinds, OTHER = 4, NOT_READ = -1 };

typedef struct entry {
    char *path; /* folder/name */
    int kind;
} entry;

typedef struct folder {
    corral_reading *reading;
    const char *path;
    entry *entries;
    size_t count, capacity;
    corral_strings *stems; /* those met so far */
    bool found;            /* something that makes a region */
    char *almost;          /* a file that looks like a footprint under other headings; or NULL */
} folder;

static void release(folder *f)
{
    for (size_t i = 0; i < f->count; i++) free(f->entries[i].path);
    free(f->entries);
    corral_strings_free(f->stems);
    free(f->almost);
}

static corral_status report(const folder *f, corral_severity severity, const char *path,
                            corral_error *err, const char *what)
{
    return corral_problems_report(f->reading->problems, severity, (corral_place){path, 0, 0}, err,
                                  "%s", what);
}

/* ---- names ---- */

static size_t without_ending(const char *text, size_t length, const char *ending)
{
    size_t tail = strlen(ending);
    if (length <= tail) return length;
    for (size_t i = 0; i < tail; i++) {
        char c = text[length - tail + i];
        if ((c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c) != ending[i]) return length;
    }
    return length - tail;
}

bool corral_file_stem(const char *path, char stem[256])
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    size_t length = without_ending(name, strlen(name), ".gz");
    size_t shorter = without_ending(name, length, ".csv");
    if (shorter == length || shorter >= 256) return false;
    memcpy(stem, name, shorter);
    stem[shorter] = '\0';
    corral_ascii_lower(stem);
    return true;
}

static int kind_of(const char *stem)
{
    for (int k = 0; k < KINDS; k++)
        if (kinds[k].stem && strcmp(stem, kinds[k].stem) == 0) return k;
    return OTHER;
}

/* ---- listing ---- */

static corral_status add_entry(folder *f, const char *name, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text path = {0};
    size_t length = strlen(f->path);
    const char *between = length && f->path[length - 1] == '/' ? "" : "/";
    TRY(corral_text_printf(&path, err, "%s%s%s", f->path, between, name));
    TRY(corral_array_grow(&f->entries, &f->capacity, f->count + 1, sizeof *f->entries, err));
    f->entries[f->count++] = (entry){path.bytes, NOT_READ};
    path = (corral_text){0};
done:
    corral_text_release(&path);
    return status;
}

/* Hidden files are what systems leave behind: they are passed over in silence. */
static corral_status list_names(folder *f, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_place place = {f->path, 0, 0};
    DIR *directory = opendir(f->path);
    if (!directory) FAIL_AT(CORRAL_FILE_SYSTEM, place, "cannot be opened: %s", strerror(errno));
    for (;;) {
        errno = 0;
        struct dirent *found = readdir(directory);
        if (!found) break;
        if (found->d_name[0] != '.') TRY(add_entry(f, found->d_name, err));
    }
    if (errno) FAIL_AT(CORRAL_FILE_SYSTEM, place, "cannot be listed: %s", strerror(errno));
done:
    if (directory) closedir(directory);
    return status;
}

static int by_path(const void *left, const void *right)
{
    return strcmp(((const entry *)left)->path, ((const entry *)right)->path);
}

static bool is_lists(const char *path)
{
    return strcmp(strrchr(path, '/') + 1, "lists") == 0;
}

/* Decides what the entry is, and says why if it is not read. */
static corral_status classify(folder *f, entry *e, corral_error *err)
{
    corral_status status = CORRAL_OK;
    struct stat about;
    char stem[256], what[256];
    uint32_t before = corral_strings_count(f->stems), number;
    bool is_csv = corral_file_stem(e->path, stem);
    if (stat(e->path, &about)) {
        snprintf(what, sizeof what, "cannot be examined: %s", strerror(errno));
        return report(f, is_csv ? CORRAL_SEVERITY_ERROR : CORRAL_SEVERITY_NOTE, e->path, err, what);
    }
    if (S_ISDIR(about.st_mode))
        return report(f, CORRAL_SEVERITY_NOTE, e->path, err,
                      is_lists(e->path) ? "lists beside the region, for --list FILE"
                                        : "ignored: a folder in the folder");
    if (!S_ISREG(about.st_mode) || !is_csv)
        return report(f, CORRAL_SEVERITY_NOTE, e->path, err, "ignored: not a CSV file");
    TRY(corral_strings_add(f->stems, stem, strlen(stem), &number, err));
    if (number < before)
        return report(f, CORRAL_SEVERITY_ERROR, e->path, err,
                      "the same file is there packed, or with other capitals: remove one");
    e->kind = kind_of(stem);
    f->found = f->found || kinds[e->kind].is_region;
done:
    return status;
}

/* ---- files known by their header ---- */

static corral_status ignore(corral_sheet *sheet, const char *why, corral_error *err)
{
    return corral_sheet_report(sheet, CORRAL_SEVERITY_NOTE, 0, CORRAL_NO_COLUMN, err, "ignored: %s",
                               why);
}

/* Keeps the first file whose first column probably says the coalition, for when there is none. */
static corral_status keep_almost(folder *f, const corral_sheet *sheet, corral_error *err)
{
    static const char *const ids[] = {"coalition", "coalition id", "coalition name", "group"};
    corral_status status = CORRAL_OK;
    corral_text text = {0};
    char header[CORRAL_HEADER_SIZE];
    const char *slash = strrchr(sheet->file, '/');
    if (f->almost || !corral_value_is_one_of(sheet->names[0], ids, sizeof ids / sizeof *ids))
        return CORRAL_OK;
    TRY(corral_text_printf(&text, err, "%s has the columns %s",
                           CORRAL_QUOTE(slash ? slash + 1 : sheet->file),
                           CORRAL_QUOTE(corral_sheet_header(sheet, header))));
    f->almost = text.bytes;
    text = (corral_text){0};
done:
    corral_text_release(&text);
    return status;
}

static corral_status read_by_header(folder *f, corral_sheet *sheet, corral_error *err)
{
    corral_status status = CORRAL_OK;
    char stem[256];
    if (sheet->columns == 0) return CORRAL_OK;
    corral_footprint_kind kind = corral_footprint_kind_of(sheet);
    if (kind == CORRAL_FOOTPRINT_FACET || kind == CORRAL_FOOTPRINT_SURVEY) {
        f->found = true;
        return corral_read_footprint(sheet, kind, err);
    }
    if (corral_is_returned(sheet)) {
        sheet->reading->is_beside = true;
        TRY(corral_read_footprint(sheet, kind, err));
        sheet->reading->is_beside = false;
        goto done;
    }
    if (kind == CORRAL_FOOTPRINT_TIDY)
        return ignore(sheet, "rows of coalition, facet and item are read from footprint.csv alone",
                      err);
    if (corral_is_kumu(sheet)) {
        f->found = true;
        return corral_read_kumu_csv(sheet, err);
    }
    const char *facet = corral_file_stem(sheet->file, stem) ? corral_value_facet(stem) : NULL;
    bool has_id = corral_sheet_find(sheet, "id") != CORRAL_NO_COLUMN;
    bool has_coalition = corral_sheet_find(sheet, "coalition") != CORRAL_NO_COLUMN;
    if (facet && has_id && !has_coalition) return corral_read_item_table(sheet, facet, err);
    TRY(keep_almost(f, sheet, err));
    TRY(ignore(sheet, "its header is none of a region's files", err));
done:
    return status;
}

/* A file that may have nothing to do with the region must not keep it from being read. */
static corral_status read_other(folder *f, const char *path, corral_error *err)
{
    corral_error own = CORRAL_ERROR_INIT;
    corral_source *source;
    corral_sheet sheet = {0};
    char what[sizeof own.message + 16];
    corral_status status = corral_source_open(path, &source, &own);
    if (status == CORRAL_OK) status = corral_sheet_init(&sheet, f->reading, source, &own);
    if (status == CORRAL_BAD_INPUT || status == CORRAL_LIMIT) {
        snprintf(what, sizeof what, "ignored: %s", own.message);
        status = report(f, CORRAL_SEVERITY_WARNING, path, err, what);
    } else {
        if (status == CORRAL_OK) status = read_by_header(f, &sheet, &own);
        status = corral_settle_file(f->reading, path, status, &own, err);
    }
    corral_sheet_release(&sheet);
    return status;
}

/* ---- the folder ---- */

static corral_status read_kind(folder *f, int kind, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (size_t i = 0; i < f->count; i++) {
        if (f->entries[i].kind != kind) continue;
        if (kind == OTHER)
            TRY(read_other(f, f->entries[i].path, err));
        else
            TRY(corral_read_file(f->reading, f->entries[i].path, kinds[kind].read, err));
    }
done:
    return status;
}

corral_status corral_read_folder(corral_reading *reading, const char *path, corral_error *err)
{
    corral_status status = CORRAL_OK;
    folder f = {.reading = reading, .path = path};
    TRY(corral_strings_new(&f.stems, err));
    TRY(list_names(&f, err));
    if (f.count) qsort(f.entries, f.count, sizeof *f.entries, by_path);
    for (size_t i = 0; i < f.count; i++) TRY(classify(&f, &f.entries[i], err));
    for (int kind = 0; kind < KINDS; kind++) TRY(read_kind(&f, kind, err));
    if (!f.found)
        FAIL_AT(CORRAL_BAD_INPUT, ((corral_place){path, 0, 0}),
                "there is no footprint in this folder: looked for footprint.csv, coalitions.csv "
                "and files whose header begins with coalition and a facet such as member or goal"
                "%s%s",
                f.almost ? "; " : "", f.almost ? f.almost : "");
done:
    release(&f);
    return status;
}

corral_status corral_folder_find(const char *region_path, const char *stem, corral_text *path,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_place place = {region_path, 0, 0};
    const struct dirent *found = NULL;
    char own[256];
    size_t length = strlen(region_path);
    const char *slash = length && region_path[length - 1] == '/' ? "" : "/";
    DIR *directory = strcmp(region_path, "-") ? opendir(region_path) : NULL;
    if (!directory && strcmp(region_path, "-") && errno != ENOTDIR)
        FAIL_AT(CORRAL_FILE_SYSTEM, place, "cannot be opened: %s", strerror(errno));
    path->length = 0;
    TRY(corral_text_append(path, "", 0, err));
    errno = 0;
    while (directory && path->length == 0 && (found = readdir(directory))) {
        if (found->d_name[0] != '.' && corral_file_stem(found->d_name, own) &&
            strcmp(own, stem) == 0)
            TRY(corral_text_printf(path, err, "%s%s%s", region_path, slash, found->d_name));
        errno = 0;
    }
    if (directory && !found && errno)
        FAIL_AT(CORRAL_FILE_SYSTEM, place, "cannot be listed: %s", strerror(errno));
done:
    if (directory) closedir(directory);
    return status;
}
