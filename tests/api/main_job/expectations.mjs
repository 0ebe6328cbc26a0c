// What tests of the main job say again and again, read off the contract.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { anonymous } from "../harness/client.mjs";
import { operationOf } from "../harness/contract.mjs";
import { expectProblem, expectStatus, fault, parameterFault } from "../harness/expect.mjs";

// The path of an operation, its {id} filled in.
export function pathOf(id, subject) {
  return operationOf(id).path.replace(/\{[^}]+\}/, subject);
}

function content(operation, body) {
  return operation.body ? body : undefined;
}

async function expectRoles(operation, path, viewer, options) {
  if (!operation.roles) return;
  const { roles } = expectProblem(await viewer.call(operation.method, path, options), 403,
    "role-required");
  assert.deepEqual(roles, operation.roles);
}

async function expectPreconditions(operation, path, by, options) {
  if (operation.needsVersion) {
    expectProblem(await by.call(operation.method, path, { ...options, version: undefined }), 428,
      "precondition-required");
  }
  if (operation.needsKey) {
    expectProblem(await by.call(operation.method, path, { ...options, key: null }), 400,
      "idempotency-key-missing");
  }
}

async function expectBodyChecked(operation, path, by, options) {
  if (!operation.body) return;
  expectProblem(await by.call(operation.method, path, { ...options, body: undefined,
    raw: "title=1", headers: { ...options.headers, "content-type": "text/plain" } }), 415,
    "unsupported-media-type");
  expectProblem(await by.call(operation.method, path, { ...options, body: undefined, raw: "{",
    headers: { ...options.headers, "content-type": operation.body.type } }), 400, "malformed-json");
  expectProblem(await by.call(operation.method, path,
    { ...options, body: { ...options.body, nonsense: 1 } }), 422, "validation-failed",
  [fault("/nonsense", "unknown_field")]);
}

async function expectNowhere(operation, by, options) {
  if (!/\{id\}/.test(operation.path)) return;
  for (const subject of [randomUUID(), "x"]) {
    const path = operation.path.replace("{id}", subject);
    const answer = await by.call(operation.method, path, options);
    if (operation.id !== "submissions_put" || subject === "x") {
      expectProblem(answer, 404, "not-found");
    }
  }
}

/*
 * What an operation refuses before it looks at its content, in the order of the pipeline: nobody
 * signed in, a role that may not, missing headers, unknown parameters and members, a foreign type
 * of body, an id that is not there.
 *   by       a client that may; viewer: one of the same organisation with no role that may
 *   subject  the id in the path; body: a good one; version, query, headers: good ones too
 */
export async function expectRefusals(id, { by, viewer, subject, body, version, query, headers }) {
  const operation = operationOf(id);
  const path = pathOf(id, subject);
  const options = { body: content(operation, body), version, query, headers };

  expectProblem(await anonymous.call(operation.method, path, options), 401, "token-missing");
  await expectRoles(operation, path, viewer, options);
  await expectPreconditions(operation, path, by, options);
  expectProblem(await by.call(operation.method, path, { ...options,
    query: { ...query, nonsense: 1 } }), 400, "unknown-parameter",
  [parameterFault("nonsense", "unknown_parameter")]);
  await expectBodyChecked(operation, path, by, options);
  await expectNowhere(operation, by, options);
}

// An overtaken version is refused with what is there now. mark: the last write's, if it had one.
export async function expectOvertaken(id, { by, subject, body, mark = null }) {
  const operation = operationOf(id);
  const now = await by.get(operation.path.replace(/\{id\}.*/, subject));

  const answer = await by.call(operation.method, pathOf(id, subject),
    { body: content(operation, body), version: now.body.version + 7 });

  const problem = expectProblem(answer, 412, "version-mismatch");
  assert.equal(problem.current_version, now.body.version);
  assert.equal(problem.current_etag, now.etag);
  assert.equal(problem.current_mutation_id, mark);
  assert.deepEqual(problem.current, now.body);
  assert.equal((await by.get(operation.path.replace(/\{id\}.*/, subject))).etag, now.etag);
}

/*
 * A change asked for twice under one key is made once and answered twice alike; the same key does
 * not serve for another body. Gives the answer.
 *   other  a different good body; left out where the operation takes none
 */
export async function expectReplayed(id, { by, subject, body, version, other }) {
  const operation = operationOf(id);
  const path = pathOf(id, subject);
  const options = { body: content(operation, body), version, key: `"${randomUUID()}"` };

  const first = await by.call(operation.method, path, options);
  const second = await by.call(operation.method, path, options);

  assert.ok(first.status < 300, `${first.method} ${first.path} → ${first.status} ${first.text}`);
  assert.equal(first.headers["idempotency-replayed"], undefined);
  assert.equal(second.headers["idempotency-replayed"], "true");
  assert.equal(second.status, first.status);
  assert.deepEqual(second.body, first.body);
  assert.equal(second.etag, first.etag);
  assert.equal(second.headers.location, first.headers.location);
  if (other) {
    expectProblem(await by.call(operation.method, path, { ...options, body: other }), 422,
      "idempotency-key-reused");
  }
  return first;
}

// A resource is answered with 304 as long as its ETag holds.
export async function expectCached(client, path) {
  const first = await client.get(path);
  expectStatus(first, 200);
  assert.equal(first.etag, `"${first.body.version}"`);

  const again = await client.get(path, { etag: first.etag });
  expectStatus(again, 304);
  assert.equal(again.text, "");

  expectStatus(await client.get(path, { etag: "\"0\"" }), 200);
}

// What the trail says of a subject, the oldest first: [{action, user_id, details, …}].
export async function trail(approver, subject_id) {
  const items = await approver.walk("/v1/audit-events", { query: { subject_id, limit: 200 } });
  return items.reverse();
}

export async function expectTrail(approver, subject_id, actions) {
  const events = await trail(approver, subject_id);
  assert.deepEqual(events.map((event) => event.action), actions);
  return events;
}
