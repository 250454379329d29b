/* Joins corral-viz in builds with the address sanitizer: tells it of a leak that is Graphviz's own.
 *
 * The nop2 layout allocates one block for each graph in scan_graph_mode and never frees it. The name
 * is seen only when stacks are unwound the slow way, Debian's libraries having no frame pointers. */
#define EXPORTED __attribute__((visibility("default")))

EXPORTED const char *__asan_default_options(void);
EXPORTED const char *__lsan_default_options(void);
EXPORTED const char *__lsan_default_suppressions(void);

const char *__asan_default_options(void)
{
    return "fast_unwind_on_malloc=0";
}

const char *__lsan_default_options(void)
{
    return "print_suppressions=0";
}

const char *__lsan_default_suppressions(void)
{
    return "leak:scan_graph_mode\n";
}
