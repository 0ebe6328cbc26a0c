// Whatever happens to reports, in whatever order, figures are those of the accepted ones, while the
// worker folds.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { expectStatus } from "./harness/expect.mjs";
import { eventually, sql } from "./harness/service.mjs";
import { indicator, issuedPlan, openPeriod, overseer, plant,
  populate } from "./main_job/family.mjs";
import { bare, figuresOf } from "./main_job/oracle.mjs";
import { ReportsModel } from "./main_job/reports_model.mjs";
import { verifyRollup } from "./main_job/verify.mjs";

const SEED = Number(process.env.THIDUA_TEST_SEED ?? 237);

const { province, uppers, grassroots } = await plant(3, 1);
const units = [...uppers, ...grassroots];
const populations = new Map(units.map((unit) => [unit, {}]));
for (const [i, members] of [120, 7, 45].entries()) {
  populations.set(grassroots[i], { members });
  await populate(grassroots[i], { members });
}

const rules = {};
async function rule(members) {
  const made = await indicator(province, members);
  rules[made.code] = { reporting_levels: ["grassroots"], ...members };
  return made.code;
}
const skills = await rule(
  { kind: "ratio", population_kind: "members" }); // unknown at the last union
const models = await rule({ kind: "unit_share" });
const classes = await rule({ kind: "count" });
const page = await rule({ kind: "binary", reporting_levels: ["upper", "grassroots"] });
const at = (indicator_code, year, comparator, threshold, nested_minimum) =>
  ({ indicator_code, year, comparator, threshold, nested_minimum });
const plan = await issuedPlan(
  province, { targets: [at(skills, 2026, ">=", "50"), at(skills, 2027, "<=", "60"),
  at(models, 2026, ">=", "75", 1), at(models, 2027, ">", "50", 2), at(classes, 2026, ">=", "30"),
  at(page, 2026, "=", "100")] });

// Values for a unit from four numbers.
function valuesFor(unit, { skilled, there, held, shown }) {
  const own = { [page]: { flag: shown } };
  if (unit.level === "upper") return own;
  const { members } = populations.get(unit);
  return { ...own, [models]: { numerator: `${there}` }, [classes]: { numerator: `${held}` },
    [skills]: { numerator: `${skilled % ((members ?? 40) + 1)}`,
    ...(members === undefined && { denominator: `${40 + held}` }) } };
}

const below = (node) => units.filter((unit) => unit === node || unit.parent === node
  || node === province);

async function expectTruth(model, node) {
  const client = await overseer(node);
  const ask = async (what) => expectStatus(await client.get(`/v1/plans/${plan.id}/${what}`,
    { query: { period_id: model.period.id, organisation_id: node.id } }), 200);
  const duties = below(node)
    .map((unit) =>
    ({ level: unit.level, populations: populations.get(unit), accepted: model.counting(unit) }));

  assert.deepEqual(bare((await ask("progress")).figures),
    figuresOf(plan, { rules, period: model.period, duties }));
  assert.deepEqual((await ask("completeness")).counts, model.counts(below(node)));
}

const numbers = fc.record(
  { skilled: fc.nat(200), there: fc.nat(3), held: fc.nat(20), shown: fc.boolean() });
const step = fc.record(
  { unit: fc.nat(units.length - 1), n: fc.nat(59), numbers, look: fc.nat(units.length * 4) });

test("after any commands every figure is what the accepted reports say", async () => {
  const done = new Map();

  await fc.assert(
    fc.asyncProperty(fc.boolean(), fc.array(step, { minLength: 45, maxLength: 45 }),
    async (late, steps) => {
    const period = await openPeriod(province, plan,
      { due_at: late ? "2026-01-01T00:00:00Z" : "2100-01-01T00:00:00Z" });
    const model = new ReportsModel(period, units, { late });
    for (const { unit, n, numbers: given, look } of steps) {
      const name = await model.step(units[unit], n, valuesFor(units[unit], given));
      done.set(name, (done.get(name) ?? 0) + 1);
      if (look <= units.length) await expectTruth(
        model, look === units.length ? province : units[look]);
    }
    for (const node of [province, ...units]) await expectTruth(model, node);
    await eventually("the worker has folded every delta of the period", async () =>
      (await sql("select count(*) from rollup_delta where period_id = :'period'",
        { period: period.id }))[0][0] === "0");
    for (const node of [province, ...uppers]) await expectTruth(model, node);
  }), { numRuns: 5, seed: SEED, endOnFailure: true });

  for (const name of ["create", "put", "update", "submit", "return", "accept", "acceptMany",
    "correct", "withdraw"]) {
    assert.ok(done.get(name) > 0, `${name} came up`);
  }
});

test("commands of many units at once leave the same truth", async () => {
  const period = await openPeriod(province, plan);
  const model = new ReportsModel(period, units, { late: false });
  const [sample] = fc.sample(
    fc.array(fc.tuple(...units.map(() => fc.record({ n: fc.nat(59), numbers }))),
    { minLength: 12, maxLength: 12 }),
    { numRuns: 1, seed: SEED });

  for (const round of sample) {
    // Not acceptMany: it takes in siblings, which move at the same moment here.
    await Promise.all(units.map((unit, i) => {
      const names = model.enabled(unit);
      const n = names[round[i].n % names.length] === "acceptMany" ? names.indexOf("accept")
        : round[i].n;
      return model.step(unit, n, valuesFor(unit, round[i].numbers));
    }));
    await expectTruth(model, province);
  }

  for (const node of [province, ...units]) await expectTruth(model, node);
});

test("thiduactl finds no difference between totals and reports", async () => {
  assert.equal(await verifyRollup(), "0 differences");
});
