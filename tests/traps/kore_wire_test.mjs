// Straight at Kore's port, past nginx: what Kore 4.1.0 makes of requests that nginx would never let
// through, and of clients that go away. Nothing may be read as another request, nobody may be let
// in by accident, and no worker may suffer.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { anonymous } from "../api/harness/client.mjs";
import { expectStatus, uniqueCode } from "../api/harness/expect.mjs";
import { as, fixture } from "../api/harness/people.mjs";
import { eventually, korePort, state } from "../api/harness/service.mjs";
import { backends, frozen, koreWorkers, metrics, psql, running } from "./lib/processes.mjs";
import { Wire, request } from "./lib/wire.mjs";

const own = `/v1/organisations/${fixture("1").id}`;
let workers;
let bearer;

before(async () => {
  await running();
  workers = koreWorkers();
  bearer = { Authorization: `Bearer ${(await as("administrator.1")).token}` };
});

after(() => assert.deepEqual(koreWorkers(), workers, "no worker was lost by any of this"));

// A request that would leave a trace: the founding of an organisation with that code.
function founding(code) {
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

test("the founding that the tests below try to smuggle in works when it is asked for", async () => {
  const code = uniqueCode("W");
  const wire = new Wire();

  await wire.send(founding(code));

  assert.equal((await wire.answer()).status, 201);
  assert.equal(await founded(code), 1);
  wire.leave();
});

for (const method of ["GET", "DELETE", "HEAD", "OPTIONS"]) {
  for (const packets of ["in the same packet", "in a packet of its own"]) {
    test(`${method} with a body ${packets} is refused, and the body is no request`, async () => {
      const code = uniqueCode("W");
      const inner = founding(code);
      const head = request(method, own, { headers: bearer, length: inner.length });
      const wire = new Wire();

      for (const packet of packets === "in the same packet" ? [head + inner] : [head, inner])
        await wire.send(packet);
      const answer = await wire.answer({ bodiless: method === "HEAD" });

      assert.equal(answer.status, 400);
      assert.equal(answer.headers.connection, "close");
      if (method !== "HEAD") assert.equal(answer.body.code, "body-not-allowed");
      assert.doesNotMatch(await wire.rest(), /HTTP\/1/);
      assert.equal(await founded(code), 0);
    });
  }
}

for (const [name, lines] of Object.entries({
  "Transfer-Encoding beside Content-Length": (length) => ({
    "Content-Length": length,
    "Transfer-Encoding": "chunked",
  }),
  "two lengths, the first one right": (length) => ({
    "Content-Length": length,
    "content-length": length + 400,
  }),
  "two lengths, the second one right": (length) => ({
    "content-length": length + 5,
    "Content-Length": length,
  }),
  "the same length twice": (length) => ({ "content-length": length, "Content-Length": length }),
})) {
  test(`a body whose end could be read in two ways is refused: ${name}`, async () => {
    const codes = [uniqueCode("W"), uniqueCode("W")];
    const outer = founding(codes[0]);
    const [head, body] = outer.split("\r\n\r\n");
    const fields = Object.entries(lines(body.length))
      .map((pair) => pair.join(": "))
      .join("\r\n");
    const bytes = `${head.replace(/\r\nContent-Length: \d+/, "")}\r\n${fields}\r\n\r\n${body}     `;
    const wire = new Wire();

    await wire.send(name.includes("second") ? bytes : bytes.trimEnd());
    const answer = await wire.answer();

    assert.ok(answer.status === 400 || answer.status === 411, `${answer.status} ${answer.text}`);
    assert.equal(answer.headers.connection, "close");
    assert.doesNotMatch(await wire.rest(), /HTTP\/1/);
    assert.equal(await founded(codes[0]), 0);
  });
}

test("a chunked body without a length is refused, and none of it is a request", async () => {
  const code = uniqueCode("W");
  const wire = new Wire();

  await wire.send(
    request("POST", "/v1/auth/revoke", { headers: { "Transfer-Encoding": "chunked" } }),
  );
  await wire.send(founding(code));

  assert.equal((await wire.answer()).status, 411);
  assert.doesNotMatch(await wire.rest(), /HTTP\/1/);
  assert.equal(await founded(code), 0);
});

test("two changes in one packet are never mixed up", async () => {
  const codes = [uniqueCode("W"), uniqueCode("W")];
  const wire = new Wire();

  await wire.send(codes.map(founding).join(""));
  // Kore takes all of it for the first one's body and waits for the rest. Nothing is carried out,
  // which is what counts.
  for (let n = 0; n < 100; n += 1) await anonymous.get("/healthz");

  assert.deepEqual(await Promise.all(codes.map(founded)), [0, 0]);
  wire.hangUp();
});

test("with forty headers a token that Kore drops is a missing token", async () => {
  const many = (from, to) =>
    Object.fromEntries(Array.from({ length: to - from }, (_, n) => [`X-${from + n}`, "x"]));
  const late = new Wire();
  await late.send(request("GET", "/v1/me", { headers: { ...many(0, 40), ...bearer } }));
  const early = new Wire();
  await early.send(request("GET", "/v1/me", { headers: { ...bearer, ...many(0, 40) } }));

  const answer = await late.answer();
  assert.equal(answer.status, 401);
  assert.equal(answer.body.code, "token-missing");
  assert.equal((await early.answer()).status, 200);
  late.leave();
  early.leave();
});

test("headers of more than 16 kB end the connection without an answer", async () => {
  const wire = new Wire();

  await wire.send(
    request("GET", "/v1/me", { headers: { ...bearer, "X-Large": "x".repeat(17000) } }),
  );

  assert.equal(await wire.answer(), null);
});

for (const [name, headers] of Object.entries({
  "an empty header": { "X-Empty": "" },
  "a header beyond ASCII": { "X-Name": "\xe9" },
  "no host": { Host: "" },
})) {
  test(`Kore itself refuses ${name}`, async () => {
    const wire = new Wire();

    await wire.send(request("GET", "/healthz", { headers }));

    assert.equal((await wire.answer()).status, 400);
    await wire.rest();
  });
}

test("304 says nothing of a length", async () => {
  const client = await as("administrator.1");
  const { etag } = await client.get(own);
  const wire = new Wire();

  await wire.send(request("GET", own, { headers: { ...bearer, "If-None-Match": etag } }));
  const answer = await wire.answer();
  await wire.send(request("GET", own, { headers: bearer }));

  assert.equal(answer.status, 304);
  assert.equal(answer.headers["content-length"], undefined);
  assert.equal(answer.headers.etag, etag);
  assert.equal((await wire.answer()).status, 200);
  wire.leave();
});

test("Kore keeps an idle connection longer than nginx would use it", async () => {
  const seconds = (file, expression) =>
    Number(expression.exec(readFileSync(`${state}/${file}`, "utf8"))[1]);
  const nginx = seconds("nginx/nginx.conf", /upstream kore \{[^}]*keepalive_timeout (\d+)s;/);

  assert.ok(seconds("run/kore.conf", /^http_keepalive_time (\d+)$/m) > nginx);
  // Counted from the last answer on.
  assert.ok(seconds("run/kore.conf", /^http_header_timeout (\d+)$/m) > nginx);
});

// ---- clients that go away, and such that take their time ----------------------------------------

const resident = async () =>
  [...(await metrics())]
    .filter(([name]) => name.startsWith("thidua_resident_bytes"))
    .reduce((sum, [, value]) => sum + value, 0);

const signIn = { grant_type: "password", username: "nobody", password: "nothing at all" };

// Nothing is under way: no statement, as each worker notes five times a second, and no password, of
// which each worker checks one after the other, so that ours are the last.
async function idle() {
  await eventually("no statement is under way", async () =>
    [...(await metrics())].every(
      ([name, value]) => !/^thidua_database_(queued|in_flight)/.test(name) || value === 0,
    ),
  );
  await Promise.all(
    Array.from({ length: 8 }, () =>
      eventually(
        "a password is checked",
        async () =>
          (await anonymous.post("/v1/auth/token", signIn, { target: korePort })).status === 401,
      ),
    ),
  );
}

const GOING = {
  "in the middle of a header": () => request("GET", own, { headers: bearer }).slice(0, -10),
  "in the middle of a body": () => founding(uniqueCode("W")).slice(0, -20),
  "before the answer to a read": () => request("GET", own, { headers: bearer }),
  "before the answer to a list": () => request("GET", "/v1/organisations", { headers: bearer }),
  "before the answer to a change": () => founding(uniqueCode("W")),
  "while a password is checked": () =>
    request("POST", "/v1/auth/token", {
      body: JSON.stringify(signIn),
      headers: { "Content-Type": "application/json" },
    }),
};

async function goAway(times, bytes) {
  for (let n = 0; n < times; n += 1) {
    const wire = new Wire();
    await wire.send(bytes());
    wire.hangUp();
  }
}

const BATCH = 300;
const BATCHES = 8;

// What is kept for connections at once grows to the most that there ever were; what leaks grows
// with every batch.
async function growth(bytes) {
  let grown;
  for (let n = 0; n < BATCHES; n += 1) {
    const before = await resident();
    await goAway(BATCH, bytes);
    await idle();
    grown = (await resident()) - before;
    if (n > 0 && grown < 2 * 1024 * 1024) break;
  }
  return grown;
}

for (const [when, bytes] of Object.entries(GOING)) {
  test(`clients that go away ${when} leave nothing behind`, async (t) => {
    const grown = await growth(bytes);

    t.diagnostic(`${Math.round(grown / 1024)} kB more after ${BATCH}`);
    assert.ok(grown < 2 * 1024 * 1024, `${grown} bytes`);
    assert.deepEqual(koreWorkers(), workers);
    expectStatus(await (await as("administrator.1")).get(own), 200);
  });
}

test("clients that go away while the database is silent make room for others", async () => {
  const client = await as("administrator.1");

  await frozen(await backends("fast"), async () => {
    for (let round = 0; round < 4; round += 1) {
      await Promise.all(
        Array.from({ length: 700 }, async () => {
          const wire = new Wire();
          await wire.send(request("GET", own, { headers: bearer }));
          wire.hangUp();
        }),
      );
    }
  });

  // 2800 reads would have filled both queues.
  await eventually("the service answers", async () => (await client.get(own)).status === 200);
  await idle();
});

test("clients that take their time over a request hold up nobody", async () => {
  const client = await as("administrator.1");
  const slow = Array.from({ length: 200 }, () => new Wire());
  const bytes = request("GET", own, { headers: bearer });

  for (let n = 0; n < bytes.length; n += 40) {
    await Promise.all(slow.map((wire) => wire.send(bytes.slice(n, n + 40))));
    expectStatus(await client.get(own), 200);
  }

  for (const wire of slow) {
    assert.equal((await wire.answer()).status, 200);
    wire.leave();
  }
});

test("clients that do not read what they asked for hold up nobody", async () => {
  const client = await as("administrator.1");
  const deaf = Array.from({ length: 50 }, () => new Wire());
  for (const wire of deaf) wire.socket.pause();

  for (let n = 0; n < 20; n += 1) {
    await Promise.all(deaf.map((wire) => wire.send(request("GET", "/metrics"))));
    expectStatus(await client.get(own), 200);
  }

  for (const wire of deaf) wire.hangUp();
  expectStatus(await client.get(own), 200);
});
