// What was promised, and whether it was kept.
import { slower } from "./report.mjs";

const find = (entries, row, system, scale) =>
  entries.find((e) => e.row === row && e.system === system && e.scale === scale);

const least = (name, actual, wanted) => ({ name, actual, wanted, least: true });
const most = (name, actual, wanted) => ({ name, actual, wanted, least: false });

const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);

const rowTargets = (entries, rows, scale) => {
  const get = (row, system) => find(entries, row.name, system, scale);
  const progress = get(rows.progressUnderWrites, "thidua");
  const stale = ["thidua", "thidua nginx"]
    .map((system) => get(rows.progressUnderWrites, system)?.details.stale)
    .filter((count) => count !== undefined);
  const main = scale === 125000 ? "" : `, only ${scale} unions`;
  return [
    least(
      "organisation by id, straight, to pgbench",
      get(rows.organisation, "thidua")?.ratio_to_pgbench,
      0.6,
    ),
    least(
      "organisation by id, nginx, to peer",
      get(rows.organisation, "thidua nginx")?.ratio_to_peer,
      2.5,
    ),
    least(
      "organisation by id, straight, to peer",
      get(rows.organisation, "thidua")?.ratio_to_peer,
      3,
    ),
    least("submit, straight, to pgbench", get(rows.submit, "thidua")?.ratio_to_pgbench, 0.5),
    least("submit, straight, to peer", get(rows.submit, "thidua")?.ratio_to_peer, 2.5),
    most(`national progress under writes, p99 in ms${main}`, progress?.value, 25),
    most("figures that lack the last accepted report", stale.length ? sum(stale) : null, 0),
    most("requests that were refused or not answered", sum(entries.map((e) => e.errors)), 0),
    most("memory of a worker in MB", get(rows.memory, "thidua")?.value, 64),
  ];
};

// A read with a hundred times the unions.
const scaleTargets = (samples, rows) =>
  [rows.organisation, rows.children, rows.progress].map((row) =>
    most(
      `${row.name}, 1 250 000 unions against 12 500, times slower`,
      slower(samples, row.name, "thidua", 12500, 1250000),
      1.5,
    ),
  );

export const judge = (samples, entries, scale, rows) =>
  [...rowTargets(entries, rows, scale), ...scaleTargets(samples, rows)]
    .filter(({ actual }) => actual !== undefined && actual !== null)
    .map((target) => ({
      ...target,
      actual: Number(target.actual.toFixed(2)),
      met: target.least ? target.actual >= target.wanted : target.actual <= target.wanted,
    }));

const distance = ({ actual, wanted, least: isLeast }) => {
  if (wanted === 0) {
    return `by ${actual}`;
  }
  const percent = Math.abs(actual / wanted - 1) * 100;
  return `${percent.toFixed(0)} % ${actual >= wanted === isLeast ? "better" : "short"}`;
};

const verdict = (target) => {
  const { name, actual, wanted, met, least: isLeast } = target;
  const rule = `${isLeast ? "≥" : "≤"} ${wanted}; ${distance(target)}`;
  return `${met ? "met   " : "MISSED"}  ${name}: ${actual} (${rule})`;
};

export const verdicts = (targets) => targets.map(verdict).join("\n");
