/* Taking names apart: what tells them apart, and how rare it is. */
#include "names/model.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/memory.h"
#include "names/lexicon.h"

typedef struct parsing {
    names_model *model;
    names_name *name;
    const char *text; /* the mended one, if there is one */
    corral_text folded, scratch, key;
    corral_word words[NAMES_WORDS];
    char folds[NAMES_WORDS][4 * NAMES_LETTERS]; /* "" where a word is longer than that */
    unsigned flags[NAMES_WORDS];
    size_t first, end; /* of the words that are left */
    names_token *tokens;
    size_t token_capacity, token_count;
    size_t word_capacity, owner_capacity;
    uint32_t *seen; /* by stem: the last name that had it, plus 1 */
    size_t seen_capacity;
} parsing;

/* ---- words ---- */

static corral_status word_number(parsing *p, const char *text, size_t length, const corral_word *w,
                                 uint32_t *number, corral_error *err)
{
    corral_status status = CORRAL_OK;
    names_model *m = p->model;
    uint32_t before = corral_strings_count(m->strings);
    TRY(corral_strings_add(m->strings, text, length, number, err));
    if (*number < before) return CORRAL_OK;
    TRY(corral_array_grow(&m->words, &p->word_capacity, (size_t)before + 1, sizeof *m->words, err));
    uint32_t letters = 0;
    for (size_t k = 0; k < length; k++) letters += (text[k] & 0xc0) != 0x80;
    m->words[before] = (names_word){.letters = letters,
                                    .flags = names_lexicon_flags(text),
                                    .has_digit = w->has_digit,
                                    .is_alphabet = w->is_alphabet};
    TRY(corral_array_grow(&p->seen, &p->seen_capacity, (size_t)before + 1, sizeof *p->seen, err));
    p->seen[before] = 0;
done:
    return status;
}

static corral_status add_token(parsing *p, size_t k, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_word *w = &p->words[k];
    names_token token = {.from = w->from, .size = w->size, .has_dot = w->dot_behind};
    const char *fold = p->folds[k];
    TRY(word_number(p, fold, w->length, w, &token.word, err));
    TRY(names_lexicon_stem(fold, w->length, w->is_alphabet && !w->has_digit, &p->scratch, err));
    TRY(word_number(p, p->scratch.bytes, p->scratch.length, w, &token.stem, err));
    TRY(corral_array_grow(&p->tokens, &p->token_capacity, p->token_count + 1, sizeof *p->tokens,
                          err));
    p->tokens[p->token_count++] = token;
    p->name->count++;
    p->name->bits |= (uint64_t)1 << ((uint32_t)(token.stem * 0x9e3779b1u) >> 26);
    if (p->seen[token.stem] != p->name - p->model->names + 1) {
        p->seen[token.stem] = (uint32_t)(p->name - p->model->names) + 1;
        p->model->words[token.stem].df++;
    }
done:
    return status;
}

/* "a" is an article before another word, not in "Hepatitis A" and "J. A. Moreno". */
static bool is_stop(const parsing *p, size_t k)
{
    const corral_word *w = &p->words[k];
    if (!(p->flags[k] & NAMES_STOP)) return false;
    if (w->letters > 1) return true;
    char written = p->text[w->from];
    return !w->dot_behind && k + 1 < p->end &&
           (k == p->first || (written >= 'a' && written <= 'z'));
}

/* ---- keys ---- */

/* The kind is part of the key, so that one set holds all. */
static corral_status add_key(parsing *p, char kind, uint32_t *number, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(corral_text_append(&p->key, &kind, 1, err));
    TRY(corral_strings_add(p->model->keys, p->key.bytes, p->key.length, number, err));
done:
    return status;
}

static int by_bytes(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static corral_status key_stems(parsing *p, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char *stems[NAMES_WORDS];
    names_name *n = p->name;
    for (uint32_t k = 0; k < n->count; k++)
        stems[k] = corral_strings_get(p->model->strings, p->tokens[n->token + k].stem);
    qsort(stems, n->count, sizeof *stems, by_bytes);
    p->key.length = 0;
    for (uint32_t k = 0; k < n->count; k++) TRY(corral_text_printf(&p->key, err, "%s ", stems[k]));
    TRY(add_key(p, 'S', &n->stems, err));
    p->key.length = 0;
    for (uint32_t k = 0; k < n->count; k++) {
        const char *word = corral_strings_get(p->model->strings, p->tokens[n->token + k].word);
        TRY(corral_text_append(&p->key, word, strlen(word), err));
    }
    TRY(add_key(p, 'Q', &n->squeezed, err));
    p->key.length = 0;
    for (size_t k = p->first; k < p->end; k++)
        TRY(corral_text_printf(&p->key, err, "%s ", p->folds[k]));
    TRY(add_key(p, 'W', &n->whole, err));
done:
    return status;
}

/* First letters of the words from first to end, with or without stop words, into the key buffer. */
static corral_status initials_of(parsing *p, size_t first, size_t end, bool with_stops,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    p->key.length = 0;
    TRY(corral_text_append(&p->key, "", 0, err));
    for (size_t k = first; k < end; k++) {
        const char *fold = p->folds[k];
        size_t step = 1;
        if (!with_stops && is_stop(p, k)) continue;
        while ((fold[step] & 0xc0) == 0x80) step++;
        TRY(corral_text_append(&p->key, fold, step, err));
    }
done:
    return status;
}

static corral_status spell_initials(parsing *p, size_t first, size_t end, const char *letters,
                                    bool *found, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(initials_of(p, first, end, false, err));
    *found = strcmp(p->key.bytes, letters) == 0;
    if (*found) return CORRAL_OK;
    TRY(initials_of(p, first, end, true, err));
    *found = strcmp(p->key.bytes, letters) == 0;
done:
    return status;
}

/* Makes room for every key so far. */
static corral_status grow_owners(parsing *p, corral_error *err)
{
    corral_status status = CORRAL_OK;
    names_model *m = p->model;
    size_t before = p->owner_capacity, keys = corral_strings_count(m->keys);
    TRY(corral_array_grow(&m->owner, &p->owner_capacity, keys, sizeof *m->owner, err));
    for (size_t k = before; k < p->owner_capacity; k++) m->owner[k] = CORRAL_NONE;
done:
    return status;
}

static corral_status own_initials(parsing *p, uint32_t key, corral_error *err)
{
    corral_status status = CORRAL_OK;
    names_model *m = p->model;
    TRY(grow_owners(p, err));
    if (m->owner[key] == CORRAL_NONE)
        m->owner[key] = p->name->stems;
    else if (m->owner[key] != p->name->stems)
        m->owner[key] = NAMES_SEVERAL;
done:
    return status;
}

/* Of three tokens on; a single word in capitals may be initials itself. */
static corral_status key_initials(parsing *p, corral_error *err)
{
    corral_status status = CORRAL_OK;
    names_name *n = p->name;
    const corral_word *only = &p->words[p->first];
    if (n->count >= 3) {
        TRY(initials_of(p, p->first, p->end, false, err));
        TRY(add_key(p, 'I', &n->initials, err));
        TRY(own_initials(p, n->initials, err));
        TRY(initials_of(p, p->first, p->end, true, err));
        TRY(add_key(p, 'I', &n->initials_2, err));
        if (n->initials_2 == n->initials) n->initials_2 = CORRAL_NONE;
        if (n->initials_2 != CORRAL_NONE) TRY(own_initials(p, n->initials_2, err));
    }
    if (n->declared != CORRAL_NONE) TRY(own_initials(p, n->declared, err));
    if (p->end == p->first + 1 && only->is_capitals && only->letters >= 2 && only->letters <= 8) {
        p->key.length = 0;
        TRY(corral_text_append(&p->key, p->folds[p->first], only->length, err));
        TRY(add_key(p, 'I', &n->acronym, err));
    }
done:
    return status;
}

/* ---- what is passed over ---- */

static names_span span_of(const parsing *p, size_t first, size_t end)
{
    uint32_t from = p->words[first].from;
    return (names_span){from, p->words[end - 1].from + p->words[end - 1].size - from};
}

static corral_status declare(parsing *p, size_t word, size_t first, size_t end, corral_error *err)
{
    corral_status status = CORRAL_OK;
    p->key.length = 0;
    TRY(corral_text_append(&p->key, p->folds[word], p->words[word].length, err));
    TRY(add_key(p, 'I', &p->name->declared, err));
    p->name->bracket = span_of(p, word, word + 1);
    p->first = first;
    p->end = end;
done:
    return status;
}

/* "Harmon Housing Authority (HHA)", "HHA (Harmon Housing Authority)": the initials say nothing new.
 */
static corral_status drop_initials(parsing *p, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t open = p->first;
    bool found = false;
    while (open < p->end && !p->words[open].is_bracketed) open++;
    if (open == p->end || open == p->first || !p->words[p->end - 1].is_bracketed) return CORRAL_OK;
    for (size_t k = open; k < p->end; k++)
        if (!p->words[k].is_bracketed) return CORRAL_OK;
    if (open + 1 == p->end && p->words[open].letters > 1) {
        TRY(spell_initials(p, p->first, open, p->folds[open], &found, err));
        if (found) TRY(declare(p, open, p->first, open, err));
    } else if (open == p->first + 1 && p->words[p->first].letters > 1) {
        TRY(spell_initials(p, open, p->end, p->folds[p->first], &found, err));
        if (found) TRY(declare(p, p->first, open, p->end, err));
    }
done:
    return status;
}

static corral_status drop_ends(parsing *p, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t first = p->first, end = p->end;
    while (first + 1 < end && p->flags[first] & NAMES_TITLE) {
        p->name->titles |= p->flags[first];
        first++;
    }
    while (end > first + 1 && p->flags[end - 1] & NAMES_FORM) end--;
    if (first > p->first) p->name->before = span_of(p, p->first, first);
    if (end < p->end) {
        p->name->behind = span_of(p, end, p->end);
        TRY(names_lexicon_stem(p->folds[end], p->words[end].length, false, &p->scratch, err));
        TRY(word_number(p, p->scratch.bytes, p->scratch.length, &p->words[end], &p->name->form,
                        err));
    }
    p->first = first;
    p->end = end;
done:
    return status;
}

/* ---- names ---- */

static corral_status split(parsing *p, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t count;
    TRY(corral_words_split(p->text, &p->folded, p->words, NAMES_WORDS, &count, err));
    p->first = 0;
    p->end = count <= NAMES_WORDS ? count : 0;
    for (size_t k = 0; k < p->end; k++) {
        if (p->words[k].length >= sizeof p->folds[k]) {
            p->end = 0;
            break;
        }
        snprintf(p->folds[k], sizeof p->folds[k], "%.*s", (int)p->words[k].length,
                 p->folded.bytes + p->words[k].start);
        p->flags[k] = names_lexicon_flags(p->folds[k]);
    }
done:
    return status;
}

static corral_status take_tokens(parsing *p, corral_error *err)
{
    corral_status status = CORRAL_OK;
    names_name *n = p->name;
    for (size_t k = p->first; k < p->end; k++) {
        bool turns = p->words[k].comma_before || (is_stop(p, k) && p->flags[k] & NAMES_JOINER);
        if (turns && n->turn == 0) n->turn = n->count;
        if (!is_stop(p, k)) TRY(add_token(p, k, err));
    }
    if (n->count == 0)
        for (size_t k = p->first; k < p->end; k++) TRY(add_token(p, k, err));
    if (n->turn >= n->count) n->turn = 0;
done:
    return status;
}

static corral_status parse_name(parsing *p, corral_error *err)
{
    corral_status status = CORRAL_OK;
    names_name *n = p->name;
    n->stems = n->whole = n->squeezed = n->initials = n->initials_2 = CORRAL_NONE;
    n->declared = n->acronym = n->form = CORRAL_NONE;
    TRY(names_mend(n->text, &n->mended, err));
    p->text = n->mended ? n->mended : n->text;
    n->token = (uint32_t)p->token_count;
    TRY(split(p, err));
    if (p->first == p->end) return CORRAL_OK;
    TRY(drop_initials(p, err));
    TRY(drop_ends(p, err));
    TRY(take_tokens(p, err));
    TRY(key_stems(p, err));
    TRY(key_initials(p, err));
done:
    return status;
}

static int by_rank(const void *left, const void *right)
{
    const names_name *a = left, *b = right;
    size_t length_a = strlen(a->text), length_b = strlen(b->text);
    if (a->holders != b->holders) return a->holders > b->holders ? -1 : 1;
    if (length_a != length_b) return length_a > length_b ? -1 : 1;
    int bytes = strcmp(a->text, b->text);
    return bytes ? bytes : a->place < b->place ? -1 : a->place > b->place;
}

static void weigh_words(names_model *m)
{
    m->rare = 4 + (uint32_t)(sqrt((double)m->count) / 4);
    for (uint32_t k = 0; k < corral_strings_count(m->strings); k++)
        if (m->words[k].df) m->words[k].weight = log(1 + (double)m->count / m->words[k].df);
}

/* Not a number, a direction, a title: those tell apart what else is alike. */
static bool is_telling(const names_word *w)
{
    return w->letters >= 3 && !w->has_digit &&
           !(w->flags & (NAMES_STOP | NAMES_EXACT | NAMES_TITLE | NAMES_FORM));
}

bool names_is_rare(const names_model *m, uint32_t stem)
{
    const names_word *w = &m->words[stem];
    return w->df <= m->rare && is_telling(w) && !(w->flags & NAMES_ORDINARY);
}

bool names_is_few(const names_model *m, uint32_t stem)
{
    const names_word *w = &m->words[stem];
    return w->df <= NAMES_FEW && is_telling(w);
}

corral_status names_model_init(names_model *model, const corral_name *names, uint32_t count,
                               corral_error *err)
{
    corral_status status = CORRAL_OK;
    parsing *p = NULL;
    *model = (names_model){.count = count};
    TRY(corral_array_new(&p, 1, sizeof *p, err));
    p->model = model;
    TRY(corral_strings_new(&model->strings, err));
    TRY(corral_strings_new(&model->keys, err));
    TRY(corral_array_new(&model->names, count, sizeof *model->names, err));
    for (uint32_t k = 0; k < count; k++)
        model->names[k] =
            (names_name){.place = k, .holders = names[k].holders, .text = names[k].text};
    qsort(model->names, count, sizeof *model->names, by_rank);
    for (uint32_t k = 0; k < count; k++) {
        p->name = &model->names[k];
        TRY(parse_name(p, err));
    }
    TRY(grow_owners(p, err));
    weigh_words(model);
done:
    if (p) {
        model->tokens = p->tokens;
        corral_text_release(&p->folded);
        corral_text_release(&p->scratch);
        corral_text_release(&p->key);
        free(p->seen);
    }
    free(p);
    return status;
}

void names_model_release(names_model *m)
{
    for (uint32_t k = 0; m->names && k < m->count; k++) free(m->names[k].mended);
    free(m->names);
    free(m->tokens);
    free(m->words);
    free(m->owner);
    corral_strings_free(m->strings);
    corral_strings_free(m->keys);
    *m = (names_model){0};
}
