/* Load in cells: the columns and rows of members and persons. */
#include "cli/load_words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/number.h"

const char *corral_load_name(const corral_load_run *run, uint32_t item)
{
    return run->for_people ? corral_region_item_name(run->region, item)
                           : corral_region_item_key(run->region, item);
}

/* Of a person: "Harmon Parent Alliance; Casa Colibri". */
static corral_status add_members(const corral_load_run *run, const corral_load_row *row,
                                 corral_text *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (uint32_t i = 0; i < row->member_count; i++)
        TRY(corral_text_printf(out, err, "%s%s", i ? "; " : "",
                               corral_load_name(run, row->members[i])));
done:
    return status;
}

corral_status corral_load_who(const corral_load_run *run, const corral_load_row *row,
                              corral_text *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    if (!row->person) return corral_text_printf(out, err, "%s", corral_load_name(run, row->member));
    TRY(corral_text_printf(out, err, "%s (", row->person));
    TRY(add_members(run, row, out, err));
    TRY(corral_text_printf(out, err, ")"));
done:
    return status;
}

const char *corral_load_sum_words(const corral_load_sum *sum, corral_load_sum_text *out)
{
    out->text[0] = '\0';
    if (!sum->known) return strcpy(out->text, sum->unknown ? "?" : "");
    corral_number_shortest(round(sum->value * 100) / 100, out->text);
    if (sum->unknown) strcat(out->text, "+");
    return out->text;
}

/* Programs get a number or nothing. */
static void put_sum(const corral_load_run *run, const corral_load_sum *sum, corral_table *table)
{
    corral_load_sum_text text;
    if (run->for_people)
        corral_table_put_text(table, *corral_load_sum_words(sum, &text) ? text.text : NULL);
    else
        corral_table_put_number(table, sum->known && !sum->unknown ? sum->value : NAN);
}

static void put_told(const corral_load_run *run, bool is_told, uint64_t value, corral_table *table)
{
    char text[24];
    snprintf(text, sizeof text, "%llu", (unsigned long long)value);
    if (run->for_people)
        corral_table_put_text(table, is_told ? text : "?");
    else if (is_told)
        corral_table_put_count(table, value);
    else
        corral_table_put_blank(table);
}

static void put_count_or_blank(corral_table *table, bool is_there, uint64_t value)
{
    if (is_there)
        corral_table_put_count(table, value);
    else
        corral_table_put_blank(table);
}

corral_status corral_load_add_columns(const corral_load_run *run, bool with_person,
                                      corral_table *table, corral_error *err)
{
    corral_status status = CORRAL_OK;
    bool p = run->for_people;
    corral_column_type sum = p ? CORRAL_COLUMN_TEXT : CORRAL_COLUMN_SCORE;
    corral_column_type told = p ? CORRAL_COLUMN_TEXT : CORRAL_COLUMN_COUNT;
    const corral_column person = {.name = "person"}, member = {.name = "member"};
    const corral_column people = {.name = "people", .type = CORRAL_COLUMN_COUNT};
    const corral_column asks = {.name = "asks", .type = sum, .right = true};
    const corral_column coalitions = {.name = "coalitions", .type = CORRAL_COLUMN_COUNT};
    const corral_column rest[] = {{.name = "groups", .type = CORRAL_COLUMN_COUNT},
                                  {.name = "meetings", .type = sum, .right = true},
                                  {.name = "hours", .type = sum, .right = true},
                                  {.name = "topics", .type = told, .right = true},
                                  {.name = "most", .type = told, .right = true},
                                  {.name = "repeats", .type = told, .right = true},
                                  {.name = "saved", .type = CORRAL_COLUMN_COUNT}};
    if (with_person) TRY(corral_table_add_columns(table, &person, 1, err));
    TRY(corral_table_add_columns(table, &member, 1, err));
    TRY(corral_table_add_columns(table, &coalitions, 1, err));
    if (!with_person) TRY(corral_table_add_columns(table, &people, 1, err));
    TRY(corral_table_add_columns(table, rest, sizeof rest / sizeof *rest, err));
    if (!with_person) TRY(corral_table_add_columns(table, &asks, 1, err));
done:
    return status;
}

corral_status corral_load_add_row(const corral_load_run *run, const corral_load_row *row,
                                  corral_table *table, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text members = {0};
    bool is_told = row->coalitions < 2 || row->agendas > 1;
    if (row->person) {
        TRY(add_members(run, row, &members, err));
        corral_table_put_text(table, row->person);
    }
    corral_table_put_text(table, row->person ? members.bytes : corral_load_name(run, row->member));
    corral_table_put_count(table, row->coalitions);
    if (!row->person) put_count_or_blank(table, row->people > 0, row->people);
    put_count_or_blank(table, run->options.group != NULL, row->groups);
    put_sum(run, &row->meetings, table);
    put_sum(run, &row->hours, table);
    put_told(run, is_told, row->topics, table);
    put_told(run, is_told, row->most, table);
    put_told(run, is_told, row->repeats, table);
    put_count_or_blank(table, run->options.group != NULL, row->saved);
    if (!row->person) put_sum(run, &row->asks, table);
    TRY(corral_table_end_row(table, err));
done:
    corral_text_release(&members);
    return status;
}
