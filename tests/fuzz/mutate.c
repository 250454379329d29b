/* The fuzz target without libFuzzer: files as they are, then what a few random edits make of them;
 * the same mutants every time.
 *
 *     mutate FIRST LAST FILE...       mutants number FIRST to LAST - 1 of each file
 *
 * The number of the mutant under way is told when it fails, so that it can be run alone. */
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/random.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST = 1 << 16, EDITS = 6 };

typedef struct bytes {
    uint8_t *at;
    size_t size;
} bytes;

/* Pieces that mean something to some reader. */
static const char *const pieces[] = {",",
                                     ";",
                                     "\t",
                                     "\"",
                                     "\"\"",
                                     "\n",
                                     "\r",
                                     "|",
                                     "&#0;",
                                     "&x;",
                                     "</node>",
                                     "<![CDATA[",
                                     "-1",
                                     "NaN",
                                     "1e400",
                                     "4294967296",
                                     "0",
                                     "9223372036854775808",
                                     "=1+1",
                                     "none",
                                     "[[[[[[[[",
                                     "{\"a\":{",
                                     "null",
                                     "*Arcs\n",
                                     "*Matrix\n",
                                     "data:\n",
                                     "labels embedded\n",
                                     "\\u0000",
                                     "\xef\xbb\xbf",
                                     "\xff\xfe",
                                     "\xc0\xaf",
                                     "\xed\xa0\x80",
                                     "\xe2\x80\xae",
                                     "partial",
                                     "unknown",
                                     " "};
enum { PIECES = sizeof pieces / sizeof *pieces };

static void insert(bytes *s, size_t at, const void *piece, size_t length)
{
    if (s->size + length > MOST) return;
    memmove(s->at + at + length, s->at + at, s->size - at);
    memcpy(s->at + at, piece, length);
    s->size += length;
}

static void edit(bytes *s, uint64_t *chance)
{
    uint8_t kept[64];
    size_t at = random_below(chance, (uint32_t)s->size + 1), left = s->size - at;
    size_t length = left ? random_below(chance, (uint32_t)(left < 64 ? left : 64)) + 1 : 0;
    const char *piece = pieces[random_below(chance, PIECES)];
    switch (random_below(chance, 6)) {
    case 0:
        if (left) s->at[at] ^= (uint8_t)(1u << random_below(chance, 8));
        break;
    case 1:
        if (left) s->at[at] = (uint8_t)random_word(chance);
        break;
    case 2: /* again elsewhere */
        memcpy(kept, s->at + at, length);
        insert(s, random_below(chance, (uint32_t)s->size + 1), kept, length);
        break;
    case 3: /* left out */
        memmove(s->at + at, s->at + at + length, left - length);
        s->size -= length;
        break;
    case 4: s->size = random_below(chance, 4) ? s->size : at; break;
    default: insert(s, at, piece, strlen(piece));
    }
}

static bytes read_file(const char *path)
{
    bytes s = {malloc(MOST), 0};
    FILE *file = fopen(path, "rb");
    if (!s.at || !file) {
        fprintf(stderr, "%s: cannot be read\n", path);
        exit(2);
    }
    s.size = fread(s.at, 1, MOST, file);
    fclose(file);
    return s;
}

/* For the handler, which is handed nothing else. */
static char under_way[256];

static void tell(int number)
{
    if (write(STDERR_FILENO, under_way, strlen(under_way)) < 0) _exit(1);
    signal(number, SIG_DFL);
    raise(number);
}

static void run(const bytes *sample, const char *path, unsigned long number)
{
    uint8_t *copy = malloc(MOST);
    bytes mutant = {copy, sample->size};
    uint64_t chance = number * 2 + 1;
    if (!copy) exit(2);
    memcpy(copy, sample->at, sample->size);
    snprintf(under_way, sizeof under_way, "under way: mutant %lu of %s\n", number, path);
    for (int i = 0; i < 8; i++) random_word(&chance);
    for (uint32_t k = number ? random_below(&chance, EDITS) + 1 : 0; k; k--) edit(&mutant, &chance);
    /* Exactly as large as it is, so that a sanitizer sees a byte read behind its end. */
    uint8_t *exact = malloc(mutant.size ? mutant.size : 1);
    if (!exact) exit(2);
    memcpy(exact, copy, mutant.size);
    LLVMFuzzerTestOneInput(exact, mutant.size);
    free(exact);
    free(copy);
}

int main(int count, char **words)
{
    if (count < 4) {
        fputs("usage: mutate FIRST LAST FILE...\n", stderr);
        return 2;
    }
    unsigned long first = strtoul(words[1], NULL, 10), last = strtoul(words[2], NULL, 10);
    signal(SIGABRT, tell);
    signal(SIGALRM, tell);
    for (int k = 3; k < count; k++) {
        bytes sample = read_file(words[k]);
        for (unsigned long number = first; number < last; number++) {
            alarm(20);
            run(&sample, words[k], number);
        }
        free(sample.at);
    }
    return 0;
}
