/* Which names are worth holding against each other: those that have a key in common, a rare word,
 * or long words that differ by one letter. Whatever names_compare accepts is among them.
 *
 * - The same stems, the same letters run together, initials and what they stand for: a key.
 * - Whatever else differs needs a shared rare word; it is had by at most model.rare names.
 * - A slip in a long word: such words have in common what is left of them when a letter is taken
 *   out (Bocek, Hunt, Hausser, Stiller 2007), so no two words are compared without need.
 *
 * A key that very many have (nothing but punctuation differs) is looked at for the first names that
 * have it; the last one is merged into one of those anyway. */
#include "names/model.h"

#include <string.h>

#include "core/memory.h"
#include "core/progress.h"
#include "names/lexicon.h"

enum { LOOKED_AT = 64, LONG_WORD = 8, MOST_REMAINS = 64, KEYS = 6, STEP = 1024 };

/* Lists by number, one behind the other: entry[start[k]] to entry[start[k + 1]]. */
typedef struct lists {
    size_t *start;
    uint32_t *entry;
} lists;

static void lists_release(lists *l)
{
    free(l->start);
    free(l->entry);
}

typedef struct search {
    const names_model *model;
    lists of_key, of_stem; /* names, rising */
    corral_strings *remains;
    lists remains_of, stems_of; /* by stem, by remains */
    uint32_t *seen;             /* by name: the last one it was held against, plus 1 */
    double score;
    const unsigned char *among; /* by place; NULL: all */
    names_pairs *pairs;
} search;

/* ---- names by key and by stem ---- */

static size_t keys_of(const names_name *n, uint32_t keys[KEYS])
{
    const uint32_t all[KEYS] = {n->stems,      n->squeezed, n->initials,
                                n->initials_2, n->declared, n->acronym};
    size_t count = 0;
    for (size_t k = 0; k < KEYS; k++) {
        bool again = all[k] == CORRAL_NONE;
        for (size_t i = 0; i < count; i++) again = again || keys[i] == all[k];
        if (!again) keys[count++] = all[k];
    }
    return count;
}

static size_t stems_of(const names_model *m, const names_name *n, uint32_t stems[NAMES_WORDS])
{
    size_t count = 0;
    for (uint32_t k = 0; k < n->count; k++) {
        uint32_t stem = m->tokens[n->token + k].stem;
        bool again = m->words[stem].df > m->rare;
        for (size_t i = 0; i < count; i++) again = again || stems[i] == stem;
        if (!again) stems[count++] = stem;
    }
    return count;
}

static size_t entries_of(const names_model *m, uint32_t name, bool by_key,
                         uint32_t entries[NAMES_WORDS])
{
    return by_key ? keys_of(&m->names[name], entries) : stems_of(m, &m->names[name], entries);
}

/* Counts, then fills, so that every list rises. */
static corral_status list_names(const names_model *m, bool by_key, lists *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t entries[NAMES_WORDS];
    uint32_t count = corral_strings_count(by_key ? m->keys : m->strings);
    TRY(corral_array_new(&out->start, (size_t)count + 2, sizeof *out->start, err));
    for (uint32_t a = 0; a < m->count; a++) {
        size_t n = entries_of(m, a, by_key, entries);
        for (size_t k = 0; k < n; k++) out->start[entries[k] + 2]++;
    }
    for (uint32_t k = 1; k <= count; k++) out->start[k + 1] += out->start[k];
    TRY(corral_array_new(&out->entry, out->start[count + 1], sizeof *out->entry, err));
    for (uint32_t a = 0; a < m->count; a++) {
        size_t n = entries_of(m, a, by_key, entries);
        for (size_t k = 0; k < n; k++) out->entry[out->start[entries[k] + 1]++] = a;
    }
done:
    return status;
}

/* ---- long words with one letter taken out ---- */

static bool is_long(const names_model *m, uint32_t stem)
{
    const names_word *w = &m->words[stem];
    return w->df && w->df <= m->rare && w->letters >= LONG_WORD && w->is_alphabet && !w->has_digit;
}

/* The word itself, and without each of its letters. */
static corral_status add_remains(search *s, uint32_t stem, size_t *count, size_t *capacity,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    char rest[4 * NAMES_LETTERS];
    const char *word = corral_strings_get(s->model->strings, stem);
    size_t length = strlen(word), step;
    TRY(corral_array_grow(&s->remains_of.entry, capacity, *count + length + 1,
                          sizeof *s->remains_of.entry, err));
    TRY(corral_strings_add(s->remains, word, length, &s->remains_of.entry[(*count)++], err));
    for (size_t at = 0; at < length; at += step) {
        for (step = 1; (word[at + step] & 0xc0) == 0x80;) step++;
        memcpy(rest, word, at);
        memcpy(rest + at, word + at + step, length - at - step);
        TRY(corral_strings_add(s->remains, rest, length - step, &s->remains_of.entry[(*count)++],
                               err));
    }
done:
    return status;
}

static corral_status invert_remains(search *s, uint32_t stems, corral_error *err)
{
    corral_status status = CORRAL_OK;
    lists *out = &s->stems_of;
    uint32_t count = corral_strings_count(s->remains);
    TRY(corral_array_new(&out->start, (size_t)count + 2, sizeof *out->start, err));
    for (size_t k = 0; k < s->remains_of.start[stems]; k++)
        out->start[s->remains_of.entry[k] + 2]++;
    for (uint32_t k = 1; k <= count; k++) out->start[k + 1] += out->start[k];
    TRY(corral_array_new(&out->entry, s->remains_of.start[stems], sizeof *out->entry, err));
    for (uint32_t stem = 0; stem < stems; stem++)
        for (size_t k = s->remains_of.start[stem]; k < s->remains_of.start[stem + 1]; k++)
            out->entry[out->start[s->remains_of.entry[k] + 1]++] = stem;
done:
    return status;
}

static corral_status find_remains(search *s, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t stems = corral_strings_count(s->model->strings);
    size_t count = 0, capacity = 0;
    TRY(corral_strings_new(&s->remains, err));
    TRY(corral_array_new(&s->remains_of.start, (size_t)stems + 1, sizeof(size_t), err));
    for (uint32_t stem = 0; stem < stems; stem++) {
        if (is_long(s->model, stem)) TRY(add_remains(s, stem, &count, &capacity, err));
        s->remains_of.start[stem + 1] = count;
    }
    TRY(invert_remains(s, stems, err));
done:
    return status;
}

/* ---- pairs ---- */

static bool is_looked_at(const search *s, uint32_t name)
{
    return !s->among || s->among[s->model->names[name].place];
}

static corral_status hold_against(search *s, uint32_t a, uint32_t b, corral_error *err)
{
    corral_status status = CORRAL_OK;
    names_pairs *p = s->pairs;
    names_match match;
    if (s->seen[a] == b + 1 || !is_looked_at(s, a)) return CORRAL_OK;
    s->seen[a] = b + 1;
    TRY(names_compare(s->model, a, b, &match, NULL, err));
    if (match.score < s->score) return CORRAL_OK;
    TRY(corral_array_grow(&p->pair, &p->capacity, p->count + 1, sizeof *p->pair, err));
    p->pair[p->count++] = (names_pair){a, b, match};
done:
    return status;
}

/* The names before b on the list. */
static corral_status hold_against_list(search *s, const lists *l, uint32_t entry, size_t most,
                                       uint32_t b, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t end = l->start[entry + 1];
    if (end > l->start[entry] + most) end = l->start[entry] + most;
    for (size_t k = l->start[entry]; k < end && l->entry[k] < b; k++)
        TRY(hold_against(s, l->entry[k], b, err));
done:
    return status;
}

static corral_status hold_against_slips(search *s, uint32_t stem, uint32_t b, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (size_t k = s->remains_of.start[stem]; k < s->remains_of.start[stem + 1]; k++) {
        uint32_t rest = s->remains_of.entry[k];
        size_t from = s->stems_of.start[rest], end = s->stems_of.start[rest + 1];
        if (end - from > MOST_REMAINS) end = from + MOST_REMAINS;
        for (size_t i = from; i < end; i++)
            if (s->stems_of.entry[i] != stem)
                TRY(hold_against_list(s, &s->of_stem, s->stems_of.entry[i], s->model->rare, b,
                                      err));
    }
done:
    return status;
}

static corral_status hold_against_all(search *s, uint32_t b, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t entries[NAMES_WORDS];
    size_t count = entries_of(s->model, b, true, entries);
    for (size_t k = 0; k < count; k++)
        TRY(hold_against_list(s, &s->of_key, entries[k], LOOKED_AT, b, err));
    count = entries_of(s->model, b, false, entries);
    for (size_t k = 0; k < count; k++) {
        if (names_is_rare(s->model, entries[k]) || names_is_few(s->model, entries[k]))
            TRY(hold_against_list(s, &s->of_stem, entries[k], s->model->rare, b, err));
        TRY(hold_against_slips(s, entries[k], b, err));
    }
done:
    return status;
}

static int by_names(const void *left, const void *right)
{
    const names_pair *x = left, *y = right;
    if (x->a != y->a) return x->a < y->a ? -1 : 1;
    return x->b < y->b ? -1 : x->b > y->b;
}

corral_status names_find_pairs(const names_model *model, double score, const unsigned char *among,
                               const corral_progress *progress, names_pairs *pairs,
                               corral_error *err)
{
    corral_status status = CORRAL_OK;
    search s = {.model = model, .score = score, .among = among, .pairs = pairs};
    TRY(list_names(model, true, &s.of_key, err));
    TRY(list_names(model, false, &s.of_stem, err));
    TRY(find_remains(&s, err));
    TRY(corral_array_new(&s.seen, model->count, sizeof *s.seen, err));
    for (uint32_t b = 0; b < model->count; b++) {
        if (b % STEP == 0)
            TRY(corral_progress_step(progress, "comparing names", (double)b / model->count, err));
        if (is_looked_at(&s, b)) TRY(hold_against_all(&s, b, err));
    }
    if (pairs->count) qsort(pairs->pair, pairs->count, sizeof *pairs->pair, by_names);
done:
    lists_release(&s.of_key);
    lists_release(&s.of_stem);
    lists_release(&s.remains_of);
    lists_release(&s.stems_of);
    corral_strings_free(s.remains);
    free(s.seen);
    return status;
}
