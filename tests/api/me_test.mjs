// The account that asks, and its password.
import assert from "node:assert/strict";
import { test } from "node:test";
import { anonymous } from "./harness/client.mjs";
import { expectProblem, expectStatus, fault } from "./harness/expect.mjs";
import { account, as, fixture, found, password, signIn } from "./harness/people.mjs";

test("me needs a sign-in", async () => {
  expectProblem(await anonymous.get("/v1/me"), 401, "token-missing");
});

test("me says who asks, for whom, and with which roles", async () => {
  const client = await as("reporter.1111");

  const me = expectStatus(await client.get("/v1/me"), 200);

  assert.equal(me.user.username, "reporter.1111");
  assert.equal(me.organisation.id, fixture("1111").id);
  assert.equal(me.organisation.level, "grassroots");
  assert.deepEqual(me.roles, ["reporter"]);
  assert.deepEqual(
    me.assignments.map((a) => [a.organisation.code, a.roles]),
    [["T.1.1.1", ["reporter"]]],
  );
  assert.equal(me.demo, false);
});

test("me names everything that the account could act for, in the order of the tree", async () => {
  const unit = await found(fixture("121"));
  const made = await account(unit, ["viewer", "reporter"]);
  const root = await as("administrator.1");
  expectStatus(
    await root.post("/v1/role-assignments", {
      user_id: made.id,
      organisation_id: fixture("11").id,
      role: "viewer",
    }),
    201,
  );

  const client = await signIn(made.username);
  const me = expectStatus(await client.get("/v1/me"), 200);

  assert.equal(me.organisation.id, unit.id);
  assert.deepEqual(me.roles.sort(), ["reporter", "viewer"]);
  assert.deepEqual(
    me.assignments.map((a) => a.organisation.id),
    [fixture("11").id, unit.id],
  );
});

async function someone() {
  const made = await account(fixture("1222"), ["viewer"]);
  return { made, client: await signIn(made.username) };
}

const change = (client, current_password, new_password) =>
  client.post("/v1/me:change-password", { current_password, new_password });

test("a password change needs a sign-in", async () => {
  expectProblem(await change(anonymous, password, "mật khẩu mới"), 401, "token-missing");
});

test("a password change names every fault of the body", async () => {
  const { client } = await someone();

  expectProblem(
    await client.post("/v1/me:change-password", { new_password: "ngắn", extra: 1 }),
    422,
    "validation-failed",
    [
      fault("/current_password", "required"),
      fault("/new_password", "too_short"),
      fault("/extra", "unknown_field"),
    ],
  );
});

test("a password change with the wrong current password changes nothing", async () => {
  const { made, client } = await someone();

  expectProblem(await change(client, "không phải nó", "mật khẩu mới"), 422, "validation-failed", [
    fault("/current_password", "password_wrong"),
  ]);

  await signIn(made.username);
});

test("a common password is refused", async () => {
  const { client } = await someone();

  expectProblem(await change(client, password, "password"), 422, "validation-failed", [
    fault("/new_password", "password_too_common"),
  ]);
});

test("a changed password is the only one that signs in, and ends all other sign-ins", async () => {
  const { made, client } = await someone();
  const other = await signIn(made.username);

  expectStatus(await change(client, password, "một câu dễ nhớ của tôi"), 204);

  assert.equal((await client.get("/v1/me")).status, 200);
  expectProblem(await other.get("/v1/me"), 401, "token-invalid");
  expectProblem(
    await anonymous.post("/v1/auth/token", {
      grant_type: "password",
      username: made.username,
      password,
    }),
    401,
    "credentials-wrong",
  );
  const again = await signIn(made.username, { secret: "một câu dễ nhớ của tôi" });
  assert.equal(again.signIn.me.user.must_change_password, false);
});

test("a password is the same however its accents are composed", async () => {
  const { made, client } = await someone();

  expectStatus(
    await change(client, password.normalize("NFD"), "mật khẩu ghép".normalize("NFD")),
    204,
  );

  await signIn(made.username, { secret: "mật khẩu ghép".normalize("NFC") });
});

test("a new account must change its password, and is told so", async () => {
  const { client } = await someone();

  assert.equal(client.signIn.me.user.must_change_password, true);
});
