/* Writing regions for other programs: one writer a format. */
#ifndef CORRAL_CLI_EXPORT_H
#define CORRAL_CLI_EXPORT_H

#include "cli/session.h"

typedef struct corral_export_format {
    const char *name;   /* of -f */
    const char *ending; /* of the output's name, without the dot; NULL: none of its own */
    /* Writes to path (NULL or "-": standard output), whole or not at all, and says on standard
     * error what the format cannot hold. */
    corral_status (*write)(corral_session *session, const corral_whole *whole, const char *path,
                           corral_error *err);
} corral_export_format;

/* A folder that reads back as the same region; to a name that ends in .csv, and to standard output,
 * the footprint alone. */
corral_status corral_export_csv(corral_session *session, const corral_whole *whole,
                                const char *path, corral_error *err);

#endif
