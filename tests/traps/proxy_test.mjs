// nginx before Kore: what Kore would misread does not get through, and where Kore is not there the
// client still gets a problem.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { before, test } from "node:test";
import { anonymous } from "../api/harness/client.mjs";
import { expectProblem, expectStatus, uniqueCode } from "../api/harness/expect.mjs";
import { as, fixture } from "../api/harness/people.mjs";
import { eventually, port } from "../api/harness/service.mjs";
import { frozen, koreWorkers, lives, part, psql, ready, running } from "./lib/processes.mjs";
import { Wire, request } from "./lib/wire.mjs";

const own = `/v1/organisations/${fixture("1").id}`;
let bearer;

before(async () => {
  await running();
  bearer = { Authorization: `Bearer ${(await as("administrator.1")).token}` };
});

function founding(code, headers = {}) {
  const body = JSON.stringify({
    parent_id: fixture("111").id,
    level: "grassroots",
    kind: "enterprise_union",
    code,
    name: code,
  });
  return request("POST", "/v1/organisations", {
    body,
    headers: {
      ...bearer,
      "Content-Type": "application/json",
      "Idempotency-Key": `"${randomUUID()}"`,
      ...headers,
    },
  });
}

async function founded(code) {
  const [[count]] = await psql(
    "postgres",
    `select count(*) from thidua.organisation where code = '${code}'`,
  );
  return Number(count);
}

const chunked = (text) => `${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`;

for (const [name, smuggle] of Object.entries({
  "in the body of a GET": (inner) => request("GET", own, { headers: bearer, body: inner }),
  "in the body of a DELETE": (inner) => request("DELETE", own, { headers: bearer, body: inner }),
  "in a chunked body": (inner) =>
    request("POST", "/v1/auth/revoke", {
      headers: { "Content-Type": "application/json", "Transfer-Encoding": "chunked" },
    }) + chunked(inner),
  "after a chunked body with a length": (inner) =>
    request("POST", "/v1/auth/revoke", {
      length: 4 + inner.length,
      headers: {
        "Content-Type": "application/json",
        "Transfer-Encoding": "chunked",
      },
    }) + `0\r\n\r\n${inner}`,
  "after a body whose length is given twice": (inner) =>
    request("POST", "/v1/auth/revoke", {
      length: 2 + inner.length,
      headers: {
        "Content-Type": "application/json",
        "content-length": 2,
      },
    }) + `{}${inner}`,
})) {
  test(`a request smuggled ${name} is not carried out`, async () => {
    const code = uniqueCode("P");
    const wire = new Wire(port);

    await wire.send(smuggle(founding(code, { Connection: "close" })));
    const answer = await wire.answer();

    assert.ok([400, 411].includes(answer.status), `${answer.status}`);
    assert.match(answer.headers["content-type"], /^application\/problem\+json/);
    // nginx may have read the body to its end, and then goes on with what comes after it.
    await wire.send(request("GET", "/v1/nothing", { headers: { Connection: "close" } }));
    assert.doesNotMatch(await wire.rest(), /HTTP\/1\.1 20/);
    assert.equal(await founded(code), 0);
  });
}

test("two changes in one packet are carried out one after the other", async () => {
  const codes = [uniqueCode("P"), uniqueCode("P")];
  const wire = new Wire(port);

  await wire.send(founding(codes[0]) + founding(codes[1], { Connection: "close" }));

  for (const code of codes) {
    const answer = await wire.answer();
    assert.equal(answer.status, 201);
    assert.equal(answer.body.code, code);
  }
});

test("304 says nothing of a length", async () => {
  const { etag } = await (await as("administrator.1")).get(own);
  const wire = new Wire(port);

  await wire.send(request("GET", own, { headers: { ...bearer, "If-None-Match": etag } }));
  const answer = await wire.answer();

  assert.equal(answer.status, 304);
  assert.equal(answer.headers["content-length"], undefined);
  wire.leave();
});

test("without Kore every request gets a problem, and pages are still served", async () => {
  const client = await as("administrator.1");
  const [kore, workers] = [part("kore"), koreWorkers()];

  await frozen([part("supervisor")], async () => {
    for (const pid of [kore, ...workers]) process.kill(pid, "SIGKILL");
    await eventually("Kore is gone", () => ![kore, ...workers].some(lives));
    for (const [method, path] of [
      ["GET", own],
      ["GET", "/healthz"],
      ["DELETE", "/v1/auth/session"],
      ["POST", "/v1/auth/token"],
    ]) {
      const answer = await client.call(method, path, { body: method === "POST" ? {} : undefined });
      expectProblem(answer, 503, "overloaded");
      assert.ok(Number(answer.headers["retry-after"]) > 0);
    }
    expectProblem(await client.get(own, { language: "en" }), 503, "overloaded");
    assert.equal((await fetch(`http://127.0.0.1:${port}/openapi.yaml`)).status, 200);
  });

  await ready();
  expectStatus(await client.get(own), 200);
});

test("clients that send a request byte by byte hold up nobody", async () => {
  const bytes = request("GET", "/healthz");
  const slow = Array.from({ length: 300 }, () => new Wire(port));

  for (const byte of bytes.slice(0, -1)) {
    await Promise.all(slow.map((wire) => wire.send(byte)));
    expectStatus(await anonymous.get("/healthz"), 200);
  }
  await Promise.all(slow.map((wire) => wire.send(bytes.slice(-1))));

  for (const wire of slow) {
    assert.equal((await wire.answer()).status, 200);
    wire.leave();
  }
});
