// Measures every row on every system, round by round so that all of them see the same machine, and
// writes build/bench.json.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sameAnswers } from "./lib/answers.mjs";
import { fetchFacts } from "./lib/database.mjs";
import { cutLogs } from "./lib/logs.mjs";
import { busyShare, machine } from "./lib/machine.mjs";
import { memoryRow } from "./lib/memory.mjs";
import { median, summarise } from "./lib/report.mjs";
import {
  childrenRow,
  organisationRow,
  progressRow,
  progressUnderWritesRow,
  submitRow,
} from "./lib/rows.mjs";
import { SYSTEMS, settings } from "./lib/settings.mjs";
import { readStatements } from "./lib/statements.mjs";
import { table } from "./lib/table.mjs";
import { judge, verdicts } from "./lib/targets.mjs";
import { readKeyRing, tokenSigner } from "./lib/tokens.mjs";

const began = Date.now();
const statements = readStatements("build/gen/queries.c");
const keys = readKeyRing(join(settings.bench, "keys", "ring"));
const sign = tokenSigner(keys, settings.party);
const [main, ...others] = settings.scales;
const { seconds } = settings;

// [row, scale, seconds] in the order of the table.
const plan = () => {
  const rows = [
    [organisationRow, main, seconds.read],
    [submitRow, main, seconds.submit],
    [progressUnderWritesRow, main, seconds.progress],
  ];
  if (!settings.quick) {
    const scales = [main, ...others].sort((a, b) => a.unions - b.unions);
    rows.push([childrenRow, main, seconds.read], [memoryRow, main, 0]);
    for (const row of [organisationRow, progressRow, childrenRow]) {
      const wanted = scales.filter((scale) => scale !== main || row === progressRow);
      rows.push(...wanted.map((scale) => [row, scale, seconds.scale]));
    }
  }
  const { rows: words } = settings;
  return rows.filter(([row]) => words === null || words.some((word) => row.name.includes(word)));
};

const run = (row, scale, system, duration) =>
  row.measure({ system, scale, statements, sign, facts: scale.facts, seconds: duration });

const busy = [];

// A measurement that fails is told and left out; the others still count.
const measure = async (row, scale, duration, system, round) => {
  const what = `  round ${round}  ${row.name}, ${scale.unions}, ${system}:`;
  busy.push(await busyShare());
  try {
    const result = await run(row, scale, system, duration);
    const value = row.value(result);
    console.error(what, value.toFixed(2), row.unit, (result.errors ?? "").slice(0, 200));
    return [{ row: row.name, system, scale: scale.unions, unit: row.unit, round, value, result }];
  } catch (error) {
    console.error(what, "NOT MEASURED", error.message);
    return [];
  } finally {
    cutLogs(settings.bench);
  }
};

// Just-in-time compilers and caches come to speed first; what is measured here is thrown away.
const warmUp = async () => {
  for (const scale of settings.scales) {
    const rows = [organisationRow, progressRow, ...(scale === main ? [submitRow] : [])];
    for (const system of ["thidua", "peer"]) {
      for (const row of rows) {
        await run(row, scale, system, 1.5);
      }
    }
  }
};

const measureAll = async (rows) => {
  const samples = [];
  for (let round = 1; round <= settings.rounds; round++) {
    for (const [row, scale, duration] of rows) {
      for (const system of row.systems ?? SYSTEMS) {
        samples.push(...(await measure(row, scale, duration, system, round)));
      }
    }
  }
  return samples;
};

const conditions = (before) => {
  const share = median(busy);
  return {
    ...before,
    workers: settings.workers,
    rounds: settings.rounds,
    quick: settings.quick,
    seconds: Math.round((Date.now() - began) / 1000),
    busy_before_measurements: Number(share.toFixed(3)),
    machine_was_busy: share > 0.15,
  };
};

const describe = (how, same) => {
  const percent = (how.busy_before_measurements * 100).toFixed(0);
  const verdict = how.machine_was_busy ? "it was BUSY with other things" : "quiet enough";
  return [
    `service and peer answered alike: ${same ? "yes" : "NO"}`,
    `machine: ${how.cores} cores, load average ${how.load_average.join(" ")} at the start, ` +
      `${percent} % in use between measurements: ${verdict}`,
    `measured in ${how.seconds} s, ${how.rounds} rounds; ${how.workers} processes each`,
  ].join("\n");
};

const writeJson = (file, content) => writeFileSync(file, `${JSON.stringify(content, null, 1)}\n`);

mkdirSync(settings.work, { recursive: true });
const before = machine();
for (const scale of settings.scales) {
  scale.facts = await fetchFacts(scale, scale === main);
}
const same = await sameAnswers(main, sign);
await warmUp();
const samples = await measureAll(plan());
const entries = summarise(samples);
const targets = judge(samples, entries, main.unions, {
  organisation: organisationRow,
  submit: submitRow,
  progressUnderWrites: progressUnderWritesRow,
  children: childrenRow,
  progress: progressRow,
  memory: memoryRow,
});
const how = conditions(before);
writeJson("build/bench.json", entries);
writeJson("build/bench-conditions.json", { ...how, same_answers: same, targets });
console.log(`\n${table(entries)}\n\n${describe(how, same)}\n\n${verdicts(targets)}\n`);
