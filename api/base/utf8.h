/* UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF. Pure. */
#ifndef THIDUA_BASE_UTF8_H
#define THIDUA_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>

/* Bytes of the character at text, of which `left` bytes may be read; 0: broken or cut off. */
size_t utf8_step(const char *text, size_t left);

bool utf8_check(const char *text, size_t length);

/* Code points of a text that was checked before. */
size_t utf8_count(const char *text, size_t length);

#endif
