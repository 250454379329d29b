/* Who is named on the seats of members. */
#include "reach/persons.h"

#include <stdlib.h>
#include <string.h>

#include "core/memory.h"
#include "core/order.h"
#include "core/text.h"

void reach_persons_release(reach_persons *persons)
{
    corral_strings_free(persons->names);
    free(persons->seats);
    *persons = (reach_persons){0};
}

static corral_status add_seat(reach_persons *p, const corral_statement *said, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text scratch = {0};
    const char *key;
    size_t length;
    reach_named_seat seat = {said->item, 0, said->coalition};
    TRY(corral_name_key(said->person, strlen(said->person), &scratch, &key, &length, err));
    if (length == 0) goto done;
    TRY(corral_strings_add(p->names, key, length, &seat.name, err));
    TRY(corral_array_grow(&p->seats, &p->capacity, p->count + 1, sizeof *p->seats, err));
    p->seats[p->count++] = seat;
done:
    corral_text_release(&scratch);
    return status;
}

/* Who was named for a seat that is not there in the end counts not. */
static bool is_seat(const corral_region *region, const corral_statement *said)
{
    corral_seats seats = corral_region_holders(region, said->item);
    return said->weight > 0 && seats.count &&
           bsearch(&said->coalition, seats.index, seats.count, sizeof *seats.index,
                   corral_by_number);
}

static corral_status collect(reach_persons *p, const corral_region *region, uint32_t first,
                             uint32_t end, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (uint32_t a = 0; a < corral_region_coalition_count(region); a++) {
        size_t count = corral_region_statement_count(region, a);
        for (size_t i = 0; i < count; i++) {
            corral_statement said = corral_region_statement(region, a, i);
            if (*said.person && said.item >= first && said.item < end && is_seat(region, &said))
                TRY(add_seat(p, &said, err));
        }
    }
done:
    return status;
}

static int by_person(const void *left, const void *right, void *names)
{
    const reach_named_seat *x = left, *y = right;
    if (x->name != y->name)
        return strcmp(corral_strings_get(names, x->name), corral_strings_get(names, y->name));
    if (x->coalition != y->coalition) return x->coalition < y->coalition ? -1 : 1;
    return x->member < y->member ? -1 : x->member > y->member;
}

corral_status reach_persons_init(reach_persons *persons, const corral_region *region,
                                 uint32_t first, uint32_t end, corral_error *err)
{
    corral_status status = CORRAL_OK;
    *persons = (reach_persons){0};
    TRY(corral_strings_new(&persons->names, err));
    TRY(collect(persons, region, first, end, err));
    if (persons->count)
        qsort_r(persons->seats, persons->count, sizeof *persons->seats, by_person, persons->names);
done:
    if (status != CORRAL_OK) reach_persons_release(persons);
    return status;
}

size_t reach_person_end(const reach_persons *persons, size_t first)
{
    size_t end = first + 1;
    while (end < persons->count && persons->seats[end].name == persons->seats[first].name) end++;
    return end;
}
