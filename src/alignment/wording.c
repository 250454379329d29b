/* Wordings as vectors of stems and of runs of characters. */
#include "alignment/wording.h"

#include <libstemmer.h>
#include <math.h>
#include <string.h>

#include "alignment/field_words.h"
#include "core/memory.h"
#include "core/strings.h"
#include "core/words.h"

enum { FEW_WORDS = 5, SHORTEST_RUN = 3, LONGEST_RUN = 5 };

typedef struct feature {
    uint32_t id;
    double weight; /* how often, then the share in a vector of length 1 */
} feature;

/* Rising by id, each once. */
typedef struct vector {
    feature *features;
    size_t count, capacity;
} vector;

typedef struct wording {
    vector stems, runs, marks[ALIGNMENT_MARKS];
    size_t words; /* stop words too */
} wording;

struct alignment_wording {
    wording *texts;
    size_t count;
    corral_strings *strings; /* stems, runs and marks */
    corral_strings *places;
    corral_strings *synonyms;  /* as find_canonical leaves them */
    uint32_t *lead;            /* by synonym: one that stands for it, itself at last */
    alignment_mark *lead_mark; /* by synonym */
};

/* ---- vectors ---- */

static corral_status add(vector *v, corral_strings *strings, const char *text, size_t length,
                         corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t id;
    TRY(corral_strings_add(strings, text, length, &id, err));
    TRY(corral_array_grow(&v->features, &v->capacity, v->count + 1, sizeof *v->features, err));
    v->features[v->count++] = (feature){id, 1};
done:
    return status;
}

static int by_id(const void *left, const void *right)
{
    const feature *x = left, *y = right;
    return x->id < y->id ? -1 : x->id > y->id;
}

/* Sorts, and counts what is there several times. */
static void settle(vector *v)
{
    size_t kept = 0;
    if (v->count) qsort(v->features, v->count, sizeof *v->features, by_id);
    for (size_t k = 0; k < v->count; k++) {
        if (kept && v->features[kept - 1].id == v->features[k].id)
            v->features[kept - 1].weight += 1;
        else
            v->features[kept++] = v->features[k];
    }
    v->count = kept;
}

static bool equal(const vector *a, const vector *b)
{
    if (a->count != b->count) return false;
    for (size_t k = 0; k < a->count; k++)
        if (a->features[k].id != b->features[k].id) return false;
    return true;
}

static bool has(const vector *v, uint32_t id)
{
    for (size_t k = 0; k < v->count; k++)
        if (v->features[k].id == id) return true;
    return false;
}

static double cosine(const vector *a, const vector *b)
{
    double sum = 0;
    for (size_t i = 0, j = 0; i < a->count && j < b->count;) {
        if (a->features[i].id < b->features[j].id) {
            i++;
        } else if (a->features[i].id > b->features[j].id) {
            j++;
        } else {
            sum += a->features[i++].weight * b->features[j++].weight;
        }
    }
    return sum > 1 - 1e-12 ? 1 : sum; /* rounding must not tell equals apart */
}

static void weigh(vector *v, const uint32_t *df, size_t texts)
{
    double square = 0;
    for (size_t k = 0; k < v->count; k++) {
        feature *f = &v->features[k];
        f->weight = (1 + log(f->weight)) * (log((1.0 + (double)texts) / (1.0 + df[f->id])) + 1);
        square += f->weight * f->weight;
    }
    for (size_t k = 0; k < v->count; k++) v->features[k].weight /= sqrt(square);
}

/* ---- one text ---- */

static bool is_ascii(const char *word)
{
    for (; *word; word++)
        if ((unsigned char)*word > 127) return false;
    return true;
}

/* "3rd" is 3; other words with a digit are numbers as they stand. */
static size_t number_length(const char *word, size_t length)
{
    static const char *const endings[] = {"st", "nd", "rd", "th", "s"};
    size_t digits = strspn(word, "0123456789");
    for (size_t k = 0; digits && k < sizeof endings / sizeof *endings; k++)
        if (strcmp(word + digits, endings[k]) == 0) return digits;
    return length;
}

/* What decides whether two words are one; borrowed from the stemmer or the word. */
typedef struct canonical {
    const char *text;
    size_t length;
    alignment_mark mark;
} canonical;

static corral_status find_canonical(const corral_strings *places, struct sb_stemmer *stemmer,
                                    bool has_digit, const char *folded, canonical *c,
                                    corral_error *err)
{
    corral_status status = CORRAL_OK;
    const alignment_field_word *known = alignment_field_word_find(folded);
    c->text = known && known->same_as ? known->same_as : folded;
    c->length = strlen(c->text);
    c->mark = known ? known->mark : ALIGNMENT_IRREGULAR;
    if (has_digit) {
        c->mark = ALIGNMENT_NUMBER;
        c->length = number_length(c->text, c->length);
    } else if (!known && corral_strings_find(places, folded, c->length) != CORRAL_NONE) {
        c->mark = ALIGNMENT_PLACE;
    }
    if (c->mark == ALIGNMENT_IRREGULAR && is_ascii(c->text)) {
        c->text =
            (const char *)sb_stemmer_stem(stemmer, (const sb_symbol *)c->text, (int)c->length);
        if (!c->text) TRY(corral_no_memory(c->length, err));
        c->length = (size_t)sb_stemmer_length(stemmer);
    }
done:
    return status;
}

/* ---- words that people take for one ---- */

static uint32_t lead_of(const uint32_t *lead, uint32_t word)
{
    while (lead[word] != word) word = lead[word];
    return word;
}

/* The word that stands for all that are one with it, and what kind it is. */
static void synonym_lead(const alignment_wording *w, canonical *c)
{
    uint32_t id = corral_strings_find(w->synonyms, c->text, c->length);
    if (id == CORRAL_NONE) return;
    id = lead_of(w->lead, id);
    *c = (canonical){corral_strings_get(w->synonyms, id),
                     strlen(corral_strings_get(w->synonyms, id)), w->lead_mark[id]};
}

/* A kind that decides something leads, then the first in byte order. */
static bool leads(const alignment_wording *w, uint32_t a, uint32_t b)
{
    bool plain = w->lead_mark[a] >= ALIGNMENT_MARKS, plain2 = w->lead_mark[b] >= ALIGNMENT_MARKS;
    if (plain != plain2) return plain2;
    if (w->lead_mark[a] != w->lead_mark[b]) return w->lead_mark[a] > w->lead_mark[b];
    return strcmp(corral_strings_get(w->synonyms, a), corral_strings_get(w->synonyms, b)) < 0;
}

static corral_status add_synonym(alignment_wording *w, const canonical *c, uint32_t *id,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t before = corral_strings_count(w->synonyms);
    TRY(corral_strings_add(w->synonyms, c->text, c->length, id, err));
    if (*id < before) goto done;
    w->lead[*id] = *id;
    w->lead_mark[*id] = c->mark;
done:
    return status;
}

static corral_status add_word(alignment_wording *w, wording *text, struct sb_stemmer *stemmer,
                              const corral_word *word, const char *folded, corral_text *stems,
                              corral_error *err)
{
    corral_status status = CORRAL_OK;
    canonical c;
    TRY(find_canonical(w->places, stemmer, word->has_digit, folded, &c, err));
    synonym_lead(w, &c);
    if (c.mark < ALIGNMENT_MARKS) TRY(add(&text->marks[c.mark], w->strings, c.text, c.length, err));
    if (c.mark != ALIGNMENT_IRREGULAR) goto done;
    TRY(add(&text->stems, w->strings, c.text, c.length, err));
    TRY(corral_text_append(stems, c.text, c.length, err));
    TRY(corral_text_append(stems, " ", 1, err));
done:
    return status;
}

static size_t next(const char *text, size_t at)
{
    do at++;
    while (((unsigned char)text[at] & 0xC0) == 0x80);
    return at;
}

/* Runs of characters, spaces too; behind a 0x01, so that a run is never a stem. A text shorter than
 * the shortest is one run. */
static corral_status add_runs(alignment_wording *w, wording *text, const corral_text *stems,
                              corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text run = {0};
    for (size_t from = 0; from < stems->length; from = next(stems->bytes, from)) {
        size_t end = from, characters = 0;
        while (end < stems->length && characters < LONGEST_RUN) {
            end = next(stems->bytes, end);
            if (++characters < SHORTEST_RUN && (from || end < stems->length)) continue;
            run.length = 0;
            TRY(corral_text_append(&run, "\1", 1, err));
            TRY(corral_text_append(&run, stems->bytes + from, end - from, err));
            TRY(add(&text->runs, w->strings, run.bytes, run.length, err));
        }
    }
done:
    corral_text_release(&run);
    return status;
}

typedef corral_status each_word(void *user, const corral_word *word, const char *folded,
                                corral_error *err);

static corral_status split(const char *text, each_word *each, void *user, size_t *count,
                           corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text folded = {0};
    corral_word *words = NULL;
    size_t length = strlen(text), room = length + 1;
    TRY(corral_array_new(&words, room, sizeof *words, err));
    TRY(corral_words_split(text, &folded, words, room, count, err));
    for (size_t k = 0; k < *count && k < room; k++) {
        char *start = folded.bytes + words[k].start, behind = start[words[k].length];
        start[words[k].length] = '\0';
        TRY(each(user, &words[k], start, err));
        start[words[k].length] = behind;
    }
done:
    free(words);
    corral_text_release(&folded);
    return status;
}

typedef struct reading {
    alignment_wording *w;
    wording *text;
    struct sb_stemmer *stemmer;
    corral_text stems;
} reading;

static corral_status read_word(void *user, const corral_word *word, const char *folded,
                               corral_error *err)
{
    reading *r = user;
    return add_word(r->w, r->text, r->stemmer, word, folded, &r->stems, err);
}

static corral_status read_text(reading *r, const char *text, corral_error *err)
{
    corral_status status = CORRAL_OK;
    r->stems.length = 0;
    TRY(split(text, read_word, r, &r->text->words, err));
    TRY(add_runs(r->w, r->text, &r->stems, err));
    settle(&r->text->stems);
    settle(&r->text->runs);
    for (int m = 0; m < ALIGNMENT_MARKS; m++) settle(&r->text->marks[m]);
done:
    return status;
}

/* ---- all texts ---- */

static corral_status add_place(void *user, const corral_word *word, const char *folded,
                               corral_error *err)
{
    uint32_t id;
    (void)word;
    return corral_strings_add(user, folded, strlen(folded), &id, err);
}

typedef struct synonym_reading {
    const alignment_wording *w;
    struct sb_stemmer *stemmer;
    char text[64]; /* of the word; a longer one is none */
    canonical found;
} synonym_reading;

static corral_status read_synonym(void *user, const corral_word *word, const char *folded,
                                  corral_error *err)
{
    corral_status status = CORRAL_OK;
    synonym_reading *r = user;
    canonical c;
    TRY(find_canonical(r->w->places, r->stemmer, word->has_digit, folded, &c, err));
    r->found = (canonical){r->text, 0, c.mark};
    if (c.length >= sizeof r->text) goto done;
    memcpy(r->text, c.text, c.length);
    r->text[r->found.length = c.length] = '\0';
done:
    return status;
}

/* Words that fold to several, or to none, are nobody's synonym. */
static corral_status read_synonyms(alignment_wording *w, struct sb_stemmer *stemmer,
                                   const alignment_lexicon *lexicon, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t most = 2 * lexicon->synonym_count;
    TRY(corral_strings_new(&w->synonyms, err));
    TRY(corral_array_new(&w->lead, most, sizeof *w->lead, err));
    TRY(corral_array_new(&w->lead_mark, most, sizeof *w->lead_mark, err));
    for (size_t k = 0; k < lexicon->synonym_count; k++) {
        uint32_t id[2];
        int read = 0;
        for (int side = 0; side < 2; side++) {
            synonym_reading r = {.w = w, .stemmer = stemmer};
            size_t words;
            TRY(split(lexicon->synonyms[k][side], read_synonym, &r, &words, err));
            if (words != 1 || !r.found.length) continue;
            TRY(add_synonym(w, &r.found, &id[side], err));
            read++;
        }
        if (read < 2) continue;
        uint32_t a = lead_of(w->lead, id[0]), b = lead_of(w->lead, id[1]);
        if (leads(w, a, b))
            w->lead[b] = a;
        else
            w->lead[a] = b;
    }
done:
    return status;
}

static corral_status weigh_all(alignment_wording *w, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t *df = NULL;
    TRY(corral_array_new(&df, corral_strings_count(w->strings), sizeof *df, err));
    for (size_t k = 0; k < w->count; k++) {
        const vector *both[] = {&w->texts[k].stems, &w->texts[k].runs};
        for (int v = 0; v < 2; v++)
            for (size_t f = 0; f < both[v]->count; f++) df[both[v]->features[f].id]++;
    }
    for (size_t k = 0; k < w->count; k++) {
        weigh(&w->texts[k].stems, df, w->count);
        weigh(&w->texts[k].runs, df, w->count);
    }
done:
    free(df);
    return status;
}

corral_status alignment_wording_new(const char *const *texts, size_t count,
                                    const alignment_lexicon *lexicon, alignment_wording **out,
                                    corral_error *err)
{
    corral_status status = CORRAL_OK;
    alignment_wording *w = NULL;
    reading r = {0};
    TRY(corral_array_new(&w, 1, sizeof *w, err));
    TRY(corral_strings_new(&w->strings, err));
    TRY(corral_strings_new(&w->places, err));
    TRY(corral_array_new(&w->texts, count, sizeof *w->texts, err));
    w->count = count;
    for (size_t k = 0, words; k < lexicon->place_count; k++)
        TRY(split(lexicon->places[k], add_place, w->places, &words, err));
    r.w = w;
    r.stemmer = sb_stemmer_new("english", "UTF_8");
    if (!r.stemmer) TRY(corral_no_memory(1, err));
    TRY(read_synonyms(w, r.stemmer, lexicon, err));
    for (size_t k = 0; k < count; k++) {
        r.text = &w->texts[k];
        TRY(read_text(&r, texts[k], err));
    }
    TRY(weigh_all(w, err));
    *out = w;
    w = NULL;
done:
    sb_stemmer_delete(r.stemmer);
    corral_text_release(&r.stems);
    alignment_wording_free(w);
    return status;
}

void alignment_wording_free(alignment_wording *w)
{
    if (!w) return;
    for (size_t k = 0; w->texts && k < w->count; k++) {
        free(w->texts[k].stems.features);
        free(w->texts[k].runs.features);
        for (int m = 0; m < ALIGNMENT_MARKS; m++) free(w->texts[k].marks[m].features);
    }
    free(w->texts);
    corral_strings_free(w->strings);
    corral_strings_free(w->places);
    corral_strings_free(w->synonyms);
    free(w->lead);
    free(w->lead_mark);
    free(w);
}

double alignment_wording_similarity(const alignment_wording *w, size_t a, size_t b)
{
    const wording *x = &w->texts[a], *y = &w->texts[b];
    if (x->words < FEW_WORDS || y->words < FEW_WORDS) return cosine(&x->runs, &y->runs);
    return cosine(&x->stems, &y->stems);
}

const char *alignment_wording_differs(const alignment_wording *w, size_t a, size_t b)
{
    static const char *const names[] = {[ALIGNMENT_NUMBER] = "numbers",
                                        [ALIGNMENT_PEOPLE] = "populations",
                                        [ALIGNMENT_PLACE] = "places",
                                        [ALIGNMENT_DIRECTION] = "direction",
                                        [ALIGNMENT_NEGATION] = "negation"};
    for (int m = 0; m < ALIGNMENT_MARKS; m++) {
        const vector *x = &w->texts[a].marks[m], *y = &w->texts[b].marks[m];
        if (m == ALIGNMENT_DIRECTION && (!x->count || !y->count)) continue;
        if (!equal(x, y)) return names[m];
    }
    return NULL;
}

corral_status alignment_wording_common(const alignment_wording *w, const uint32_t *texts,
                                       size_t count, corral_text *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    bool some = false;
    const vector *first = &w->texts[texts[0]].stems;
    for (size_t f = 0; f < first->count; f++) {
        size_t k = 1;
        while (k < count && has(&w->texts[texts[k]].stems, first->features[f].id)) k++;
        if (k < count) continue;
        const char *stem = corral_strings_get(w->strings, first->features[f].id);
        TRY(corral_text_printf(out, err, "%s%s", some ? ", " : "", stem));
        some = true;
    }
done:
    return status;
}
