/*
 * Passwords that somebody tries first. Rules and not a list of leaked ones: a list would have to hold every year behind every
 * word, and be loaded into every worker.
 */
#ifndef THIDUA_AUTH_COMMON_H
#define THIDUA_AUTH_COMMON_H

#include <stdbool.h>

/*
 * true: one short piece again and again (aaaaaaaa, 12341234), runs along the alphabet or the keyboard (qwerty123), or a
 * word that everybody thinks of with at most six digits and signs around it (Password1, matkhau@2026).
 */
bool password_common(const char *password);

#endif
