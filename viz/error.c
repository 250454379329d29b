/* SPDX-License-Identifier: MIT */
#include "error.h"

#include <stdarg.h>
#include <stdio.h>

bool viz_fail(viz_error *err, const char *format, ...)
{
    if (err->message[0]) return false;
    va_list args;
    va_start(args, format);
    vsnprintf(err->message, sizeof err->message, format, args);
    va_end(args);
    return false;
}

bool viz_fail_memory(viz_error *err)
{
    return viz_fail(err, "out of memory");
}
