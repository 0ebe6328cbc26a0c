// Founding and changing organisations, and what holds for changes everywhere: idempotency,
// versions, text kept as it is.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { expectProblem, expectStatus, fault, unique, uniqueCode } from "./harness/expect.mjs";
import { as, expectReach, fixture, found } from "./harness/people.mjs";
import { sql } from "./harness/service.mjs";

const LIST = "/v1/organisations";

function body(parent, members = {}) {
  return {
    parent_id: parent.id,
    level: "grassroots",
    kind: "enterprise_union",
    code: uniqueCode(),
    name: "Công đoàn Mới",
    ...members,
  };
}

// ---- founding -----------------------------------------------------------------------------------

test("organisations are founded by administrators within their subtree", async () => {
  await expectReach(
    fixture("111"),
    "administrator",
    (client) => client.post(LIST, body(fixture("111"))),
    { own: 201, parent: 201, root: 201, child: 422, sibling: 422, unrelated: 422 },
  );
});

test("a parent that is not one's own is as unknown as one that is not there", async () => {
  const client = await as("administrator.111");

  for (const parent_id of [fixture("112").id, fixture("11").id, fixture("1").id, randomUUID()]) {
    expectProblem(
      await client.post(LIST, body(fixture("111"), { parent_id })),
      422,
      "validation-failed",
      [fault("/parent_id", "not_found")],
    );
  }
});

for (const [member, value, code] of [
  ["code", "thường", "pattern"],
  ["code", "", "pattern"],
  ["code", "A".repeat(36), "too_long"],
  ["code", "A..B", "pattern"],
  ["code", "A\nB", "pattern"],
  ["code", null, "type"],
  ["kind", "Enterprise", "pattern"],
  ["kind", "x".repeat(41), "too_long"],
  ["name", "", "too_short"],
  ["name", " \t ", "pattern"],
  ["name", "x".repeat(301), "too_long"],
  ["name", null, "type"],
  ["name_en", "x".repeat(301), "too_long"],
  ["short_name", "x".repeat(101), "too_long"],
  ["founded_on", "2025-13-01", "format_date"],
  ["founded_on", "01/07/2025", "format_date"],
  ["id", "1", "format_uuid"],
  ["level", "unknown", "enum"],
  ["parent_id", "T.1", "format_uuid"],
]) {
  test(`founding refuses ${member} ${JSON.stringify(value)?.slice(0, 20)}`, async () => {
    const { errors } = expectProblem(
      await (await as("administrator.111")).post(LIST, body(fixture("111"), { [member]: value })),
      422,
      "validation-failed",
    );

    assert.ok(
      errors.some((e) => e.pointer === `/${member}` && e.code === code),
      JSON.stringify(errors),
    );
  });
}

for (const member of ["system", "state", "version", "path", "created_at", "children_count"]) {
  test(`${member} cannot be sent`, async () => {
    const answer = await (
      await as("administrator.111")
    ).post(LIST, body(fixture("111"), { [member]: "x" }));

    expectProblem(answer, 422, "validation-failed", [fault(`/${member}`, "unknown_field")]);
  });
}

test("a level stands below a higher one, and groups may hold groups", async () => {
  const root = await as("administrator.1");
  const place = (parent, level) => root.post(LIST, body(parent, { level }));
  const group = await found(fixture("1111"), { level: "group" });

  for (const [parent, level] of [
    [fixture("111"), "central"],
    [fixture("111"), "province"],
    [fixture("111"), "upper"],
    [fixture("1111"), "grassroots"],
    [fixture("11"), "commune"],
    [fixture("11"), "unit"],
    [group, "grassroots"],
  ]) {
    expectProblem(await place(parent, level), 422, "validation-failed", [
      fault("/level", "level_misplaced"),
    ]);
  }
  expectStatus(await place(fixture("11"), "grassroots"), 201);
  expectStatus(await place(group, "group"), 201);
});

test("a founded organisation is what was sent, and stands where it says", async () => {
  const client = await as("administrator.111");
  const sent = body(fixture("111"), {
    id: randomUUID(),
    name_en: "New Union",
    short_name: "CĐ Mới",
    founded_on: "2026-01-02",
  });

  const answer = await client.post(LIST, sent);

  const made = expectStatus(answer, 201);
  assert.equal(answer.headers.location, `${LIST}/${sent.id}`);
  assert.equal(answer.etag, '"1"');
  for (const [name, value] of Object.entries(sent)) assert.equal(made[name], value, name);
  assert.deepEqual([made.system, made.state, made.version], ["union", "active", 1]);
  assert.deepEqual(expectStatus(await client.get(answer.headers.location), 200), made);
});

test("a code and an id are given once", async () => {
  const client = await as("administrator.111");
  const first = body(fixture("111"), { id: randomUUID() });
  expectStatus(await client.post(LIST, first), 201);

  expectProblem(
    await client.post(LIST, body(fixture("111"), { code: first.code })),
    409,
    "duplicate-key",
    [fault("/code", "duplicate")],
  );
  expectProblem(
    await client.post(LIST, body(fixture("111"), { id: first.id })),
    409,
    "duplicate-key",
    [fault("/id", "duplicate")],
  );
});

test("nothing is founded below a dissolved organisation", async () => {
  const unit = await found(fixture("112"));
  await sql(
    "update organisation set state = 'dissolved', dissolved_on = current_date where id = :'id'",
    { id: unit.id },
  );

  expectProblem(
    await (await as("administrator.112")).post(LIST, body(unit, { level: "group" })),
    409,
    "organisation-dissolved",
  );
});

// ---- text ---------------------------------------------------------------------------------------

for (const text of [
  "'; drop table thidua.organisation; --",
  "<script>alert(1)</script>",
  "\\\\server\\share",
  "$1 $$ %s %n {0} {{x}}",
  '"quoted" \\"escaped\\"',
  "🙂 👩‍👩‍👧 🇻🇳",
  "\u200bkhông bề rộng\u200d",
  "phải\u202eiảrt",
  "Ｆｕｌｌｗｉｄｔｈ ﬁ",
  "a\tb\nc",
  "=1+1",
  "null",
  "NaN",
  "0",
  "{}",
  "\u{10FFFF}\ud7ff\ue000",
  "ﷺ".repeat(100),
  "đĐưƠẫ".repeat(60),
]) {
  test(`a name is kept as it is: ${JSON.stringify(text).slice(0, 40)}`, async () => {
    const client = await as("administrator.111");

    const made = expectStatus(
      await client.post(LIST, body(fixture("111"), { name: text, name_en: text.slice(0, 100) })),
      201,
    );

    assert.equal(made.name, text.normalize("NFC"));
    const read = expectStatus(await client.get(`${LIST}/${made.id}`), 200);
    assert.equal(read.name, text.normalize("NFC"));
    assert.equal(read.name_en, text.slice(0, 100).normalize("NFC"));
  });
}

test("a name is composed and loses the blanks at its ends", async () => {
  const client = await as("administrator.111");
  const name = "Công đoàn Hưng Yên";

  const made = expectStatus(
    await client.post(LIST, body(fixture("111"), { name: `  ${name.normalize("NFD")}  ` })),
    201,
  );

  assert.equal(made.name, name.normalize("NFC"));
});

test("length is counted in letters as they are kept", async () => {
  const client = await as("administrator.111");

  expectStatus(
    await client.post(LIST, body(fixture("111"), { name: "ế".repeat(300).normalize("NFD") })),
    201,
  );
  expectProblem(
    await client.post(LIST, body(fixture("111"), { name: "ế".repeat(301) })),
    422,
    "validation-failed",
    [fault("/name", "too_long")],
  );
  expectStatus(await client.post(LIST, body(fixture("111"), { name: "🙂".repeat(300) })), 201);
});

// ---- idempotency --------------------------------------------------------------------------------

test("the same request under the same key is carried out once and answered twice", async () => {
  const client = await as("administrator.111");
  const [sent, key] = [body(fixture("111")), `"${randomUUID()}"`];

  const first = await client.post(LIST, sent, { key });
  const second = await client.post(LIST, sent, { key });

  expectStatus(first, 201);
  expectStatus(second, 201);
  assert.equal(first.headers["idempotency-replayed"], undefined);
  assert.equal(second.headers["idempotency-replayed"], "true");
  assert.deepEqual(second.body, first.body);
  assert.deepEqual([second.etag, second.headers.location], [first.etag, first.headers.location]);
  assert.equal((await client.walk(LIST, { query: { code: sent.code } })).length, 1);
});

test("a repeated request is known by what it says, not by how it is written", async () => {
  const client = await as("administrator.111");
  const [sent, key] = [body(fixture("111")), randomUUID()];
  const first = await client.post(LIST, sent, { key });
  const spread = JSON.stringify(sent, null, 4);

  const again = await client.call("POST", LIST, {
    raw: spread,
    key: `"${key}"`,
    headers: { "content-type": "application/json" },
  });

  expectStatus(again, 201);
  assert.equal(again.headers["idempotency-replayed"], "true");
  assert.equal(again.body.id, first.body.id);
});

test("another request under the same key is refused", async () => {
  const client = await as("administrator.111");
  const [sent, key] = [body(fixture("111")), randomUUID()];
  expectStatus(await client.post(LIST, sent, { key }), 201);

  expectProblem(
    await client.post(LIST, { ...sent, name: "Khác" }, { key }),
    422,
    "idempotency-key-reused",
  );
  expectProblem(
    await client.post(LIST, body(fixture("111")), { key }),
    422,
    "idempotency-key-reused",
  );
});

test("a key belongs to one account and one operation", async () => {
  const key = randomUUID();
  const [sent, other] = [body(fixture("111")), body(fixture("111"))];

  expectStatus(await (await as("administrator.111")).post(LIST, sent, { key }), 201);
  const foreign = await (await as("administrator.11")).post(LIST, other, { key });
  expectStatus(foreign, 201);
  assert.equal(foreign.headers["idempotency-replayed"], undefined);
  expectStatus(
    await (
      await as("administrator.111")
    ).post(
      "/v1/users",
      {
        username: unique("u."),
        display_name: "A",
        organisation_id: fixture("111").id,
        roles: ["viewer"],
      },
      { key },
    ),
    201,
  );
});

test("a refused request leaves its key free", async () => {
  const client = await as("administrator.111");
  const [taken, sent, key] = [body(fixture("111")), body(fixture("111")), randomUUID()];
  expectStatus(await client.post(LIST, taken), 201);
  expectProblem(
    await client.post(LIST, { ...sent, code: taken.code }, { key }),
    409,
    "duplicate-key",
  );
  expectProblem(await client.post(LIST, { ...sent, name: "" }, { key }), 422, "validation-failed");

  const answer = await client.post(LIST, sent, { key });

  expectStatus(answer, 201);
  assert.equal(answer.headers["idempotency-replayed"], undefined);
});

test("twelve equal requests at once under one key found one organisation", async () => {
  const client = await as("administrator.111");
  const [sent, key] = [body(fixture("111")), randomUUID()];

  const answers = await Promise.all(
    Array.from({ length: 12 }, () => client.post(LIST, sent, { key })),
  );

  const made = answers.filter((a) => a.status === 201 && !a.headers["idempotency-replayed"]);
  assert.equal(made.length, 1);
  for (const answer of answers.filter((a) => a !== made[0])) {
    if (answer.status === 201) assert.equal(answer.body.id, made[0].body.id);
    else expectProblem(answer, 409, "request-in-progress");
  }
  assert.equal((await client.walk(LIST, { query: { code: sent.code } })).length, 1);
  const later = await client.post(LIST, sent, { key });
  assert.equal(expectStatus(later, 201).id, made[0].body.id);
});

test("who has lost the right is not answered from the past", async () => {
  const unit = await found(fixture("112"));
  const client = await unit.as("administrator");
  const [sent, key] = [body(unit, { level: "group" }), randomUUID()];
  expectStatus(await client.post(LIST, sent, { key }), 201);
  const { body: me } = await client.get("/v1/me");
  const root = await as("administrator.1");
  const { version } = expectStatus(await root.get(`/v1/users/${me.user.id}`), 200);
  expectStatus(await root.post(`/v1/users/${me.user.id}:disable`, undefined, { version }), 200);

  expectProblem(await client.post(LIST, sent, { key }), 401, "token-invalid");
});

// ---- changing -----------------------------------------------------------------------------------

test("organisations are changed by administrators of theirs or above", async () => {
  const unit = await found(fixture("112"));
  let version = 1;
  const call = async (client) => {
    const answer = await client.patch(`${LIST}/${unit.id}`, { short_name: unique() }, { version });
    if (answer.status === 200) version += 1;
    return answer;
  };

  await expectReach(unit, "administrator", call, {
    own: 200,
    parent: 200,
    root: 200,
    child: 404,
    sibling: 404,
    unrelated: 404,
  });
});

test("what is above can be read but not changed", async () => {
  const client = await as("administrator.111");

  expectProblem(
    await client.patch(`${LIST}/${fixture("11").id}`, { name: "Của tôi" }, { version: 1 }),
    404,
    "not-found",
  );
});

test("a patch needs something to change, and only what may be changed", async () => {
  const unit = await found(fixture("112"));
  const client = await as("administrator.112");
  const patch = (sent) => client.patch(`${LIST}/${unit.id}`, sent, { version: 1 });

  expectProblem(await patch({}), 422, "validation-failed", [fault("", "too_few")]);
  expectProblem(
    await patch({
      level: "group",
      parent_id: fixture("11").id,
      id: randomUUID(),
      system: "union",
      state: "dissolved",
      version: 7,
    }),
    422,
    "validation-failed",
    ["level", "parent_id", "id", "system", "state", "version"].map((name) =>
      fault(`/${name}`, "unknown_field"),
    ),
  );
  expectProblem(await patch({ name: null, code: null, kind: null }), 422, "validation-failed", [
    fault("/name", "type"),
    fault("/code", "type"),
    fault("/kind", "type"),
  ]);
});

test("a patch changes what it names, and null clears", async () => {
  const unit = await found(fixture("112"), {
    name_en: "Before",
    short_name: "Trước",
    founded_on: "2025-08-01",
  });
  const client = await as("administrator.112");

  const answer = await client.patch(
    `${LIST}/${unit.id}`,
    { name: "Sau", name_en: null, founded_on: "2025-09-01" },
    { version: 1 },
  );

  const changed = expectStatus(answer, 200);
  assert.deepEqual(
    [changed.name, changed.name_en, changed.short_name, changed.founded_on, changed.version],
    ["Sau", null, "Trước", "2025-09-01", 2],
  );
  assert.equal(answer.etag, '"2"');
  assert.deepEqual(expectStatus(await client.get(`${LIST}/${unit.id}`), 200), changed);
  assert.ok(changed.updated_at >= changed.created_at);
});

test("a change of what was changed meanwhile is refused, with what it is now", async () => {
  const unit = await found(fixture("112"));
  const client = await as("administrator.112");
  const now = expectStatus(
    await client.patch(`${LIST}/${unit.id}`, { name: "Một" }, { version: 1 }),
    200,
  );

  const problem = expectProblem(
    await client.patch(`${LIST}/${unit.id}`, { name: "Hai" }, { version: 1 }),
    412,
    "version-mismatch",
  );

  assert.equal(problem.current_version, 2);
  assert.equal(problem.current_etag, '"2"');
  assert.deepEqual(problem.current, now);
});

test("of two changes at once one is made", async () => {
  const unit = await found(fixture("112"));
  const client = await as("administrator.112");

  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, n) =>
      client.patch(`${LIST}/${unit.id}`, { name: `Tên ${n}` }, { version: 1 }),
    ),
  );

  assert.deepEqual(answers.map((a) => a.status).sort(), [200, ...Array(7).fill(412)]);
  const made = answers.find((a) => a.status === 200);
  assert.equal((await client.get(`${LIST}/${unit.id}`)).body.name, made.body.name);
});

test("a change with * is made whatever the version", async () => {
  const unit = await found(fixture("112"));
  const client = await as("administrator.112");

  expectStatus(
    await client.patch(`${LIST}/${unit.id}`, { name: "Một" }, { headers: { "if-match": "*" } }),
    200,
  );
});

test("a code in use is not given again by a patch", async () => {
  const [one, two] = [await found(fixture("112")), await found(fixture("112"))];
  const client = await as("administrator.112");

  expectProblem(
    await client.patch(`${LIST}/${one.id}`, { code: two.code }, { version: 1 }),
    409,
    "duplicate-key",
    [fault("/code", "duplicate")],
  );
});

test("a dissolved organisation is changed no more", async () => {
  const unit = await found(fixture("112"));
  await sql(
    "update organisation set state = 'dissolved', dissolved_on = current_date where id = :'id'",
    { id: unit.id },
  );

  expectProblem(
    await (
      await as("administrator.112")
    ).patch(`${LIST}/${unit.id}`, { name: "Khác" }, { version: 1 }),
    409,
    "organisation-dissolved",
  );
});

test("a changed name is found, and the old one is not", async () => {
  const [before, after] = [unique("truoc"), unique("sau")];
  const unit = await found(fixture("112"), { name: `Công đoàn ${before}` });
  const client = await as("administrator.112");
  expectStatus(
    await client.patch(`${LIST}/${unit.id}`, { name: `Công đoàn ${after}` }, { version: 1 }),
    200,
  );

  assert.deepEqual((await client.walk(LIST, { query: { q: before } })).length, 0);
  assert.deepEqual(
    (await client.walk(LIST, { query: { q: after } })).map((o) => o.id),
    [unit.id],
  );
});
