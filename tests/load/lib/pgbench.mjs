// pgbench with the statements of the service: what the database alone can do.
import { randomUUID } from "node:crypto";
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execute } from "./process.mjs";
import { settings } from "./settings.mjs";

const environment = { PGOPTIONS: "-c search_path=thidua,public" };

// A statement of the service with $1 … replaced by variables of pgbench, which knows no nulls:
// those become the word.
const bind = (statement, variables) =>
  statement.text
    .replace(/\$(\d+)/g, (_, number) => {
      const variable = variables[Number(number) - 1] ?? null;
      return variable === null ? "null" : `:${variable}`;
    })
    .replace(/\s*\n\s*/g, " ");

// One transaction in one round trip, as the service sends it: [statement, names of variables] each.
export const pipeline = (steps) =>
  `\\startpipeline\n${steps.map((step) => `${bind(...step)};\n`).join("")}\\endpipeline\n`;

// Of the first statement of every transaction; suffix tells apart several accounts in one script.
export const scopeVariables = (suffix = "") => [
  ...["user", "organisation", "session"].map((name) => name + suffix),
  "scope_version",
  "roles",
  "request",
];

export const scopeValues = (account) => ({
  user: account.user,
  organisation: account.organisation,
  session: account.session,
  scope_version: account.scopeVersion,
  roles: account.roles.join(","),
  request: randomUUID(),
});

const words = ({ name, database, script, clients, seconds, variables, rate, log }) => {
  const file = join(settings.work, `${name}.sql`);
  writeFileSync(file, script);
  return [
    "--no-vacuum",
    "--protocol=prepared",
    `--file=${file}`,
    `--client=${clients}`,
    `--jobs=${Math.min(clients, settings.workers)}`,
    `--time=${Math.ceil(seconds)}`,
    "--progress=1",
    "--username=thidua_api",
    ...(rate ? [`--rate=${rate}`] : []),
    ...(log ? ["--log", `--log-prefix=${log}`] : []),
    ...Object.entries(variables).map(([key, value]) => `--define=${key}=${value}`),
    database,
  ];
};

// Scripts a second, without the first seconds: new connections prepare, plan and compile what the
// service's have long ago.
const rateOf = (errors, settle) => {
  const rates = [...errors.matchAll(/^progress: [\d.]+ s, ([\d.]+) tps/gm)].map((match) =>
    Number(match[1]),
  );
  const steady = rates.slice(settle);
  if (steady.length === 0) {
    throw new Error(`pgbench gave no progress: ${errors.slice(-400)}`);
  }
  return steady.reduce((a, b) => a + b, 0) / steady.length;
};

// Transactions a second in a closed loop. count: how many transactions the script holds. A run that
// used up all drafts ended early, and counts by the seconds that it lasted.
export const measureRate = async ({ seconds, settle, count, ...how }) => {
  const { code, errors } = await execute(
    "pgbench",
    words({ seconds: seconds + settle, ...how }),
    environment,
    [0, 2],
  );
  if (code !== 0 && !errors.includes("expected one row, got 0")) {
    throw new Error(`pgbench: ${errors.slice(0, 800)}`);
  }
  return { per_second: rateOf(errors, settle) * count };
};

const share = (sorted, part) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];

// An open loop: times from the intended start, in milliseconds.
export const measureTimes = async ({ seconds, warmUp, count, ...how }) => {
  const prefix = `${how.name}-${randomUUID()}`;
  const log = join(settings.work, prefix);
  const from = Date.now() / 1000 + warmUp;
  await execute("pgbench", words({ seconds: seconds + warmUp, log, ...how }), environment);
  const files = readdirSync(settings.work).filter((file) => file.startsWith(prefix));
  const lines = files.flatMap((file) =>
    readFileSync(join(settings.work, file), "utf8").trim().split("\n"),
  );
  files.forEach((file) => rmSync(join(settings.work, file)));
  const rows = lines.map((line) => line.split(" ").map(Number));
  const ends = rows.map(([, , , , at, us]) => at + us / 1e6);
  const times = rows
    .filter(([, , us], i) => ends[i] - us / 1e6 >= from)
    .map(([, , us]) => us / 1000)
    .sort((a, b) => a - b);
  return {
    per_second: (times.length * count) / (Math.max(...ends) - from),
    p50_ms: share(times, 0.5),
    p99_ms: share(times, 0.99),
    max_ms: times.at(-1),
  };
};
