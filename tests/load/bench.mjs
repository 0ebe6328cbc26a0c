// Measures every row on every system, round by round so that all of them see the same machine, and writes build/bench.json.
import { mkdirSync, readFileSync, readdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fetchFacts } from "./lib/database.mjs";
import { sameAnswers } from "./lib/answers.mjs";
import { busyShare, machine } from "./lib/machine.mjs";
import { memoryRow } from "./lib/memory.mjs";
import { median, summarise, table } from "./lib/report.mjs";
import {
  childrenRow, organisationRow, progressRow, progressUnderWritesRow, submitRow,
} from "./lib/rows.mjs";
import { SYSTEMS, settings } from "./lib/settings.mjs";
import { readStatements } from "./lib/statements.mjs";
import { judge, verdicts } from "./lib/targets.mjs";
import { readKeyRing, tokenSigner } from "./lib/tokens.mjs";

const statements = readStatements("build/gen/queries.c");
const sign = tokenSigner(readKeyRing(join(settings.bench, "keys", "ring")), settings.party);
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
      rows.push(...scales.filter((s) => s !== main || row === progressRow).map((s) => [row, s, seconds.scale]));
    }
  }
  return rows.filter(([row]) => settings.rows === null || settings.rows.some((word) => row.name.includes(word)));
};

const busy = [];

// Logs of a thousand requests a second each would fill the disk in the end.
const cutLogs = (folder = settings.bench) => {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !["pg", "www", "run", "keys"].includes(entry.name)) {
      cutLogs(path);
    } else if (entry.name.endsWith(".log")) {
      truncateSync(path);
    }
  }
};

const measure = async (row, scale, duration, system, round) => {
  busy.push(await busyShare());
  const result = await row.measure({
    system, scale, statements, sign, facts: scale.facts, seconds: duration,
  });
  cutLogs();
  const sample = { row: row.name, system, scale: scale.unions, unit: row.unit, round, value: row.value(result), result };
  const problems = result.errors ? `  ${result.errors.slice(0, 200)}` : "";
  console.error(`  round ${round}  ${row.name}, ${scale.unions}, ${system}: ${sample.value.toFixed(2)} ${row.unit}${problems}`);
  return sample;
};

// Just-in-time compilers and caches come to speed first; what is measured here is thrown away.
const warmUp = async () => {
  for (const scale of settings.scales) {
    for (const system of ["thidua", "peer"]) {
      for (const row of scale === main ? [organisationRow, submitRow, progressRow] : [organisationRow, progressRow]) {
        await row.measure({ system, scale, statements, sign, facts: scale.facts, seconds: 1.5 });
      }
    }
  }
};

const measureAll = async (rows) => {
  const samples = [];
  for (let round = 1; round <= settings.rounds; round++) {
    for (const [row, scale, duration] of rows) {
      for (const system of row.systems ?? SYSTEMS) {
        samples.push(await measure(row, scale, duration, system, round));
      }
    }
  }
  return samples;
};

const conditions = (before) => {
  const share = median(busy);
  return { ...before, workers: settings.workers, rounds: settings.rounds, quick: settings.quick,
    busy_before_measurements: Number(share.toFixed(3)), machine_was_busy: share > 0.15 };
};

const print = (entries, targets, how, same) => {
  console.log(`\n${table(entries)}\n`);
  console.log(`peer and service answered alike: ${same ? "yes" : "NO"}`);
  const others_ = `others used ${(how.busy_before_measurements * 100).toFixed(0)} % of it between measurements`;
  console.log(`machine: ${how.cores} cores, load average ${how.load_average.join(" ")} at the start; ${others_}` +
    `${how.machine_was_busy ? " — it was BUSY, figures are too low" : ""}\n`);
  console.log(`${verdicts(targets)}\n`);
};

mkdirSync(settings.work, { recursive: true });
const before = machine();
for (const scale of settings.scales) {
  scale.facts = await fetchFacts(scale, scale === main);
}
const same = await sameAnswers(main, sign);
await warmUp();
const samples = await measureAll(plan());
const entries = summarise(samples);
const targets = judge(entries, {
  organisation: organisationRow, submit: submitRow, progressUnderWrites: progressUnderWritesRow, children: childrenRow,
  progress: progressRow, memory: memoryRow,
}, main.unions);
const how = conditions(before);
writeFileSync("build/bench.json", `${JSON.stringify(entries, null, 1)}\n`);
writeFileSync("build/bench-conditions.json", `${JSON.stringify({ ...how, same_answers: same, targets }, null, 1)}\n`);
print(entries, targets, how, same);
