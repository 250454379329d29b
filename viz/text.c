/* SPDX-License-Identifier: MIT */
#include "text.h"

#include "buf.h"
#include "widths.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const char ellipsis[] = "\xe2\x80\xa6";
enum { REPLACEMENT = 0xfffd, JOINER = 0x200d, MARKS_MAX = 4, JOINED_MAX = 16 };

/* Reads one character and advances *at by at least one byte; what is not UTF-8 (overlong forms and
 * surrogates too) comes out as U+FFFD. */
static uint32_t decode(const char *text, size_t length, size_t *at)
{
    const unsigned char *bytes = (const unsigned char *)text;
    const unsigned char lead = bytes[(*at)++];
    if (lead < 0x80) return lead;
    if (lead < 0xc2 || lead > 0xf4) return REPLACEMENT;
    const size_t more = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    uint32_t character = lead & (0x3fU >> more);
    for (size_t i = 0; i < more; i++) {
        if (*at >= length || (bytes[*at] & 0xc0) != 0x80) return REPLACEMENT;
        const uint32_t next = character << 6 | (bytes[*at] & 0x3fU);
        if (i == 0 && ((more == 2 && (next < 0x20 || (next >= 0x360 && next <= 0x37f))) ||
                       (more == 3 && (next < 0x10 || next > 0x10f))))
            return REPLACEMENT;
        character = next;
        (*at)++;
    }
    return character;
}

static void encode(viz_buf *buf, uint32_t c)
{
    char bytes[4];
    size_t length;
    if (c < 0x80) {
        bytes[0] = (char)c;
        length = 1;
    } else if (c < 0x800) {
        bytes[0] = (char)(0xc0 | c >> 6);
        length = 2;
    } else if (c < 0x10000) {
        bytes[0] = (char)(0xe0 | c >> 12);
        length = 3;
    } else {
        bytes[0] = (char)(0xf0 | c >> 18);
        length = 4;
    }
    for (size_t i = 1; i < length; i++)
        bytes[i] = (char)(0x80 | (c >> 6 * (length - 1 - i) & 0x3f));
    viz_buf_bytes(buf, bytes, length);
}

static bool is_space(uint32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xa0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f ||
           c == 0x205f || c == 0x3000;
}

/* Controls, overrides of the direction of text, and the byte order mark: nothing a reader sees. */
static bool is_dropped(uint32_t c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x202a && c <= 0x202e) ||
           (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

/* XML 1.0 cannot hold these two, nor should a name hold any of its kind. */
static bool is_noncharacter(uint32_t c)
{
    return (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
}

char *viz_text_whole(const char *bytes, size_t length)
{
    viz_buf clean = {0};
    bool space = false;
    size_t marks = 0;
    for (size_t at = 0; at < length;) {
        uint32_t c = decode(bytes, length, &at);
        if (is_space(c)) {
            space = clean.length > 0;
            continue;
        }
        if (is_dropped(c)) continue;
        if (is_noncharacter(c)) c = REPLACEMENT;
        marks = viz_extends_grapheme(c) ? marks + 1 : 0;
        if (marks > MARKS_MAX) continue;
        if (space) viz_buf_text(&clean, " ");
        space = false;
        encode(&clean, c);
    }
    return viz_buf_take(&clean);
}

char *viz_text_clean(const char *bytes, size_t length)
{
    char *whole = viz_text_whole(bytes, length);
    if (!whole) return NULL;
    char *cut = viz_text_cut(whole, VIZ_TEXT_GRAPHEMES);
    free(whole);
    return cut;
}

static bool is_flag_letter(uint32_t c)
{
    return c >= 0x1f1e6 && c <= 0x1f1ff;
}

/* One character as a reader counts them, measured in thousandths of an em. */
typedef struct {
    size_t start, end;
    uint32_t base;
    unsigned width;
} grapheme;

/* Marks add to the character they stand on, two flag letters are one flag, and pictures with a
 * joiner between them are one, as wide as the first. No more than the longest of these (ten
 * characters) and some grow together: a name is bounded by its graphemes. */
static bool next_grapheme(const char *text, size_t length, bool bold, grapheme *g)
{
    size_t at = g->end;
    if (at >= length) return false;
    g->start = at;
    g->base = decode(text, length, &at);
    g->width = viz_advance(g->base, bold);
    bool joined = false, flag = is_flag_letter(g->base), picture = viz_is_pictograph(g->base);
    size_t count = 1;
    for (size_t ahead = at; ahead < length && count < JOINED_MAX; at = ahead, count++) {
        const uint32_t c = decode(text, length, &ahead);
        const bool joins = joined && viz_is_pictograph(c);
        if (!viz_extends_grapheme(c) && !joins && !(flag && is_flag_letter(c))) break;
        if (viz_extends_grapheme(c) && !viz_is_skin_tone(c)) g->width += viz_advance(c, bold);
        if (c == 0xfe0f && g->width < 1000) g->width = 1000;
        flag = false;
        joined = picture && c == JOINER;
    }
    g->end = at;
    return true;
}

char *viz_text_cut(const char *text, size_t graphemes)
{
    const size_t length = strlen(text);
    grapheme g = {0};
    size_t count = 0, keep = 0;
    while (next_grapheme(text, length, false, &g)) {
        if (++count == graphemes) keep = g.start;
        if (count > graphemes) break;
    }
    if (count <= graphemes) keep = length;
    while (keep < length && keep > 0 && text[keep - 1] == ' ') keep--;
    char *cut = malloc(keep + sizeof ellipsis);
    if (!cut) return NULL;
    memcpy(cut, text, keep);
    memcpy(cut + keep, keep < length ? ellipsis : "", keep < length ? sizeof ellipsis : 1);
    return cut;
}

static double width_of(const char *text, size_t length, viz_setting setting)
{
    grapheme g = {0};
    double width = 0;
    while (next_grapheme(text, length, setting.bold, &g)) width += g.width;
    return width * setting.size / 1000;
}

double viz_text_width(const char *text, double size, bool bold)
{
    return width_of(text, strlen(text), (viz_setting){.size = size, .bold = bold});
}

/* A line may begin at this character: what stands before it ended a word. */
static bool may_begin(const grapheme *before, const grapheme *here)
{
    if (here->base == ' ' || !before->end) return false;
    if (before->base == ' ' || before->base == '-' || before->base == '/' ||
        (before->base >= 0x2010 && before->base <= 0x2014))
        return true;
    return viz_is_wide(before->base) && viz_is_wide(here->base);
}

typedef struct {
    size_t start[VIZ_LINES_MAX], end[VIZ_LINES_MAX];
    size_t count;    /* of all lines needed; only the first VIZ_LINES_MAX are kept */
    bool broke_word; /* a word wider than the limit was split */
} filling;

static void end_line(filling *lines, const char *text, size_t start, size_t end)
{
    while (end > start && text[end - 1] == ' ') end--;
    if (lines->count < VIZ_LINES_MAX) {
        lines->start[lines->count] = start;
        lines->end[lines->count] = end;
    }
    lines->count++;
}

static filling fill(const char *text, viz_setting setting)
{
    const size_t length = strlen(text);
    const double limit = setting.width * 1000 / setting.size + 0.5;
    filling lines = {0};
    size_t start = 0, word = 0;
    double width = 0, before_word = 0; /* of the line so far, and of its part before the word */
    grapheme g = {0}, before = {0};
    while (next_grapheme(text, length, setting.bold, &g)) {
        if (may_begin(&before, &g)) {
            word = g.start;
            before_word = width;
        }
        if (width + g.width > limit && g.base != ' ' && g.start > start) {
            if (word <= start) {
                lines.broke_word = true;
                word = g.start;
                before_word = width;
            }
            end_line(&lines, text, start, word);
            start = word;
            width -= before_word;
        }
        width += g.width;
        before = g;
    }
    end_line(&lines, text, start, length);
    return lines;
}

/* The narrowest setting that needs no more lines: makes the lines as equal as can be. */
static filling balance(const char *text, viz_setting setting, filling widest)
{
    filling best = widest;
    double low = setting.width / (double)(widest.count + 1), high = setting.width;
    for (int step = 0; step < 12; step++) {
        setting.width = (low + high) / 2;
        const filling tried = fill(text, setting);
        if (tried.count <= widest.count && tried.broke_word <= widest.broke_word) {
            best = tried;
            high = setting.width;
        } else {
            low = setting.width;
        }
    }
    return best;
}

static char *copy_line(const char *text, size_t length, const char *tail)
{
    char *line = malloc(length + strlen(tail) + 1);
    if (!line) return NULL;
    memcpy(line, text, length);
    memcpy(line + length, tail, strlen(tail) + 1);
    return line;
}

/* Where a line must end so that an ellipsis still fits. */
static size_t room_for_ellipsis(const char *text, viz_setting setting)
{
    const double limit = setting.width - viz_text_width(ellipsis, setting.size, setting.bold);
    const size_t length = strlen(text);
    grapheme g = {0};
    size_t end = 0;
    double width = 0;
    while (next_grapheme(text, length, setting.bold, &g)) {
        width += g.width * setting.size / 1000;
        if (width > limit) break;
        end = g.end;
    }
    while (end > 0 && text[end - 1] == ' ') end--;
    return end;
}

bool viz_text_wrap(const char *text, viz_setting setting, viz_lines *out)
{
    *out = (viz_lines){0};
    filling lines = fill(text, setting);
    const bool cut = lines.count > setting.lines;
    out->forced = cut || lines.broke_word;
    if (cut)
        lines.count = setting.lines;
    else if (lines.count > 1)
        lines = balance(text, setting, lines);
    for (size_t i = 0; i < lines.count; i++) {
        const char *start = text + lines.start[i];
        size_t length = lines.end[i] - lines.start[i];
        const bool last = cut && i + 1 == lines.count;
        if (last) length = room_for_ellipsis(start, setting);
        out->line[i] = copy_line(start, length, last ? ellipsis : "");
        if (!out->line[i]) {
            viz_lines_release(out);
            return false;
        }
        out->count = i + 1;
        out->width = fmax(out->width, viz_text_width(out->line[i], setting.size, setting.bold));
    }
    return true;
}

void viz_lines_release(viz_lines *lines)
{
    for (size_t i = 0; i < lines->count; i++) free(lines->line[i]);
    *lines = (viz_lines){0};
}
