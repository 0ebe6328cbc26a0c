// Roles: who may give which, where, and for how long.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { anonymous } from "./harness/client.mjs";
import { expectProblem, expectStatus, fault } from "./harness/expect.mjs";
import { account, as, expectReach, fixture, found, password, signIn } from "./harness/people.mjs";
import { sql } from "./harness/service.mjs";

const PATH = "/v1/role-assignments";
const DAY = 86400000;
const inVietNam = (ms) => new Date(ms + 7 * 3600000).toISOString().slice(0, 10);

function give(client, user, unit, role, members = {}) {
  return client.post(PATH, { user_id: user.id, organisation_id: unit.id, role, ...members });
}

test("a role is given by administrators of organisation and account, and above", async () => {
  const user = await account(fixture("121"), ["viewer"]);
  const roles = ["reporter", "approver", "inspector"].values();

  await expectReach(
    fixture("121"),
    "administrator",
    (client, relation) =>
      give(
        client,
        user,
        fixture("121"),
        ["own", "parent", "root"].includes(relation) ? roles.next().value : "auditor",
      ),
    { own: 201, parent: 201, root: 201, child: 422, sibling: 422, unrelated: 422 },
  );
});

test("a role is given at no organisation outside the own subtree", async () => {
  const client = await as("administrator.121");
  const user = await account(fixture("121"), ["viewer"]);

  for (const unit of [
    fixture("12"),
    fixture("1"),
    fixture("122"),
    fixture("111"),
    { id: randomUUID() },
  ]) {
    expectProblem(await give(client, user, unit, "reporter"), 422, "validation-failed", [
      fault("/organisation_id", "not_found"),
    ]);
  }
});

test("a role is given to no account outside the own subtree", async () => {
  const client = await as("administrator.121");
  const strangers = [
    await account(fixture("12"), ["viewer"]),
    await account(fixture("122"), ["viewer"]),
    { id: randomUUID() },
  ];

  for (const user of strangers) {
    expectProblem(await give(client, user, fixture("121"), "reporter"), 422, "validation-failed", [
      fault("/user_id", "not_found"),
    ]);
  }
});

test("nobody gives a role to himself", async () => {
  const client = await as("administrator.12");
  const { user } = (await client.get("/v1/me")).body;

  for (const unit of [fixture("12"), fixture("121")]) {
    expectProblem(await give(client, user, unit, "approver"), 422, "validation-failed", [
      fault("/role", "role_not_grantable"),
    ]);
  }
});

test("the role of programs is given from the top alone", async () => {
  const user = await account(fixture("121"), ["viewer"]);

  expectProblem(
    await give(await as("administrator.12"), user, fixture("121"), "service"),
    422,
    "validation-failed",
    [fault("/role", "role_not_grantable")],
  );
  expectStatus(await give(await as("administrator.1"), user, fixture("121"), "service"), 201);
});

test("ids, role and days are checked", async () => {
  const answer = await (
    await as("administrator.12")
  ).post(PATH, {
    user_id: "x",
    organisation_id: 7,
    role: "owner",
    valid_from: "today",
    valid_to: "2026-02-30",
    granted_by: randomUUID(),
  });

  expectProblem(answer, 422, "validation-failed", [
    fault("/user_id", "format_uuid"),
    fault("/organisation_id", "type"),
    fault("/role", "enum"),
    fault("/valid_from", "format_date"),
    fault("/valid_to", "format_date"),
    fault("/granted_by", "unknown_field"),
  ]);
});

test("a role ends after it began", async () => {
  const user = await account(fixture("121"), ["viewer"]);
  const client = await as("administrator.12");

  for (const valid_to of ["2026-01-31", "2026-02-01"]) {
    expectProblem(
      await give(client, user, fixture("121"), "reporter", { valid_from: "2026-02-01", valid_to }),
      422,
      "validation-failed",
      [fault("/valid_to", "dates_reversed")],
    );
  }
});

test("a role is held once at a time", async () => {
  const user = await account(fixture("121"), ["viewer"]);
  const client = await as("administrator.12");
  const from = inVietNam(Date.now() + 10 * DAY);
  expectStatus(await give(client, user, fixture("121"), "reporter", { valid_from: from }), 201);

  expectProblem(
    await give(client, user, fixture("121"), "reporter", {
      valid_from: inVietNam(Date.now() + 20 * DAY),
    }),
    409,
    "duplicate-key",
    [fault("/role", "duplicate")],
  );
  expectStatus(await give(client, user, fixture("121"), "reporter", { valid_to: from }), 201);
  expectStatus(await give(client, user, fixture("122"), "reporter"), 201);
});

test("a given role is what was sent, by whom, from today", async () => {
  const user = await account(fixture("121"), ["viewer"]);
  const client = await as("administrator.12");

  const answer = await give(client, user, fixture("121"), "reporter");

  const made = expectStatus(answer, 201);
  const me = (await client.get("/v1/me")).body.user;
  assert.deepEqual(
    [
      made.user_id,
      made.organisation_id,
      made.role,
      made.valid_from,
      made.valid_to,
      made.granted_by,
    ],
    [user.id, fixture("121").id, "reporter", inVietNam(Date.now()), null, me.id],
  );
  const shown = expectStatus(await client.get(`/v1/users/${user.id}`), 200);
  assert.ok(shown.role_assignments.some((r) => r.id === made.id));
  assert.ok(shown.version > user.version);
});

test("a role given again under the same key is given once", async () => {
  const user = await account(fixture("121"), ["viewer"]);
  const client = await as("administrator.12");
  const body = { user_id: user.id, organisation_id: fixture("121").id, role: "reporter" };
  const key = randomUUID();

  const first = await client.post(PATH, body, { key });
  const again = await client.post(PATH, body, { key });

  assert.deepEqual(expectStatus(again, 201), expectStatus(first, 201));
  assert.equal(again.headers["idempotency-replayed"], "true");
});

test("a role that has not begun yet opens nothing, and one that has ended neither", async () => {
  const user = await account(fixture("121"), ["viewer"]);
  const client = await as("administrator.12");
  expectStatus(
    await give(client, user, fixture("121"), "approver", {
      valid_from: inVietNam(Date.now() + 3 * DAY),
    }),
    201,
  );
  expectStatus(
    await give(client, user, fixture("121"), "reporter", {
      valid_from: "2025-01-01",
      valid_to: inVietNam(Date.now()),
    }),
    201,
  );

  assert.deepEqual((await signIn(user.username)).signIn.me.roles, ["viewer"]);
});

// ---- taking away --------------------------------------------------------------------------------

test("a role is taken away by administrators of the organisation and above", async () => {
  const user = await account(fixture("121"), ["viewer"]);
  const root = await as("administrator.1");
  const roles = [
    "reporter",
    "approver",
    "inspector",
    "auditor",
    "council_member",
    "reward_secretary",
  ].values();
  const call = async (client) => {
    const made = expectStatus(await give(root, user, fixture("121"), roles.next().value), 201);
    return client.delete(`${PATH}/${made.id}`);
  };

  await expectReach(fixture("121"), "administrator", call, {
    own: 204,
    parent: 204,
    root: 204,
    child: 404,
    sibling: 404,
    unrelated: 404,
  });
});

test("a role above is not taken away from below", async () => {
  const user = await account(fixture("121"), ["viewer"]);
  const root = await as("administrator.1");
  const above = expectStatus(await give(root, user, fixture("12"), "reporter"), 201);

  expectProblem(
    await (await as("administrator.121")).delete(`${PATH}/${above.id}`),
    404,
    "not-found",
  );

  assert.deepEqual(
    (await signIn(user.username, { organisation_id: fixture("12").id })).signIn.me.roles,
    ["reporter"],
  );
});

test("a role taken away on its first day never was; an older one ends today", async () => {
  const user = await account(fixture("121"), ["viewer"]);
  const client = await as("administrator.12");
  const [young, old] = [
    expectStatus(await give(client, user, fixture("121"), "reporter"), 201),
    expectStatus(
      await give(client, user, fixture("121"), "approver", { valid_from: "2025-09-01" }),
      201,
    ),
  ];

  expectStatus(await client.delete(`${PATH}/${young.id}`), 204);
  expectStatus(await client.delete(`${PATH}/${old.id}`), 204);

  const kept = await sql(
    "select role, valid_to from role_assignment where user_id = :'id' order by role",
    { id: user.id },
  );
  assert.deepEqual(kept, [
    ["approver", inVietNam(Date.now())],
    ["viewer", ""],
  ]);
  for (const id of [young.id, old.id])
    expectProblem(await client.delete(`${PATH}/${id}`), 404, "not-found");
});

test("an administrator makes another, who reaches as far and no further", async () => {
  const unit = await found(fixture("122"));
  const user = await account(unit, ["administrator"]);
  const client = await signIn(user.username);
  const made = expectStatus(
    await client.post("/v1/users", {
      username: `${user.username}.2`,
      display_name: "Hai",
      organisation_id: unit.id,
      roles: ["administrator"],
      password,
    }),
    201,
  );

  const second = await signIn(made.username);

  expectStatus(await second.get(`/v1/users/${user.id}`), 200);
  expectProblem(
    await second.get(`/v1/users/${(await account(fixture("122"), ["viewer"])).id}`),
    404,
    "not-found",
  );
  expectProblem(await anonymous.delete(`${PATH}/${randomUUID()}`), 401, "token-missing");
});
