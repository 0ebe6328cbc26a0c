// The browser's sign-in: cookies, and requests that come from elsewhere.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Client, anonymous } from "./harness/client.mjs";
import { expectProblem, expectStatus, fault } from "./harness/expect.mjs";
import { changed } from "./harness/forge.mjs";
import { startKore } from "./harness/kore.mjs";
import { as, fixture, password } from "./harness/people.mjs";
import { address } from "./harness/service.mjs";

const SAME = { "x-app": "web", "sec-fetch-site": "same-origin" };

function create(headers = SAME, username = "reporter.121", options = {}) {
  return anonymous.post("/v1/auth/session", { username, password }, { headers, ...options });
}

// Set-Cookie lines → { name: { value, attributes } }
function cookiesOf(answer) {
  return Object.fromEntries(
    (answer.headers["set-cookie"] ?? []).map((line) => {
      const [pair, ...attributes] = line.split("; ");
      const [name, value] = pair.split(/=(.*)/s);
      return [name, { value, attributes: attributes.sort() }];
    }),
  );
}

function cookieHeader(answer) {
  return Object.entries(cookiesOf(answer))
    .map(([name, { value }]) => `${name}=${value}`)
    .join("; ");
}

async function browser(username) {
  const answer = await create(SAME, username);
  expectStatus(answer, 200);
  return new Client({ headers: { cookie: cookieHeader(answer) }, user: answer.body.user });
}

// Something that changes, but refuses for another reason when it gets that far.
const changeSomething = (client, headers) => client.post("/v1/me:change-password", {}, { headers });

test("a session needs name and password in JSON", async () => {
  const post = (options) =>
    anonymous.call("POST", "/v1/auth/session", { headers: SAME, ...options });

  expectProblem(await post({ body: { device_id: "" } }), 422, "validation-failed", [
    fault("/username", "required"),
    fault("/password", "required"),
    fault("/device_id", "too_short"),
  ]);
  expectProblem(
    await post({ raw: "{", headers: { ...SAME, "content-type": "application/json" } }),
    400,
    "malformed-json",
  );
  expectProblem(
    await post({ raw: "{}", headers: { ...SAME, "content-type": "text/plain" } }),
    415,
    "unsupported-media-type",
  );
});

test("a session gives what /v1/me gives, and two cookies that scripts cannot read", async () => {
  const answer = await create();

  const me = expectStatus(answer, 200);
  assert.equal(me.user.username, "reporter.121");
  const cookies = cookiesOf(answer);
  assert.deepEqual(Object.keys(cookies).sort(), ["rid", "sid"]);
  assert.deepEqual(cookies.sid.attributes, [
    "HttpOnly",
    "Max-Age=600",
    "Path=/",
    "SameSite=Strict",
  ]);
  assert.match(
    cookies.rid.attributes.join(),
    /^HttpOnly,Max-Age=(2591999|2592000),Path=\/,SameSite=Strict$/,
  );
  assert.equal(answer.headers["cache-control"], "no-store");
});

test("where the connection is safe the cookies say so, in name and attributes", async (t) => {
  const kore = await startKore(t, { settings: { THIDUA_COOKIE_SECURE: "" } });

  const answer = await create(SAME, "reporter.121", { target: kore.port });

  const cookies = cookiesOf(answer);
  assert.deepEqual(Object.keys(cookies).sort(), ["__Host-rid", "__Host-sid"]);
  for (const { attributes } of Object.values(cookies)) {
    for (const wanted of ["HttpOnly", "Path=/", "SameSite=Strict", "Secure"])
      assert.ok(attributes.includes(wanted));
    assert.ok(!attributes.some((attribute) => /^domain/i.test(attribute)));
  }
  const client = new Client({ headers: { cookie: cookieHeader(answer) } });
  expectStatus(await client.get("/v1/me", { target: kore.port }), 200);
  expectProblem(await client.get("/v1/me"), 401, "token-missing");
});

test("a wrong password gives no cookie", async () => {
  const answer = await anonymous.post(
    "/v1/auth/session",
    { username: "reporter.121", password: "sai" },
    { headers: SAME },
  );

  expectProblem(answer, 401, "credentials-wrong");
  assert.equal(answer.headers["set-cookie"], undefined);
});

test("the cookie reads without further ado", async () => {
  const client = await browser("reporter.121");

  const me = expectStatus(await client.get("/v1/me"), 200);

  assert.equal(me.user.username, "reporter.121");
  assert.equal((await client.get(`/v1/organisations/${fixture("122").id}`)).status, 404);
});

test("token and cookie in one request are refused, whatever they are worth", async () => {
  const client = await browser("reporter.121");
  const { token } = await as("reporter.121");

  for (const authorization of [`Bearer ${token}`, "Bearer x", "Basic x"]) {
    expectProblem(
      await client.get("/v1/me", { headers: { authorization } }),
      400,
      "ambiguous-credentials",
    );
  }
  const authorization = `Bearer ${token}`;
  expectProblem(
    await client.post("/v1/auth/revoke", { token: "x" }, { headers: { authorization, ...SAME } }),
    400,
    "ambiguous-credentials",
  );
  expectProblem(
    await client.post("/v1/auth/token", { grant_type: "password" }, { headers: { authorization } }),
    400,
    "ambiguous-credentials",
  );
  expectProblem(
    await client.call("DELETE", "/v1/auth/session", { headers: { authorization, ...SAME } }),
    400,
    "ambiguous-credentials",
  );
  expectProblem(
    await client.call("POST", "/v1/auth/session:refresh", { headers: { authorization, ...SAME } }),
    400,
    "ambiguous-credentials",
  );
});

test("an expired or forged cookie is told like such a token", async () => {
  const { token } = await as("reporter.121");
  const open = (sid) => new Client({ headers: { cookie: `sid=${sid}` } }).get("/v1/me");
  const now = Math.floor(Date.now() / 1000);

  expectProblem(await open(changed(token, { iat: now - 500, exp: now - 1 })), 401, "token-expired");
  expectProblem(await open("x"), 401, "token-invalid");
  expectStatus(await open(token), 200);
});

test("a cookie is found among others, and only by its whole name", async () => {
  const { token } = await as("reporter.121");
  const open = (cookie) => new Client({ headers: { cookie } }).get("/v1/me");

  expectStatus(await open(`a=b; sid=${token}; c=d`), 200);
  expectProblem(await open(`xsid=${token}; sid2=${token}; SID=${token}`), 401, "token-missing");
});

// ---- from elsewhere -----------------------------------------------------------------------------

const REFUSED = {
  "no header at all": {},
  "no X-App": { "sec-fetch-site": "same-origin" },
  "another X-App": { "x-app": "mobile", "sec-fetch-site": "same-origin" },
  "X-App alone": { "x-app": "web" },
  "another site": { "x-app": "web", "sec-fetch-site": "cross-site" },
  "a sister site": { "x-app": "web", "sec-fetch-site": "same-site" },
  "an address bar": { "x-app": "web", "sec-fetch-site": "none" },
  "another site with our Origin": {
    "x-app": "web",
    "sec-fetch-site": "cross-site",
    origin: address,
  },
  "another Origin": { "x-app": "web", origin: "http://elsewhere.example" },
  "an Origin that begins like ours": { "x-app": "web", origin: `${address}.elsewhere.example` },
  "an Origin that ends like ours": {
    "x-app": "web",
    origin: `http://elsewhere.example/?://${new URL(address).host}`,
  },
  "our Origin at another port": { "x-app": "web", origin: "http://localhost:1" },
  "Origin null": { "x-app": "web", origin: "null" },
  "an empty Origin": { "x-app": "web", origin: "" },
};

for (const [name, headers] of Object.entries(REFUSED)) {
  test(`refused where it changes something: ${name}`, async () => {
    const client = await browser("reporter.121");

    expectProblem(await changeSomething(client, headers), 403, "csrf");
    expectProblem(await create(headers), 403, "csrf");
    expectProblem(await client.call("POST", "/v1/auth/session:refresh", { headers }), 403, "csrf");
    expectProblem(await client.call("DELETE", "/v1/auth/session", { headers }), 403, "csrf");
    expectProblem(await client.post("/v1/auth/revoke", { token: "x" }, { headers }), 403, "csrf");
    expectStatus(await client.get("/v1/me", { headers }), 200);
  });
}

for (const [name, headers] of Object.entries({
  "Sec-Fetch-Site says so": SAME,
  "Origin says so, where there is no Sec-Fetch-Site": { "x-app": "web", origin: address },
})) {
  test(`accepted from the same origin: ${name}`, async () => {
    const client = await browser("reporter.121");

    expectProblem(await changeSomething(client, headers), 422, "validation-failed");
  });
}

test("a bearer token needs none of this", async () => {
  const client = await as("reporter.121");

  expectProblem(
    await changeSomething(client, {
      "sec-fetch-site": "cross-site",
      origin: "http://elsewhere.example",
    }),
    422,
    "validation-failed",
  );
});

test("no answer allows another origin to read it", async () => {
  const client = await as("reporter.121");
  const origin = "http://elsewhere.example";

  const read = await client.get("/v1/me", { headers: { origin } });
  const asked = await anonymous.call("OPTIONS", "/v1/me", {
    headers: { origin, "access-control-request-method": "GET" },
  });

  for (const answer of [read, asked]) {
    assert.deepEqual(
      Object.keys(answer.headers).filter((name) => name.startsWith("access-control-")),
      [],
    );
  }
});

// ---- renewing and ending ------------------------------------------------------------------------

const renew = (client) => client.call("POST", "/v1/auth/session:refresh", { headers: SAME });

function assertCleared(answer) {
  const cookies = Object.values(cookiesOf(answer));
  assert.equal(cookies.length, 2);
  for (const { value, attributes } of cookies) {
    assert.equal(value, "");
    assert.ok(attributes.includes("Max-Age=0"));
  }
}

test("renewing needs the refresh cookie", async () => {
  expectProblem(await renew(anonymous), 401, "token-missing");
});

test("renewing gives new cookies; the old refresh cookie gives the same for a minute", async () => {
  const client = await browser("reporter.121");

  const first = await renew(client);
  const again = await renew(client);

  expectStatus(first, 200);
  assert.notEqual(cookieHeader(first), client.headers.cookie);
  assert.equal(cookiesOf(again).rid.value, cookiesOf(first).rid.value);
  expectStatus(await new Client({ headers: { cookie: cookieHeader(first) } }).get("/v1/me"), 200);
});

test("renewing after the access cookie has gone needs the refresh cookie alone", async () => {
  const client = await browser("reporter.121");
  const rid = client.headers.cookie.split("; ").find((pair) => pair.startsWith("rid="));

  expectStatus(await renew(new Client({ headers: { cookie: rid } })), 200);
});

test("a refresh cookie that is worth nothing is taken away", async () => {
  const answer = await renew(new Client({ headers: { cookie: "rid=x" } }));

  expectProblem(answer, 401, "token-invalid");
  assertCleared(answer);
});

test("a refresh cookie that was reused ends the session and is taken away", async () => {
  const client = await browser("reporter.121");
  const second = await renew(client);
  const secondClient = new Client({ headers: { cookie: cookieHeader(second) } });
  await renew(secondClient);

  const answer = await renew(client);

  expectProblem(answer, 401, "refresh-reused");
  assertCleared(answer);
  expectProblem(await secondClient.get("/v1/me"), 401, "token-invalid");
});

test("ending the session clears both cookies and ends what they stood for", async () => {
  const client = await browser("reporter.121");

  const answer = await client.call("DELETE", "/v1/auth/session", { headers: SAME });

  expectStatus(answer, 204);
  assertCleared(answer);
  expectProblem(await client.get("/v1/me"), 401, "token-invalid");
  expectProblem(await renew(client), 401, "token-invalid");
});

test("ending a session that is none changes nothing", async () => {
  expectStatus(await anonymous.call("DELETE", "/v1/auth/session", { headers: SAME }), 204);
});
