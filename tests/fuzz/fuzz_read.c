/* libFuzzer: any bytes are read as a region, or refused; with and without repair, with the first
 * error as the end and behind it; as what they seem to be and as each of the formats.
 *
 *     clang -g -O1 -fsanitize=fuzzer,address,undefined -Iinclude -Isrc tests/fuzz/fuzz_read.c ...
 *     ./fuzz_read -dict=tests/fuzz/read.dict CORPUS
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/text.h"
#include "io/reading.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Whatever was read is valid UTF-8. */
static void check_text(const char *text)
{
    if (corral_utf8_valid(text, strlen(text)) != strlen(text)) abort();
}

static void check_region(const corral_region *region)
{
    for (uint32_t a = 0; a < corral_region_coalition_count(region); a++)
        check_text(corral_region_id(region, a));
    for (uint32_t j = 0; j < corral_region_item_count(region); j++) {
        check_text(corral_region_item_key(region, j));
        check_text(corral_region_item_original(region, j));
    }
}

static void read_once(const uint8_t *data, size_t size, bool repair, bool keep_going,
                      const char *as)
{
    corral_region *region = NULL;
    corral_problems *problems = NULL;
    corral_error error = CORRAL_ERROR_INIT;
    corral_read_options options = CORRAL_READ_OPTIONS_INIT;
    options.repair = repair;
    options.as = as;
    if (corral_problems_new(keep_going, &problems, NULL) != CORRAL_OK) return;
    if (corral_region_read_memory(data, size, "input", &options, problems, &region, &error) ==
        CORRAL_OK)
        check_region(region);
    else if (region || error.status == CORRAL_OK || !error.message[0])
        abort();
    check_text(error.message);
    for (size_t i = 0; i < corral_problems_count(problems); i++)
        check_text(corral_problems_get(problems, i).what);
    corral_region_free(region);
    corral_problems_free(problems);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    read_once(data, size, false, false, NULL);
    read_once(data, size, true, true, NULL);
    for (size_t k = 1; corral_read_formats[k]; k++)
        read_once(data, size, false, true, corral_read_formats[k]);
    return 0;
}
