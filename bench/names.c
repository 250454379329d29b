/* How well and how fast names that mean one thing are found.
 *
 *     bench-names TRUTH.csv [FOOTPRINT.csv]   real names: columns raw and person_id of the first,
 *                                             item of the second (how often each occurs)
 *     bench-names --synthetic N [SEED]        N invented names, a third of them spoilt
 *
 * For several least scores: proposals that are right, wrong, or about a name whose truth is not
 * known; how many of the merges that are needed are made; and of all pairs of spellings of one
 * thing those that end in one heap when every proposal is accepted. Beside it every pair with a
 * Jaro-Winkler similarity (Winkler 1990) of 0.85 and more, as the text stands. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/memory.h"
#include "core/strings.h"
#include "core/text.h"
#include "corral/names.h"
#include "io/csv.h"
#include "io/sheet.h"

enum { LONGEST = 128, MOST_COMPARED = 20000 };

/* Spellings, how often each occurs, and what it means (CORRAL_NONE: not known). */
typedef struct spellings {
    corral_strings *text, *things;
    uint32_t *times, *thing;
    size_t time_capacity, thing_capacity;
} spellings;

static void spellings_release(spellings *s)
{
    corral_strings_free(s->text);
    corral_strings_free(s->things);
    free(s->times);
    free(s->thing);
}

/* thing NULL: what it means is not said. */
static corral_status add_spelling(spellings *s, const char *text, const char *thing, uint32_t times,
                                  corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text scratch = {0};
    const char *key;
    size_t length;
    uint32_t k, before = corral_strings_count(s->text);
    TRY(corral_name_key(text, strlen(text), &scratch, &key, &length, err));
    TRY(corral_strings_add(s->text, key, length, &k, err));
    TRY(corral_array_grow(&s->times, &s->time_capacity, (size_t)k + 1, sizeof *s->times, err));
    TRY(corral_array_grow(&s->thing, &s->thing_capacity, (size_t)k + 1, sizeof *s->thing, err));
    if (k == before) {
        s->times[k] = 0;
        s->thing[k] = CORRAL_NONE;
    }
    s->times[k] += times;
    if (thing) TRY(corral_strings_add(s->things, thing, strlen(thing), &s->thing[k], err));
done:
    corral_text_release(&scratch);
    return status;
}

/* ---- real names ---- */

static corral_status read_names(const char *path, const char *name_column, const char *thing_column,
                                spellings *s, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_source *source = NULL;
    corral_csv *csv = NULL;
    corral_csv_record record;
    size_t name = CORRAL_NO_COLUMN, thing = CORRAL_NO_COLUMN;
    bool more;
    TRY(corral_source_open(path, &source, err));
    TRY(corral_csv_new(source, false, NULL, &csv, err));
    TRY(corral_csv_header(csv, &record, &more, err));
    for (size_t k = 0; more && k < record.count; k++) {
        if (strcmp(record.fields[k], name_column) == 0) name = k;
        if (thing_column && strcmp(record.fields[k], thing_column) == 0) thing = k;
    }
    if (name == CORRAL_NO_COLUMN || (thing_column && thing == CORRAL_NO_COLUMN))
        FAIL(CORRAL_BAD_INPUT, "%s needs the columns %s%s%s", path, name_column,
             thing_column ? " and " : "", thing_column ? thing_column : "");
    for (;;) {
        TRY(corral_csv_next(csv, &record, &more, err));
        if (!more) break;
        TRY(add_spelling(s, corral_sheet_cell(&record, name),
                         thing_column ? corral_sheet_cell(&record, thing) : NULL,
                         thing_column ? 0 : 1, err));
    }
done:
    corral_csv_free(csv);
    corral_source_free(source);
    return status;
}

/* ---- invented names ---- */

static uint64_t state = 1;

static uint32_t draw(uint32_t below)
{
    state += 0x9e3779b97f4a7c15u; /* splitmix64 */
    uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (uint32_t)((z ^ (z >> 31)) % below);
}

#define PICK(list) list[draw(sizeof list / sizeof *list)]

static void add_place(char *name, size_t size, uint32_t number)
{
    static const char *const front[] = {"Harm", "Cald", "Mill", "Lake", "Ash",  "Brook", "Stan",
                                        "Wend", "Tol",  "Riv",  "Sab",  "Kess", "Mor",   "Fair"};
    static const char *const middle[] = {"en", "er", "ing", "a", "o", "is", "un", "el", "ac", "ow"};
    static const char *const back[] = {"ville", "ton", "ford", "field", "wick", "mere",
                                       "dale",  "by",  "port", "well",  "gate", "stead"};
    size_t length = strlen(name);
    snprintf(name + length, size - length, "%s%s%s", front[number % 14], middle[number / 14 % 10],
             back[number / 140 % 12]);
}

static void invent(char name[LONGEST], uint32_t places)
{
    static const char *const kinds[] = {"Housing",  "Youth",  "Health",    "Family",   "Senior",
                                        "Arts",     "Food",   "Education", "Legal",    "Transit",
                                        "Recovery", "Garden", "Literacy",  "Childcare"};
    static const char *const bodies[] = {"Council",  "Foundation", "Fund",    "Center",
                                         "Alliance", "Services",   "Network", "Authority",
                                         "School",   "Clinic",     "Trust",   "Library"};
    static const char *const first[] = {"Rosa",  "Denise", "Priya", "Marcus", "Elena", "Thomas",
                                        "Julia", "James",  "Ann",   "Samuel", "Grace", "Omar"};
    name[0] = '\0';
    if (draw(4) == 0) {
        snprintf(name, LONGEST, "%s ", PICK(first));
        add_place(name, LONGEST, draw(1680));
    } else {
        size_t length;
        if (draw(5) == 0) snprintf(name, LONGEST, "North ");
        add_place(name, LONGEST, draw(places));
        length = strlen(name);
        snprintf(name + length, LONGEST - length, " %s %s", PICK(kinds), PICK(bodies));
    }
}

static void slip(char name[LONGEST])
{
    size_t length = strlen(name), at = 1 + draw((uint32_t)length - 1);
    char letter = (char)('a' + draw(26));
    switch (draw(3)) {
    case 0: memmove(name + at, name + at + 1, length - at); break;
    case 1: name[at] = letter; break;
    default:
        if (length + 1 < LONGEST) memmove(name + at + 1, name + at, length - at + 1);
        name[at] = letter;
    }
}

/* "X Y Z" as "Y Z of X". */
static void turn(char name[LONGEST])
{
    char turned[LONGEST], *space = strchr(name, ' ');
    if (!space) return;
    snprintf(turned, sizeof turned, "%.60s of %.*s", space + 1, (int)(space - name), name);
    memcpy(name, turned, sizeof turned);
}

static void spoil(char name[LONGEST])
{
    static const char *const behind[] = {", Inc.", " Ltd", " LLC", " Authority", " (the)"};
    char copy[LONGEST], *found;
    memcpy(copy, name, LONGEST);
    switch (draw(6)) {
    case 0: slip(name); break;
    case 1: turn(name); break;
    case 2: snprintf(name, LONGEST, "%.100s%s", copy, PICK(behind)); break;
    case 3:
        for (char *c = name; *c; c++)
            if (*c >= 'a' && *c <= 'z') *c = (char)(*c - 32);
        break;
    case 4: snprintf(name, LONGEST, "The %.100s", copy); break;
    default:
        found = strstr(name, " Services");
        if (found)
            snprintf(found, 10, " Svcs");
        else
            slip(name);
    }
}

static corral_status make_names(uint32_t count, spellings *s, corral_error *err)
{
    corral_status status = CORRAL_OK;
    char name[LONGEST], thing[16];
    uint32_t made = 0;
    while (made < count) {
        invent(name, count / 20 + 10);
        if (corral_strings_find(s->text, name, strlen(name)) != CORRAL_NONE) {
            if (draw(1000) == 0) made++; /* the words have run out */
            continue;
        }
        snprintf(thing, sizeof thing, "%u", made);
        TRY(add_spelling(s, name, thing, 3, err));
        made++;
        if (made < count && draw(2) == 0) {
            spoil(name);
            if (corral_strings_find(s->text, name, strlen(name)) != CORRAL_NONE) continue;
            TRY(add_spelling(s, name, thing, 1, err));
            made++;
        }
    }
done:
    return status;
}

/* ---- how good ---- */

static uint32_t root_of(uint32_t *heap, uint32_t k)
{
    while (heap[k] != k) k = heap[k] = heap[heap[k]];
    return k;
}

typedef struct figures {
    size_t right, wrong, unknown;
    size_t needed, made;  /* merges */
    size_t pairs, joined; /* of spellings of one thing; joined: in one heap */
} figures;

static void count_pairs(const spellings *s, uint32_t *heap, figures *f)
{
    uint32_t count = corral_strings_count(s->text);
    if (count > MOST_COMPARED) return;
    for (uint32_t a = 0; a < count; a++)
        for (uint32_t b = a + 1; b < count; b++) {
            if (s->thing[a] == CORRAL_NONE || s->thing[a] != s->thing[b]) continue;
            f->pairs++;
            f->joined += root_of(heap, a) == root_of(heap, b);
        }
}

static corral_status judge(const spellings *s, const corral_names *found, figures *f,
                           corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t count = corral_strings_count(s->text), *heap = NULL, *seen = NULL;
    *f = (figures){0};
    TRY(corral_array_new(&heap, count, sizeof *heap, err));
    TRY(corral_array_new(&seen, (size_t)corral_strings_count(s->things) + 1, sizeof *seen, err));
    for (uint32_t k = 0; k < count; k++) {
        heap[k] = k;
        if (s->thing[k] != CORRAL_NONE && seen[s->thing[k]]++) f->needed++;
    }
    for (size_t k = 0; k < corral_names_count(found); k++) {
        corral_name_proposal p = corral_names_get(found, k);
        uint32_t a = s->thing[p.keep], b = s->thing[p.merge];
        if (a == CORRAL_NONE || b == CORRAL_NONE)
            f->unknown++;
        else if (a == b)
            f->right++;
        else
            f->wrong++;
        uint32_t x = root_of(heap, p.keep), y = root_of(heap, p.merge);
        f->made += x != y && a == b && a != CORRAL_NONE;
        heap[x] = y;
        if (getenv("BENCH_SHOW") && a != b && a != CORRAL_NONE && b != CORRAL_NONE)
            printf("wrong: %s | %s | %.2f %s\n", corral_strings_get(s->text, p.keep),
                   corral_strings_get(s->text, p.merge), p.score, p.why);
    }
    count_pairs(s, heap, f);
done:
    free(heap);
    free(seen);
    return status;
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double percent(size_t part, size_t whole)
{
    return whole ? 100 * (double)part / (double)whole : 0;
}

static corral_status try_score(const spellings *s, const corral_name *names, double score,
                               corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_names_options options = CORRAL_NAMES_OPTIONS_INIT;
    corral_names *found = NULL;
    figures f;
    options.score = score;
    double start = seconds();
    TRY(corral_names_find(names, corral_strings_count(s->text), &options, NULL, &found, err));
    double took = seconds() - start;
    TRY(judge(s, found, &f, err));
    printf("| %.2f | %zu | %zu | %zu | %.1f %% | %.1f %% of %zu | %.1f %% of %zu | %.2f s |\n",
           score, f.right, f.wrong, f.unknown, percent(f.right, f.right + f.wrong),
           percent(f.made, f.needed), f.needed, percent(f.joined, f.pairs), f.pairs, took);
done:
    corral_names_free(found);
    return status;
}

/* ---- the plain way ---- */

static double jaro_winkler(const char *a, const char *b)
{
    int n = (int)strlen(a), m = (int)strlen(b), reach = (n > m ? n : m) / 2 - 1;
    bool used_a[512] = {0}, used_b[512] = {0};
    int common = 0, moved = 0, j = 0, front = 0;
    if (n > 511 || m > 511 || !n || !m) return 0;
    for (int i = 0; i < n; i++)
        for (int k = i - reach < 0 ? 0 : i - reach; k < m && k <= i + reach; k++) {
            if (used_b[k] || a[i] != b[k]) continue;
            used_a[i] = used_b[k] = true;
            common++;
            break;
        }
    if (!common) return 0;
    for (int i = 0; i < n; i++) {
        if (!used_a[i]) continue;
        while (!used_b[j]) j++;
        moved += a[i] != b[j++];
    }
    double c = common, jaro = (c / n + c / m + (c - moved / 2) / c) / 3;
    while (front < 4 && front < n && front < m && a[front] == b[front]) front++;
    return jaro + 0.1 * front * (1 - jaro);
}

static void try_plain(const spellings *s, double least)
{
    uint32_t count = corral_strings_count(s->text);
    size_t right = 0, wrong = 0, unknown = 0, pairs = 0;
    double start = seconds();
    if (count > MOST_COMPARED) return;
    for (uint32_t a = 0; a < count; a++)
        for (uint32_t b = a + 1; b < count; b++) {
            bool known = s->thing[a] != CORRAL_NONE && s->thing[b] != CORRAL_NONE;
            bool same = known && s->thing[a] == s->thing[b];
            pairs += same;
            if (jaro_winkler(corral_strings_get(s->text, a), corral_strings_get(s->text, b)) <
                least)
                continue;
            right += same;
            wrong += known && !same;
            unknown += !known;
        }
    printf("| Jaro-Winkler %.2f, all pairs | %zu | %zu | %zu | %.1f %% | - | %.1f %% of %zu | "
           "%.2f s |\n",
           least, right, wrong, unknown, percent(right, right + wrong), percent(right, pairs),
           pairs, seconds() - start);
}

static corral_status measure(const spellings *s, corral_error *err)
{
    static const double scores[] = {0.75, 0.8, CORRAL_NAMES_SCORE, 0.9, 0.95};
    corral_status status = CORRAL_OK;
    corral_name *names = NULL;
    uint32_t count = corral_strings_count(s->text);
    TRY(corral_array_new(&names, count, sizeof *names, err));
    for (uint32_t k = 0; k < count; k++)
        names[k] = (corral_name){corral_strings_get(s->text, k), s->times[k]};
    printf("%u names\n\n| score | right | wrong | not known | precision | merges made | pairs "
           "joined | time |\n|---|---|---|---|---|---|---|---|\n",
           count);
    for (size_t k = 0; k < sizeof scores / sizeof *scores; k++)
        TRY(try_score(s, names, scores[k], err));
    try_plain(s, 0.85);
done:
    free(names);
    return status;
}

static corral_status run(int count, char **words, corral_error *err)
{
    corral_status status = CORRAL_OK;
    spellings s = {0};
    TRY(corral_strings_new(&s.text, err));
    TRY(corral_strings_new(&s.things, err));
    if (strcmp(words[1], "--synthetic") == 0) {
        if (count > 3) state = strtoull(words[3], NULL, 10);
        TRY(make_names((uint32_t)strtoul(words[2], NULL, 10), &s, err));
    } else {
        TRY(read_names(words[1], "raw", "person_id", &s, err));
        if (count > 2) TRY(read_names(words[2], "item", NULL, &s, err));
    }
    TRY(measure(&s, err));
done:
    spellings_release(&s);
    return status;
}

int main(int count, char **words)
{
    corral_error error = CORRAL_ERROR_INIT;
    char message[1200];
    if (count < 2 || count > 4 || (strcmp(words[1], "--synthetic") == 0 && count < 3)) {
        fprintf(stderr, "usage: bench-names TRUTH.csv [FOOTPRINT.csv]\n"
                        "       bench-names --synthetic N [SEED]\n");
        return 2;
    }
    if (run(count, words, &error) == CORRAL_OK) return 0;
    corral_error_format(&error, message, sizeof message);
    fprintf(stderr, "bench-names: %s\n", message);
    return 1;
}
