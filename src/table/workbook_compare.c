/* A workbook's file, opened again: every part whole, every sheet and cell the one that was meant.
 *
 * The reader knows no more XML than libxlsxwriter writes: no comments, no CDATA, no entities but
 * the five. Anything else is not what was meant. */
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/memory.h"
#include "core/progress.h"
#include "core/zip.h"
#include "table/workbook.h"

enum { BLOCK = 1 << 16, DEPTH = 32, NEEDED = 5, STEP_CELLS = 1 << 14 };

/* A part of the archive, tag by tag. */
typedef struct reader {
    corral_zip_entry *entry;
    char block[BLOCK];
    size_t at, filled;
    corral_text text, tag; /* the tag read last, without < and >, and what stood before it */
    char open[DEPTH][32];  /* names of the elements that it is in */
    size_t depth;
    size_t elements; /* that began */
    unsigned seen;   /* which of the elements of a layout */
    bool is_over;
} reader;

/* Without one of these a sheet is whole, but does not look as it was meant to. */
static const char *const layout[] = {"pageSetup", "col", "pane", "selection", "autoFilter"};
enum { LAYOUT_OF_ABOUT = 0x3, LAYOUT_WITHOUT_COLUMNS = 0xd, LAYOUT = 0x1f };

typedef struct comparison {
    const corral_workbook *workbook;
    reader *reader;
    corral_text decoded;
    char style[CORRAL_CELL_STYLES][16]; /* the number that the file gives to each, "" if not yet */
    size_t cells;
    locale_t plain; /* numbers with a point */
} comparison;

static corral_status differs(const reader *r, const char *what, corral_error *err)
{
    return corral_error_set(err, CORRAL_LIBRARY,
                            "the workbook was not written whole (%s: %s); is the folder for "
                            "temporary files full?",
                            corral_zip_entry_name(r->entry), what);
}

/* ---- tags ---- */

/* Appends what stands before the next character c, and passes it; false at the end. */
static corral_status until(reader *r, char c, corral_text *out, bool *found, corral_error *err)
{
    corral_status status = CORRAL_OK;
    out->length = 0;
    TRY(corral_text_append(out, "", 0, err));
    for (*found = false; !*found;) {
        if (r->at == r->filled) {
            r->at = 0;
            TRY(corral_zip_read(r->entry, r->block, sizeof r->block, &r->filled, err));
            if (!r->filled) break;
        }
        const char *end = memchr(r->block + r->at, c, r->filled - r->at);
        size_t length = end ? (size_t)(end - r->block) - r->at : r->filled - r->at;
        TRY(corral_text_append(out, r->block + r->at, length, err));
        *found = end != NULL;
        r->at += length + *found;
    }
done:
    return status;
}

static bool is_tag(const reader *r, const char *name)
{
    size_t length = strlen(name);
    return strncmp(r->tag.bytes, name, length) == 0 &&
           (r->tag.bytes[length] == '\0' || r->tag.bytes[length] == ' ' ||
            r->tag.bytes[length] == '/');
}

/* Keeps count of what is open. */
static corral_status nest(reader *r, corral_error *err)
{
    const char *tag = r->tag.bytes;
    size_t length = strcspn(tag, " \n");
    if (*tag == '?' || (r->tag.length && tag[r->tag.length - 1] == '/')) return CORRAL_OK;
    if (*tag == '/') {
        if (!r->depth || strcmp(r->open[r->depth - 1], tag + 1) != 0)
            return differs(r, "an element ends that did not begin", err);
        r->depth--;
        return CORRAL_OK;
    }
    if (!length || length >= sizeof *r->open || r->depth == DEPTH)
        return differs(r, "an element that is not expected", err);
    r->elements++;
    memcpy(r->open[r->depth], tag, length);
    r->open[r->depth++][length] = '\0';
    return CORRAL_OK;
}

/* The next tag; r->is_over behind the last. */
static corral_status next_tag(reader *r, corral_error *err)
{
    corral_status status = CORRAL_OK;
    bool found;
    TRY(until(r, '<', &r->text, &found, err));
    if (!found) {
        r->is_over = true;
        if (r->depth || !r->elements) TRY(differs(r, "it breaks off", err));
        return CORRAL_OK;
    }
    TRY(until(r, '>', &r->tag, &found, err));
    if (!found || strchr(r->tag.bytes, '<')) TRY(differs(r, "a tag breaks off", err));
    for (size_t i = 0; i < sizeof layout / sizeof *layout; i++)
        if (is_tag(r, layout[i])) r->seen |= 1u << i;
    TRY(nest(r, err));
done:
    return status;
}

/* Appends to nothing: text with its entities as characters. */
static corral_status decode(const char *text, size_t length, corral_text *out, corral_error *err)
{
    static const char *const entities[] = {"&amp;", "&",      "&lt;", "<",      "&gt;",
                                           ">",     "&quot;", "\"",   "&apos;", "'"};
    corral_status status = CORRAL_OK;
    const char *end = text + length;
    out->length = 0;
    TRY(corral_text_append(out, "", 0, err));
    while (text < end) {
        size_t e = 0, known = sizeof entities / sizeof *entities;
        while (e < known && strncmp(text, entities[e], strlen(entities[e])) != 0) e += 2;
        TRY(corral_text_append(out, e < known ? entities[e + 1] : text, 1, err));
        text += e < known ? strlen(entities[e]) : 1;
    }
done:
    return status;
}

/* The value of an attribute of the tag, decoded; "" if there is none. */
static corral_status attribute(const reader *r, const char *name, corral_text *out,
                               corral_error *err)
{
    char start[32];
    snprintf(start, sizeof start, " %s=\"", name);
    const char *value = strstr(r->tag.bytes, start);
    if (!value) return decode("", 0, out, err);
    value += strlen(start);
    return decode(value, strcspn(value, "\""), out, err);
}

/* ---- cells ---- */

/* "AB12" */
static void name_cell(const corral_sheet_cell *cell, char name[16])
{
    char letters[8];
    size_t at = sizeof letters - 1;
    letters[at] = '\0';
    for (uint32_t c = cell->column + 1; c; c = (c - 1) / 26)
        letters[--at] = (char)('A' + (c - 1) % 26);
    snprintf(name, 16, "%s%u", letters + at, cell->row + 1);
}

static corral_status expect_tag(reader *r, const char *name, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(next_tag(r, err));
    if (r->is_over || !is_tag(r, name)) TRY(differs(r, "a cell of another kind", err));
done:
    return status;
}

static corral_status compare_text(comparison *c, const char *text, corral_error *err)
{
    corral_status status = CORRAL_OK;
    TRY(expect_tag(c->reader, "is", err));
    TRY(expect_tag(c->reader, "t", err));
    TRY(expect_tag(c->reader, "/t", err));
    TRY(decode(c->reader->text.bytes, c->reader->text.length, &c->decoded, err));
    if (strcmp(c->decoded.bytes, text) != 0) TRY(differs(c->reader, "another text", err));
    TRY(expect_tag(c->reader, "/is", err));
done:
    return status;
}

/* Sixteen digits are written. */
static corral_status compare_number(comparison *c, double number, corral_error *err)
{
    corral_status status = CORRAL_OK;
    char *end;
    TRY(expect_tag(c->reader, "v", err));
    TRY(expect_tag(c->reader, "/v", err));
    double written = strtod_l(c->reader->text.bytes, &end, c->plain);
    if (!c->reader->text.length || *end || !(fabs(written - number) <= 1e-15 * fabs(number)))
        TRY(differs(c->reader, "another number", err));
done:
    return status;
}

/* Cells of one style have one number, and those of two have two. */
static corral_status compare_style(comparison *c, int style, corral_error *err)
{
    corral_status status = CORRAL_OK;
    bool is_known = c->style[style][0] != '\0';
    TRY(attribute(c->reader, "s", &c->decoded, err));
    if (!c->decoded.length || c->decoded.length >= sizeof c->style[style])
        TRY(differs(c->reader, "a cell without a style", err));
    for (int other = 0; !is_known && other < CORRAL_CELL_STYLES; other++)
        if (strcmp(c->style[other], c->decoded.bytes) == 0)
            TRY(differs(c->reader, "another style", err));
    if (!is_known) strcpy(c->style[style], c->decoded.bytes);
    if (strcmp(c->style[style], c->decoded.bytes) != 0)
        TRY(differs(c->reader, "another style", err));
done:
    return status;
}

/* The next cell in the file is this one. */
static corral_status compare_cell(void *user, const corral_sheet_cell *cell, corral_error *err)
{
    comparison *c = user;
    reader *r = c->reader;
    corral_status status = CORRAL_OK;
    char name[16];
    do {
        TRY(next_tag(r, err));
        if (r->is_over) TRY(differs(r, "a cell is missing", err));
    } while (!is_tag(r, "c"));
    name_cell(cell, name);
    TRY(attribute(r, "r", &c->decoded, err));
    if (strcmp(c->decoded.bytes, name) != 0) TRY(differs(r, "a cell is missing", err));
    TRY(compare_style(c, cell->style, err));
    TRY(attribute(r, "t", &c->decoded, err));
    if (strcmp(c->decoded.bytes, cell->text ? "inlineStr" : "") != 0)
        TRY(differs(r, "a cell of another kind", err));
    if (cell->text)
        TRY(compare_text(c, cell->text, err));
    else
        TRY(compare_number(c, cell->number, err));
    TRY(expect_tag(r, "/c", err));
    if (++c->cells % STEP_CELLS == 0)
        TRY(corral_progress_step(c->workbook->progress, "writing", NAN, err));
done:
    return status;
}

/* ---- parts ---- */

/* Whether the part is a sheet, and which. */
static bool is_sheet(const comparison *c, const char *name, size_t *sheet)
{
    for (*sheet = 0; *sheet < c->workbook->sheet_count; ++*sheet) {
        char wanted[64];
        snprintf(wanted, sizeof wanted, "xl/worksheets/sheet%zu.xml", *sheet + 1);
        if (strcmp(name, wanted) == 0) return true;
    }
    return false;
}

/* To the end; there must be no further cell. Counts the sheets that a list of sheets names. */
static corral_status read_rest(comparison *c, size_t *named, corral_error *err)
{
    reader *r = c->reader;
    corral_status status = CORRAL_OK;
    const corral_workbook *w = c->workbook;
    for (;;) {
        TRY(next_tag(r, err));
        if (r->is_over) return CORRAL_OK;
        /* What printf makes of a text for which there was no memory. */
        if (strstr(r->text.bytes, "(null)")) TRY(differs(r, "a name is missing", err));
        if (is_tag(r, "c") || is_tag(r, "f")) TRY(differs(r, "a cell that was not meant", err));
        if (!is_tag(r, "sheet")) continue;
        TRY(attribute(r, "name", &c->decoded, err));
        if (*named == w->sheet_count || strcmp(w->sheets[*named].name, c->decoded.bytes) != 0)
            TRY(differs(r, "a sheet of another name", err));
        ++*named;
    }
done:
    return status;
}

static unsigned layout_of(const corral_sheet *sheet)
{
    if (!sheet->table) return LAYOUT_OF_ABOUT;
    return sheet->column_count ? LAYOUT : LAYOUT_WITHOUT_COLUMNS;
}

static corral_status compare_part(comparison *c, size_t *sheets, size_t *named, corral_error *err)
{
    corral_status status = CORRAL_OK;
    reader *r = c->reader;
    size_t sheet;
    if (!is_sheet(c, corral_zip_entry_name(r->entry), &sheet)) return read_rest(c, named, err);
    TRY(corral_workbook_visit(c->workbook, sheet, compare_cell, c, err));
    TRY(read_rest(c, named, err));
    if (r->seen != layout_of(&c->workbook->sheets[sheet]))
        TRY(differs(r, "it is laid out otherwise", err));
    ++*sheets;
done:
    return status;
}

static void reader_release(reader *r)
{
    corral_zip_entry_free(r->entry);
    corral_text_release(&r->text);
    corral_text_release(&r->tag);
    r->entry = NULL;
    r->at = r->filled = r->depth = r->elements = r->seen = 0;
    r->is_over = false;
}

/* Without one of these nothing opens it. */
static bool is_needed(const char *name)
{
    static const char *const needed[NEEDED] = {"[Content_Types].xml", "_rels/.rels",
                                               "xl/workbook.xml", "xl/_rels/workbook.xml.rels",
                                               "xl/styles.xml"};
    for (size_t i = 0; i < NEEDED; i++)
        if (strcmp(needed[i], name) == 0) return true;
    return false;
}

static corral_status compare_parts(comparison *c, corral_zip *zip, corral_error *err)
{
    corral_status status = CORRAL_OK;
    size_t sheets = 0, named = 0, needed = 0;
    for (;;) {
        TRY(corral_zip_next(zip, &c->reader->entry, err));
        if (!c->reader->entry) break;
        needed += is_needed(corral_zip_entry_name(c->reader->entry));
        TRY(compare_part(c, &sheets, &named, err));
        reader_release(c->reader);
    }
    if (needed != NEEDED)
        FAIL(CORRAL_LIBRARY, "the workbook was not written whole: a part is missing");
    if (sheets != c->workbook->sheet_count || named != c->workbook->sheet_count)
        FAIL(CORRAL_LIBRARY, "the workbook was not written whole: it has %zu of %zu sheets",
             sheets < named ? sheets : named, c->workbook->sheet_count);
done:
    reader_release(c->reader);
    return status;
}

corral_status corral_workbook_compare(const corral_workbook *workbook, const corral_text *file,
                                      corral_error *err)
{
    corral_status status = CORRAL_OK;
    comparison c = {.workbook = workbook};
    corral_zip zip;
    c.plain = newlocale(LC_ALL_MASK, "C", NULL);
    if (!c.plain) TRY(corral_no_memory(0, err));
    TRY(corral_array_new(&c.reader, 1, sizeof *c.reader, err));
    TRY(corral_zip_init(&zip, file->bytes, file->length, err));
    TRY(compare_parts(&c, &zip, err));
done:
    if (c.plain) freelocale(c.plain);
    corral_text_release(&c.decoded);
    free(c.reader);
    return status;
}
