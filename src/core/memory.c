/* Allocation with checked sizes: a product that wraps is a limit reached, never a small block. */
#include "core/memory.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/mman.h>
#endif

corral_status corral_no_memory(size_t bytes, corral_error *err)
{
    return corral_error_set(err, CORRAL_NO_MEMORY, "out of memory asking for %zu bytes", bytes);
}

/* Large arrays are read at random, and most of that time goes to finding pages: large pages where
 * the system has them, or nothing. */
static void use_large_pages(void *block, size_t bytes)
{
#ifdef MADV_HUGEPAGE
    enum { PAGE = 2 << 20 };
    size_t skipped = PAGE - (uintptr_t)block % PAGE;
    if (bytes >= 4 * PAGE) madvise((char *)block + skipped, bytes - skipped, MADV_HUGEPAGE);
#else
    (void)block;
    (void)bytes;
#endif
}

corral_status corral_array_new(void *out, size_t count, size_t size, corral_error *err)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes)) return corral_no_memory(SIZE_MAX, err);
    void *block = calloc(count ? count : 1, size);
    if (!block) return corral_no_memory(bytes, err);
    use_large_pages(block, bytes);
    memcpy(out, &block, sizeof block);
    return CORRAL_OK;
}

corral_status corral_array_grow(void *array, size_t *capacity, size_t needed, size_t size,
                                corral_error *err)
{
    if (needed <= *capacity) return CORRAL_OK;
    size_t wanted = *capacity < 8 ? 8 : *capacity;
    while (wanted < needed)
        if (__builtin_mul_overflow(wanted, (size_t)2, &wanted)) wanted = needed;
    size_t bytes;
    if (__builtin_mul_overflow(wanted, size, &bytes)) return corral_no_memory(SIZE_MAX, err);
    void *block;
    memcpy(&block, array, sizeof block);
    block = realloc(block, bytes);
    if (!block) return corral_no_memory(bytes, err);
    use_large_pages(block, bytes);
    memcpy(array, &block, sizeof block);
    *capacity = wanted;
    return CORRAL_OK;
}

corral_status corral_string_copy(char **out, const char *text, size_t length, corral_error *err)
{
    char *copy;
    if (length == SIZE_MAX) return corral_no_memory(length, err);
    copy = malloc(length + 1);
    if (!copy) return corral_no_memory(length + 1, err);
    if (length) memcpy(copy, text, length);
    copy[length] = '\0';
    *out = copy;
    return CORRAL_OK;
}

size_t corral_memory_used(void)
{
    size_t whole = 0, resident = 0;
    struct rusage usage;
    FILE *file = fopen("/proc/self/statm", "r");
    int found = file ? fscanf(file, "%zu %zu", &whole, &resident) : 0;
    if (file) fclose(file);
    if (found == 2) return resident * (size_t)sysconf(_SC_PAGESIZE);
    return getrusage(RUSAGE_SELF, &usage) == 0 ? (size_t)usage.ru_maxrss * 1024 : 0;
}
