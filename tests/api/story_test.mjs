/*
 * The story of one report, by four people: the leaders of the confederation and of the province,
 * the secretary of an upper union and the reporter of an enterprise's. The province issues
 * 146/KH-LĐLĐ, a union reports, the figures of the nation move.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { expectProblem, expectStatus, fault } from "./harness/expect.mjs";
import { fixture } from "./harness/people.mjs";
import { trail } from "./main_job/expectations.mjs";
import { PHASES, plant, populate } from "./main_job/family.mjs";
import { s0 } from "./main_job/s0.mjs";
import { verifyRollup } from "./main_job/verify.mjs";

const confederation = fixture("1");
const { province, uppers: [commune, neighbour],
  grassroots: [factory, school, elsewhere] } = await plant(2, 1);
for (const [unit, members] of [[factory, 1000], [school, 250], [elsewhere, 750]]) {
  await populate(
    unit, { members, collective_agreements: 1, documents: 40, full_time_officials: 0 });
}
await populate(commune, { documents: 0, full_time_officials: 0 });
await populate(neighbour, { documents: 0, full_time_officials: 0 });
await populate(province, { documents: 0, full_time_officials: 0 });

const leader = await confederation.as("approver");
const province_leader = await province.as("approver");
const secretary = await commune.as("approver");
const reporter = await factory.as("reporter");

const post = async (client, path, body, version) => client.post(path, body, { version });
const done = async (client, path, body, version) => {
  const answer = await post(client, path, body, version);
  assert.ok(answer.status === 200 || answer.status === 201,
    `${path} → ${answer.status} ${answer.text}`);
  return answer.body;
};

test("from the province's plan to the nation's figure", async (t) => {
  const numbers = await s0(confederation);
  const { codes, named } = numbers;
  const movement = await done(leader, "/v1/movements", { code: codes.HY1.replace("HY1", "PT"),
    name: "Cả nước thi đua đổi mới sáng tạo và chuyển đổi số", starts_on: "2025-05-14",
    ends_on: "2030-12-31" });
  let national, provincial, period, report;

  const figure = async (client, plan, organisation, name = "HY5") => {
    const answer = await client.get(`/v1/plans/${plan.id}/progress`,
      { query: { period_id: period.id, organisation_id: organisation.id } });
    return expectStatus(answer, 200).figures.find((f) => f.indicator.code === codes[name]);
  };
  const hy5 = async (client, plan, organisation) => {
    const { numerator, reported } = await figure(client, plan, organisation);
    return [numerator, reported];
  };

  await t.test("the confederation issues its plan and opens the year 2026", async () => {
    const draft = await done(leader, "/v1/plans",
      { symbol: "237/KH-TLĐ", title: "Kế hoạch triển khai hai phong trào thi đua",
      document_date: "2025-06-17", movement_ids: [movement.id], phases: PHASES,
      targets: numbers.targets });
    national = await done(leader, `/v1/plans/${draft.id}:issue`, {}, draft.version);
    const planned = await done(leader, "/v1/periods",
      { plan_id: national.id, code: "2026", kind: "year",
      starts_on: "2025-12-15", ends_on: "2026-12-14", due_at: "2100-01-01T00:00:00Z" });
    period = await done(leader, `/v1/periods/${planned.id}:open`, undefined, planned.version);
  });

  await t.test("the province follows and issues 146/KH-LĐLĐ with its eleven targets", async () => {
    const draft = await done(province_leader, "/v1/plans",
      { parent_id: national.id, symbol: "146/KH-LĐLĐ",
      title: "Kế hoạch tổ chức thực hiện phong trào", document_date: "2025-06-19",
      place: "Hưng Yên", child_plan_days: 15,
      bases: [{ symbol: "237/KH-TLĐ", title: "Kế hoạch của Tổng Liên đoàn" },
      { symbol: "386-KH/TU", title: "Kế hoạch của Tỉnh uỷ" },
        { symbol: "44/KH-UBND", title: "Kế hoạch của Uỷ ban nhân dân tỉnh" }] });
    assert.equal(draft.targets.length, 11);
    expectProblem(await secretary.get(`/v1/plans/${draft.id}`), 404, "not-found");
    provincial = await done(province_leader, `/v1/plans/${draft.id}:issue`, {}, draft.version);
  });

  await t.test("all see the plans above them, and nothing of their neighbours", async () => {
    for (const client of [secretary, reporter]) {
      const plans = await client.walk("/v1/plans", { query: { root_id: national.id } });
      assert.deepEqual(plans.map((p) => p.symbol), ["146/KH-LĐLĐ", "237/KH-TLĐ"]);
    }
    assert.equal((await secretary.get(`/v1/organisations/${factory.id}`)).status, 200);
    for (const [client, unit] of [[secretary, neighbour], [secretary, elsewhere],
      [reporter, school], [reporter, neighbour]]) {
      expectProblem(await client.get(`/v1/organisations/${unit.id}`), 404, "not-found");
      expectProblem(
        await client.get(`/v1/plans/${provincial.id}/progress`,
        { query: { organisation_id: unit.id } }), 404, "not-found");
    }
  });

  await t.test("the factory begins its report, forgets something, and sends it", async () => {
    report = await done(reporter, "/v1/submissions",
      { period_id: period.id, values: named({ HY5: { numerator: "900" }, HY3: { flag: true } }) });
    assert.equal(report.plan.symbol, "146/KH-LĐLĐ");
    assert.equal(report.values[codes.HY5].denominator, "1000");
    const gaps = ["HY2/numerator", "HY4/numerator", "HY6/numerator"].map((gap) => {
      const [name, member] = gap.split("/");
      return fault(`/values/${codes[name]}/${member}`, "value_missing");
    });
    expectProblem(await post(reporter, `/v1/submissions/${report.id}:submit`, {}, report.version),
      422, "validation-failed", gaps);
    report = await done(reporter, `/v1/submissions/${report.id}:submit`,
      { values: named({ HY2: { numerator: "40" },
      HY4: { numerator: "1" }, HY6: { numerator: "1" } }) }, report.version);
    assert.ok(report.receipt_code);
    assert.deepEqual(await hy5(leader, national, confederation), ["0", 0]);
  });

  await t.test("the commune returns it with a reason, the factory mends it", async () => {
    const waiting = await secretary.walk("/v1/submissions",
      { query: { parent_id: commune.id, state: "submitted", period_id: period.id } });
    assert.deepEqual(waiting.map((s) => s.organisation.id), [factory.id]);
    report = await done(secretary, `/v1/submissions/${report.id}:return`, { code: "figures_wrong",
      reason: "Số người được tập huấn chưa khớp danh sách",
      remarks: { [codes.HY5]: "Danh sách có 810 người" } }, report.version);
    const seen = expectStatus(await reporter.get(`/v1/submissions/${report.id}`), 200);
    assert.deepEqual([seen.state, seen.return_reason, seen.remarks[codes.HY5]],
      ["returned", "Số người được tập huấn chưa khớp danh sách", "Danh sách có 810 người"]);
    report = await done(reporter, `/v1/submissions/${report.id}:submit`,
      { values: named({ HY5: { numerator: "810" } }) }, report.version);
  });

  await t.test("the commune accepts, and with the answer the nation's figure moves", async () => {
    const before = await figure(leader, national, confederation);
    expectProblem(
      await post(province_leader, `/v1/submissions/${report.id}:accept`, {}, report.version), 403,
      "role-required");
    report = await done(secretary, `/v1/submissions/${report.id}:accept`, {}, report.version);

    const after = await figure(leader, national, confederation);
    assert.deepEqual([before.numerator, after.numerator, after.reported], ["0", "810", 1]);
    assert.deepEqual([after.denominator, after.units], [before.denominator, before.units]);
    assert.deepEqual(await hy5(province_leader, provincial, province), ["810", 1]);
    assert.deepEqual(await hy5(secretary, provincial, commune), ["810", 1]);
    const { denominator, value, status } = await figure(reporter, provincial, factory);
    assert.deepEqual([denominator, value, status], ["1000", "81.00", "achieved"]);
    const whole = await figure(province_leader, provincial, province);
    assert.deepEqual([whole.denominator, whole.value, whole.missing], ["2000", "40.50", 2]);
  });

  await t.test("a correction counts once it is accepted, and not before", async () => {
    const second = await done(reporter, `/v1/submissions/${report.id}:correct`,
      { reason: "Thêm một lớp" }, report.version);
    const sent = await done(reporter, `/v1/submissions/${second.id}:submit`,
      { values: named({ HY5: { numerator: "1000" } }) }, second.version);
    assert.deepEqual(await hy5(leader, national, confederation), ["810", 1]);
    await done(secretary, `/v1/submissions/${sent.id}:accept`, {}, sent.version);
    assert.deepEqual(await hy5(leader, national, confederation), ["1000", 1]);
    assert.deepEqual((await trail(secretary, report.id)).map((e) => e.action),
      ["submission.create", "submission.submit",
      "submission.return", "submission.submit", "submission.accept"]);
  });

  await t.test("who keeps the province from its target is known by name", async () => {
    const models = provincial.targets.find((target) => target.indicator.code === codes.HY4);
    const failing = await province_leader.walk(
      `/v1/plans/${provincial.id}/failing-units`,
      { query: { target_id: models.id, period_id: period.id } });
    assert.deepEqual(failing.map((u) => [u.organisation.id, u.reason]),
      [[school.id, "missing"], [elsewhere.id, "missing"]]);
    const { counts } = expectStatus(
      await province_leader.get(`/v1/plans/${provincial.id}/completeness`,
      { query: { period_id: period.id } }), 200);
    assert.deepEqual([counts.accepted, counts.draft, counts.submitted, counts.returned],
      [1, 0, 0, 0]);
    assert.equal(await verifyRollup(), "0 differences");
  });
});
