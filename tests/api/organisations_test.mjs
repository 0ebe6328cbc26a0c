// Reading the tree: one organisation, lists, search, pages.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { before, test } from "node:test";
import { anonymous } from "./harness/client.mjs";
import { expectProblem, expectStatus, unique, uniqueCode } from "./harness/expect.mjs";
import { as, expectReach, fixture, found } from "./harness/people.mjs";

const LIST = "/v1/organisations";
const path = (unit) => `${LIST}/${unit.id}`;
const codes = (items) => items.map((item) => item.code);

// ---- one ----------------------------------------------------------------------------------------

test("an organisation is read within the own subtree, and above it, but not beside it", async () => {
  await expectReach(fixture("111"), "reporter", (client) => client.get(path(fixture("111"))), {
    own: 200,
    parent: 200,
    root: 200,
    child: 200,
    sibling: 404,
    unrelated: 404,
  });
  await expectReach(
    await found(fixture("112"), { level: "grassroots" }),
    "viewer",
    (client) => client.get(path(fixture("1121"))),
    { own: 404, parent: 200, child: 404, unrelated: 404 },
  );
});

test("what is not there and what is not yours are told in the same words", async () => {
  const client = await as("reporter.111");

  const [hidden, absent] = [
    await client.get(path(fixture("112"))),
    await client.get(`${LIST}/${randomUUID()}`),
  ];

  const same = ({ body: { instance, trace_id, ...rest } }) => rest;
  assert.deepEqual(same(hidden), same(absent));
  expectProblem(hidden, 404, "not-found");
});

test("an organisation comes with its version as tag, and without its place in storage", async () => {
  const answer = await (await as("reporter.111")).get(path(fixture("111")));

  const body = expectStatus(answer, 200);
  assert.equal(answer.etag, `"${body.version}"`);
  assert.deepEqual(
    [body.code, body.level, body.system, body.state],
    ["T.1.1", "upper", "union", "active"],
  );
  assert.equal(body.parent_id, fixture("11").id);
  assert.equal(body.founded_on, "2025-07-01");
  for (const hidden of ["path", "search", "last_segment"]) assert.ok(!(hidden in body));
  assert.ok(!("children_count" in body) && !("ancestors" in body));
});

test("fields gives those members and no others", async () => {
  const client = await as("reporter.111");

  for (const fields of ["id", "name,code", "version,state,id", "children_count", "ancestors,id"]) {
    const body = expectStatus(await client.get(path(fixture("111")), { query: { fields } }), 200);
    assert.deepEqual(Object.keys(body).sort(), fields.split(",").sort());
  }
});

test("fields and expand take only what the contract lists", async () => {
  const client = await as("reporter.111");

  for (const query of [
    { fields: "path" },
    { fields: "name,search" },
    { expand: "children" },
    { fields: "" },
    { expand: "name" },
  ]) {
    expectProblem(await client.get(path(fixture("111")), { query }), 400, "invalid-parameter");
  }
});

test("expand adds the children's number and the organisations above as far as they are seen", async () => {
  const query = { expand: "children_count,ancestors" };

  const own = expectStatus(
    await (await as("reporter.111")).get(path(fixture("111")), { query }),
    200,
  );
  const deep = expectStatus(
    await (await as("reporter.1")).get(path(fixture("1222")), { query }),
    200,
  );

  assert.ok(own.children_count >= 2);
  assert.deepEqual(
    own.ancestors.map((a) => a.id),
    [fixture("1").id, fixture("11").id],
  );
  assert.deepEqual(
    deep.ancestors.map((a) => a.id),
    ["1", "12", "122"].map((d) => fixture(d).id),
  );
  assert.equal(deep.children_count, 0);
});

test("children are counted as far as they are seen", async () => {
  const query = { expand: "children_count" };

  const above = expectStatus(
    await (await as("reporter.111")).get(path(fixture("11")), { query }),
    200,
  );

  assert.equal(above.children_count, 1);
});

// ---- lists --------------------------------------------------------------------------------------

test("a list needs a sign-in, and holds the own subtree in the order of the tree", async () => {
  expectProblem(await anonymous.get(LIST), 401, "token-missing");

  const items = await (await as("reporter.12")).walk(LIST);

  assert.equal(items[0].id, fixture("12").id);
  assert.ok(!items.some((item) => item.code.startsWith("T.1")));
  const seen = new Set();
  for (const item of items) {
    assert.ok(seen.size === 0 || seen.has(item.parent_id), "a parent stands before its children");
    seen.add(item.id);
  }
  assert.equal(seen.size, items.length);
  for (const digits of ["121", "122", "1211", "1222"]) assert.ok(seen.has(fixture(digits).id));
});

test("the children of one are listed with the number of their own", async () => {
  const unit = await found(fixture("12"));
  await found(unit);
  const client = await as("reporter.12");

  const items = await client.walk(LIST, { query: { parent_id: fixture("12").id } });

  assert.ok(items.every((item) => item.parent_id === fixture("12").id));
  assert.equal(items.find((item) => item.id === unit.id).children_count, 1);
  assert.ok(items.every((item) => !("ancestors" in item)));
});

test("the children of what is not one's own are none", async () => {
  const client = await as("reporter.111");

  for (const unit of [fixture("112"), fixture("12")]) {
    assert.deepEqual(await client.walk(LIST, { query: { parent_id: unit.id } }), []);
  }
  assert.deepEqual(codes(await client.walk(LIST, { query: { parent_id: fixture("11").id } })), [
    "T.1.1",
  ]);
});

test("levels, state and code narrow a list, alone and together", async () => {
  const client = await as("reporter.1");
  // Other tests found provinces of their own.
  const list = async (query) =>
    (await client.walk(LIST, { query })).filter((item) => !item.code.startsWith("N."));

  assert.deepEqual(codes(await list({ level: "province" })), ["T.1", "T.2"]);
  const two = await list({ level: "central,province" });
  assert.deepEqual(codes(two), ["T", "T.1", "T.2"]);
  assert.deepEqual(codes(await list({ code: "T.1.2" })), ["T.1.2"]);
  assert.deepEqual(await list({ code: "T.1.2", level: "province" }), []);
  assert.ok((await list({ state: "dissolved" })).every((item) => item.state === "dissolved"));
  assert.deepEqual(await list({ state: "dissolved", code: "T.1" }), []);
  assert.deepEqual(
    codes(await list({ parent_id: fixture("1").id, level: "province", state: "active" })),
    ["T.1", "T.2"],
  );
  assert.deepEqual(await list({ level: "commune" }), []);
});

test("a list can be asked for some members alone", async () => {
  const items = await (
    await as("reporter.1")
  ).walk(LIST, { query: { fields: "id,name,ancestors", level: "upper,province" } });

  for (const item of items) assert.deepEqual(Object.keys(item).sort(), ["ancestors", "id", "name"]);
  assert.deepEqual(
    items[0].ancestors.map((a) => a.id),
    [fixture("1").id],
  );
});

// ---- pages --------------------------------------------------------------------------------------

let grove; // a unit with 23 children of its own

before(async () => {
  grove = await found(fixture("122"), { level: "grassroots" });
  for (let n = 0; n < 23; n++) {
    await found(grove, {
      level: "group",
      code: uniqueCode("G"),
      name: `Tổ công đoàn ${n % 2 ? "chẵn" : "lẻ"} ${n}`,
    });
  }
});

test("walking a list page by page gives all of it once, whatever the size of a page", async () => {
  const client = await grove.as("viewer");
  const whole = codes(await client.walk(LIST, { query: { limit: 200 } }));
  assert.equal(whole.length, 24);

  for (const limit of [1, 5, 23, 24, 25]) {
    assert.deepEqual(
      codes(await client.walk(LIST, { query: { limit } })),
      whole,
      `pages of ${limit}`,
    );
  }
  for (const query of [{ parent_id: grove.id }, { level: "group" }, { q: "tổ" }, { q: "chan" }]) {
    assert.deepEqual(
      codes(await client.walk(LIST, { query: { ...query, limit: 4 } })),
      codes(await client.walk(LIST, { query })),
      JSON.stringify(query),
    );
  }
});

test("a page holds as many as asked for, and the last one says so", async () => {
  const client = await grove.as("viewer");
  const page = async (query) => expectStatus(await client.get(LIST, { query }), 200);

  const first = await page({ limit: 10 });
  assert.equal(first.items.length, 10);
  assert.equal(typeof first.next_cursor, "string");
  const exact = await page({ limit: 24 });
  assert.deepEqual([exact.items.length, exact.next_cursor], [24, null]);
});

test("what is founded while a list is walked neither repeats nor hides what was there", async () => {
  const unit = await found(fixture("122"));
  for (let n = 0; n < 6; n++) await found(unit);
  const client = await unit.as("viewer");
  const before = codes(await client.walk(LIST));

  const seen = [];
  let cursor;
  do {
    const body = expectStatus(await client.get(LIST, { query: { limit: 2, cursor } }), 200);
    seen.push(...codes(body.items));
    cursor = body.next_cursor;
    if (seen.length < 5) await found(unit);
  } while (cursor !== null);

  assert.equal(new Set(seen).size, seen.length);
  assert.deepEqual(
    seen.filter((code) => before.includes(code)),
    before,
  );
});

test("a cursor is good for its own filters alone", async () => {
  const client = await grove.as("viewer");
  const { next_cursor: cursor } = expectStatus(
    await client.get(LIST, { query: { limit: 3, level: "group" } }),
    200,
  );
  const ask = (query) => client.get(LIST, { query: { cursor, ...query } });

  expectStatus(await ask({ limit: 3, level: "group" }), 200);
  expectStatus(await ask({ limit: 7, level: "group" }), 200);
  for (const other of [
    {},
    { level: "group,grassroots" },
    { level: "group", q: "to" },
    { level: "group", state: "active" },
    { level: "group", fields: "id" },
  ]) {
    expectProblem(await ask(other), 400, "invalid-cursor");
  }
  expectProblem(
    await client.get("/v1/administrative-units", { query: { cursor } }),
    400,
    "invalid-cursor",
  );
});

test("a cursor that was touched is refused", async () => {
  const client = await grove.as("viewer");
  const { next_cursor } = expectStatus(await client.get(LIST, { query: { limit: 3 } }), 200);
  const bytes = Buffer.from(next_cursor, "base64url");
  const touched = (at) => {
    const copy = Buffer.from(bytes);
    copy[at] ^= 1;
    return copy.toString("base64url");
  };

  for (const cursor of [
    touched(0),
    touched(15),
    touched(16),
    touched(bytes.length - 1),
    next_cursor.slice(0, -2),
    `${next_cursor}AA`,
    `${next_cursor}=`,
    next_cursor.toUpperCase(),
  ]) {
    expectProblem(await client.get(LIST, { query: { limit: 3, cursor } }), 400, "invalid-cursor");
  }
});

test("a cursor opens nothing: in other hands it is a place in their own list", async () => {
  const mine = await grove.as("viewer");
  const { next_cursor: cursor } = expectStatus(await mine.get(LIST, { query: { limit: 3 } }), 200);

  const { items } = expectStatus(
    await (await as("reporter.1111")).get(LIST, { query: { limit: 3, cursor } }),
    200,
  );

  assert.deepEqual(items, []);
});

// ---- search -------------------------------------------------------------------------------------

const word = unique("tu");
let sought;

before(async () => {
  sought = await found(fixture("121"), {
    name: `Công đoàn Công ty Đường ${word} Hưng Yên`,
    code: uniqueCode("S"),
  });
});

async function search(q, client = null, query = {}) {
  return codes(await (client ?? (await as("reporter.12"))).walk(LIST, { query: { q, ...query } }));
}

for (const [name, text] of Object.entries({
  "as it is written": `Đường ${word} Hưng Yên`,
  "without accents": `duong ${word} hung yen`,
  "in capitals": `DUONG ${word.toUpperCase()} HƯNG YÊN`,
  "decomposed": `Đường ${word} Hưng Yên`.normalize("NFD"),
  "in another order": `yen hung ${word}`,
  "by beginnings of words": `hu ye ${word.slice(0, -2)}`,
  "between blanks and signs": `  ${word}, (hưng-yên)!  `,
})) {
  test(`an organisation is found ${name}`, async () => {
    assert.deepEqual(await search(text), [sought.code]);
  });
}

test("an organisation is found by its code and by parts of it", async () => {
  assert.deepEqual(await search(sought.code), [sought.code]);
  assert.deepEqual(await search(sought.code.toLowerCase()), [sought.code]);
  assert.deepEqual(await search(sought.code.slice(2)), [sought.code]);
});

test("every word has to be found, and from its beginning", async () => {
  assert.deepEqual(await search(`${word} khong`), []);
  assert.deepEqual(await search(word.slice(1)), []);
});

test("what is found comes with what is above it", async () => {
  const { items } = expectStatus(
    await (await as("reporter.12")).get(LIST, { query: { q: word } }),
    200,
  );

  assert.deepEqual(
    items[0].ancestors.map((a) => a.id),
    [fixture("1").id, fixture("12").id, fixture("121").id],
  );
  assert.equal(items[0].children_count, 0);
});

test("search stays within the own subtree and the other filters", async () => {
  assert.deepEqual(await search(word, await as("reporter.11")), []);
  assert.deepEqual(await search(word, await as("reporter.122")), []);
  assert.deepEqual(await search(word, null, { level: "upper" }), []);
  assert.deepEqual(
    await search(word, null, { level: "grassroots", parent_id: fixture("121").id }),
    [sought.code],
  );
  assert.deepEqual(await search(word, null, { parent_id: fixture("12").id }), []);
});

for (const text of [
  "'",
  "''",
  "' or 1=1 --",
  "\\",
  "%",
  "_",
  "*",
  ":*",
  "&",
  "|",
  "!",
  "<->",
  "(",
  "a & | b",
  "a:*b",
  "''''':*",
  "<script>",
  "${x}",
  "🙂",
  "\u200b",
  "\u202e",
  "ﷺ",
  "%00".slice(0, 1),
  "a".repeat(100),
  "a b c d e f g h i j k l m n o p",
  "-- ;",
  "đ".repeat(100),
  "\u0301",
]) {
  test(`hostile search text is only text: ${JSON.stringify(text).slice(0, 40)}`, async () => {
    const answer = await (await as("reporter.1")).get(LIST, { query: { q: text, limit: 200 } });

    expectStatus(answer, 200);
    for (const item of answer.body.items) assert.match(item.code, /^[0-9A-Z]/);
  });
}

test("text of signs alone finds nothing rather than everything", async () => {
  for (const text of ["***", "'&|!", "-", ":"]) assert.deepEqual(await search(text), []);
});
