/* Numbers as text. snprintf takes its decimal point from the locale of the program around (a
 * library cannot choose it), so whatever stands there becomes a point. */
#include "core/number.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The locale's decimal point, one or more bytes that no number holds otherwise, to '.'. */
static void point(char *text)
{
    char *from = text + strspn(text, "+-0123456789");
    size_t length = strcspn(from, "+-0123456789eE");
    if (!length) return;
    *from = '.';
    memmove(from + 1, from + length, strlen(from + length) + 1);
}

void corral_number_shortest(double value, char text[CORRAL_NUMBER_SIZE])
{
    if (!isfinite(value)) {
        strcpy(text, isnan(value) ? "nan" : value > 0 ? "inf" : "-inf");
        return;
    }
    if (value == 0) value = fabs(value); /* no "-0" */
    /* Fifteen digits survive the way there and back, and %g drops zeros at the end, so the first
     * that reads back is the shortest. */
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, CORRAL_NUMBER_SIZE, "%.*g", digits, value);
        if (strtod(text, NULL) == value) break;
    }
    point(text);
}

void corral_number_fixed(double value, int digits, char text[CORRAL_NUMBER_SIZE])
{
    if (!isfinite(value) || fabs(value) >= 1e15) {
        corral_number_shortest(value, text);
        return;
    }
    snprintf(text, CORRAL_NUMBER_SIZE, "%.*f", digits, value);
    point(text);
    if (text[0] == '-' && strspn(text + 1, "0.") == strlen(text + 1))
        memmove(text, text + 1, strlen(text));
}

void corral_number_grouped(size_t value, char text[CORRAL_NUMBER_SIZE])
{
    char plain[CORRAL_NUMBER_SIZE];
    size_t length = (size_t)snprintf(plain, sizeof plain, "%zu", value), to = 0;
    for (size_t i = 0; i < length; i++) {
        if (i && (length - i) % 3 == 0) text[to++] = ',';
        text[to++] = plain[i];
    }
    text[to] = '\0';
}

bool corral_number_read(const char *text, double *value)
{
    static const char digits[] = "0123456789.eE+-";
    char *end;
    if (!*text || text[strspn(text, digits)]) return false; /* no spaces, hexadecimal, inf */
    locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (c == (locale_t)0) return false;
    double found = strtod_l(text, &end, c);
    freelocale(c);
    if (*end || !isfinite(found)) return false;
    *value = found;
    return true;
}
