/* One statement, on its way from any format into the region. */
#ifndef CORRAL_IO_ROWS_H
#define CORRAL_IO_ROWS_H

#include "io/sheet.h"

/* Adds the row; a word that stands for no item ("none", "N/A") is reported and says what it says of
 * the whole facet. */
corral_status corral_add_row(corral_reading *reading, corral_row *row, corral_error *err);

#endif
