// Reports on their way: sent, returned, accepted one by one or many at once, corrected, withdrawn.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { expectProblem, expectStatus, fault } from "./harness/expect.mjs";
import { account, as, expectReach, fixture, found, signIn } from "./harness/people.mjs";
import { sql } from "./harness/service.mjs";
import { expectOvertaken, expectRefusals, expectReplayed, expectTrail,
  trail } from "./main_job/expectations.mjs";
import { indicator, issuedPlan, openPeriod, plannedPeriod, populate,
  setPeriod } from "./main_job/family.mjs";
import { accepted, begun, corrected, returned, step, submitted, superseded, withdrawn,
  workshop } from "./main_job/report.mjs";
import { expectWorkflow } from "./main_job/workflow.mjs";

const { province, upper, union, beside, plan, codes, named, open, complete } = await workshop();
const reporter = await union.as("reporter");
const viewer = await union.as("viewer");
const approver = await upper.as("approver");

const post = (client, { id, version }, name, body) =>
  client.post(`/v1/submissions/${id}:${name}`, body, { version });
const read = async ({ id }) => expectStatus(await viewer.get(`/v1/submissions/${id}`), 200);
const skillsAlone = () =>
  ({ indicator_code: codes.SKILLS, phase_code: "t1", comparator: ">=", threshold: "80" });
const at = (name, member) => `/values/${codes[name]}/${member}`;

async function figure(period, name, unit = union) {
  const client = await unit.as("viewer");
  const { figures } = expectStatus(
    await client.get(`/v1/plans/${plan.id}/progress`, { query: { period_id: period.id } }), 200);
  const { numerator, denominator, reported } = figures.find(
    (f) => f.indicator.code === codes[name]);
  return [numerator, denominator, reported];
}

// ---- submitting ---------------------------------------------------------------------------------

test("submitting is refused where the contract says so", async () => {
  const draft = await begun(union, await open(), { values: complete() });

  await expectRefusals(
    "submissions_submit", { by: reporter, viewer, subject: draft.id, version: 1, body: {} });
  await expectOvertaken("submissions_submit", { by: reporter, subject: draft.id, body: {} });
  await expectReach(union, "reporter", (client) => post(client, draft, "submit", {}),
    { sibling: 404, unrelated: 404, child: 404, parent: 403, root: 403, own: 200 });
});

test("a report that leaves something open is not sent, and every gap is named", async () => {
  const draft = await begun(union, await open());

  expectProblem(await post(reporter, draft, "submit", {}), 422, "validation-failed", [
    fault(at("SKILLS", "numerator"), "value_missing"),
    fault(at("PAPERS", "numerator"), "value_missing"),
    fault(at("CLASSES", "numerator"), "value_missing"),
    fault(at("MODELS", "numerator"), "value_missing"),
    fault(at("PLAN", "flag"), "value_missing"), fault(at("PAGE", "flag"), "value_missing"),
    fault(at("RANK", "numerator"), "value_missing"), fault(at("WORDS", "text"), "value_missing")]);
  assert.deepEqual(await read(draft), { ...draft, allowed_actions: [] });
});

test("half an answer is a gap: a denominator that nobody knows, a note alone", async () => {
  const draft = await begun(union, await open(),
    { values: complete({ PAPERS: { numerator: "5" }, SKILLS: { denominator: "90" },
    CLASSES: { note: "chưa có" } }) });

  expectProblem(await post(reporter, draft, "submit", {}), 422, "validation-failed", [
    fault(at("PAPERS", "denominator"), "value_missing"),
    fault(at("SKILLS", "numerator"), "value_missing"),
    fault(at("CLASSES", "numerator"), "value_missing")]);
});

test("what a later phase asks may be left open, and may be answered", async () => {
  await submitted(union, await open(), complete());

  const report = await submitted(union, await open(), complete({ LATER: { numerator: "9" } }));
  assert.deepEqual(report.values[codes.LATER], { numerator: "9" });
});

test("who has nobody to report about is not asked", async () => {
  const none = await found(upper);
  await populate(none, { members: 0 });
  const other = await issuedPlan(province, { targets: [skillsAlone()] });

  const report = await submitted(none, await openPeriod(province, other), {});

  assert.deepEqual([report.state, report.populations, report.values],
    ["submitted", { members: 0 }, {}]);
});

test("a report is sent once, with last changes and a receipt, and the trail says so", async () => {
  const mutation_id = randomUUID();
  const draft = await begun(union, await open(),
    { values: complete({ CLASSES: null }), narrative: "Cũ", estimate: true });
  const body = { values: named({ CLASSES: { numerator: "4" }, WORDS: { text: "Mới" } }),
    narrative: "Mới", mutation_id };

  const { body: sent } = await expectReplayed(
    "submissions_submit", { by: reporter, subject: draft.id, version: 1, body,
    other: { narrative: "Khác" } });

  assert.deepEqual(sent.values, complete({ CLASSES: { numerator: "4" }, WORDS: { text: "Mới" },
    SKILLS: { numerator: "80", denominator: "100" } }));
  assert.deepEqual(
    [sent.state, sent.version, sent.narrative, sent.estimate, sent.mutation_id, sent.late,
    sent.warnings],
    ["submitted", 2, "Mới", true, mutation_id, false, []]);
  assert.deepEqual([sent.submitted_by, sent.decided_by, sent.allowed_actions],
    [reporter.user.id, null, ["withdraw"]]);
  assert.match(sent.receipt_code, /^[0-9A-Z-]{8,20}$/);
  const events = await expectTrail(approver, draft.id, ["submission.create", "submission.submit"]);
  assert.deepEqual([events[1].user_id, events[1].subject_version], [reporter.user.id, 2]);
});

test("a report sent again after a lost answer is known by its mutation_id", async () => {
  const draft = await begun(union, await open(), { values: complete() });
  const body = { mutation_id: randomUUID() };
  const sent = expectStatus(await post(reporter, draft, "submit", body), 200);

  assert.deepEqual(expectStatus(await post(reporter, draft, "submit", body), 200), sent);
  const taken = await step(approver, sent, "accept");
  const again = expectStatus(await post(reporter, draft, "submit", body), 200);
  assert.deepEqual([again.state, again.version], ["accepted", taken.version]);
  expectProblem(await post(reporter, draft, "submit", { mutation_id: randomUUID() }), 412,
    "version-mismatch");
  await expectTrail(
    approver, draft.id, ["submission.create", "submission.submit", "submission.accept"]);
});

test("a report is sent while its period is open", async () => {
  const period = await open();
  const draft = await begun(union, period, { values: complete() });
  const closed = await setPeriod(province, period, "close");

  expectProblem(await post(reporter, draft, "submit", {}), 409, "period-not-open");
  assert.deepEqual((await reporter.get(`/v1/submissions/${draft.id}`)).body.allowed_actions,
    ["withdraw"]);
  await setPeriod(province, closed, "open");
  expectStatus(await post(reporter, draft, "submit", {}), 200);
});

test("closing a period stops who sends, not who decides", async () => {
  const period = await open();
  const sent = await submitted(union, period, complete());
  const other = await submitted(beside, period,
    complete({ SKILLS: { numerator: "1", denominator: "2" } }));
  await setPeriod(province, period, "close");

  assert.deepEqual((await approver.get(`/v1/submissions/${sent.id}`)).body.allowed_actions,
    ["accept", "return"]);
  const back = await step(approver, other, "return", { reason: "Sửa" });
  expectProblem(await post(await beside.as("approver"), back, "submit", {}), 409,
    "period-not-open");
  await step(approver, sent, "accept");

  assert.deepEqual(await figure(period, "SKILLS"), ["80", "100", 1]);
});

test("late is late, but what was in time and came back stays in time", async () => {
  const [overdue, period] = [await open({ due_at: "2025-12-16T10:00:00Z" }), await open()];
  const late = await submitted(union, overdue, complete());
  const inTime = await returned(union, period, complete());
  await sql("update duty set due_at = now() - interval '1 hour' where period_id = :'period'",
    { period: period.id });

  const again = await step(reporter, inTime, "submit");

  assert.deepEqual([late.late, inTime.late, again.late], [true, false, false]);
  const lateThere = async ({ id }) => expectStatus(
    await viewer.get(`/v1/plans/${plan.id}/completeness`,
    { query: { period_id: id } }), 200).counts.late;
  assert.deepEqual([await lateThere(overdue), await lateThere(period)], [1, 0]);
});

test("what looks odd is marked and stops nothing", async () => {
  const years = {};
  const other = await issuedPlan(province, { targets: [skillsAlone()] });
  for (const year of [2025, 2026]) {
    years[year] = await openPeriod(province, other,
      { starts_on: `${year}-01-01`, ends_on: `${year}-12-31` });
  }
  const warned = (report) => report.warnings.map((w) => [w.code, w.pointer, w.params]);
  const skills = (numerator, denominator) => named({ SKILLS: { numerator, denominator } });

  const first = await accepted(union, years[2025], named({ SKILLS: { numerator: "30" } }));
  assert.deepEqual(warned(first), []);

  const draft = await begun(union, years[2026], { values: skills("60", "100") });
  const resubmit = async (values) => {
    const sent = await step(reporter, await read(draft), "submit", { values });
    const back = await step(approver, sent, "return", { reason: "Xem lại" });
    assert.deepEqual(warned(back), warned(sent));
    return warned(sent);
  };
  assert.deepEqual(await resubmit(skills("60", "100")), []);
  assert.deepEqual(await resubmit(skills("61", "100")),
    [["changed_much", at("SKILLS", "numerator"), { last: "30.00" }]]);
  assert.deepEqual(await resubmit(skills("30", "101")),
    [["population_differs", at("SKILLS", "denominator"), { population: 100 }]]);
  assert.deepEqual((await resubmit(skills("120", "120"))).map(([code]) => code).sort(),
    ["above_hundred", "changed_much", "population_differs"]);
  const listed = await viewer.walk("/v1/submissions",
    { query: { period_id: years[2026].id, warnings: true } });
  assert.deepEqual(listed.map((s) => s.id), [draft.id]);
});

// ---- returning ----------------------------------------------------------------------------------

test("returning is refused where the contract says so", async () => {
  const sent = await submitted(union, await open(), complete());
  const body = { reason: "Chưa khớp" };

  await expectRefusals(
    "submissions_return",
    { by: approver, viewer: await upper.as("reporter"), subject: sent.id, version: 2, body });
  await expectOvertaken("submissions_return", { by: approver, subject: sent.id, body });
  for (const [faults, wrong] of [[[fault("/reason", "required")], {}],
    [[fault("/reason", "pattern")], { reason: "  " }],
    [[fault("/code", "enum"), fault("/remarks/hy1", "unknown_key"),
    fault(`/remarks/${codes.PAGE}`, "too_short")],
      { ...body, code: "ugly", remarks: { hy1: "x", [codes.PAGE]: "" } }]]) {
    expectProblem(await post(approver, sent, "return", wrong), 422, "validation-failed", faults);
  }
  await expectReach(union, "approver", (client) => post(client, sent, "return", body),
    { sibling: 404, unrelated: 404, child: 404, own: 403, root: 403, parent: 200 });
});

test("a returned report says why, is mended and sent again", async () => {
  const sent = await submitted(union, await open(), complete());
  const body = { code: "figures_wrong", reason: " Chưa khớp danh sách ",
    remarks: { [codes.SKILLS]: "Danh sách có 70 người" } };

  const { body: back } = await expectReplayed(
    "submissions_return", { by: approver, subject: sent.id, version: 2, body,
    other: { reason: "Khác" } });

  assert.deepEqual(
    [back.state, back.return_code, back.return_reason, back.remarks, back.decided_by, back.version],
    ["returned", "figures_wrong", "Chưa khớp danh sách", body.remarks, approver.user.id, 3]);
  const seen = expectStatus(await reporter.get(`/v1/submissions/${sent.id}`), 200);
  assert.deepEqual(seen.allowed_actions, ["submit", "update", "withdraw"]);
  const again = await step(reporter, seen, "submit",
    { values: named({ SKILLS: { numerator: "70" } }) });
  assert.deepEqual([again.state, again.version, again.values[codes.SKILLS].numerator],
    ["submitted", 4, "70"]);
  const events = await expectTrail(approver, sent.id,
    ["submission.create", "submission.submit", "submission.return", "submission.submit"]);
  assert.deepEqual(events[2].details, { code: "figures_wrong", reason: "Chưa khớp danh sách" });
});

// ---- accepting ----------------------------------------------------------------------------------

test("accepting is refused where the contract says so", async () => {
  const sent = await submitted(union, await open(), complete());

  await expectRefusals(
    "submissions_accept",
    { by: approver, viewer: await upper.as("reporter"), subject: sent.id, version: 2, body: {} });
  await expectOvertaken("submissions_accept", { by: approver, subject: sent.id });
});

test("a report is accepted from directly above alone, and counts from then on", async () => {
  const period = await open();
  const sent = await submitted(union, period, complete());
  assert.deepEqual(await figure(period, "SKILLS"), ["0", "100", 0]);
  await expectReach(union, "approver", (client) => post(client, sent, "accept", {}),
    { sibling: 404, unrelated: 404, child: 404, own: 403, root: 403 });
  expectProblem(await post(await province.as("approver"), sent, "accept", {}), 403,
    "role-required");

  const { body: taken } = await expectReplayed(
    "submissions_accept", { by: approver, subject: sent.id, version: 2 });

  assert.deepEqual([taken.state, taken.version, taken.decided_by, taken.allowed_actions],
    ["accepted", 3, approver.user.id, []]);
  assert.deepEqual(await figure(period, "SKILLS"), ["80", "100", 1]);
  assert.deepEqual((await reporter.get(`/v1/submissions/${sent.id}`)).body.allowed_actions,
    ["correct"]);
  const problem = expectProblem(await post(approver, taken, "accept", {}), 409,
    "invalid-state-transition");
  assert.equal(problem.state, "accepted");
  await expectTrail(
    approver, sent.id, ["submission.create", "submission.submit", "submission.accept"]);
});

test("nobody accepts what he himself sent, wherever he stands", async () => {
  const both = await account(union, ["reporter"]);
  const root = await as("administrator.1");
  expectStatus(
    await root.post(
    "/v1/role-assignments", { user_id: both.id, organisation_id: upper.id, role: "approver" }),
    201);
  const below = await signIn(both.username, { organisation_id: union.id });
  const above = await signIn(both.username, { organisation_id: upper.id });
  const draft = await begun(union, await open(), { values: complete() });
  const sent = await step(below, draft, "submit");

  assert.deepEqual((await above.get(`/v1/submissions/${draft.id}`)).body.allowed_actions,
    ["return"]);
  expectProblem(await post(above, sent, "accept", {}), 403, "own-report");
  expectProblem(
    await above.post("/v1/submissions:accept", { items: [{ id: sent.id, version: 2 }] }), 422,
    "validation-failed", [fault("/items/0", "not_own_report")]);
  expectStatus(await post(approver, sent, "accept", {}), 200);
});

test("of many acceptances at once one is made and counts once", async () => {
  const period = await open();
  const sent = await submitted(union, period, complete());

  const answers = await Promise.all([1, 2, 3, 4].map(() => post(approver, sent, "accept", {})));

  assert.deepEqual(answers.map((a) => a.status).sort(), [200, 412, 412, 412]);
  assert.deepEqual(await figure(period, "SKILLS"), ["80", "100", 1]);
});

// ---- accepting many -----------------------------------------------------------------------------

const acceptMany = (client, reports) =>
  client.post("/v1/submissions:accept",
    { items: reports.map(({ id, version }) => ({ id, version })) });

test("accepting many is refused where the contract says so", async () => {
  const sent = await submitted(union, await open(), complete());
  const item = { id: sent.id, version: 2 };

  await expectRefusals("submissions_accept_many",
    { by: approver, viewer: await upper.as("reporter"), body: { items: [item] } });
  expectProblem(await approver.post("/v1/submissions:accept", { items: [] }), 422,
    "validation-failed",
    [fault("/items", "too_few")]);
  expectProblem(await approver.post("/v1/submissions:accept", { items: Array(101).fill(item) }),
    422, "validation-failed",
    [fault("/items", "too_many")]);
  expectProblem(
    await approver.post("/v1/submissions:accept",
    { items: [{ id: "x", version: 0 }, { id: item.id }] }), 422,
    "validation-failed", [fault("/items/0/id", "format_uuid"), fault("/items/0/version", "minimum"),
      fault("/items/1/version", "required")]);
});

test("many are accepted all or none, and what stands in the way is named", async () => {
  const period = await open();
  const good = await submitted(union, period, complete());
  const stale = await submitted(union, await open(), complete());
  const draft = await begun(union, await open());
  const twice = await submitted(union, await open(), complete());
  const taken = await accepted(union, await open(), complete());
  const foreign = await submitted(beside, await open(),
    complete({ SKILLS: { numerator: "1", denominator: "2" } }));
  const own = { id: randomUUID(), version: 1 };

  expectProblem(
    await acceptMany(approver, [good, { ...stale, version: 1 }, draft, own, twice, twice, taken]),
    422,
    "validation-failed", [fault("/items/1", "version_mismatch"), fault("/items/2", "wrong_state"),
      fault("/items/3", "not_found"), fault("/items/4", "repeated"), fault("/items/5", "repeated"),
      fault("/items/6", "wrong_state")]);
  expectProblem(await acceptMany(await union.as("approver"), [foreign, good]), 422,
    "validation-failed",
    [fault("/items/0", "not_found"), fault("/items/1", "not_allowed")]);
  expectProblem(await acceptMany(await province.as("approver"), [good]), 422, "validation-failed",
    [fault("/items/0", "not_allowed")]);

  assert.equal((await read(good)).state, "submitted");
  assert.deepEqual(await figure(period, "SKILLS"), ["0", "100", 0]);
  await expectTrail(approver, good.id, ["submission.create", "submission.submit"]);
});

test("many are accepted once, corrections among them, and all count", async () => {
  const [p1, p2] = [await open(), await open()];
  const first = await accepted(union, p1, complete());
  const correction = await step(reporter, await corrected(union, first), "submit",
    { values: named({ SKILLS: { numerator: "90" } }) });
  const other = await submitted(union, p2, complete());
  const body = { items: [other, correction].map(({ id, version }) => ({ id, version })) };

  const { body: answer } = await expectReplayed("submissions_accept_many", { by: approver, body,
    other: { items: body.items.slice(1) } });

  assert.deepEqual(
    answer.items,
    [{ id: other.id, state: "accepted", version: 3 },
    { id: correction.id, state: "accepted", version: 3 }]);
  assert.deepEqual([await figure(p1, "SKILLS"), await figure(p2, "SKILLS")],
    [["90", "100", 1], ["80", "100", 1]]);
  assert.equal((await read(first)).state, "superseded");
  for (const { id } of answer.items) assert.equal(
    (await trail(approver, id)).at(-1).action, "submission.accept");
});

// ---- correcting ---------------------------------------------------------------------------------

test("correcting is refused where the contract says so", async () => {
  const period = await open();
  const taken = await accepted(union, period, complete());
  const body = { reason: "Đếm lại" };

  await expectRefusals(
    "submissions_correct", { by: reporter, viewer, subject: taken.id, version: 3, body });
  await expectOvertaken("submissions_correct", { by: reporter, subject: taken.id, body });
  expectProblem(await post(reporter, taken, "correct", { reason: " " }), 422, "validation-failed",
    [fault("/reason", "pattern")]);
  await expectReach(union, "reporter", (client) => post(client, taken, "correct", body),
    { sibling: 404, unrelated: 404, child: 404, parent: 403, root: 403 });
  await setPeriod(province, period, "close");
  expectProblem(await post(reporter, taken, "correct", body), 409, "period-not-open");
  assert.deepEqual((await reporter.get(`/v1/submissions/${taken.id}`)).body.allowed_actions, []);
});

test("a correction is the next number; the first counts until it is accepted", async () => {
  const period = await open();
  const first = await accepted(union, period, complete());

  const answer = await expectReplayed("submissions_correct",
    { by: reporter, subject: first.id, version: 3,
    body: { reason: "Đếm lại" }, other: { reason: "Khác" } });

  const second = answer.body;
  assert.equal(answer.headers.location, `/v1/submissions/${second.id}`);
  assert.notEqual(second.id, first.id);
  assert.deepEqual([second.number, second.corrects_id, second.state, second.version],
    [2, first.id, "draft", 1]);
  assert.deepEqual([second.values, second.period_id, second.plan_id],
    [first.values, first.period_id, first.plan_id]);
  assert.equal((await read(first)).state, "accepted");
  const problem = expectProblem(await post(reporter, first, "correct", { reason: "Nữa" }), 409,
    "submission-exists");
  assert.equal(problem.submission_id, second.id);

  const sent = await step(reporter, second, "submit",
    { values: named({ SKILLS: { numerator: "55" } }) });
  assert.deepEqual(await figure(period, "SKILLS"), ["80", "100", 1]);
  const back = await step(approver, sent, "return", { reason: "Chưa rõ" });
  assert.deepEqual(await figure(period, "SKILLS"), ["80", "100", 1]);
  await step(approver,
    await step(reporter, back, "submit", { values: named({ SKILLS: { numerator: "56" } }) }),
    "accept");

  assert.deepEqual(await figure(period, "SKILLS"), ["56", "100", 1]);
  assert.deepEqual([(await read(first)).state, (await read(second)).state],
    ["superseded", "accepted"]);
  const events = await trail(approver, second.id);
  assert.deepEqual([events[0].action, events[0].details.reason], ["submission.correct", "Đếm lại"]);
});

test("a withdrawn correction leaves the first counting, and another may follow", async () => {
  const period = await open();
  const first = await accepted(union, period, complete());
  const second = await corrected(union, first);

  await step(reporter, second, "withdraw", { reason: "Không cần" });

  assert.deepEqual([(await read(first)).state, await figure(period, "SKILLS")],
    ["accepted", ["80", "100", 1]]);
  const third = await corrected(union, first);
  assert.deepEqual([third.number, third.corrects_id], [3, first.id]);
});

test("of many corrections begun at once one is made", async () => {
  const first = await accepted(union, await open(), complete());

  const answers = await Promise.all(
    [1, 2, 3, 4].map(() => post(reporter, first, "correct", { reason: "Đếm lại" })));

  assert.deepEqual(answers.map((a) => a.status).sort(), [201, 409, 409, 409]);
  for (const answer of answers.filter((a) => a.status === 409)) expectProblem(
    answer, 409, "submission-exists");
});

// ---- withdrawing --------------------------------------------------------------------------------

test("withdrawing is refused where the contract says so", async () => {
  const draft = await begun(union, await open());
  const body = { reason: "Nhầm kỳ" };

  await expectRefusals("submissions_withdraw",
    { by: reporter, viewer, subject: draft.id, version: 1, body });
  await expectOvertaken("submissions_withdraw", { by: reporter, subject: draft.id, body });
  expectProblem(await post(reporter, draft, "withdraw", { reason: "" }), 422, "validation-failed",
    [fault("/reason", "too_short")]);
  await expectReach(union, "reporter", (client) => post(client, draft, "withdraw", body),
    { sibling: 404, unrelated: 404, child: 404, parent: 403, root: 403, own: 200 });
});

for (const [state, make] of Object.entries(
  { draft: (u, p) => begun(u, p, { values: complete() }), submitted, returned })) {
  test(`a ${state} report is withdrawn once, with a reason, and never comes back`, async () => {
    const report = await make(union, await open(), complete());

    const { body: gone } = await expectReplayed(
      "submissions_withdraw", { by: reporter, subject: report.id,
      version: report.version, body: { reason: "Nhầm kỳ" }, other: { reason: "Khác" } });

    assert.deepEqual([gone.state, gone.version, gone.allowed_actions],
      ["withdrawn", report.version + 1, []]);
    const last = (await trail(approver, report.id)).at(-1);
    assert.deepEqual([last.action, last.details.reason], ["submission.withdraw", "Nhầm kỳ"]);
    for (const name of ["submit", "withdraw", "correct"]) {
      expectProblem(await post(reporter, gone, name, { ...(name !== "submit" && { reason: "x" }) }),
        409, "invalid-state-transition");
    }
  });
}

// ---- the workflow -------------------------------------------------------------------------------

test("what the workflow allows succeeds in every state, and nothing else does", async () => {
  const give = (name, body) => (client, report) => post(client, report, name, body);
  const reason = { reason: "Lý do" };

  await expectWorkflow("submission", {
    path: "/v1/submissions",
    states: Object.fromEntries(
    Object.entries(
    { draft: (u, p, values) => begun(u, p, { values }), submitted, returned, accepted,
      superseded, withdrawn })
      .map(([state, make]) =>
      [state, async () => read(await make(union, await open(), complete()))])),
    commands: {
      update: { operation: "submissions_update",
        call: (client, { id, version }) => client.patch(
        `/v1/submissions/${id}`, { narrative: "x" }, { version }) },
      submit: { operation: "submissions_submit", call: give("submit", {}) },
      return: { operation: "submissions_return", call: give("return", reason) },
      accept: { operation: "submissions_accept", call: give("accept", {}) },
      correct: { operation: "submissions_correct", call: give("correct", reason) },
      withdraw: { operation: "submissions_withdraw", call: give("withdraw", reason) },
    },
    places: { self: union, parent: upper, above: province, below: await union.child(), beside },
    roles: ["viewer", "reporter", "approver"],
    sees: (place) => ["self", "parent", "above"].includes(place),
  });
});

test("the root's own reports are accepted by the root, by somebody else", async () => {
  const root = fixture("1");
  const own = await indicator(root, { kind: "binary", reporting_levels: ["central"] });
  const family = await issuedPlan(
    root, { targets: [{ indicator_id: own.id, year: 2026, comparator: "=", threshold: "100" }] });
  const period = await openPeriod(root, family);
  const second = await account(root, ["approver"]);
  const draft = await begun(root, period, { values: { [own.code]: { flag: true } } }, "approver");
  const sent = await step(await root.as("approver"), draft, "submit");

  expectProblem(await post(await root.as("approver"), sent, "accept", {}), 403, "own-report");
  const taken = expectStatus(await post(await as(second.username), sent, "accept", {}), 200);
  assert.equal(taken.state, "accepted");
  await plannedPeriod(root, family);
});
