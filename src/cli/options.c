/* Parsing a command line by the option tables. */
#include "cli/options.h"

#include <stdlib.h>
#include <string.h>

/* One parse under way. */
typedef struct parser {
    const char *what;
    const corral_option_group *groups;
    size_t group_count;
    char *const *arguments;
    size_t count, next; /* the argument read next */
} parser;

/* An option and where its values are; option NULL: there is none. */
typedef struct found {
    const corral_option *option;
    void *values;
} found;

bool corral_option_group_has(const corral_option_group *group, size_t k)
{
    return k >= sizeof group->mask * 8 || (group->mask >> k & 1);
}

static found find(const parser *p, const char *name, size_t length, char letter)
{
    for (size_t g = 0; g < p->group_count; g++) {
        const corral_option_group *group = &p->groups[g];
        const corral_option *options = group->block->options;
        for (size_t k = 0; options[k].name; k++) {
            bool same = name ? strlen(options[k].name) == length &&
                                   memcmp(options[k].name, name, length) == 0
                             : options[k].letter == letter;
            if (same && corral_option_group_has(group, k))
                return (found){&options[k], (char *)group->values + group->block->base};
        }
    }
    return (found){0};
}

const char *corral_nearest(const char *given, const char *const *names, size_t count)
{
    /* A third of the letters may be wrong. */
    size_t best = strlen(given) / 3 + 1;
    const char *nearest = NULL;
    for (size_t i = 0; i < count; i++) {
        size_t distance = corral_edit_distance(given, names[i], best);
        bool begins = strlen(given) > 1 && strncmp(names[i], given, strlen(given)) == 0;
        if (begins) distance = 0;
        if (distance > best || (nearest && distance == best)) continue;
        best = distance;
        nearest = names[i];
    }
    return nearest;
}

static corral_status unknown_option(const parser *p, const char *given, size_t length,
                                    corral_error *err)
{
    enum { MOST_NAMES = 128 };
    const char *names[MOST_NAMES], *nearest = NULL;
    char name[64];
    size_t count = 0;
    for (size_t g = 0; g < p->group_count; g++)
        for (size_t k = 0; p->groups[g].block->options[k].name; k++)
            if (corral_option_group_has(&p->groups[g], k) && count < MOST_NAMES)
                names[count++] = p->groups[g].block->options[k].name;
    if (length < sizeof name) {
        memcpy(name, given, length);
        name[length] = '\0';
        nearest = corral_nearest(name, names, count);
    }
    if (nearest)
        return corral_error_set(err, CORRAL_BAD_USE, "%s has no option --%.*s (did you mean --%s?)",
                                p->what, (int)length, given, nearest);
    return corral_error_set(err, CORRAL_BAD_USE, "%s has no option --%.*s", p->what, (int)length,
                            given);
}

/* The value of an option: what stands behind it, or the next argument. */
static corral_status take(parser *p, found f, const char *attached, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text placeholder = {0};
    if (f.option->kind == CORRAL_OPTION_FLAG) {
        if (attached)
            FAIL(CORRAL_BAD_USE, "--%s takes no value, got \"%s\"", f.option->name, attached);
        return corral_option_set(f.option, f.values, "", err);
    }
    if (!attached && p->next == p->count) {
        TRY(corral_option_placeholder(f.option, &placeholder, err));
        FAIL(CORRAL_BAD_USE, "--%s needs a value: %s", f.option->name, placeholder.bytes);
    }
    TRY(corral_option_set(f.option, f.values, attached ? attached : p->arguments[p->next++], err));
done:
    corral_text_release(&placeholder);
    return status;
}

static corral_status long_option(parser *p, const char *text, corral_error *err)
{
    size_t length = strcspn(text, "=");
    found f = find(p, text, length, 0);
    if (!f.option) return unknown_option(p, text, length, err);
    return take(p, f, text[length] ? text + length + 1 : NULL, err);
}

/* -qv, -oFILE, -o FILE */
static corral_status short_options(parser *p, const char *text, corral_error *err)
{
    corral_status status = CORRAL_OK;
    while (*text) {
        found f = find(p, NULL, 0, *text);
        if (!f.option) FAIL(CORRAL_BAD_USE, "%s has no option -%c", p->what, *text);
        text++;
        if (f.option->kind == CORRAL_OPTION_FLAG) {
            TRY(take(p, f, NULL, err));
            continue;
        }
        TRY(take(p, f, *text ? text : NULL, err));
        break;
    }
done:
    return status;
}

corral_status corral_options_parse(const char *what, const corral_option_group *groups,
                                   size_t group_count, char *const *arguments, size_t count,
                                   corral_operands *operands, corral_error *err)
{
    corral_status status = CORRAL_OK;
    parser p = {what, groups, group_count, arguments, count, 0};
    bool ended = false;
    operands->count = 0;
    while (p.next < count) {
        const char *argument = arguments[p.next++];
        if (ended || argument[0] != '-' || !argument[1])
            operands->items[operands->count++] = argument;
        else if (strcmp(argument, "--") == 0)
            ended = true;
        else if (argument[1] == '-')
            TRY(long_option(&p, argument + 2, err));
        else
            TRY(short_options(&p, argument + 1, err));
    }
done:
    return status;
}

void corral_options_release(const corral_option_group *groups, size_t group_count)
{
    for (size_t g = 0; g < group_count; g++) {
        const corral_option *options = groups[g].block->options;
        char *values = (char *)groups[g].values + groups[g].block->base;
        for (size_t k = 0; options[k].name; k++) {
            if (options[k].kind != CORRAL_OPTION_LIST) continue;
            corral_words *words = (corral_words *)(void *)(values + options[k].offset);
            free(words->items);
            *words = (corral_words){0};
        }
    }
}
