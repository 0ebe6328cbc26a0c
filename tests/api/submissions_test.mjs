// Reports: begun, kept while written, read, listed. Their way on: submissions_decided_test.mjs.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { expectProblem, expectStatus, fault } from "./harness/expect.mjs";
import { expectReach, found } from "./harness/people.mjs";
import { expectCached, expectOvertaken, expectRefusals, expectReplayed, expectTrail }
  from "./main_job/expectations.mjs";
import { issuedFollowing, draftFollowing, issuedPlan, openPeriod, plannedPeriod, plant,
  setPeriod } from "./main_job/family.mjs";
import { accepted, begun, corrected, put, returned, submitted, withdrawn,
  workshop } from "./main_job/report.mjs";

const { province, upper, union, beside, plan, codes, named, open, complete } = await workshop();
const reporter = await union.as("reporter");
const viewer = await union.as("viewer");

const begin = (client, period, members = {}) =>
  client.post("/v1/submissions", { period_id: period.id, ...members });
const patch = (submission, body, version = submission.version, client = reporter) =>
  client.patch(`/v1/submissions/${submission.id}`, body, { version });
const pointer = (name, member) => `/values/${codes[name]}${member ? `/${member}` : ""}`;

// ---- beginning ----------------------------------------------------------------------------------

test("beginning a report is refused where the contract says so", async () => {
  await expectRefusals(
    "submissions_create", { by: reporter, viewer, body: { period_id: (await open()).id } });
});

test("a report names every fault of its schema", async () => {
  const body = { period_id: "x", narrative: 1, estimate: "yes",
    values: { hy1: {}, HY1: { numerator: "1,5" },
    HY2: { numerator: 12 }, HY3: { flag: "true" }, HY4: { value: "1" }, HY5: [] } };

  expectProblem(await reporter.post("/v1/submissions", body), 422, "validation-failed", [
    fault("/period_id", "format_uuid"), fault("/narrative", "type"), fault("/estimate", "type"),
    fault("/values/hy1", "unknown_key"), fault("/values/HY1/numerator", "format_decimal"),
    fault("/values/HY2/numerator", "type"), fault("/values/HY3/flag", "type"),
    fault("/values/HY4/value", "unknown_field"),
    fault("/values/HY5", "type")]);
});

test("a report is for a period that can be seen and is open", async () => {
  const foreign = await issuedPlan(province.unrelated());
  const hidden = await plannedPeriod(province.unrelated(), foreign);
  const planned = await plannedPeriod(province, plan);
  const closed = await setPeriod(province, await open(), "close");

  for (const period of [{ id: randomUUID() }, hidden]) {
    expectProblem(await begin(reporter, period), 422, "validation-failed",
      [fault("/period_id", "not_found")]);
  }
  for (const period of [planned, closed]) expectProblem(
    await begin(reporter, period), 409, "period-not-open");
});

test("who owes nothing for a period has nothing to report", async () => {
  const period = await open();
  const late = await found(upper);

  for (const unit of [upper, late]) {
    expectProblem(await begin(await unit.as("reporter"), period), 409, "duty-missing");
  }
});

test("nobody reports for another organisation", async () => {
  const period = await open();
  const members = { organisation_id: union.id };

  expectProblem(await begin(await upper.as("reporter"), period, members), 403, "role-required");
  for (const unit of [beside, await union.child()]) {
    expectProblem(await begin(await unit.as("reporter"), period, members), 422, "validation-failed",
      [fault("/organisation_id", "not_found")]);
  }
  expectStatus(await begin(reporter, period, members), 201);
});

test("there is one report for a period until it is withdrawn", async () => {
  for (const make of [begun, submitted, returned, accepted]) {
    const period = await open();
    const there = await make(union, period, make === begun ? {} : complete());

    const problem = expectProblem(await begin(reporter, period), 409, "submission-exists");
    assert.equal(problem.submission_id, there.id);
  }

  const period = await open();
  const gone = await withdrawn(union, period, {});
  const again = await begun(union, period);
  assert.deepEqual([gone.number, again.number, again.corrects_id], [1, 2, null]);
});

test("of many reports begun at once one is made", async () => {
  const period = await open();
  const clients = [reporter, await union.as("approver")];

  const answers = await Promise.all([0, 1, 2, 3, 4, 5].map((i) => begin(clients[i % 2], period)));

  const [made, ...more] = answers.filter((a) => a.status === 201);
  assert.equal(more.length, 0);
  for (const answer of answers.filter((a) => a !== made)) expectProblem(
    answer, 409, "submission-exists");
});

const WRONG = {
  "a numerator above its denominator": [{ PAPERS: { numerator: "9", denominator: "8" } },
    [["PAPERS", "numerator", "numerator_above_denominator"]]],
  "a numerator above the known population": [{ SKILLS: { numerator: "101" } },
    [["SKILLS", "numerator", "numerator_above_denominator"]]],
  "less than nothing": [
  { SKILLS: { numerator: "-1", denominator: "-2" }, CLASSES: { numerator: "-0.5" } },
    [["SKILLS", "numerator", "negative"], ["SKILLS", "numerator", "numerator_above_denominator"],
      ["SKILLS", "denominator", "negative"], ["CLASSES", "numerator", "negative"],
      ["CLASSES", "numerator", "not_whole"]]],
  "people and papers in parts": [
  { SKILLS: { numerator: "0.5", denominator: "1.25" }, CLASSES: { numerator: "2.000001" },
    MODELS: { numerator: "1.5" } },
  [["SKILLS", "numerator", "not_whole"], ["SKILLS", "denominator", "not_whole"],
  ["CLASSES", "numerator", "not_whole"],
    ["MODELS", "numerator", "not_whole"]]],
  "indicators that nobody asked for": [{ NO_SUCH: { flag: true }, ABOVE: { numerator: "1" } },
    [["NO_SUCH", null, "unknown_indicator"], ["ABOVE", null, "unknown_indicator"]]],
  "members that do not belong to the kind": [
  { SKILLS: { flag: true }, CLASSES: { numerator: "1", denominator: "2" },
    MODELS: { text: "hai" }, PLAN: { denominator: "1" }, PAGE: { numerator: "1" },
    RANK: { flag: true }, WORDS: { numerator: "1" } },
  [["SKILLS", "flag", "not_allowed"], ["CLASSES", "denominator", "not_allowed"],
  ["MODELS", "text", "not_allowed"],
    ["PLAN", "denominator", "not_allowed"], ["PAGE", "numerator", "not_allowed"],
    ["RANK", "flag", "not_allowed"],
    ["WORDS", "numerator", "not_allowed"]]],
};

for (const [what, [values, wrong]] of Object.entries(WRONG)) {
  test(`refused with a pointer each, when begun, changed or sent: ${what}`, async () => {
    const period = await open();
    const body = { values: named(values) };
    const faults = (members) => members.map(([name, member, code]) =>
      fault(`/values/${codes[name] ?? name}${member ? `/${member}` : ""}`, code));

    expectProblem(await begin(reporter, period, body), 422, "validation-failed", faults(wrong));
    const there = await begun(union, period, { values: complete() });
    expectProblem(await patch(there, body), 422, "validation-failed", faults(wrong));
    expectProblem(await reporter.post(`/v1/submissions/${there.id}:submit`, body, { version: 1 }),
      422,
      "validation-failed", faults(wrong));
    assert.deepEqual((await reporter.get(`/v1/submissions/${there.id}`)).body, there);
  });
}

test("whole numbers may have zeros behind the point, and are kept as written", async () => {
  const values = named(
    { CLASSES: { numerator: "12.000" }, PAPERS: { numerator: "0", denominator: "0" } });

  const report = await begun(union, await open(), { values });

  assert.deepEqual(report.values, values);
});

test("a report answers the nearest plan of the family, or the one that it names", async () => {
  const above = await issuedPlan(
    province, { targets: [{ indicator_code: codes.PLAN, phase_code: "t1", comparator: "=",
    threshold: "100" }] });
  const period = await openPeriod(province, above);
  const middle = await issuedFollowing(upper, above);
  const own = await issuedFollowing(union, above);
  const other = await openPeriod(province, above);
  await draftFollowing(beside, above);

  assert.equal((await begun(union, period)).plan_id, own.id);
  assert.equal((await begun(beside, period)).plan_id, middle.id);
  assert.equal((await begun(union, other, { plan_id: above.id })).plan_id, above.id);
  for (const plan_id of [own.id, plan.id, randomUUID()]) {
    expectProblem(await begin(await beside.as("reporter"), other, { plan_id }), 422,
      "validation-failed",
      [fault("/plan_id", "not_found")]);
  }
});

test("a report is begun once, with known denominators, and the trail says so", async () => {
  const period = await open();
  const mutation_id = randomUUID();
  const body = { id: randomUUID(), period_id: period.id,
    narrative: "  Công đoàn đã mở hai lớp.\nMột lớp nữa ", estimate: true,
    values: named(
    { SKILLS: { numerator: "70", note: "Danh sách kèm theo" }, PAGE: { flag: false } }),
    mutation_id };

  const answer = await expectReplayed("submissions_create",
    { by: reporter, body, other: { period_id: period.id } });

  const report = expectStatus(await viewer.get(answer.headers.location), 200);
  assert.deepEqual({ ...report, allowed_actions: [] }, { ...answer.body, allowed_actions: [] });
  assert.deepEqual(
    report.values,
    named({ SKILLS: { numerator: "70", denominator: "100", note: "Danh sách kèm theo" },
    PAGE: { flag: false } }));
  assert.deepEqual(report.populations, { members: 100 });
  assert.deepEqual([report.id, report.organisation_id, report.period_id, report.plan_id],
    [body.id, union.id, period.id, plan.id]);
  assert.deepEqual([report.state, report.number, report.corrects_id, report.version],
    ["draft", 1, null, 1]);
  assert.deepEqual([report.narrative, report.estimate, report.mutation_id],
    ["Công đoàn đã mở hai lớp.\nMột lớp nữa", true, mutation_id]);
  assert.deepEqual(
    [report.warnings, report.late, report.submitted_at, report.receipt_code, report.remarks],
    [[], null, null, null, {}]);
  assert.deepEqual(answer.body.allowed_actions, ["submit", "update", "withdraw"]);
  const [event] = await expectTrail(await union.as("approver"), report.id, ["submission.create"]);
  assert.equal(event.user_id, reporter.user.id);
  expectProblem(await begin(await beside.as("reporter"), period, { id: body.id }), 409,
    "duplicate-key",
    [fault("/id", "duplicate")]);
});

// ---- beginning under the client's id ------------------------------------------------------------

test("putting a report is refused where the contract says so", async () => {
  const period = await open();
  const body = { period_id: period.id };

  await expectRefusals("submissions_put", { by: reporter, viewer, subject: randomUUID(), body,
    headers: { "if-none-match": "*" } });
  expectProblem(await put(reporter, null, body, {}), 428, "precondition-required");
  expectProblem(await put(reporter, null, body, { "if-none-match": "\"1\"" }), 400,
    "invalid-parameter");
});

test("a put names what is wrong like any beginning", async () => {
  const period = await open();
  const there = await begun(union, period);

  expectProblem(await put(reporter, null, { values: { X: { flag: true } } }), 422,
    "validation-failed",
    [fault("/period_id", "required")]);
  expectProblem(await put(await beside.as("reporter"), null, { period_id: period.id,
    values: named({ CLASSES: { numerator: "-1" } }) }), 422, "validation-failed",
    [fault(pointer("CLASSES", "numerator"), "negative")]);
  assert.equal(
    expectProblem(await put(reporter, null, { period_id: period.id }), 409, "submission-exists")
    .submission_id, there.id);
  expectProblem(await put(await upper.as("reporter"), null, { period_id: period.id }), 409,
    "duty-missing");
});

test("a put repeated after a lost answer gets it again", async () => {
  const id = randomUUID();
  const body = { period_id: (await open()).id, mutation_id: randomUUID(),
    values: named({ SKILLS: { numerator: "7" } }) };

  const first = await put(reporter, id, body);
  const second = await put(reporter, id, body);

  assert.deepEqual(expectStatus(second, 201), expectStatus(first, 201));
  assert.deepEqual([first.body.id, second.etag, second.headers.location],
    [id, "\"1\"", `/v1/submissions/${id}`]);
  await expectTrail(await union.as("approver"), id, ["submission.create"]);
});

test("a put never overwrites: with another mark, with none, or once it was changed", async () => {
  const id = randomUUID();
  const body = { period_id: (await open()).id, mutation_id: randomUUID() };
  const first = expectStatus(await put(reporter, id, body), 201);
  const refused = async (again) => {
    const problem = expectProblem(await put(reporter, id, again), 412, "version-mismatch");
    const now = (await reporter.get(`/v1/submissions/${id}`)).body;
    assert.deepEqual(problem.current, now);
    assert.deepEqual([problem.current_etag, problem.current_mutation_id],
      [`"${now.version}"`, now.mutation_id]);
  };

  await refused({ ...body, mutation_id: randomUUID() });
  await refused({ period_id: body.period_id });
  expectStatus(await patch(first, { narrative: "Khác", mutation_id: randomUUID() }), 200);
  await refused(body);
});

test("the same put sent many times at once makes one report", async () => {
  const id = randomUUID();
  const body = { period_id: (await open()).id, mutation_id: randomUUID() };

  const answers = await Promise.all([1, 2, 3, 4].map(() => put(reporter, id, body)));

  for (const answer of answers) assert.equal(expectStatus(answer, 201).version, 1);
  await expectTrail(await union.as("approver"), id, ["submission.create"]);
});

// ---- reading ------------------------------------------------------------------------------------

test("reading a report is refused where the contract says so", async () => {
  const { id } = await begun(union, await open());

  await expectRefusals("submissions_get", { by: viewer, subject: id });
  expectProblem(await viewer.get(`/v1/submissions/${id}`, { query: { expand: "next" } }), 400,
    "invalid-parameter");
});

test("a report is seen by its own organisation and from above alone", async () => {
  const { id } = await begun(union, await open());

  await expectReach(union, "viewer", (client) => client.get(`/v1/submissions/${id}`),
    { own: 200, parent: 200, root: 200, child: 404, sibling: 404, unrelated: 404 });
  expectProblem(await (await beside.as("viewer")).get(`/v1/submissions/${id}`), 404, "not-found");
});

test("a report is not sent again while it has not changed, and in part when asked", async () => {
  const report = await begun(union, await open());

  await expectCached(viewer, `/v1/submissions/${report.id}`);
  const part = await viewer.get(`/v1/submissions/${report.id}`,
    { query: { fields: "id,state,values" } });
  assert.deepEqual(expectStatus(part, 200), { id: report.id, state: "draft", values: {} });
});

test("a report brings the corrected version and the last period when asked", async () => {
  const years = {};
  const other = await issuedPlan(
    province, { targets: plan.targets.map((t) => ({ indicator_id: t.indicator_id,
    phase_code: t.phase_code, comparator: t.comparator, threshold: t.threshold,
    nested_minimum: t.nested_minimum })) });
  for (const year of [2025, 2026, 2027]) {
    years[year] = await openPeriod(province, other,
      { starts_on: `${year}-01-01`, ends_on: `${year}-12-31` });
  }
  const read = async (report, expand) =>
    expectStatus(
      await viewer.get(`/v1/submissions/${report.id}`, { query: { expand, fields: "id,number" } }),
      200);
  const first = await accepted(union, years[2025], complete({ SKILLS: { numerator: "60" } }));
  const draft = await begun(union, years[2026]);

  const { last_period, previous } = await read(draft, "previous,last_period");
  assert.equal(previous, null);
  assert.deepEqual([last_period.submission_id, last_period.number, last_period.period.id],
    [first.id, 1, years[2025].id]);
  assert.deepEqual(last_period.values, first.values);

  const correction = await corrected(union, first);
  const before = (await read(correction, "previous")).previous;
  assert.deepEqual([before.submission_id, before.number, before.values],
    [first.id, 1, first.values]);
  assert.equal((await read(correction, "last_period")).last_period, null);
  assert.equal((await read(await begun(union, years[2027]), "last_period")).last_period, null,
    "2026 is a draft only");
});

test("listing reports is refused where the contract says so", async () => {
  await expectRefusals("submissions_list", { by: viewer });
  expectProblem(await viewer.get("/v1/submissions", { query: { warnings: "maybe" } }), 400,
    "invalid-parameter");
});

test("reports are listed to whom may see them, the latest first, and filtered", async () => {
  const own = await plant(2, 1);
  const [one, two, far] = own.grassroots;
  const family = await issuedPlan(own.province,
    { targets: [{ indicator_code: (await ratioOf(own.province)).code,
    phase_code: "t1", comparator: ">=", threshold: "80" }] });
  const [p1, p2] = [await openPeriod(own.province, family), await openPeriod(own.province, family)];
  const code = family.targets[0].indicator.code;
  const values = { [code]: { numerator: "5", denominator: "10" } };
  const draft = await begun(one, p1);
  const sent = await submitted(two, p1, values);
  const taken = await accepted(far, p2, values);
  const list = async (query, unit = own.province) =>
    (await (await unit.as("viewer")).walk("/v1/submissions", { query })).map((s) => s.id);

  assert.deepEqual(await list({}), [taken.id, sent.id, draft.id]);
  assert.deepEqual(await list({ limit: 1 }), [taken.id, sent.id, draft.id]);
  assert.deepEqual(await list({ organisation_id: own.uppers[0].id }), [sent.id, draft.id]);
  assert.deepEqual(await list({ organisation_id: far.id }), [taken.id]);
  assert.deepEqual(await list({ parent_id: own.uppers[1].id }), [taken.id]);
  assert.deepEqual(await list({ parent_id: own.province.id }), []);
  assert.deepEqual(await list({ period_id: p1.id }), [sent.id, draft.id]);
  assert.deepEqual(await list({ plan_id: family.id, state: "draft,accepted" }),
    [taken.id, draft.id]);
  assert.deepEqual(await list({ plan_id: plan.id }), []);
  assert.deepEqual(await list({ warnings: true }), []);
  assert.deepEqual(await list({ warnings: false, state: "submitted" }), [sent.id]);
  assert.deepEqual(await list({}, own.uppers[0]), [sent.id, draft.id]);
  assert.deepEqual(await list({}, one), [draft.id]);
  assert.deepEqual(await list({ organisation_id: two.id }, one), []);
  assert.deepEqual(await list({ parent_id: own.uppers[0].id }, one), [draft.id]);
  assert.deepEqual(await list({ parent_id: own.uppers[1].id }, one), []);
  assert.deepEqual(await list({ plan_id: family.id }, province), []);
});

async function ratioOf(keeper) {
  const client = await keeper.as("approver");
  return expectStatus(
    await client.post("/v1/indicators", { code: `L_${randomUUID().slice(0, 8).toUpperCase()}`,
    name: "Tỷ lệ", kind: "ratio", population_kind: "members" }), 201);
}

test("a list shows values only when asked", async () => {
  const period = await open();
  const report = await begun(
    union, period, { values: named({ CLASSES: { numerator: "3" } }), narrative: "Lời" });
  const first = async (query) =>
    expectStatus(await viewer.get("/v1/submissions", { query: { period_id: period.id, ...query } }),
      200).items[0];

  const { values: _, narrative: __, remarks: ___, populations: ____, ...summary } = report;
  assert.deepEqual(await first({}), { ...summary, allowed_actions: [] });
  assert.deepEqual(await first({ fields: "id,values,narrative" }),
    { id: report.id, values: report.values, narrative: "Lời" });
});

// ---- keeping ------------------------------------------------------------------------------------

test("changing a report is refused where the contract says so", async () => {
  const { id } = await begun(union, await open());

  await expectRefusals(
    "submissions_update",
    { by: reporter, viewer, subject: id, version: 1, body: { narrative: "x" } });
  expectProblem(await patch({ id }, {}, 1), 422, "validation-failed");
});

test("a report is changed by its own organisation alone", async () => {
  const { id } = await begun(union, await open());

  await expectReach(union, "reporter",
    (client) => client.patch(`/v1/submissions/${id}`, { narrative: "x" }, { version: 1 }),
    { sibling: 404, unrelated: 404, child: 404, parent: 403, root: 403, own: 200 });
});

test("values are merged by code and member; null clears", async () => {
  const report = await begun(union, await open(), { narrative: "Lời", values: named({
    SKILLS: { numerator: "70", note: "a" }, PAPERS: { numerator: "1", denominator: "4" },
      CLASSES: { numerator: "3" },
    PAGE: { flag: true } }) });

  const answer = await patch(
    report, { values: named({ SKILLS: { numerator: "71" }, PAPERS: { denominator: null },
    CLASSES: null, PLAN: { flag: false }, WORDS: null }) });

  const after = expectStatus(answer, 200);
  assert.deepEqual(
    after.values,
    named({ SKILLS: { numerator: "71", denominator: "100", note: "a" }, PAPERS: { numerator: "1" },
    PAGE: { flag: true }, PLAN: { flag: false } }));
  assert.deepEqual([after.narrative, after.version, answer.etag, after.state],
    ["Lời", 2, "\"2\"", "draft"]);
  const cleared = expectStatus(await patch(after, { narrative: null, values: named({ PLAN: {} }) }),
    200);
  assert.deepEqual([cleared.narrative, cleared.values], [null, after.values]);
  await expectTrail(await union.as("approver"), report.id,
    ["submission.create", "submission.update", "submission.update"]);
});

test("a change whose answer was lost is known by its mutation_id", async () => {
  const report = await begun(union, await open());
  const body = { values: named({ CLASSES: { numerator: "3" } }), mutation_id: randomUUID() };
  const first = await patch(report, body);

  const again = await patch(report, body);

  assert.deepEqual(expectStatus(again, 200), expectStatus(first, 200));
  assert.deepEqual([again.etag, again.body.version], ["\"2\"", 2]);
  await expectTrail(await union.as("approver"), report.id,
    ["submission.create", "submission.update"]);
});

test("a change that somebody else overtook is refused with what is there now", async () => {
  const report = await begun(union, await open());
  const mark = randomUUID();
  expectStatus(
    await patch(report, { narrative: "Của người khác", mutation_id: mark }, 1,
    await union.as("approver")), 200);
  const body = { narrative: "Của tôi" };

  for (const mutation_id of [randomUUID(), undefined]) {
    await expectOvertaken("submissions_update",
      { by: reporter, subject: report.id, body: { ...body, mutation_id }, mark });
  }
  const problem = expectProblem(await patch(report, { ...body, mutation_id: randomUUID() }), 412,
    "version-mismatch");
  assert.deepEqual([problem.current.narrative, problem.current_mutation_id],
    ["Của người khác", mark]);
});

test("a mark is good for the last write alone", async () => {
  const report = await begun(union, await open());
  const body = { narrative: "Một", mutation_id: randomUUID() };
  const first = expectStatus(await patch(report, body), 200);
  expectStatus(await patch(first, { narrative: "Hai", mutation_id: randomUUID() }), 200);

  expectProblem(await patch(report, body), 412, "version-mismatch");
});

test("of many changes at once one is made", async () => {
  const report = await begun(union, await open());

  const answers = await Promise.all(
    [0, 1, 2, 3].map((i) => patch(report, { narrative: `${i}`, mutation_id: randomUUID() })));

  assert.deepEqual(answers.map((a) => a.status).sort(), [200, 412, 412, 412]);
  const won = answers.find((a) => a.status === 200).body;
  for (const { body } of answers.filter((a) => a.status === 412)) assert.deepEqual(
    body.current, won);
});

test("a returned report is changed too, a sent one not, nor after the period", async () => {
  const period = await open();
  const back = await returned(union, period, complete());
  const sent = await submitted(beside, period,
    complete({ SKILLS: { numerator: "1", denominator: "2" } }));

  const after = expectStatus(await patch(back, { narrative: "Đã sửa" }), 200);
  assert.equal(after.state, "returned");
  const problem = expectProblem(
    await patch(sent, { narrative: "x" }, sent.version, await beside.as("reporter")), 409,
    "invalid-state-transition");
  assert.deepEqual([problem.state, problem.allowed_actions], ["submitted", ["withdraw"]]);
  await setPeriod(province, period, "close");
  expectProblem(await patch(after, { narrative: "x" }), 409, "period-not-open");
  const now = expectStatus(await reporter.get(`/v1/submissions/${back.id}`), 200);
  assert.deepEqual(now.allowed_actions, ["withdraw"]);
});
