/* JSON texts. */
#include "io/json.h"

#include <stdio.h>

#include "core/problems.h"
#include "core/text.h"

static corral_status read_all(corral_source *source, corral_text *out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    char block[8192];
    size_t got;
    do {
        TRY(corral_source_read(source, block, sizeof block, &got, err));
        TRY(corral_text_append(out, block, got, err));
        if (out->length > CORRAL_JSON_LIMIT)
            FAIL_AT(CORRAL_LIMIT, ((corral_place){corral_source_name(source), 0, 0}),
                    "a JSON file may have at most %zu MiB", CORRAL_JSON_LIMIT >> 20);
    } while (got > 0);
done:
    return status;
}

static corral_status repair(corral_reading *reading, const char *file, corral_text *text,
                            corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text repaired = {0};
    size_t replaced = 0;
    if (corral_utf8_valid(text->bytes, text->length) == text->length) return CORRAL_OK;
    TRY(corral_utf8_repair(&repaired, text->bytes, text->length, &replaced, err));
    corral_text_release(text);
    *text = repaired;
    repaired = (corral_text){0};
    TRY(corral_problems_report(reading->problems, CORRAL_SEVERITY_NOTE, (corral_place){file, 0, 0},
                               err, "%zu invalid byte%s replaced by U+FFFD", replaced,
                               replaced == 1 ? "" : "s"));
done:
    corral_text_release(&repaired);
    return status;
}

corral_status corral_json_read(corral_reading *reading, corral_source *source, json_t **out,
                               corral_error *err)
{
    corral_status status = CORRAL_OK;
    corral_text text = {0};
    json_error_t reason;
    json_t *root = NULL;
    const char *file = corral_source_name(source);
    TRY(read_all(source, &text, err));
    if (reading->repair && text.length) TRY(repair(reading, file, &text, err));
    root = json_loadb(text.length ? text.bytes : "", text.length, JSON_REJECT_DUPLICATES, &reason);
    if (!root && json_error_code(&reason) == json_error_out_of_memory)
        FAIL_AT(CORRAL_NO_MEMORY, ((corral_place){file, 0, 0}), "out of memory reading JSON");
    if (!root) {
        char *said = reason.text;
        corral_utf8_trim(said);
        FAIL_AT(CORRAL_BAD_INPUT,
                ((corral_place){file, reason.line > 0 ? (size_t)reason.line : 0,
                                reason.column > 0 ? (size_t)reason.column : 0}),
                "this is not JSON: %s", CORRAL_QUOTE(said));
    }
    if (!json_is_object(root))
        FAIL_AT(CORRAL_BAD_INPUT, ((corral_place){file, 0, 0}), "the JSON text is not an object");
    *out = root;
    root = NULL;
done:
    json_decref(root);
    corral_text_release(&text);
    return status;
}

const char *corral_json_text(const json_t *object, const char *name, char buffer[32])
{
    const json_t *value = json_object_get(object, name);
    if (json_is_string(value)) {
        const char *text = json_string_value(value);
        return corral_name_is_blank(text) ? NULL : text;
    }
    if (!json_is_integer(value)) return NULL;
    snprintf(buffer, 32, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    return buffer;
}

void corral_json_list(const json_t *object, corral_json_columns *out)
{
    /* Not changed: the library's iterator asks for what it may change. */
    json_t *members = (json_t *)(uintptr_t)object;
    out->count = 0;
    for (void *at = json_object_iter(members); at && out->count < CORRAL_JSON_COLUMNS;
         at = json_object_iter_next(members, at)) {
        const char *name = json_object_iter_key(at);
        const char *text = corral_json_text(object, name, out->numbers[out->count]);
        if (text) out->list[out->count++] = (corral_detail){name, text};
    }
}
