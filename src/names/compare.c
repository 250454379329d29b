/* Two names, word by word: how sure it is that they are one thing, and why. */
#include "names/likeness.h"

#include <math.h>
#include <string.h>

#include "names/lexicon.h"

/* How sure a word is the same, in the score's sum. */
static const double AS_STEM = 0.985, ABBREVIATED = 0.95, INITIAL = 0.75, SLIP = 1.2;
/* What a word that is left out counts. */
static const double LEFT_OUT = 0.5, MIDDLE_INITIAL = 0.25;
/* Deductions from the whole. */
static const double TURNED = 0.97, PASSED_OVER = 0.99, RUN_TOGETHER = 0.97;
static const double DECLARED = 0.95, FOUR_INITIALS = 0.9, THREE_INITIALS = 0.86;

enum {
    LONG_WORD = 8, /* letters in which one wrong letter is a slip without a second agreement */
    AGREEING = 3,  /* words that are the same, where the rare one among them is an ordinary word */
    SLIPS = 2,
    INEXACT = 3, /* words that are not the same, at most */
    MOST_BITS = 2 * INEXACT + 1
};

/* How the tokens of two names belong together. */
typedef struct alignment {
    const names_model *model;
    const names_name *a, *b;
    const names_token *ta, *tb;
    uint32_t to[NAMES_WORDS]; /* of a's tokens, the one of b; CORRAL_NONE: none */
    names_likeness how[NAMES_WORDS];
    bool taken[NAMES_WORDS];
    uint32_t left_a, left_b; /* a token without partner, CORRAL_NONE if there is none */
    bool shares_rare;        /* a rare word is the same in both */
    bool shares_few;         /* a word that few have is */
    bool is_turned;
    uint32_t same, slips, initials, abbreviations;
} alignment;

/* ---- alignment ---- */

/* First what is the same, then what is like it. */
static void pair_up(alignment *l, bool same)
{
    for (uint32_t i = 0; i < l->a->count; i++) {
        if (l->to[i] != CORRAL_NONE) continue;
        for (uint32_t j = 0; j < l->b->count; j++) {
            bool is_same = l->ta[i].stem == l->tb[j].stem;
            if (l->taken[j] || is_same != same) continue;
            l->how[i] = names_compare_tokens(l->model, &l->ta[i], &l->tb[j]);
            if (l->how[i] == NAMES_UNLIKE) continue;
            l->to[i] = j;
            l->taken[j] = true;
            break;
        }
    }
}

/* At most one token may be left over. */
static bool find_left_over(alignment *l)
{
    l->left_a = l->left_b = CORRAL_NONE;
    uint32_t left = 0;
    for (uint32_t i = 0; i < l->a->count; i++)
        if (l->to[i] == CORRAL_NONE) {
            l->left_a = i;
            left++;
        }
    for (uint32_t j = 0; j < l->b->count; j++)
        if (!l->taken[j]) {
            l->left_b = j;
            left++;
        }
    return left <= 1;
}

/* "Tri-Fork Transit Authority", "Rosa M. Ibarra". */
static bool may_be_left_out(const names_model *m, const names_name *n, const names_token *t,
                            uint32_t at)
{
    if (n->count < 3) return false;
    if (at + 1 == n->count) return m->words[t[at].stem].flags & NAMES_TAIL;
    return at > 0 && m->words[t[at].stem].letters == 1 && t[at].has_dot;
}

/* Whether the partners stand in the same order, or two parts have changed places around a joiner
 * that only one of the names has: "Tri-Fork Legal Aid" and "Legal Aid of Tri-Fork". */
static bool check_order(alignment *l)
{
    uint32_t order[NAMES_WORDS], count = 0, breaks = 0, at = 0;
    for (uint32_t i = 0; i < l->a->count; i++)
        if (l->to[i] != CORRAL_NONE) order[count++] = l->to[i];
    for (uint32_t k = 1; k < count; k++)
        if (order[k] < order[k - 1]) {
            breaks++;
            at = k;
        }
    l->is_turned = breaks > 0;
    if (!breaks) return true;
    bool is_rotation = breaks == 1 && order[count - 1] < order[0];
    return is_rotation && count == l->a->count && count == l->b->count &&
           ((l->a->turn == at && !l->b->turn) || (l->b->turn == count - at && !l->a->turn));
}

static void count_likeness(alignment *l)
{
    const names_model *m = l->model;
    for (uint32_t i = 0; i < l->a->count; i++) {
        if (l->to[i] == CORRAL_NONE) continue;
        l->slips += l->how[i] == NAMES_ONE_SLIP;
        l->initials += l->how[i] == NAMES_ONE_INITIAL;
        l->abbreviations += l->how[i] == NAMES_ABBREVIATION;
        bool is_same = l->how[i] == NAMES_SAME || l->how[i] == NAMES_STEM;
        l->same += is_same;
        l->shares_rare = l->shares_rare || (is_same && names_is_rare(m, l->ta[i].stem));
        l->shares_few = l->shares_few || (is_same && names_is_few(m, l->ta[i].stem));
    }
}

/* One slip in a long word that few have says enough. */
static bool is_long_slip(const alignment *l)
{
    const names_model *m = l->model;
    if (l->slips != 1 || l->initials || l->abbreviations) return false;
    if (l->left_a != CORRAL_NONE || l->left_b != CORRAL_NONE || l->is_turned) return false;
    for (uint32_t i = 0; i < l->a->count; i++) {
        if (l->how[i] != NAMES_ONE_SLIP) continue;
        const names_word *one = &m->words[l->ta[i].stem], *two = &m->words[l->tb[l->to[i]].stem];
        uint32_t least = one->df < two->df ? one->df : two->df;
        uint32_t most = one->df > two->df ? one->df : two->df;
        return one->letters >= LONG_WORD && two->letters >= LONG_WORD && least <= NAMES_FEW &&
               most <= m->rare;
    }
    return false;
}

/* Whether what differs is borne out by what agrees. */
static bool agrees_enough(const alignment *l)
{
    bool left = l->left_a != CORRAL_NONE || l->left_b != CORRAL_NONE;
    if (!l->slips && !l->initials && !l->abbreviations && !left) return true;
    if (l->slips + l->initials + l->abbreviations > INEXACT) return false;
    if (l->slips > SLIPS || (l->slips == SLIPS && l->a->count < 4)) return false;
    return l->shares_rare || (l->shares_few && l->same >= AGREEING) || is_long_slip(l);
}

static bool align(alignment *l)
{
    const names_model *m = l->model;
    uint32_t more =
        l->a->count > l->b->count ? l->a->count - l->b->count : l->b->count - l->a->count;
    if (more > 1 || __builtin_popcountll(l->a->bits ^ l->b->bits) > MOST_BITS) return false;
    for (uint32_t i = 0; i < l->a->count; i++) l->to[i] = CORRAL_NONE;
    memset(l->taken, 0, l->b->count);
    pair_up(l, true);
    pair_up(l, false);
    if (!find_left_over(l)) return false;
    if (l->left_a != CORRAL_NONE && !may_be_left_out(m, l->a, l->ta, l->left_a)) return false;
    if (l->left_b != CORRAL_NONE && !may_be_left_out(m, l->b, l->tb, l->left_b)) return false;
    count_likeness(l);
    return check_order(l) && agrees_enough(l);
}

/* ---- the score ---- */

static double likeness_score(const alignment *l, uint32_t i)
{
    size_t letters;
    switch (l->how[i]) {
    case NAMES_STEM: return AS_STEM;
    case NAMES_ABBREVIATION: return ABBREVIATED;
    case NAMES_ONE_INITIAL: return INITIAL;
    case NAMES_ONE_SLIP:
        names_is_slip(corral_strings_get(l->model->strings, l->ta[i].stem),
                      corral_strings_get(l->model->strings, l->tb[l->to[i]].stem), &letters);
        return 1 - SLIP / (double)letters;
    default: return 1;
    }
}

static double left_weight(const names_model *m, const names_token *t, uint32_t at)
{
    if (at == CORRAL_NONE) return 0;
    const names_word *w = &m->words[t[at].stem];
    return w->weight * (w->letters == 1 ? MIDDLE_INITIAL : LEFT_OUT);
}

/* An initial weighs as much as the word it stands for. */
static double alignment_score(const alignment *l)
{
    const names_model *m = l->model;
    double sum = 0, all = 0;
    for (uint32_t i = 0; i < l->a->count; i++) {
        if (l->to[i] == CORRAL_NONE) continue;
        const names_word *one = &m->words[l->ta[i].stem], *two = &m->words[l->tb[l->to[i]].stem];
        double w = one->weight + two->weight;
        if (l->how[i] == NAMES_ONE_INITIAL) w = 2 * (one->letters == 1 ? two->weight : one->weight);
        sum += w * likeness_score(l, i);
        all += w;
    }
    all += left_weight(m, l->ta, l->left_a) + left_weight(m, l->tb, l->left_b);
    return all > 0 ? sum / all : 1;
}

/* ---- reasons ---- */

static corral_status add_reason(corral_text *why, const char *before, const names_name *n,
                                names_span span, const char *behind, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char *text = n->mended ? n->mended : n->text;
    if (!why) return CORRAL_OK;
    if (why->length) TRY(corral_text_append(why, "; ", 2, err));
    TRY(corral_text_printf(why, err, "%s", before));
    if (span.size) TRY(corral_text_printf(why, err, "\"%.*s\"", (int)span.size, text + span.from));
    TRY(corral_text_printf(why, err, "%s", behind));
done:
    return status;
}

static names_span token_span(const names_token *t)
{
    return (names_span){t->from, t->size};
}

static bool is_same_span(const names_name *a, names_span one, const names_name *b, names_span two)
{
    const char *x = a->mended ? a->mended : a->text, *y = b->mended ? b->mended : b->text;
    return one.size == two.size && memcmp(x + one.from, y + two.from, one.size) == 0;
}

static corral_status explain_words(const alignment *l, corral_text *why, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (uint32_t i = 0; i < l->a->count; i++) {
        if (l->to[i] == CORRAL_NONE || l->how[i] == NAMES_SAME) continue;
        TRY(add_reason(why, "", l->a, token_span(&l->ta[i]), " and ", err));
        names_span other = token_span(&l->tb[l->to[i]]);
        const char *text = l->b->mended ? l->b->mended : l->b->text;
        TRY(corral_text_printf(why, err, "\"%.*s\"", (int)other.size, text + other.from));
        if (l->how[i] == NAMES_ONE_SLIP) TRY(corral_text_printf(why, err, ", one letter"));
    }
    if (l->left_a != CORRAL_NONE)
        TRY(add_reason(why, "without ", l->a, token_span(&l->ta[l->left_a]), "", err));
    if (l->left_b != CORRAL_NONE)
        TRY(add_reason(why, "without ", l->b, token_span(&l->tb[l->left_b]), "", err));
    if (l->is_turned)
        TRY(add_reason(why, "the same words in another order", l->a, (names_span){0, 0}, "", err));
done:
    return status;
}

/* ---- what was passed over ---- */

typedef struct weighing {
    const names_name *a, *b;
    corral_text *why;
    double factor;
} weighing;

static corral_status weigh_passed_over(weighing *w, names_span one, names_span two,
                                       const char *before, const char *behind, corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (is_same_span(w->a, one, w->b, two)) return CORRAL_OK;
    w->factor *= PASSED_OVER;
    if (one.size) TRY(add_reason(w->why, before, w->a, one, behind, err));
    if (two.size) TRY(add_reason(w->why, before, w->b, two, behind, err));
done:
    return status;
}

static corral_status weigh_ends(weighing *w, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const names_name *a = w->a, *b = w->b;
    TRY(weigh_passed_over(w, a->before, b->before, "without ", "", err));
    TRY(weigh_passed_over(w, a->behind, b->behind, "without ", "", err));
    TRY(weigh_passed_over(w, a->bracket, b->bracket, "", " are the initials", err));
    if (a->mended || b->mended)
        TRY(add_reason(w->why, "letters were garbled", a, (names_span){0, 0}, "", err));
done:
    return status;
}

/* Titles and legal forms that contradict each other; one word alone that needs its title. */
static bool is_contradicted(const names_model *m, const names_name *a, const names_name *b)
{
    const unsigned person = NAMES_MAN | NAMES_WOMAN;
    unsigned one = a->titles & person, two = b->titles & person;
    if (one && two && one != two) return true;
    if (a->form != CORRAL_NONE && b->form != CORRAL_NONE && a->form != b->form) return true;
    if (a->count > 1 || b->count > 1) return false;
    if (a->titles != b->titles) return true;
    bool differs = a->form != b->form;
    return differs && m->words[m->tokens[a->token].stem].flags & NAMES_ORDINARY;
}

/* ---- initials ---- */

/* b is initials alone. */
static double initials_score(const names_model *m, const names_name *a, const names_name *b)
{
    uint32_t key = b->acronym;
    if (key == CORRAL_NONE || a->acronym != CORRAL_NONE) return 0;
    if (m->owner[key] == NAMES_SEVERAL) return 0;
    if (a->declared == key) return DECLARED;
    if (a->initials != key && a->initials_2 != key) return 0;
    uint32_t letters = m->words[m->tokens[b->token].word].letters;
    return letters >= 4 ? FOUR_INITIALS : letters == 3 ? THREE_INITIALS : 0;
}

static corral_status compare_initials(const names_model *m, const names_name *a,
                                      const names_name *b, names_match *match, corral_text *why,
                                      corral_error *err)
{
    corral_status status = CORRAL_OK;
    double forward = initials_score(m, a, b), backward = initials_score(m, b, a);
    const names_name *letters = forward >= backward ? b : a;
    match->score = forward >= backward ? forward : backward;
    if (match->score > 0)
        TRY(add_reason(why, "", letters, token_span(&m->tokens[letters->token]),
                       " are the initials", err));
done:
    return status;
}

/* ---- the pair ---- */

/* "Afterschool Club" and "After School Club"; never where there are numbers. */
static bool is_run_together(const names_model *m, const names_name *a, const names_name *b)
{
    if (a->squeezed != b->squeezed) return false;
    for (uint32_t k = 0; k < a->count; k++)
        if (m->words[m->tokens[a->token + k].word].has_digit) return false;
    return true;
}

corral_status names_compare(const names_model *m, uint32_t first, uint32_t second,
                            names_match *match, corral_text *why, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const names_name *a = &m->names[first], *b = &m->names[second];
    alignment l;
    weighing w = {a, b, why, 1};
    *match = (names_match){0, false};
    if (!a->count || !b->count) return CORRAL_OK;
    TRY(compare_initials(m, a, b, match, why, err));
    if (match->score > 0 || is_contradicted(m, a, b)) return CORRAL_OK;
    l.model = m;
    l.a = a;
    l.b = b;
    l.ta = m->tokens + a->token;
    l.tb = m->tokens + b->token;
    l.same = l.slips = l.initials = l.abbreviations = 0;
    l.shares_rare = l.shares_few = false;
    if (align(&l)) {
        match->score = alignment_score(&l) * (l.is_turned ? TURNED : 1);
        match->has_initial = l.initials > 0;
        if (why) TRY(explain_words(&l, why, err));
    } else if (is_run_together(m, a, b)) {
        match->score = RUN_TOGETHER;
        TRY(add_reason(why, "written as one word or as two", a, (names_span){0, 0}, "", err));
    } else {
        return CORRAL_OK;
    }
    TRY(weigh_ends(&w, err));
    if (a->stems == b->stems && a->squeezed == b->squeezed && a->whole != b->whole)
        w.factor *= PASSED_OVER;
    if (why && !why->length)
        TRY(add_reason(why,
                       a->whole != b->whole            ? "small words alone"
                       : strcmp(a->text, b->text) != 0 ? "case, accents or punctuation alone"
                                                       : "the same name twice",
                       a, (names_span){0, 0}, "", err));
    /* What people read, the same on every machine. */
    match->score = round(match->score * w.factor * 1000) / 1000;
done:
    return status;
}
