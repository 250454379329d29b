/* Reading preferences.csv: rows first, then names in byte order and everything numbered anew. */
#include "io/preferences.h"

#include <stdio.h>
#include <string.h>

#include "core/memory.h"
#include "io/preferences_reading.h"

static void free_names(char **array, uint32_t count)
{
    for (uint32_t k = 0; array && k < count; k++) free(array[k]);
    free(array);
}

void corral_preferences_release(corral_preferences *p)
{
    free_names(p->coalition, p->coalitions);
    free_names(p->parameter, p->parameters);
    free_names(p->option, p->options);
    free(p->in_region);
    free(p->parameter_of);
    free(p->rows);
    *p = (corral_preferences){0};
}

bool corral_preferences_has(const corral_preferences *p, uint32_t round)
{
    for (size_t k = 0; k < p->count; k++)
        if (p->rows[k].round == round) return true;
    return false;
}

uint32_t corral_preferences_before(const corral_preferences *p, uint32_t round)
{
    uint32_t best = 0;
    for (size_t k = 0; k < p->count; k++)
        if (p->rows[k].round < round && p->rows[k].round > best) best = p->rows[k].round;
    return best;
}

/* ---- names in byte order ---- */

typedef struct named {
    const char *name;
    uint32_t parameter; /* the new number; 0 for what is no option */
    uint32_t number;    /* the old one */
} named;

static int by_name(const void *a, const void *b)
{
    const named *x = a, *y = b;
    if (x->parameter != y->parameter) return x->parameter < y->parameter ? -1 : 1;
    return strcmp(x->name, y->name);
}

/* Copies the names of a set in their order; position[old number] = the new one. of and places, for
 * options alone: the old parameter of each, and the parameters' new numbers. */
static corral_status arrange(const corral_strings *set, const uint32_t *of, const uint32_t *places,
                             char ***out, uint32_t **position, corral_error *err)
{
    corral_status status = CORRAL_OK;
    uint32_t count = corral_strings_count(set);
    named *list = NULL;
    TRY(corral_array_new(&list, count, sizeof *list, err));
    TRY(corral_array_new(out, count, sizeof **out, err));
    TRY(corral_array_new(position, count, sizeof **position, err));
    for (uint32_t k = 0; k < count; k++) {
        const char *name = corral_strings_get(set, k);
        list[k] = (named){of ? strchr(name, '/') + 1 : name, of ? places[of[k]] : 0, k};
    }
    qsort(list, count, sizeof *list, by_name);
    for (uint32_t k = 0; k < count; k++) {
        TRY(corral_string_copy(&(*out)[k], list[k].name, strlen(list[k].name), err));
        (*position)[list[k].number] = k;
    }
done:
    free(list);
    return status;
}

static corral_status number_anew(corral_preferences_reading *r, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_preferences *p = r->out;
    uint32_t *coalition = NULL, *parameter = NULL, *option = NULL;
    p->coalitions = corral_strings_count(r->coalitions);
    p->parameters = corral_strings_count(r->parameters);
    p->options = corral_strings_count(r->options);
    TRY(arrange(r->coalitions, NULL, NULL, &p->coalition, &coalition, err));
    TRY(arrange(r->parameters, NULL, NULL, &p->parameter, &parameter, err));
    TRY(arrange(r->options, r->of, parameter, &p->option, &option, err));
    TRY(corral_array_new(&p->parameter_of, p->options, sizeof *p->parameter_of, err));
    for (uint32_t k = 0; k < p->options; k++) p->parameter_of[option[k]] = parameter[r->of[k]];
    for (size_t k = 0; k < p->count; k++) {
        p->rows[k].coalition = coalition[p->rows[k].coalition];
        p->rows[k].option = option[p->rows[k].option];
    }
    if (!r->from->region) goto done;
    TRY(corral_array_new(&p->in_region, p->coalitions, sizeof *p->in_region, err));
    for (uint32_t k = 0; k < p->coalitions; k++)
        p->in_region[k] = corral_region_find(r->from->region, p->coalition[k]);
done:
    free(coalition);
    free(parameter);
    free(option);
    return status;
}

/* ---- the file ---- */

static void release_reading(corral_preferences_reading *r)
{
    corral_strings_free(r->coalitions);
    corral_strings_free(r->parameters);
    corral_strings_free(r->options);
    corral_strings_free(r->spellings);
    corral_strings_free(r->said);
    free(r->spelt);
    free(r->lines);
    free(r->of);
    free(r->counts);
    corral_text_release(&r->key);
    corral_text_release(&r->scratch);
}

corral_status corral_preferences_read(const corral_answers_file *from, corral_problems *problems,
                                      corral_preferences *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_source *source = NULL;
    corral_preferences found = {0};
    corral_preferences_reading r = {.from = from, .problems = problems, .out = &found};
    TRY(from->form ? corral_source_open_any(from->path, &source, err)
                   : corral_source_open(from->path, &source, err));
    r.file = corral_source_name(source);
    TRY(corral_strings_new(&r.coalitions, err));
    TRY(corral_strings_new(&r.parameters, err));
    TRY(corral_strings_new(&r.options, err));
    TRY(corral_strings_new(&r.spellings, err));
    TRY(corral_strings_new(&r.said, err));
    TRY(from->form ? corral_preferences_answers(&r, source, err)
                   : corral_preferences_rows(&r, source, err));
    if (!found.count)
        FAIL_AT(CORRAL_BAD_INPUT, ((corral_place){r.file, 0, 0}),
                "there is no answer below the header");
    TRY(number_anew(&r, err));
    *out = found;
    found = (corral_preferences){0};
done:
    corral_preferences_release(&found);
    release_reading(&r);
    corral_source_free(source);
    return status;
}
