// What operators and their tools ask: does it live, can it work, what does it count.
import assert from "node:assert/strict";
import { test } from "node:test";
import { anonymous } from "./harness/client.mjs";
import { expectProblem, expectStatus, parameterFault } from "./harness/expect.mjs";
import { as, fixture } from "./harness/people.mjs";
import { eventually, korePort } from "./harness/service.mjs";

for (const path of ["/healthz", "/readyz"]) {
  test(`${path} needs no sign-in and is never kept`, async () => {
    const answer = await anonymous.get(path);

    expectStatus(answer, 200);
    assert.equal(answer.headers["cache-control"], "no-store");
  });

  test(`${path} answers HEAD without a body`, async () => {
    const answer = await anonymous.call("HEAD", path);

    assert.equal(answer.status, 200);
    assert.equal(answer.text, "");
  });

  test(`${path} refuses what it does not know`, async () => {
    const answer = await anonymous.get(path, { query: { deep: "yes" } });

    expectProblem(answer, 400, "unknown-parameter", [parameterFault("deep", "unknown_parameter")]);
  });
}

test("healthz and readyz say the same behind nginx and at Kore", async () => {
  expectStatus(await anonymous.get("/healthz", { target: korePort }), 200);
  expectStatus(await anonymous.get("/readyz", { target: korePort }), 200);
});

// name{labels} value → Map of "name{labels}" to number
function samples(text) {
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(
    lines.map((line) => {
      assert.match(line, /^[a-z_]+(\{([a-z_]+="[^"]*",?)+\})? (-?[0-9.e+-]+|\+Inf)$/);
      return [line.slice(0, line.lastIndexOf(" ")), Number(line.slice(line.lastIndexOf(" ") + 1))];
    }),
  );
}

async function metrics() {
  return samples((await anonymous.get("/metrics")).text);
}

test("metrics are in the text format, each kind with its type", async () => {
  const answer = await anonymous.get("/metrics");

  assert.match(answer.headers["content-type"], /^text\/plain; version=0\.0\.4/);
  const typed = new Set(
    [...answer.text.matchAll(/^# TYPE ([a-z_]+) (counter|gauge|histogram)$/gm)].map((m) => m[1]),
  );
  for (const name of samples(answer.text).keys()) {
    const kind = name.replace(/\{.*/, "").replace(/_(bucket|sum|count)$/, "");
    assert.ok(typed.has(kind) || typed.has(name.replace(/\{.*/, "")), `${name} has no type`);
  }
});

test("metrics count every answer by operation and class of status", async () => {
  const name = 'thidua_requests_total{operation="organisations_get",status="4xx"}';
  const client = await as("reporter.1111");
  const before = (await metrics()).get(name) ?? 0;

  await client.get(`/v1/organisations/${fixture("1222").id}`);
  await client.get(`/v1/organisations/${fixture("1222").id}`);

  await eventually("both are counted", async () => (await metrics()).get(name) >= before + 2);
});

test("metrics have a histogram whose last bucket is the count", async () => {
  const found = await metrics();

  const buckets = [...found]
    .filter(([name]) => name.startsWith("thidua_request_seconds_bucket"))
    .map(([, v]) => v);
  assert.deepEqual(
    buckets,
    [...buckets].sort((a, b) => a - b),
  );
  assert.equal(buckets.at(-1), found.get("thidua_request_seconds_count"));
});

test("metrics show a connection for every lane of every worker", async () => {
  const found = await eventually("connections", async () => {
    const now = await metrics();
    const ready = [...now].filter(([name]) => name.startsWith("thidua_database_connections"));
    return ready.length >= 3 && ready.every(([, value]) => value > 0) && now;
  });

  for (const lane of ["fast", "write", "slow"])
    assert.ok(found.has(`thidua_database_queued{worker="1",lane="${lane}"}`));
});
