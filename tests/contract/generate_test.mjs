// The generator of the contract: what it makes, and what it refuses.
//   node --test tests/contract/generate_test.mjs
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { compile } from "../../api/contract/compile.mjs";
import { ContractError } from "../../api/contract/document.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const FLAGS = [
  ..."-std=gnu11 -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes".split(
    " ",
  ),
  ..."-Wold-style-definition -Wvla -Wwrite-strings -Wformat=2 -Werror".split(" "),
  ..."-fvisibility=hidden -fno-common".split(" "),
  `-I${join(ROOT, "api")}`,
];

// A contract with one operation, POST /things, whose body is `schema`. JSON is YAML.
const contractOf = (schema, more = {}) => ({
  openapi: "3.1.0",
  paths: {
    "/things": {
      post: {
        operationId: "things_create",
        requestBody: { required: true, content: { "application/json": { schema } } },
        responses: { 201: { description: "Made." } },
      },
    },
  },
  ...more,
});

const closed = (properties, more = {}) => ({
  type: "object",
  additionalProperties: false,
  properties,
  ...more,
});

const TEXT = { type: "string", maxLength: 10 };

const generate = (document) => compile(JSON.stringify(document)).c;
const generateBody = (schema, components = {}) =>
  generate(contractOf(schema, { components: { schemas: components } }));
const refuses = (document, pattern) => assert.throws(() => generate(document), pattern);
const refusesBody = (schema, pattern, components = {}) =>
  refuses(contractOf(schema, { components: { schemas: components } }), pattern);

// The rows of one array in the generated text.
const rowsOf = (c, name) => {
  const match = new RegExp(` ${name}\\[\\] = \\{\\n([^]*?)\\n\\};`).exec(c);
  assert.ok(match, `no array ${name}`);
  return match[1].split(/,\n(?=\t\S)|,$/).filter((row) => row !== "");
};
const firstWords = (c, name) => rowsOf(c, name).map((row) => /"([^"]*)"/.exec(row)[1]);

// Compiles the text with a program behind it, and gives what that prints.
const compileAndRun = (c, program) => {
  const folder = mkdtempSync(join(tmpdir(), "contract-"));
  try {
    const source = join(folder, "contract.c");
    writeFileSync(source, `${c}\n${program}\n`);
    execFileSync("cc", [...FLAGS, source, "-o", join(folder, "program")], { stdio: "pipe" });
    return execFileSync(join(folder, "program"), { encoding: "utf8" });
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const withOperation = (document, path, method, operation) => {
  document.paths[path] ??= {};
  document.paths[path][method] = { responses: { 200: { description: "Done." } }, ...operation };
  return document;
};

const pathParameter = (name) => ({ name, in: "path", required: true, schema: { type: "string" } });

// ---- references ----

test("an unknown $ref is refused where it stands, in requests and in answers", () => {
  refusesBody(
    closed({ name: { $ref: "#/components/schemas/Missing" } }),
    /properties\/name: unknown \$ref #\/components\/schemas\/Missing/,
  );
  const document = contractOf(closed({}));
  document.paths["/things"].post.responses[404] = { $ref: "#/components/responses/Gone" };
  refuses(document, /responses\/404: unknown \$ref/);
});

test("a $ref out of the document is refused", () => {
  refusesBody({ $ref: "other.yaml#/Thing" }, /\$ref must begin with "#\/"/);
});

test("a schema that holds itself is refused", () => {
  const Tree = closed({
    children: { type: "array", items: { $ref: "#/components/schemas/Tree" } },
  });
  refusesBody({ $ref: "#/components/schemas/Tree" }, /Tree holds itself/, { Tree });
});

test("the same component in two places is no circle", () => {
  const c = generateBody(
    closed({ a: { $ref: "#/components/schemas/Name" }, b: { $ref: "#/components/schemas/Name" } }),
    { Name: TEXT },
  );
  assert.equal(c.match(/schema_name = \{/g).length, 1);
});

test("an alias or a repeated key in the YAML is refused", () => {
  const text = JSON.stringify(contractOf(closed({})));
  assert.throws(() => compile(text.replace('"openapi"', '"openapi":"3.1.0","openapi"')), /unique/);
  assert.throws(() => compile(`${text.slice(0, -1)}, "x-a": &a 1, "x-b": *a }`), ContractError);
});

test("another version of OpenAPI is refused", () => {
  refuses({ ...contractOf(closed({})), openapi: "3.0.3" }, /must be 3\.1/);
});

// ---- schemas ----

test("a keyword that the decoder does not know is refused in requests", () => {
  refusesBody(
    closed({ a: { oneOf: [TEXT, TEXT] } }),
    /properties\/a\/oneOf: keyword oneOf is not supported/,
  );
  refusesBody(closed({ a: { type: "integer", multipleOf: 5 } }), /multipleOf is not supported/);
  refusesBody(closed({ a: { const: "x" } }), /const is not supported/);
});

test("the same keyword is no concern in answers", () => {
  const document = contractOf(closed({}));
  document.paths["/things"].post.responses[201].content = {
    "application/json": { schema: { oneOf: [TEXT, { type: "number" }] } },
  };
  assert.match(generate(document), /things_create/);
});

test("a number is refused, an integer is not", () => {
  refusesBody(closed({ a: { type: "number" } }), /format decimal/);
  assert.match(generateBody(closed({ a: { type: "integer" } })), /TYPE_INTEGER/);
});

test("an object must be closed, or say what else it takes", () => {
  refusesBody({ type: "object", properties: { a: TEXT } }, /must say additionalProperties/);
  refusesBody({ type: "object", additionalProperties: true }, /must say additionalProperties/);
  const map = {
    type: "object",
    propertyNames: { pattern: "^[A-Z]+$" },
    additionalProperties: TEXT,
  };
  const c = generateBody(map);
  assert.match(c, /\.extra = &schema_things_create_body_member/);
  assert.match(c, /\.key_pattern = "\^\[A-Z\]\+\$"/);
});

test("allOf and $ref with neighbours become one object", () => {
  const c = generateBody(
    {
      allOf: [{ $ref: "#/components/schemas/Base" }],
      properties: { b: TEXT },
      required: ["b"],
      unevaluatedProperties: false,
    },
    { Base: { type: "object", properties: { a: TEXT }, required: ["a"] } },
  );
  const fields = rowsOf(c, "fields_things_create_body");
  assert.equal(fields.length, 2);
  assert.match(fields[0], /"a", &schema_\w+, true, false/);
  assert.match(fields[1], /"b", &schema_\w+, true, false/);
});

test("allOf over a closed branch is refused, as JSON Schema would refuse every request", () => {
  refusesBody(
    { allOf: [{ $ref: "#/components/schemas/Base" }], properties: { b: TEXT } },
    /refuses "b" of a neighbour/,
    { Base: closed({ a: TEXT }) },
  );
});

test("contradictions are refused", () => {
  refusesBody(
    { allOf: [closed({ a: TEXT }), closed({ a: { type: "integer" } })] },
    /a contradicts/,
  );
  refusesBody(
    closed({ a: { type: "integer", minimum: 2, maximum: 1 } }),
    /minimum is above maximum/,
  );
  refusesBody(
    closed({ a: { type: "string", minimum: 2 } }),
    /minimum says nothing about type string/,
  );
  refusesBody(closed({ a: TEXT }, { required: ["b"] }), /required "b" is not among/);
  refusesBody(closed({ a: { type: "string", enum: ["x", 1] } }), /1 is of no type/);
  refusesBody(closed({ a: { type: "string", pattern: "(" } }), /Invalid regular expression/);
  refusesBody(closed({ a: { type: "string", format: "uri" } }), /unknown format uri/);
});

test("what may be null, and what only answers hold, is told to C", () => {
  const c = generateBody(
    closed({
      a: { type: ["string", "null"], enum: ["x", "y", null] },
      b: { type: "string", readOnly: true },
    }),
  );
  assert.match(c, /\.types = TYPE_NULL \| TYPE_STRING/);
  assert.deepEqual(rowsOf(c, "enums_things_create_body_a"), ['\t"x"', '\t"y"', "\tNULL"]);
  assert.match(rowsOf(c, "fields_things_create_body")[1], /"b", &schema_\w+, false, true/);
});

test("limits keep their values, and are open where there are none", () => {
  const c = generateBody(
    closed({ a: { type: "integer", minimum: -3, maximum: 7 } }, { minProperties: 1 }),
  );
  assert.match(c, /\.minimum = -3, \.maximum = 7/);
  assert.match(c, /\.length_min = 1, \.length_max = UINT32_MAX/);
  assert.match(c, /\.minimum = INT64_MIN, \.maximum = INT64_MAX/);
});

test("schemas that say the same are written once", () => {
  const c = generateBody(
    closed({ a: TEXT, b: { maxLength: 10, type: "string", description: "Same." } }),
  );
  assert.equal(c.match(/^static const struct contract_schema /gm).length, 2);
});

// ---- operations and routes ----

test("two operations with one id are refused", () => {
  const document = withOperation(contractOf(closed({})), "/other", "get", {
    operationId: "things_create",
  });
  refuses(document, /operationId things_create is also at/);
});

test("an operationId that is no C name is refused", () => {
  refuses(
    withOperation(contractOf(closed({})), "/a", "get", { operationId: "get-a" }),
    /must be a C name/,
  );
});

test("path parameters come first, in the order of the path", () => {
  const document = withOperation(contractOf(closed({})), "/a/{x}/{y}", "get", {
    operationId: "a_get",
    parameters: [
      { name: "q", in: "query", schema: TEXT },
      pathParameter("y"),
      pathParameter("x"),
      { name: "If-Match", in: "header", required: true, schema: TEXT },
    ],
  });
  const c = generate(document);
  assert.deepEqual(firstWords(c, "parameters_a_get"), ["x", "y", "q", "if-match"]);
  assert.match(c, /\.id = "a_get"[^;]*\.if_match = true, \.idempotency = false/);
});

test("path and parameters must agree", () => {
  const operation = { operationId: "a_get", parameters: [pathParameter("x")] };
  refuses(
    withOperation(contractOf(closed({})), "/a/{z}", "get", operation),
    /no parameter for \{z\}/,
  );
  refuses(withOperation(contractOf(closed({})), "/a", "get", operation), /the path has no \{x\}/);
});

test("a list is comma-separated or refused, and its items are checked", () => {
  const listing = (more) =>
    withOperation(contractOf(closed({})), "/a", "get", {
      operationId: "a_list",
      parameters: [{ name: "s", in: "query", schema: { type: "array", items: TEXT }, ...more }],
    });
  refuses(listing({}), /explode: false/);
  const c = generate(listing({ style: "form", explode: false }));
  assert.match(rowsOf(c, "parameters_a_list")[0], /IN_QUERY, false, true, NULL/);
  assert.match(c, /\.items = &schema_/);
});

test("a default becomes text, and must fit", () => {
  const limited = (value) =>
    withOperation(contractOf(closed({})), "/a", "get", {
      operationId: "a_list",
      parameters: [
        {
          name: "limit",
          in: "query",
          schema: { type: "integer", minimum: 1, maximum: 9, default: value },
        },
      ],
    });
  assert.match(rowsOf(generate(limited(5)), "parameters_a_list")[0], /"5"/);
  refuses(limited(10), /the default 10 breaks the schema/);
});

test("bodies: one known media type, and none for GET", () => {
  const document = contractOf(closed({}));
  document.paths["/things"].post.requestBody.content = { "text/csv": { schema: TEXT } };
  refuses(document, /exactly one of application\/json/);
  const requestBody = { content: { "application/json": { schema: closed({}) } } };
  refuses(
    withOperation(contractOf(closed({})), "/a", "get", { operationId: "a_get", requestBody }),
    /get takes no body/,
  );
});

test("roles: known ones, and none for what is public", () => {
  const asking = (more) =>
    withOperation(contractOf(closed({}), { security: [{ bearer: [] }] }), "/a", "get", {
      operationId: "a_get",
      ...more,
    });
  refuses(asking({ "x-roles": ["king"] }), /unknown role king/);
  refuses(asking({ "x-roles": [] }), /names no role/);
  refuses(asking({ "x-roles": ["viewer"], security: [] }), /a public operation asks for no role/);
  const c = generate(asking({ "x-roles": ["auditor", "approver"] }));
  assert.match(c, /\.public = false,\n\t\.roles = ROLE_APPROVER \| ROLE_AUDITOR/);
  assert.match(generate(asking({ security: [] })), /\.public = true,\n\t\.roles = 0/);
});

test("routes: one a path, verbs apart, literals before parameters", () => {
  const document = contractOf(closed({}));
  const get = (path, id, ...names) =>
    withOperation(document, path, "get", { operationId: id, parameters: names.map(pathParameter) });
  get("/things/{id}", "things_get", "id");
  get("/things/{id}:open", "things_open", "id");
  get("/things/latest", "things_latest");
  get("/things:all", "things_all");
  const c = generate(document);
  const routes = rowsOf(c, "contract_routes").map((row) => row.replace(/\s+/g, " ").trim());
  assert.deepEqual(
    routes.map((row) => /segments_\w+, \d, \S+(?=,)/.exec(row)[0]),
    [
      "segments_things, 1, NULL",
      'segments_things_all, 1, "all"',
      "segments_things_latest, 2, NULL",
      "segments_things_id, 2, NULL",
      'segments_things_id_open, 2, "open"',
    ],
  );
  assert.match(rowsOf(c, "segments_things_id")[1], /"id", true/);
  get("/things/{code}", "things_by_code", "code");
  refuses(document, /matches the same paths as/);
});

// ---- the catalogue ----

const text = (vi, en = vi) => ({ vi, en });
const CATALOGUE = {
  "x-problems": [
    { slug: "not-found", status: 404, title: text("Không tìm thấy") },
    { slug: "no", status: 422, title: text("Không"), detail: text("Vì {why}", "Because {why}") },
    { slug: "not", status: 400, title: text("Chưa") },
  ],
  "x-faults": [
    { code: "too_long", text: text("Quá {maximum}") },
    { code: "taken", text: text("Đã có") },
  ],
  "x-constraints": {
    thing_name_key: { problem: "no", pointer: "/name", fault: "taken" },
    thing_a_key: { problem: "not-found" },
  },
};
const catalogueWith = (more) => contractOf(closed({}), { ...CATALOGUE, ...more });

test("tables are sorted as strcmp sorts", () => {
  const schema = closed({ ab: TEXT, a_b: TEXT, a: TEXT, aB: TEXT });
  const c = generate(contractOf(schema, CATALOGUE));
  assert.deepEqual(firstWords(c, "fields_things_create_body"), ["a", "aB", "a_b", "ab"]);
  assert.deepEqual(firstWords(c, "contract_problems"), ["no", "not", "not-found"]);
  assert.deepEqual(firstWords(c, "contract_faults"), ["taken", "too_long"]);
  assert.deepEqual(firstWords(c, "contract_constraints"), ["thing_a_key", "thing_name_key"]);
  assert.match(c, /contract_problems_count = 3;/);
});

test("a catalogue that contradicts itself is refused", () => {
  const problems = CATALOGUE["x-problems"];
  refuses(catalogueWith({ "x-problems": [...problems, problems[0]] }), /not-found is there twice/);
  refuses(
    catalogueWith({ "x-problems": [{ slug: "no", status: 422, title: { vi: "Không" } }] }),
    /no text in en/,
  );
  refuses(
    catalogueWith({ "x-faults": [{ code: "taken", text: text("Đã có {name}", "Taken") }] }),
    /different \{places\}/,
  );
  const constraint = (row) => catalogueWith({ "x-constraints": { thing_key: row } });
  refuses(constraint({ problem: "nothing" }), /unknown problem nothing/);
  refuses(constraint({ problem: "no", pointer: "/a", fault: "odd" }), /unknown fault odd/);
  refuses(
    constraint({ problem: "no", pointer: "/a", fault: "too_long" }),
    /places that nothing fills/,
  );
  refuses(constraint({ problem: "no", pointer: "/a" }), /go together/);
});

test("every text arrives in C as it was written", () => {
  const odd = 'Dấu "nháy", \\ và ??! ???/ xuống\ndòng\u00011';
  const c = generate(
    catalogueWith({ "x-faults": [{ code: "taken", text: text(odd) }], "x-constraints": {} }),
  );
  const printed = compileAndRun(
    `#include <stdio.h>\n#include "resource/operation.h"\n${c}`,
    `const struct operation things_create = { .query = "" };
     int main(void) { fputs(contract_faults[0].text.vi, stdout); return 0; }`,
  );
  assert.equal(printed, odd);
});

// ---- the contract itself ----

const contract = () => readFileSync(join(ROOT, "openapi.yaml"), "utf8");

test("openapi.yaml becomes C that compiles without a warning", () => {
  const folder = mkdtempSync(join(tmpdir(), "contract-"));
  try {
    const source = join(folder, "contract.c");
    writeFileSync(source, compile(contract()).c);
    execFileSync("cc", [...FLAGS, "-fsyntax-only", source], { stdio: "pipe" });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("the JSON is the same document", () => {
  const document = JSON.parse(compile(contract()).json);
  assert.equal(document.openapi, "3.1.0");
  assert.ok(document.paths["/v1/submissions/{id}:submit"].post);
  assert.equal(document["x-problems"].find(({ slug }) => slug === "version-mismatch").status, 412);
});
