// Accounts: who may see, make and change which.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { anonymous } from "./harness/client.mjs";
import { expectProblem, expectStatus, fault, unique } from "./harness/expect.mjs";
import { account, as, expectReach, fixture, found, password, signIn } from "./harness/people.mjs";
import { sql } from "./harness/service.mjs";

const LIST = "/v1/users";
const path = (user, command = "") => `${LIST}/${user.id}${command}`;
const names = (items) => items.map((item) => item.username);

function body(unit, members = {}) {
  return {
    username: unique("u."),
    display_name: "Nguyễn Thị Thử",
    organisation_id: unit.id,
    roles: ["viewer"],
    ...members,
  };
}

// An account of a unit, whose version a table of calls can follow.
async function subject(unit) {
  const user = await account(unit, ["viewer"]);
  user.calling = (call) => async (client) => {
    const answer = await call(client, user);
    if (answer.status === 200) user.version = answer.body.version;
    return answer;
  };
  return user;
}

const REACH = { own: 200, parent: 200, root: 200, child: 404, sibling: 404, unrelated: 404 };

// ---- reading ------------------------------------------------------------------------------------

test("an account is read by administrators of its organisation and above", async () => {
  const user = await account(fixture("112"), ["viewer"]);

  await expectReach(fixture("112"), "administrator", (client) => client.get(path(user)), REACH);
});

test("an account is shown with its roles and without its secrets", async () => {
  const user = await account(fixture("112"), ["viewer", "reporter"], {
    email: "thu@example.org",
    phone: "+84 900 000 000",
  });

  const answer = await (await as("administrator.11")).get(path(user));

  const shown = expectStatus(answer, 200);
  assert.equal(answer.etag, `"${shown.version}"`);
  assert.deepEqual(
    [shown.email, shown.phone, shown.state],
    ["thu@example.org", "+84 900 000 000", "active"],
  );
  assert.deepEqual(shown.organisation, {
    id: fixture("112").id,
    name: shown.organisation.name,
    level: "upper",
  });
  assert.deepEqual(
    shown.role_assignments.map((r) => [r.role, r.organisation_id, r.valid_to]).sort(),
    [
      ["reporter", fixture("112").id, null],
      ["viewer", fixture("112").id, null],
    ],
  );
  assert.doesNotMatch(answer.text, /argon2|password_hash|scope_version/);
});

test("an account answers 304 while it is as it was", async () => {
  const user = await account(fixture("112"), ["viewer"]);
  const client = await as("administrator.112");
  const { etag } = await client.get(path(user));

  assert.equal((await client.get(path(user), { etag })).status, 304);
});

test("accounts are listed by user name, those of the own subtree alone", async () => {
  const items = await (await as("administrator.11")).walk(LIST, { query: { limit: 50 } });

  assert.deepEqual(
    names(items),
    [...names(items)].sort((a, b) => (a < b ? -1 : 1)),
  );
  for (const name of ["reporter.11", "approver.111", "administrator.1122"])
    assert.ok(names(items).includes(name), name);
  for (const name of ["reporter.1", "reporter.12", "auditor.1"])
    assert.ok(!names(items).includes(name), name);
  assert.ok(items.every((item) => !("role_assignments" in item)));
});

test("accounts are narrowed by organisation, state and words", async () => {
  const unit = await found(fixture("111"));
  const word = unique("tim");
  const one = await account(unit, ["viewer"], { display_name: `Đặng Thị ${word}` });
  const two = await account(unit, ["viewer"]);
  const client = await as("administrator.111");
  expectStatus(await client.post(path(two, ":disable"), undefined, { version: two.version }), 200);
  const list = async (query) => names(await client.walk(LIST, { query }));

  assert.deepEqual(await list({ organisation_id: unit.id }), [one.username, two.username].sort());
  assert.deepEqual(await list({ organisation_id: unit.id, state: "disabled" }), [two.username]);
  assert.deepEqual(await list({ organisation_id: unit.id, state: "active" }), [one.username]);
  assert.deepEqual(await list({ q: `dang thi ${word}` }), [one.username]);
  assert.deepEqual(await list({ q: two.username, organisation_id: unit.id }), [two.username]);
  assert.deepEqual(await list({ q: `${word} khong` }), []);
  assert.deepEqual(await list({ organisation_id: fixture("112").id }), []);
  assert.deepEqual(await list({ organisation_id: fixture("11").id }), []);
});

for (const q of ["'", "%", "\\", "' or 1=1 --", "* & |", ":*", "🙂", "\u200b"]) {
  test(`hostile search text finds no account: ${JSON.stringify(q)}`, async () => {
    const items = await (await as("administrator.1")).walk(LIST, { query: { q } });

    assert.deepEqual(
      names(items).filter((name) => /^(reporter|approver)/.test(name)),
      [],
    );
  });
}

test("walking accounts page by page gives all of them once", async () => {
  const client = await as("administrator.111");
  const query = { organisation_id: fixture("1112").id };
  const whole = names(await client.walk(LIST, { query }));

  assert.ok(whole.length >= 3);
  assert.deepEqual(names(await client.walk(LIST, { query: { ...query, limit: 1 } })), whole);
});

// ---- making -------------------------------------------------------------------------------------

test("accounts are made by administrators, within their subtree", async () => {
  await expectReach(
    fixture("112"),
    "administrator",
    (client) => client.post(LIST, body(fixture("112"))),
    { own: 201, parent: 201, root: 201, child: 422, sibling: 422, unrelated: 422 },
  );
});

test("an organisation that is not one's own is not known", async () => {
  const client = await as("administrator.112");

  for (const organisation_id of [
    fixture("11").id,
    fixture("111").id,
    fixture("1").id,
    randomUUID(),
  ]) {
    expectProblem(
      await client.post(LIST, body(fixture("112"), { organisation_id })),
      422,
      "validation-failed",
      [fault("/organisation_id", "not_found")],
    );
  }
});

for (const [member, value, code] of [
  ["username", "", "pattern"],
  ["username", "ab", "pattern"],
  ["username", "CóDấu", "pattern"],
  ["username", "a b c", "pattern"],
  ["username", "A".repeat(5), "pattern"],
  ["username", "a".repeat(65), "pattern"],
  ["username", "-abc", "pattern"],
  ["username", "abc\n", "pattern"],
  ["display_name", "", "too_short"],
  ["display_name", "  ", "pattern"],
  ["display_name", "x".repeat(201), "too_long"],
  ["email", "khong-phai", "format_email"],
  ["email", "a@", "format_email"],
  ["email", "a@b@c.d", "format_email"],
  ["phone", "abc", "pattern"],
  ["phone", "12345", "pattern"],
  ["roles", [], "too_few"],
  ["roles", "viewer", "type"],
  ["password", "ngắn", "too_short"],
  ["password", "x".repeat(257), "too_long"],
  ["id", "x", "format_uuid"],
]) {
  test(`making an account refuses ${member} ${JSON.stringify(value).slice(0, 24)}`, async () => {
    const answer = await (
      await as("administrator.112")
    ).post(LIST, body(fixture("112"), { [member]: value }));

    const { errors } = expectProblem(answer, 422, "validation-failed");
    assert.ok(
      errors.some((e) => e.pointer === `/${member}` && e.code === code),
      JSON.stringify(errors),
    );
  });
}

test("each role must be known", async () => {
  const answer = await (
    await as("administrator.112")
  ).post(LIST, body(fixture("112"), { roles: ["viewer", "owner", "", 7] }));

  expectProblem(answer, 422, "validation-failed", [
    fault("/roles/1", "enum"),
    fault("/roles/2", "enum"),
    fault("/roles/3", "type"),
  ]);
});

test("a role is given once", async () => {
  const sent = body(fixture("112"), { roles: ["viewer", "viewer"] });

  expectProblem(await (await as("administrator.112")).post(LIST, sent), 409, "duplicate-key");

  assert.deepEqual(
    await (await as("administrator.112")).walk(LIST, { query: { q: sent.username } }),
    [],
  );
});

test("the role of programs is given from the top alone", async () => {
  expectProblem(
    await (
      await as("administrator.11")
    ).post(LIST, body(fixture("112"), { roles: ["viewer", "service"] })),
    422,
    "validation-failed",
    [fault("/roles/1", "role_not_grantable")],
  );
  expectStatus(
    await (await as("administrator.1")).post(LIST, body(fixture("112"), { roles: ["service"] })),
    201,
  );
});

test("a made account is what was sent, and can sign in", async () => {
  const client = await as("administrator.112");
  const sent = body(fixture("112"), {
    id: randomUUID(),
    roles: ["reporter", "viewer"],
    email: "moi@example.org",
    password,
  });

  const answer = await client.post(LIST, sent);

  const made = expectStatus(answer, 201);
  assert.equal(answer.headers.location, `${LIST}/${sent.id}`);
  assert.equal(answer.etag, `"${made.version}"`);
  assert.deepEqual(
    [made.username, made.email, made.must_change_password],
    [sent.username, sent.email, true],
  );
  assert.deepEqual(made.role_assignments.map((r) => r.role).sort(), ["reporter", "viewer"]);
  assert.ok(!answer.text.includes(password));
  const session = await signIn(sent.username);
  assert.deepEqual(session.signIn.me.roles.sort(), ["reporter", "viewer"]);
});

test("a made account that is asked for again under its key is the same, password and all", async () => {
  const client = await as("administrator.112");
  const [sent, key] = [body(fixture("112"), { password }), randomUUID()];

  const first = await client.post(LIST, sent, { key });
  const again = await client.post(LIST, sent, { key });

  assert.deepEqual(expectStatus(again, 201), expectStatus(first, 201));
  assert.equal(again.headers["idempotency-replayed"], "true");
  await signIn(sent.username);
});

test("a user name and an id are given once, in the whole installation", async () => {
  const [here, there] = [await as("administrator.112"), await as("administrator.12")];
  const first = body(fixture("112"), { id: randomUUID() });
  expectStatus(await here.post(LIST, first), 201);

  expectProblem(
    await there.post(LIST, body(fixture("12"), { username: first.username })),
    409,
    "duplicate-key",
    [fault("/username", "duplicate")],
  );
  expectProblem(
    await there.post(LIST, body(fixture("12"), { id: first.id })),
    409,
    "duplicate-key",
    [fault("/id", "duplicate")],
  );
});

test("a password that everybody tries first is refused", async () => {
  const answer = await (
    await as("administrator.112")
  ).post(LIST, body(fixture("112"), { password: "12345678" }));

  expectProblem(answer, 422, "validation-failed", [fault("/password", "password_too_common")]);
});

// ---- changing -----------------------------------------------------------------------------------

test("an account is changed by administrators of its organisation and above", async () => {
  const user = await subject(fixture("112"));

  await expectReach(
    fixture("112"),
    "administrator",
    user.calling((client, { version }) =>
      client.patch(path(user), { display_name: unique() }, { version }),
    ),
    REACH,
  );
});

test("only name and addresses can be changed", async () => {
  const user = await account(fixture("112"), ["viewer"]);
  const client = await as("administrator.112");
  const patch = (sent) => client.patch(path(user), sent, { version: user.version });

  const members = [
    "username",
    "organisation_id",
    "state",
    "roles",
    "password",
    "id",
    "version",
    "must_change_password",
  ];
  expectProblem(
    await patch(Object.fromEntries(members.map((name) => [name, "x"]))),
    422,
    "validation-failed",
    members.map((name) => fault(`/${name}`, "unknown_field")),
  );
  expectProblem(await patch({}), 422, "validation-failed", [fault("", "too_few")]);
  expectProblem(await patch({ display_name: null }), 422, "validation-failed", [
    fault("/display_name", "type"),
  ]);
  const changed = expectStatus(await patch({ email: "khac@example.org", phone: null }), 200);
  assert.deepEqual(
    [changed.email, changed.phone, changed.version],
    ["khac@example.org", null, user.version + 1],
  );
});

test("a change of what was changed meanwhile is refused", async () => {
  const user = await account(fixture("112"), ["viewer"]);
  const client = await as("administrator.112");
  expectStatus(
    await client.patch(path(user), { display_name: "Một" }, { version: user.version }),
    200,
  );

  for (const call of [
    () => client.patch(path(user), { display_name: "Hai" }, { version: user.version }),
    () => client.post(path(user, ":disable"), undefined, { version: user.version }),
    () => client.post(path(user, ":enable"), undefined, { version: user.version }),
    () =>
      client.post(
        path(user, ":reset-password"),
        { new_password: "mật khẩu khác" },
        { version: user.version },
      ),
  ]) {
    const problem = expectProblem(await call(), 412, "version-mismatch");
    assert.equal(problem.current_version, user.version + 1);
    assert.equal(problem.current.display_name, "Một");
    assert.ok(!JSON.stringify(problem).includes("argon2"));
  }
});

test("an account that also acts elsewhere is not taken over from below", async () => {
  const user = await account(fixture("1111"), ["viewer"]);
  expectStatus(
    await (
      await as("administrator.1")
    ).post("/v1/role-assignments", {
      user_id: user.id,
      organisation_id: fixture("1").id,
      role: "approver",
    }),
    201,
  );
  const client = await as("administrator.111");
  const { version } = expectStatus(await client.get(path(user)), 200);

  for (const answer of [
    await client.patch(path(user), { email: "toi@example.org" }, { version }),
    await client.post(
      path(user, ":reset-password"),
      { new_password: "mật khẩu của tôi" },
      { version },
    ),
  ]) {
    assert.equal(expectProblem(answer, 403, "role-required").reason, "account_acts_elsewhere");
  }
  await signIn(user.username);
});

// ---- disabling and enabling ---------------------------------------------------------------------

test("an account is disabled by administrators of its organisation and above", async () => {
  const user = await subject(fixture("112"));
  const root = await as("administrator.1");
  const call = user.calling(async (client, { version }) => {
    const answer = await client.post(path(user, ":disable"), undefined, { version });
    if (answer.status === 200) {
      const enabled = await root.post(path(user, ":enable"), undefined, {
        version: answer.body.version,
      });
      assert.equal(enabled.status, 200);
      return enabled;
    }
    return answer;
  });

  await expectReach(fixture("112"), "administrator", call, REACH);
});

test("an account is enabled by administrators of its organisation and above", async () => {
  const user = await subject(fixture("112"));
  const root = await as("administrator.1");
  user.version = expectStatus(
    await root.post(path(user, ":disable"), undefined, { version: user.version }),
    200,
  ).version;
  const call = user.calling(async (client, now) => {
    const answer = await client.post(path(user, ":enable"), undefined, { version: now.version });
    if (answer.status !== 200) return answer;
    return root.post(path(user, ":disable"), undefined, { version: answer.body.version });
  });

  await expectReach(fixture("112"), "administrator", call, REACH);
});

test("what is disabled cannot be disabled, and what is not cannot be enabled", async () => {
  const user = await account(fixture("112"), ["viewer"]);
  const client = await as("administrator.112");
  const command = (name, version) => client.post(path(user, `:${name}`), undefined, { version });

  const active = expectProblem(
    await command("enable", user.version),
    409,
    "invalid-state-transition",
  );
  assert.deepEqual([active.state, active.allowed_actions], ["active", ["disable"]]);
  const disabled = expectStatus(await command("disable", user.version), 200);
  assert.equal(disabled.state, "disabled");
  const again = expectProblem(
    await command("disable", disabled.version),
    409,
    "invalid-state-transition",
  );
  assert.deepEqual([again.state, again.allowed_actions], ["disabled", ["enable"]]);
});

test("disabling again under the same key is answered again", async () => {
  const user = await account(fixture("112"), ["viewer"]);
  const client = await as("administrator.112");
  for (const command of [":disable", ":enable"]) {
    const { version } = (await client.get(path(user))).body;
    const key = randomUUID();
    const first = await client.post(path(user, command), undefined, { version, key });
    const again = await client.post(path(user, command), undefined, { version, key });
    assert.deepEqual(expectStatus(again, 200), expectStatus(first, 200));
    assert.equal(again.headers["idempotency-replayed"], "true");
    assert.equal(again.etag, first.etag);
  }
});

test("nobody disables the own account", async () => {
  const client = await as("administrator.112");
  const { user } = (await client.get("/v1/me")).body;
  const { version } = expectStatus(await client.get(path(user)), 200);

  assert.equal(
    expectProblem(
      await client.post(path(user, ":disable"), undefined, { version }),
      403,
      "role-required",
    ).reason,
    "own_account",
  );
  expectStatus(await client.get("/v1/me"), 200);
});

// ---- a new password -----------------------------------------------------------------------------

test("a password is reset by administrators of its organisation and above", async () => {
  const user = await subject(fixture("112"));

  await expectReach(
    fixture("112"),
    "administrator",
    user.calling((client, { version }) =>
      client.post(path(user, ":reset-password"), { new_password: "mật khẩu đặt lại" }, { version }),
    ),
    REACH,
  );
});

test("a reset password is checked like any", async () => {
  const user = await account(fixture("112"), ["viewer"]);
  const client = await as("administrator.112");
  const reset = (new_password) =>
    client.post(path(user, ":reset-password"), { new_password }, { version: user.version });

  expectProblem(await reset("ngắn"), 422, "validation-failed", [
    fault("/new_password", "too_short"),
  ]);
  expectProblem(await reset("password1"), 422, "validation-failed", [
    fault("/new_password", "password_too_common"),
  ]);
  await signIn(user.username);
});

test("a reset password is never kept or told in the clear", async () => {
  const user = await account(fixture("112"), ["viewer"]);
  const client = await as("administrator.112");
  const secret = unique("bí mật ");

  const answer = await client.post(
    path(user, ":reset-password"),
    { new_password: secret },
    { version: user.version },
  );

  expectStatus(answer, 200);
  assert.ok(!answer.text.includes(secret));
  const kept = await sql("select password_hash from user_account where id = :'id'", {
    id: user.id,
  });
  assert.match(kept[0][0], /^\$argon2id\$v=19\$m=(19456|[2-9][0-9]{4,}),t=[2-9],p=1\$/);
  const [[count]] = await sql(
    `select (select count(*) from audit_event where details::text like '%' || :'secret' || '%')
    + (select count(*) from idempotency_key where body like '%' || :'secret' || '%')`,
    { secret },
  );
  assert.equal(count, "0");
  expectStatus(
    await anonymous.post("/v1/auth/token", {
      grant_type: "password",
      username: user.username,
      password: secret,
    }),
    200,
  );
});
