/* Refuses allocations: preloaded (LD_PRELOAD) it counts those that come from the program's own code
 * or from igraph, told by the address they return to, and fails the one that CORRAL_FAIL_AT numbers
 * (with CORRAL_FAIL_ON set: that one and all behind it). Allocations of libc, of the OpenMP runtime
 * and of other libraries are let through. At the end it writes into the file CORRAL_FAIL_REPORT
 *
 *     allocations N
 *     refused N
 *     left N          blocks that the program's own code allocated and nobody freed
 *     igraph left N   the same of igraph's
 *     left at 0x...   where the first of them were asked for: an address in the program's file
 *                     (addr2line -e PROGRAM), or a function of igraph
 *
 * With CORRAL_FAIL_EVERY set to N the program branches at every N-th allocation: a copy of the
 * process is refused it and runs to its end, while the original waits and then goes on, refused
 * nothing. So a refusal costs what comes behind it, not what comes before, and all of them together
 * about one run. The original writes a line "number status" (of waitpid) to descriptor 3 for each
 * and reads one byte from descriptor 4 before it goes on. The copy says what it has to say in the
 * file CORRAL_FAIL_ERROR, and prints into CORRAL_FAIL_OUTPUT. For programs of one thread that leave
 * no file. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define EXPORTED __attribute__((visibility("default")))

/* What glibc itself calls them. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);
void *__libc_memalign(size_t alignment, size_t size);
void __libc_free(void *block);

EXPORTED int posix_memalign(void **out, size_t alignment, size_t size);
EXPORTED void *aligned_alloc(size_t alignment, size_t size);

/* ---- whose code ---- */

typedef struct range {
    uintptr_t start, end;
} range;

enum { RANGES = 16, PLACES = 1 << 16, SHOWN = 5 };

static range ranges[RANGES];
static size_t range_count;
static uintptr_t program_start, program_end;

static int note_object(struct dl_phdr_info *object, size_t size, void *user)
{
    int *number = user;
    bool is_program = (*number)++ == 0;
    (void)size;
    if (is_program) program_start = object->dlpi_addr;
    if (!is_program && !strstr(object->dlpi_name, "libigraph")) return 0;
    for (int k = 0; k < object->dlpi_phnum && range_count < RANGES; k++) {
        const ElfW(Phdr) *part = &object->dlpi_phdr[k];
        if (part->p_type != PT_LOAD || !(part->p_flags & PF_X)) continue;
        uintptr_t start = object->dlpi_addr + part->p_vaddr;
        ranges[range_count++] = (range){start, start + part->p_memsz};
        if (is_program) program_end = start + part->p_memsz;
    }
    return 0;
}

static bool is_ours(uintptr_t address)
{
    for (size_t k = 0; k < range_count; k++)
        if (address >= ranges[k].start && address < ranges[k].end) return true;
    return false;
}

/* ---- counting and refusing ---- */

static unsigned long fail_at, branch_every, allocations, refused;
static bool fail_on;

/* Live blocks, open addressing; a freed one leaves a stone. */
static struct place {
    uintptr_t block, asked_at;
} places[PLACES];

static const uintptr_t STONE = 1;
static atomic_flag lock = ATOMIC_FLAG_INIT;

static void enter(void)
{
    while (atomic_flag_test_and_set(&lock)) {
    }
}

static void leave(void)
{
    atomic_flag_clear(&lock);
}

static size_t place_of(uintptr_t block)
{
    return (size_t)((block >> 4) * 0x9e3779b97f4a7c15u) & (PLACES - 1);
}

static void note(void *block, uintptr_t asked_at)
{
    if (!block) return;
    enter();
    size_t at = place_of((uintptr_t)block);
    for (size_t i = 0; places[at].block > STONE; i++) {
        if (i == PLACES) abort();
        at = (at + 1) & (PLACES - 1);
    }
    places[at] = (struct place){(uintptr_t)block, asked_at};
    leave();
}

/* Whether it was noted. */
static bool forget(const void *block)
{
    bool found = false;
    enter();
    size_t at = place_of((uintptr_t)block);
    for (size_t i = 0; i < PLACES && places[at].block; i++, at = (at + 1) & (PLACES - 1)) {
        if (places[at].block != (uintptr_t)block) continue;
        places[at].block = STONE;
        found = true;
        break;
    }
    leave();
    return found;
}

enum { TELL = 3, HEAR = 4, SECONDS = 60 };

/* Has the descriptor lead to the file that the environment names. */
static void lead(int descriptor, const char *name)
{
    const char *path = getenv(name);
    int file = path ? open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600) : -1;
    if (file < 0) _exit(126);
    dup2(file, descriptor);
    close(file);
}

/* In the copy, which is to be refused this allocation. */
static void be_refused(void)
{
    fail_at = allocations;
    branch_every = 0;
    alarm(SECONDS); /* a search that never ends is a failure too */
    lead(1, "CORRAL_FAIL_OUTPUT");
    lead(2, "CORRAL_FAIL_ERROR");
    close(TELL);
    close(HEAR);
}

static void branch(void)
{
    char line[64], go;
    int status;
    off_t at = lseek(0, 0, SEEK_CUR); /* both read from one place */
    pid_t copy = fork();
    if (copy == 0) {
        be_refused();
        return;
    }
    if (copy < 0 || waitpid(copy, &status, 0) < 0) _exit(125);
    if (at >= 0) lseek(0, at, SEEK_SET);
    int length = snprintf(line, sizeof line, "%lu %d\n", allocations, status);
    if (write(TELL, line, (size_t)length) != length || read(HEAR, &go, 1) != 1) _exit(125);
}

static bool is_refused(void)
{
    if (branch_every && (allocations + 1) % branch_every == 0) {
        allocations++;
        branch();
        allocations--;
    }
    enter();
    bool now = ++allocations == fail_at || (fail_on && fail_at && allocations > fail_at);
    refused += now;
    leave();
    if (now) errno = ENOMEM;
    return now;
}

/* ---- the functions ---- */

#define CALLER ((uintptr_t)__builtin_extract_return_addr(__builtin_return_address(0)))

EXPORTED void *malloc(size_t size)
{
    uintptr_t caller = CALLER;
    if (!is_ours(caller)) return __libc_malloc(size);
    if (is_refused()) return NULL;
    void *block = __libc_malloc(size);
    note(block, caller);
    return block;
}

EXPORTED void *calloc(size_t count, size_t size)
{
    uintptr_t caller = CALLER;
    if (!is_ours(caller)) return __libc_calloc(count, size);
    if (is_refused()) return NULL;
    void *block = __libc_calloc(count, size);
    note(block, caller);
    return block;
}

EXPORTED void *realloc(void *before, size_t size)
{
    uintptr_t caller = CALLER;
    bool ours = is_ours(caller);
    if (ours && is_refused()) return NULL;
    bool noted = before && forget(before);
    void *block = __libc_realloc(before, size);
    if (ours || noted) note(block ? block : size ? before : NULL, caller);
    return block;
}

EXPORTED void *aligned_alloc(size_t alignment, size_t size)
{
    uintptr_t caller = CALLER;
    if (!is_ours(caller)) return __libc_memalign(alignment, size);
    if (is_refused()) return NULL;
    void *block = __libc_memalign(alignment, size);
    note(block, caller);
    return block;
}

EXPORTED int posix_memalign(void **out, size_t alignment, size_t size)
{
    uintptr_t caller = CALLER;
    bool ours = is_ours(caller);
    if (ours && is_refused()) return ENOMEM;
    void *block = __libc_memalign(alignment, size);
    if (!block) return ENOMEM;
    if (ours) note(block, caller);
    *out = block;
    return 0;
}

EXPORTED void free(void *block)
{
    if (block) forget(block);
    __libc_free(block);
}

/* ---- beginning and end ---- */

static size_t write_place(char *text, size_t size, uintptr_t address)
{
    Dl_info object;
    if (address > program_end && dladdr((void *)address, &object) && object.dli_sname)
        return (size_t)snprintf(text, size, "left at %s\n", object.dli_sname);
    return (size_t)snprintf(text, size, "left at 0x%lx\n",
                            (unsigned long)(address - program_start));
}

__attribute__((constructor)) static void begin(void)
{
    int number = 0;
    const char *at = getenv("CORRAL_FAIL_AT");
    fail_at = at ? strtoul(at, NULL, 10) : 0;
    fail_on = getenv("CORRAL_FAIL_ON") != NULL;
    at = getenv("CORRAL_FAIL_EVERY");
    branch_every = at ? strtoul(at, NULL, 10) : 0;
    unsetenv("LD_PRELOAD"); /* programs that this one starts are not meant */
    dl_iterate_phdr(note_object, &number);
}

__attribute__((destructor)) static void report(void)
{
    const char *path = getenv("CORRAL_FAIL_REPORT");
    char text[2048];
    unsigned long left = 0, igraph_left = 0;
    size_t length = 0;
    if (!path) return;
    for (size_t i = 0; i < PLACES; i++) {
        if (places[i].block <= STONE) continue;
        unsigned long *count = places[i].asked_at > program_end ? &igraph_left : &left;
        if ((*count)++ < SHOWN) length += write_place(text + length, 100, places[i].asked_at);
    }
    length += (size_t)snprintf(text + length, sizeof text - length,
                               "allocations %lu\nrefused %lu\nleft %lu\nigraph left %lu\n",
                               allocations, refused, left, igraph_left);
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) return;
    ssize_t written = write(file, text, length);
    (void)written;
    close(file);
}
