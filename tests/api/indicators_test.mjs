// Indicators: who keeps them, who sees them, and what of them is fixed once a plan measures them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { expectProblem, expectStatus, fault, unique } from "./harness/expect.mjs";
import { expectReach } from "./harness/people.mjs";
import { expectCached, expectOvertaken, expectRefusals, expectReplayed, expectTrail }
  from "./main_job/expectations.mjs";
import { indicatorCode, issuedPlan, plant } from "./main_job/family.mjs";

const { province, uppers: [upper] } = await plant(0);
const approver = await upper.as("approver");
const viewer = await upper.as("viewer");

const indicatorBody = (members = {}) =>
  ({ code: indicatorCode(), name: "Đoàn viên có kỹ năng số", kind: "ratio",
  population_kind: "members", ...members });

async function defined(members) {
  return expectStatus(await approver.post("/v1/indicators", indicatorBody(members)), 201);
}

const change = ({ id }, body, version = 1) => approver.patch(
  `/v1/indicators/${id}`, body, { version });

test("defining an indicator is refused where the contract says so", async () => {
  await expectRefusals("indicators_create", { by: approver, viewer, body: indicatorBody() });
});

test("defining names every fault of the body", async () => {
  const body = { code: "hy1", name: "", kind: "share", population_kind: "people", direction: "left",
    accumulation: "sum",
    source: "guessed", reporting_levels: [], unit: " " };

  expectProblem(await approver.post("/v1/indicators", body), 422, "validation-failed", [
    fault("/code", "pattern"), fault("/name", "too_short"), fault("/kind", "enum"),
    fault("/population_kind", "enum"),
    fault("/direction", "enum"), fault("/accumulation", "enum"), fault("/source", "enum"),
    fault("/reporting_levels", "too_few"), fault("/unit", "pattern")]);
  for (const kind of ["unit_share", "count", "binary", "rank", "text"]) {
    expectProblem(await approver.post("/v1/indicators", indicatorBody({ kind })), 422,
      "validation-failed",
      [fault("/population_kind", "not_allowed")]);
  }
});

test("an indicator's code and id are given once only", async () => {
  const there = await defined();

  expectProblem(await approver.post("/v1/indicators", indicatorBody({ code: there.code })), 409,
    "duplicate-key",
    [fault("/code", "duplicate")]);
  expectProblem(await approver.post("/v1/indicators", indicatorBody({ id: there.id })), 409,
    "duplicate-key",
    [fault("/id", "duplicate")]);
});

test("an indicator is defined once by its keeper, and the trail says so", async () => {
  const body = indicatorBody({ family: "digital_skills", name_en: "Members with digital skills",
    population: "Đoàn viên, trừ người nghỉ chế độ", numerator: "Số người đã học",
    denominator: "Tổng số đoàn viên",
    unit: "percent", accumulation: "flow", direction: "down",
    reporting_levels: ["grassroots", "upper"],
    evidence: "Danh sách lớp", source: "reported" });

  const answer = await expectReplayed("indicators_create",
    { by: approver, body, other: indicatorBody() });

  const indicator = expectStatus(await approver.get(answer.headers.location), 200);
  assert.deepEqual(indicator, answer.body);
  for (const [name, value] of Object.entries(body)) assert.deepEqual(indicator[name], value, name);
  assert.deepEqual([indicator.organisation_id, indicator.state, indicator.version],
    [upper.id, "active", 1]);
  await expectTrail(approver, indicator.id, ["indicator.create"]);
});

test("what is left out of an indicator follows from its kind", async () => {
  const ratio = await defined();
  const count = await defined({ kind: "count", population_kind: null });

  assert.deepEqual([ratio.unit, count.unit], ["percent", "count"]);
  assert.deepEqual([ratio.accumulation, ratio.direction, ratio.source],
    ["stock", "up", "reported"]);
  assert.deepEqual(ratio.reporting_levels, ["grassroots"]);
});

test("an administrator defines indicators too, a reporter does not", async () => {
  const administrator = await upper.as("administrator");
  const reporter = await upper.as("reporter");

  expectStatus(await administrator.post("/v1/indicators", indicatorBody()), 201);
  expectProblem(await reporter.post("/v1/indicators", indicatorBody()), 403, "role-required");
});

test("reading an indicator is refused where the contract says so", async () => {
  await expectRefusals("indicators_get", { by: viewer, subject: (await defined()).id });
});

test("an indicator is seen from above and from below its keeper, not from beside", async () => {
  const { id } = await defined();

  await expectReach(upper, "viewer", (client) => client.get(`/v1/indicators/${id}`),
    { own: 200, parent: 200, child: 200, root: 200, sibling: 404, unrelated: 404 });
});

test("an indicator is not sent again while it has not changed", async () => {
  await expectCached(viewer, `/v1/indicators/${(await defined()).id}`);
});

test("listing indicators is refused where the contract says so", async () => {
  await expectRefusals("indicators_list", { by: viewer });
  expectProblem(await viewer.get("/v1/indicators", { query: { kind: "share" } }), 400,
    "invalid-parameter");
  expectProblem(await viewer.get("/v1/indicators", { query: { q: "  " } }), 400,
    "invalid-parameter");
});

test("indicators are found by words without accents, by code, kind and state", async () => {
  const word = unique("Từ");
  const ratio = await defined({ name: `Tỷ lệ ${word} được tập huấn` });
  const binary = await defined(
    { name: `${word} có trang thông tin`, kind: "binary", population_kind: null });
  expectStatus(await change(binary, { state: "retired" }), 200);
  const found = async (query) => (await viewer.walk("/v1/indicators", { query })).map((i) => i.id);

  assert.deepEqual(await found({ q: word.replace("Từ", "tu") }), [ratio, binary]
    .sort((a, b) => (a.code < b.code ? -1 : 1)).map((i) => i.id));
  assert.deepEqual(await found({ q: `${word.replace("Từ", "TU")} tap hu` }), [ratio.id]);
  assert.deepEqual(await found({ q: ratio.code }), [ratio.id]);
  assert.deepEqual(await found({ q: word, kind: "binary" }), [binary.id]);
  assert.deepEqual(await found({ q: word, state: "active" }), [ratio.id]);
  assert.deepEqual(await found({ q: word, state: "retired" }), [binary.id]);
  assert.deepEqual(await found({ q: `${word}x` }), []);
});

test("indicators are listed by code, page by page, and none from beside", async () => {
  const word = unique("Trang");
  const made = [];
  for (let i = 0; i < 5; i += 1) made.push(await defined({ name: `${word} ${i}` }));
  const other = await (await upper.sibling()).as("approver");
  expectStatus(await other.post("/v1/indicators", indicatorBody({ name: word })), 201);

  const items = await viewer.walk("/v1/indicators", { query: { q: word, limit: 2 } });

  assert.deepEqual(items.map((i) => i.code), made.map((i) => i.code).sort());
});

test("changing an indicator is refused where the contract says so", async () => {
  const { id } = await defined();

  await expectRefusals(
    "indicators_update", { by: approver, viewer, subject: id, version: 1, body: { name: "Khác" } });
});

test("an indicator is changed by its keeper alone", async () => {
  const { id } = await defined();

  await expectReach(upper, "administrator",
    (client) => client.patch(`/v1/indicators/${id}`, { name: "Khác" }, { version: 1 }),
    { sibling: 404, unrelated: 404, parent: 403, child: 403, root: 403, own: 200 });
  await expectTrail(await province.as("approver"), id, ["indicator.create", "indicator.update"]);
});

test("a change of an indicator names every fault of the body", async () => {
  const indicator = await defined();

  expectProblem(await change(indicator, { name: null, kind: null, state: "lost" }), 422,
    "validation-failed",
    [fault("/name", "type"), fault("/kind", "type"), fault("/state", "enum")]);
  expectProblem(await change(indicator, { kind: "count" }), 422, "validation-failed",
    [fault("/population_kind", "not_allowed")]);
  expectProblem(await change(indicator, {}), 422, "validation-failed");
});

test("an overtaken change of an indicator is refused with what is there now", async () => {
  await expectOvertaken(
    "indicators_update", { by: approver, subject: (await defined()).id, body: { name: "Khác" } });
});

test("an indicator's code cannot be changed into another's", async () => {
  const other = await defined();

  expectProblem(await change(await defined(), { code: other.code }), 409, "duplicate-key",
    [fault("/code", "duplicate")]);
});

test("a change of an indicator clears, replaces arrays, and leaves the rest", async () => {
  const before = await defined({ family: "x", evidence: "Danh sách" });

  const after = expectStatus(await change(before,
    { family: null, kind: "count", population_kind: null, reporting_levels: ["upper"] }), 200);

  const { updated_at: _, ...rest } = after;
  const { updated_at: __, ...kept } = before;
  assert.deepEqual(
    rest, { ...kept, family: null, kind: "count", population_kind: null,
    reporting_levels: ["upper"], version: 2 });
});

test("once an issued plan measures an indicator, how it is counted is fixed", async () => {
  const indicator = await defined({ name: "Trước" });
  await issuedPlan(
    upper, { targets: [
    { indicator_id: indicator.id, year: 2026, comparator: ">=", threshold: "80" }] });

  for (const body of [{ code: indicatorCode() }, { kind: "count", population_kind: null },
    { population_kind: "documents" }, { accumulation: "flow" }, { direction: "down" },
    { reporting_levels: ["upper"] },
    { source: "external" }]) {
    expectProblem(await change(indicator, body), 409, "indicator-in-use");
  }

  const after = expectStatus(
    await change(indicator, { name: "Sau", kind: "ratio", evidence: "Danh sách" }), 200);
  assert.deepEqual([after.name, after.evidence, after.version], ["Sau", "Danh sách", 2]);
  expectStatus(await change(indicator, { state: "retired" }, 2), 200);
});

test("a draft that names an indicator fixes nothing", async () => {
  const indicator = await defined();
  expectStatus(await approver.post("/v1/plans", { title: "Nháp",
    targets: [{ indicator_id: indicator.id, year: 2026, comparator: ">=", threshold: "80" }] }),
    201);

  expectStatus(await change(indicator, { kind: "count", population_kind: null }), 200);
});
