/* Empty files of a region: the columns a mapping team fills in. */
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/checklist.h"
#include "core/memory.h"

/* ---- where the lists are ---- */

corral_status corral_checklist_lists_folder(char **out, corral_error *err)
{
    char path[PATH_MAX];
    static const char beside[] = CORRAL_LISTS_BESIDE;
    ssize_t length = readlink("/proc/self/exe", path, PATH_MAX - sizeof beside - 1);
    if (length > 0) {
        path[length] = '\0';
        char *slash = strrchr(path, '/');
        if (slash) strcpy(slash + 1, beside);
        if (slash && access(path, R_OK) == 0)
            return corral_string_copy(out, path, strlen(path), err);
    }
    static const char *const places[] = {CORRAL_LISTS_INSTALLED, CORRAL_LISTS_SOURCE};
    for (size_t k = 0; k < 2; k++)
        if (access(places[k], R_OK) == 0)
            return corral_string_copy(out, places[k], strlen(places[k]), err);
    return corral_error_set(err, CORRAL_FILE_SYSTEM,
                            "the lists are neither beside corral nor at %s; name their folder with "
                            "--lists FOLDER",
                            CORRAL_LISTS_INSTALLED);
}

/* ---- the files ---- */

#define SAID "weight", "known", "informant", "as_of", "source", "page", "note"

static const struct {
    const char *name;
    const char *columns[20];
} files[] = {
    {"coalitions.csv",
     {"id", "name", "short_name", "lead", "backbone", "founded", "geography", "meetings_per_year",
      "meeting_hours", "staff", "budget", "interest", "status", "succeeded_by", "source", "as_of"}},
    {"members.csv", {"coalition", "member", "person", "role", "hours", SAID}},
    {"goals.csv", {"coalition", "goal", "indicator", SAID}},
    {"strategies.csv", {"coalition", "strategy", SAID}},
    {"targets.csv", {"coalition", "target", SAID}},
    {"populations.csv", {"coalition", "population", SAID}},
    {"issues.csv", {"coalition", "issue", SAID}},
    {"geography.csv", {"coalition", "geography", SAID}},
    {"governance.csv", {"coalition", "governance", SAID}},
    {"partners.csv", {"coalition", "partner", SAID}},
    {"footprint.csv", {"coalition", "facet", "item", SAID}},
    {"items.csv", {"facet", "item", "name", "sector", "within", "url"}},
    {"decisions.csv", {"coalition", "facet", "item", "value", "by", "date", "why"}},
    {"asks.csv", {"coalition", "member", "kind", "per_year"}}};

enum { FILES = sizeof files / sizeof *files, COALITIONS = 0 };

static bool writes(const char *name)
{
    for (size_t k = 0; k < FILES; k++)
        if (strcmp(name, files[k].name) == 0) return true;
    return false;
}

static corral_status add_known(const corral_region *region, corral_table *table, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char *const *columns = files[COALITIONS].columns;
    for (uint32_t a = 0; a < corral_region_coalition_count(region); a++) {
        corral_table_put_text(table, corral_region_id(region, a));
        corral_table_put_text(table, corral_region_name(region, a));
        for (size_t k = 2; columns[k]; k++)
            corral_table_put_text(table, corral_region_attribute(region, a, columns[k]));
        TRY(corral_table_end_row(table, err));
    }
done:
    return status;
}

static corral_status write_file(const corral_checklist *checklist, size_t file,
                                corral_folder *folder, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_document *document = NULL;
    corral_output *output = NULL;
    corral_table *table;
    TRY(corral_document_new(NULL, &document, err));
    TRY(corral_document_add_table(document, "file", NULL, &table, err));
    for (size_t k = 0; files[file].columns[k]; k++) {
        const corral_column column = {.name = files[file].columns[k]};
        TRY(corral_table_add_columns(table, &column, 1, err));
    }
    if (file == COALITIONS && checklist->region) TRY(add_known(checklist->region, table, err));
    TRY(corral_folder_file(folder, files[file].name, &output, err));
    TRY(corral_document_write(document, CORRAL_FORMAT_CSV, NULL, output, err));
    TRY(corral_output_commit(output, err));
done:
    corral_output_free(output);
    corral_document_free(document);
    return status;
}

corral_status corral_checklist_folder(const corral_checklist *checklist, corral_session *session,
                                      const char *path, corral_error *err)
{
    static const corral_folder_files written = {.writes = writes, .sign = "footprint.csv"};
    corral_status status = CORRAL_OK;
    corral_folder *folder = NULL;
    TRY(corral_session_folder_open(session, path, &written, &folder, err));
    for (size_t k = 0; k < FILES; k++) TRY(write_file(checklist, k, folder, err));
    TRY(corral_folder_commit(folder, err));
done:
    corral_session_folder_free(session, folder);
    return status;
}
