/* Formats, and how each begins. */
#include "io/format.h"

#include <string.h>

#include "core/problems.h"
#include "core/text.h"
#include "corral/read.h"
#include "io/formats.h"

/* The first bytes, and the reason that was found. */
typedef struct head {
    const char *bytes, *at; /* at: behind white space */
    size_t left;            /* behind at */
} head;

/* ---- how each begins ---- */

static bool is_white(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Whether the text at `at` begins with this word, in lower case here, in any case there. */
static bool begins(const head *h, const char *word)
{
    size_t i = 0;
    for (; word[i] && i < h->left; i++) {
        char c = h->at[i];
        if ((c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c) != word[i]) return false;
    }
    return !word[i];
}

/* Whether it stands anywhere in what is seen of the input. */
static bool mentions(const head *h, const char *text)
{
    return memmem(h->at, h->left, text, strlen(text)) != NULL;
}

static const char *why_xlsx(const head *h)
{
    return h->left >= 4 && memcmp(h->at, "PK\3\4", 4) == 0 ? "it is a zip archive" : NULL;
}

static const char *why_graphml(const head *h)
{
    return begins(h, "<") && mentions(h, "<graphml") ? "it begins with <graphml" : NULL;
}

static const char *why_hif(const head *h)
{
    return begins(h, "{") && (mentions(h, "\"incidences\"") || mentions(h, "\"network-type\""))
               ? "its JSON has \"incidences\" or \"network-type\""
               : NULL;
}

static const char *why_kumu(const head *h)
{
    return begins(h, "{") && mentions(h, "\"elements\"") ? "its JSON has \"elements\"" : NULL;
}

/* Moves past lines that begin with this character. */
static head behind_comments(const head *given, const char *marks)
{
    head h = *given;
    while (h.left) {
        for (; h.left && is_white(*h.at); h.left--) h.at++;
        if (!h.left || !*h.at || !strchr(marks, *h.at)) break;
        for (; h.left && *h.at != '\n' && *h.at != '\r'; h.left--) h.at++;
    }
    return h;
}

static const char *why_pajek(const head *given)
{
    head h = behind_comments(given, "%");
    return begins(&h, "*vertices") || begins(&h, "*network") ? "it begins with *Vertices" : NULL;
}

static const char *why_dl(const head *h)
{
    return begins(h, "dl") && h->left > 2 && (is_white(h->at[2]) || h->at[2] == ',')
               ? "it begins with dl"
               : NULL;
}

static bool is_number(const char *text, size_t length)
{
    size_t digits = 0;
    for (size_t i = 0; i < length; i++) {
        if (text[i] >= '0' && text[i] <= '9')
            digits++;
        else if (!memchr(".-+eE", text[i], 5))
            return false;
    }
    return digits > 0;
}

/* Words of the line, and whether all are numbers; 0 where it holds what CSV does. */
static size_t words_of_line(const head *h, bool *are_numbers)
{
    size_t words = 0, i = 0;
    *are_numbers = true;
    while (i < h->left && h->at[i] != '\n' && h->at[i] != '\r') {
        size_t start = i;
        while (i < h->left && !is_white(h->at[i])) {
            if (memchr(",;\"", h->at[i], 3)) return 0;
            i++;
        }
        words += i > start;
        if (i > start && !is_number(h->at + start, i - start)) *are_numbers = false;
        while (i < h->left && (h->at[i] == ' ' || h->at[i] == '\t')) i++;
    }
    return words;
}

static const char *why_edges(const head *given)
{
    head h = behind_comments(given, "%#");
    bool are_numbers, has_comment = h.at > given->at;
    size_t words = words_of_line(&h, &are_numbers);
    if (has_comment && !h.left) return "it is all comments";
    if (words < 2 || words > 4) return NULL;
    if (has_comment) return "it begins with a comment, then two words a line";
    return are_numbers ? "its first line is two numbers" : NULL;
}

/* In the order of asking. */
static const struct format {
    const char *word, *what;
    const char *(*why)(const head *head); /* NULL: it does not begin so */
    corral_format_read *read;
} formats[] = {{"xlsx", "an XLSX workbook", why_xlsx, corral_read_xlsx},
               {"graphml", "GraphML", why_graphml, corral_read_graphml},
               {"hif", "HIF, a hypergraph in JSON", why_hif, corral_read_hif},
               {"kumu", "a Kumu project", why_kumu, corral_read_kumu},
               {"pajek", "a Pajek network", why_pajek, corral_read_pajek},
               {"dl", "a UCINET DL file", why_dl, corral_read_dl},
               {"edges", "an edge list", why_edges, corral_read_edges},
               {NULL, NULL, NULL, NULL}};

const char *const corral_read_formats[] = {"auto",  "csv", "survey",  "edges", "kumu", "hif",
                                           "pajek", "dl",  "graphml", "xlsx",  NULL};

/* ---- telling ---- */

corral_status corral_format_note(corral_reading *reading, const char *file, const char *what,
                                 const char *why, corral_error *err)
{
    return corral_problems_report(reading->problems, CORRAL_SEVERITY_NOTE,
                                  (corral_place){file, 0, 0}, err, "read as %s: %s", what, why);
}

static bool is_csv_word(const char *word)
{
    return strcmp(word, "csv") == 0 || strcmp(word, "survey") == 0;
}

/* What --as says, against what the input is. */
static corral_status heed(corral_reading *reading, const char *file, const struct format *told,
                          const char *why, corral_format_read **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    /* A workbook's sheet is one of these. */
    if (told && told->read == corral_read_xlsx && is_csv_word(reading->as)) {
        *out = told->read;
        return CORRAL_OK;
    }
    if (told && strcmp(told->word, reading->as) != 0)
        FAIL_AT(CORRAL_BAD_INPUT, ((corral_place){file, 0, 0}),
                "--as %s, but this is %s: %s; leave out --as", reading->as, told->what, why);
    if (is_csv_word(reading->as)) return CORRAL_OK;
    for (const struct format *f = formats; f->word; f++)
        if (strcmp(f->word, reading->as) == 0) *out = f->read;
    TRY(corral_format_note(reading, file, reading->as, "--as says so", err));
done:
    return status;
}

corral_status corral_format_find(corral_reading *reading, corral_source *source,
                                 corral_format_read **out, corral_error *err)
{
    corral_status status = CORRAL_OK;
    head h;
    const char *why = NULL, *file = corral_source_name(source);
    const struct format *told = NULL;
    *out = NULL;
    TRY(corral_source_peek(source, &h.bytes, &h.left, err));
    h.at = h.bytes;
    for (; h.left && strchr(" \t\r\n", *h.at) && *h.at; h.left--) h.at++;
    for (const struct format *f = formats; !told && f->word; f++)
        if ((why = f->why(&h))) told = f;
    if (!told && !reading->as && (begins(&h, "<") || begins(&h, "{")))
        FAIL_AT(CORRAL_BAD_INPUT, ((corral_place){file, 0, 0}),
                "this is %s, but none that is known: looked for %s; --as FORMAT says what it is",
                *h.at == '<' ? "XML" : "JSON",
                *h.at == '<' ? "<graphml" : "\"incidences\" (HIF) and \"elements\" (Kumu)");
    if (reading->as) return heed(reading, file, told, why, out, err);
    if (!told) return CORRAL_OK;
    *out = told->read;
    TRY(corral_format_note(reading, file, told->what, why, err));
done:
    return status;
}
