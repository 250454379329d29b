/* The slow way: files, names, weights, similarity, resolution, Q. */
#include "slow.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- small things ---- */

static void stop(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("slow: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(2);
}

static void *more(void *block, size_t count, size_t size)
{
    block = realloc(block, count * size + 1);
    if (!block) stop("out of memory");
    return block;
}

/* ---- CSV ---- */

typedef struct sheet {
    char *text;
    char ***row; /* fields, of row 0 the names of the columns */
    int *fields;
    int rows;
} sheet;

static char *whole_file(const char *path, long *length)
{
    FILE *file = fopen(path, "rb");
    if (!file) return NULL;
    char *text = NULL;
    size_t got;
    *length = 0;
    do {
        text = more(text, (size_t)*length + 65536, 1);
        got = fread(text + *length, 1, 65536, file);
        *length += (long)got;
    } while (got > 0);
    fclose(file);
    text[*length] = '\0';
    return text;
}

/* Without white space at the ends and with one space for several inside. */
static void squeeze(char *field)
{
    char *to = field;
    for (char *from = field; *from; from++) {
        int is_white = strchr(" \t\r\n", *from) != NULL;
        if (is_white && (to == field || to[-1] == ' ')) continue;
        *to++ = is_white ? ' ' : *from;
    }
    if (to > field && to[-1] == ' ') to--;
    *to = '\0';
}

static void add_field(sheet *s, char *field)
{
    int r = s->rows - 1;
    s->row[r] = more(s->row[r], (size_t)s->fields[r] + 1, sizeof *s->row[r]);
    s->row[r][s->fields[r]++] = field;
}

static void add_row(sheet *s)
{
    s->row = more(s->row, (size_t)s->rows + 1, sizeof *s->row);
    s->fields = more(s->fields, (size_t)s->rows + 1, sizeof *s->fields);
    s->row[s->rows] = NULL;
    s->fields[s->rows++] = 0;
}

/* Reads one field at *at, leaves *at behind its end; returns the character that ended it. */
static char read_field(sheet *s, char **at)
{
    char *from = *at, *to = *at, *start = *at;
    int quoted = *from == '"';
    if (quoted) from++;
    for (; *from; from++) {
        if (quoted && from[0] == '"' && from[1] != '"') {
            quoted = 0;
            continue;
        }
        if (quoted && *from == '"') from++;
        if (!quoted && (*from == ',' || *from == '\n')) break;
        *to++ = *from;
    }
    char ended = *from;
    *at = ended ? from + 1 : from;
    *to = '\0';
    squeeze(start);
    add_field(s, start);
    return ended;
}

static int sheet_read(sheet *s, const char *folder, const char *name)
{
    char path[4096];
    long length;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    *s = (sheet){0};
    s->text = whole_file(path, &length);
    if (!s->text) return 0;
    char *at = s->text;
    if (strncmp(at, "\xef\xbb\xbf", 3) == 0) at += 3;
    while (*at) {
        add_row(s);
        while (read_field(s, &at) == ',') {
        }
    }
    return 1;
}

static void sheet_free(sheet *s)
{
    for (int r = 0; r < s->rows; r++) free(s->row[r]);
    free(s->row);
    free(s->fields);
    free(s->text);
}

static int column_of(const sheet *s, const char *name)
{
    for (int c = 0; s->rows && c < s->fields[0]; c++)
        if (strcmp(s->row[0][c], name) == 0) return c;
    return -1;
}

static const char *cell(const sheet *s, int row, int column)
{
    return column >= 0 && column < s->fields[row] ? s->row[row][column] : "";
}

/* ---- names ---- */

enum { BUCKETS = 65536 };

typedef struct name {
    char *text;
    int facet; /* -1 for coalitions and facets */
    int next;
} name;

typedef struct names {
    name *list;
    int count;
    int *bucket; /* 1 + first of a chain */
} names;

static unsigned bucket_of(const char *text, int facet)
{
    unsigned h = 2166136261u ^ (unsigned)facet;
    for (; *text; text++) h = (h ^ (unsigned char)*text) * 16777619u;
    return h % BUCKETS;
}

static int name_find(const names *n, const char *text, int facet)
{
    if (!n->bucket) return -1;
    for (int i = n->bucket[bucket_of(text, facet)]; i; i = n->list[i - 1].next)
        if (n->list[i - 1].facet == facet && strcmp(n->list[i - 1].text, text) == 0) return i - 1;
    return -1;
}

static int name_add(names *n, const char *text, int facet)
{
    int found = name_find(n, text, facet);
    if (found >= 0) return found;
    if (!n->bucket) n->bucket = calloc(BUCKETS, sizeof *n->bucket);
    if (!n->bucket) stop("out of memory");
    unsigned b = bucket_of(text, facet);
    n->list = more(n->list, (size_t)n->count + 1, sizeof *n->list);
    n->list[n->count] = (name){strdup(text), facet, n->bucket[b]};
    return (n->bucket[b] = ++n->count) - 1;
}

static void names_free(names *n)
{
    for (int i = 0; i < n->count; i++) free(n->list[i].text);
    free(n->list);
    free(n->bucket);
}

/* ---- the region ---- */

typedef struct seat {
    int item;
    double weight;
} seat;

typedef struct row {
    seat *seat;
    int count;
} row;

struct slow_region {
    names coalitions, facets, items;
    row *said, *row; /* as said; with what lies within added, sorted by item */
    char *known;     /* coalition by facet */
    int *within;     /* by item, -1: none */
    int facet_room;
    slow_options options;
    double *alpha;    /* by facet, 0 if it is not used */
    double *omega;    /* by item */
    double all_alpha; /* of the facets that occur */
};

static void read_coalitions(slow_region *r, const char *folder)
{
    sheet s;
    if (!sheet_read(&s, folder, "coalitions.csv")) return;
    int id = column_of(&s, "id");
    for (int k = 1; k < s.rows; k++)
        if (cell(&s, k, id)[0]) name_add(&r->coalitions, cell(&s, k, id), -1);
    sheet_free(&s);
}

static void read_items(slow_region *r, const char *folder)
{
    sheet s;
    if (!sheet_read(&s, folder, "items.csv")) return;
    int facet = column_of(&s, "facet"), item = column_of(&s, "item");
    int within = column_of(&s, "within");
    for (int k = 1; k < s.rows; k++) {
        int f = name_add(&r->facets, cell(&s, k, facet), -1);
        name_add(&r->items, cell(&s, k, item), f);
        if (cell(&s, k, within)[0]) name_add(&r->items, cell(&s, k, within), f);
    }
    r->within = more(NULL, (size_t)r->items.count, sizeof *r->within);
    for (int j = 0; j < r->items.count; j++) r->within[j] = -1;
    for (int k = 1; k < s.rows; k++) {
        int f = name_find(&r->facets, cell(&s, k, facet), -1);
        if (!cell(&s, k, within)[0]) continue;
        r->within[name_find(&r->items, cell(&s, k, item), f)] =
            name_find(&r->items, cell(&s, k, within), f);
    }
    sheet_free(&s);
}

/* The larger weight of two for one item. */
static void put_seat(row *to, int item, double weight)
{
    for (int i = 0; i < to->count; i++)
        if (to->seat[i].item == item) {
            if (weight > to->seat[i].weight) to->seat[i].weight = weight;
            return;
        }
    to->seat = more(to->seat, (size_t)to->count + 1, sizeof *to->seat);
    to->seat[to->count++] = (seat){item, weight};
}

typedef struct footprint_columns {
    int coalition, facet, item, weight, known;
} footprint_columns;

static void read_row(slow_region *r, const sheet *s, int k, footprint_columns c)
{
    int a = name_find(&r->coalitions, cell(s, k, c.coalition), -1);
    int f = name_find(&r->facets, cell(s, k, c.facet), -1);
    const char *known = cell(s, k, c.known), *weight = cell(s, k, c.weight);
    if (strcmp(known, "no") == 0) return; /* of the facet or of the item: not known */
    if (!cell(s, k, c.item)[0] && !known[0]) return;
    r->known[a * r->facet_room + f] = 1;
    if (!cell(s, k, c.item)[0]) return;
    double x = weight[0] ? strtod(weight, NULL) : 1;
    if (x > 0) put_seat(&r->said[a], name_add(&r->items, cell(s, k, c.item), f), x);
}

static void read_footprint(slow_region *r, const char *folder)
{
    sheet s;
    if (!sheet_read(&s, folder, "footprint.csv")) stop("no footprint.csv in %s", folder);
    footprint_columns c = {column_of(&s, "coalition"), column_of(&s, "facet"),
                           column_of(&s, "item"), column_of(&s, "weight"), column_of(&s, "known")};
    for (int k = 1; k < s.rows; k++) {
        name_add(&r->coalitions, cell(&s, k, c.coalition), -1);
        name_add(&r->facets, cell(&s, k, c.facet), -1);
    }
    int n = r->coalitions.count;
    r->facet_room = r->facets.count;
    r->said = calloc((size_t)n + 1, sizeof *r->said);
    r->row = calloc((size_t)n + 1, sizeof *r->row);
    r->known = calloc((size_t)n * (size_t)r->facet_room + 1, 1);
    if (!r->said || !r->row || !r->known) stop("out of memory");
    int described = r->within ? r->items.count : 0;
    for (int k = 1; k < s.rows; k++) read_row(r, &s, k, c);
    r->within = more(r->within, (size_t)r->items.count, sizeof *r->within);
    for (int j = described; j < r->items.count; j++) r->within[j] = -1;
    sheet_free(&s);
}

slow_region *slow_read(const char *folder)
{
    slow_region *r = calloc(1, sizeof *r);
    if (!r) stop("out of memory");
    read_coalitions(r, folder);
    read_items(r, folder);
    read_footprint(r, folder);
    return r;
}

void slow_free(slow_region *r)
{
    for (int a = 0; a < r->coalitions.count; a++) {
        free(r->said[a].seat);
        free(r->row[a].seat);
    }
    free(r->said);
    free(r->row);
    free(r->known);
    free(r->within);
    free(r->alpha);
    free(r->omega);
    names_free(&r->coalitions);
    names_free(&r->facets);
    names_free(&r->items);
    free(r);
}

int slow_count(const slow_region *r)
{
    return r->coalitions.count;
}

const char *slow_id(const slow_region *r, int a)
{
    return r->coalitions.list[a].text;
}

int slow_find(const slow_region *r, const char *id)
{
    return name_find(&r->coalitions, id, -1);
}

/* ---- weights ---- */

static int is_known(const slow_region *r, int a, int f)
{
    return r->known[a * r->facet_room + f];
}

/* n(f) */
static int known_count(const slow_region *r, int f)
{
    int count = 0;
    for (int a = 0; a < slow_count(r); a++) count += is_known(r, a, f);
    return count;
}

static int is_one_of_six(const char *facet)
{
    static const char *const six[] = {"member", "goal",       "strategy",
                                      "target", "population", "issue"};
    for (int k = 0; k < 6; k++)
        if (strcmp(facet, six[k]) == 0) return 1;
    return 0;
}

static void choose_alpha(slow_region *r)
{
    int has_six = 0;
    for (int f = 0; f < r->facets.count; f++)
        has_six |= is_one_of_six(r->facets.list[f].text) && known_count(r, f) > 0;
    r->all_alpha = 0;
    for (int f = 0; f < r->facets.count; f++) {
        const char *text = r->facets.list[f].text;
        r->alpha[f] = has_six ? is_one_of_six(text) : strcmp(text, "partner") != 0;
        for (int k = 0; k < 8 && r->options.facet[k]; k++)
            if (strcmp(text, r->options.facet[k]) == 0) r->alpha[f] = r->options.weight[k];
        if (known_count(r, f) == 0) r->alpha[f] = 0;
        r->all_alpha += r->alpha[f];
    }
}

static int by_item(const void *left, const void *right)
{
    return ((const seat *)left)->item - ((const seat *)right)->item;
}

/* x(a,k) = max(x(a,k), x(a,j) / 2) for every k that j lies within. */
static void expand(slow_region *r, int a)
{
    free(r->row[a].seat);
    r->row[a] = (row){0};
    for (int i = 0; i < r->said[a].count; i++) {
        seat s = r->said[a].seat[i];
        put_seat(&r->row[a], s.item, s.weight);
        for (int k = r->within[s.item]; k >= 0; k = r->within[k])
            put_seat(&r->row[a], k, s.weight / 2);
    }
    if (r->row[a].count) qsort(r->row[a].seat, (size_t)r->row[a].count, sizeof(seat), by_item);
}

void slow_weigh(slow_region *r, const slow_options *options)
{
    r->options = *options;
    r->alpha = more(r->alpha, (size_t)r->facets.count, sizeof *r->alpha);
    r->omega = more(r->omega, (size_t)r->items.count, sizeof *r->omega);
    choose_alpha(r);
    for (int j = 0; j < r->items.count; j++) r->omega[j] = 0;
    for (int a = 0; a < slow_count(r); a++) {
        expand(r, a);
        for (int i = 0; i < r->row[a].count; i++) r->omega[r->row[a].seat[i].item]++; /* df */
    }
    double *n = more(NULL, (size_t)r->facets.count, sizeof *n);
    for (int f = 0; f < r->facets.count; f++) n[f] = known_count(r, f);
    for (int j = 0; j < r->items.count; j++)
        r->omega[j] = options->without_rarity ? 1
                      : r->omega[j] > 0       ? log(1 + n[r->items.list[j].facet] / r->omega[j])
                                              : 0;
    free(n);
}

/* ---- similarity ---- */

/* Sums over the items of one facet: of both sides, shared, of the larger; and their squares. */
typedef struct sums {
    double x, y, least, most, xx, yy, xy;
} sums;

static void add_item(sums *s, double omega, double x, double y)
{
    s->x += omega * x;
    s->y += omega * y;
    s->least += omega * fmin(x, y);
    s->most += omega * fmax(x, y);
    s->xx += omega * x * omega * x;
    s->yy += omega * y * omega * y;
    s->xy += omega * x * omega * y;
}

static sums facet_sums(const slow_region *r, int a, int b, int f)
{
    sums s = {0};
    int i = 0, j = 0;
    const row *x = &r->row[a], *y = &r->row[b];
    while (i < x->count || j < y->count) {
        int at_x = i < x->count ? x->seat[i].item : r->items.count;
        int at_y = j < y->count ? y->seat[j].item : r->items.count;
        int item = at_x < at_y ? at_x : at_y;
        double of_x = at_x == item ? x->seat[i++].weight : 0;
        double of_y = at_y == item ? y->seat[j++].weight : 0;
        if (r->items.list[item].facet == f) add_item(&s, r->omega[item], of_x, of_y);
    }
    return s;
}

static double numerator(slow_measure measure, const sums *s)
{
    return measure == SLOW_COSINE ? s->xy : s->least;
}

static double denominator(slow_measure measure, const sums *s)
{
    switch (measure) {
    case SLOW_JACCARD: return s->most;
    case SLOW_DICE: return (s->x + s->y) / 2;
    case SLOW_OVERLAP: return fmin(s->x, s->y);
    case SLOW_COSINE: return sqrt(s->xx) * sqrt(s->yy);
    }
    return 0;
}

double slow_similarity(const slow_region *r, int a, int b, double *coverage)
{
    slow_measure measure = r->options.measure;
    double common = 0, num = 0, den = 0, xx = 0, yy = 0, scores = 0, filled = 0;
    for (int f = 0; f < r->facets.count; f++) {
        double alpha = r->alpha[f];
        if (alpha == 0 || !is_known(r, a, f) || !is_known(r, b, f)) continue;
        sums s = facet_sums(r, a, b, f);
        common += alpha;
        num += alpha * numerator(measure, &s);
        den += alpha * denominator(measure, &s);
        xx += alpha * s.xx;
        yy += alpha * s.yy;
        if (s.x == 0 && s.y == 0) continue; /* empty on both sides: out of the mean */
        double below = denominator(measure, &s);
        scores += below > 0 ? alpha * numerator(measure, &s) / below : 0;
        filled += alpha;
    }
    *coverage = r->all_alpha > 0 ? common / r->all_alpha : 0;
    /* With slack for the rounding of weights such as 0.1. */
    if (*coverage == 0 || *coverage < r->options.min_coverage - 1e-9) return NAN;
    if (r->options.is_mean) return filled > 0 ? scores / filled : 0;
    if (measure == SLOW_COSINE) den = sqrt(xx) * sqrt(yy);
    return den > 0 ? num / den : 0;
}

/* ---- resolution and Q ---- */

static int by_value(const void *left, const void *right)
{
    double x = *(const double *)left, y = *(const double *)right;
    return (x > y) - (x < y);
}

static double median(double *value, int count)
{
    qsort(value, (size_t)count, sizeof *value, by_value);
    return count % 2 ? value[count / 2] : (value[count / 2 - 1] + value[count / 2]) / 2;
}

slow_figures slow_resolution(const slow_region *r)
{
    slow_figures figures = {NAN, NAN, NAN, 0.1, 0};
    int n = slow_count(r), comparable = 0;
    double sum = 0, squares = 0, coverage, *best = more(NULL, (size_t)n, sizeof *best);
    for (int a = 0; a < n; a++) best[a] = -1;
    for (int a = 0; a < n; a++)
        for (int b = a + 1; b < n; b++) {
            double s = slow_similarity(r, a, b, &coverage);
            if (isnan(s)) continue;
            figures.compared++;
            sum += s;
            best[a] = fmax(best[a], s);
            best[b] = fmax(best[b], s);
        }
    if (figures.compared) figures.mean = sum / (double)figures.compared;
    for (int a = 0; a < n; a++)
        for (int b = a + 1; b < n; b++) {
            double s = slow_similarity(r, a, b, &coverage);
            if (!isnan(s)) squares += (s - figures.mean) * (s - figures.mean);
        }
    for (int a = 0; a < n; a++)
        if (best[a] >= 0) best[comparable++] = best[a];
    if (figures.compared) {
        figures.deviation = sqrt(squares / (double)figures.compared);
        figures.median_best = median(best, comparable);
        figures.resolution =
            fmax(0.1, fmin(figures.mean + figures.deviation, figures.median_best / 2));
    }
    free(best);
    return figures;
}

double slow_objective(const slow_region *r, double resolution, double threshold, const int *label)
{
    double q = 0, coverage;
    for (int a = 0; a < slow_count(r); a++)
        for (int b = a + 1; b < slow_count(r); b++) {
            if (!label[a] || label[a] != label[b]) continue;
            double s = slow_similarity(r, a, b, &coverage);
            q += (isnan(s) || s < threshold ? 0 : s) - resolution;
        }
    return q;
}

int *slow_groups(const slow_region *r, const char *path)
{
    sheet s;
    int *label = calloc((size_t)slow_count(r) + 1, sizeof *label);
    if (!label) stop("out of memory");
    if (!sheet_read(&s, ".", path) && !sheet_read(&s, "", path)) stop("cannot read %s", path);
    int group = column_of(&s, "group"), coalition = column_of(&s, "coalition");
    for (int k = 1; k < s.rows; k++) {
        int a = slow_find(r, cell(&s, k, coalition));
        if (a < 0) stop("%s: no coalition %s", path, cell(&s, k, coalition));
        if (cell(&s, k, group)[0]) label[a] = atoi(cell(&s, k, group));
    }
    sheet_free(&s);
    return label;
}
