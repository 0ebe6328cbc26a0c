// Figures: every target at every level, exact to the last accepted report.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { expectProblem, expectStatus } from "./harness/expect.mjs";
import { expectReach, fixture } from "./harness/people.mjs";
import { expectRefusals } from "./main_job/expectations.mjs";
import { command, indicator, issuedFollowing, issuedPlan, openPeriod, overseer, plannedPeriod,
  plant, populate, setPeriod }
  from "./main_job/family.mjs";
import { bare, figuresOf } from "./main_job/oracle.mjs";
import { accepted, begun, corrected, returned, step, submitted } from "./main_job/report.mjs";
import { s0, YEAR_2026, YEAR_2028 } from "./main_job/s0.mjs";

const read = async (client, plan, what, query) =>
  expectStatus(await client.get(`/v1/plans/${plan.id}/${what}`, { query }), 200);

async function figures(unit, plan, period, query = {}) {
  const client = await overseer(unit);
  return (await read(client, plan, "progress",
    { period_id: period.id, organisation_id: unit.id, ...query })).figures;
}

// ---- who may ask --------------------------------------------------------------------------------

const own = await plant(2, 1);
const models = await indicator(own.province, { kind: "unit_share" });
const simple = await issuedPlan(
  own.province, { targets: [{ indicator_id: models.id, year: 2026, comparator: ">=",
  threshold: "80", nested_minimum: 1 }] });
const simplePeriod = await openPeriod(own.province, simple);
const [target] = simple.targets;

for (const [what, operation] of [["progress", "plans_progress"],
  ["progress/children", "plans_progress_children"],
  ["failing-units", "plans_failing_units"]]) {
  const query = what === "failing-units" ? { target_id: target.id } : {};
  const path = `/v1/plans/${simple.id}/${what}`;

  test(`${what}: refused where the contract says so`, async () => {
    await expectRefusals(
      operation, { by: await own.province.as("viewer"), subject: simple.id, query });
  });

  test(`${what}: for a visible plan, the own subtree, a period of the family`, async () => {
    const ask = (unit, more) => unit.as("viewer")
      .then((client) => client.get(path, { query: { ...query, ...more } }));
    const [upper, beside] = own.uppers;
    const foreign = await openPeriod(own.province, await issuedPlan(own.province));

    await expectReach(own.province, "viewer", (client) => client.get(path, { query }),
      { own: 200, root: 200, sibling: 404, unrelated: 404 });
    await expectReach(upper, "viewer", (client) => client.get(path, { query }),
      { own: 200, sibling: 200, child: 200 });
    for (const [unit, organisation] of [[upper, own.province], [upper, beside],
      [own.grassroots[0], own.grassroots[1]],
      [own.province, own.province.parent], [own.province, own.province.unrelated()],
      [own.province.parent, own.province.unrelated()]]) {
      expectProblem(await ask(unit, { organisation_id: organisation.id }), 404, "not-found");
    }
    expectProblem(await ask(own.province, { organisation_id: randomUUID() }), 404, "not-found");
    expectProblem(await ask(own.province, { period_id: foreign.id }), 404, "not-found");
  });
}

test("where no organisation is named it is the own one, or from above the plan's", async () => {
  const about = async (unit) => (await read(await unit.as("approver"), simple, "progress", {}))
    .organisation;

  for (const unit of [own.province, own.uppers[0], own.grassroots[0]]) {
    assert.deepEqual(await about(unit), { id: unit.id, name: unit.name, level: unit.level });
  }
  assert.equal((await about(own.province.parent)).id, own.province.id);
});

test("where no period is named it is the latest open one, else the latest", async () => {
  const family = await issuedPlan(own.province,
    { targets: [{ indicator_id: models.id, year: 2026, comparator: ">=", threshold: "80" }] });
  const client = await own.province.as("approver");
  const about = async () => (await read(client, family, "progress", {})).period?.id;
  const bounds = (year) => ({ starts_on: `${year}-01-01`, ends_on: `${year}-12-31` });

  assert.equal(await about(), undefined);
  const [figure] = (await read(client, family, "progress", {})).figures;
  assert.deepEqual([figure.units, figure.reported, figure.value, figure.status],
    [0, 0, null, "no_data"]);
  await plannedPeriod(own.province, family, bounds(2028));
  const y2026 = await openPeriod(own.province, family, bounds(2026));
  const y2025 = await openPeriod(own.province, family, bounds(2025));
  assert.equal(await about(), y2026.id);
  await setPeriod(own.province, y2026, "close");
  assert.equal(await about(), y2025.id);
  await setPeriod(own.province, y2025, "close");
  assert.equal(await about(), y2026.id);
});

// ---- thresholds ---------------------------------------------------------------------------------

// [comparator, threshold, numerator, denominator, value, status], with 181 of 365 days gone by.
const THRESHOLDS = [
  [">=", "80", "7999", "10000", "79.99", "on_track"],
  [">=", "80", "8000", "10000", "80.00", "achieved"],
  [">=", "80", "159990", "200000", "80.00", "on_track"], // 79.995: shown rounded, judged exactly
  [">=", "80", "159989", "200000", "79.99", "on_track"],
  [">", "80", "8000", "10000", "80.00", "on_track"],
  [">", "80", "8001", "10000", "80.01", "achieved"],
  ["=", "100", "9999", "10000", "99.99", "on_track"],
  ["=", "100", "10000", "10000", "100.00", "achieved"],
  ["=", "80", "9000", "10000", "90.00", "achieved"],
  ["<=", "5", "500", "10000", "5.00", "achieved"],
  ["<=", "5", "501", "10000", "5.01", "behind"],
  ["<=", "0", "0", "10000", "0.00", "achieved"],
  [">=", "33.3333", "1", "3", "33.33", "achieved"],
  [">=", "33.3334", "1", "3", "33.33", "on_track"],
  [">=", "66.67", "2", "3", "66.67", "on_track"], // 66.666… is shown as 66.67
  [">=", "73", "362", "1000", "36.20", "on_track"], // 73 × 181 / 365 is 36.2 exactly
  [">=", "73", "3619", "10000", "36.19", "behind"],
  [">=", "80", "0", "10000", "0.00", "behind"],
];

test("thresholds are judged on exact numbers, not on rounded ones", async () => {
  const { province, grassroots: [union] } = await plant(1);
  const made = [];
  for (const row of THRESHOLDS) made.push(
    await indicator(province, { kind: "ratio", name: row.join(" ") }));
  const plan = await issuedPlan(province, { targets: THRESHOLDS.map(([comparator, threshold], i) =>
    ({ indicator_id: made[i].id, year: 2026, comparator, threshold })) });
  const period = await openPeriod(province, plan,
    { starts_on: "2026-01-01", ends_on: "2026-06-30" });
  const values = Object.fromEntries(
    THRESHOLDS.map(
    ([, , numerator, denominator], i) => [made[i].code, { numerator, denominator }]));

  await accepted(union, period, values);

  for (const unit of [union, union.parent, province]) {
    const found = await figures(unit, plan, period);
    assert.deepEqual(
      found.map((f) => [f.comparator, f.threshold, f.numerator, f.denominator, f.value, f.status]),
      THRESHOLDS);
  }
});

test("a count is judged by itself, and shown as it is", async () => {
  const { province, grassroots: [one, two] } = await plant(2);
  const made = [await indicator(province), await indicator(province)];
  const plan = await issuedPlan(province, { targets: ["50", "51"].map((threshold, i) =>
    ({ indicator_id: made[i].id, year: 2026, comparator: ">=", threshold })) });
  const period = await openPeriod(province, plan);
  const values = (numerator) => Object.fromEntries(made.map((i) => [i.code, { numerator }]));
  const shown = async () => (await figures(province, plan, period))
    .map((f) => [f.value, f.reported, f.missing, f.status]);

  assert.deepEqual(await shown(), [[null, 0, 2, "no_data"], [null, 0, 2, "no_data"]]);
  await accepted(one, period, values("30"));
  assert.deepEqual(await shown(), [["30", 1, 1, "behind"], ["30", 1, 1, "behind"]]);
  await accepted(two, period, values("20"));
  assert.deepEqual(await shown(), [["50", 2, 0, "achieved"], ["50", 2, 0, "on_track"]]);
});

test("one indicator counts under each nested minimum: at least 1, at least 2", async () => {
  const { province, uppers: [upper], grassroots } = await plant(4);
  const several = await indicator(province, { kind: "unit_share" });
  const ask = (nested_minimum, year) =>
    ({ indicator_id: several.id, year, comparator: ">=", threshold: "75", nested_minimum });
  const plan = await issuedPlan(province, { targets: [ask(1, 2026), ask(2, 2027)] });
  const period = await openPeriod(province, plan);
  for (const [i, numerator] of ["0", "1", "2", "5"].entries()) {
    await accepted(grassroots[i], period, { [several.code]: { numerator } });
  }

  const shown = (await figures(province, plan, period))
    .map((f) => [f.nested_minimum, f.numerator, f.denominator, f.value, f.status]);
  assert.deepEqual(shown, [[1, "3", "4", "75.00", "achieved"], [2, "2", "4", "50.00", "on_track"]]);

  // A plan below that asks for more is counted from the reports that are there already.
  const stricter = await issuedFollowing(upper, plan, { targets: [ask(3, 2026), ask(2, 2027)] });
  const below = (await figures(upper, stricter, period))
    .map((f) => [f.nested_minimum, f.numerator, f.denominator, f.reported]);
  assert.deepEqual(below, [[3, "1", "4", 4], [2, "2", "4", 4]]);
});

// ---- the eleven targets -------------------------------------------------------------------------

const officials = (full_time_officials, documents, procedures) =>
  ({ full_time_officials, documents, procedures });

// A province with two upper unions and five grassroots ones, ten thousand members in all.
async function hungYen() {
  const tree = await plant(3, 2);
  const populations = new Map([
    [tree.province, officials(12, 400, 8)],
    [tree.uppers[0], officials(3, 100, 4)],
    [tree.uppers[1], officials(2, 0, 4)],
  ]);
  for (const [i, members] of [1000, 2000, 3000, 3500, 500].entries()) {
    populations.set(tree.grassroots[i],
      { members, collective_agreements: i < 4 ? 1 : 0, ...officials(i === 0 ? 1 : 0, 50, 2) });
  }
  for (const [unit, known] of populations) await populate(unit, known);
  return { ...tree, populations, ...await s0(tree.province), units: [...populations.keys()] };
}

const world = await hungYen();

const below = (node, unit) => {
  for (let at = unit; at; at = at.parent) if (at === node) return true;
  return false;
};

// Every figure of every node equals what the oracle works out from what was accepted.
async function expectFigures(plan, period, taken) {
  for (const node of world.units) {
    const duties = world.units.filter((unit) => below(node, unit)).map((unit) =>
      ({ level: unit.level, populations: world.populations.get(unit), accepted: taken.get(unit) }));
    assert.deepEqual(bare(await figures(node, plan, period)),
      figuresOf(plan, { rules: world.rules, period, duties }),
      `${node.level} ${node.name}`);
  }
}

test("the eleven targets add up at every level, in both of their phases", async () => {
  const { province, uppers, grassroots, named } = world;
  const plan = await issuedPlan(province, { targets: world.targets });
  const [y2026, y2028] = [await openPeriod(province, plan, YEAR_2026),
    await openPeriod(province, plan, YEAR_2028)];
  const taken = new Map();
  const take = async (unit, period, values) => {
    await accepted(unit, period, named(values));
    taken.set(unit, named(values));
  };
  const union = (i, skills, modelsThere) =>
    ({ HY3: { flag: i !== 4 }, HY4: { numerator: modelsThere }, HY5: { numerator: skills },
    ...(i < 4 && { HY6: { numerator: i < 3 ? "1" : "0" } }),
    ...(i === 0 && { HY1: { numerator: "1" } }), HY2: { numerator: "50" } });

  await expectFigures(plan, y2026, taken);
  await take(grassroots[0], y2026, union(0, "1000", "1"));
  await expectFigures(plan, y2026, taken);
  for (const [i, skills, there] of [[1, "2000", "0"], [2, "3000", "3"], [3, "1999", "2"],
    [4, "0", "1"]]) {
    await take(grassroots[i], y2026, union(i, skills, there));
  }
  await take(uppers[0], y2026, { HY1: { numerator: "3" }, HY2: { numerator: "100" } });
  await take(uppers[1], y2026, { HY1: { numerator: "2" } });
  await expectFigures(plan, y2026, taken);

  const shown = (await figures(province, plan, y2026)).slice(0, 6)
    .map((f) => [f.numerator, f.denominator, f.value, f.status]);
  assert.deepEqual(shown, [
    ["6", "18", "33.33", "behind"],
    // the province itself has not reported: its 12 stay in the denominator
    ["350", "750", "46.67", "behind"],
    ["4", "5", "80.00", "on_track"],
    ["4", "5", "80.00", "achieved"],
    ["7999", "10000", "79.99", "on_track"],
    ["3", "4", "75.00", "on_track"]]);

  const before = expectStatus(await (await grassroots[3].as("approver")).get("/v1/submissions",
    { query: { period_id: y2026.id } }), 200).items[0];
  const draft = await corrected(grassroots[3], before);
  const sent = await step(await grassroots[3].as("approver"), draft, "submit",
    { values: named({ HY5: { numerator: "2000" } }) });
  await step(await uppers[1].as("approver"), sent, "accept");
  taken.set(grassroots[3],
    { ...taken.get(grassroots[3]), ...named({ HY5: { numerator: "2000" } }) });
  const [, , , , hy5] = await figures(province, plan, y2026);
  assert.deepEqual([hy5.value, hy5.status], ["80.00", "achieved"]);
  await expectFigures(plan, y2026, taken);

  taken.clear();
  for (const [i, unit] of grassroots.entries()) {
    await take(unit, y2028,
      { ...(i === 0 && { HY7: { numerator: "1" } }), HY8: { numerator: "2" },
      HY9: { numerator: i === 1 ? "1" : "2" },
      ...(i < 4 && { HY10: { numerator: "1" } }),
      HY11: { numerator: `${world.populations.get(unit).members}` } });
  }
  await expectFigures(plan, y2028, taken);
  assert.deepEqual((await figures(province, plan, y2028)).slice(6).map((f) => [f.value, f.status]),
    [["5.56", "behind"], ["38.46", "on_track"], ["80.00", "on_track"], ["100.00", "achieved"],
    ["100.00", "achieved"]]);
});

test("a figure says what is asked; the summary leaves out what is aspired to", async () => {
  const { province, grassroots: [union] } = await plant(1);
  const made = [];
  for (let i = 0; i < 5; i += 1) made.push(
    await indicator(province, { kind: "ratio", name: `Chỉ tiêu ${i}`, name_en: `No ${i}` }));
  const plan = await issuedPlan(
    province, { targets: made.map(
    (i, n) => ({ indicator_id: i.id, phase_code: "t1", comparator: ">=",
    threshold: "80", implied: n === 0, wording: "80%", aspirational: n === 4 })) });
  const period = await openPeriod(province, plan);
  const client = await province.as("approver");
  const draft = await begun(
    union, period, { values: Object.fromEntries(["80", "79", "10", "0", "100"].map((numerator, i) =>
    [made[i].code, { numerator, denominator: "100" }])) });
  await step(await union.parent.as("approver"),
    await step(await union.as("approver"), draft, "submit"), "accept");

  const answer = await read(client, plan, "progress", { period_id: period.id });

  assert.deepEqual(answer.summary, { achieved: 1, on_track: 1, behind: 2, no_data: 0 });
  assert.deepEqual(answer.plan, { id: plan.id, symbol: plan.symbol, title: plan.title });
  const [first] = answer.figures;
  assert.deepEqual(
    first.indicator,
    { id: made[0].id, code: made[0].code, name: "Chỉ tiêu 0", name_en: "No 0", kind: "ratio",
    unit: "percent" });
  assert.deepEqual(
    [first.target_id, first.phase_code, first.year, first.comparator, first.threshold,
    first.implied, first.wording],
    [plan.targets[0].id, "t1", null, ">=", "80", true, "80%"]);
  assert.deepEqual(answer.figures.map((f) => f.aspirational), [false, false, false, false, true]);
  assert.deepEqual(answer.figures[4].status, "achieved");
  const only = await read(client, plan, "progress",
    { period_id: period.id, target_id: plan.targets[2].id });
  assert.deepEqual(only.figures, [answer.figures[2]]);
});

// ---- what is missing ----------------------------------------------------------------------------

test("a missing report never improves a figure, in whatever order reports come", async () => {
  const { province, grassroots } = await plant(3, 2);
  const up = await indicator(province, { kind: "ratio", population_kind: "members" });
  const down = await indicator(
    province, { kind: "ratio", population_kind: "members", direction: "down" });
  const share = await indicator(province, { kind: "unit_share" });
  const plan = await issuedPlan(province, { targets: [
    { indicator_id: up.id, phase_code: "t1", comparator: ">=", threshold: "60" },
    { indicator_id: down.id, phase_code: "t1", comparator: "<=", threshold: "30" },
    { indicator_id: share.id, phase_code: "t1", comparator: ">=", threshold: "60" }] });
  const members = [100, 7, 40, 1, 300];
  for (const [i, unit] of grassroots.entries()) await populate(unit, { members: members[i] });
  const total = members.reduce((a, b) => a + b, 0);
  const rank = { no_data: 0, behind: 1, on_track: 2, achieved: 3 };

  const reports = fc.tuple(
    ...members.map(
    (n) => fc.record({ up: fc.integer({ min: 0, max: n }), down: fc.integer({ min: 0, max: n }),
    share: fc.boolean() })));
  const order = fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 });
  await fc.assert(fc.asyncProperty(reports, order, async (values, places) => {
    const period = await openPeriod(province, plan);
    const seen = [];
    for (const i of places) {
      await accepted(
        grassroots[i], period,
        { [up.code]: { numerator: `${values[i].up}` },
        [down.code]: { numerator: `${values[i].down}` },
        [share.code]: { flag: values[i].share } });
      seen.push(await figures(province, plan, period));
    }
    const last = seen.at(-1);
    for (const [n, now] of seen.entries()) {
      const [rising, limited, shared] = now;
      for (const figure of [rising, limited]) assert.equal(figure.denominator, `${total}`);
      assert.equal(shared.denominator, "5");
      assert.deepEqual([rising.reported, rising.missing], [n + 1, 4 - n]);
      for (const t of [0, 2]) {
        assert.ok(Number(now[t].numerator) <= Number(last[t].numerator),
          "a silent unit adds nothing");
        assert.ok(now[t].status !== "achieved" || last[t].status === "achieved",
          "achieved early is achieved at the end");
        if (n > 0) assert.ok(rank[now[t].status] >= rank[seen[n - 1][t].status],
          "a report never takes away");
      }
      if (n < 4) assert.notEqual(limited.status, "achieved",
        "an upper limit is kept when all have spoken");
    }
    assert.equal(last[1].status, Number(last[1].numerator) * 100 <= 30 * total ? "achieved"
      : "behind");
  }), { numRuns: 5, seed: 146, endOnFailure: true });
});

test("an unknown population comes with the report; until then nothing is achieved", async () => {
  const { province, grassroots: [known, unknown, silent] } = await plant(3);
  const skills = await indicator(province, { kind: "ratio", population_kind: "members" });
  const plan = await issuedPlan(
    province, { targets: [
    { indicator_id: skills.id, phase_code: "t1", comparator: ">=", threshold: "50" }] });
  await populate(known, { members: 100 });
  const period = await openPeriod(province, plan);
  const value = (numerator, denominator) => ({ [skills.code]: { numerator, denominator } });
  const shown = async (unit = province) => {
    const [f] = await figures(unit, plan, period);
    return [f.numerator, f.denominator, f.value, f.units, f.reported, f.missing,
      f.unknown_population, f.status];
  };

  assert.deepEqual(await shown(), ["0", "100", "0.00", 3, 0, 3, 2, "no_data"]);
  assert.deepEqual(await shown(unknown), ["0", "0", null, 1, 0, 1, 1, "no_data"]);
  await accepted(known, period, value("100", "120"));
  assert.deepEqual(await shown(), ["100", "100", "100.00", 3, 1, 2, 2, "on_track"],
    "the population on record counts");
  await accepted(unknown, period, value("10", "40"));
  assert.deepEqual(await shown(), ["110", "140", "78.57", 3, 2, 1, 1, "on_track"]);
  assert.deepEqual(await shown(unknown), ["10", "40", "25.00", 1, 1, 0, 0, "behind"]);
  const last = await accepted(silent, period, value("0", "60"));
  assert.deepEqual(await shown(), ["110", "200", "55.00", 3, 3, 0, 0, "achieved"]);
  const sent = await step(await silent.as("approver"), await corrected(silent, last), "submit",
    { values: value("0", "100") });
  await step(await silent.parent.as("approver"), sent, "accept");
  assert.deepEqual(await shown(), ["110", "240", "45.83", 3, 3, 0, 0, "on_track"]);
});

test("only what is accepted counts", async () => {
  const { province, grassroots: [union] } = await plant(1);
  const count = await indicator(province);
  const plan = await issuedPlan(
    province, { targets: [
    { indicator_id: count.id, phase_code: "t1", comparator: ">=", threshold: "5" }] });
  const values = { [count.code]: { numerator: "5" } };

  for (const make of [begun, submitted, returned]) {
    const period = await openPeriod(province, plan);
    await make(union, period, make === begun ? { values } : values);
    for (const unit of [union, union.parent, province]) {
      const [f] = await figures(unit, plan, period);
      assert.deepEqual([f.value, f.reported, f.status], [null, 0, "no_data"]);
    }
  }
});

// ---- from the union to the nation ---------------------------------------------------------------

test("the national figure moves with the answer to the acceptance", async () => {
  const root = fixture("1");
  const skills = await indicator(root, { kind: "ratio", population_kind: "members" });
  const { province, uppers: [upper, other], grassroots } = await plant(3, 1);
  for (const unit of grassroots) await populate(unit, { members: 200 });
  const national = await issuedPlan(
    root, { targets: [
    { indicator_id: skills.id, phase_code: "t1", comparator: ">=", threshold: "80" }] });
  const provincial = await issuedFollowing(province, national);
  const period = await openPeriod(root, national);
  const at = async (unit, plan = national) => (await figures(unit, plan, period))[0];
  const start = await at(root);
  assert.ok(start.units >= 12);

  let sum = 0;
  for (const [i, unit] of grassroots.entries()) {
    await accepted(unit, period, { [skills.code]: { numerator: `${10 * (i + 1)}` } });
    sum += 10 * (i + 1);

    const nation = await at(root);
    assert.deepEqual([nation.numerator, nation.reported, nation.denominator, nation.units],
      [`${sum}`, i + 1, start.denominator, start.units]);
    for (const plan of [national, provincial]) {
      assert.deepEqual([(await at(province, plan)).numerator, (await at(unit, plan)).numerator],
        [`${sum}`, `${10 * (i + 1)}`]);
    }
    assert.equal((await at(upper)).numerator, `${i < 3 ? sum : 60}`);
    assert.equal((await at(other)).numerator, i < 3 ? "0" : "40");
  }
  assert.equal((await at(fixture("11"))).numerator, "0");
  await setPeriod(root, period, "close");
  await command(root, national, "close", { reason: "Xong" });
});

test("children, page by page, add up to their parent", async () => {
  const { province, uppers, grassroots, named } = world;
  const plan = await issuedPlan(province, { targets: world.targets });
  const period = await openPeriod(province, plan, YEAR_2026);
  await accepted(
    grassroots[0], period,
    named({ HY1: { numerator: "1" }, HY2: { numerator: "20" }, HY3: { flag: true },
    HY4: { numerator: "1" }, HY5: { numerator: "900" }, HY6: { numerator: "0" } }));
  await accepted(uppers[1], period, named({ HY1: { numerator: "1" } }));

  for (const [unit, children] of [[province, uppers], [uppers[0], grassroots.slice(0, 3)],
    [grassroots[0], []]]) {
    const client = await unit.as("approver");
    const items = await client.walk(`/v1/plans/${plan.id}/progress/children`,
      { query: { period_id: period.id, limit: 1 } });
    assert.deepEqual(items.map((i) => i.organisation),
      children.map(({ id, name, level }) => ({ id, name, level })));
    for (const [n, whole] of (await figures(unit, plan, period)).entries()) {
      const mine = unit.level !== "grassroots"
        && world.rules[whole.indicator.code].reporting_levels.includes(unit.level)
        && world.populations.get(unit)[world.rules[whole.indicator.code].population_kind] !== 0;
      const sum = (name) => items.reduce((total, item) => total + Number(item.figures[n][name]), 0);
      if (children.length === 0) continue;
      assert.equal(sum("numerator"), Number(whole.numerator), whole.indicator.code);
      assert.equal(sum("units") + (mine ? 1 : 0), whole.units);
      assert.equal(sum("reported"), whole.reported);
      const population = mine
        ? world.populations.get(unit)[world.rules[whole.indicator.code].population_kind] : 0;
      assert.equal(sum("denominator") + population, Number(whole.denominator));
    }
    for (const [c, child] of children.entries()) {
      const direct = (await figures(child, plan, period))
        .map((f) => ({ target_id: f.target_id, numerator: f.numerator,
        denominator: f.denominator, value: f.value, units: f.units, reported: f.reported,
        status: f.status }));
      assert.deepEqual(items[c].figures, direct);
    }
  }
  const [one] = await (await province.as("approver")).walk(`/v1/plans/${plan.id}/progress/children`,
    { query: { period_id: period.id, target_id: plan.targets[4].id } });
  assert.deepEqual(one.figures.map((f) => f.target_id), [plan.targets[4].id]);
});

// ---- who fails ----------------------------------------------------------------------------------

test("failing units: who has not done it, who was not accepted, who is silent", async () => {
  const { province, uppers: [upper],
    grassroots: [good, poor, waiting, back, writing, silent, far] } = await plant(6, 1);
  const several = await indicator(province, { kind: "unit_share" });
  const page = await indicator(province, { kind: "binary" });
  const plain = await indicator(province, { kind: "ratio" });
  const plan = await issuedPlan(province, { targets: [
    { indicator_id: several.id, phase_code: "t1", comparator: "=", threshold: "100",
    nested_minimum: 2 },
    { indicator_id: page.id, phase_code: "t1", comparator: "=", threshold: "100" },
    { indicator_id: plain.id, phase_code: "t1", comparator: ">=", threshold: "80" }] });
  const period = await openPeriod(province, plan);
  const values = (numerator, flag) => ({ [several.code]: { numerator }, [page.code]: { flag },
    [plain.code]: { numerator: "1", denominator: "2" } });
  const done = await accepted(good, period, values("2", true));
  await accepted(poor, period, values("1", false));
  await submitted(waiting, period, values("3", true));
  await returned(back, period, values("3", true));
  await begun(writing, period, { values: values("3", true) });
  await step(await good.as("approver"), await corrected(good, done), "submit",
    { values: { [several.code]: { numerator: "0" } } });
  const failing = async (n, unit = province, query = {}) =>
    (await (await unit.as("approver")).walk(`/v1/plans/${plan.id}/failing-units`,
    { query: { target_id: plan.targets[n].id, period_id: period.id, limit: 2, ...query } }))
    .map((u) => [u.organisation.id, u.reason, u.value]);

  assert.deepEqual(
    await failing(0),
    [[poor.id, "not_met", "1"], [waiting.id, "not_accepted", "3"], [back.id, "missing", null],
    [writing.id, "missing", null], [silent.id, "missing", null], [far.id, "missing", null]]);
  assert.deepEqual(
    await failing(1),
    [[poor.id, "not_met", null], [waiting.id, "not_accepted", null], [back.id, "missing", null],
    [writing.id, "missing", null], [silent.id, "missing", null], [far.id, "missing", null]]);
  assert.deepEqual((await failing(0, upper)).length, 5);
  assert.deepEqual(await failing(0, province, { organisation_id: far.parent.id }),
    [[far.id, "missing", null]]);
  assert.deepEqual(await failing(0, good), []);
  const [whole] = await figures(province, plan, period);
  assert.equal((await failing(0)).length, whole.units - Number(whole.numerator));

  const client = await province.as("approver");
  for (const target_id of [plan.targets[2].id, target.id, randomUUID()]) {
    expectProblem(await client.get(`/v1/plans/${plan.id}/failing-units`, { query: { target_id } }),
      404, "not-found");
  }
  assert.equal(simplePeriod.plan_id, simple.id);
});
