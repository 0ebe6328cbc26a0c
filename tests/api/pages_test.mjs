// What nginx serves beside the API: the client, the reference, the problem pages, the contract; and
// their headers.
import assert from "node:assert/strict";
import { test } from "node:test";
import { exchangeBytes } from "./harness/client.mjs";
import { contract } from "./harness/contract.mjs";
import { address } from "./harness/service.mjs";

const get = (path, options) =>
  fetch(address.replace("localhost", "127.0.0.1") + path, { redirect: "manual", ...options });

async function page(path, type) {
  const answer = await get(path);
  assert.equal(answer.status, 200, path);
  assert.match(answer.headers.get("content-type"), type, path);
  return answer;
}

for (const path of [
  "/",
  "/docs/",
  "/problems/",
  "/problems/not-found",
  "/plans/anything",
  "/v1x",
]) {
  test(`a page comes with the headers that keep it to itself: ${path}`, async () => {
    const answer = await page(path, /^text\/html; charset=utf-8$/);

    const policy = answer.headers.get("content-security-policy");
    for (const rule of [
      "default-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ]) {
      assert.ok(policy.includes(rule), `${path}: ${policy}`);
    }
    assert.doesNotMatch(policy, /unsafe-(inline|eval)|\*/);
    assert.equal(answer.headers.get("x-content-type-options"), "nosniff");
    assert.match(
      answer.headers.get("referrer-policy"),
      /^(strict-origin-when-cross-origin|no-referrer)$/,
    );
    assert.ok(answer.headers.get("cache-control"));
    assert.ok(answer.headers.get("permissions-policy"));
    assert.ok(
      !/<script(?![^>]*\bsrc=)[^>]*>[^<]/.test(await answer.text()),
      "an inline script would be refused",
    );
  });
}

test("scripts come with their character set", async () => {
  const text = await (await page("/docs/", /html/)).text();
  const scripts = [...text.matchAll(/<script[^>]*src="([^"]+)"/g)].map(
    (m) => new URL(m[1], "http://x/docs/").pathname,
  );

  assert.ok(scripts.length > 0);
  for (const path of scripts) await page(path, /javascript; charset=utf-8$/);
});

test("the contract is served as it is", async () => {
  assert.deepEqual(await (await page("/openapi.json", /^application\/json/)).json(), contract);
  assert.match(
    await (await page("/openapi.yaml", /^application\/yaml; charset=utf-8$/)).text(),
    /^openapi: 3\.1/m,
  );
});

test("every problem has a page that says what it is in both languages", async () => {
  for (const { slug, title } of contract["x-problems"]) {
    const text = await (await page(`/problems/${slug}`, /^text\/html/)).text();
    assert.ok(text.includes(title.vi) && text.includes(title.en), slug);
  }
});

test("what is not there is a problem, in the language asked for", async () => {
  for (const path of [
    "/problems/no-such",
    "/docs/no-such.js",
    "/assets/app.js",
    "/problem/vi/internal.json",
  ]) {
    const answer = await get(path, { headers: { "accept-language": "en" } });

    assert.equal(answer.status, 404, path);
    assert.match(answer.headers.get("content-type"), /^application\/problem\+json/);
    assert.equal((await answer.json()).title, "Not found");
  }
});

test("nothing outside the pages can be reached", async () => {
  for (const path of [
    "/../keys/ring",
    "/docs/%2e%2e/%2e%2e/keys/ring",
    "/docs../keys/ring",
    "/%2e%2e/run/environment",
    "/.git/config",
    "/docs/..%2f..%2fkeys/ring",
    "//etc/passwd",
    "/assets../keys/ring",
  ]) {
    const raw = (
      await exchangeBytes(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)
    ).toString();

    assert.doesNotMatch(raw, /root:|access [A-Za-z0-9_-]{43}|THIDUA_DSN|\[core\]/, path);
  }
});

test("a page is not changed by posting to it", async () => {
  for (const path of ["/", "/docs/", "/openapi.json", "/problems/not-found"]) {
    const answer = await get(path, { method: "POST", body: "x" });

    assert.equal(answer.status, 405, path);
    assert.match(answer.headers.get("content-type"), /^application\/problem\+json/);
    assert.ok(answer.headers.get("allow"));
  }
});

test("where a proxy before us speaks TLS, browsers are told to stay with it", async () => {
  for (const path of ["/", "/v1/me", "/docs/"]) {
    const safe = await get(path, { headers: { "x-forwarded-proto": "https" } });
    const plain = await get(path);

    assert.match(
      safe.headers.get("strict-transport-security") ?? "",
      /^max-age=[0-9]{8,}; includeSubDomains$/,
      path,
    );
    assert.equal(plain.headers.get("strict-transport-security"), null, path);
  }
});

test("folders are called by their names with a slash", async () => {
  for (const [path, target] of [
    ["/docs", "/docs/"],
    ["/problems", "/problems/"],
  ]) {
    const answer = await get(path);
    assert.equal(answer.status, 308);
    assert.equal(answer.headers.get("location"), target);
  }
});
