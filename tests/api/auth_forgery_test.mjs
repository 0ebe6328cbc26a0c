// Every known attack on tokens, over HTTP. Each case changes one thing in a token that is good
// otherwise.
import assert from "node:assert/strict";
import { createHmac, generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { before, test } from "node:test";
import { Client, anonymous } from "./harness/client.mjs";
import { expectProblem, expectStatus } from "./harness/expect.mjs";
import { changed, claimsOf, headerOf, keyOf, token } from "./harness/forge.mjs";
import { as, fixture, signIn } from "./harness/people.mjs";
import { korePort } from "./harness/service.mjs";

const now = () => Math.floor(Date.now() / 1000);
const open = (text) => new Client({ token: text }).get("/v1/me");

let good;
let other;

before(async () => {
  good = (await signIn("reporter.111")).token;
  other = (await signIn("reporter.112")).token;
});

test("a token that is made by hand but right is accepted, or the cases below would prove nothing", async () => {
  expectStatus(await open(changed(good)), 200);
  expectStatus(await open(changed(good, { jti: randomUUID() })), 200);
  expectStatus(await open(changed(good, { aud: ["elsewhere", claimsOf(good).aud] })), 200);
  expectStatus(await open(changed(good, { nbf: now() - 10 })), 200);
});

test("an expired token is told so", async () => {
  const answer = await open(changed(good, { iat: now() - 700, exp: now() - 100 }));

  expectProblem(answer, 401, "token-expired");
  assert.match(answer.headers["www-authenticate"], /error="invalid_token"/);
});

function publicKeyAsSecret(kind, options) {
  const { publicKey } = generateKeyPairSync(kind, options);
  return publicKey.export({ type: "spki", format: "pem" });
}

function signedWithPrivateKey(alg, kind, options) {
  const { privateKey } = generateKeyPairSync(kind, options);
  const [, payload] = good.split(".");
  const header = Buffer.from(JSON.stringify({ ...headerOf(good), alg })).toString("base64url");
  const signature = sign("sha256", Buffer.from(`${header}.${payload}`), privateKey).toString(
    "base64url",
  );
  return `${header}.${payload}.${signature}`;
}

const parts = () => good.split(".");
const header = (members) => changed(good, {}, members);
const claims = (members, options) => changed(good, members, {}, options);
const rawHeader = (text) => token(text, claimsOf(good));
const rawClaims = (text) => token(headerOf(good), text);
const refreshKey = () => keyOf("refresh");
const standardAlphabet = (text) => text.replaceAll("-", "+").replaceAll("_", "/");

const CASES = {
  // the algorithm
  "alg none without a signature": () => changed(good, {}, { alg: "none" }, { hash: null }),
  "alg none with a signature": () => header({ alg: "none" }),
  "alg in capitals and small letters": () => header({ alg: "hs256" }),
  "alg HS384 under the same key": () => changed(good, {}, { alg: "HS384" }, { hash: "sha384" }),
  "alg HS512 under the same key": () => changed(good, {}, { alg: "HS512" }, { hash: "sha512" }),
  "alg HS384 named, HS256 made": () => header({ alg: "HS384" }),
  "alg missing": () => header({ alg: undefined }),
  "alg a number": () => header({ alg: 256 }),
  "alg twice": () => rawHeader(JSON.stringify(headerOf(good)).replace("{", '{"alg":"none",')),
  "alg RS256 with a key of the sender": () =>
    signedWithPrivateKey("RS256", "rsa", { modulusLength: 2048 }),
  "alg ES256 with a key of the sender": () =>
    signedWithPrivateKey("ES256", "ec", { namedCurve: "P-256" }),
  "a public key taken for a secret": () =>
    claims({}, { key: publicKeyAsSecret("rsa", { modulusLength: 2048 }) }),
  // the key
  "signed with another key": () => claims({}, { key: Buffer.alloc(32, 7) }),
  "signed with an empty key": () => claims({}, { key: Buffer.alloc(0) }),
  "signed with the refresh key under the access key's name": () =>
    claims({}, { key: refreshKey().key }),
  "signed with the refresh key under its own name": () =>
    changed(good, {}, { kid: refreshKey().kid }, { key: refreshKey().key }),
  "signed with the cursor key under its own name": () =>
    changed(good, {}, { kid: keyOf("cursor").kid }, { key: keyOf("cursor").key }),
  "kid missing": () => header({ kid: undefined }),
  "kid unknown": () => header({ kid: "none-such" }),
  "kid empty": () => header({ kid: "" }),
  "kid a path": () => changed(good, {}, { kid: "../../../../dev/null" }, { key: Buffer.alloc(0) }),
  "kid a query": () => header({ kid: "' union select 'x" }),
  "kid a number": () => header({ kid: 1 }),
  // the header
  "typ missing": () => header({ typ: undefined }),
  "typ at+jwt": () => header({ typ: "at+jwt" }),
  "typ jwt in small letters": () => header({ typ: "jwt" }),
  "crit": () => header({ crit: ["exp"] }),
  "crit of b64": () => header({ crit: ["b64"], b64: false }),
  "b64": () => header({ b64: false }),
  "jwk of the sender": () => header({ jwk: { kty: "oct", k: "AAAA" } }),
  "jku of the sender": () => header({ jku: "http://127.0.0.1/keys" }),
  "x5u of the sender": () => header({ x5u: "http://127.0.0.1/certificate" }),
  "x5c of the sender": () => header({ x5c: ["AAAA"] }),
  "zip": () => header({ zip: "DEF" }),
  "enc": () => header({ enc: "A256GCM" }),
  "an array for a header": () => rawHeader("[]"),
  "null for a header": () => rawHeader("null"),
  "a header cut off": () => rawHeader('{"alg":"HS256"'),
  "a header with bytes behind": () => rawHeader(`${JSON.stringify(headerOf(good))}x`),
  // the shape
  "no signature": () => `${parts()[0]}.${parts()[1]}.`,
  "no signature and no dot": () => `${parts()[0]}.${parts()[1]}`,
  "no header": () => `.${parts()[1]}.${parts()[2]}`,
  "no payload": () => `${parts()[0]}..${parts()[2]}`,
  "dots alone": () => "..",
  "four segments": () => `${good}.${parts()[2]}`,
  "five segments, as in JWE": () => `${good}.AAAA.AAAA`,
  "padding": () => `${good}=`,
  "other letters behind the signature": () => `${good}!!!!`,
  "a signature of another token": () => [parts()[0], parts()[1], other.split(".")[2]].join("."),
  "a payload of another token": () => [parts()[0], other.split(".")[1], parts()[2]].join("."),
  "a signature cut by one": () => good.slice(0, -1),
  "a signature with stray bits": () =>
    good.slice(0, -1) + String.fromCharCode(good.charCodeAt(good.length - 1) + 1),
  "the standard alphabet": () => {
    for (;;) {
      const made = changed(good, { jti: randomUUID() });
      if (standardAlphabet(made) !== made) return standardAlphabet(made);
    }
  },
  // the claims
  "an array for claims": () => rawClaims("[1,2]"),
  "null for claims": () => rawClaims("null"),
  "claims with a name twice": () =>
    rawClaims(JSON.stringify(claimsOf(good)).replace("{", '{"sub":"x",')),
  "claims that are not UTF-8": () => {
    const bytes = Buffer.from(JSON.stringify(claimsOf(good)));
    const body = `${parts()[0]}.${Buffer.concat([
      bytes.subarray(0, -1),
      Buffer.from(',"x":"\xff"}', "latin1"),
    ]).toString("base64url")}`;
    return `${body}.${createHmac("sha256", keyOf("access").key).update(body).digest("base64url")}`;
  },
  "another issuer": () => claims({ iss: "http://elsewhere.example" }),
  "no issuer": () => claims({ iss: undefined }),
  "another audience": () => claims({ aud: "http://elsewhere.example" }),
  "an audience list without ours": () => claims({ aud: ["a", "b"] }),
  "an audience list with other things in it": () => claims({ aud: [claimsOf(good).aud, 1] }),
  "no audience": () => claims({ aud: undefined }),
  "an end that is text": () => claims({ exp: String(now() + 300) }),
  "an end that is a fraction": () =>
    rawClaims(JSON.stringify(claimsOf(good)).replace(/("exp":\d+)/, "$1.5")),
  "no end": () => claims({ exp: undefined }),
  "an end beyond all numbers": () =>
    rawClaims(JSON.stringify(claimsOf(good)).replace(/"exp":\d+/, '"exp":1e400')),
  "a longer life than any of ours": () => claims({ iat: now(), exp: now() + 601 }),
  "an end before its beginning": () => claims({ iat: now(), exp: now() - 1 }),
  "issued tomorrow": () => claims({ iat: now() + 86400, exp: now() + 86700 }),
  "issued at no time": () => claims({ iat: undefined }),
  "not valid before tomorrow": () => claims({ nbf: now() + 86400 }),
  "not valid before some text": () => claims({ nbf: "now" }),
  "no subject": () => claims({ sub: undefined }),
  "a subject that is no id": () => claims({ sub: "reporter.111" }),
  "another subject": () => claims({ sub: claimsOf(other).sub }),
  "another sign-in": () => claims({ sid: claimsOf(other).sid }),
  "a sign-in that never was": () => claims({ sid: randomUUID() }),
  "another organisation": () => claims({ org: fixture("112").id }),
  "an organisation above": () => claims({ org: fixture("1").id }),
  "an older state of the account": () => claims({ sv: claimsOf(good).sv - 1 }),
  "a state of the account that is text": () => claims({ sv: String(claimsOf(good).sv) }),
  "roles that do not exist": () => claims({ roles: ["reporter", "owner"] }),
  "roles as text": () => claims({ roles: "administrator" }),
  "no token id": () => claims({ jti: undefined }),
  "no token but text": () => "reporter.111",
  "a token in quotes": () => `"${good}"`,
};

for (const [name, make] of Object.entries(CASES)) {
  test(`refused: ${name}`, async () => {
    const answer = await open(make());

    expectProblem(answer, 401, "token-invalid");
    assert.match(answer.headers["www-authenticate"], /^Bearer/);
  });
}

test("refused: longer than any of ours, at nginx by the line of the header and at Kore by the token", async () => {
  const long = new Client({ token: claims({ padding: "x".repeat(2900) }) });

  expectProblem(await long.get("/v1/me", { target: korePort }), 401, "token-invalid");
  expectProblem(await long.get("/v1/me"), 431, "header-too-large");
});

test("refused everywhere: an expired token, at every operation that needs one", async () => {
  const { operations } = await import("./harness/contract.mjs");
  const client = new Client({ token: changed(good, { iat: now() - 700, exp: now() - 100 }) });

  for (const operation of operations.filter((o) => !o.public)) {
    const path = operation.path.replaceAll(/\{[^}]+\}/g, randomUUID());
    expectProblem(await client.call(operation.method, path), 401, "token-expired");
  }
});

// ---- the header of the request ------------------------------------------------------------------

const authorize = (authorization) => anonymous.get("/v1/me", { headers: { authorization } });

test("the scheme may be written in small letters", async () => {
  expectStatus(await authorize(`bearer ${good}`), 200);
});

for (const [name, make] of Object.entries({
  "Basic": () => `Basic ${Buffer.from("reporter.111:x").toString("base64")}`,
  "no scheme": () => good,
  "the scheme alone": () => "Bearer",
  "the scheme and a blank": () => "Bearer ",
  "two tokens": () => `Bearer ${good} ${good}`,
  "two tokens with a comma": () => `Bearer ${good}, Bearer ${good}`,
  "a token in parameters": () => `Bearer token="${good}"`,
})) {
  test(`refused as Authorization: ${name}`, async () => {
    expectProblem(await authorize(make()), 401, "token-invalid");
  });
}

test("a token in the query is no credential", async () => {
  expectProblem(
    await anonymous.get("/v1/me", { query: { access_token: good } }),
    401,
    "token-missing",
  );
});

test("a token that was refused stays refused, and a good one good, however they alternate", async () => {
  const client = await as("reporter.111");
  const bad = claims({ org: fixture("1").id });

  for (let n = 0; n < 5; n++) {
    expectProblem(await open(bad), 401, "token-invalid");
    expectStatus(await client.get("/v1/me"), 200);
  }
});
