// How the service speaks HTTP: addresses, methods, headers, bodies, languages. For most it matters
// little what is asked.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import http from "node:http";
import { anonymous, callBytes, exchangeBytes } from "./harness/client.mjs";
import { operations } from "./harness/contract.mjs";
import {
  expectProblem,
  expectStatus,
  fault,
  parameterFault,
  uniqueCode,
} from "./harness/expect.mjs";
import { as, fixture, found } from "./harness/people.mjs";
import { korePort, ownAddress, port } from "./harness/service.mjs";

const ORGANISATION = `/v1/organisations/${fixture("111").id}`;

// ---- addresses ----------------------------------------------------------------------------------

for (const path of [
  "/v1",
  "/v1/",
  "/v1/nothing",
  "/v1/organisations/",
  "/v1//organisations",
  "/v1/organisations/a/b/c",
  "/v2/organisations",
  "/V1/organisations",
  "/v1/Organisations",
  "/v1/organisations:nothing",
  "/v1/me:",
  "/v1/me/x",
  `${ORGANISATION}:nothing`,
  `${ORGANISATION}/populations/`,
  "/v1/workflows/a:b",
  "/v1/%6de",
  "/healthz/",
  `/v1/${"a/".repeat(40)}`,
]) {
  test(`no such address: ${path.slice(0, 60)}`, async () => {
    const client = await as("administrator.1");

    // Outside /v1 nginx may answer with the pages.
    if (path.startsWith("/v1")) expectProblem(await client.get(path), 404, "not-found");
    else expectProblem(await client.get(path, { target: korePort }), 404, "not-found");
  });
}

for (const id of [
  "x",
  "1",
  "00000000-0000-7000-8000-00000000011",
  `${fixture("111").id}0`,
  "%00",
  "%ff",
  "%",
  "%2e%2e",
  "a%2Fb",
  "'",
  "null",
  "{id}",
  encodeURIComponent("🙂"),
]) {
  test(`what is no id names nothing: ${id}`, async () => {
    const client = await as("administrator.1");

    const answer = await client.get(`/v1/organisations/${id}`);

    if (answer.status === 400) expectProblem(answer, 400, "malformed-request");
    else expectProblem(answer, 404, "not-found", []);
  });
}

test("an id may be written in capitals", async () => {
  const client = await as("administrator.1");
  const unit = await found(fixture("121"), { id: randomUUID() });

  expectStatus(await client.get(`/v1/organisations/${unit.id.toUpperCase()}`), 200);
});

test("letters of an address may be percent-encoded in values", async () => {
  const client = await as("administrator.1");

  expectStatus(await client.get(`/v1/organisations/${fixture("111").id.replace("-", "%2D")}`), 200);
});

// ---- methods ------------------------------------------------------------------------------------

for (const path of new Set(operations.map((o) => o.path))) {
  test(`methods of ${path}`, async () => {
    const own = operations.filter((o) => o.path === path).map((o) => o.method);
    const expected = [...own, ...(own.includes("GET") ? ["HEAD"] : []), "OPTIONS"].sort();
    const address = path.replaceAll(/\{[^}]+\}/g, randomUUID());
    const client = await as("administrator.1");

    const options = await anonymous.call("OPTIONS", address);
    assert.equal(options.status, 204);
    assert.deepEqual(options.headers.allow.split(", ").sort(), expected);
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"].filter(
      (m) => !own.includes(m),
    )) {
      const answer = await client.call(method, address);
      expectProblem(answer, 405, "method-not-allowed");
      assert.deepEqual(answer.headers.allow.split(", ").sort(), expected, `${method} ${address}`);
    }
    if (!own.includes("GET")) assert.equal((await client.call("HEAD", address)).status, 405);
  });
}

for (const method of ["TRACE", "CONNECT", "PROPFIND", "LOCK", "QUERY", "get", "FOO"]) {
  test(`no such method: ${method}`, async () => {
    const bytes = `${method} /v1/me HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`;

    const raw = (await exchangeBytes(bytes)).toString();

    assert.match(raw, /^HTTP\/1\.1 (400|405) /);
    assert.doesNotMatch(raw, /^HTTP\/1\.1 2/m);
    if (raw.startsWith("HTTP/1.1 405")) {
      assert.match(raw, /\r\nAllow: /i);
      assert.match(raw, /application\/problem\+json/);
    }
  });
}

test("HEAD answers like GET, without the body", async () => {
  const client = await as("reporter.111");

  const head = await client.call("HEAD", ORGANISATION);
  const get = await client.get(ORGANISATION);

  assert.equal(head.status, 200);
  for (const name of ["etag", "content-type", "cache-control", "vary"])
    assert.equal(head.headers[name], get.headers[name]);
  assert.equal((await client.call("HEAD", `/v1/organisations/${randomUUID()}`)).status, 404);
  assert.equal((await anonymous.call("HEAD", "/v1/me")).status, 401);
});

// ---- what is accepted ---------------------------------------------------------------------------

for (const accept of [
  "*/*",
  "application/json",
  "application/*",
  "application/problem+json",
  "",
  "text/html, */*;q=0.1",
  "text/html;q=0.9, application/json;q=0.1",
]) {
  test(`a client gets JSON that accepts "${accept}"`, async () => {
    expectStatus(await (await as("reporter.111")).get("/v1/me", { headers: { accept } }), 200);
  });
}

for (const accept of [
  "text/html",
  "application/xml",
  "application/json;q=0",
  "text/csv, image/*",
  "application/jsonp",
]) {
  test(`a client gets 406 that accepts "${accept}" alone`, async () => {
    expectProblem(
      await (await as("reporter.111")).get("/v1/me", { headers: { accept } }),
      406,
      "not-acceptable",
    );
  });
}

for (const type of [
  "application/json",
  "application/json; charset=utf-8",
  "APPLICATION/JSON",
  'application/json;charset="UTF-8"',
]) {
  test(`a body may come as ${type}`, async () => {
    const answer = await anonymous.call("POST", "/v1/auth/revoke", {
      raw: '{"token":"x"}',
      headers: { "content-type": type },
    });

    expectStatus(answer, 204);
  });
}

for (const type of [
  "",
  "text/plain",
  "application/xml",
  "application/merge-patch+json",
  "application/json-patch+json",
  "multipart/form-data; boundary=x",
  "application/x-www-form-urlencoded",
  "application/jsonx",
  "json",
  "application/",
  "application/json, application/json",
]) {
  test(`a body may not come as "${type}"`, async () => {
    const answer = await anonymous.call("POST", "/v1/auth/revoke", {
      raw: '{"token":"x"}',
      headers: { "content-type": type === "" ? null : type },
    });

    expectProblem(answer, 415, "unsupported-media-type");
    assert.equal(answer.headers["accept-post"], "application/json");
  });
}

test("a patch comes as merge patch", async () => {
  const client = await as("administrator.111");

  const answer = await client.patch(
    ORGANISATION,
    { short_name: "x" },
    { version: 1, headers: { "content-type": "application/json" } },
  );

  expectProblem(answer, 415, "unsupported-media-type");
  assert.equal(answer.headers["accept-patch"], "application/merge-patch+json");
});

// ---- languages ----------------------------------------------------------------------------------

test("problems come in Vietnamese, unless English is preferred", async () => {
  for (const [language, expected] of [
    [undefined, "vi"],
    ["vi", "vi"],
    ["en", "en"],
    ["en-US,en;q=0.9", "en"],
    ["vi-VN,vi;q=0.9,en;q=0.8", "vi"],
    ["fr", "vi"],
    ["fr, en;q=0.1", "en"],
    ["*", "vi"],
    ["vi;q=0.1, en;q=0.2", "en"],
  ]) {
    const answer = await anonymous.get("/v1/me", { language });

    expectProblem(answer, 401, "token-missing");
    assert.equal(answer.headers["content-language"], expected, language);
    assert.equal(answer.body.title, expected === "vi" ? "Bạn chưa đăng nhập" : "Not signed in");
  }
});

const FAULTY = {
  parent_id: "x",
  level: "village",
  code: "có dấu",
  name: "  ",
  name_en: "",
  founded_on: "2025-02-30",
  wanted: 1,
  short_name: 7,
};
const FAULTS = [
  fault("/parent_id", "format_uuid"),
  fault("/level", "enum"),
  fault("/code", "pattern"),
  fault("/name", "pattern"),
  fault("/name_en", "too_short"),
  fault("/founded_on", "format_date"),
  fault("/wanted", "unknown_field"),
  fault("/short_name", "type"),
  fault("/kind", "required"),
];

test("all faults of a body are told at once, in Vietnamese", async () => {
  const client = await as("administrator.11");

  const { title, errors } = expectProblem(
    await client.post("/v1/organisations", FAULTY),
    422,
    "validation-failed",
    FAULTS,
  );

  assert.equal(title, "Có thông tin cần sửa");
  const texts = Object.fromEntries(errors.map((e) => [e.pointer, e.detail]));
  assert.equal(texts["/kind"], "Mục này bắt buộc phải có.");
  assert.match(texts["/level"], /^Giá trị không có trong danh sách cho phép: central, province, /);
  assert.match(texts["/name_en"], /ít nhất 1 ký tự/);
});

test("all faults of a body are told at once, in English", async () => {
  const client = await as("administrator.11");

  const answer = await client.post("/v1/organisations", FAULTY, { language: "en" });

  const { title, errors } = expectProblem(answer, 422, "validation-failed", FAULTS);
  assert.equal(title, "Something must be mended");
  const texts = Object.fromEntries(errors.map((e) => [e.pointer, e.detail]));
  assert.equal(texts["/kind"], "This is required.");
  assert.match(texts["/level"], /^Not among the allowed values: central, province, /);
  assert.equal(texts["/name_en"], "Too short: at least 1 characters.");
});

test("of more faults than sixteen the first sixteen are told", async () => {
  const client = await as("administrator.11");
  const body = Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`x${n}`, n]));

  const { errors } = expectProblem(
    await client.post("/v1/organisations", body),
    422,
    "validation-failed",
  );

  assert.equal(errors.length, 16);
});

// ---- parameters ---------------------------------------------------------------------------------

test("all faults of a query are told at once", async () => {
  const client = await as("reporter.1");

  const answer = await client.get(
    "/v1/organisations?limit=0&level=village,upper&parent_id=1&nothing=1&state=&state=active&q=%ff",
  );

  expectProblem(answer, 400, "invalid-parameter", [
    parameterFault("limit", "minimum"),
    parameterFault("level", "enum"),
    parameterFault("parent_id", "format_uuid"),
    parameterFault("nothing", "unknown_parameter"),
    parameterFault("state", "enum"),
    parameterFault("state", "repeated"),
    parameterFault("q", "malformed"),
  ]);
});

for (const [query, code, faults] of [
  ["limit=201", "invalid-parameter", [parameterFault("limit", "maximum")]],
  ["limit=05", "invalid-parameter", [parameterFault("limit", "type")]],
  ["limit=5.0", "invalid-parameter", [parameterFault("limit", "type")]],
  ["limit=1e1", "invalid-parameter", [parameterFault("limit", "type")]],
  ["limit=+5", "invalid-parameter", [parameterFault("limit", "type")]],
  ["limit=99999999999999999999", "invalid-parameter", [parameterFault("limit", "type")]],
  ["limit=", "invalid-parameter", [parameterFault("limit", "type")]],
  ["level=", "invalid-parameter", [parameterFault("level", "too_short")]],
  ["level=upper,", "invalid-parameter", [parameterFault("level", "too_short")]],
  ["q=", "invalid-parameter", [parameterFault("q", "too_short")]],
  ["q=%20%20", "invalid-parameter", [parameterFault("q", "pattern")]],
  ["q=%00", "invalid-parameter", [parameterFault("q", "malformed")]],
  ["q=%2", "invalid-parameter", [parameterFault("q", "malformed")]],
  ["Limit=5", "unknown-parameter", [parameterFault("Limit", "unknown_parameter")]],
  ["limit%5B%5D=5", "unknown-parameter", [parameterFault("limit[]", "unknown_parameter")]],
  ["__proto__=1", "unknown-parameter", [parameterFault("__proto__", "unknown_parameter")]],
  ["=1", "unknown-parameter", [parameterFault("", "unknown_parameter")]],
]) {
  test(`refused query: ${query}`, async () => {
    expectProblem(
      await (await as("reporter.1")).get(`/v1/organisations?${query}`),
      400,
      code,
      faults,
    );
  });
}

for (const query of [
  "",
  "limit=5&",
  "&limit=5",
  "li%6Dit=5",
  "q=a+b",
  "q=%2B",
  "level=upper,grassroots",
]) {
  test(`accepted query: ${query}`, async () => {
    expectStatus(await (await as("reporter.1")).get(`/v1/organisations?${query}`), 200);
  });
}

// ---- bodies -------------------------------------------------------------------------------------

const rawBody = (raw) =>
  anonymous.call("POST", "/v1/auth/revoke", {
    raw,
    headers: { "content-type": "application/json" },
  });

for (const [name, raw] of Object.entries({
  "nothing": "",
  "a blank": " ",
  "half an object": '{"token":"x"',
  "two objects": '{"token":"x"}{}',
  "bytes behind": '{"token":"x"} x',
  "single quotes": "{'token':'x'}",
  "a comment": '{"token":"x" /* */}',
  "a trailing comma": '{"token":"x",}',
  "a name twice": '{"token":"x","token":"y"}',
  "a name twice, once escaped": '{"token":"x","\\u0074oken":"y"}',
  "a NUL": '{"token":"\\u0000"}',
  "half a surrogate": '{"token":"\\ud800"}',
  "a control character": '{"token":"\u0001"}',
  "bytes that are not UTF-8": Buffer.from('{"token":"\xff"}', "latin1"),
  "an overlong byte": Buffer.from('{"token":"\xc0\xaf"}', "latin1"),
  "an encoded surrogate": Buffer.from('{"token":"\xed\xa0\x80"}', "latin1"),
  "a byte order mark": '\ufeff{"token":"x"}',
  "UTF-16": Buffer.from('{"token":"x"}', "utf16le"),
  "NaN": '{"token":NaN}',
  "a number beyond all": '{"token":1e400}',
})) {
  test(`no JSON: ${name}`, async () => {
    expectProblem(await rawBody(raw), 400, "malformed-json");
  });
}

for (const [name, raw, faults] of [
  ["null", "null", [fault("", "type")]],
  ["an array", "[]", [fault("", "type")]],
  ["a text", '"token"', [fault("", "type")]],
  [
    "nested too deeply",
    `{"token":"x","a":${"[".repeat(40)}${"]".repeat(40)}}`,
    [fault("", "too_deep")],
  ],
  ["brackets without end", "[".repeat(100000), [fault("", "too_deep")]],
  [
    "names of other objects",
    '{"token":"x","__proto__":{},"constructor":1}',
    [fault("/__proto__", "unknown_field"), fault("/constructor", "unknown_field")],
  ],
  ["names that need escaping", '{"token":"x","a/b~c":1}', [fault("/a~1b~0c", "unknown_field")]],
  ["a number for text", '{"token":1}', [fault("/token", "type")]],
]) {
  test(`JSON, but no such body: ${name}`, async () => {
    expectProblem(await rawBody(raw), 422, "validation-failed", faults);
  });
}

test("names that differ only in how they are composed are the same name", async () => {
  const names = ["mã".normalize("NFC"), "mã".normalize("NFD")];

  const answer = await rawBody(`{"token":"x","${names[0]}":1,"${names[1]}":2}`);

  assert.ok([400, 422].includes(answer.status));
  assert.ok(answer.body.errors.length > 0);
});

test("blanks around a body do no harm", async () => {
  expectStatus(await rawBody(' \r\n\t{ "token" : "x" } \n'), 204);
});

test("an operation without a body may get none", async () => {
  const client = await as("administrator.1");
  const path = `/v1/users/${randomUUID()}:disable`;

  expectProblem(
    await client.call("POST", path, {
      raw: '{"a":1}',
      version: 1,
      headers: { "content-type": "application/json" },
    }),
    400,
    "body-not-allowed",
  );
  expectProblem(await client.call("POST", path, { version: 1 }), 404, "not-found");
});

for (const method of ["GET", "HEAD", "DELETE", "OPTIONS"]) {
  test(`${method} with a body is refused, and its bytes are no request`, async () => {
    const inner = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
    const bytes =
      `${method} /v1/me HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${inner.length}\r\n\r\n${inner}` +
      "GET /v1/nothing HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    for (const target of [port, korePort]) {
      const raw = (await exchangeBytes(bytes, { target })).toString();
      assert.match(raw, /^HTTP\/1\.1 400 /);
      assert.doesNotMatch(raw, /HTTP\/1\.1 200/);
      if (method !== "HEAD") assert.match(raw, /body-not-allowed/);
    }
  });
}

for (const [name, head] of Object.entries({
  "Transfer-Encoding": "Transfer-Encoding: chunked\r\n",
  "Transfer-Encoding and Content-Length": "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
  "Transfer-Encoding in disguise": "Content-Length: 4\r\nTransfer-Encoding: xchunked\r\n",
  "two lengths": "Content-Length: 4\r\nContent-Length: 5\r\n",
  "a negative length": "Content-Length: -4\r\n",
  "a length in hexadecimal": "Content-Length: 0x4\r\n",
})) {
  test(`a message whose end could be read in two ways is refused: ${name}`, async () => {
    const bytes =
      `POST /v1/auth/revoke HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n${head}Connection: close\r\n\r\n` +
      "0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    const raw = (await exchangeBytes(bytes)).toString();

    assert.match(raw, /^HTTP\/1\.1 4/);
    assert.doesNotMatch(raw, /HTTP\/1\.1 2/);
  });
}

test("a chunked body is refused with a problem", async () => {
  const answer = await callBytes(
    "POST",
    "/v1/auth/revoke",
    "POST /v1/auth/revoke HTTP/1.1\r\nHost: localhost\r\n" +
      "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n" +
      'd\r\n{"token":"x"}\r\n0\r\n\r\n',
  );

  expectProblem(answer, 411, "length-required");
});

// ---- limits, answered by nginx ------------------------------------------------------------------

test("a body of more than nine megabytes is refused before it is sent", async () => {
  const answer = await callBytes(
    "POST",
    "/v1/auth/revoke",
    "POST /v1/auth/revoke HTTP/1.1\r\nHost: localhost\r\n" +
      "Content-Type: application/json\r\nContent-Length: 10000000\r\nConnection: close\r\n\r\n",
    { last: true },
  );

  expectProblem(answer, 413, "body-too-large");
});

test("a large body within the limit is read", async () => {
  const answer = await rawBody(`{"token":"${"x".repeat(2000000)}"}`);

  expectProblem(answer, 422, "validation-failed", [fault("/token", "too_long")]);
});

test("an address that is too long is refused", async () => {
  expectProblem(
    await anonymous.get(`/v1/organisations?q=${"x".repeat(2500)}`),
    414,
    "uri-too-large",
  );
  expectProblem(
    await anonymous.get(`/v1/organisations?q=${"x".repeat(6000)}`),
    414,
    "uri-too-large",
  );
});

test("headers that are too large are refused", async () => {
  expectProblem(
    await anonymous.get("/v1/me", { headers: { "x-large": "x".repeat(8000) } }),
    431,
    "header-too-large",
  );
  const many = Object.fromEntries(
    Array.from({ length: 12 }, (_, n) => [`x-many-${n}`, "x".repeat(3000)]),
  );
  expectProblem(await anonymous.get("/v1/me", { headers: many }), 431, "header-too-large");
});

test("forty headers beside ours do no harm", async () => {
  const client = await as("reporter.111");
  const many = Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`a-${n}`, "x"]));

  expectStatus(await client.get("/v1/me", { headers: many }), 200);
});

test("bytes beyond ASCII in a header that counts are refused with a problem", async () => {
  for (const header of [
    'If-None-Match: "é"',
    "Authorization: Bearer é",
    "Cookie: sid=é",
    "Accept: é",
    "X-App: é",
  ]) {
    const answer = await callBytes(
      "GET",
      "/v1/me",
      Buffer.from(
        `GET /v1/me HTTP/1.1\r\nHost: localhost\r\n${header}\r\nConnection: close\r\n\r\n`,
        "utf8",
      ),
    );

    expectProblem(answer, 400, "malformed-request");
  }
});

test("problems of nginx come in the language asked for", async () => {
  for (const [language, title] of [
    ["en", "The address is too long"],
    ["vi", "Địa chỉ quá dài"],
    [undefined, "Địa chỉ quá dài"],
  ]) {
    const answer = await anonymous.get(`/v1/organisations?q=${"x".repeat(2500)}`, { language });

    assert.equal(expectProblem(answer, 414, "uri-too-large").title, title);
  }
});

test("too many sign-ins from one address are put off", async () => {
  const from = `127.77.${(process.pid >> 8) & 255}.${process.pid & 255}`;
  const once = () => anonymous.post("/v1/auth/revoke", { token: "x" }, { from });

  const answers = await Promise.all(Array.from({ length: 600 }, once));

  const late = answers.filter((answer) => answer.status === 429);
  assert.ok(late.length > 0);
  for (const answer of late) expectProblem(answer, 429, "quota-exceeded");
  for (const answer of answers.filter((a) => a.status !== 429)) expectStatus(answer, 204);
  expectStatus(await anonymous.post("/v1/auth/revoke", { token: "x" }), 204);
});

// ---- tracing ------------------------------------------------------------------------------------

test("a request's id is the client's where it is one, and ours where not", async () => {
  const id = randomUUID();
  const withId = (value) => anonymous.get("/v1/me", { headers: { "x-request-id": value } });

  const known = await withId(id);
  assert.equal(known.headers["x-request-id"], id);
  assert.equal(known.body.instance, `urn:uuid:${id}`);
  for (const bad of ["x", `${id}0`, "../../x", `${id} ${id}`, "{}"]) {
    const answer = await withId(bad);
    assert.notEqual(answer.headers["x-request-id"], bad);
    assert.match(answer.headers["x-request-id"], /^[0-9a-f-]{36}$/);
  }
  const [one, two] = [await anonymous.get("/v1/me"), await anonymous.get("/v1/me")];
  assert.notEqual(one.headers["x-request-id"], two.headers["x-request-id"]);
});

test("problems of nginx carry the request's id, too", async () => {
  const id = randomUUID();

  const answer = await anonymous.get(`/v1/me?q=${"x".repeat(2500)}`, {
    headers: { "x-request-id": id },
  });

  assert.equal(expectProblem(answer, 414, "uri-too-large").instance, `urn:uuid:${id}`);
});

test("a trace goes on where it is well-formed", async () => {
  const trace = "4bf92f3577b34da6a3ce929d0e0e4736";
  const withTrace = async (traceparent) =>
    (await anonymous.get("/v1/me", { headers: { traceparent } })).body.trace_id;

  assert.equal(await withTrace(`00-${trace}-00f067aa0ba902b7-01`), trace);
  for (const bad of [
    `00-${trace}-00f067aa0ba902b7`,
    `ff-${trace}-00f067aa0ba902b7-01`,
    `00-${"0".repeat(32)}-00f067aa0ba902b7-01`,
    `00-${trace.toUpperCase()}-00f067aa0ba902b7-01`,
    "x",
  ]) {
    assert.notEqual(await withTrace(bad), trace);
  }
});

// ---- conditions and compression -----------------------------------------------------------------

test("an entity tag answers 304 while it holds, and not a byte later", async () => {
  const client = await as("administrator.1");
  const unit = await found(fixture("112"));
  const path = `/v1/organisations/${unit.id}`;
  const first = await client.get(path);

  const same = await client.get(path, { etag: first.etag });
  assert.equal(same.status, 304);
  assert.equal(same.etag, first.etag);
  assert.equal((await client.get(path, { etag: "*" })).status, 304);
  assert.equal((await client.get(path, { etag: '"999"' })).status, 200);
  assert.equal((await client.get(path, { etag: `W/${first.etag}` })).status, 304);
  expectStatus(await client.patch(path, { short_name: "Mới" }, { etag: first.etag }), 200);
  const changed = await client.get(path, { etag: first.etag });
  assert.equal(changed.status, 200);
  assert.notEqual(changed.etag, first.etag);
});

for (const bad of ["17", '"', '""', '"a', '"a"b', "W/17", '"1", "2"']) {
  test(`no entity tag: ${bad}`, async () => {
    const client = await as("administrator.111");

    const answer = await client.patch(
      ORGANISATION,
      { short_name: "x" },
      { headers: { "if-match": bad } },
    );

    if (bad === '"1", "2"') assert.ok([400, 412].includes(answer.status));
    else expectProblem(answer, 400, "invalid-parameter", [parameterFault("if-match", "malformed")]);
  });
}

function getZipped(path, token) {
  return new Promise((resolve, reject) => {
    http
      .get(
        {
          host: "127.0.0.1",
          port,
          path,
          localAddress: ownAddress,
          agent: false,
          headers: { authorization: `Bearer ${token}`, "accept-encoding": "gzip" },
        },
        (response) => {
          const chunks = [];
          response.on("data", (chunk) => chunks.push(chunk));
          response.on("end", () =>
            resolve({ headers: response.headers, bytes: Buffer.concat(chunks) }),
          );
        },
      )
      .on("error", reject);
  });
}

test("the tag of a compressed answer is as good for a change as that of a plain one", async () => {
  const client = await as("administrator.1");
  const unit = await found(fixture("112"), {
    name: `Công đoàn ${"dài ".repeat(60)}`,
    name_en: "long ".repeat(60),
  });
  const path = `/v1/organisations/${unit.id}`;

  const zipped = await getZipped(path, client.token);

  assert.equal(zipped.headers["content-encoding"], "gzip");
  assert.match(zipped.headers.vary, /Accept-Encoding/);
  assert.equal(JSON.parse(gunzipSync(zipped.bytes)).id, unit.id);
  expectStatus(
    await client.patch(path, { short_name: "Ngắn" }, { etag: zipped.headers.etag }),
    200,
  );
});

test("an answer never says more of the server than its name", async () => {
  for (const path of ["/v1/me", "/v1/nothing", "/healthz", "/nothing.txt", "/docs/"]) {
    const raw = (
      await exchangeBytes(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)
    ).toString("latin1");

    assert.doesNotMatch(raw.split("\r\n\r\n")[0], /^(server: .*[0-9]|x-powered-by)/im);
  }
});

test("two requests in one packet get two answers, in order", async () => {
  const one = (path, connection) =>
    `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: ${connection}\r\n\r\n`;

  const raw = (
    await exchangeBytes(one("/healthz", "keep-alive") + one("/v1/me", "close"))
  ).toString();

  assert.deepEqual(
    [...raw.matchAll(/HTTP\/1\.1 (\d+)/g)].map((m) => m[1]),
    ["200", "401"],
  );
});

test("a name is unique however often it is asked for at once", async () => {
  const client = await as("administrator.11");
  const body = {
    parent_id: fixture("111").id,
    level: "grassroots",
    kind: "enterprise_union",
    code: uniqueCode("R"),
    name: "Một",
  };

  const answers = await Promise.all(
    Array.from({ length: 8 }, () => client.post("/v1/organisations", body)),
  );

  assert.equal(answers.filter((a) => a.status === 201).length, 1);
  for (const answer of answers.filter((a) => a.status !== 201)) {
    expectProblem(answer, 409, "duplicate-key", [fault("/code", "duplicate")]);
  }
});
