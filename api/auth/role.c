/* Role names and sets. The names are the contract's; the bits are those of enum contract_role. */
#include "auth/role.h"

#include <string.h>

#include "auth/token.h"
#include "base/text.h"
#include "wire/contract.h"

static const struct {
	const char *name;
	unsigned role;
} names[] = {
	{ "viewer", ROLE_VIEWER },
	{ "reporter", ROLE_REPORTER },
	{ "approver", ROLE_APPROVER },
	{ "reward_secretary", ROLE_REWARD_SECRETARY },
	{ "council_member", ROLE_COUNCIL_MEMBER },
	{ "inspector", ROLE_INSPECTOR },
	{ "administrator", ROLE_ADMINISTRATOR },
	{ "auditor", ROLE_AUDITOR },
	{ "service", ROLE_SERVICE },
};

#define NAMES_COUNT (sizeof(names) / sizeof(names[0]))

unsigned
role_find(const char *name, size_t length)
{
	size_t i;

	for (i = 0; i < NAMES_COUNT; i++) {
		if (strlen(names[i].name) == length && !memcmp(names[i].name, name, length))
			return names[i].role;
	}
	return 0;
}

const char *
role_name(unsigned roles)
{
	size_t i;

	for (i = 0; i < NAMES_COUNT; i++) {
		if (roles & names[i].role)
			return names[i].name;
	}
	return NULL;
}

unsigned
role_parse(const char *name)
{
	unsigned roles = 0, role;
	size_t length;

	for (;; name += length + 1) {
		length = strcspn(name, ",");
		role = role_find(name, length);
		if (!role)
			return 0;
		roles |= role;
		if (!name[length])
			return roles;
	}
}

char *
role_print(struct arena *arena, unsigned roles)
{
	struct text text;
	size_t i;

	text_init(&text, arena, 128);
	for (i = 0; i < NAMES_COUNT; i++) {
		if (!(roles & names[i].role))
			continue;
		if (text.length)
			text_adds(&text, ",");
		text_adds(&text, names[i].name);
	}
	return text.data;
}
