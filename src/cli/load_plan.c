/* The plan of joint sessions as tables: the sessions, and what they ask of each coalition beside
 * the meetings it has today. */
#include "cli/load_words.h"
#include "core/memory.h"
#include "core/number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { PERCENT = 80 };

typedef struct page {
    corral_session *session;
    const corral_region *region;
    corral_document *document;
    const corral_plan *plan;
    uint32_t reports;
} page;

static const char *name_of(const page *p, uint32_t item)
{
    return corral_session_is_for_people(p->session) ? corral_region_item_name(p->region, item)
                                                    : corral_region_item_key(p->region, item);
}

static const char *coalition_of(const page *p, uint32_t a)
{
    return corral_session_is_for_people(p->session) ? corral_region_name(p->region, a)
                                                    : corral_region_id(p->region, a);
}

static corral_status add_session(page *p, size_t index, double share, corral_table *table,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text which = {0};
    corral_joint_session session = corral_plan_get(p->plan, index);
    uint32_t facet = corral_region_item_facet(p->region, session.topic);
    for (size_t i = 0; i < session.coalitions.count; i++)
        TRY(corral_text_printf(&which, err, "%s%s", i ? "; " : "",
                               coalition_of(p, session.coalitions.index[i])));
    corral_table_put_count(table, index + 1);
    if (session.along == index)
        corral_table_put_blank(table);
    else
        corral_table_put_count(table, session.along + 1);
    corral_table_put_text(table, corral_region_facet_name(p->region, facet));
    corral_table_put_text(table, name_of(p, session.topic));
    corral_table_put_count(table, session.coalitions.count);
    corral_table_put_count(table, session.members);
    corral_table_put_count(table, session.removed);
    corral_table_put_number(table, share);
    corral_table_put_text(table, which.bytes);
    TRY(corral_table_end_row(table, err));
done:
    corral_text_release(&which);
    return status;
}

static corral_status add_sessions(page *p, corral_error *err)
{
    static const corral_column columns[] = {
        {.name = "session", .type = CORRAL_COLUMN_COUNT},
        {.name = "along_with", .label = "along with", .type = CORRAL_COLUMN_COUNT},
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
    for (size_t i = 0; i < corral_plan_count(p->plan); i++) {
        removed += corral_plan_get(p->plan, i).removed;
        TRY(add_session(p, i, (double)removed / (double)corral_plan_total(p->plan), table, err));
    }
done:
    return status;
}

/* ---- beside today's meetings ---- */

/* What the plan asks of one coalition. */
typedef struct part {
    uint32_t sessions, meetings; /* meetings: those of which sessions are held along with others */
    double today;                /* meetings a year, NAN where unknown */
} part;

static corral_status find_parts(const page *p, part *parts, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (size_t i = 0; i < corral_plan_count(p->plan); i++) {
        corral_joint_session session = corral_plan_get(p->plan, i);
        for (size_t k = 0; k < session.coalitions.count; k++) {
            part *one = &parts[session.coalitions.index[k]];
            one->sessions++;
            one->meetings += session.along == i;
        }
    }
    for (uint32_t a = 0; a < corral_region_coalition_count(p->region); a++)
        TRY(corral_load_meetings(p->region, a, &parts[a].today, err));
done:
    return status;
}

static corral_status add_part(page *p, uint32_t a, const part *one, corral_table *table,
                              corral_error *err)
{
    char today[CORRAL_NUMBER_SIZE] = "?";
    corral_table_put_text(table, coalition_of(p, a));
    if (!isnan(one->today)) corral_number_shortest(one->today, today);
    if (corral_session_is_for_people(p->session))
        corral_table_put_text(table, today);
    else
        corral_table_put_number(table, one->today);
    corral_table_put_count(table, one->sessions);
    corral_table_put_count(table, (size_t)one->meetings * p->reports);
    return corral_table_end_row(table, err);
}

typedef struct sums {
    double today;
    size_t all, unknown, joint, over; /* coalitions; but joint: meetings */
} sums;

static sums sum_up(const page *p, const part *parts)
{
    sums s = {0};
    for (uint32_t a = 0; a < corral_region_coalition_count(p->region); a++) {
        size_t joint = (size_t)parts[a].meetings * p->reports;
        if (!parts[a].sessions) continue;
        s.all++;
        s.joint += joint;
        if (isnan(parts[a].today)) {
            s.unknown++;
        } else {
            s.today += parts[a].today;
            s.over += (double)joint > parts[a].today;
        }
    }
    return s;
}

/* "The 21 coalitions concerned meet 172 times a year today; up to 108 of these would be joint". */
static void say_today(const page *p, const part *parts)
{
    sums s = sum_up(p, parts);
    size_t own = 0;
    char number[CORRAL_NUMBER_SIZE], unknown[48] = "";
    for (size_t i = 0; i < corral_plan_count(p->plan); i++)
        own += corral_plan_get(p->plan, i).along == i;
    if (own < corral_plan_count(p->plan))
        corral_document_add_line(p->document,
                                 "Sessions whose coalitions all take part in another can be held "
                                 "along with it: %zu joint meeting%s, each %u time%s a year",
                                 own, own == 1 ? "" : "s", p->reports, p->reports == 1 ? "" : "s");
    corral_number_shortest(s.today, number);
    if (s.unknown) snprintf(unknown, sizeof unknown, " (%zu of them: not known)", s.unknown);
    if (s.unknown == s.all)
        corral_document_add_line(
            p->document, "How often the %zu coalitions concerned meet today is not known", s.all);
    else
        corral_document_add_line(p->document,
                                 "The %zu coalitions concerned%s meet %s times a year today; %zu "
                                 "times they would meet jointly, in place of regular meetings",
                                 s.all, unknown, number, s.joint);
    if (s.over)
        corral_document_add_note(p->document,
                                 "more joint meetings than the coalition has today, for %zu of "
                                 "them: hold some of them less often, or together",
                                 s.over);
}

static corral_status add_parts(page *p, corral_error *err)
{
    bool for_people = corral_session_is_for_people(p->session);
    const corral_column columns[] = {
        {.name = "coalition"},
        {.name = "meetings",
         .label = "meetings today",
         .type = for_people ? CORRAL_COLUMN_TEXT : CORRAL_COLUMN_SCORE,
         .right = true},
        {.name = "sessions", .type = CORRAL_COLUMN_COUNT},
        {.name = "joint", .label = "joint meetings a year", .type = CORRAL_COLUMN_COUNT}};
    corral_status status = CORRAL_OK;
    corral_table *table;
    part *parts = NULL;
    uint32_t n = corral_region_coalition_count(p->region);
    TRY(corral_array_new(&parts, n, sizeof *parts, err));
    TRY(find_parts(p, parts, err));
    say_today(p, parts);
    TRY(corral_document_add_table(p->document, "coalitions", "What it asks of each coalition",
                                  &table, err));
    TRY(corral_table_add_columns(table, columns, sizeof columns / sizeof *columns, err));
    for (uint32_t a = 0; a < n; a++)
        if (parts[a].sessions) TRY(add_part(p, a, &parts[a], table, err));
done:
    free(parts);
    return status;
}

/* ---- in words ---- */

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
    page p = {session, region, document, plan, reports};
    if (corral_plan_total(plan)) say_how(document, plan, reports);
    TRY(add_sessions(&p, err));
    if (corral_plan_count(plan)) TRY(add_parts(&p, err));
    TRY(corral_session_print(session, document, err));
done:
    corral_plan_free(plan);
    corral_text_release(&title);
    corral_document_free(document);
    return status;
}
