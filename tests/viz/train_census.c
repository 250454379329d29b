/* SPDX-License-Identifier: MIT
 *
 * Whether everything of the model is on the map: each coalition one line, each of its items on it.
 */
#define _GNU_SOURCE
#include "train_map.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { LINES_EACH = 9 };

typedef struct {
    unsigned coalition, item;
} seat;

/* What a model says, as far as it matters here. */
typedef struct {
    char *copy;
    const char **item, **name; /* of items and coalitions */
    unsigned *group;           /* of each coalition */
    seat *seats;
    size_t n_items, n_coalitions, n_seats, n_groups;
} census;

static char *next_field(char **at)
{
    char *field = *at ? *at : (char *)"";
    if (*at) *at = strpbrk(*at, "\t");
    if (*at) *(*at)++ = '\0';
    return field;
}

static unsigned next_number(char **at)
{
    return (unsigned)strtoul(next_field(at), NULL, 10);
}

static void take_record(census *c, char *line)
{
    const char *kind = next_field(&line);
    if (strcmp(kind, "coalition") == 0) {
        const unsigned index = next_number(&line);
        next_field(&line);
        c->name[index] = next_field(&line);
        c->group[index] = next_number(&line);
        c->n_coalitions++;
    } else if (strcmp(kind, "item") == 0) {
        const unsigned index = next_number(&line);
        c->item[index] = next_field(&line);
        c->n_items++;
    } else if (strcmp(kind, "seat") == 0) {
        const unsigned coalition = next_number(&line);
        c->seats[c->n_seats++] = (seat){coalition, next_number(&line)};
    } else if (strcmp(kind, "group") == 0) {
        c->n_groups++;
    }
}

static census census_of(const bytes *model)
{
    size_t lines = 1;
    census c = {.copy = strdup(model->data)};
    for (const char *at = model->data; *at; at++) lines += *at == '\n';
    c.item = calloc(lines, sizeof *c.item);
    c.name = calloc(lines, sizeof *c.name);
    c.group = calloc(lines, sizeof *c.group);
    c.seats = calloc(lines, sizeof *c.seats);
    assert_true(c.copy && c.item && c.name && c.group && c.seats);
    for (char *line = c.copy; line;) {
        char *end = strchr(line, '\n');
        if (end) *end = '\0';
        take_record(&c, line);
        line = end ? end + 1 : NULL;
    }
    return c;
}

static void forget(census *c)
{
    free(c->copy);
    free(c->item);
    free(c->name);
    free(c->group);
    free(c->seats);
}

static bool broken(char *told, const char *format, unsigned index, const char *name)
{
    snprintf(told, FAULT_LENGTH, format, index, name);
    return false;
}

/* ---- names ---- */

typedef struct {
    const char **name;
    size_t count;
} names;

static void add_all(names *n, const json_t *list)
{
    size_t i;
    json_t *text;
    json_array_foreach(list, i, text) n->name[n->count++] = json_string_value(text);
}

static bool has_number(const json_t *list, unsigned number)
{
    size_t i;
    json_t *entry;
    json_array_foreach(list, i, entry)
    {
        if ((unsigned)json_integer_value(entry) == number) return true;
    }
    return false;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool same_names(names *a, names *b)
{
    qsort(a->name, a->count, sizeof *a->name, by_name);
    qsort(b->name, b->count, sizeof *b->name, by_name);
    for (size_t i = 0; i < a->count && i < b->count; i++) {
        if (strcmp(a->name[i], b->name[i]) != 0) return false;
    }
    return a->count == b->count;
}

/* The stations of the line and what is on it alone are what the coalition holds. */
static bool line_is_whole(const census *c, const json_t *board, const json_t *line, bool compare,
                          char *told)
{
    const unsigned coalition = (unsigned)json_at(line, "coalition");
    names told_of = {calloc(c->n_items + 1, sizeof(char *)), 0};
    names held = {calloc(c->n_items + 1, sizeof(char *)), 0};
    size_t s, told_twice = 0;
    json_t *station;
    assert_true(told_of.name && held.name);
    json_array_foreach(json_object_get(board, "stations"), s, station)
    {
        if (!has_number(json_object_get(station, "lines"), coalition)) continue;
        told_twice += json_array_size(json_object_get(station, "lines")) < 2;
        if (told_of.count + json_array_size(json_object_get(station, "items")) <= c->n_items)
            add_all(&told_of, json_object_get(station, "items"));
    }
    if (told_of.count + json_array_size(json_object_get(line, "local")) <= c->n_items)
        add_all(&told_of, json_object_get(line, "local"));
    for (size_t i = 0; i < c->n_seats; i++) {
        if (c->seats[i].coalition == coalition) held.name[held.count++] = c->item[c->seats[i].item];
    }
    const bool good =
        !told_twice && (compare ? same_names(&told_of, &held) : told_of.count == held.count);
    free(told_of.name);
    free(held.name);
    return good || broken(told, "line %u%s does not stop at what it holds", coalition, "");
}

/* ---- lines ---- */

static bool is_drawn(const train_map *map, unsigned coalition, unsigned rows, char *told)
{
    unsigned paths = 0, name = 0;
    for (size_t i = 0; i < map->n_paths; i++)
        paths += map->paths[i].index == coalition && strcmp(map->paths[i].kind, "line") == 0;
    for (size_t i = 0; i < map->n_texts; i++)
        name += map->texts[i].index == coalition && strcmp(map->texts[i].kind, "name") == 0;
    for (unsigned row = 0; row < rows; row++) {
        if (!find_line(map, coalition, row))
            return broken(told, "line %u%s is missing in a row", coalition, "");
    }
    return (paths == rows && name == rows) ||
           broken(told, "line %u%s is not drawn and named once a row", coalition, "");
}

/* ---- words: what stands for several, or for what was not drawn, is named in the key ---- */

static bool in_key(const train_map *map, const char *name)
{
    const size_t enough = strlen(name) < 12 ? strlen(name) : 12;
    for (size_t i = 0; i < map->n_texts; i++) {
        const map_text *t = &map->texts[i];
        if (strcmp(t->kind, "key") == 0 && strncmp(t->words, name, enough) == 0) return true;
    }
    return false;
}

static bool key_is_whole(const train_map *map, const json_t *board, char *told)
{
    size_t s, i;
    json_t *station, *name;
    json_array_foreach(json_object_get(board, "stations"), s, station)
    {
        const json_t *items = json_object_get(station, "items");
        const bool drawn = json_is_true(json_object_get(station, "drawn"));
        if (drawn && json_array_size(items) == 1) continue;
        json_array_foreach(items, i, name)
        {
            if (!in_key(map, json_string_value(name)))
                return broken(told, "%u \"%s\" is not in the key", (unsigned)s,
                              json_string_value(name));
        }
    }
    return true;
}

static bool board_is_whole(const train_map *map, const census *c, const json_t *board, bool compare,
                           unsigned *seen, char *told)
{
    const unsigned group = (unsigned)json_at(board, "group");
    const unsigned rows = (unsigned)json_at(board, "rows");
    size_t k;
    json_t *line;
    json_array_foreach(json_object_get(board, "lines"), k, line)
    {
        const unsigned coalition = (unsigned)json_at(line, "coalition");
        if (coalition >= c->n_coalitions || seen[coalition]++ || c->group[coalition] != group)
            return broken(told, "line %u%s does not belong here", coalition, "");
        if (!is_drawn(map, coalition, rows, told) || !line_is_whole(c, board, line, compare, told))
            return false;
    }
    return true;
}

/* Who is in no group has no line where there are groups, or too many for one map: the foot of the
 * sheet names them, whole where `compare` says so. */
static bool at_foot(const train_map *map, const char *name, bool compare)
{
    const size_t word = compare ? strlen(name) : strcspn(name, " ");
    for (size_t i = 0; i < map->n_texts; i++) {
        size_t k;
        json_t *line;
        if (strcmp(map->texts[i].kind, "alone") != 0) continue;
        json_array_foreach(map->texts[i].lines, k, line)
        {
            if (memmem(json_string_value(line), json_string_length(line), name, word)) return true;
        }
    }
    return false;
}

bool all_is_there(const train_map *map, const bytes *model, bool compare, fault told)
{
    const json_t *boards = json_object_get(map->json, "boards");
    census c = census_of(model);
    unsigned *seen = calloc(c.n_coalitions + 1, sizeof *seen);
    size_t b;
    json_t *board;
    bool good = seen != NULL;
    json_array_foreach(boards, b, board)
    {
        good = good && board_is_whole(map, &c, board, compare, seen, told);
    }
    if (good && c.n_groups < 2 && json_array_size(boards) == 1)
        good = key_is_whole(map, json_array_get(boards, 0), told);
    for (unsigned i = 0; good && i < c.n_coalitions; i++) {
        if (seen[i] != (c.group[i] || (!c.n_groups && c.n_coalitions <= LINES_EACH)))
            good = broken(told, "coalition %u%s has no line", i, "");
        if (good && !seen[i] && !at_foot(map, c.name[i], compare))
            good = broken(told, "coalition %u, %s, is not named at the foot", i, c.name[i]);
    }
    free(seen);
    forget(&c);
    return good;
}
