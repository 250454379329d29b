/* ZIP archives that are held in memory, read entry by entry.
 *
 *     corral_zip zip;
 *     TRY(corral_zip_init(&zip, bytes, length, err));
 *     for (;;) {
 *         TRY(corral_zip_next(&zip, &entry, err));
 *         if (!entry) break;
 *         while (...) TRY(corral_zip_read(entry, block, sizeof block, &got, err));
 *         corral_zip_entry_free(entry);
 *     }
 *
 * Entries that are stored or deflated; no archives of several parts, none above 4 GiB. */
#ifndef CORRAL_CORE_ZIP_H
#define CORRAL_CORE_ZIP_H

#include "core/try.h"

typedef struct corral_zip {
    const unsigned char *bytes; /* borrowed */
    size_t length;
    size_t at;   /* of the next entry in the directory */
    size_t left; /* entries */
} corral_zip;

typedef struct corral_zip_entry corral_zip_entry;

corral_status corral_zip_init(corral_zip *zip, const char *bytes, size_t length, corral_error *err);
/* The next entry, yours to free; NULL behind the last. One that is encrypted is refused. */
corral_status corral_zip_next(corral_zip *zip, corral_zip_entry **out, corral_error *err);
void corral_zip_entry_free(corral_zip_entry *entry);

const char *corral_zip_entry_name(const corral_zip_entry *entry);
/* The next bytes, at most size (which is not 0). *got is 0 at the end, and then length and checksum
 * are those that the archive states. */
corral_status corral_zip_read(corral_zip_entry *entry, char *block, size_t size, size_t *got,
                              corral_error *err);

#endif
