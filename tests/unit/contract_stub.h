/* The operations of the small contract that unit tests and fuzz targets work with. */
#ifndef THIDUA_UNIT_CONTRACT_STUB_H
#define THIDUA_UNIT_CONTRACT_STUB_H

#include "wire/contract.h"

extern const struct contract_operation stub_plans_create; /* a body with every kind of schema */
extern const struct contract_operation stub_plans_list;   /* query, path and header parameters */

#endif
