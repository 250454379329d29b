/* Complete linkage. */
#include "alignment/align.h"

void alignment_link(double *alike, size_t count, double least, uint32_t *of)
{
    for (size_t i = 0; i < count; i++) of[i] = (uint32_t)i;
    for (;;) {
        double best = -1;
        size_t a = 0, b = 0;
        for (size_t i = 0; i < count; i++) {
            if (of[i] != i) continue;
            for (size_t j = i + 1; j < count; j++)
                if (of[j] == j && alike[i * count + j] > best) {
                    best = alike[i * count + j];
                    a = i;
                    b = j;
                }
        }
        if (best < least) return;
        for (size_t j = 0; j < count; j++) {
            double far = alike[b * count + j];
            if (far < alike[a * count + j]) alike[a * count + j] = alike[j * count + a] = far;
            if (of[j] == b) of[j] = (uint32_t)a;
        }
    }
}
