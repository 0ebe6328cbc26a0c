// The trail: every change, who made it, and who may look.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { anonymous } from "./harness/client.mjs";
import { expectProblem, expectStatus, unique, uniqueCode } from "./harness/expect.mjs";
import { account, as, fixture, found, password, signIn } from "./harness/people.mjs";

const LIST = "/v1/audit-events";
const of = async (client, subject, query = {}) =>
  client.walk(LIST, { query: { subject_id: subject.id, ...query } });

test("a change is told with actor, organisation, version and the request's id", async () => {
  const unit = await found(fixture("122"));
  const client = await as("administrator.122");
  const answer = await client.patch(
    `/v1/organisations/${unit.id}`,
    { name: "Tên mới" },
    { version: 1 },
  );
  expectStatus(answer, 200);

  const [event] = await of(client, unit);

  const me = (await client.get("/v1/me")).body;
  assert.deepEqual(
    [event.action, event.subject_type, event.subject_id, event.subject_version],
    ["organisation.update", "organisation", unit.id, 2],
  );
  assert.deepEqual([event.user_id, event.organisation_id], [me.user.id, fixture("122").id]);
  assert.equal(event.request_id, answer.headers["x-request-id"]);
  assert.deepEqual(event.details, { name: "Tên mới" });
  assert.ok(Math.abs(Date.parse(event.at) - Date.now()) < 600000);
});

test("what is refused leaves no trace of a change", async () => {
  const unit = await found(fixture("122"));
  const client = await as("administrator.122");
  const before = await of(client, unit);

  expectProblem(
    await client.patch(`/v1/organisations/${unit.id}`, { name: "Không" }, { version: 7 }),
    412,
    "version-mismatch",
  );
  expectProblem(
    await client.patch(`/v1/organisations/${unit.id}`, { code: "T.1" }, { version: 1 }),
    409,
    "duplicate-key",
  );

  assert.deepEqual(await of(client, unit), before);
});

test("a repeated request leaves one trace", async () => {
  const client = await as("administrator.122");
  const sent = {
    parent_id: fixture("122").id,
    level: "grassroots",
    kind: "enterprise_union",
    code: uniqueCode(),
    name: "Một",
  };
  const key = randomUUID();
  const made = expectStatus(await client.post("/v1/organisations", sent, { key }), 201);
  expectStatus(await client.post("/v1/organisations", sent, { key }), 201);

  assert.deepEqual(
    (await of(client, made)).map((e) => e.action),
    ["organisation.create"],
  );
});

test("the trail of an account tells everything that was done to it, the newest first, and no password", async () => {
  const user = await account(fixture("122"), ["viewer"]);
  const client = await as("administrator.122");
  const path = `/v1/users/${user.id}`;
  let { version } = user;
  const step = async (answer) => {
    version = expectStatus(await answer, 200).version;
  };
  await step(client.patch(path, { display_name: "Khác" }, { version }));
  await step(client.post(`${path}:disable`, undefined, { version }));
  await step(client.post(`${path}:enable`, undefined, { version }));
  const secret = unique("bí mật ");
  await step(client.post(`${path}:reset-password`, { new_password: secret }, { version }));
  const role = expectStatus(
    await client.post("/v1/role-assignments", {
      user_id: user.id,
      organisation_id: fixture("122").id,
      role: "reporter",
    }),
    201,
  );
  expectStatus(await client.delete(`/v1/role-assignments/${role.id}`), 204);
  const self = await signIn(user.username, { secret });
  expectStatus(
    await self.post("/v1/me:change-password", {
      current_password: secret,
      new_password: `${secret} hai`,
    }),
    204,
  );

  const events = await of(client, user);

  assert.deepEqual(
    events.map((e) => e.action),
    [
      "user.change_password",
      "role.end",
      "role.grant",
      "user.reset_password",
      "user.enable",
      "user.disable",
      "user.update",
      "user.create",
      "role.grant",
    ],
  );
  const text = JSON.stringify(events);
  for (const hidden of [secret, password, "argon2"]) assert.ok(!text.includes(hidden));
});

test("signing in, locking and reuse are told", async () => {
  const user = await account(fixture("122"), ["viewer"]);
  const client = await as("administrator.122");
  const renew = (refresh_token) =>
    anonymous.post("/v1/auth/token", { grant_type: "refresh_token", refresh_token });
  const { signIn: first } = await signIn(user.username);
  const second = (await renew(first.refresh_token)).body;
  await renew(second.refresh_token);
  expectProblem(await renew(first.refresh_token), 401, "refresh-reused");
  for (let n = 0; n < 5; n++) {
    await anonymous.post("/v1/auth/token", {
      grant_type: "password",
      username: user.username,
      password: "sai rồi",
    });
  }

  const actions = (await client.walk(LIST, { query: { organisation_id: fixture("122").id } }))
    .filter((e) => e.subject_id === user.id || e.user_id === user.id)
    .map((e) => [e.action, e.details.reason]);

  for (const wanted of [
    ["session.start", undefined],
    ["session.end", "reuse"],
    ["user.lock", undefined],
  ]) {
    assert.ok(
      actions.some(([action, reason]) => action === wanted[0] && reason === wanted[1]),
      JSON.stringify(actions),
    );
  }
});

test("the trail is for administrators, auditors and approvers, each for their own subtree", async () => {
  const unit = await found(fixture("122"));
  const seen = async (client) => (await of(client, unit)).length > 0;

  for (const [who, expected] of [
    ["administrator.122", true],
    ["approver.12", true],
    ["auditor.1", true],
    ["administrator.1", true],
    ["administrator.121", false],
    ["approver.1221", false],
    ["administrator.11", false],
  ]) {
    assert.equal(await seen(await as(who)), expected, who);
  }
  expectProblem(await (await as("reporter.122")).get(LIST), 403, "role-required");
});

test("the trail is narrowed by organisation and action, within the own subtree alone", async () => {
  const unit = await found(fixture("122"));
  const client = await as("administrator.12");

  const events = await client.walk(LIST, {
    query: { organisation_id: fixture("122").id, action: "organisation.create" },
  });

  assert.ok(events.some((e) => e.subject_id === unit.id));
  assert.ok(events.every((e) => e.action === "organisation.create"));
  assert.deepEqual(await client.walk(LIST, { query: { organisation_id: fixture("11").id } }), []);
  assert.deepEqual(await client.walk(LIST, { query: { organisation_id: fixture("1").id } }), []);
  assert.deepEqual(await of(client, unit, { action: "organisation.update" }), []);
  for (const action of ["Organisation.Create", "organisation.create.x", "%", "a".repeat(81)]) {
    expectProblem(await client.get(LIST, { query: { action } }), 400, "invalid-parameter");
  }
});

test("walking the trail page by page gives all of it once, while more is written", async () => {
  const client = await as("administrator.122");
  const query = { organisation_id: fixture("122").id, limit: 5 };
  const whole = (await client.walk(LIST, { query: { ...query, limit: 200 } })).map((e) => e.id);
  assert.ok(whole.length > 10);

  const pages = [];
  let cursor;
  do {
    const { items, next_cursor } = expectStatus(
      await client.get(LIST, { query: { ...query, cursor } }),
      200,
    );
    pages.push(...items.map((e) => e.id));
    cursor = next_cursor;
    if (pages.length < 10) await found(fixture("122"));
  } while (cursor !== null);

  assert.equal(new Set(pages).size, pages.length);
  assert.deepEqual(
    pages.filter((id) => whole.includes(id)),
    whole,
  );
});

test("the trail cannot be written or erased", async () => {
  const client = await as("administrator.1");

  for (const method of ["POST", "PUT", "PATCH", "DELETE"])
    expectProblem(await client.call(method, LIST), 405, "method-not-allowed");
});
