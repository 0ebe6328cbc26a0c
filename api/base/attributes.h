/* Compiler attributes under names that say what they are for. */
#ifndef THIDUA_BASE_ATTRIBUTES_H
#define THIDUA_BASE_ATTRIBUTES_H

/* The caller must look at the result: it says whether the work was done. */
#define MUSTUSE __attribute__((warn_unused_result))
#define PRINTF_LIKE(text, first) __attribute__((format(printf, text, first)))

#endif
