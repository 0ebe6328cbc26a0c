// The checks of the API tests themselves: a broken exchange has to be found, a gap has to be named.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { contractSum, operations, routeOf, violations } from "../api/harness/contract.mjs";

const ID = "01980c5e-7d0a-7c11-9a55-2f3f6d1b9e10";
const coverage = fileURLToPath(new URL("coverage.mjs", import.meta.url));

const ORGANISATION = {
  id: ID,
  system: "union",
  level: "upper",
  parent_id: null,
  code: "T.1",
  kind: "commune_union",
  name: "Công đoàn",
  name_en: null,
  short_name: null,
  state: "active",
  founded_on: "2025-07-01",
  dissolved_on: null,
  version: 1,
  created_at: "2026-01-01T00:00:00.000Z",
  updated_at: "2026-01-01T00:00:00.000Z",
};

const HEADERS = {
  "x-request-id": ID,
  "cache-control": "private, no-cache",
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  vary: "Accept-Language",
  date: "Thu, 01 Jan 2026 00:00:00 GMT",
  "content-type": "application/json; charset=utf-8",
  etag: '"1"',
};

const PROBLEM = {
  type: "/problems/not-found",
  title: "Not found",
  status: 404,
  instance: `urn:uuid:${ID}`,
  code: "not-found",
};

function exchange({
  method = "GET",
  path = `/v1/organisations/${ID}`,
  status = 200,
  headers,
  body,
  sent,
}) {
  const all = { ...HEADERS, ...headers };
  for (const name of Object.keys(all)) if (all[name] === null) delete all[name];
  const text = body === undefined ? "" : JSON.stringify(body);
  return { method, path, status, headers: all, body, text, sent, ...routeOf(method, path) };
}

const found = (parts) => [...violations(exchange({ body: ORGANISATION, ...parts }))];
const problem = (members, parts) =>
  found({
    status: 404,
    body: { ...PROBLEM, ...members },
    ...parts,
    headers: {
      "content-type": "application/problem+json",
      "content-language": "en",
      ...parts?.headers,
    },
  });

test("an exchange that keeps to the contract passes", () => {
  assert.deepEqual(found({}), []);
  assert.deepEqual(problem({}), []);
  assert.deepEqual(found({ status: 304, body: undefined, headers: { "content-type": null } }), []);
  assert.deepEqual(
    found({ path: `/v1/organisations/${ID}?fields=id,name`, body: { id: ID, name: "x" } }),
    [],
  );
});

for (const [name, parts, expected] of [
  ["a status that is not declared", { status: 202 }, /202 is not declared/],
  [
    "a member that is missing",
    { body: { ...ORGANISATION, name: undefined } },
    /required property 'name'/,
  ],
  ["a member too many", { body: { ...ORGANISATION, path: "0001" } }, /additional properties/],
  [
    "a member of another type",
    { body: { ...ORGANISATION, version: "1" } },
    /\/version must be integer/,
  ],
  [
    "a value outside its list",
    { body: { ...ORGANISATION, level: "village" } },
    /\/level must be equal/,
  ],
  [
    "a moment without milliseconds",
    { body: { ...ORGANISATION, created_at: "2026-01-01T00:00:00Z" } },
    /\/created_at/,
  ],
  ["no entity tag", { headers: { etag: null } }, /header etag/],
  ["a weak entity tag", { headers: { etag: 'W/"1"' } }, /header etag/],
  [
    "another media type",
    { headers: { "content-type": "text/html" } },
    /content-type is text\/html/,
  ],
  [
    "another character set",
    { headers: { "content-type": "application/json; charset=latin1" } },
    /charset/,
  ],
  ["no request id", { headers: { "x-request-id": null } }, /x-request-id/],
  ["no rule for caches", { headers: { "cache-control": null } }, /cache-control/],
  [
    "an answer that sniffing may change",
    { headers: { "x-content-type-options": null } },
    /nosniff|x-content-type/,
  ],
  ["a body with 304", { status: 304 }, /a body of \d+ bytes/],
  ["a body for HEAD", { method: "HEAD" }, /a body of \d+ bytes/],
]) {
  test(`found: ${name}`, () => {
    assert.match(found(parts).join("\n"), expected);
  });
}

for (const [name, members, parts, expected] of [
  ["a problem that the catalogue lacks", { code: "no-such" }, {}, /not in the catalogue/],
  ["a problem under another status", { status: 409 }, {}, /came with 404/],
  [
    "a problem of another status",
    { code: "internal", type: "/problems/internal" },
    {},
    /came with 404/,
  ],
  ["a problem in the other language", { title: "Không tìm thấy" }, {}, /title is not en/],
  [
    "a problem of another request",
    { instance: "urn:uuid:00000000-0000-0000-0000-000000000000" },
    {},
    /instance/,
  ],
  [
    "a problem without its language",
    {},
    { headers: { "content-language": null } },
    /content-language/,
  ],
  [
    "a problem as plain JSON",
    {},
    { headers: { "content-type": "application/json" } },
    /content-type/,
  ],
  ["a member that problems do not have", { stack: "at main" }, {}, /additional properties/],
  [
    "a fault that the catalogue lacks",
    { errors: [{ code: "no_such", detail: "x" }] },
    {},
    /not in the catalogue/,
  ],
  [
    "a fault with a place unfilled",
    { errors: [{ code: "minimum", detail: "Must be {minimum}" }] },
    {},
    /has the text/,
  ],
  ["a fault without a text", { errors: [{ code: "minimum" }] }, {}, /has the text/],
]) {
  test(`found: ${name}`, () => {
    assert.match(problem(members, parts).join("\n"), expected);
  });
}

test("found: 401 without a challenge, 405 without Allow, 429 without Retry-After", () => {
  const of = (status, code, path) =>
    problem({ status, code, type: `/problems/${code}` }, { status, path }).join("\n");

  assert.match(of(401, "token-missing"), /www-authenticate/);
  assert.match(of(429, "quota-exceeded"), /retry-after/);
  assert.match(of(405, "method-not-allowed"), /header allow/);
});

test("found: a body that was accepted against its schema", () => {
  const parts = {
    method: "POST",
    path: "/v1/organisations",
    status: 201,
    headers: { location: "/v1/organisations/x" },
  };
  const sent = { parent_id: ID, level: "upper", code: "T.1", kind: "x", name: "Công đoàn" };

  assert.deepEqual(found({ ...parts, sent }), []);
  assert.match(found({ ...parts, sent: { ...sent, state: "active" } }).join(), /accepted a body/);
  assert.match(found({ ...parts, sent, headers: {} }).join(), /header location/);
});

function covered(entries, sum = contractSum) {
  const folder = mkdtempSync(join(tmpdir(), "thidua-coverage-"));
  const lines = [{ contract: sum, ring: "api", file: "x" }, ...entries];
  writeFileSync(
    join(folder, "api-x-1.ndjson"),
    lines.map((line) => `${JSON.stringify(line)}\n`).join(""),
  );
  const { status, stdout } = spawnSync(process.execPath, [coverage, folder], { encoding: "utf8" });
  rmSync(folder, { recursive: true });
  return { status, stdout };
}

const everything = operations.flatMap((operation) =>
  Object.keys(operation.responses).map((status) => ({
    operation: operation.id,
    status: Number(status),
  })),
);

test("coverage is content with everything, and names what is missing", () => {
  assert.equal(covered(everything).status, 0);

  const without = covered(everything.filter((e) => e.operation !== "me_get"));
  assert.equal(without.status, 1);
  assert.match(without.stdout, /^not covered: me_get: never called$/m);
  const less = covered(
    everything.filter((e) => e.operation !== "plans_issue" || ![409, 412].includes(e.status)),
  );
  assert.equal(less.status, 1);
  assert.match(less.stdout, /^not covered: plans_issue: never 409, 412$/m);
});

test("coverage is not content with a broken exchange, with nothing, or with another contract", () => {
  const broken = covered([
    ...everything,
    { operation: "me_get", method: "GET", path: "/v1/me", status: 200, faults: ["x"] },
  ]);

  assert.equal(broken.status, 1);
  assert.match(broken.stdout, /^against the contract \(api\/x\): GET \/v1\/me → 200: x$/m);
  assert.equal(covered([]).status, 1);
  assert.equal(covered(everything, "another").status, 1);
});
