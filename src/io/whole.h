/* A region and everything that was said of it: what writers of regions write. */
#ifndef CORRAL_IO_WHOLE_H
#define CORRAL_IO_WHOLE_H

#include "corral/read.h"
#include "io/kept.h"
#include "region/record.h"

typedef struct corral_whole {
    corral_region *region;
    corral_record *record;
    corral_kept kept;
} corral_whole;

/* Several inputs make one region. *out is released by the caller; untouched on failure. */
corral_status corral_whole_read(const char *const *paths, size_t count,
                                const corral_read_options *options, corral_problems *problems,
                                corral_whole *out, corral_error *err);
void corral_whole_release(corral_whole *whole);

#endif
