/* The surveys that --with brings; for the team alone. */
#include "cli/report.h"

#include <string.h>

#include "io/csv.h"
#include "io/ratings.h"
#include "io/sheet.h"
#include "io/values.h"

void corral_report_surveys_release(corral_report_surveys *surveys)
{
    corral_umbrella_run_release(&surveys->umbrella);
    corral_backbone_free(surveys->found);
    corral_survey_release(&surveys->ratings);
}

static corral_status has_column(const char *path, const char *name, bool *has, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_source *source = NULL;
    corral_csv *csv = NULL;
    corral_csv_record header;
    bool more;
    *has = false;
    TRY(corral_source_open(path, &source, err));
    TRY(corral_csv_new(source, false, NULL, &csv, err));
    TRY(corral_csv_header(csv, &header, &more, err));
    for (size_t c = 0; more && c < header.count && !*has; c++)
        *has = corral_value_same(corral_sheet_cell(&header, c), name);
done:
    corral_csv_free(csv);
    corral_source_free(source);
    return status;
}

static corral_status add_umbrella(corral_report_surveys *surveys, corral_session *session,
                                  const char *path, const corral_region *region, corral_error *err)
{
    corral_umbrella_settings settings = {.path = path};
    if (surveys->has_umbrella)
        return corral_error_set(err, CORRAL_BAD_USE, "--with: preferences are there twice");
    surveys->has_umbrella = true;
    return corral_umbrella_run_init(&surveys->umbrella, session, &settings, region, err);
}

/* What corral backbone shows of the same file with its defaults, so a report gives away no more. */
static corral_status add_backbone(corral_report_surveys *surveys, corral_session *session,
                                  const char *path, const corral_region *region, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_backbone_options how = CORRAL_BACKBONE_OPTIONS_INIT;
    how.seed = session->common.seed;
    if (surveys->has_backbone) FAIL(CORRAL_BAD_USE, "--with: ratings are there twice");
    surveys->has_backbone = true;
    const corral_answers_file from = {path, session->common.form, session->common.repair, region};
    TRY(corral_ratings_read(&from, &surveys->ratings, err));
    TRY(corral_backbone_new(&surveys->ratings, &how, &session->progress, &surveys->found, err));
    surveys->backbone = (corral_backbone_page){.survey = &surveys->ratings,
                                               .backbone = surveys->found,
                                               .k = how.min_raters,
                                               .signs = true};
done:
    return status;
}

/* A kind of survey by a column that no other has. */
static const struct {
    const char *column;
    corral_status (*add)(corral_report_surveys *surveys, corral_session *session, const char *path,
                         const corral_region *region, corral_error *err);
} kinds[] = {{"parameter", add_umbrella}, {"candidate", add_backbone}};

enum { KINDS = sizeof kinds / sizeof *kinds };

corral_status corral_report_surveys_init(corral_report_surveys *surveys, corral_session *session,
                                         const corral_words *files, const corral_region *region,
                                         corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (size_t k = 0; k < files->count; k++) {
        const char *path = files->items[k];
        size_t kind = 0;
        bool has = false;
        if (strcmp(path, "-") == 0)
            FAIL(CORRAL_BAD_USE, "--with needs the name of a file, got \"-\"");
        for (; kind < KINDS; kind++) {
            TRY(has_column(path, kinds[kind].column, &has, err));
            if (has) break;
        }
        if (kind == KINDS)
            FAIL_AT(
                CORRAL_BAD_INPUT, ((corral_place){path, 1, 0}),
                "the header has no column \"parameter\", as preferences have, nor \"candidate\", "
                "as ratings have: the file is no survey that a report can show");
        TRY(kinds[kind].add(surveys, session, path, region, err));
    }
done:
    return status;
}
