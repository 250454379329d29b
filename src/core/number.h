/* Numbers as text, the same in every locale. */
#ifndef CORRAL_CORE_NUMBER_H
#define CORRAL_CORE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

/* Enough for every number these functions write, but fixed notation of numbers above 1e15. */
#define CORRAL_NUMBER_SIZE 40

/* The fewest digits that read back as the same double; "nan", "inf", "-inf" for those. */
void corral_number_shortest(double value, char text[CORRAL_NUMBER_SIZE]);

/* digits behind the point (0 to 15); never "-0.000"; above 1e15 as corral_number_shortest. */
void corral_number_fixed(double value, int digits, char text[CORRAL_NUMBER_SIZE]);

/* With a comma after each group of three digits, for people: 1,234. */
void corral_number_grouped(size_t value, char text[CORRAL_NUMBER_SIZE]);

/* The other way: the whole text as a finite decimal number, whatever the locale; else false, and
 * *value as it was. */
bool corral_number_read(const char *text, double *value);

#endif
