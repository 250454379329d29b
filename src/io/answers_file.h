/* Where the answers of a survey lie. */
#ifndef CORRAL_IO_ANSWERS_FILE_H
#define CORRAL_IO_ANSWERS_FILE_H

#include "corral/region.h"

typedef struct corral_answers_file {
    const char *path; /* "-" is standard input */
    const char *form; /* the XLSForm that was answered; NULL: a table in columns of its own */
    bool repair;
    const corral_region *region; /* may be NULL */
} corral_answers_file;

#endif
