// The main job under load: unions report, upper unions accept, unions correct, and every figure
// must come out exactly.
import assert from "node:assert/strict";
import { randomInt, randomUUID } from "node:crypto";
import { expectStatus } from "../../api/harness/expect.mjs";
import {
  indicator,
  indicatorCode,
  issuedPlan,
  openPeriod,
  plant,
  populate,
} from "../../api/main_job/family.mjs";
import { psql, thiduactl } from "./processes.mjs";

const MEMBERS = 500;
const target = (indicator_code) => ({
  indicator_code,
  phase_code: "t1",
  comparator: ">=",
  threshold: "80",
});

// A province with two upper unions of as many grassroots unions each, a plan that asks a share and
// a count, and an open period.
export async function reportingFamily(each) {
  const { province, grassroots } = await plant(each, each);
  const [share, count] = [indicatorCode("SHARE"), indicatorCode("COUNT")];
  await indicator(province, { code: share, kind: "ratio", population_kind: "members" });
  await indicator(province, { code: count, kind: "count" });
  const plan = await issuedPlan(province, { targets: [target(share), target(count)] });
  for (const unit of grassroots) await populate(unit, { members: MEMBERS });
  const period = await openPeriod(province, plan);
  const units = await Promise.all(
    grassroots.map(async (unit) => ({
      id: unit.id,
      reporter: await unit.as("reporter"),
      approver: await unit.parent.as("approver"),
      report: null,
      rounds: 0,
      accepted: null,
    })),
  );
  return { reader: await province.as("approver"), plan, period, share, count, units };
}

// A command that is asked for until it is known to have been carried out; the report as it is then.
async function command(load, client, path, status, options) {
  return expectStatus(
    await load.insist(client, "POST", path, { key: `"${randomUUID()}"`, ...options }),
    status,
  );
}

async function round(load, { period, share, count }, unit) {
  const { reporter, approver, report } = unit;
  const begun =
    report === null
      ? await command(load, reporter, "/v1/submissions", 201, { body: { period_id: period.id } })
      : await command(load, reporter, `/v1/submissions/${report.id}:correct`, 201, {
          version: report.version,
          body: { reason: "Đếm lại" },
        });
  const values = {
    [share]: { numerator: String(randomInt(MEMBERS + 1)) },
    [count]: { numerator: String(randomInt(1000)) },
  };
  const sent = await command(load, reporter, `/v1/submissions/${begun.id}:submit`, 200, {
    version: begun.version,
    body: { values },
  });
  unit.report = await command(load, approver, `/v1/submissions/${sent.id}:accept`, 200, {
    version: sent.version,
    body: {},
  });
  unit.accepted = values;
  unit.rounds += 1;
}

const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);

async function figures(client, { plan, period }) {
  const answer = await client.get(`/v1/plans/${plan.id}/progress`, {
    query: { period_id: period.id },
  });
  return new Map(
    expectStatus(answer, 200).figures.map((figure) => [figure.indicator.code, figure]),
  );
}

// One client a union, and two that look at the sums. check(): each acknowledged step was made once,
// and the sums are those of what was accepted last.
export function startReporters(load, family) {
  load.start(family.units.length, (n) => round(load, family, family.units[n]));
  load.start(2, async () => {
    const answer = await load.ask(family.reader, "GET", `/v1/plans/${family.plan.id}/progress`);
    if (answer?.status === 200) {
      for (const figure of answer.body.figures)
        assert.ok(figure.reported <= family.units.length, answer.text);
    }
  });
  return { check: () => check(family) };
}

async function check(family) {
  const { units, share, count } = family;
  const rows = await psql(
    "postgres",
    `
    select s.organisation_id, count(distinct s.id),
      count(*) filter (where a.action in ('submission.create', 'submission.correct')),
      count(*) filter (where a.action = 'submission.submit'),
      count(*) filter (where a.action = 'submission.accept')
    from thidua.submission s join thidua.audit_event a on a.subject_id = s.id
    where s.period_id = '${family.period.id}'
    group by s.organisation_id`,
  );
  const wanted = units
    .filter((unit) => unit.rounds > 0)
    .map((unit) => [unit.id, ...Array(4).fill(String(unit.rounds))]);
  assert.deepEqual(rows.sort(), wanted.sort());
  const found = await figures(family.reader, family);
  const accepted = units.filter((unit) => unit.accepted !== null);
  for (const code of [share, count]) {
    assert.equal(
      Number(found.get(code).numerator),
      sum(accepted.map((unit) => Number(unit.accepted[code].numerator))),
      code,
    );
    assert.equal(found.get(code).reported, accepted.length, code);
  }
  assert.equal(Number(found.get(share).denominator), MEMBERS * units.length);
  await expectExact();
}

// thiduactl works every total out anew from the reports.
export async function expectExact() {
  const { code, stdout, stderr } = await thiduactl("verify-rollup");
  assert.equal(stdout, "0 differences\n", stderr);
  assert.equal(code, 0);
}
