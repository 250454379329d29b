/* Filling drawing models: what all styles share. */
#include "cli/draw.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* ---- records ---- */

static corral_status add_field(corral_text *model, const char *field, corral_error *err)
{
    corral_status status = CORRAL_OK;
    while (*field) {
        size_t plain = strcspn(field, "\t\n\\");
        TRY(corral_text_append(model, field, plain, err));
        field += plain;
        if (*field == '\t') TRY(corral_text_append(model, "\\t", 2, err));
        if (*field == '\n') TRY(corral_text_append(model, "\\n", 2, err));
        if (*field == '\\') TRY(corral_text_append(model, "\\\\", 2, err));
        field += *field != '\0';
    }
done:
    return status;
}

corral_status corral_draw_record(corral_text *model, corral_error *err, ...)
{
    corral_status status = CORRAL_OK;
    va_list fields;
    bool is_first = true;
    va_start(fields, err);
    for (const char *field; (field = va_arg(fields, const char *)); is_first = false) {
        if (!is_first) TRY(corral_text_append(model, "\t", 1, err));
        TRY(add_field(model, field, err));
    }
    TRY(corral_text_append(model, "\n", 1, err));
done:
    va_end(fields);
    return status;
}

const char *corral_digits_of(corral_digits *digits, size_t number)
{
    snprintf(digits->text, sizeof digits->text, "%zu", number);
    return digits->text;
}

/* ---- what is drawn ---- */

corral_style corral_drawing_whole(const corral_region *region)
{
    return corral_region_coalition_count(region) <= CORRAL_POSTER_MOST ? CORRAL_STYLE_TRAINS
                                                                       : CORRAL_STYLE_DISTRICTS;
}

const char *const corral_themes[] = {"auto", "light", "dark", "print", NULL};
const char *const corral_papers[] = {"screen", "a3", "a4", "letter", NULL};

const char *corral_drawing_effort(corral_effort effort)
{
    static const char *const efforts[] = {[CORRAL_EFFORT_FAST] = "fast",
                                          [CORRAL_EFFORT_NORMAL] = "normal",
                                          [CORRAL_EFFORT_BEST] = "best",
                                          [CORRAL_EFFORT_EXACT] = "best"};
    return efforts[effort];
}

bool corral_draw_has(const corral_drawing *d, uint32_t a)
{
    return d->group == 0 || corral_grouping_of(d->grouping, a) == d->group;
}

const char *corral_draw_facet_name(const corral_drawing *d)
{
    return d->facet == UINT32_MAX ? "item" : corral_region_facet_name(d->region, d->facet);
}

/* ---- records that several styles have ---- */

static corral_status add_looks(const corral_drawing *d, corral_text *model, corral_error *err)
{
    static const char *const styles[] = {"trains", "network",   "matrix",
                                         "upset",  "districts", "gaps"};
    corral_status status = CORRAL_OK;
    corral_digits seed;
    TRY(corral_draw_record(model, err, "corral-drawing", "1", NULL));
    TRY(corral_draw_record(model, err, "style", styles[d->style], NULL));
    TRY(corral_draw_record(model, err, "lang", d->lang ? d->lang : "en", NULL));
    TRY(corral_draw_record(model, err, "theme", d->theme ? d->theme : "auto", NULL));
    TRY(corral_draw_record(model, err, "paper", d->paper ? d->paper : "screen", NULL));
    TRY(corral_draw_record(model, err, "fold", d->fold ? d->fold : "auto", NULL));
    TRY(corral_draw_record(model, err, "effort", d->effort ? d->effort : "normal", NULL));
    TRY(corral_draw_record(model, err, "seed",
                           corral_digits_of(&seed, (size_t)(d->seed % 1000000000)), NULL));
    if (d->still) TRY(corral_draw_record(model, err, "still", NULL));
done:
    return status;
}

corral_status corral_draw_begin(const corral_drawing *d, const char *title, const char *description,
                                corral_text *model, corral_error *err)
{
    corral_status status = CORRAL_OK;
    char one[80], many[80];
    TRY(add_looks(d, model, err));
    TRY(corral_draw_record(model, err, "title", d->title ? d->title : title, NULL));
    TRY(corral_draw_record(model, err, "desc", d->description ? d->description : description,
                           NULL));
    TRY(corral_draw_record(model, err, "facet",
                           corral_facet_words(corral_draw_facet_name(d), 1, one),
                           corral_facet_words(corral_draw_facet_name(d), 2, many), NULL));
done:
    return status;
}

/* Dates are ISO: they sort as text. */
const char *corral_draw_date(const corral_region *region)
{
    const char *latest = "";
    for (uint32_t a = 0; a < corral_region_coalition_count(region); a++) {
        for (size_t k = 0; k < corral_region_statement_count(region, a); k++) {
            const char *date = corral_region_statement(region, a, k).as_of;
            if (strcmp(date, latest) > 0) latest = date;
        }
    }
    return latest;
}

/* Where nobody has gone through anything yet, nobody is marked; nor for readers who must not see
 * what is known of whom. */
static bool marks_unverified(const corral_drawing *d)
{
    return !d->is_public && corral_region_verified_count(d->region) > 0;
}

static corral_status say_verified(const corral_drawing *d, corral_text *text, corral_error *err)
{
    size_t verified = 0, drawn = 0;
    if (!marks_unverified(d)) return CORRAL_OK;
    for (uint32_t a = 0; a < corral_region_coalition_count(d->region); a++) {
        drawn += corral_draw_has(d, a);
        verified += corral_draw_has(d, a) && corral_region_is_verified(d->region, a);
    }
    return corral_text_printf(text, err, "Verified %zu of %zu%s. ", verified, drawn,
                              verified < drawn ? "; " CORRAL_UNVERIFIED_MARK " marks the others"
                                               : "");
}

corral_status corral_draw_note_text(const corral_drawing *d, corral_text *text, corral_error *err)
{
    corral_status status = CORRAL_OK;
    char words[80];
    size_t known[3] = {0}, drawn = 0;
    const char *date = corral_draw_date(d->region);
    for (uint32_t a = 0; a < corral_region_coalition_count(d->region); a++) {
        if (!corral_draw_has(d, a)) continue;
        drawn++;
        if (d->facet != UINT32_MAX) known[corral_region_known(d->region, a, d->facet)]++;
    }
    if (d->facet != UINT32_MAX && drawn) {
        corral_facet_words(corral_draw_facet_name(d), 2, words);
        TRY(corral_text_printf(text, err, "%c%s known of %zu of %zu coalitions",
                               words[0] >= 'a' && words[0] <= 'z' ? words[0] - 'a' + 'A' : words[0],
                               words + 1, known[CORRAL_KNOWN_YES] + known[CORRAL_KNOWN_PARTIAL],
                               drawn));
        if (known[CORRAL_KNOWN_PARTIAL] && !known[CORRAL_KNOWN_YES])
            TRY(corral_text_printf(text, err, "; whether the lists are complete is not known"));
        else if (known[CORRAL_KNOWN_PARTIAL])
            TRY(corral_text_printf(text, err, ", of %zu of these only in part",
                                   known[CORRAL_KNOWN_PARTIAL]));
        TRY(corral_text_printf(text, err, ". "));
    }
    TRY(say_verified(d, text, err));
    if (date[0]) TRY(corral_text_printf(text, err, "Data as of %s. ", date));
    TRY(corral_text_printf(text, err,
                           "Draft for discussion. Groups are suggestions; people decide."));
done:
    return status;
}

corral_status corral_draw_notes(const corral_drawing *d, corral_text *model, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text text = {0};
    TRY(corral_draw_note_text(d, &text, err));
    TRY(corral_draw_record(model, err, "note", text.bytes, NULL));
done:
    corral_text_release(&text);
    return status;
}

const char *corral_short_name(const corral_region *region, uint32_t a)
{
    const char *name = corral_region_attribute(region, a, "short_name");
    return name[0] ? name : corral_region_name(region, a);
}

static const char *known_word(const corral_drawing *d, uint32_t a)
{
    static const char *const words[] = {"no", "partial", "yes"};
    if (d->is_public) return "untold";
    if (d->facet == UINT32_MAX) return "no";
    return words[corral_region_known(d->region, a, d->facet)];
}

/* Only letters, digits and - . _ ~ stand for themselves in an address. */
static corral_status add_encoded(corral_text *url, const char *text, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (const unsigned char *at = (const unsigned char *)text; *at; at++) {
        bool plain = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') ||
                     (*at >= '0' && *at <= '9') || strchr("-._~", *at);
        if (plain)
            TRY(corral_text_append(url, (const char *)at, 1, err));
        else
            TRY(corral_text_printf(url, err, "%%%02X", *at));
    }
done:
    return status;
}

static corral_status add_link(const corral_drawing *d, const char *id, uint32_t number,
                              corral_text *model, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text url = {0};
    corral_digits digits;
    for (const char *at = d->link; at && *at;) {
        const char *gap = strstr(at, "{id}");
        TRY(corral_text_append(&url, at, gap ? (size_t)(gap - at) : strlen(at), err));
        if (gap) TRY(add_encoded(&url, id, err));
        at = gap ? gap + 4 : at + strlen(at);
    }
    if (url.length > CORRAL_LINK_MOST)
        FAIL(CORRAL_BAD_USE, "the link of coalition %s must have at most %d bytes, has %zu",
             CORRAL_QUOTE(id), CORRAL_LINK_MOST, url.length);
    if (url.length)
        TRY(corral_draw_record(model, err, "url", "coalition", corral_digits_of(&digits, number),
                               url.bytes, NULL));
done:
    corral_text_release(&url);
    return status;
}

corral_status corral_draw_coalition(const corral_drawing *d, uint32_t a, uint32_t number,
                                    uint32_t group, corral_text *model, corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_digits index, of;
    corral_text name = {0};
    bool marked = marks_unverified(d) && !corral_region_is_verified(d->region, a);
    TRY(corral_text_printf(&name, err, "%s%s", corral_short_name(d->region, a),
                           marked ? " " CORRAL_UNVERIFIED_MARK : ""));
    TRY(corral_draw_record(model, err, "coalition", corral_digits_of(&index, number),
                           corral_region_id(d->region, a), name.bytes, corral_digits_of(&of, group),
                           known_word(d, a), NULL));
    TRY(add_link(d, corral_region_id(d->region, a), number, model, err));
done:
    corral_text_release(&name);
    return status;
}

corral_status corral_draw_item(const corral_drawing *d, uint32_t item, uint32_t number,
                               corral_text *model, corral_error *err)
{
    corral_digits index, holders;
    return corral_draw_record(
        model, err, "item", corral_digits_of(&index, number),
        corral_region_item_name(d->region, item),
        corral_digits_of(&holders, corral_region_holders(d->region, item).count), NULL);
}

corral_status corral_draw_groups(const corral_drawing *d, corral_text *model, corral_error *err)
{
    corral_status status = CORRAL_OK;
    for (uint32_t k = 0; k < corral_grouping_count(d->grouping); k++) {
        corral_digits digits;
        uint32_t number = corral_grouping_number(d->grouping, k);
        if (d->group && d->group != number) continue;
        TRY(corral_draw_record(model, err, "group", corral_digits_of(&digits, number), "", NULL));
    }
done:
    return status;
}

corral_status corral_drawing_model(const corral_drawing *d, corral_text *model, corral_error *err)
{
    static corral_status (*const styles[])(const corral_drawing *, corral_text *,
                                           corral_error *) = {
        [CORRAL_STYLE_TRAINS] = corral_draw_trains,
        [CORRAL_STYLE_NETWORK] = corral_draw_network,
        [CORRAL_STYLE_MATRIX] = corral_draw_matrix,
        [CORRAL_STYLE_UPSET] = corral_draw_upset,
        [CORRAL_STYLE_DISTRICTS] = corral_draw_districts,
        [CORRAL_STYLE_GAPS] = corral_draw_gaps};
    return styles[d->style](d, model, err);
}
