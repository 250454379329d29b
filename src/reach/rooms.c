/* A topic's rooms in compressed rows and columns. */
#include "reach/rooms.h"

#include "core/memory.h"

corral_status reach_rooms_init(reach_rooms *rooms, const corral_region *region, uint32_t first,
                               uint32_t end, corral_error *err)
{
    corral_status status = CORRAL_OK;
    *rooms = (reach_rooms){.region = region, .first = first, .end = end};
    TRY(corral_array_new(&rooms->place, end - first, sizeof *rooms->place, err));
    TRY(corral_array_new(&rooms->met, end - first, sizeof *rooms->met, err));
done:
    return status;
}

void reach_rooms_release(reach_rooms *rooms)
{
    free(rooms->coalitions);
    free(rooms->row_start);
    free(rooms->row);
    free(rooms->column_start);
    free(rooms->column);
    free(rooms->place);
    free(rooms->met);
}

/* Members come first in a footprint only if their facet does, so the whole is looked through. */
static bool is_member(const reach_rooms *rooms, uint32_t item)
{
    return item >= rooms->first && item < rooms->end;
}

/* Leaves in place how many of the coalitions each member sits in; returns how many members met. */
static uint32_t count_members(reach_rooms *rooms, corral_seats holders, size_t *seats)
{
    uint32_t met = 0;
    *seats = 0;
    for (size_t i = 0; i < holders.count; i++) {
        corral_seats row = corral_region_footprint(rooms->region, holders.index[i]);
        for (size_t k = 0; k < row.count; k++) {
            if (!is_member(rooms, row.index[k])) continue;
            uint32_t member = row.index[k] - rooms->first;
            if (rooms->place[member]++ == 0) rooms->met[met++] = member;
            ++*seats;
        }
    }
    return met;
}

static corral_status make_room(reach_rooms *rooms, size_t coalitions, size_t members, size_t seats,
                               corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t *c = rooms->capacity;
    TRY(corral_array_grow(&rooms->coalitions, &c[0], coalitions, sizeof(uint32_t), err));
    TRY(corral_array_grow(&rooms->row_start, &c[1], coalitions + 1, sizeof(size_t), err));
    TRY(corral_array_grow(&rooms->row, &c[2], seats, sizeof(uint32_t), err));
    TRY(corral_array_grow(&rooms->column_start, &c[3], members + 2, sizeof(size_t), err));
    TRY(corral_array_grow(&rooms->column, &c[4], seats, sizeof(uint32_t), err));
done:
    return status;
}

/* Members shared are numbered in the order met, the others UINT32_MAX. */
static void number_members(reach_rooms *rooms, uint32_t met)
{
    size_t at = 0;
    rooms->member_count = 0;
    for (uint32_t i = 0; i < met; i++) {
        uint32_t *place = &rooms->place[rooms->met[i]];
        if (*place < 2) {
            *place = UINT32_MAX;
            continue;
        }
        rooms->column_start[rooms->member_count] = at;
        at += *place;
        *place = rooms->member_count++;
    }
    rooms->column_start[rooms->member_count] = at;
}

static void fill_rows(reach_rooms *rooms, corral_seats holders)
{
    size_t at = 0;
    rooms->count = 0;
    for (size_t i = 0; i < holders.count; i++) {
        corral_seats row = corral_region_footprint(rooms->region, holders.index[i]);
        rooms->row_start[rooms->count] = at;
        for (size_t k = 0; k < row.count; k++) {
            if (!is_member(rooms, row.index[k])) continue;
            uint32_t member = rooms->place[row.index[k] - rooms->first];
            if (member != UINT32_MAX) rooms->row[at++] = member;
        }
        if (at > rooms->row_start[rooms->count])
            rooms->coalitions[rooms->count++] = holders.index[i];
    }
    rooms->row_start[rooms->count] = at;
}

/* Each column begins where it ends for now, and is moved back. */
static void fill_columns(reach_rooms *rooms)
{
    size_t *start = rooms->column_start;
    for (uint32_t c = 0; c < rooms->count; c++)
        for (size_t i = rooms->row_start[c]; i < rooms->row_start[c + 1]; i++)
            rooms->column[start[rooms->row[i]]++] = c;
    for (uint32_t m = rooms->member_count; m > 0; m--) start[m] = start[m - 1];
    start[0] = 0;
}

corral_status reach_rooms_of(reach_rooms *rooms, uint32_t topic, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_seats holders = corral_region_holders(rooms->region, topic);
    size_t seats;
    uint32_t met = count_members(rooms, holders, &seats);
    TRY(make_room(rooms, holders.count, met, seats, err));
    number_members(rooms, met);
    fill_rows(rooms, holders);
    fill_columns(rooms);
done:
    for (uint32_t i = 0; i < met; i++) rooms->place[rooms->met[i]] = 0;
    return status;
}
