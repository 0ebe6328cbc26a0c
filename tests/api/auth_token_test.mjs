// Signing in for a token, renewing it, signing out, and everything that ends a sign-in.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { Client, anonymous } from "./harness/client.mjs";
import { expectProblem, expectStatus, fault, unique } from "./harness/expect.mjs";
import { claimsOf, headerOf, keyOf } from "./harness/forge.mjs";
import { account, as, fixture, found, password, signIn } from "./harness/people.mjs";
import { address, sql } from "./harness/service.mjs";

const WRONG = "không phải mật khẩu này";

const token = (body, options) => anonymous.post("/v1/auth/token", body, options);
const byPassword = (username, secret = password) =>
  token({ grant_type: "password", username, password: secret });
const byRefresh = (refresh_token, device_id) =>
  token({ grant_type: "refresh_token", refresh_token, device_id });
const revoke = (refresh_token) => anonymous.post("/v1/auth/revoke", { token: refresh_token });
const asToken = (answer) => new Client({ token: answer.body.access_token });

function someone(roles = ["viewer"], members = {}) {
  return account(fixture("1221"), roles, members);
}

// ---- what the body must be ----------------------------------------------------------------------

test("a grant is named, and known", async () => {
  expectProblem(await token({}), 422, "validation-failed", [fault("/grant_type", "required")]);
  expectProblem(await token({ grant_type: "implicit" }), 422, "validation-failed", [
    fault("/grant_type", "enum"),
  ]);
});

test("a grant names everything that it lacks", async () => {
  expectProblem(await token({ grant_type: "password" }), 422, "validation-failed", [
    fault("/username", "required"),
    fault("/password", "required"),
  ]);
  expectProblem(await token({ grant_type: "refresh_token" }), 422, "validation-failed", [
    fault("/refresh_token", "required"),
  ]);
});

test("a grant refuses members that it does not know and values out of range", async () => {
  const body = {
    grant_type: "password",
    username: "",
    password: "x".repeat(257),
    device_id: "d".repeat(101),
    organisation_id: "1",
    scope: "all",
  };

  expectProblem(await token(body), 422, "validation-failed", [
    fault("/username", "too_short"),
    fault("/password", "too_long"),
    fault("/device_id", "too_long"),
    fault("/organisation_id", "format_uuid"),
    fault("/scope", "unknown_field"),
  ]);
});

test("a form is not JSON", async () => {
  const answer = await anonymous.call("POST", "/v1/auth/token", {
    raw: "grant_type=password",
    headers: { "content-type": "application/x-www-form-urlencoded" },
  });

  expectProblem(answer, 415, "unsupported-media-type");
  assert.equal(answer.headers["accept-post"], "application/json");
});

test("broken JSON is told apart from a broken grant", async () => {
  const answer = await anonymous.call("POST", "/v1/auth/token", {
    raw: '{"grant_type":',
    headers: { "content-type": "application/json" },
  });

  expectProblem(answer, 400, "malformed-json");
});

// ---- by password --------------------------------------------------------------------------------

test("a right password gives a bearer token for ten minutes and a refresh token for thirty days", async () => {
  const answer = await byPassword("approver.11");

  const body = expectStatus(answer, 200);
  assert.equal(body.token_type, "Bearer");
  assert.equal(body.expires_in, 600);
  assert.equal(answer.headers["cache-control"], "no-store");
  const days = (Date.parse(body.refresh_expires_at) - Date.now()) / 86400000;
  assert.ok(days > 29.9 && days <= 30.01, body.refresh_expires_at);
  assert.equal(body.me.user.username, "approver.11");
  expectStatus(await asToken(answer).get("/v1/me"), 200);
});

test("an access token names who, for whom, in which roles and how long, under a key of that purpose", async () => {
  const { body } = await byPassword("approver.11");

  const header = headerOf(body.access_token);
  const claims = claimsOf(body.access_token);
  assert.deepEqual(
    { alg: header.alg, typ: header.typ, kid: header.kid },
    { alg: "HS256", typ: "JWT", kid: keyOf("access").kid },
  );
  assert.equal(claims.iss, address);
  assert.equal(claims.aud, address);
  assert.equal(claims.sub, body.me.user.id);
  assert.equal(claims.org, fixture("11").id);
  assert.deepEqual(claims.roles, ["approver"]);
  assert.equal(claims.level, "province");
  assert.equal(claims.exp - claims.iat, 600);
  assert.notEqual(claims.jti, claimsOf((await byPassword("approver.11")).body.access_token).jti);
});

test("a user name is the same in capitals and between blanks", async () => {
  expectStatus(await byPassword("  Reporter.11 "), 200);
});

test("a wrong password, an unknown user, a disabled one and one without a password look the same", async () => {
  const disabled = await someone();
  const root = await as("administrator.1");
  expectStatus(
    await root.post(`/v1/users/${disabled.id}:disable`, undefined, { version: disabled.version }),
    200,
  );
  const fresh = await someone(["viewer"], { password: undefined });

  const answers = [
    await byPassword("reporter.12", WRONG),
    await byPassword(unique("nobody.")),
    await byPassword(disabled.username),
    await byPassword(fresh.username, "bất kỳ"),
  ];

  const told = answers.map((answer) => {
    const { instance, trace_id, ...rest } = expectProblem(answer, 401, "credentials-wrong");
    assert.ok(instance && trace_id);
    return JSON.stringify(rest);
  });
  assert.equal(new Set(told).size, 1, told.join("\n"));
  expectStatus(await byPassword("reporter.12"), 200);
});

test("hostile user names and passwords are only wrong", async () => {
  for (const text of [
    "' or 1=1 --",
    "reporter.11'--",
    "\\",
    "%",
    "${jndi:x}",
    "a\u0000b",
    "🙂",
    "reporter.11\n",
    "*",
  ]) {
    const answer = await byPassword(text, text);

    assert.ok(
      answer.status === 401 || (answer.status === 400 && text.includes("\u0000")),
      `${text} ${answer.text}`,
    );
  }
});

test("who holds no role at an organisation cannot act for it", async () => {
  for (const organisation_id of [fixture("12").id, fixture("1").id, randomUUID()]) {
    const answer = await token({
      grant_type: "password",
      username: "reporter.11",
      password,
      organisation_id,
    });

    expectProblem(answer, 403, "role-required");
  }
});

test("who holds roles at two organisations acts for the one that the sign-in names", async () => {
  const unit = await found(fixture("122"));
  const made = await account(unit, ["reporter"]);
  const root = await as("administrator.1");
  expectStatus(
    await root.post("/v1/role-assignments", {
      user_id: made.id,
      organisation_id: fixture("12").id,
      role: "approver",
    }),
    201,
  );

  const own = await signIn(made.username);
  const other = await signIn(made.username, { organisation_id: fixture("12").id });

  assert.deepEqual([own.signIn.me.organisation.id, own.signIn.me.roles], [unit.id, ["reporter"]]);
  assert.deepEqual(
    [other.signIn.me.organisation.id, other.signIn.me.roles],
    [fixture("12").id, ["approver"]],
  );
  const renewed = expectStatus(await byRefresh(other.signIn.refresh_token), 200);
  assert.equal(renewed.me.organisation.id, fixture("12").id);
});

// ---- locking ------------------------------------------------------------------------------------

async function lock(username) {
  let answer;
  for (let n = 0; n < 5; n++) answer = await byPassword(username, WRONG);
  return answer;
}

test("the fifth wrong password in a row locks the account, for the right password too", async () => {
  const { id, username } = await someone();
  for (let n = 0; n < 4; n++)
    expectProblem(await byPassword(username, WRONG), 401, "credentials-wrong");

  const fifth = expectProblem(await byPassword(username, WRONG), 403, "account-locked");
  const right = expectProblem(await byPassword(username), 403, "account-locked");

  const seconds = (Date.parse(fifth.locked_until) - Date.now()) / 1000;
  assert.ok(seconds > 0 && seconds <= 61, fifth.locked_until);
  assert.equal(right.locked_until, fifth.locked_until);
  const shown = expectStatus(await (await as("administrator.1")).get(`/v1/users/${id}`), 200);
  assert.equal(shown.locked_until, fifth.locked_until);
});

test("a lock ends by itself, and the right password forgets the wrong ones", async () => {
  const { id, username } = await someone();
  expectProblem(await lock(username), 403, "account-locked");
  await sql("update user_account set locked_until = now() - interval '1 second' where id = :'id'", {
    id,
  });

  expectStatus(await byPassword(username), 200);

  for (let n = 0; n < 4; n++)
    expectProblem(await byPassword(username, WRONG), 401, "credentials-wrong");
  expectStatus(await byPassword(username), 200);
});

test("every wrong password after a lock doubles the next", async () => {
  const { id, username } = await someone();
  await lock(username);
  await sql("update user_account set locked_until = now() - interval '1 second' where id = :'id'", {
    id,
  });

  const { locked_until } = expectProblem(await byPassword(username, WRONG), 403, "account-locked");

  const seconds = (Date.parse(locked_until) - Date.now()) / 1000;
  assert.ok(seconds > 90 && seconds <= 121, locked_until);
});

test("a lock does not end the sign-ins that stand", async () => {
  const { username } = await someone();
  const client = await signIn(username);

  await lock(username);

  expectStatus(await client.get("/v1/me"), 200);
});

// ---- renewing -----------------------------------------------------------------------------------

test("a refresh token gives the next, which gives the next", async () => {
  const first = await byPassword("reporter.121");

  const second = expectStatus(await byRefresh(first.body.refresh_token), 200);
  const third = expectStatus(await byRefresh(second.refresh_token), 200);

  assert.equal(
    new Set([first.body.refresh_token, second.refresh_token, third.refresh_token]).size,
    3,
  );
  assert.equal(third.refresh_expires_at, first.body.refresh_expires_at);
  expectStatus(await new Client({ token: third.access_token }).get("/v1/me"), 200);
});

test("when the answer got lost, the same token gives the same successor again", async () => {
  const { username } = await someone();
  const start = await signIn(username, { device_id: "tablet" });
  const lost = expectStatus(await byRefresh(start.signIn.refresh_token, "tablet"), 200);

  const again = expectStatus(await byRefresh(start.signIn.refresh_token, "tablet"), 200);

  assert.equal(again.refresh_token, lost.refresh_token);
  expectStatus(await byRefresh(again.refresh_token, "tablet"), 200);
});

test("twenty renewals of one token at once all get the same successor", async () => {
  const { username } = await someone();
  const { signIn: start } = await signIn(username);

  const answers = await Promise.all(
    Array.from({ length: 20 }, () => byRefresh(start.refresh_token)),
  );

  assert.equal(new Set(answers.map((answer) => expectStatus(answer, 200).refresh_token)).size, 1);
});

async function assertEnded(access, refresh_token) {
  expectProblem(await new Client({ token: access }).get("/v1/me"), 401, "token-invalid");
  expectProblem(await byRefresh(refresh_token), 401, "token-invalid");
}

test("the token before the last one is somebody's copy: the sign-in ends", async () => {
  const { username } = await someone();
  const { signIn: first } = await signIn(username);
  const second = (await byRefresh(first.refresh_token)).body;
  const third = (await byRefresh(second.refresh_token)).body;

  expectProblem(await byRefresh(first.refresh_token), 401, "refresh-reused");

  await assertEnded(third.access_token, third.refresh_token);
});

test("the last token from another device is somebody's copy", async () => {
  const { username } = await someone();
  const { signIn: first } = await signIn(username, { device_id: "tablet" });
  const second = (await byRefresh(first.refresh_token, "tablet")).body;

  expectProblem(await byRefresh(first.refresh_token, "other"), 401, "refresh-reused");

  await assertEnded(second.access_token, second.refresh_token);
});

test("the last token is somebody's copy after a minute", async () => {
  const { username } = await someone();
  const { signIn: first } = await signIn(username);
  const second = (await byRefresh(first.refresh_token)).body;
  const id = claimsOf(first.access_token).sid;
  await sql(
    "update auth_session set rotated_at = rotated_at - interval '61 seconds' where id = :'id'",
    { id },
  );

  expectProblem(await byRefresh(first.refresh_token), 401, "refresh-reused");

  await assertEnded(second.access_token, second.refresh_token);
});

test("one reused token ends one sign-in, not the account's others", async () => {
  const { username } = await someone();
  const other = await signIn(username);
  const { signIn: first } = await signIn(username);
  const second = (await byRefresh(first.refresh_token)).body;
  await byRefresh(second.refresh_token);

  expectProblem(await byRefresh(first.refresh_token), 401, "refresh-reused");

  expectStatus(await other.get("/v1/me"), 200);
});

test("a sign-in ends after thirty days, however often it was renewed", async () => {
  const { username } = await someone();
  const { signIn: start } = await signIn(username);
  const id = claimsOf(start.access_token).sid;
  await sql("update auth_session set expires_at = now() - interval '1 second' where id = :'id'", {
    id,
  });

  await assertEnded(start.access_token, start.refresh_token);
});

test("a refresh token that was touched, or is none, is invalid", async () => {
  const { body } = await byPassword("reporter.122");
  const good = body.refresh_token;
  const bytes = Buffer.from(good, "base64url");
  const flipped = (at) => {
    const copy = Buffer.from(bytes);
    copy[at] ^= 1;
    return copy.toString("base64url");
  };
  const bad = [
    flipped(0),
    flipped(17),
    flipped(bytes.length - 1),
    `${good}A`,
    good.slice(0, -1),
    `${good}=`,
    "a",
    body.access_token.slice(0, 512),
    randomUUID(),
    "../../etc/passwd",
  ];

  for (const refresh_token of bad)
    expectProblem(await byRefresh(refresh_token), 401, "token-invalid");

  expectStatus(await byRefresh(good), 200);
});

test("an access token does not renew, and a refresh token does not open", async () => {
  const { body } = await byPassword("reporter.122");

  assert.ok([401, 422].includes((await byRefresh(body.access_token)).status));
  expectProblem(
    await new Client({ token: body.refresh_token }).get("/v1/me"),
    401,
    "token-invalid",
  );
});

// ---- ending -------------------------------------------------------------------------------------

test("signing out ends access and refresh tokens at once", async () => {
  const { username } = await someone();
  const { signIn: start } = await signIn(username);

  expectStatus(await revoke(start.refresh_token), 204);

  await assertEnded(start.access_token, start.refresh_token);
});

test("signing out answers the same for what is unknown or ended already", async () => {
  const { username } = await someone();
  const { signIn: start } = await signIn(username);

  for (const refresh_token of [start.refresh_token, start.refresh_token, "x", randomUUID()]) {
    expectStatus(await revoke(refresh_token), 204);
  }
});

test("signing out needs a token in JSON", async () => {
  const path = "/v1/auth/revoke";

  expectProblem(await anonymous.post(path, {}), 422, "validation-failed", [
    fault("/token", "required"),
  ]);
  expectProblem(
    await anonymous.call("POST", path, {
      raw: "{",
      headers: { "content-type": "application/json" },
    }),
    400,
    "malformed-json",
  );
  expectProblem(
    await anonymous.call("POST", path, {
      raw: "token=x",
      headers: { "content-type": "text/plain" },
    }),
    415,
    "unsupported-media-type",
  );
});

test("a disabled account's tokens end at once, and come back with none of its sign-ins", async () => {
  const made = await someone();
  const client = await signIn(made.username);
  const root = await as("administrator.1");

  const disabled = expectStatus(
    await root.post(`/v1/users/${made.id}:disable`, undefined, { version: made.version }),
    200,
  );
  await assertEnded(client.token, client.signIn.refresh_token);
  expectStatus(
    await root.post(`/v1/users/${made.id}:enable`, undefined, { version: disabled.version }),
    200,
  );

  await assertEnded(client.token, client.signIn.refresh_token);
  await signIn(made.username);
});

test("a role that is taken away ends the access token; renewing gives one without it", async () => {
  const made = await someone(["viewer", "reporter"]);
  const client = await signIn(made.username);
  const root = await as("administrator.1");
  const reporter = made.role_assignments.find((r) => r.role === "reporter");

  expectStatus(await root.delete(`/v1/role-assignments/${reporter.id}`), 204);

  expectProblem(await client.get("/v1/me"), 401, "token-invalid");
  const renewed = expectStatus(await byRefresh(client.signIn.refresh_token), 200);
  assert.deepEqual(claimsOf(renewed.access_token).roles, ["viewer"]);
});

test("who has lost every role can neither renew nor sign in", async () => {
  const made = await someone(["viewer"]);
  const client = await signIn(made.username);
  const root = await as("administrator.1");

  expectStatus(await root.delete(`/v1/role-assignments/${made.role_assignments[0].id}`), 204);

  await assertEnded(client.token, client.signIn.refresh_token);
  expectProblem(await byPassword(made.username), 403, "role-required");
});

test("a new role ends the access token, so that the next one has it", async () => {
  const made = await someone(["viewer"]);
  const client = await signIn(made.username);
  const root = await as("administrator.1");

  expectStatus(
    await root.post("/v1/role-assignments", {
      user_id: made.id,
      organisation_id: made.organisation_id,
      role: "reporter",
    }),
    201,
  );

  expectProblem(await client.get("/v1/me"), 401, "token-invalid");
  const renewed = expectStatus(await byRefresh(client.signIn.refresh_token), 200);
  assert.deepEqual(claimsOf(renewed.access_token).roles.sort(), ["reporter", "viewer"]);
});

test("a reset password ends every sign-in and unlocks", async () => {
  const made = await someone();
  const client = await signIn(made.username);
  await lock(made.username);
  const root = await as("administrator.1");
  const { version } = (await root.get(`/v1/users/${made.id}`)).body;

  expectStatus(
    await root.post(
      `/v1/users/${made.id}:reset-password`,
      { new_password: "mật khẩu đặt lại" },
      { version },
    ),
    200,
  );

  await assertEnded(client.token, client.signIn.refresh_token);
  expectProblem(await byPassword(made.username), 401, "credentials-wrong");
  const again = await signIn(made.username, { secret: "mật khẩu đặt lại" });
  assert.equal(again.signIn.me.user.must_change_password, true);
});
