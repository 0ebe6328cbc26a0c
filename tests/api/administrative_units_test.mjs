// The catalogue of provinces and communes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { expectProblem, expectStatus } from "./harness/expect.mjs";
import { as } from "./harness/people.mjs";

const LIST = "/v1/administrative-units";
const walk = async (query) => (await as("reporter.1111")).walk(LIST, { query });
const codes = (items) => items.map((item) => item.code);

test("the catalogue has the 34 provinces, by code, for everybody who is signed in", async () => {
  const items = await walk({ level: "province" });

  assert.equal(items.length, 34);
  assert.deepEqual(codes(items), [...codes(items)].sort());
  assert.ok(
    items.every((item) => item.parent_code === null && ["tinh", "thanh_pho"].includes(item.kind)),
  );
  for (const code of ["01", "33", "96"]) assert.ok(codes(items).includes(code));
});

test("the catalogue may be kept for some minutes", async () => {
  const client = await as("reporter.1111");

  for (const path of [LIST, `${LIST}/33`]) {
    assert.equal((await client.get(path)).headers["cache-control"], "private, max-age=300");
  }
});

test("communes are listed by their province", async () => {
  const items = await walk({ parent_code: "31" });

  assert.ok(items.length > 0);
  assert.ok(items.every((item) => item.parent_code === "31" && item.level === "commune"));
  assert.deepEqual(await walk({ parent_code: "31", level: "province" }), []);
  assert.deepEqual(await walk({ parent_code: "99" }), []);
});

test("units are found by name with and without accents, and by code", async () => {
  for (const q of ["Hưng Yên", "hung yen", "HƯNG", "yên".normalize("NFD"), "33"]) {
    assert.ok(codes(await walk({ q, level: "province" })).includes("33"), q);
  }
  assert.deepEqual(await walk({ q: "không có nơi này" }), []);
});

for (const q of ["'", "%", "_", "\\", "* & |", "🙂", "' or '1'='1"]) {
  test(`hostile text is only text: ${q}`, async () => {
    const items = await walk({ q });
    if (!/1/.test(q))
      assert.ok(items.length === 0 || items.length < 200, JSON.stringify(codes(items)));
  });
}

test("pages give all of it once", async () => {
  const whole = codes(await walk({ limit: 200 }));

  assert.deepEqual(codes(await walk({ limit: 7 })), whole);
  assert.equal(new Set(whole).size, whole.length);
});

test("one is read by its code, in which the leading zero counts", async () => {
  const client = await as("reporter.1111");

  assert.equal(expectStatus(await client.get(`${LIST}/01`), 200).name, "Hà Nội");
  for (const code of ["1", "001", "99", "00000"])
    expectProblem(await client.get(`${LIST}/${code}`), 404, "not-found");
});

test("only the levels that there are can be asked for", async () => {
  const client = await as("reporter.1111");

  for (const query of [
    { level: "district" },
    { parent_code: "x" },
    { parent_code: "3" },
    { level: "province,commune" },
  ]) {
    expectProblem(await client.get(LIST, { query }), 400, "invalid-parameter");
  }
});
