/* SPDX-License-Identifier: MIT
 *
 * Colours that people can tell: contrast as WCAG 2.1 defines it, and distances in OKLab (Ottosson
 * 2020) for normal sight and for three kinds of colour blindness (Machado, Oliveira and Fernandes
 * 2009, severity 1). */
#include "palette.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

typedef struct {
    double v[3];
} triple;

static triple linear_of(viz_paint paint, bool dark)
{
    char colour[8];
    unsigned c[3];
    triple out;
    viz_paint_colour(paint, dark, colour);
    assert_int_equal(sscanf(colour, "#%2x%2x%2x", &c[0], &c[1], &c[2]), 3);
    assert_int_equal(strlen(colour), 7);
    for (int i = 0; i < 3; i++) {
        const double s = c[i] / 255.0;
        out.v[i] = s <= 0.04045 ? s / 12.92 : pow((s + 0.055) / 1.055, 2.4);
    }
    return out;
}

static double luminance(triple c)
{
    return 0.2126 * c.v[0] + 0.7152 * c.v[1] + 0.0722 * c.v[2];
}

static double contrast(viz_paint front, viz_paint ground, bool dark)
{
    const double a = luminance(linear_of(front, dark)) + 0.05;
    const double b = luminance(linear_of(ground, dark)) + 0.05;
    return a > b ? a / b : b / a;
}

static void expect_contrast(viz_paint front, viz_paint ground, double least)
{
    for (int dark = 0; dark < 2; dark++) {
        const double found = contrast(front, ground, dark);
        if (found < least)
            fail_msg("paint %u on %u, %s: %.2f, at least %.1f", (unsigned)front, (unsigned)ground,
                     dark ? "dark" : "light", found, least);
    }
}

static void letters_stand_out(void **state)
{
    (void)state;
    static const viz_paint inks[] = {VIZ_INK, VIZ_MUTED}, grounds[] = {VIZ_PAPER, VIZ_BAND};
    for (size_t i = 0; i < 2; i++) {
        for (size_t k = 0; k < 2; k++) expect_contrast(inks[i], grounds[k], 4.5);
    }
    for (unsigned c = 0; c <= VIZ_COLOURS; c++) {
        expect_contrast(viz_paint_of(VIZ_ON, c), viz_paint_of(VIZ_COLOUR, c), 4.5);
        expect_contrast(VIZ_INK, viz_paint_of(VIZ_TINT, c), 4.5);
    }
    for (unsigned h = 0; h < VIZ_HEATS; h++)
        expect_contrast(viz_paint_of(VIZ_ON_HEAT, h), viz_paint_of(VIZ_HEAT, h), 4.5);
}

static void lines_stand_out(void **state)
{
    (void)state;
    for (unsigned c = 0; c <= VIZ_COLOURS; c++)
        expect_contrast(viz_paint_of(VIZ_COLOUR, c), VIZ_PAPER, 3);
}

/* More is darker on paper, and lighter on a dark screen, by a step that can be seen. */
static void heat_rises(void **state)
{
    (void)state;
    for (int dark = 0; dark < 2; dark++) {
        for (unsigned h = 1; h < VIZ_HEATS; h++) {
            const double less = luminance(linear_of(viz_paint_of(VIZ_HEAT, h - 1), dark)) + 0.05;
            const double more = luminance(linear_of(viz_paint_of(VIZ_HEAT, h), dark)) + 0.05;
            assert_true((dark ? more / less : less / more) > 1.1);
        }
    }
}

static triple times(const double m[3][3], triple c)
{
    triple out;
    for (int i = 0; i < 3; i++) out.v[i] = m[i][0] * c.v[0] + m[i][1] * c.v[1] + m[i][2] * c.v[2];
    return out;
}

static triple oklab(triple c)
{
    static const double to_cones[3][3] = {{0.4122214708, 0.5363325363, 0.0514459929},
                                          {0.2119034982, 0.6806995451, 0.1073969566},
                                          {0.0883024619, 0.2817188376, 0.6299787005}};
    static const double to_lab[3][3] = {{0.2104542553, 0.7936177850, -0.0040720468},
                                        {1.9779984951, -2.4285922050, 0.4505937099},
                                        {0.0259040371, 0.7827717662, -0.8086757660}};
    triple cones = times(to_cones, c);
    for (int i = 0; i < 3; i++) cones.v[i] = cbrt(cones.v[i]);
    return times(to_lab, cones);
}

static triple seen(triple c, const double sight[3][3])
{
    triple out = times(sight, c);
    for (int i = 0; i < 3; i++) out.v[i] = fmin(fmax(out.v[i], 0), 1);
    return oklab(out);
}

enum { SIGHTS = 4 };
static const double sights[SIGHTS][3][3] = {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
                                            {{0.152286, 1.052583, -0.204868},
                                             {0.114503, 0.786281, 0.099216},
                                             {-0.003882, -0.048116, 1.051998}}, /* protanopia */
                                            {{0.367322, 0.860646, -0.227968},
                                             {0.280085, 0.672501, 0.047413},
                                             {-0.011820, 0.042940, 0.968881}}, /* deuteranopia */
                                            {{1.255528, -0.076749, -0.178779},
                                             {-0.078411, 0.930809, 0.147602},
                                             {0.004733, 0.691367, 0.303900}}}; /* tritanopia */

static double distance(viz_paint a, viz_paint b, bool dark, size_t sight)
{
    const triple x = seen(linear_of(a, dark), sights[sight]);
    const triple y = seen(linear_of(b, dark), sights[sight]);
    double square = 0;
    for (int i = 0; i < 3; i++) square += pow(x.v[i] - y.v[i], 2);
    return sqrt(square);
}

static void colours_stay_apart(void **state)
{
    (void)state;
    static const char *const names[] = {"normal", "protan", "deutan", "tritan"};
    for (int dark = 0; dark < 2; dark++) {
        for (size_t s = 0; s < SIGHTS; s++) {
            double least = 1;
            for (unsigned a = 1; a <= VIZ_COLOURS; a++) {
                for (unsigned b = 1; b < a; b++)
                    least = fmin(least, distance(viz_paint_of(VIZ_COLOUR, a),
                                                 viz_paint_of(VIZ_COLOUR, b), dark, s));
            }
            print_message("%s, %s sight: nearest %.3f\n", dark ? "dark" : "light", names[s], least);
            assert_true(least >= 0.09);
        }
    }
}

/* Where nobody is stands out from the paper and from every shade, for every sight. */
static void what_is_missing_stands_out(void **state)
{
    (void)state;
    expect_contrast(VIZ_MISSING, VIZ_PAPER, 4.5);
    expect_contrast(VIZ_ON_MISSING, VIZ_MISSING, 4.5);
    for (int dark = 0; dark < 2; dark++) {
        for (size_t s = 0; s < SIGHTS; s++) {
            for (unsigned h = 0; h < VIZ_HEATS; h++)
                assert_true(distance(VIZ_MISSING, viz_paint_of(VIZ_HEAT, h), dark, s) >= 0.15);
            assert_true(distance(VIZ_MISSING, VIZ_BAND, dark, s) >= 0.15);
        }
    }
}

static void groups_take_colours_in_turn(void **state)
{
    (void)state;
    for (unsigned long place = 0; place < 40; place++)
        assert_int_equal(viz_colour_of(place), place % VIZ_COLOURS + 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_stand_out),
        cmocka_unit_test(lines_stand_out),
        cmocka_unit_test(heat_rises),
        cmocka_unit_test(colours_stay_apart),
        cmocka_unit_test(what_is_missing_stands_out),
        cmocka_unit_test(groups_take_colours_in_turn),
    };
    return cmocka_run_group_tests_name("viz.palette", tests, NULL, NULL);
}
