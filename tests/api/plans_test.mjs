// Plans: drafted, changed, issued, followed by plans below, closed, withdrawn, deleted.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { expectProblem, expectStatus, fault, unique } from "./harness/expect.mjs";
import { expectReach } from "./harness/people.mjs";
import { expectCached, expectOvertaken, expectRefusals, expectReplayed, expectTrail }
  from "./main_job/expectations.mjs";
import { command, draftFollowing, draftPlan, indicator, issuedFollowing, issuedPlan, openPeriod,
  PHASES, planBody, plant,
  setPeriod } from "./main_job/family.mjs";
import { expectWorkflow } from "./main_job/workflow.mjs";

const { province, uppers: [upper], grassroots: [union] } = await plant(1);
const approver = await upper.as("approver");
const reporter = await upper.as("reporter");
const viewer = await upper.as("viewer");

// Kept by the province, for the province's plans and all that follow them.
const skills = await indicator(province, { kind: "ratio", population_kind: "members" });
const models = await indicator(province, { kind: "unit_share" });

const SKILLS = { indicator_code: skills.code, phase_code: "t1", comparator: ">=", threshold: "80" };
const MODELS = { indicator_id: models.id, phase_code: "t1", comparator: ">=", threshold: "80",
  nested_minimum: 1 };

const patch = (plan, body, version = plan.version) =>
  approver.patch(`/v1/plans/${plan.id}`, body, { version });

// ---- drafting -----------------------------------------------------------------------------------

test("drafting a plan is refused where the contract says so", async () => {
  await expectRefusals("plans_create", { by: reporter, viewer, body: planBody() });
});

test("a draft names every fault of its schema", async () => {
  const body = { title: " ", symbol: "1", document_date: "2025-13-01", child_plan_days: 0,
    source_type: "rumour",
    criteria: [{ subject_kind: "all", items: [] }],
    award_forms: [{ review: "weekly", name: "Giấy khen" }],
    phases: [{ code: "T1", kind: "target", name: "x", starts_on: "2025-01-01" }],
    targets: [{ comparator: "≥", threshold: "-1" }] };

  expectProblem(await reporter.post("/v1/plans", body), 422, "validation-failed", [
    fault("/title", "pattern"), fault("/symbol", "too_short"),
    fault("/document_date", "format_date"),
    fault("/child_plan_days", "minimum"), fault("/source_type", "enum"),
    fault("/criteria/0/subject_kind", "enum"),
    fault("/criteria/0/items", "too_few"), fault("/award_forms/0/review", "enum"),
    fault("/phases/0/code", "pattern"),
    fault("/phases/0/ends_on", "required"), fault("/targets/0/comparator", "enum"),
    fault("/targets/0/threshold", "pattern")]);
});

test("a draft names everything in it that does not fit together", async () => {
  const movement = randomUUID();
  const phases = [PHASES[0], { ...PHASES[1], starts_on: "2031-01-01" },
    { ...PHASES[0], name: "Lần nữa" }];

  expectProblem(await reporter.post("/v1/plans", planBody({ phases, movement_ids: [movement] })),
    422,
    "validation-failed",
    [fault("/phases/0/code", "repeated"), fault("/phases/1/ends_on", "dates_reversed"),
      fault("/phases/2/code", "repeated"), fault("/movement_ids/0", "not_found")]);
});

test("a draft names every target that says too much, too little or the same again", async () => {
  const targets = [
    { comparator: ">=", threshold: "80", phase_code: "t1" },
    { ...SKILLS, indicator_id: skills.id, phase_code: null, year: 2030 },
    { ...SKILLS, indicator_code: "NO_SUCH" },
    { ...MODELS, indicator_id: randomUUID() },
    { ...SKILLS, year: 2026 },
    { ...SKILLS, phase_code: null },
    { ...SKILLS, phase_code: "t9" },
    { ...SKILLS, phase_code: "t2", nested_minimum: 2 },
    MODELS,
    { ...MODELS, threshold: "100" },
  ];

  expectProblem(await reporter.post("/v1/plans", planBody({ targets })), 422, "validation-failed", [
    fault("/targets/0", "one_of_two"), fault("/targets/1", "one_of_two"),
    fault("/targets/2/indicator_code", "not_found"), fault("/targets/3/indicator_id", "not_found"),
    fault("/targets/4", "one_of_two"), fault("/targets/5", "one_of_two"),
    fault("/targets/6/phase_code", "phase_unknown"),
    fault("/targets/7/nested_minimum", "not_allowed"), fault("/targets/8", "repeated"),
    fault("/targets/9", "repeated")]);
  expectProblem(
    await reporter.post(
    "/v1/plans", planBody({ targets: [{ ...SKILLS, threshold: "100000000" }] })), 422,
    "validation-failed", [fault("/targets/0/threshold", "pattern")]);
});

test("a plan without phases may have targets by the year, but none by a phase", async () => {
  const draft = (targets) => reporter.post("/v1/plans", { title: "Kế hoạch năm", targets });

  expectStatus(await draft([{ ...SKILLS, phase_code: null, year: 2026 }]), 201);
  expectProblem(await draft([SKILLS]), 422, "validation-failed",
    [fault("/targets/0/phase_code", "phase_unknown")]);
});

test("a plan's id is given once only", async () => {
  const { id } = await draftPlan(upper);

  expectProblem(await reporter.post("/v1/plans", planBody({ id })), 409, "duplicate-key",
    [fault("/id", "duplicate")]);
});

test("nobody drafts a plan for another organisation", async () => {
  const draft = (unit, relative) => unit.as("reporter")
    .then((client) => client.post("/v1/plans", planBody({ organisation_id: relative.id })));

  expectProblem(await draft(province, upper), 403, "role-required");
  expectProblem(await draft(union, upper), 422, "validation-failed",
    [fault("/organisation_id", "not_found")]);
  expectProblem(await draft(await upper.sibling(), upper), 422, "validation-failed",
    [fault("/organisation_id", "not_found")]);
  expectStatus(await draft(upper, upper), 201);
});

test("a plan keeps the whole document as it was written", async () => {
  const movement = expectStatus(await (await province.as("approver"))
    .post("/v1/movements", { code: unique("PT-"),
    name: "Cả nước thi đua đổi mới, sáng tạo và chuyển đổi số", starts_on: "2025-05-14",
    ends_on: "2030-12-31" }), 201);
  const body = {
    symbol: "146/KH-LĐLĐ", title: "Kế hoạch triển khai phong trào", place: "Hưng Yên",
      document_date: "2025-06-19",
    signer_authority: "TM. BAN THƯỜNG VỤ, PHÓ CHỦ TỊCH THƯỜNG TRỰC", summary: "Tóm tắt",
    source_type: "document",
    child_plan_days: 15,
    bases: [{ symbol: "44/KH-UBND", issued_on: "2025-03-03", issuer: "UBND tỉnh",
    title: "Kế hoạch của UBND tỉnh" },
      { symbol: "386-KH/TU", issued_on: "2025-02-13", issuer: null,
      title: "Kế hoạch của Tỉnh uỷ" }],
    contents: [{ title: "Nâng cao nhận thức", text: "Một\nhai" },
    { title: "Kinh tế số", text: null }],
    criteria: [{ subject_kind: "collective", items: ["Có sáng kiến", "Có mô hình"] }],
    tasks: [{ title: "Tổng hợp báo cáo", responsible: "Văn phòng", due_on: "2027-12-01" }],
    award_forms: [{ review: "interim", name: "Bằng khen" }],
    addressees: ["Công đoàn các KCN", "Công đoàn Viên chức tỉnh"],
    movement_ids: [movement.id],
    phases: [{ ...PHASES[0], name_en: "2025–2027", review: "interim" },
    { ...PHASES[1], name_en: null, review: "final" },
      { code: "p1", kind: "movement", name: "Giai đoạn 1", name_en: null, starts_on: "2025-06-19",
      ends_on: "2027-12-31",
        review: null }],
    targets: [{ ...SKILLS, comparator: "=", threshold: "100", wording: "100%" },
      { ...MODELS, wording: "80% trở lên" },
      { ...SKILLS, phase_code: "t2", threshold: "80", implied: true, wording: "80%" },
      { ...SKILLS, phase_code: null, year: 2026, comparator: ">", threshold: "80.5",
      wording: "Trên 80,5%" },
      { ...SKILLS, phase_code: null, year: 2027, comparator: "<=", threshold: "5.1250",
      aspirational: true }],
  };

  const answer = await expectReplayed("plans_create", { by: reporter, body, other: planBody() });

  const plan = expectStatus(await reporter.get(answer.headers.location), 200);
  assert.deepEqual(plan, answer.body);
  for (const name of ["symbol", "title", "place", "document_date", "signer_authority", "summary",
    "child_plan_days",
    "bases", "contents", "criteria", "tasks", "award_forms", "addressees"]) assert.deepEqual(
    plan[name], body[name], name);
  assert.deepEqual(plan.movements.map((m) => m.id), [movement.id]);
  assert.deepEqual(plan.phases, body.phases.map((phase, i) => ({ ...phase, position: i + 1 })));
  assert.deepEqual(
    plan.targets.map(
    (t) => [t.comparator, t.threshold, t.implied, t.wording, t.nested_minimum, t.aspirational]), [
    ["=", "100", false, "100%", null, false],
    [">=", "80", false, "80% trở lên", 1, false],
    [">=", "80", true, "80%", null, false],
    [">", "80.5", false, "Trên 80,5%", null, false],
    ["<=", "5.125", false, null, null, true]]);
  assert.deepEqual(plan.targets.map((t) => [t.phase_code, t.year]),
    [["t1", null], ["t1", null], ["t2", null], [null, 2026], [null, 2027]]);
  assert.deepEqual(plan.targets.map((t) => t.indicator.code),
    [skills.code, models.code, skills.code, skills.code, skills.code]);
  assert.deepEqual(
    [plan.state, plan.version, plan.root_id, plan.parent_id, plan.organisation_id, plan.created_by],
    ["draft", 1, plan.id, null, upper.id, reporter.user.id]);
  const [event] = await expectTrail(approver, plan.id, ["plan.create"]);
  assert.equal(event.user_id, reporter.user.id);
});

for (const symbol of ["44/KH-UBND", "386-KH/TU", "117-KH/UBND", "02-CTr/ĐĐTLD", "35/KH-LĐLĐ"]) {
  test(`the symbol ${symbol} is kept and found as it is written`, async () => {
    const plan = await draftPlan(upper, { symbol: `  ${symbol} ` });

    assert.equal(plan.symbol, symbol);
    const items = await viewer.walk("/v1/plans",
      { query: { q: symbol, organisation_id: upper.id } });
    assert.deepEqual(items.map((p) => p.id).includes(plan.id), true);
  });
}

// ---- reading ------------------------------------------------------------------------------------

test("reading a plan is refused where the contract says so", async () => {
  const { id } = await draftPlan(upper);

  await expectRefusals("plans_get", { by: viewer, subject: id });
  expectProblem(await viewer.get(`/v1/plans/${id}`, { query: { fields: "id,secret" } }), 400,
    "invalid-parameter");
});

test("a draft is seen by its own organisation and from above alone", async () => {
  const { id } = await draftPlan(upper);

  await expectReach(upper, "viewer", (client) => client.get(`/v1/plans/${id}`),
    { own: 200, parent: 200, root: 200, child: 404, sibling: 404, unrelated: 404 });
});

test("an issued or closed plan is seen from below too, a withdrawn one no more", async () => {
  const plan = await issuedPlan(upper);
  const table = { own: 200, parent: 200, root: 200, child: 200, sibling: 404, unrelated: 404 };
  const read = (client) => client.get(`/v1/plans/${plan.id}`);

  await expectReach(upper, "viewer", read, table);
  await command(upper, plan, "close", { reason: "Hết thời hạn" });
  await expectReach(upper, "viewer", read, table);

  const gone = await command(upper, await issuedPlan(upper), "withdraw",
    { reason: "Ban hành nhầm" });
  await expectReach(upper, "viewer", (client) => client.get(`/v1/plans/${gone.id}`),
    { ...table, child: 404 });
});

test("a plan is not sent again while it has not changed, and in part when asked", async () => {
  const plan = await draftPlan(upper);

  await expectCached(viewer, `/v1/plans/${plan.id}`);
  const part = expectStatus(
    await viewer.get(`/v1/plans/${plan.id}`, { query: { fields: "id,symbol,phases" } }), 200);
  assert.deepEqual(part, { id: plan.id, symbol: plan.symbol, phases: plan.phases });
});

test("listing plans is refused where the contract says so", async () => {
  await expectRefusals("plans_list", { by: viewer });
  expectProblem(await viewer.get("/v1/plans", { query: { state: "draft,lost" } }), 400,
    "invalid-parameter");
});

test("plans are listed to whom may see them, and filtered", async () => {
  const word = unique("Kế");
  const root = await issuedPlan(province, { title: `${word} gốc` });
  const hidden = await draftPlan(province, { title: `${word} nháp của tỉnh` });
  const following = await draftFollowing(upper, root, { title: `${word} thực hiện` });
  const own = await issuedPlan(upper, { title: `${word} riêng` });
  const list = async (query, client = viewer) =>
    (await client.walk("/v1/plans", { query: { q: word, ...query } })).map((p) => p.id);

  assert.deepEqual(await list({}), [own.id, following.id, root.id]);
  assert.deepEqual(await list({ limit: 1 }), [own.id, following.id, root.id]);
  assert.deepEqual(await list({ state: "draft" }), [following.id]);
  assert.deepEqual(await list({ state: "issued,closed" }), [own.id, root.id]);
  assert.deepEqual(await list({ root_id: root.id }), [following.id, root.id]);
  assert.deepEqual(await list({ parent_id: root.id }), [following.id]);
  assert.deepEqual(await list({ organisation_id: upper.id }), [own.id, following.id]);
  assert.deepEqual(await list({ q: `${word.replace("Kế", "ke")} RIENG` }), [own.id]);
  assert.deepEqual(await list({}, await province.as("viewer")),
    [own.id, following.id, hidden.id, root.id]);
  assert.deepEqual(await list({}, await union.as("viewer")), [own.id, root.id]);
  assert.deepEqual(await list({}, await (await upper.sibling()).as("viewer")), [root.id]);
  assert.deepEqual(await list({}, await upper.unrelated().as("reporter")), []);
});

// ---- changing -----------------------------------------------------------------------------------

test("changing a draft is refused where the contract says so", async () => {
  const { id } = await draftPlan(upper);

  await expectRefusals(
    "plans_update", { by: reporter, viewer, subject: id, version: 1, body: { title: "Khác" } });
});

test("a draft is changed by its own organisation alone", async () => {
  const { id } = await draftPlan(upper);

  await expectReach(
    upper, "reporter",
    (client) => client.patch(`/v1/plans/${id}`, { title: "Khác" }, { version: 1 }),
    { sibling: 404, unrelated: 404, child: 404, parent: 403, root: 403, own: 200 });
  await expectTrail(approver, id, ["plan.create", "plan.update"]);
});

test("a change of a draft names everything that does not fit together", async () => {
  const plan = await draftPlan(upper, { targets: [SKILLS] });

  expectProblem(await patch(plan, { title: null, phases: null, targets: [{ threshold: "80" }] }),
    422,
    "validation-failed",
    [fault("/title", "type"), fault("/phases", "type"),
    fault("/targets/0/comparator", "required")]);
  expectProblem(await patch(plan, { targets: [{ ...SKILLS, phase_code: "t9" }] }), 422,
    "validation-failed",
    [fault("/targets/0/phase_code", "phase_unknown")]);
  expectProblem(await patch(plan, {}), 422, "validation-failed");
});

test("a phase that targets hold on to cannot go alone", async () => {
  const plan = await draftPlan(upper, { targets: [SKILLS] });

  expectProblem(await patch(plan, { phases: [PHASES[1]] }), 422, "validation-failed",
    [fault("/targets", "phase_unknown")]);
  expectStatus(await patch(plan, { phases: [PHASES[1]], targets: [] }), 200);
});

test("a change of a draft clears, replaces arrays whole, and leaves the rest", async () => {
  const before = await draftPlan(
    upper, { place: "Hưng Yên", addressees: ["Một", "Hai"], targets: [SKILLS, MODELS],
    contents: [{ title: "Nội dung", text: null }] });

  const answer = await patch(
    before, { place: null, addressees: ["Ba"], targets: [MODELS], symbol: "35/KH-LĐLĐ" });

  const after = expectStatus(answer, 200);
  assert.equal(answer.etag, "\"2\"");
  assert.deepEqual([after.place, after.addressees, after.symbol, after.version],
    [null, ["Ba"], "35/KH-LĐLĐ", 2]);
  assert.deepEqual(after.targets.map((t) => t.indicator.code), [models.code]);
  assert.deepEqual([after.title, after.phases, after.contents, after.document_date],
    [before.title, before.phases, before.contents, before.document_date]);
});

test("an overtaken change of a draft is refused with what is there now", async () => {
  const mark = randomUUID();
  const plan = expectStatus(
    await patch(await draftPlan(upper), { title: "Khác", mutation_id: mark }), 200);

  await expectOvertaken(
    "plans_update", { by: reporter, subject: plan.id, body: { title: "Khác nữa" }, mark });
  await expectOvertaken("plans_update", { by: reporter, subject: plan.id,
    body: { title: "Khác nữa", mutation_id: randomUUID() }, mark });
});

test("a change whose answer was lost is known by its mutation_id and not made again", async () => {
  const plan = await draftPlan(upper);
  const body = { title: "Khác", mutation_id: randomUUID() };
  const first = await patch(plan, body);

  const again = await patch(plan, body);

  assert.deepEqual(expectStatus(again, 200), expectStatus(first, 200));
  assert.equal(again.etag, "\"2\"");
  await expectTrail(approver, plan.id, ["plan.create", "plan.update"]);
});

test("of two changes at once one is made and the other is told", async () => {
  const plan = await draftPlan(upper);

  const answers = await Promise.all(
    ["Một", "Hai", "Ba", "Bốn"].map((title) => patch(plan, { title })));

  assert.deepEqual(answers.map((a) => a.status).sort(), [200, 412, 412, 412]);
  const won = answers.find((a) => a.status === 200);
  for (const lost of answers.filter((a) => a.status === 412)) assert.equal(
    lost.body.current.title, won.body.title);
});

// ---- deleting -----------------------------------------------------------------------------------

test("deleting a draft is refused where the contract says so", async () => {
  const { id } = await draftPlan(upper);

  await expectRefusals("plans_delete", { by: reporter, viewer, subject: id, version: 1 });
  await expectOvertaken("plans_delete", { by: reporter, subject: id });
});

test("a draft is deleted by its own organisation alone, with all its parts", async () => {
  const { id } = await draftPlan(upper, { targets: [SKILLS, MODELS] });

  await expectReach(upper, "reporter", (client) => client.delete(`/v1/plans/${id}`, { version: 1 }),
    { sibling: 404, unrelated: 404, child: 404, parent: 403, root: 403, own: 204 });

  expectProblem(await reporter.get(`/v1/plans/${id}`), 404, "not-found");
  expectProblem(await reporter.delete(`/v1/plans/${id}`, { version: 1 }), 404, "not-found");
  const events = await expectTrail(approver, id, ["plan.create", "plan.delete"]);
  assert.equal(events[1].details.symbol, "146/KH-LĐLĐ");
});

test("an issued plan is not deleted", async () => {
  const plan = await issuedPlan(upper);

  const { state } = expectProblem(
    await approver.delete(`/v1/plans/${plan.id}`, { version: plan.version }), 409,
    "invalid-state-transition");
  assert.equal(state, "issued");
});

// ---- issuing ------------------------------------------------------------------------------------

test("issuing a plan is refused where the contract says so", async () => {
  const { id } = await draftPlan(upper);

  await expectRefusals(
    "plans_issue", { by: approver, viewer: reporter, subject: id, version: 1, body: {} });
  await expectOvertaken("plans_issue", { by: approver, subject: id });
});

test("a plan that is not complete says what is missing", async () => {
  const plan = expectStatus(await approver.post("/v1/plans", { title: "Nháp" }), 201);
  const issue = (version) => approver.post(`/v1/plans/${plan.id}:issue`, {}, { version });

  expectProblem(await issue(1), 422, "plan-incomplete",
    [fault("/symbol", "required"), fault("/document_date", "required"),
    fault("/phases", "too_few")]);
  expectStatus(await patch(plan, { symbol: "44/KH-UBND", phases: PHASES }), 200);
  expectProblem(await issue(2), 422, "plan-incomplete", [fault("/document_date", "required")]);
  expectStatus(await patch(plan, { document_date: "2025-06-19" }, 2), 200);
  expectStatus(await issue(3), 200);
});

test("a plan is issued once, by its own approver, and the trail says so", async () => {
  const plan = await draftPlan(upper, { targets: [SKILLS] }, "reporter");
  await expectReach(
    upper, "approver", (client) => client.post(`/v1/plans/${plan.id}:issue`, {}, { version: 1 }),
    { sibling: 404, unrelated: 404, child: 404, parent: 403, root: 403 });

  const answer = await expectReplayed("plans_issue",
    { by: approver, subject: plan.id, version: 1 });

  const issued = answer.body;
  assert.deepEqual([issued.state, issued.version, issued.issued_by],
    ["issued", 2, approver.user.id]);
  assert.ok(Date.parse(issued.issued_at) >= Date.parse(plan.created_at));
  assert.deepEqual(issued.targets, plan.targets);
  expectProblem(await approver.post(`/v1/plans/${plan.id}:issue`, undefined, { version: 2 }), 409,
    "invalid-state-transition");
  expectProblem(await patch(issued, { title: "Khác" }), 409, "invalid-state-transition");
  await expectTrail(approver, plan.id, ["plan.create", "plan.issue"]);
});

// ---- following a plan from above ----------------------------------------------------------------

test("a plan below takes over movements, phases and targets, and says which", async () => {
  const above = await issuedPlan(province, { targets: [SKILLS, MODELS] });

  const plan = await draftFollowing(upper, above);

  assert.deepEqual([plan.parent_id, plan.root_id], [above.id, above.id]);
  assert.deepEqual(plan.phases, above.phases);
  assert.deepEqual(plan.movements, above.movements);
  assert.deepEqual(
    plan.targets.map(({ id: _, parent_id, ...t }) => ({ ...t, id: parent_id, parent_id: null })),
    above.targets);
  const below = await issuedFollowing(union, await command(upper, plan, "issue"));
  assert.deepEqual([below.root_id, below.targets.map((t) => t.parent_id)],
    [above.id, plan.targets.map((t) => t.id)]);
});

test("a plan below may bring targets of its own, which follow the parent's", async () => {
  const above = await issuedPlan(province, { targets: [SKILLS] });

  const plan = await draftFollowing(upper, above,
    { targets: [{ ...SKILLS, threshold: "90" }, MODELS] });

  assert.deepEqual(plan.phases, above.phases);
  assert.deepEqual(plan.targets.map((t) => [t.threshold, t.parent_id]),
    [["90", above.targets[0].id], ["80", null]]);
});

test("only an issued plan of an organisation above can be followed", async () => {
  const follow = (parent, unit = upper) => unit.as("approver")
    .then((client) => client.post("/v1/plans", { parent_id: parent.id, title: "Kế hoạch" }));
  const closed = await command(province, await issuedPlan(province), "close",
    { reason: "Hết hạn" });

  for (const parent of [await draftPlan(province), await issuedPlan(upper), await issuedPlan(union),
    { id: randomUUID() }]) {
    expectProblem(await follow(parent), 422, "validation-failed",
      [fault("/parent_id", "not_found")]);
  }
  expectProblem(await follow(await issuedPlan(upper), await upper.sibling()), 422,
    "validation-failed",
    [fault("/parent_id", "not_found")]);
  expectProblem(await follow(closed), 422, "validation-failed",
    [fault("/parent_id", "parent_not_issued")]);
});

test("an organisation has one live plan of a family; a withdrawn one makes room", async () => {
  const above = await issuedPlan(province);
  const plan = await issuedFollowing(upper, above);
  const again = () => approver.post("/v1/plans", { parent_id: above.id, title: "Lần nữa" });

  expectProblem(await again(), 409, "duplicate-key", [fault("/parent_id", "plan_exists")]);
  await command(upper, plan, "withdraw", { reason: "Làm lại" });
  expectStatus(await again(), 201);
});

const STRICTER = {
  "a higher threshold": { threshold: "80.0001" },
  "the same": {},
  "> instead of >=": { comparator: ">" },
  "= instead of >=": { comparator: "=" },
};

const WEAKER = {
  "a lower threshold": { threshold: "79.9999" },
  "an upper limit": { comparator: "<=" },
  "only aspirational": { aspirational: true },
};

for (const [what, changes] of Object.entries(STRICTER)) {
  test(`a target below may be as strict as its parent or stricter: ${what}`, async () => {
    const above = await issuedPlan(province, { targets: [SKILLS] });

    await issuedFollowing(upper, above, { targets: [{ ...SKILLS, ...changes }] });
  });
}

for (const [what, changes] of Object.entries(WEAKER)) {
  test(`a target below needs a reason to be weaker than its parent: ${what}`, async () => {
    const above = await issuedPlan(province, { targets: [MODELS, SKILLS] });
    const plan = await draftFollowing(upper, above,
      { targets: [MODELS, { ...SKILLS, ...changes }] });

    const { errors } = expectProblem(
      await approver.post(`/v1/plans/${plan.id}:issue`, {}, { version: 1 }), 422,
      "plan-target-weaker-than-parent", [fault("/targets/1", "weaker_than_parent")]);
    assert.deepEqual(errors[0].params, { indicator_code: skills.code });

    const reasoned = expectStatus(await patch(plan,
      { targets: [MODELS, { ...SKILLS, ...changes, weaker_reason: "Phần lớn đoàn viên làm ca" }] }),
      200);
    const issued = await command(upper, reasoned, "issue");
    const seen = await (await province.as("viewer")).get(`/v1/plans/${issued.id}`);
    assert.equal(seen.body.targets[1].weaker_reason, "Phần lớn đoàn viên làm ca");
  });
}

test("every weaker or missing target is named", async () => {
  const above = await issuedPlan(province, { targets: [SKILLS, { ...MODELS, nested_minimum: 2 },
    { ...SKILLS, phase_code: "t2", comparator: ">", threshold: "80" },
    { ...SKILLS, phase_code: null, year: 2026, comparator: "<=", threshold: "5" },
    { ...SKILLS, phase_code: null, year: 2027 }] });

  const plan = await draftFollowing(upper, above, { targets: [
    { ...SKILLS, phase_code: null, year: 2026, comparator: "<=", threshold: "6" },
    { ...SKILLS, phase_code: "t2" }, MODELS, SKILLS] });

  expectProblem(await approver.post(`/v1/plans/${plan.id}:issue`, {}, { version: 1 }), 422,
    "plan-target-weaker-than-parent",
    [fault("/targets/0", "weaker_than_parent"), fault("/targets/1", "weaker_than_parent"),
      fault("/targets/2", "weaker_than_parent"), fault("/targets", "weaker_than_parent")]);
});

test("a plan is not issued once the one that it follows has ended", async () => {
  const above = await issuedPlan(province);
  const plan = await draftFollowing(upper, above);
  await command(province, above, "close", { reason: "Hết hạn" });

  expectProblem(await approver.post(`/v1/plans/${plan.id}:issue`, {}, { version: 1 }), 422,
    "validation-failed",
    [fault("/parent_id", "parent_not_issued")]);
});

// ---- ending -------------------------------------------------------------------------------------

for (const [name, state] of [["close", "closed"], ["withdraw", "withdrawn"]]) {
  const operation = `plans_${name}`;

  test(`${name}: refused where the contract says so`, async () => {
    const { id } = await issuedPlan(upper);

    await expectRefusals(
      operation, { by: approver, viewer: reporter, subject: id, version: 2,
      body: { reason: "Lý do" } });
    await expectOvertaken(operation, { by: approver, subject: id, body: { reason: "Lý do" } });
    for (const body of [{ reason: " " }, { reason: null }, {}]) {
      expectProblem(await approver.post(`/v1/plans/${id}:${name}`, body, { version: 2 }), 422,
        "validation-failed");
    }
  });

  test(`${name}: once, with a reason, by an approver of its own organisation`, async () => {
    const plan = await issuedPlan(upper);
    await expectReach(upper, "approver",
      (client) => client.post(`/v1/plans/${plan.id}:${name}`, { reason: "Lý do" }, { version: 2 }),
      { sibling: 404, unrelated: 404, child: 403, parent: 403, root: 403 });

    const answer = await expectReplayed(operation, { by: approver, subject: plan.id, version: 2,
      body: { reason: "Lý do" }, other: { reason: "Khác" } });

    assert.deepEqual([answer.body.state, answer.body.version, answer.body.allowed_actions],
      [state, 3, []]);
    const events = await expectTrail(approver, plan.id,
      ["plan.create", "plan.issue", `plan.${name}`]);
    assert.equal(events[2].details.reason, "Lý do");
  });
}

test("a plan that was reported on is closed, not withdrawn, and says so beforehand", async () => {
  const plan = await issuedPlan(upper, { targets: [MODELS] });
  const period = await openPeriod(upper, plan);

  const now = expectStatus(await approver.get(`/v1/plans/${plan.id}`), 200);
  const { allowed_actions } = expectProblem(
    await approver.post(`/v1/plans/${plan.id}:withdraw`, { reason: "Nhầm" }, { version: 2 }), 409,
    "invalid-state-transition");

  assert.deepEqual(allowed_actions, ["close"]);
  assert.deepEqual(now.allowed_actions, ["close"]);
  await setPeriod(upper, period, "close");
  await command(upper, now, "close", { reason: "Hết hạn" });
});

// ---- the workflow -------------------------------------------------------------------------------

test("what the workflow allows succeeds in every state, and nothing else does", async () => {
  const beside = await upper.sibling();
  const post = (name, body) => (client, plan) =>
    client.post(`/v1/plans/${plan.id}:${name}`, body, { version: plan.version });
  const ended = (name) => async () => command(
    upper, await issuedPlan(upper), name, { reason: "Lý do" });

  await expectWorkflow("plan", {
    path: "/v1/plans",
    states: { draft: () => draftPlan(upper), issued: () => issuedPlan(upper),
    closed: ended("close"),
      withdrawn: ended("withdraw") },
    commands: {
      update: { operation: "plans_update",
        call: (client, plan) => client.patch(`/v1/plans/${plan.id}`, { title: "Khác" },
        { version: plan.version }) },
      delete: { operation: "plans_delete",
        call: (client, plan) => client.delete(`/v1/plans/${plan.id}`, { version: plan.version }) },
      issue: { operation: "plans_issue", call: post("issue", {}) },
      close: { operation: "plans_close", call: post("close", { reason: "Lý do" }) },
      withdraw: { operation: "plans_withdraw", call: post("withdraw", { reason: "Lý do" }) },
    },
    places: { self: upper, parent: province, above: province.parent, below: union, beside },
    roles: ["viewer", "reporter", "approver"],
    sees: (place, state) => ["self", "parent", "above"].includes(place)
      || (place === "below" && ["issued", "closed"].includes(state)),
  });
});
