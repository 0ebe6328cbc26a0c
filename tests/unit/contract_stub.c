/*
 * A contract of two operations that has one of everything, in place of the generated tables.
 * A test that defines contract_operations_count itself is linked without this file.
 */
#include "contract_stub.h"

#define ANY_INTEGER .minimum = INT64_MIN, .maximum = INT64_MAX
#define FIELD(n, s)                        \
	{                                  \
		.name = (n), .schema = (s) \
	}
#define ANY_LENGTH .length_max = UINT32_MAX
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char *const levels[] = { "unit", "city", "nation", NULL };
static const char *const sizes[] = { "10", "20", NULL };

static const struct contract_schema anything = { .types = 0, ANY_LENGTH };
static const struct contract_schema text = { .types = TYPE_STRING, ANY_LENGTH };
static const struct contract_schema title = {
	.types = TYPE_STRING, .length_min = 1, .length_max = 200
};
static const struct contract_schema note = { .types = TYPE_STRING | TYPE_NULL, .length_max = 10 };
static const struct contract_schema level = { .types = TYPE_STRING, ANY_LENGTH, .enums = levels };
static const struct contract_schema boolean = { .types = TYPE_BOOLEAN, ANY_LENGTH };
static const struct contract_schema budget = {
	.types = TYPE_INTEGER | TYPE_NULL, .minimum = 1, .maximum = 9007199254740991
};
static const struct contract_schema size = { .types = TYPE_INTEGER, ANY_INTEGER, .enums = sizes };
static const struct contract_schema limit = { .types = TYPE_INTEGER, .minimum = 1, .maximum = 200 };
static const struct contract_schema uuid = {
	.types = TYPE_STRING, ANY_LENGTH, .format = FORMAT_UUID
};
static const struct contract_schema date = {
	.types = TYPE_STRING, ANY_LENGTH, .format = FORMAT_DATE
};
static const struct contract_schema date_time = {
	.types = TYPE_STRING, ANY_LENGTH, .format = FORMAT_DATE_TIME
};
static const struct contract_schema decimal = {
	.types = TYPE_STRING, ANY_LENGTH, .format = FORMAT_DECIMAL
};
static const struct contract_schema email = {
	.types = TYPE_STRING, ANY_LENGTH, .format = FORMAT_EMAIL
};
static const struct contract_schema code = {
	.types = TYPE_STRING, .length_max = 35, .pattern = "^[0-9A-Z]+(\\.[0-9A-Z]+)*$"
};
static const struct contract_schema letters = {
	.types = TYPE_STRING, ANY_LENGTH, .pattern = "^[\\u00c0-\\u1ef9a-z]+$"
};
static const struct contract_schema remark = { .types = TYPE_STRING, ANY_LENGTH, .pattern = "\\S" };
/* Takes exponential work on "aaaa…c", which it matches in the end, and on "aaaa…d". */
static const struct contract_schema burn = {
	.types = TYPE_STRING, ANY_LENGTH, .pattern = "^(a|aa)+b$|^a+c$"
};

static const struct contract_schema labels = {
	.types = TYPE_OBJECT, .length_max = 3, .extra = &text, .key_pattern = "^[\\p{L}_/~]+$"
};

static const struct contract_field part_fields[] = {
	{ "code", &code, .required = true },
	FIELD("share", &decimal),
};
static const struct contract_schema part = {
	.types = TYPE_OBJECT, ANY_LENGTH, .fields = part_fields, .fields_count = COUNT(part_fields)
};
static const struct contract_schema parts = {
	.types = TYPE_ARRAY, .length_min = 1, .length_max = 3, .items = &part
};

/* Holds itself, as comment threads and organisation trees do. */
static const struct contract_schema tree;
static const struct contract_schema branches = { .types = TYPE_ARRAY, ANY_LENGTH, .items = &tree };
static const struct contract_field tree_fields[] = { FIELD("branches", &branches),
	FIELD("code", &code) };
static const struct contract_schema tree = {
	.types = TYPE_OBJECT, ANY_LENGTH, .fields = tree_fields, .fields_count = COUNT(tree_fields)
};

static const struct contract_field plan_fields[] = {
	FIELD("anything", &anything),
	FIELD("budget", &budget),
	FIELD("contact", &email),
	FIELD("due_at", &date_time),
	{ "id", &uuid, .required = true, .read_only = true },
	FIELD("labels", &labels),
	FIELD("level", &level),
	FIELD("note", &note),
	FIELD("open", &boolean),
	FIELD("parts", &parts),
	FIELD("remark", &remark),
	FIELD("size", &size),
	FIELD("start_on", &date),
	{ "title", &title, .required = true },
	FIELD("tree", &tree),
	FIELD("unit_id", &uuid),
	FIELD("word", &letters),
};
static const struct contract_schema plan = {
	.types = TYPE_OBJECT, ANY_LENGTH, .fields = plan_fields, .fields_count = COUNT(plan_fields)
};

static const struct contract_schema level_list = {
	.types = TYPE_ARRAY, .length_min = 1, .length_max = 3, .items = &level
};
static const struct contract_schema pair = {
	.types = TYPE_ARRAY, .length_min = 2, .length_max = 3, .items = &limit
};
static const struct contract_schema short_text = {
	.types = TYPE_STRING, .length_min = 1, .length_max = 20
};

static const struct contract_parameter list_parameters[] = {
	{ .name = "plan_id", .in = IN_PATH, .required = true, .schema = &uuid },
	{ .name = "limit", .in = IN_QUERY, .fallback = "50", .schema = &limit },
	{ .name = "level", .in = IN_QUERY, .list = true, .schema = &level_list },
	{ .name = "pair", .in = IN_QUERY, .list = true, .schema = &pair },
	{ .name = "open", .in = IN_QUERY, .schema = &boolean },
	{ .name = "q", .in = IN_QUERY, .schema = &short_text },
	{ .name = "since", .in = IN_QUERY, .required = true, .schema = &date },
	{ .name = "burn", .in = IN_QUERY, .schema = &burn },
	{ .name = "any", .in = IN_QUERY, .schema = &anything },
	{ .name = "x-device", .in = IN_HEADER, .required = true, .schema = &code },
	{ .name = "x-mode", .in = IN_HEADER, .fallback = "city", .schema = &level },
};

const struct contract_operation stub_plans_create = {
	.id = "plans_create",
	.method = METHOD_POST,
	.path = "/v1/plans",
	.body = &plan,
	.body_required = true,
	.body_type = "application/json",
	.idempotency = true,
	.success = 201,
};
const struct contract_operation stub_plans_list = {
	.id = "plans_list",
	.method = METHOD_GET,
	.path = "/v1/plans/{plan_id}/parts",
	.parameters = list_parameters,
	.parameters_count = COUNT(list_parameters),
	.success = 200,
};

const struct contract_operation *const contract_operations[] = {
	&stub_plans_create,
	&stub_plans_list,
};
const size_t contract_operations_count = COUNT(contract_operations);

static const struct contract_segment create_segments[] = { { "v1", false }, { "plans", false } };
static const struct contract_segment list_segments[] = {
	{ "v1", false },
	{ "plans", false },
	{ "plan_id", true },
	{ "parts", false },
};
const struct contract_route contract_routes[] = {
	{ create_segments, COUNT(create_segments), NULL, { [METHOD_POST] = &stub_plans_create } },
	{ list_segments, COUNT(list_segments), NULL, { [METHOD_GET] = &stub_plans_list } },
};
const size_t contract_routes_count = COUNT(contract_routes);

const struct contract_problem contract_problems[] = {
	{ "internal", 500, { "Lỗi hệ thống", "Internal error" }, { NULL, NULL } },
	{ "invalid-parameter", 400, { "Tham số sai", "Invalid parameter" }, { NULL, NULL } },
	{ "malformed-json", 400, { "JSON sai cú pháp", "Malformed JSON" }, { NULL, NULL } },
	{ "not-found", 404, { "Không tìm thấy", "Not found" }, { NULL, NULL } },
	{ "only-vietnamese", 409, { "Chỉ có tiếng Việt", NULL }, { NULL, NULL } },
	{ "role-required", 403, { "Thiếu vai trò", "Role required" },
	    { "Cần vai trò {role}.", "Needs the role {role}." } },
	{ "unknown-parameter", 400, { "Tham số lạ", "Unknown parameter" }, { NULL, NULL } },
	{ "validation-failed", 422, { "Dữ liệu không hợp lệ", "Validation failed" },
	    { "Có \"lỗi\".", "See \"errors\"." } },
};
const size_t contract_problems_count = COUNT(contract_problems);

const struct contract_fault contract_faults[] = {
	{ "enum", { "Chỉ nhận: {allowed}.", "One of: {allowed}." } },
	{ "maximum", { "Không lớn hơn {maximum}.", "At most {maximum}." } },
	{ "required", { "Bắt buộc.", "Required." } },
};
const size_t contract_faults_count = COUNT(contract_faults);

const struct contract_constraint contract_constraints[] = {
	{ "plan_title_key", "validation-failed", "/title", "required" },
};
const size_t contract_constraints_count = COUNT(contract_constraints);
