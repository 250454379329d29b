/* Load as a document. */
#ifndef CORRAL_CLI_LOAD_PAGE_H
#define CORRAL_CLI_LOAD_PAGE_H

#include "cli/load_words.h"

/* Groups are sought up to here: above, comparing everybody would take far longer than counting. */
enum { CORRAL_LOAD_GROUPS_SOUGHT = 5000 };

typedef struct corral_load_page {
    corral_session *session;
    const corral_load_run *run;
    uint32_t member; /* UINT32_MAX: all */
    bool persons;    /* these alone */
    bool all;        /* rows: those in one coalition, too */
} corral_load_page;

corral_status corral_load_print_page(const corral_load_page *page, corral_error *err);

#endif
