/* A plan of joint sessions. A session removes, of each member that sits in k of its coalitions,
 * k - 1 of the times it would hear a report. Sessions of one topic have no coalition in common, so
 * what they remove adds up.
 *
 *   1. for each topic the best sessions: of up to 9 coalitions one, of all; of up to 14 the best
 * one and the best two (three never do better: the two smallest fit one session); of more, sessions
 *      grown one coalition at a time
 *   2. steps by what they add, largest first, until the wanted share is removed. A topic's second
 *      step never adds more than its first (each of two sessions removes at most what the best one
 *      does), so that no fewer steps can do
 *   3. sessions that can be held in one meeting (gatherings.c). */
#include "corral/load.h"

#include <string.h>

#include "core/memory.h"
#include "core/order.h"
#include "core/progress.h"
#include "core/text.h"
#include "reach/agenda.h"
#include "reach/gatherings.h"
#include "reach/rooms.h"

enum { MOST = CORRAL_SESSION_MOST, EXACT = CORRAL_SESSION_EXACT };

typedef struct session {
    uint32_t topic, members;
    size_t start; /* in lists */
    uint32_t count;
    uint64_t removed;
} session;

struct corral_plan {
    session *sessions;
    size_t count, capacity;
    size_t *along; /* by session */
    uint32_t *lists;
    size_t list_count, list_capacity;
    uint64_t total, removed;
    bool is_exact, is_enough;
};

/* One more session: `gain` is what it adds. */
typedef struct step {
    uint64_t gain;
    size_t session, count; /* the sessions that the topic has then, but for those of other steps */
    size_t next;           /* the step that takes this one's place, SIZE_MAX: none */
    bool taken;
} step;

typedef struct planner {
    corral_plan *found; /* sessions of all steps */
    reach_rooms rooms;
    uint32_t topic;
    step *steps;
    size_t step_count, step_capacity;
    uint32_t *within; /* by member of the rooms: in how many coalitions of the session under way */
    size_t within_capacity;
    uint32_t *gain; /* by coalition of the rooms */
    bool *used;
    size_t gain_capacity, used_capacity;
    uint32_t *contained; /* by set of coalitions: members in no others */
} planner;

static void planner_release(planner *p)
{
    corral_plan_free(p->found);
    reach_rooms_release(&p->rooms);
    free(p->steps);
    free(p->within);
    free(p->gain);
    free(p->used);
    free(p->contained);
}

/* ---- sessions and steps ---- */

static bool brings_somebody(const planner *p, uint32_t c)
{
    for (size_t i = p->rooms.row_start[c]; i < p->rooms.row_start[c + 1]; i++)
        if (p->within[p->rooms.row[i]] > 1) return true;
    return false;
}

/* Adds a session of these coalitions of the rooms, but for those that bring nobody who would hear
 * it elsewhere. */
static corral_status add_session(planner *p, const uint32_t *list, uint32_t count,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_plan *plan = p->found;
    const reach_rooms *r = &p->rooms;
    session s = {.topic = p->topic, .start = plan->list_count};
    memset(p->within, 0, r->member_count * sizeof *p->within);
    for (uint32_t k = 0; k < count; k++)
        for (size_t i = r->row_start[list[k]]; i < r->row_start[list[k] + 1]; i++)
            p->within[r->row[i]]++;
    for (uint32_t m = 0; m < r->member_count; m++) {
        s.members += p->within[m] > 1;
        s.removed += p->within[m] > 1 ? p->within[m] - 1 : 0;
    }
    TRY(corral_array_grow(&plan->lists, &plan->list_capacity, plan->list_count + count,
                          sizeof *plan->lists, err));
    for (uint32_t k = 0; k < count; k++)
        if (brings_somebody(p, list[k])) plan->lists[s.start + s.count++] = r->coalitions[list[k]];
    plan->list_count += s.count;
    TRY(corral_array_grow(&plan->sessions, &plan->capacity, plan->count + 1, sizeof s, err));
    plan->sessions[plan->count++] = s;
done:
    return status;
}

static corral_status add_step(planner *p, uint64_t gain, size_t sessions, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_array_grow(&p->steps, &p->step_capacity, p->step_count + 1, sizeof *p->steps, err));
    p->steps[p->step_count++] = (step){gain, p->found->count - sessions, sessions, SIZE_MAX, false};
done:
    return status;
}

static uint64_t removed_by_last(const planner *p)
{
    return p->found->sessions[p->found->count - 1].removed;
}

/* ---- up to 9 coalitions ---- */

static corral_status plan_one(planner *p, corral_error *err)
{
    static const uint32_t all[MOST] = {0, 1, 2, 3, 4, 5, 6, 7, 8};
    corral_status status = CORRAL_OK;
    TRY(add_session(p, all, p->rooms.count, err));
    TRY(add_step(p, removed_by_last(p), 1, err));
done:
    return status;
}

/* ---- 10 to 14: every set of coalitions ---- */

/* contained[set]: members all of whose rooms lie in the set, by summing over subsets. */
static void count_contained(planner *p)
{
    const reach_rooms *r = &p->rooms;
    size_t sets = (size_t)1 << r->count;
    memset(p->contained, 0, sets * sizeof *p->contained);
    for (uint32_t m = 0; m < r->member_count; m++) {
        size_t set = 0;
        for (size_t i = r->column_start[m]; i < r->column_start[m + 1]; i++)
            set |= (size_t)1 << r->column[i];
        p->contained[set]++;
    }
    for (uint32_t c = 0; c < r->count; c++)
        for (size_t set = 0; set < sets; set++)
            if (set >> c & 1) p->contained[set] += p->contained[set ^ (size_t)1 << c];
}

/* Seats in the set less the members that have one. */
static uint64_t removed_by(const planner *p, size_t set)
{
    const reach_rooms *r = &p->rooms;
    size_t all = ((size_t)1 << r->count) - 1;
    uint64_t seats = 0;
    for (uint32_t c = 0; c < r->count; c++)
        if (set >> c & 1) seats += r->row_start[c + 1] - r->row_start[c];
    return seats - (r->member_count - p->contained[all ^ set]);
}

static corral_status add_set(planner *p, size_t set, corral_error *err)
{
    uint32_t list[EXACT], count = 0;
    for (uint32_t c = 0; c < p->rooms.count; c++)
        if (set >> c & 1) list[count++] = c;
    return add_session(p, list, count, err);
}

static corral_status plan_two(planner *p, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t all = ((size_t)1 << p->rooms.count) - 1, best = 0, half = 0;
    uint64_t one = 0, two = 0;
    count_contained(p);
    for (size_t set = 1; set < all; set++) {
        if (__builtin_popcountll(set) > MOST) continue;
        uint64_t removed = removed_by(p, set);
        if (removed > one) one = removed, best = set;
        if (__builtin_popcountll(all ^ set) > MOST) continue;
        removed += removed_by(p, all ^ set);
        if (removed > two) two = removed, half = set;
    }
    TRY(add_set(p, best, err));
    TRY(add_step(p, one, 1, err));
    if (two <= one) goto done;
    TRY(add_set(p, half, err));
    TRY(add_set(p, all ^ half, err));
    p->steps[p->step_count - 1].next = p->step_count;
    TRY(add_step(p, two - one, 2, err));
done:
    return status;
}

/* ---- more: grown ---- */

/* The free coalition whose members sit in most other free ones, or UINT32_MAX. */
static uint32_t find_first(const planner *p)
{
    const reach_rooms *r = &p->rooms;
    uint32_t best = UINT32_MAX;
    uint64_t most = 0;
    for (uint32_t c = 0; c < r->count; c++) {
        uint64_t others = 0;
        if (p->used[c]) continue;
        for (size_t i = r->row_start[c]; i < r->row_start[c + 1]; i++)
            others += p->within[r->row[i]] - 1;
        if (others > most) most = others, best = c;
    }
    return best;
}

/* within: free coalitions a member sits in. */
static void count_free(planner *p)
{
    const reach_rooms *r = &p->rooms;
    memset(p->within, 0, r->member_count * sizeof *p->within);
    for (uint32_t c = 0; c < r->count; c++) {
        p->gain[c] = 0;
        for (size_t i = r->row_start[c]; !p->used[c] && i < r->row_start[c + 1]; i++)
            p->within[r->row[i]]++;
    }
}

/* Takes c into the session; within is 0 from then on for members that are in it. */
static void take_in(planner *p, uint32_t c)
{
    const reach_rooms *r = &p->rooms;
    p->used[c] = true;
    for (size_t i = r->row_start[c]; i < r->row_start[c + 1]; i++) {
        uint32_t m = r->row[i];
        if (!p->within[m]) continue;
        p->within[m] = 0;
        for (size_t k = r->column_start[m]; k < r->column_start[m + 1]; k++)
            p->gain[r->column[k]]++;
    }
}

static uint32_t find_next(const planner *p)
{
    uint32_t best = UINT32_MAX;
    for (uint32_t c = 0; c < p->rooms.count; c++)
        if (!p->used[c] && p->gain[c] && (best == UINT32_MAX || p->gain[c] > p->gain[best]))
            best = c;
    return best;
}

static corral_status plan_many(planner *p, corral_error *err)
{
    corral_status status = CORRAL_OK;
    p->found->is_exact = false;
    memset(p->used, 0, p->rooms.count * sizeof *p->used);
    for (;;) {
        uint32_t list[MOST], count = 0;
        count_free(p);
        uint32_t c = find_first(p);
        if (c == UINT32_MAX) return CORRAL_OK;
        for (; count < MOST && c != UINT32_MAX; c = find_next(p)) {
            list[count++] = c;
            take_in(p, c);
        }
        qsort(list, count, sizeof *list, corral_by_number);
        TRY(add_session(p, list, count, err));
        TRY(add_step(p, removed_by_last(p), 1, err));
    }
done:
    return status;
}

/* ---- 1. topics ---- */

static corral_status plan_topic(planner *p, uint32_t topic, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const reach_rooms *r = &p->rooms;
    p->topic = topic;
    TRY(reach_rooms_of(&p->rooms, topic, err));
    if (r->count == 0) return CORRAL_OK;
    p->found->total += r->row_start[r->count] - r->member_count;
    TRY(corral_array_grow(&p->within, &p->within_capacity, r->member_count, sizeof *p->within,
                          err));
    TRY(corral_array_grow(&p->gain, &p->gain_capacity, r->count, sizeof *p->gain, err));
    TRY(corral_array_grow(&p->used, &p->used_capacity, r->count, sizeof *p->used, err));
    if (r->count <= MOST)
        TRY(plan_one(p, err));
    else if (r->count <= EXACT)
        TRY(plan_two(p, err));
    else
        TRY(plan_many(p, err));
done:
    return status;
}

static corral_status refuse_large(const corral_region *region, uint32_t topic, corral_error *err)
{
    size_t count = corral_region_holders(region, topic).count;
    if (count <= CORRAL_SESSION_AGENDA) return CORRAL_OK;
    return corral_error_set(err, CORRAL_LIMIT,
                            "sessions are planned for topics on the agenda of at most %u "
                            "coalitions, and %s is on that of %zu",
                            CORRAL_SESSION_AGENDA,
                            CORRAL_QUOTE(corral_region_item_name(region, topic)), count);
}

static corral_status plan_topics(planner *p, const corral_region *region,
                                 const corral_progress *progress, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t first, end;
    for (int planning = 0; planning < 2; planning++)
        for (uint32_t f = 0; f < corral_region_facet_count(region); f++) {
            if (!reach_is_topical(region, f)) continue;
            corral_region_facet_items(region, f, &first, &end);
            for (uint32_t j = first; j < end; j++) {
                if (!planning) {
                    TRY(refuse_large(region, j, err));
                    continue;
                }
                TRY(corral_progress_step(progress, "planning sessions",
                                         (double)(j - first) / (end - first), err));
                TRY(plan_topic(p, j, err));
            }
        }
done:
    return status;
}

/* ---- 2. which ---- */

/* A step stands behind the one it takes the place of. */
static int by_gain(const void *left, const void *right, void *about)
{
    const step *steps = about;
    size_t x = *(const size_t *)left, y = *(const size_t *)right;
    if (steps[x].gain != steps[y].gain) return steps[x].gain > steps[y].gain ? -1 : 1;
    return x < y ? -1 : x > y;
}

static corral_status take_steps(planner *p, uint32_t percent, uint64_t *removed, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t *order = NULL;
    TRY(corral_array_new(&order, p->step_count, sizeof *order, err));
    for (size_t i = 0; i < p->step_count; i++) order[i] = i;
    if (p->step_count) qsort_r(order, p->step_count, sizeof *order, by_gain, p->steps);
    *removed = 0;
    for (size_t i = 0; i < p->step_count && *removed * 100 < p->found->total * percent; i++) {
        p->steps[order[i]].taken = true;
        *removed += p->steps[order[i]].gain;
    }
done:
    free(order);
    return status;
}

static int by_removed(const void *left, const void *right)
{
    const session *x = left, *y = right;
    if (x->removed != y->removed) return x->removed > y->removed ? -1 : 1;
    if (x->topic != y->topic) return x->topic < y->topic ? -1 : 1;
    return x->start < y->start ? -1 : x->start > y->start;
}

/* Keeps the sessions of steps that were taken and not replaced. */
static corral_status keep_taken(planner *p, uint32_t reports, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_plan *plan = p->found;
    session *kept = NULL;
    size_t count = 0;
    TRY(corral_array_new(&kept, plan->count, sizeof *kept, err));
    for (size_t i = 0; i < p->step_count; i++) {
        const step *s = &p->steps[i];
        if (!s->taken || (s->next != SIZE_MAX && p->steps[s->next].taken)) continue;
        for (size_t k = 0; k < s->count; k++) {
            kept[count] = plan->sessions[s->session + k];
            kept[count].removed *= reports;
            count++;
        }
    }
    if (count) qsort(kept, count, sizeof *kept, by_removed);
    free(plan->sessions);
    plan->sessions = kept;
    plan->count = count;
done:
    return status;
}

static corral_status gather(corral_plan *plan, uint32_t coalitions, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_coalitions *sets = NULL;
    TRY(corral_array_new(&sets, plan->count, sizeof *sets, err));
    TRY(corral_array_new(&plan->along, plan->count, sizeof *plan->along, err));
    for (size_t i = 0; i < plan->count; i++)
        sets[i] =
            (corral_coalitions){plan->lists + plan->sessions[i].start, plan->sessions[i].count};
    TRY(reach_gather(sets, plan->count, coalitions, plan->along, err));
done:
    free(sets);
    return status;
}

corral_status corral_plan_find(const corral_region *region, uint32_t reports, uint32_t percent,
                               const corral_progress *progress, corral_plan **out,
                               corral_error *err)
{
    corral_status status = CORRAL_OK;
    planner p = {0};
    uint32_t first, end;
    if (reports < 1 || reports > CORRAL_LOAD_MOST)
        FAIL(CORRAL_BAD_USE, "reports must be from 1 to %d, got %u", CORRAL_LOAD_MOST, reports);
    if (percent < 1 || percent > 100)
        FAIL(CORRAL_BAD_USE, "the percentage must be from 1 to 100, got %u", percent);
    TRY(reach_require_members(region, &first, &end, err));
    TRY(corral_array_new(&p.found, 1, sizeof *p.found, err));
    p.found->is_exact = true;
    TRY(corral_array_new(&p.contained, (size_t)1 << EXACT, sizeof *p.contained, err));
    TRY(reach_rooms_init(&p.rooms, region, first, end, err));
    TRY(plan_topics(&p, region, progress, err));
    TRY(take_steps(&p, percent, &p.found->removed, err));
    p.found->is_enough = p.found->removed * 100 >= p.found->total * percent;
    TRY(keep_taken(&p, reports, err));
    TRY(gather(p.found, corral_region_coalition_count(region), err));
    p.found->removed *= reports;
    p.found->total *= reports;
    *out = p.found;
    p.found = NULL;
done:
    planner_release(&p);
    return status;
}

/* ---- asked ---- */

void corral_plan_free(corral_plan *plan)
{
    if (!plan) return;
    free(plan->sessions);
    free(plan->along);
    free(plan->lists);
    free(plan);
}

size_t corral_plan_count(const corral_plan *plan)
{
    return plan->count;
}

corral_joint_session corral_plan_get(const corral_plan *plan, size_t index)
{
    const session *s = &plan->sessions[index];
    return (corral_joint_session){
        s->topic, {plan->lists + s->start, s->count}, s->members, s->removed, plan->along[index]};
}

bool corral_plan_is_enough(const corral_plan *plan)
{
    return plan->is_enough;
}

bool corral_plan_is_exact(const corral_plan *plan)
{
    return plan->is_exact;
}

uint64_t corral_plan_total(const corral_plan *plan)
{
    return plan->total;
}

uint64_t corral_plan_removed(const corral_plan *plan)
{
    return plan->removed;
}
