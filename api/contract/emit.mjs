// The text of contract.c. Schemas that say the same are written once, each before those that use
// it.

import {
  array,
  block,
  constant,
  identifier,
  literal,
  makeNames,
  pointer,
  set,
  table,
} from "./c.mjs";

const METHODS = ["get", "post", "put", "patch", "delete"];

const text = ({ vi, en }) => `{ ${literal(vi)}, ${literal(en)} }`;

// ---- schemas ----

const keyOf = (schema) =>
  JSON.stringify(schema, (member, value) => (member === "name" && value?.text ? undefined : value));

const childrenOf = (schema) =>
  [...schema.fields.map((field) => field.schema), schema.items, schema.extra].filter(
    (child) => child !== null,
  );

// What a schema says, for one that is shared by places with nothing in common: "string_1_100".
const descriptionOf = (schema) =>
  [
    ...schema.types,
    schema.format,
    schema.lengthMin ?? schema.minimum,
    schema.lengthMax ?? schema.maximum,
    schema.pattern === null ? null : "pattern",
    schema.enums === null ? null : "enum",
  ]
    .filter((part) => part !== null)
    .join("_");

// A component's name is the best to read; then that of the only place.
const chooseName = (schema, names) =>
  names.find((name) => name.component)?.text ??
  (new Set(names.map((name) => name.text)).size === 1 ? names[0].text : descriptionOf(schema));

// Every different schema once, children first.
const collectSchemas = (roots) => {
  const known = new Map();
  const visit = (schema) => {
    const key = keyOf(schema);
    childrenOf(schema).forEach(visit);
    if (!known.has(key)) known.set(key, { schema, names: [] });
    known.get(key).names.push(schema.name);
  };
  roots.forEach(visit);
  const give = makeNames();
  for (const entry of known.values())
    entry.id = give(identifier(chooseName(entry.schema, entry.names)));
  return known;
};

const emitSchema = (known, { schema, id }) => {
  const refer = (child) => `&schema_${known.get(keyOf(child)).id}`;
  const fields = schema.fields.map(
    (field) =>
      `{ ${literal(field.name)}, ${refer(field.schema)}, ${field.required}, ${field.readOnly} }`,
  );
  const enums = schema.enums === null ? [] : [...schema.enums.map(literal), "NULL"];
  const lines = [
    `.types = ${set("TYPE", schema.types)}`,
    `.minimum = ${schema.minimum ?? "INT64_MIN"}, .maximum = ${schema.maximum ?? "INT64_MAX"}`,
    `.length_min = ${schema.lengthMin ?? 0}, .length_max = ${schema.lengthMax ?? "UINT32_MAX"}`,
  ];
  if (schema.format !== null) lines.push(`.format = ${constant("FORMAT", schema.format)}`);
  if (schema.pattern !== null) lines.push(`.pattern = ${literal(schema.pattern)}`);
  if (enums.length > 0) lines.push(`.enums = enums_${id}`);
  if (fields.length > 0) lines.push(`.fields = fields_${id}, .fields_count = ${fields.length}`);
  if (schema.items !== null) lines.push(`.items = ${refer(schema.items)}`);
  if (schema.extra !== null) lines.push(`.extra = ${refer(schema.extra)}`);
  if (schema.keyPattern !== null) lines.push(`.key_pattern = ${literal(schema.keyPattern)}`);
  return [
    array("char *const", `enums_${id}`, enums),
    array("struct contract_field", `fields_${id}`, fields),
    `static const struct contract_schema schema_${id} = {\n${block(lines)}};\n`,
  ].join("");
};

// ---- operations and routes ----

const parameterRow = (refer, parameter) =>
  `{ ${literal(parameter.name)}, ${constant("IN", parameter.in)}, ` +
  `${parameter.required}, ${parameter.list}, ` +
  `${literal(parameter.fallback)}, ${refer(parameter.schema)} }`;

const emitOperation = (refer, operation) => {
  const name = `parameters_${operation.id}`;
  const rows = operation.parameters.map((parameter) => parameterRow(refer, parameter));
  const parameters = array("struct contract_parameter", name, rows);
  return `${parameters}extern const struct operation ${operation.id};
static const struct contract_operation operation_${operation.id} = {
	.id = ${literal(operation.id)},
	.method = ${constant("METHOD", operation.method)},
	.path = ${literal(operation.path)},
	.parameters = ${pointer(name, rows)}, .parameters_count = ${rows.length},
	.body = ${operation.body === null ? "NULL" : refer(operation.body)},
	.body_required = ${operation.bodyRequired},
	.body_type = ${literal(operation.bodyType)},
	.public = ${operation.public},
	.roles = ${set("ROLE", operation.roles)},
	.if_match = ${operation.ifMatch}, .idempotency = ${operation.idempotency},
	.success = ${operation.success},
	.record = &${operation.id},
};
`;
};

const nameRoutes = (routes) => {
  const give = makeNames();
  return routes.map((route) => ({ ...route, name: give(identifier(route.template)) }));
};

const emitSegments = (route) =>
  array(
    "struct contract_segment",
    `segments_${route.name}`,
    route.segments.map((segment) => `{ ${literal(segment.text)}, ${segment.parameter} }`),
  );

const routeRow = (route) => {
  const operations = METHODS.filter((method) => route.operations[method]).map(
    (method) => `[${constant("METHOD", method)}] = &operation_${route.operations[method].id}`,
  );
  return (
    `{ segments_${route.name}, ${route.segments.length}, ${literal(route.verb)},\n` +
    `\t    { ${operations.join(",\n\t      ")} } }`
  );
};

// ---- all of it ----

const problemRow = ({ slug, status, title, detail }) =>
  `{ ${literal(slug)}, ${status}, ${text(title)},\n` +
  `\t    ${detail === null ? "{ NULL, NULL }" : text(detail)} }`;

const constraintRow = (row) =>
  `{ ${[row.name, row.problem, row.pointer, row.fault].map(literal).join(", ")} }`;

export const emitContract = ({ operations, routes, problems, faults, constraints }) => {
  const roots = operations.flatMap((operation) => [
    ...operation.parameters.map((parameter) => parameter.schema),
    ...(operation.body === null ? [] : [operation.body]),
  ]);
  const known = collectSchemas(roots);
  const refer = (schema) => `&schema_${known.get(keyOf(schema)).id}`;
  const named = nameRoutes(routes);
  return [
    '/* Written by api/contract/generate.mjs from openapi.yaml. */\n#include "wire/contract.h"\n',
    ...[...known.values()].map((entry) => emitSchema(known, entry)),
    ...operations.map((operation) => emitOperation(refer, operation)),
    table(
      "struct contract_operation *const",
      "contract_operations",
      operations.map(({ id }) => `&operation_${id}`),
    ),
    ...named.map(emitSegments),
    table("struct contract_route", "contract_routes", named.map(routeRow)),
    table("struct contract_problem", "contract_problems", problems.map(problemRow)),
    table(
      "struct contract_fault",
      "contract_faults",
      faults.map((row) => `{ ${literal(row.code)}, ${text(row.text)} }`),
    ),
    table("struct contract_constraint", "contract_constraints", constraints.map(constraintRow)),
  ].join("\n");
};
