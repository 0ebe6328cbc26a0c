// Random requests to every operation, bodies and parameters drawn from the contract, right ones and wrong ones. None may end
// in a fault of the service, every answer has to keep to the contract, and the service must agree with the schema on what is
// allowed. The same seed gives the same requests: SEED=7 RUNS=50 tests/api/run.sh property_test.mjs
import assert from "node:assert/strict";
import { before, test } from "node:test";
import fc from "fast-check";
import { allowed, changed, parameterText } from "./harness/arbitrary.mjs";
import { anonymous } from "./harness/client.mjs";
import { bodyFaults, operations } from "./harness/contract.mjs";
import { account, fixture, found } from "./harness/people.mjs";

const seed = Number(process.env.SEED ?? 20251119);
const numRuns = Number(process.env.RUNS ?? 8);

// Faults that only the schema speaks of.
const OF_SCHEMA = new Set(["type", "enum", "pattern", "too_long", "too_short", "minimum", "maximum", "too_few", "too_many", "unknown_field",
  "unknown_key", "format_uuid", "format_date", "format_date_time", "format_decimal"]);

let unit;
let ids;
const clients = {};

before(async () => {
  unit = await found(fixture("12"));
  const [child, user] = [await found(unit), await account(unit, ["viewer"])];
  ids = [unit.id, child.id, user.id, user.role_assignments[0].id, fixture("12").id];
  for (const role of ["administrator", "approver", "reporter", "viewer"]) clients[role] = await unit.as(role);
});

function actor(operation) {
  if (operation.public) return anonymous;
  return clients[operation.roles?.find((role) => clients[role]) ?? "viewer"];
}

function pathOf(operation) {
  const values = operation.path_parameters.map((p) => fc.oneof({ weight: 5, arbitrary: allowed(p.schema, ids) },
    { weight: 1, arbitrary: fc.constantFrom("x", "%20", "%25", "..%2f", "%C6%B0") }).map((value) =>
    (/%/.test(value) ? value : encodeURIComponent(value))));
  return fc.tuple(...values).map((texts) => operation.path.replaceAll(/\{[^}]+\}/g, () => texts.shift() ?? "x"));
}

function queryOf(operation) {
  const parameters = operation.parameters.filter((p) => p.in === "query");
  return fc.record(Object.fromEntries(parameters.map((p) => [p.name, parameterText(p.schema, ids)])),
    { requiredKeys: parameters.filter((p) => p.required).map((p) => p.name) });
}

function bodyOf(operation) {
  if (!operation.body) return fc.constant(undefined);
  return fc.oneof(allowed(operation.body.schema, ids), changed(operation.body.schema, ids));
}

function optionsOf(operation) {
  return fc.record({
    query: queryOf(operation),
    body: bodyOf(operation),
    version: operation.needsVersion ? fc.constantFrom(1, 1, 2, 99) : fc.constant(undefined),
    language: fc.constantFrom("vi", "en"),
    headers: fc.constant(operation.parameters.some((p) => p.name === "If-None-Match" && p.required) ? { "if-none-match": "*" } : {}),
  });
}

// The service must not call wrong what the schema calls right; the other way round is looked at in every exchange.
function assertAgreed(operation, body, answer) {
  if (answer.body?.code !== "validation-failed" || operation.id === "auth_token") return;
  const composed = JSON.parse(JSON.stringify(body ?? {}).normalize("NFC"));
  if (bodyFaults(operation, composed).length > 0) return;
  const wrong = answer.body.errors.filter((e) => OF_SCHEMA.has(e.code));
  assert.deepEqual(wrong, [], `refused although the schema allows it: ${JSON.stringify(body)}`);
}

for (const operation of operations) {
  test(`random requests: ${operation.id}`, async () => {
    const request = fc.tuple(pathOf(operation), optionsOf(operation));
    await fc.assert(fc.asyncProperty(request, async ([path, options]) => {
      const answer = await actor(operation).call(operation.method, path, options);

      assert.ok(answer.status < 500, `${answer.status} ${answer.text}`);
      if (operation.body) assertAgreed(operation, options.body, answer);
    }), { seed, numRuns, endOnFailure: false });
  });
}
