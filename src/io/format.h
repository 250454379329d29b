/* What an input is: told by how it begins, or said by --as. */
#ifndef CORRAL_IO_FORMAT_H
#define CORRAL_IO_FORMAT_H

#include "io/sheet.h"

/* Reads the source to its end and takes it over, also on failure. */
typedef corral_status corral_format_read(corral_reading *reading, corral_source *source,
                                         corral_error *err);

/* Of an input that is no CSV file: its reader, after a note that says what it was taken for and
 * why; NULL for CSV, of which the header says the kind. Refused: what is none of the formats, and
 * an input that is plainly not what reading->as says. */
corral_status corral_format_find(corral_reading *reading, corral_source *source,
                                 corral_format_read **out, corral_error *err);

/* A note that says what the input is taken for. */
corral_status corral_format_note(corral_reading *reading, const char *file, const char *what,
                                 const char *why, corral_error *err);

#endif
