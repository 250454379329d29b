/* The plan of joint sessions as a table. */
#include "cli/load_words.h"
#include "core/number.h"

enum { PERCENT = 80 };

typedef struct page {
    corral_session *session;
    const corral_region *region;
    corral_document *document;
} page;

static const char *name_of(const page *p, uint32_t item)
{
    return corral_session_is_for_people(p->session) ? corral_region_item_name(p->region, item)
                                                    : corral_region_item_key(p->region, item);
}

static corral_status add_session(page *p, const corral_joint_session *session, size_t number,
                                 double share, corral_table *table, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text which = {0};
    bool for_people = corral_session_is_for_people(p->session);
    uint32_t facet = corral_region_item_facet(p->region, session->topic);
    for (size_t i = 0; i < session->coalitions.count; i++) {
        uint32_t a = session->coalitions.index[i];
        TRY(corral_text_printf(&which, err, "%s%s", i ? "; " : "",
                               for_people ? corral_region_name(p->region, a)
                                          : corral_region_id(p->region, a)));
    }
    corral_table_put_count(table, number);
    corral_table_put_text(table, corral_region_facet_name(p->region, facet));
    corral_table_put_text(table, name_of(p, session->topic));
    corral_table_put_count(table, session->coalitions.count);
    corral_table_put_count(table, session->members);
    corral_table_put_count(table, session->removed);
    corral_table_put_number(table, share);
    corral_table_put_text(table, which.bytes);
    TRY(corral_table_end_row(table, err));
done:
    corral_text_release(&which);
    return status;
}

static corral_status add_sessions(page *p, const corral_plan *plan, corral_error *err)
{
    static const corral_column columns[] = {
        {.name = "session", .type = CORRAL_COLUMN_COUNT},
        {.name = "facet", .type = CORRAL_COLUMN_WORD},
        {.name = "topic"},
        {.name = "coalitions", .type = CORRAL_COLUMN_COUNT},
        {.name = "members", .type = CORRAL_COLUMN_COUNT},
        {.name = "removes", .type = CORRAL_COLUMN_COUNT},
        {.name = "share", .label = "with those above", .type = CORRAL_COLUMN_PERCENT},
        {.name = "which"}};
    corral_status status = CORRAL_OK;
    corral_table *table;
    uint64_t removed = 0;
    TRY(corral_document_add_table(p->document, "sessions", NULL, &table, err));
    TRY(corral_table_add_columns(table, columns, sizeof columns / sizeof *columns, err));
    for (size_t i = 0; i < corral_plan_count(plan); i++) {
        corral_joint_session session = corral_plan_get(plan, i);
        removed += session.removed;
        TRY(add_session(p, &session, i + 1, (double)removed / (double)corral_plan_total(plan),
                        table, err));
    }
done:
    return status;
}

static corral_status title_plan(const corral_plan *plan, corral_text *title, corral_error *err)
{
    char removed[CORRAL_NUMBER_SIZE], total[CORRAL_NUMBER_SIZE];
    size_t count = corral_plan_count(plan);
    if (!corral_plan_total(plan))
        return corral_text_printf(title, err,
                                  "Nobody is known to hear a report twice: there is "
                                  "nothing to plan");
    corral_number_grouped(corral_plan_removed(plan), removed);
    corral_number_grouped(corral_plan_total(plan), total);
    return corral_text_printf(title, err,
                              "%zu joint session%s would remove %s of %s repeats a year", count,
                              count == 1 ? "" : "s", removed, total);
}

static void say_how(corral_document *document, const corral_plan *plan, uint32_t reports)
{
    corral_document_add_line(document,
                             "Each is held %u time%s a year: at most %d coalitions hear together "
                             "what is reported on one of their goals or targets",
                             reports, reports == 1 ? "" : "s", CORRAL_SESSION_MOST);
    if (!corral_plan_is_enough(plan))
        corral_document_add_note(
            document, "%d %% of the repeats %s with at most %d coalitions in a session", PERCENT,
            corral_plan_is_exact(plan) ? "are out of reach" : "were not reached",
            CORRAL_SESSION_MOST);
    if (!corral_plan_is_exact(plan))
        corral_document_add_note(document,
                                 "sessions on topics of more than %d coalitions were grown one "
                                 "coalition at a time: others might do better",
                                 CORRAL_SESSION_EXACT);
    else if (corral_plan_is_enough(plan))
        corral_document_add_note(document, "no fewer sessions remove %d %% of the repeats",
                                 PERCENT);
    corral_document_add_note(document, "counted " CORRAL_LOAD_BY_MEMBER);
}

corral_status corral_load_print_plan(corral_session *session, const corral_region *region,
                                     uint32_t reports, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_plan *plan = NULL;
    corral_text title = {0};
    corral_document *document = NULL;
    TRY(corral_plan_find(region, reports, PERCENT, &session->progress, &plan, err));
    TRY(title_plan(plan, &title, err));
    TRY(corral_document_new(title.bytes, &document, err));
    corral_document_set_count(document, "total", NULL, corral_plan_total(plan));
    corral_document_set_count(document, "removed", NULL, corral_plan_removed(plan));
    corral_document_set_bool(document, "enough", NULL, corral_plan_is_enough(plan));
    corral_document_set_bool(document, "fewest", NULL, corral_plan_is_exact(plan));
    page p = {session, region, document};
    TRY(add_sessions(&p, plan, err));
    if (corral_plan_total(plan)) say_how(document, plan, reports);
    TRY(corral_session_print(session, document, err));
done:
    corral_plan_free(plan);
    corral_text_release(&title);
    corral_document_free(document);
    return status;
}
