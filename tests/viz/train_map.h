/* SPDX-License-Identifier: MIT
 *
 * A train map read back from its geometry, and the rules it is held to. A rule that is broken is
 * told in one sentence, so that a test can also ask for the sentence. */
#ifndef VIZ_TEST_TRAIN_MAP_H
#define VIZ_TEST_TRAIN_MAP_H

#include "support.h"

enum { ROWS_MOST = 3, FAULT_LENGTH = 400 };

typedef struct {
    double x, y;
} point;

typedef struct {
    double x0, y0, x1, y1;
} box;

typedef struct {
    const char *kind, *words; /* words: of the first line */
    const json_t *lines;
    unsigned index, other;
    box box;
} map_text;

typedef struct {
    const char *kind;
    unsigned index, other;
    box box;
} map_box;

/* One row of a line, or another path. */
typedef struct {
    const char *kind;
    unsigned index, row;
    double half; /* of its width */
    bool cubic;
    point *points;
    size_t n_points;
    point *way; /* the same in steps of a px or two, for cubic ones */
    size_t n_way;
} map_path;

typedef struct {
    json_t *json;
    double width, height;
    map_text *texts;
    map_box *boxes;
    map_path *paths;
    size_t n_texts, n_boxes, n_paths;
} train_map;

train_map train_map_read(json_t *geometry); /* takes it over */
void train_map_release(train_map *map);

double json_at(const json_t *object, const char *name);
/* Height of the path at x, false where it is not. */
bool path_height(const map_path *path, double x, double *y);
/* The path of that line in that row. */
const map_path *find_line(const train_map *map, unsigned coalition, unsigned row);

/* The rules; each is true, or false with the fault told. The model says what must be there; names
 * are only compared where they are written as they are. */
typedef char fault[FAULT_LENGTH];
bool lines_run_right(const train_map *map, fault told);                         /* A1, A5 */
bool all_is_there(const train_map *map, const bytes *model, bool names, fault); /* A2 */
bool stations_hold_their_lines(const train_map *map, fault told);               /* A2, A3 */
bool words_are_free(const train_map *map, fault told);                          /* A4 */
bool counts_are_true(const train_map *map, fault told);                         /* A6 */
bool all_rules_hold(const train_map *map, const bytes *model, bool names, fault told);

#endif
