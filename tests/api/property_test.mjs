// Random requests to every operation, bodies and parameters drawn from the contract, right ones and
// wrong ones. None may end in a fault of the service, every answer has to keep to the contract, and
// the service must agree with the schema on what is allowed. The same seed gives the same requests:
// SEED=7 RUNS=50 tests/api/run.sh tests/api/property_test.mjs
import assert from "node:assert/strict";
import { before, test } from "node:test";
import fc from "fast-check";
import { allowed, changed, parameterText } from "./harness/arbitrary.mjs";
import { Client } from "./harness/client.mjs";
import { bodyFaults, operations } from "./harness/contract.mjs";
import { expectStatus } from "./harness/expect.mjs";
import { account, fixture, found } from "./harness/people.mjs";
import { draftPlan, indicator, issuedPlan, openPeriod } from "./main_job/family.mjs";

const seed = Number(process.env.SEED ?? 20251119);
const numRuns = Number(process.env.RUNS ?? 8);

// Faults that only the schema speaks of.
const OF_SCHEMA = new Set([
  "type",
  "enum",
  "pattern",
  "too_long",
  "too_short",
  "minimum",
  "maximum",
  "too_few",
  "too_many",
  "unknown_field",
  "unknown_key",
  "format_uuid",
  "format_date",
  "format_date_time",
  "format_decimal",
]);

const clients = {};
let ids;

// A unit with one of everything, so that random requests get somewhere.
before(async () => {
  const unit = await found(fixture("12"));
  const child = await found(unit);
  for (const role of ["administrator", "approver", "reporter", "viewer"])
    clients[role] = await unit.as(role);
  const user = await account(unit, ["viewer"]);
  const counted = await indicator(unit, { reporting_levels: ["upper", "grassroots"] });
  const targets = [
    { indicator_id: counted.id, phase_code: "t1", comparator: ">=", threshold: "5" },
  ];
  const plans = [await issuedPlan(unit, { targets }), await draftPlan(unit, { targets })];
  const periods = [await openPeriod(unit, plans[0]), await openPeriod(unit, plans[0])];
  const movement = expectStatus(
    await clients.approver.post("/v1/movements", {
      code: counted.code,
      name: "Phong trào",
      starts_on: "2025-06-19",
      ends_on: "2030-12-31",
    }),
    201,
  );
  const own = expectStatus(
    await clients.reporter.post("/v1/submissions", { period_id: periods[0].id }),
    201,
  );
  const theirs = expectStatus(
    await (await child.as("reporter")).post("/v1/submissions", { period_id: periods[0].id }),
    201,
  );
  const sent = expectStatus(
    await (
      await child.as("reporter")
    ).post(
      `/v1/submissions/${theirs.id}:submit`,
      { values: { [counted.code]: { numerator: "7" } } },
      { version: theirs.version },
    ),
    200,
  );
  ids = byName({
    organisations: [unit.id, child.id, fixture("12").id],
    users: [user.id],
    roles: [user.role_assignments[0].id],
    movements: [movement.id],
    indicators: [counted.id],
    plans: plans.map((p) => p.id),
    periods: periods.map((p) => p.id),
    submissions: [own.id, sent.id],
    targets: plans[0].targets.map((t) => t.id),
    keys: [counted.code, "NONE"],
  });
});

function byName({
  organisations,
  users,
  roles,
  movements,
  indicators,
  plans,
  periods,
  submissions,
  targets,
  keys,
}) {
  return {
    organisation_id: organisations,
    user_id: users,
    movement_ids: movements,
    indicator_id: indicators,
    plan_id: plans,
    root_id: plans,
    parent_id: [...plans, ...organisations],
    period_id: periods,
    target_id: targets,
    subject_id: [...users, ...plans],
    "/v1/organisations": organisations,
    "/v1/users": users,
    "/v1/role-assignments": roles,
    "/v1/movements": movements,
    "/v1/indicators": indicators,
    "/v1/plans": plans,
    "/v1/periods": periods,
    "/v1/submissions": submissions,
    id: submissions,
    any: [...organisations, ...plans],
    keys,
  };
}

// Not the same address for all: there are more requests to /v1/auth here than one client may send.
function fromOf(operation) {
  return `127.99.${operations.indexOf(operation)}.${(process.pid % 254) + 1}`;
}

function actor(operation) {
  if (operation.public)
    return new Client({ headers: { "x-app": "web", "sec-fetch-site": "same-origin" } });
  return clients[operation.roles?.find((role) => clients[role]) ?? "viewer"];
}

const STRANGE = fc.constantFrom("x", "%20", "%25", "..%2f", "%C6%B0");

function pathOf(operation) {
  const start = operation.path.split(/\/\{|:/)[0];
  const values = operation.path_parameters.map((p) =>
    fc.oneof(
      { weight: 8, arbitrary: allowed(p.schema, ids, start).map(encodeURIComponent) },
      { weight: 1, arbitrary: STRANGE },
    ),
  );
  return fc.tuple(...values).map((texts) => {
    const left = [...texts];
    return operation.path.replaceAll(/\{[^}]+\}/g, () => left.shift());
  });
}

// Cursors are tested elsewhere: a random one is none.
function queryOf(operation) {
  const parameters = operation.parameters.filter((p) => p.in === "query" && p.name !== "cursor");
  return fc.record(
    Object.fromEntries(parameters.map((p) => [p.name, parameterText(p.schema, ids, p.name)])),
    { requiredKeys: parameters.filter((p) => p.required).map((p) => p.name) },
  );
}

function bodyOf(operation) {
  if (!operation.body) return fc.constant(undefined);
  return fc.oneof(
    { weight: 2, arbitrary: allowed(operation.body.schema, ids) },
    { weight: 1, arbitrary: changed(operation.body.schema, ids) },
  );
}

function headersOf(operation) {
  if (operation.needsVersion)
    return fc.constantFrom({ "if-match": "*" }, { "if-match": "*" }, { "if-match": '"1"' });
  return fc.constant(
    operation.parameters.some((p) => p.name === "If-None-Match" && p.required)
      ? { "if-none-match": "*" }
      : {},
  );
}

function requestOf(operation) {
  return fc.record({
    path: pathOf(operation),
    query: queryOf(operation),
    body: bodyOf(operation),
    headers: headersOf(operation),
    language: fc.constantFrom("vi", "en"),
  });
}

// The service must not call wrong what the schema calls right; the other way round is looked at in
// every exchange.
function assertAgreed(operation, body, answer) {
  if (answer.body?.code !== "validation-failed" || operation.id === "auth_token") return;
  const composed = JSON.parse(JSON.stringify(body === undefined ? {} : body).normalize("NFC"));
  if (bodyFaults(operation, composed).length > 0) return;
  const wrong = answer.body.errors.filter((e) => OF_SCHEMA.has(e.code));
  assert.deepEqual(wrong, [], `refused although the schema allows it: ${JSON.stringify(body)}`);
}

for (const operation of operations) {
  test(`random requests: ${operation.id}`, async () => {
    await fc.assert(
      fc.asyncProperty(requestOf(operation), async ({ path, ...options }) => {
        const answer = await actor(operation).call(operation.method, path, {
          ...options,
          from: fromOf(operation),
        });

        assert.ok(answer.status < 500, `${answer.status} ${answer.text}`);
        if (operation.body) assertAgreed(operation, options.body, answer);
      }),
      { seed, numRuns },
    );
  });
}
