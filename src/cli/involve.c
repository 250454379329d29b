/* Who else should be at a table, as rows of a table and in sentences. */
#include "cli/involve.h"

#include <stdio.h>
#include <string.h>

#include "core/memory.h"

/* So many names in a cell. */
enum { NAMES = 5 };

/* Who is at the table already. */
static const corral_column here_columns[] = {{.name = "who", .whole = true},
                                             {.name = "where", .label = "sits here in"},
                                             {.name = "already_in", .label = "and in all in"}};

const corral_column corral_involve_columns[] = {
    {.name = "candidate", .whole = true},
    {.name = "reason", .type = CORRAL_COLUMN_WORD},
    {.name = "why"},
    {.name = "who_knows_them"},
    {.name = "depth", .type = CORRAL_COLUMN_WORD},
    {.name = "next_step", .type = CORRAL_COLUMN_WORD},
    {.name = "already_in"},
    {.name = "score", .type = CORRAL_COLUMN_SCORE, .machine = true},
    {.name = "id"}};

/* ---- names ---- */

static const char *coalition_name(const corral_involve_view *view, uint32_t a)
{
    return view->for_people ? corral_region_name(view->region, a)
                            : corral_region_id(view->region, a);
}

static const char *id_of(const corral_involve_view *view, corral_party party)
{
    return party.is_coalition ? corral_region_id(view->region, party.index)
                              : corral_region_item_key(view->region, party.index);
}

static const char *party_name(const corral_involve_view *view, corral_party party)
{
    if (party.is_coalition) return coalition_name(view, party.index);
    return view->for_people ? corral_region_item_name(view->region, party.index)
                            : id_of(view, party);
}

/* A list of names as it grows: "A; B", and "; 3 more" behind NAMES of them. */
typedef struct names {
    corral_text text;
    size_t count;
} names;

static corral_status add_name(names *list, const char *name, corral_error *err)
{
    if (++list->count > NAMES) return CORRAL_OK;
    return corral_text_printf(&list->text, err, "%s%s", list->count > 1 ? "; " : "", name);
}

static corral_status end_names(names *list, corral_error *err)
{
    if (list->count <= NAMES) return CORRAL_OK;
    return corral_text_printf(&list->text, err, "; %zu more", list->count - NAMES);
}

/* Puts the list into the next cell, and empties it. */
static corral_status put_names(names *list, corral_table *table, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(end_names(list, err));
    corral_table_put_text(table, list->text.length ? list->text.bytes : NULL);
    list->text.length = list->count = 0;
done:
    return status;
}

/* ---- the cells ---- */

static const char *const reasons[] = {[CORRAL_INVOLVE_MISSING] = "missing here",
                                      [CORRAL_INVOLVE_OUTSIDE] = "look outside",
                                      [CORRAL_INVOLVE_GOALS] = "shares goals",
                                      [CORRAL_INVOLVE_SEVERAL] = "in several"};

static const char *const depths[] = {"none",         "networking", "cooperation",
                                     "coordination", "coalition",  "collaboration"};

static const char *depth_word(corral_depth depth)
{
    return depth == CORRAL_DEPTH_UNKNOWN ? NULL : depths[depth];
}

/* "sector: youth"; further entries of a facet without its name. */
static corral_status add_entry(const corral_involve_view *view, const corral_involve_row *row,
                               size_t i, names *list, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text one = {0};
    corral_involve_entry entry = corral_involvement_entry(view->found, row->what[i]);
    const char *before = i ? corral_involvement_entry(view->found, row->what[i - 1]).facet : "";
    if (strcmp(entry.facet, before) != 0) TRY(corral_text_printf(&one, err, "%s: ", entry.facet));
    TRY(corral_text_printf(&one, err, "%s", entry.item));
    TRY(add_name(list, one.bytes, err));
done:
    corral_text_release(&one);
    return status;
}

static corral_status put_why(const corral_involve_view *view, const corral_involve_row *row,
                             names *list, corral_table *table, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (size_t i = 0; i < row->what_count; i++) {
        if (row->reason <= CORRAL_INVOLVE_OUTSIDE)
            TRY(add_entry(view, row, i, list, err));
        else if (row->reason == CORRAL_INVOLVE_GOALS)
            TRY(add_name(list, corral_region_item_name(view->region, row->what[i]), err));
        else
            TRY(add_name(list, coalition_name(view, row->what[i]), err));
    }
    if (row->reason == CORRAL_INVOLVE_OUTSIDE)
        TRY(add_name(list, "nobody known in the region", err));
    TRY(put_names(list, table, err));
done:
    return status;
}

/* Who sits there for the member, "" if nobody is named. */
static const char *person_of(const corral_region *region, uint32_t a, uint32_t item)
{
    for (size_t i = 0; i < corral_region_statement_count(region, a); i++) {
        corral_statement said = corral_region_statement(region, a, i);
        if (said.item == item && said.weight > 0 && *said.person) return said.person;
    }
    return "";
}

/* "Library (Ann Lee)" */
static corral_status add_member(const corral_involve_view *view, uint32_t item, uint32_t coalition,
                                corral_text *text, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const char *person = person_of(view->region, coalition, item);
    TRY(corral_text_printf(text, err, "%s", party_name(view, (corral_party){false, item})));
    if (*person) TRY(corral_text_printf(text, err, " (%s)", person));
done:
    return status;
}

/* "Library (Ann Lee) sits in Reads by Third with Clinic, who sits in Care for All with them": whom
 * to ask in turn; them is the candidate, in whose coalition the last of them may sit. A path begins
 * with a member, or with a coalition that is a partner. */
static corral_status put_path(const corral_involve_view *view, const corral_involve_row *row,
                              corral_text *text, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t last = row->path_count - 1;
    for (size_t i = 0; i < last; i++) {
        corral_party party = row->path[i], next = row->path[i + 1];
        if (party.is_coalition && i == 0)
            TRY(corral_text_printf(text, err, "%s, a partner, has ", party_name(view, party)));
        if (party.is_coalition) {
            if (i) TRY(corral_text_printf(text, err, " sits in %s with ", party_name(view, party)));
            if (i + 1 == last)
                TRY(corral_text_printf(text, err, i ? "them" : "them among its members"));
            continue;
        }
        TRY(add_member(view, party.index, next.index, text, err));
        if (i) TRY(corral_text_printf(text, err, ", who"));
        if (i + 1 == last) TRY(corral_text_printf(text, err, " sits there"));
    }
done:
    return status;
}

static corral_status put_who_knows(const corral_involve_view *view, const corral_involve_row *row,
                                   corral_table *table, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text text = {0};
    if (row->reason == CORRAL_INVOLVE_OUTSIDE) {
        corral_table_put_blank(table);
        goto done;
    }
    if (row->path_count > 1)
        TRY(put_path(view, row, &text, err));
    else if (row->path_count && row->candidate.is_coalition)
        TRY(corral_text_printf(&text, err, "%s is a partner of theirs",
                               coalition_name(view, row->partner)));
    else if (row->path_count)
        TRY(corral_text_printf(&text, err, "already has a seat here"));
    else
        TRY(corral_text_printf(&text, err, "nobody here, as far as members are known"));
    corral_table_put_text(table, text.bytes);
done:
    corral_text_release(&text);
    return status;
}

static corral_status put_already_in(const corral_involve_view *view, corral_party candidate,
                                    names *list, corral_table *table, corral_error *err)
{
    corral_status status = CORRAL_OK;
    char group[32];
    if (candidate.index == UINT32_MAX) {
        corral_table_put_blank(table);
    } else if (candidate.is_coalition) {
        uint32_t number = corral_grouping_of(view->grouping, candidate.index);
        snprintf(group, sizeof group, "group %u", number);
        corral_table_put_text(table, number ? group : NULL);
    } else {
        corral_seats holders = corral_region_holders(view->region, candidate.index);
        for (size_t i = 0; i < holders.count; i++)
            TRY(add_name(list, coalition_name(view, holders.index[i]), err));
        TRY(put_names(list, table, err));
    }
done:
    return status;
}

static corral_status add_row(const corral_involve_view *view, const corral_involve_row *row,
                             names *list, corral_table *table, corral_error *err)
{
    corral_status status = CORRAL_OK;
    bool is_nobody = row->candidate.index == UINT32_MAX;
    corral_table_put_text(table, is_nobody ? NULL : party_name(view, row->candidate));
    corral_table_put_text(table, reasons[row->reason]);
    TRY(put_why(view, row, list, table, err));
    TRY(put_who_knows(view, row, table, err));
    corral_table_put_text(table, depth_word(row->depth));
    corral_table_put_text(table, depth_word(row->next));
    TRY(put_already_in(view, row->candidate, list, table, err));
    corral_table_put_number(table, row->score);
    if (view->with_ids)
        corral_table_put_text(table, is_nobody ? NULL : id_of(view, row->candidate));
    TRY(corral_table_end_row(table, err));
done:
    return status;
}

/* ---- the rows ---- */

/* Members of several of the group's coalitions sit at its table. */
static bool is_in_part(const corral_involve_row *row, corral_involve_part part)
{
    bool is_here = !row->candidate.is_coalition && row->path_count == 1;
    return part == CORRAL_INVOLVE_ALL || is_here == (part == CORRAL_INVOLVE_HERE);
}

size_t corral_involve_count(const corral_involve_view *view, corral_involve_part part)
{
    size_t count = 0;
    for (size_t i = 0; i < corral_involvement_count(view->found); i++) {
        corral_involve_row row = corral_involvement_row(view->found, i);
        count += is_in_part(&row, part);
    }
    return count;
}

static corral_involve_reason section_of(const corral_involve_row *row)
{
    return row->reason == CORRAL_INVOLVE_OUTSIDE ? CORRAL_INVOLVE_MISSING : row->reason;
}

/* How many candidates a reason leaves out, and how to see them. */
static void remark_left_out(const corral_involve_view *view, corral_involve_reason reason,
                            corral_table *table)
{
    size_t left_out = corral_involvement_left_out(view->found, reason);
    if (left_out)
        corral_table_add_remark(table,
                                "... and %zu more for the reason \"%s\"; shown are those with the "
                                "largest score, --most %zu shows all",
                                left_out, reasons[reason], left_out + view->most);
}

corral_status corral_involve_add_columns(const corral_involve_view *view, corral_table *table,
                                         corral_error *err)
{
    return corral_table_add_columns(table, corral_involve_columns,
                                    CORRAL_INVOLVE_COLUMNS + view->with_ids, err);
}

corral_status corral_involve_add_here(const corral_involve_view *view, corral_table *table,
                                      corral_error *err)
{
    corral_status status = CORRAL_OK;
    names list = {0};
    TRY(corral_table_add_columns(table, here_columns, 3, err));
    for (size_t i = 0; i < corral_involvement_count(view->found); i++) {
        corral_involve_row row = corral_involvement_row(view->found, i);
        if (!is_in_part(&row, CORRAL_INVOLVE_HERE)) continue;
        corral_table_put_text(table, party_name(view, row.candidate));
        TRY(put_why(view, &row, &list, table, err));
        TRY(put_already_in(view, row.candidate, &list, table, err));
        TRY(corral_table_end_row(table, err));
    }
    remark_left_out(view, CORRAL_INVOLVE_SEVERAL, table);
done:
    corral_text_release(&list.text);
    return status;
}

corral_status corral_involve_add_rows(const corral_involve_view *view, corral_involve_part part,
                                      corral_table *table, corral_error *err)
{
    corral_status status = CORRAL_OK;
    names list = {0};
    size_t count = corral_involvement_count(view->found);
    corral_involve_reason section = CORRAL_INVOLVE_OUTSIDE; /* none yet */
    for (size_t i = 0; i < count; i++) {
        corral_involve_row row = corral_involvement_row(view->found, i);
        if (!is_in_part(&row, part)) continue;
        if (section != CORRAL_INVOLVE_OUTSIDE && section_of(&row) != section)
            remark_left_out(view, section, table);
        section = section_of(&row);
        TRY(add_row(view, &row, &list, table, err));
    }
    if (section != CORRAL_INVOLVE_OUTSIDE) remark_left_out(view, section, table);
done:
    corral_text_release(&list.text);
    return status;
}

/* ---- sentences ---- */

static corral_status say_missing(const corral_involve_view *view, corral_text *text,
                                 corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t count = corral_involvement_entry_count(view->found);
    names missing = {0};
    for (size_t k = 0; k < count; k++) {
        corral_involve_entry entry = corral_involvement_entry(view->found, k);
        if (entry.is_missing) TRY(add_name(&missing, entry.item, err));
    }
    TRY(end_names(&missing, err));
    if (!count)
        TRY(corral_text_printf(
            text, err,
            "no sector, population or list says what should be here: --list FILE does "
            "(columns facet and item)"));
    else if (!missing.count)
        TRY(corral_text_printf(text, err, "looked for %zu thing%s (%s): nothing is missing here",
                               count, count == 1 ? "" : "s", view->wanted));
    else
        TRY(corral_text_printf(text, err, "looked for %zu thing%s (%s); not seen here, %zu: %s",
                               count, count == 1 ? "" : "s", view->wanted, missing.count,
                               missing.text.bytes));
    TRY(corral_text_append(text, "", 1, err));
done:
    corral_text_release(&missing.text);
    return status;
}

/* Coalitions at the table of which the facet is not known, or in part. */
static corral_status say_unknown(const corral_involve_view *view, const char *facet,
                                 const char *what, corral_text *text, corral_error *err)
{
    corral_status status = CORRAL_OK;
    names unknown = {0};
    uint32_t number = corral_region_facet_find(view->region, facet);
    for (size_t i = 0; i < view->table.count && number != UINT32_MAX; i++) {
        uint32_t a = view->table.index[i];
        if (corral_region_known(view->region, a, number) != CORRAL_KNOWN_YES)
            TRY(add_name(&unknown, coalition_name(view, a), err));
    }
    TRY(end_names(&unknown, err));
    if (unknown.count)
        TRY(corral_text_printf(text, err,
                               "%s not known, or not all, of %s: what is not seen may be there%c",
                               what, unknown.text.bytes, '\0'));
done:
    corral_text_release(&unknown.text);
    return status;
}

corral_status corral_involve_sentences(const corral_involve_view *view, corral_text *text,
                                       corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_involve_known known = corral_involvement_known(view->found);
    TRY(say_missing(view, text, err));
    if (corral_region_facet_find(view->region, "member") == UINT32_MAX)
        TRY(corral_text_printf(text, err,
                               "no members are known in the region: nobody can be found "
                               "through them%c",
                               '\0'));
    TRY(say_unknown(view, "member", "members", text, err));
    TRY(say_unknown(view, "population", "populations", text, err));
    if (!known.any_sector)
        TRY(corral_text_printf(text, err,
                               "no member has a sector (items.csv, column sector): "
                               "sectors were not looked for%c",
                               '\0'));
    else if (known.without_sector)
        TRY(corral_text_printf(text, err, "%zu of %zu members here have no sector in items.csv%c",
                               known.without_sector, known.members, '\0'));
    if (known.not_asked)
        TRY(corral_text_printf(text, err,
                               "%zu coalition%s not proposed: interest is no, or ended%c",
                               known.not_asked, known.not_asked == 1 ? " is" : "s are", '\0'));
done:
    return status;
}
