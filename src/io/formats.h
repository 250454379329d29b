/* The readers of formats that are no CSV; each takes the source over, also on failure. */
#ifndef CORRAL_IO_FORMATS_H
#define CORRAL_IO_FORMATS_H

#include "io/format.h"

corral_format_read corral_read_edges, corral_read_hif, corral_read_kumu, corral_read_pajek,
    corral_read_dl, corral_read_graphml, corral_read_xlsx;

#endif
