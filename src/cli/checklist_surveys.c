/* The surveys: preferences for an umbrella, ratings of backbone candidates. */
#include <string.h>

#include "cli/checklist.h"
#include "core/strings.h"
#include "core/text.h"

static corral_status begin(const char *title, const char *name, const char *const *columns,
                           corral_document **out, corral_table **table, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_document *document = NULL;
    TRY(corral_document_new(title, &document, err));
    TRY(corral_document_add_table(document, name, NULL, table, err));
    for (; *columns; columns++) {
        const corral_column column = {.name = *columns};
        TRY(corral_table_add_columns(*table, &column, 1, err));
    }
    *out = document;
    document = NULL;
done:
    corral_document_free(document);
    return status;
}

/* A cell to fill in: on paper a blank would be left out. */
static void put_open(corral_table *table, bool people, size_t count)
{
    for (size_t k = 0; k < count; k++) corral_table_put_text(table, people ? "……" : NULL);
}

/* ---- the umbrella ---- */

corral_status corral_checklist_umbrella(const corral_checklist *checklist, bool people,
                                        corral_document **out, corral_error *err)
{
    static const char *const columns[] = {"coalition", "parameter", "option",     "round",
                                          "rank",      "accept",    "respondent", NULL};
    corral_status status = CORRAL_OK;
    corral_document *document = NULL;
    corral_table *table;
    size_t rows = 0;
    const char *coalition = checklist->coalition == UINT32_MAX
                                ? NULL
                                : corral_region_id(checklist->region, checklist->coalition);
    TRY(begin("What an umbrella could look like", "preferences", columns, &document, &table, err));
    if (people) corral_document_add_line(document, "The coalition: %s", CORRAL_CHECKLIST_TO_WRITE);
    corral_document_add_line(document, "rank: 1 is best; accept: 0 cannot, 1 can live with, 2 "
                                       "fine, 3 want; a blank is \"not known\"");
    for (size_t l = 0; l < checklist->lists->count; l++) {
        const corral_answer_list *list = &checklist->lists->lists[l];
        for (size_t k = 0; *list->parameter && k < list->count; k++, rows++) {
            corral_table_put_text(table, coalition);
            corral_table_put_text(table, list->parameter);
            corral_table_put_text(table, list->answers[k].item);
            corral_table_put_text(table, people ? NULL : "1");
            put_open(table, people, 2);
            TRY(corral_table_end_row(table, err));
        }
    }
    if (!rows)
        FAIL(CORRAL_BAD_INPUT, "none of the lists is of a parameter of the umbrella (column "
                               "parameter)");
    *out = document;
    document = NULL;
done:
    corral_document_free(document);
    return status;
}

/* ---- the backbone ---- */

typedef struct candidates {
    const corral_checklist *checklist;
    corral_strings *names;
} candidates;

static corral_status add_candidate(candidates *c, const char *text, size_t length,
                                   corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text scratch = {0};
    const char *key;
    size_t key_length;
    uint32_t id;
    TRY(corral_name_key(text, length, &scratch, &key, &key_length, err));
    if (key_length) TRY(corral_strings_add(c->names, key, key_length, &id, err));
done:
    corral_text_release(&scratch);
    return status;
}

/* "A,B"; one name where the region has a member of the whole. */
static corral_status add_given(candidates *c, const char *text, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_region *region = c->checklist->region;
    uint32_t member = region ? corral_region_facet_find(region, "member") : UINT32_MAX;
    if (corral_utf8_valid(text, strlen(text)) != strlen(text))
        FAIL(CORRAL_BAD_USE, "--candidates %s is not UTF-8", CORRAL_QUOTE(text));
    if (member != UINT32_MAX && corral_region_item_find(region, member, text) != UINT32_MAX) {
        TRY(add_candidate(c, text, strlen(text), err));
        goto done;
    }
    for (;;) {
        size_t length = strcspn(text, ",");
        TRY(add_candidate(c, text, length, err));
        if (!text[length]) break;
        text += length + 1;
    }
done:
    return status;
}

/* The members of most coalitions, two or more; items stand in that order. */
static corral_status add_hubs(candidates *c, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_region *region = c->checklist->region;
    uint32_t first = 0, end = 0, facet = corral_region_facet_find(region, "member");
    if (facet != UINT32_MAX) corral_region_facet_items(region, facet, &first, &end);
    for (uint32_t j = first; j < end && j - first < c->checklist->most; j++) {
        if (corral_region_holders(region, j).count < 2) break;
        const char *name = corral_region_item_original(region, j);
        TRY(add_candidate(c, name, strlen(name), err));
    }
done:
    return status;
}

static corral_status find_candidates(candidates *c, corral_error *err)
{
    corral_status status = CORRAL_OK;
    const corral_words *given = c->checklist->candidates;
    TRY(corral_strings_new(&c->names, err));
    for (size_t k = 0; k < given->count; k++) TRY(add_given(c, given->items[k], err));
    if (given->count && !corral_strings_count(c->names))
        FAIL(CORRAL_BAD_USE, "--candidates names nobody");
    if (!given->count && c->checklist->region) TRY(add_hubs(c, err));
    if (!corral_strings_count(c->names))
        FAIL(given->count || !c->checklist->region ? CORRAL_BAD_USE : CORRAL_BAD_INPUT, "%s",
             c->checklist->region
                 ? "no member sits in two coalitions; name candidates with --candidates A,B"
                 : "who could be a backbone? give --candidates A,B or --region REGION");
done:
    return status;
}

corral_status corral_checklist_candidates(const corral_checklist *checklist, corral_strings **out,
                                          corral_error *err)
{
    candidates c = {.checklist = checklist};
    corral_status status = find_candidates(&c, err);
    if (status == CORRAL_OK)
        *out = c.names;
    else
        corral_strings_free(c.names);
    return status;
}

corral_status corral_checklist_backbone(const corral_checklist *checklist, bool people,
                                        corral_document **out, corral_error *err)
{
    static const char *const columns[] = {"respondent", "organisation", "tie",        "candidate",
                                          "function",   "score",        "importance", NULL};
    corral_status status = CORRAL_OK;
    corral_document *document = NULL;
    corral_table *table;
    candidates c = {.checklist = checklist};
    const corral_answer_list *functions = corral_answer_lists_find(checklist->lists, "function");
    if (!functions) FAIL(CORRAL_BAD_INPUT, "the lists have none of the facet function");
    TRY(find_candidates(&c, err));
    TRY(begin("Who could do what as a backbone", "ratings", columns, &document, &table, err));
    if (people)
        corral_document_add_line(document, "The token you were given: %s  Your organisation: %s",
                                 CORRAL_CHECKLIST_TO_WRITE, CORRAL_CHECKLIST_TO_WRITE);
    corral_document_add_line(document, "score and importance: 1 to 5; a blank is \"don't know\"; "
                                       "tie: own, grantee, board, fiscal agent");
    for (uint32_t a = 0; a < corral_strings_count(c.names); a++) {
        for (size_t k = 0; k < functions->count; k++) {
            for (size_t blank = 0; blank < 2; blank++) corral_table_put_blank(table);
            put_open(table, people && k == 0, 1);
            corral_table_put_text(table, corral_strings_get(c.names, a));
            corral_table_put_text(table, functions->answers[k].item);
            put_open(table, people, 1);
            put_open(table, people && a == 0, 1);
            TRY(corral_table_end_row(table, err));
        }
    }
    *out = document;
    document = NULL;
done:
    corral_document_free(document);
    corral_strings_free(c.names);
    return status;
}
