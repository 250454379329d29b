/* A region written in every format that corral reads, and read again: what comes back is what went
 * out, without that what the export counted on standard error, and nothing else.
 *
 *     roundtrip CORRAL REGION...
 *
 * A region is told as lines, one fact a line: "seat A|goal|reading|1". Each loss that is named
 * takes the lines it speaks of away, as many as it says; a loss that is not named leaves a
 * difference. Works in the current folder. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/text.h"
#include "io/whole.h"
#include "region/marks.h"

static int failures;

/* ---- facts ---- */

typedef struct facts {
    char **line;
    size_t count, room;
} facts;

static void *sure(void *block)
{
    if (!block) exit(2);
    return block;
}

__attribute__((format(printf, 2, 3))) static void tell(facts *f, const char *format, ...)
{
    va_list words;
    char *line = NULL;
    va_start(words, format);
    if (vasprintf(&line, format, words) < 0) exit(2);
    va_end(words);
    if (f->count == f->room) {
        f->room = 2 * f->room + 256;
        f->line = sure(realloc(f->line, f->room * sizeof *f->line));
    }
    f->line[f->count++] = line;
}

static void forget(facts *f, size_t k)
{
    free(f->line[k]);
    f->line[k] = f->line[--f->count];
}

static void facts_free(facts *f)
{
    while (f->count) forget(f, 0);
    free(f->line);
    *f = (facts){0};
}

static bool begins(const char *line, const char *kind)
{
    return strncmp(line, kind, strlen(kind)) == 0;
}

static bool ends(const char *line, const char *tail)
{
    size_t length = strlen(line), part = strlen(tail);
    return length >= part && strcmp(line + length - part, tail) == 0;
}

static size_t find(const facts *f, const char *line)
{
    size_t k = 0;
    while (k < f->count && strcmp(f->line[k], line) != 0) k++;
    return k;
}

/* Forgets every fact of that kind and end, and says how many those were. */
static size_t drop(facts *f, const char *kind, const char *tail)
{
    size_t dropped = 0;
    for (size_t k = f->count; k-- > 0;)
        if (begins(f->line[k], kind) && ends(f->line[k], tail)) {
            forget(f, k);
            dropped++;
        }
    return dropped;
}

static int by_text(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

/* ---- what there is to say of a region ---- */

static const char *name_of_item(const corral_region *r, uint32_t j)
{
    return corral_region_item_key(r, j);
}

static const char *facet_of_item(const corral_region *r, uint32_t j)
{
    return corral_region_facet_name(r, corral_region_item_facet(r, j));
}

static void tell_coalition(facts *f, const corral_region *r, uint32_t a)
{
    static const char *const words[] = {"", "partial", "yes"};
    const char *id = corral_region_id(r, a);
    tell(f, "coalition %s|%s", id, corral_region_name(r, a));
    for (uint32_t k = 0; k < corral_region_attribute_count(r); k++) {
        const char *column = corral_region_attribute_name(r, k);
        const char *value = corral_region_attribute(r, a, column);
        if (*value && strcmp(column, "name")) tell(f, "column %s|%s|%s", id, column, value);
    }
    for (uint32_t k = 0; k < corral_region_facet_count(r); k++)
        if (corral_region_known(r, a, k))
            tell(f, "known %s|%s|%s", id, corral_region_facet_name(r, k),
                 words[corral_region_known(r, a, k)]);
    corral_seats seats = corral_region_footprint(r, a);
    for (size_t k = 0; k < seats.count; k++)
        tell(f, "seat %s|%s|%s|%.17g", id, facet_of_item(r, seats.index[k]),
             name_of_item(r, seats.index[k]), seats.weight[k]);
}

/* Cells of which something else is known than that there is a seat or what a blank means. */
static void tell_marks(facts *f, const corral_region *r, uint32_t a)
{
    size_t count;
    const region_mark *mark = region_marks_of(r, a, &count);
    for (size_t k = 0; k < count; k++) {
        uint32_t facet = corral_region_item_facet(r, mark[k].item);
        corral_known known = corral_region_known(r, a, facet);
        const char *word = mark[k].cell == CORRAL_CELL_NO         ? "no"
                           : mark[k].cell == CORRAL_CELL_DISPUTED ? "disputed"
                                                                  : "unknown";
        if (mark[k].cell == CORRAL_CELL_UNKNOWN && known == CORRAL_KNOWN_NO) continue;
        tell(f, "mark %s|%s|%s|%s", corral_region_id(r, a), facet_of_item(r, mark[k].item),
             name_of_item(r, mark[k].item), word);
    }
}

static void tell_item(facts *f, const corral_region *r, uint32_t j)
{
    const char *facet = facet_of_item(r, j), *key = name_of_item(r, j);
    const char *name = corral_region_item_name(r, j);
    uint32_t within = corral_region_item_within(r, j);
    tell(f, "item %s|%s", facet, key);
    if (strcmp(name, key)) tell(f, "name %s|%s|%s", facet, key, name);
    if (*corral_region_item_sector(r, j))
        tell(f, "sector %s|%s|%s", facet, key, corral_region_item_sector(r, j));
    if (*corral_region_item_url(r, j))
        tell(f, "url %s|%s|%s", facet, key, corral_region_item_url(r, j));
    if (within != UINT32_MAX) tell(f, "within %s|%s|%s", facet, key, name_of_item(r, within));
}

static bool has_source(const corral_row *row)
{
    const char *const texts[] = {row->informant, row->as_of, row->source, row->page,     row->note,
                                 row->person,    row->role,  row->hours,  row->indicator};
    for (size_t k = 0; k < 9; k++)
        if (*texts[k]) return true;
    return false;
}

static void tell_record(facts *f, const corral_whole *whole)
{
    static const char *const kinds[] = {"alias", "ask", "crosswalk", "synonym"};
    for (size_t i = 0; i < corral_record_row_count(whole->record); i++) {
        corral_record_row row = corral_record_row_get(whole->record, i);
        if (row.is_decision)
            tell(f, "decision %zu", i);
        else if (has_source(&row.said))
            tell(f, "source %zu", i);
    }
    for (size_t i = 0; i < corral_record_known_count(whole->record); i++) {
        corral_record_row row = corral_record_known_get(whole->record, i);
        if (has_source(&row.said)) tell(f, "source of a facet %zu", i);
    }
    for (int kind = 0; kind < CORRAL_KEPT_KINDS; kind++)
        for (uint32_t i = 0; i < corral_kept_count(&whole->kept, kind); i++)
            tell(f, "%s %u", kinds[kind], i);
    for (uint32_t j = 0; j < corral_record_item_count(whole->record); j++) {
        corral_record_item item = corral_record_item_get(whole->record, j);
        bool is_bare = !*item.name && !*item.sector && !*item.url && item.within == UINT32_MAX;
        if (item.is_listed && is_bare) tell(f, "listed %s|%s", item.facet, item.item);
    }
}

static void tell_region(facts *f, const corral_whole *whole)
{
    const corral_region *r = whole->region;
    for (uint32_t a = 0; a < corral_region_coalition_count(r); a++) {
        tell_coalition(f, r, a);
        tell_marks(f, r, a);
    }
    for (uint32_t j = 0; j < corral_region_item_count(r); j++) tell_item(f, r, j);
    tell_record(f, whole);
}

/* ---- the losses that are named ---- */

static void complain(const char *what, const char *detail)
{
    fprintf(stderr, "%s: %s\n", what, detail);
    failures++;
}

/* "known A|goal|yes" becomes partial where a cell of it is disputed or unknown. */
static size_t open_lists(facts *f)
{
    size_t opened = 0;
    for (size_t k = 0; k < f->count; k++) {
        char *line = f->line[k], prefix[2048], cells[4096];
        bool is_open = false;
        if (!begins(line, "known ") || !ends(line, "|yes")) continue;
        snprintf(prefix, sizeof prefix, "%.*s", (int)(strlen(line) - strlen("known yes")),
                 line + 6);
        snprintf(cells, sizeof cells, "mark %s", prefix);
        for (size_t i = 0; i < f->count && !is_open; i++)
            is_open = begins(f->line[i], cells) && !ends(f->line[i], "|no");
        if (!is_open) continue;
        tell(f, "known %spartial", prefix);
        forget(f, k);
        k--;
        opened++;
    }
    return opened;
}

/* An explicit no on a complete list is what a blank means there. */
static void settle_noes(facts *f)
{
    for (size_t k = f->count; k-- > 0;) {
        char known[4096];
        if (!begins(f->line[k], "mark ") || !ends(f->line[k], "|no")) continue;
        const char *id = f->line[k] + 5, *bar = strchr(id, '|');
        const char *second = bar ? strchr(bar + 1, '|') : NULL;
        if (!second) continue;
        snprintf(known, sizeof known, "known %.*s|yes", (int)(second - id), id);
        if (find(f, known) < f->count) forget(f, k);
    }
}

/* One entry of the list on standard error; false if no such loss is known. */
static bool lose(facts *f, const char *entry)
{
    static const struct {
        const char *words, *kind, *tail;
    } losses[] = {{"source of a statement", "source ", ""},
                  {"sources of statements", "source ", ""},
                  {"dispute", "mark ", "|disputed"},
                  {"disputes", "mark ", "|disputed"},
                  {"explicit no", "mark ", "|no"},
                  {"explicit noes", "mark ", "|no"},
                  {"unknown cell", "mark ", "|unknown"},
                  {"unknown cells", "mark ", "|unknown"},
                  {"decision", "decision ", ""},
                  {"decisions", "decision ", ""},
                  {"decision on a name", "alias ", ""},
                  {"decisions on names", "alias ", ""},
                  {"ask", "ask ", ""},
                  {"asks", "ask ", ""},
                  {"row of crosswalk.csv", "crosswalk ", ""},
                  {"rows of crosswalk.csv", "crosswalk ", ""},
                  {"row of synonyms.csv", "synonym ", ""},
                  {"rows of synonyms.csv", "synonym ", ""},
                  {"item's being on a list", "listed ", ""},
                  {"items' being on a list", "listed ", ""}};
    char *words;
    size_t stated = strtoul(entry, &words, 10), dropped;
    while (*words == ' ') words++;
    if (begins(words, "complete list")) return true; /* done before */
    for (size_t k = 0; k < sizeof losses / sizeof *losses; k++) {
        if (strcmp(words, losses[k].words) != 0) continue;
        dropped = drop(f, losses[k].kind, losses[k].tail);
        if (dropped != stated) {
            fprintf(stderr, "\"%s\", but there are %zu\n", entry, dropped);
            failures++;
        }
        return true;
    }
    return false;
}

/* Text of a file, "" if there is none. */
static char *slurp(const char *path)
{
    size_t room = 1 << 20, length = 0;
    char *text = sure(malloc(room));
    FILE *file = fopen(path, "r");
    if (file) {
        length = fread(text, 1, room - 1, file);
        fclose(file);
    }
    text[length] = '\0';
    return text;
}

static void lose_all(facts *f, const char *format, char *said)
{
    char *from = strstr(said, "leaves out "), *to;
    bool names_lists = strstr(said, "complete list") != NULL;
    size_t opened = open_lists(f), stated = 0;
    settle_noes(f);
    if (names_lists) {
        for (to = strstr(said, "complete list"); to > said && strchr(" 0123456789", to[-1]); to--)
            continue;
        stated = strtoul(to, NULL, 10);
    }
    if (opened != stated) complain(format, "other lists are called partial than is said");
    if (!from) return;
    from += strlen("leaves out ");
    to = strstr(from, "; a folder of CSV");
    if (to) *to = '\0';
    for (char *rest = NULL, *entry = strtok_r(from, ",", &rest); entry;
         entry = strtok_r(NULL, ",", &rest))
        if (!lose(f, entry + strspn(entry, " "))) complain(format, entry);
}

/* ---- there and back ---- */

static bool run(const char *command)
{
    int status = system(command);
    if (status) complain(command, "failed");
    return status == 0;
}

static void read_facts(const char *path, facts *out)
{
    corral_whole whole = {0};
    corral_error error = CORRAL_ERROR_INIT;
    if (corral_whole_read(&path, 1, NULL, NULL, &whole, &error) != CORRAL_OK) {
        complain(path, error.message);
        return;
    }
    tell_region(out, &whole);
    corral_whole_release(&whole);
}

static void compare(const char *what, facts *expected, facts *found)
{
    size_t i = 0, j = 0, shown = 0;
    if (expected->count) qsort(expected->line, expected->count, sizeof(char *), by_text);
    if (found->count) qsort(found->line, found->count, sizeof(char *), by_text);
    while (i < expected->count || j < found->count) {
        int order = i == expected->count ? 1
                    : j == found->count  ? -1
                                         : strcmp(expected->line[i], found->line[j]);
        if (order && shown++ < 12)
            fprintf(stderr, "%s: %s: %s\n", what, order < 0 ? "lost" : "new",
                    order < 0 ? expected->line[i] : found->line[j]);
        i += order <= 0;
        j += order >= 0;
    }
    if (shown) complain(what, "comes back as another region");
}

/* Formats that hold all but what they name. */
static void try_network(const char *corral, const char *region, const char *format)
{
    facts expected = {0}, found = {0};
    char command[4096], what[512];
    snprintf(command, sizeof command,
             "rm -rf back && '%s' export '%s' -f %s -o back --max-size 9 2>said", corral, region,
             format);
    snprintf(what, sizeof what, "%s as %s", region, format);
    if (!run(command)) return;
    char *said = slurp("said");
    bool spelt = strstr(said, "spelt as") != NULL;
    read_facts(region, &expected);
    read_facts("back", &found);
    lose_all(&expected, what, said);
    settle_noes(&found);
    drop(&found, "listed ", ""); /* what nobody holds has to be listed to be there */
    if (spelt) {
        /* The same region, its control characters spelt out. */
        drop(&expected, "", "");
        snprintf(command, sizeof command,
                 "rm -rf spelt && cp -r '%s' spelt && sed -i 's/\\x01/\\\\x01/g' spelt/*.csv",
                 region);
        if (run(command)) read_facts("spelt", &expected);
        free(said);
        said = slurp("said");
        lose_all(&expected, what, said);
    }
    compare(what, &expected, &found);
    free(said);
    facts_free(&expected);
    facts_free(&found);
}

/* ---- formats of labels, which hold the two sides and who has a seat with whom ---- */

/* The next record of a CSV text, without quotes resolved. */
static char *next_record(char **rest)
{
    char *record = *rest, *at = record;
    bool quoted = false;
    if (!record || !*record) return NULL;
    for (; *at && (*at != '\n' || quoted); at++) quoted ^= *at == '"';
    *rest = *at ? at + 1 : at;
    *at = '\0';
    return record;
}

/* The next label of Pajek's vertices or of DL's key, as a key; NULL if there is none. */
static char *next_label(char **rest, bool is_pajek, corral_text *scratch)
{
    char *line = is_pajek ? strsep(rest, "\n") : next_record(rest), *out, *from;
    size_t length = 0;
    const char *key;
    if (!line || !(from = is_pajek ? strchr(line, '"') : line)) return NULL;
    if (is_pajek) *strrchr(++from, '"') = '\0';
    if (!is_pajek) from[strcspn(from, ",")] = '\0';
    out = sure(malloc(strlen(from) + 1));
    for (; *from; from++)
        if (strncmp(from, "&#", 2) == 0)
            out[length++] = (char)strtol(from + 2, &from, 10);
        else
            out[length++] = *from;
    out[length] = '\0';
    if (corral_name_key(out, length, scratch, &key, &length, NULL) != CORRAL_OK) exit(2);
    from = sure(strndup(key, length));
    free(out);
    return from;
}

/* What the region looks like under these labels, by node: every item a member. */
static void tell_labelled(facts *f, const corral_region *r, char *const *label, bool seats_only)
{
    uint32_t n = corral_region_coalition_count(r);
    for (uint32_t a = 0; a < n; a++) {
        corral_seats seats = corral_region_footprint(r, a);
        if (seats_only && !seats.count) continue;
        tell(f, "coalition %s|%s", label[a], label[a]);
        if (seats.count) tell(f, "known %s|member|partial", label[a]);
        for (size_t k = 0; k < seats.count; k++)
            tell(f, "seat %s|member|%s|%.17g", label[a], label[n + seats.index[k]],
                 seats.weight[k]);
    }
    for (uint32_t j = 0; j < corral_region_item_count(r); j++)
        if (!seats_only || corral_region_holders(r, j).count)
            tell(f, "item member|%s", label[n + j]);
}

static void try_labels(const char *corral, const char *region, bool is_pajek)
{
    const char *format = is_pajek ? "pajek" : "dl";
    facts expected = {0}, found = {0};
    corral_whole whole = {0};
    corral_text scratch = {0};
    char command[4096], what[512];
    snprintf(command, sizeof command, "rm -rf back && '%s' export '%s' -f %s -o back 2>said",
             corral, region, format);
    snprintf(what, sizeof what, "%s as %s", region, format);
    if (!run(command) || corral_whole_read(&region, 1, NULL, NULL, &whole, NULL) != CORRAL_OK)
        return;
    char *said = slurp("said"), *text = slurp(is_pajek ? "back" : "back/key.csv"), *rest = text;
    uint32_t nodes =
        corral_region_coalition_count(whole.region) + corral_region_item_count(whole.region);
    char **label = sure(calloc(nodes + 1, sizeof *label));
    strsep(&rest, "\n");
    for (uint32_t k = 0; k < nodes; k++)
        if (!(label[k] = next_label(&rest, is_pajek, &scratch)))
            label[k] = sure(strdup("no label"));
    if (!strstr(said, is_pajek ? "a node has a label, a side"
                               : "only what has a seat, under short labels"))
        complain(what, "does not say that facets and columns are left out");
    tell_labelled(&expected, whole.region, label, !is_pajek);
    read_facts(is_pajek ? "back" : "back/network.dl", &found);
    drop(&found, "listed ", "");
    compare(what, &expected, &found);
    for (uint32_t k = 0; k < nodes; k++) free(label[k]);
    free(label);
    free(said);
    free(text);
    corral_text_release(&scratch);
    corral_whole_release(&whole);
    facts_free(&expected);
    facts_free(&found);
}

/* Formats that hold everything. */
static void try_whole(const char *corral, const char *region)
{
    char command[8192];
    facts expected = {0}, found = {0};
    snprintf(
        command, sizeof command,
        "rm -rf one two three r.db && '%s' export -q '%s' -o one && '%s' export -q one -o two && "
        "diff -r one two && '%s' import -q '%s' -o r.db && '%s' export -q r.db -o three && "
        "diff -r one three",
        corral, region, corral, corral, region, corral);
    if (!run(command)) return;
    read_facts(region, &expected);
    read_facts("one", &found);
    compare("a folder", &expected, &found);
    facts_free(&found);
    read_facts("r.db", &found);
    compare("a database", &expected, &found);
    facts_free(&expected);
    facts_free(&found);
}

int main(int count, char **words)
{
    static const char *const formats[] = {"hif", "graphml", "kumu"};
    if (count < 3) return 2;
    for (int k = 2; k < count; k++) {
        try_whole(words[1], words[k]);
        for (size_t f = 0; f < sizeof formats / sizeof *formats; f++)
            try_network(words[1], words[k], formats[f]);
        try_labels(words[1], words[k], true);
        try_labels(words[1], words[k], false);
    }
    return failures > 0;
}
