// What openapi.yaml must keep to, beyond being valid: one habit for statuses, closed answers, and a
// catalogue that knows every word that C and SQL use.
//   node --test tests/contract/rules_test.mjs
import assert from "node:assert/strict";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { compile } from "../../api/contract/compile.mjs";
import { follow, isObject } from "../../api/contract/document.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const source = readFileSync(join(ROOT, "openapi.yaml"), "utf8");
const document = JSON.parse(compile(source).json);

const METHODS = ["get", "post", "put", "patch", "delete"];
const look = (value) => follow(document, "#", value).value;

const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  METHODS.filter((method) => item[method]).map((method) => ({
    path,
    method,
    ...item[method],
    parameters: [...(item.parameters ?? []), ...(item[method].parameters ?? [])].map(look),
  })),
);

const requiresHeader = (operation, name) =>
  operation.parameters.some((parameter) => parameter.name === name && parameter.required);

const filesBelow = (folder, ending) =>
  readdirSync(join(ROOT, folder)).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(join(ROOT, path)).isDirectory()) return filesBelow(path, ending);
    return name.endsWith(ending) ? [path] : [];
  });

const textBelow = (folder, ending) =>
  filesBelow(folder, ending)
    .map((path) => readFileSync(join(ROOT, path), "utf8"))
    .join("\n");

// A status that an operation must declare if and only if it can come about.
const statusRule = (status, can) => {
  for (const operation of operations) {
    const declared = String(status) in operation.responses;
    assert.equal(declared, can(operation), `${operation.operationId}: ${status}`);
  }
};

const isPublic = (operation) => operation.security?.length === 0;
const changes = (operation) => operation.method !== "get";
const hasTag = (operation) =>
  Object.values(operation.responses).some((response) => look(response).headers?.ETag);

test("every operation refuses what it cannot read", () => statusRule(400, () => true));

test("every operation that is not public asks who is there", () => {
  for (const operation of operations.filter((one) => !isPublic(one))) {
    assert.ok("401" in operation.responses, operation.operationId);
  }
});

// A cookie from elsewhere is refused wherever something changes, a missing role where one is asked.
test("403 where a role is asked or something changes", () =>
  statusRule(403, (operation) => Boolean(operation["x-roles"]) || changes(operation)));

test("404 where the path names something", () => {
  const named = (operation) => operation.path.includes("{");
  statusRule(404, (operation) => named(operation));
});

test("415 and 422 where there is a body", () => {
  statusRule(415, (operation) => Boolean(operation.requestBody));
  statusRule(422, (operation) => Boolean(operation.requestBody));
});

test("412 and 428 where a precondition is required", () => {
  const conditional = (operation) =>
    requiresHeader(operation, "If-Match") || requiresHeader(operation, "If-None-Match");
  statusRule(412, conditional);
  statusRule(428, conditional);
});

test("304 where a resource has an ETag", () =>
  statusRule(304, (operation) => operation.method === "get" && hasTag(operation)));

test("PATCH is a merge patch under If-Match", () => {
  for (const operation of operations.filter(({ method }) => method === "patch")) {
    const types = Object.keys(operation.requestBody.content);
    assert.deepEqual(types, ["application/merge-patch+json"], operation.operationId);
    assert.ok(requiresHeader(operation, "If-Match"), operation.operationId);
  }
});

test("POST that makes or does something can be repeated safely", () => {
  // Tokens rotate by themselves; a changed password stays changed.
  const exempt = ["auth_", "me_password"];
  for (const operation of operations.filter(({ method }) => method === "post")) {
    if (exempt.some((start) => operation.operationId.startsWith(start))) continue;
    assert.ok(requiresHeader(operation, "Idempotency-Key"), operation.operationId);
  }
});

test("every operation has one known tag and a summary", () => {
  const tags = document.tags.map(({ name }) => name);
  for (const operation of operations) {
    assert.equal(operation.tags.length, 1, operation.operationId);
    assert.ok(tags.includes(operation.tags[0]), operation.operationId);
    assert.ok(operation.summary, operation.operationId);
  }
});

// ---- answers ----

const answerSchemas = operations.flatMap((operation) =>
  Object.values(operation.responses)
    .map((response) => look(response).content?.["application/json"]?.schema)
    .filter(Boolean)
    .map((schema) => ({ id: operation.operationId, schema })),
);

// All properties of a schema, its allOf included.
const propertiesOf = (schema) => {
  const at = look(schema);
  const inherited = (at.allOf ?? []).map(propertiesOf);
  return Object.assign({}, ...inherited, at.properties ?? {});
};

const requiredOf = (schema) => {
  const at = look(schema);
  return [...(at.allOf ?? []).flatMap(requiredOf), ...(at.required ?? [])];
};

const visitSchemas = (schema, visit, seen = new Set()) => {
  const at = look(schema);
  if (!isObject(at) || seen.has(at)) return;
  seen.add(at);
  visit(at);
  const inner = [at.items, at.additionalProperties, ...Object.values(at.properties ?? {})];
  for (const child of [...inner, ...(at.anyOf ?? [])].filter(isObject)) {
    visitSchemas(child, visit, seen);
  }
  for (const branch of at.allOf ?? []) {
    Object.values(propertiesOf(branch)).forEach((child) => visitSchemas(child, visit, seen));
  }
};

test("answers are closed: a member that nobody declared is a fault", () => {
  for (const { id, schema } of answerSchemas) {
    visitSchemas(schema, (at) => {
      if (Object.keys(propertiesOf(at)).length === 0) return;
      const closed = at.additionalProperties === false || at.unevaluatedProperties === false;
      assert.ok(closed, `${id}: ${Object.keys(propertiesOf(at))}`);
    });
  }
});

test("a list is {items, next_cursor}, and takes a limit and a cursor together", () => {
  for (const operation of operations) {
    const names = operation.parameters.map(({ name }) => name);
    assert.equal(names.includes("limit"), names.includes("cursor"), operation.operationId);
    if (!names.includes("limit")) continue;
    const schema = look(operation.responses[200]).content["application/json"].schema;
    assert.deepEqual(requiredOf(schema).sort(), ["items", "next_cursor"], operation.operationId);
  }
});

test("`fields` offers every member of the answer, and no other", () => {
  const withFields = operations.filter(({ parameters }) =>
    parameters.some(({ name }) => name === "fields"),
  );
  assert.ok(withFields.length >= 5);
  for (const operation of withFields) {
    const schema = look(operation.responses[200]).content["application/json"].schema;
    const single = propertiesOf(schema).items ? look(propertiesOf(schema).items).items : schema;
    const offered = operation.parameters.find(({ name }) => name === "fields").schema.items.enum;
    const expand = operation.parameters.find(({ name }) => name === "expand");
    const added = expand ? expand.schema.items.enum : [];
    const members = Object.keys(propertiesOf(single)).filter((name) => !added.includes(name));
    assert.deepEqual(
      offered.filter((name) => !added.includes(name)).sort(),
      members.sort(),
      operation.operationId,
    );
  }
});

test("a resource with an ETag has the version in its body", () => {
  for (const operation of operations) {
    for (const response of Object.values(operation.responses).map(look)) {
      const schema = response.content?.["application/json"]?.schema;
      if (!schema || !response.headers?.ETag) continue;
      assert.ok(requiredOf(schema).includes("version"), operation.operationId);
    }
  }
});

// ---- the catalogue ----

const slugs = new Set(document["x-problems"].map(({ slug }) => slug));
const codes = new Set(document["x-faults"].map(({ code }) => code));

const literals = (text) => [...text.matchAll(/"([^"]*)"/g)].map((match) => match[1]);
const first = (text, pattern) => [...text.matchAll(pattern)].map((match) => match[1]);

test("every problem that C names is in the catalogue", () => {
  const c = textBelow("api", ".c").replace(/strn?(case)?cmp\([^)]*\)/g, "");
  const calls = first(c, /\b(?:problem_set|call_refuse|refuse)\(([^;{]*)\);/g);
  const named = [
    ...calls.flatMap(literals),
    ...first(c, /\brefuse_header\([^;{"]*"([^"]*)"/g),
    ...first(c, /\.slug = "([^"]*)"/g),
  ];
  assert.ok(named.length > 10);
  for (const slug of named) assert.ok(slugs.has(slug), slug);
});

test("every fault that C names is in the catalogue", () => {
  const c = textBelow("api", ".c");
  const named = [
    ...first(c, /\.code = "([^"]*)"/g),
    ...first(c, /\bdecode_fault\([^;"]*"([^"]*)"/g),
    ...first(c, /\brefuse_header\([^;]*"([^"]*)"\);/g),
    ...first(c, /"(format_[a-z_]+)"/g),
  ];
  assert.ok(named.length > 10);
  for (const code of named) assert.ok(codes.has(code), code);
});

test("every problem and fault that SQL names is in the catalogue", () => {
  const sql = textBelow("sql/functions", ".sql").replace(/--.*$/gm, "");
  const problems = first(sql, /\bproblem\('([^']*)'/g);
  const faults = first(sql, /\bproblem_(?:invalid|error)\((?:[^;']|'[/][^']*')*?,\s*'([a-z_]+)'/g);
  assert.ok(problems.length > 0 && faults.length > 0);
  for (const slug of problems) assert.ok(slugs.has(slug), slug);
  for (const code of faults) assert.ok(codes.has(code), code);
});

test("every constraint of x-constraints is in the database", () => {
  const sql = textBelow("sql/deploy", ".sql");
  const known = new Set(first(sql, /\b(?:constraint|unique index)\s+([a-z_0-9]+)/g));
  for (const name of Object.keys(document["x-constraints"])) assert.ok(known.has(name), name);
});

test("every unique key that a client can hit has its answer", () => {
  const sql = textBelow("sql/deploy", ".sql");
  // Made by the service itself.
  const inner = new Set(["organisation_path_key", "measure_what_key"]);
  for (const name of first(sql, /\b(?:constraint|unique index)\s+([a-z_0-9]+_key)\b/g)) {
    if (inner.has(name)) continue;
    assert.ok(name in document["x-constraints"], name);
  }
});

test("the text is in NFC", () => assert.equal(source, source.normalize("NFC")));
