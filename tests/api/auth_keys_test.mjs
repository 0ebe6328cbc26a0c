// The key ring: adding a key, retiring one, and what a Kore with other settings makes of tokens.
import assert from "node:assert/strict";
import { test } from "node:test";
import { expectProblem, expectStatus } from "./harness/expect.mjs";
import { headerOf } from "./harness/forge.mjs";
import { keyLine, startKore } from "./harness/kore.mjs";
import { password } from "./harness/people.mjs";

const ACCESS_1 = keyLine("access-1", "access");
const ACCESS_2 = keyLine("access-2", "access");
const REFRESH_1 = keyLine("refresh-1", "refresh");
const REFRESH_2 = keyLine("refresh-2", "refresh");
const CURSOR = keyLine("cursor-1", "cursor");

async function signInAt(kore, username = "reporter.11") {
  const answer = await kore
    .client()
    .post("/v1/auth/token", { grant_type: "password", username, password });
  return expectStatus(answer, 200);
}

function renewAt(kore, refresh_token) {
  return kore.client().post("/v1/auth/token", { grant_type: "refresh_token", refresh_token });
}

test("a new key in front signs from then on; the old one is good until it is taken out", async (t) => {
  const first = await startKore(t, { ring: ACCESS_1 + REFRESH_1 + CURSOR });
  const old = await signInAt(first);
  assert.equal(headerOf(old.access_token).kid, "access-1");
  await first.stop();

  const both = await startKore(t, { ring: ACCESS_2 + ACCESS_1 + REFRESH_2 + REFRESH_1 + CURSOR });
  expectStatus(await both.client(old.access_token).get("/v1/me"), 200);
  assert.equal(headerOf((await signInAt(both)).access_token).kid, "access-2");
  const renewed = expectStatus(await renewAt(both, old.refresh_token), 200);
  assert.equal(headerOf(renewed.access_token).kid, "access-2");
  await both.stop();

  const last = await startKore(t, { ring: ACCESS_2 + REFRESH_2 + CURSOR });
  expectProblem(await last.client(old.access_token).get("/v1/me"), 401, "token-invalid");
  expectProblem(await renewAt(last, old.refresh_token), 401, "token-invalid");
  expectStatus(await last.client(renewed.access_token).get("/v1/me"), 200);
  expectStatus(await renewAt(last, renewed.refresh_token), 200);
});

test("a cursor is good as long as its key", async (t) => {
  const first = await startKore(t, { ring: ACCESS_1 + REFRESH_1 + CURSOR });
  const { access_token } = await signInAt(first, "reporter.1");
  const page = expectStatus(
    await first.client(access_token).get("/v1/organisations", { query: { limit: 1 } }),
    200,
  );
  const query = { limit: 1, cursor: page.next_cursor };
  expectStatus(await first.client(access_token).get("/v1/organisations", { query }), 200);
  await first.stop();

  const other = await startKore(t, { ring: ACCESS_1 + REFRESH_1 + keyLine("cursor-2", "cursor") });
  expectProblem(
    await other.client(access_token).get("/v1/organisations", { query }),
    400,
    "invalid-cursor",
  );
});

test("a token of one installation is none at another with the same keys", async (t) => {
  const ring = ACCESS_1 + REFRESH_1 + CURSOR;
  const here = await startKore(t, { ring });
  const issuer = await startKore(t, { ring, settings: { THIDUA_ISSUER: "http://issuer.example" } });
  const audience = await startKore(t, {
    ring,
    settings: { THIDUA_AUDIENCE: "http://audience.example" },
  });

  for (const there of [issuer, audience]) {
    const { access_token } = await signInAt(there);
    expectStatus(await there.client(access_token).get("/v1/me"), 200);
    expectProblem(await here.client(access_token).get("/v1/me"), 401, "token-invalid");
  }
});

const BROKEN = {
  "no access key": REFRESH_1 + CURSOR,
  "no refresh key": ACCESS_1 + CURSOR,
  "no cursor key": ACCESS_1 + REFRESH_1,
  "a short key": `${ACCESS_1 + REFRESH_1}cursor-1 cursor AAAA\n`,
  "one name twice": ACCESS_1 + keyLine("access-1", "refresh") + CURSOR,
  "one key for two purposes":
    ACCESS_1 + ACCESS_1.replace("access-1 access", "refresh-1 refresh") + CURSOR,
  "nothing": "",
};

for (const [name, ring] of Object.entries(BROKEN)) {
  test(`Kore does not start with a key ring that has ${name}, and does not print a key`, async (t) => {
    const kore = await startKore(t, { ring, wait: false });

    const { code, text } = await kore.stopped;

    assert.notEqual(code, 0);
    assert.match(text, /key ring/);
    for (const line of ring.split("\n").filter(Boolean))
      assert.ok(!text.includes(line.split(" ")[2]));
  });
}
