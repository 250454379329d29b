/* Having a model drawn: corral-viz as a function. */
#include "cli/drawing.h"

#include "cli/child.h"
#include "core/text.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define OUTPUT_LIMIT ((size_t)256 << 20)

#define PROGRAM "corral-viz"

/* Beside this program if it is there, else where it was installed. */
static corral_status find_program(char path[PATH_MAX], corral_error *err)
{
    const char *given = getenv("CORRAL_VIZ");
    if (given && given[0]) {
        if (snprintf(path, PATH_MAX, "%s", given) >= PATH_MAX)
            return corral_error_set(err, CORRAL_BAD_USE, "$CORRAL_VIZ is too long");
        return CORRAL_OK;
    }
    ssize_t length = readlink("/proc/self/exe", path, PATH_MAX - sizeof "/" PROGRAM);
    if (length > 0) {
        path[length] = '\0';
        char *slash = strrchr(path, '/');
        if (slash) strcpy(slash + 1, PROGRAM);
        if (slash && access(path, X_OK) == 0) return CORRAL_OK;
    }
    snprintf(path, PATH_MAX, "%s", CORRAL_VIZ_INSTALLED);
    if (access(path, X_OK) == 0) return CORRAL_OK;
    return corral_error_set(
        err, CORRAL_FILE_SYSTEM,
        "the drawing program corral-viz is neither beside corral nor at %s; name "
        "it in $CORRAL_VIZ",
        path);
}

corral_status corral_drawing_render(corral_session *session, const corral_text *model,
                                    const char *format, double time_limit, corral_text *drawn,
                                    corral_error *err)
{
    corral_status status = CORRAL_OK;
    char path[PATH_MAX];
    TRY(find_program(path, err));
    const char *const arguments[] = {path, "-f", format, NULL};
    const corral_child child = {.arguments = arguments,
                                .input = model->bytes,
                                .input_length = model->length,
                                .time_limit = time_limit,
                                .output_limit = OUTPUT_LIMIT,
                                .progress = &session->progress};
    TRY(corral_child_run(&child, drawn, err));
    if (drawn->length == 0) FAIL(CORRAL_LIBRARY, "\"%s\" drew nothing", path);
done:
    return status;
}

/* ---- options that it takes only if they are well formed ---- */

corral_status corral_drawing_check_lang(const char *lang, corral_error *err)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
    size_t length = strlen(lang);
    if (length >= 2 && length <= 35 && lang[0] != '-' && strspn(lang, letters) == length)
        return CORRAL_OK;
    return corral_error_set(err, CORRAL_BAD_USE,
                            "--lang must be a code such as en or pt-BR, got %s",
                            CORRAL_QUOTE(lang));
}

/* Addresses that run nothing, and that need no cleaning: it would make another of them. */
static bool is_safe(const char *link)
{
    static const char *const schemes[] = {"http://", "https://", "mailto:", "#"};
    bool begins = false;
    for (size_t k = 0; k < sizeof schemes / sizeof *schemes; k++)
        begins = begins || strncmp(link, schemes[k], strlen(schemes[k])) == 0;
    for (const char *at = link; *at; at++)
        if ((unsigned char)*at <= ' ' || *at == 0x7f || strchr("\"\\<>", *at)) return false;
    return begins && corral_utf8_valid(link, strlen(link)) == strlen(link);
}

corral_status corral_drawing_check_link(const char *link, corral_error *err)
{
    if (!link || (is_safe(link) && strlen(link) <= CORRAL_LINK_MOST)) return CORRAL_OK;
    if (strlen(link) > CORRAL_LINK_MOST)
        return corral_error_set(err, CORRAL_BAD_USE, "--link must have at most %d bytes, has %zu",
                                CORRAL_LINK_MOST, strlen(link));
    return corral_error_set(err, CORRAL_BAD_USE,
                            "--link must begin with http://, https://, mailto: or #, without "
                            "blanks, got %s",
                            CORRAL_QUOTE(link));
}

/* ---- other formats ---- */

#define CONVERTER "rsvg-convert"

/* The first of that name in $PATH. */
static bool find_converter(char path[PATH_MAX])
{
    const char *at = getenv("PATH");
    while (at && *at) {
        size_t length = strcspn(at, ":");
        if (length && snprintf(path, PATH_MAX, "%.*s/%s", (int)length, at, CONVERTER) < PATH_MAX &&
            access(path, X_OK) == 0)
            return true;
        at += length + (at[length] == ':');
    }
    return false;
}

corral_status corral_drawing_convert(corral_session *session, const char *format, double time_limit,
                                     corral_text *drawn, corral_error *err)
{
    corral_status status = CORRAL_OK;
    char path[PATH_MAX];
    corral_text converted = {0};
    if (!find_converter(path))
        FAIL(CORRAL_FILE_SYSTEM,
             "%s is made by the program " CONVERTER ", which is not in $PATH; install the package "
             "librsvg2-bin, or write svg, which any browser opens and prints",
             format);
    /* A date of making would differ from run to run. */
    setenv("SOURCE_DATE_EPOCH", "0", 0);
    const char *const arguments[] = {path, "-f", format, "-z", format[1] == 'n' ? "2" : "1", NULL};
    const corral_child child = {.arguments = arguments,
                                .input = drawn->bytes,
                                .input_length = drawn->length,
                                .time_limit = time_limit,
                                .output_limit = OUTPUT_LIMIT,
                                .progress = &session->progress};
    TRY(corral_child_run(&child, &converted, err));
    if (converted.length == 0) FAIL(CORRAL_LIBRARY, "\"%s\" wrote nothing", path);
    corral_text_release(drawn);
    *drawn = converted;
    converted = (corral_text){0};
done:
    corral_text_release(&converted);
    return status;
}
