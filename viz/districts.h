/* SPDX-License-Identifier: MIT
 *
 * What the style districts is made of: discs with words beside them, and streets between discs. */
#ifndef VIZ_DISTRICTS_H
#define VIZ_DISTRICTS_H

#include "error.h"
#include "fence.h"
#include "geom.h"
#include "model.h"
#include "text.h"

typedef enum { VIZ_BELOW, VIZ_ABOVE, VIZ_RIGHT, VIZ_LEFT, VIZ_SIDES } viz_side;

typedef struct {
    viz_point at; /* centre, found by placing */
    double radius;
    double words_width, words_height; /* 0: no words */
    viz_side side;                    /* of the disc where the words stand, found by placing */
    bool crossed;                     /* a street goes through the words, found by placing */
    viz_lines label, below;
    const viz_dot *dots; /* one a group; NULL: not named */
    char *count;         /* how many groups and coalitions; NULL: not said */
    unsigned colour;     /* 1 to 9 */
} viz_disc;

typedef struct {
    size_t from, to; /* discs, from < to */
    unsigned weight;
    double width;
    viz_point curve[4]; /* from edge to edge, found by placing */
} viz_street;

typedef struct {
    viz_disc *discs;
    viz_street *streets;
    size_t n_discs, n_streets;
} viz_town;

#define VIZ_DISC_TO_WORDS 5.0

/* The box of a disc's words; empty ones lie at the edge of the disc. Asked a million times a
 * drawing, hence inline. */
static inline viz_rect viz_disc_words(const viz_disc *d)
{
    const double edge = d->radius + VIZ_DISC_TO_WORDS, w = d->words_width, h = d->words_height;
    const double x = d->side == VIZ_RIGHT  ? d->at.x + edge
                     : d->side == VIZ_LEFT ? d->at.x - edge - w
                                           : d->at.x - w / 2;
    const double y = d->side == VIZ_BELOW   ? d->at.y + edge
                     : d->side == VIZ_ABOVE ? d->at.y - edge - h
                                            : d->at.y - h / 2;
    return (viz_rect){x, y, x + w, y + h};
}

static inline viz_rect viz_disc_bounds(const viz_disc *d)
{
    const viz_rect disc = viz_rect_around(d->at, d->radius, d->radius);
    return d->words_height > 0 ? viz_rect_union(disc, viz_disc_words(d)) : disc;
}

/* Gives every disc its place, its words a side, and every street its curve: nothing overlaps, and
 * streets cross few words, discs and other streets. The same for the same town and seed. */
bool viz_town_place(viz_town *town, viz_fence *fence, unsigned seed, viz_error *err);

/* The streets alone, once the discs are placed. */
void viz_town_bend(viz_town *town);

/* Moves discs so that streets cross less and are shorter; `members` are those of one component. */
void viz_town_improve(viz_town *town, const size_t *members, size_t n_members, unsigned seed);

/* Two discs, with their words, come nearer than the town allows. */
bool viz_discs_collide(const viz_disc *a, const viz_disc *b);

#endif
