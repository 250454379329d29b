/* Writing regions for other programs: one writer a format. */
#ifndef CORRAL_CLI_EXPORT_H
#define CORRAL_CLI_EXPORT_H

#include "cli/grouping.h"
#include "cli/session.h"
#include "io/network.h"

typedef struct corral_export_format {
    const char *name;   /* of -f */
    const char *ending; /* of the output's name, without the dot; NULL: none of its own */
    /* A network: one file, or the files of a folder. None: csv. */
    struct {
        const char *name; /* NULL for a format of one file */
        corral_network_writer *write;
    } files[2];
    const char *lacks; /* what else is lost, whatever the region, a clause; NULL: nothing */
    bool spells;       /* control characters are spelt out */
} corral_export_format;

/* A folder that reads back as the same region; to a name that ends in .csv, and to standard output,
 * the footprint alone. path may be NULL or "-": standard output. Whole or not at all, and what is
 * left out stands on standard error. */
corral_status corral_export_csv(corral_session *session, const corral_whole *whole,
                                const char *path, corral_error *err);

/* Coalitions, items and seats as a network, with groups as an attribute of coalitions. */
corral_status corral_export_network(corral_session *session, const corral_whole *whole,
                                    const corral_grouping_settings *grouping,
                                    const corral_export_format *format, const char *path,
                                    corral_error *err);

/* What every network leaves out of this region, as a list with commas; nothing where all is there.
 */
corral_status corral_export_losses(const corral_whole *whole, corral_text *out, corral_error *err);
/* Whether a cell of the facet is unknown or disputed: a network, which cannot say so, must not call
 * the list complete. */
bool corral_export_list_is_open(const corral_region *region, uint32_t coalition, uint32_t facet);

#endif
