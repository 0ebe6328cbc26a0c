// The processes of the service under test, known by pid, and what can be done to them.
import { execFile, spawn } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { eventually, port, state } from "../../api/harness/service.mjs";

const run = promisify(execFile);
export const root = fileURLToPath(new URL("../../..", import.meta.url));

// Fields of /proc/<pid>/stat from the third on; undefined: no such process.
function stat(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "latin1");
    return text.slice(text.lastIndexOf(")") + 2).split(" ");
  } catch {
    return undefined;
  }
}

// A zombie has ended; only its parent has not looked yet.
export function lives(pid) {
  const fields = stat(pid);
  return fields !== undefined && !"ZX".includes(fields[0]);
}

export function children(parent) {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      const fields = stat(pid);
      return fields !== undefined && !"ZX".includes(fields[0]) && Number(fields[1]) === parent;
    });
}

// The pid of a part as the supervisor wrote it down: supervisor, database, kore, worker, nginx.
// undefined: none lives.
export function part(name) {
  try {
    const pid = Number(readFileSync(`${state}/pid/${name}`, "utf8").split(" ")[0]);
    return lives(pid) ? pid : undefined;
  } catch {
    return undefined;
  }
}

export const koreWorkers = () => children(part("kore")).sort((a, b) => a - b);

export const nginxWorkers = () => children(part("nginx"));

// The postmaster and everything that it started.
export function databaseProcesses() {
  const postmaster = part("database");
  return [postmaster, ...children(postmaster)];
}

export function signal(pid, name) {
  process.kill(pid, name);
}

export async function kill(pid) {
  process.kill(pid, "SIGKILL");
  await eventually(`process ${pid} is gone`, () => !lives(pid));
}

// Freezes processes while something is done, and lets them go on whatever comes of it.
export async function frozen(pids, work) {
  for (const pid of pids) process.kill(pid, "SIGSTOP");
  try {
    return await work();
  } finally {
    for (const pid of pids) if (lives(pid)) process.kill(pid, "SIGCONT");
  }
}

// Another process has taken the part's place.
export function replaced(name, before, seconds = 30) {
  return eventually(
    `${name} starts again`,
    () => part(name) !== undefined && part(name) !== before && part(name),
    seconds,
  );
}

// Pids of the database's processes that serve a lane: fast, write, slow, listen.
export async function backends(lane) {
  const rows = await psql(
    "postgres",
    `select pid from pg_stat_activity where application_name = 'thidua-${lane}'`,
  );
  return rows.map(([pid]) => Number(pid));
}

// Runs SQL as one of the cluster's roles; rows of text columns. Rejects with what psql said.
export async function psql(role, statement, { timeout = 20000 } = {}) {
  const child = run(
    "psql",
    [
      "--no-psqlrc",
      "--quiet",
      "--tuples-only",
      "--no-align",
      "--field-separator",
      "\t",
      "--set",
      "ON_ERROR_STOP=1",
      "--username",
      role,
      "--dbname",
      "thidua",
    ],
    { timeout, maxBuffer: 1 << 26 },
  );
  child.child.stdin.end(`${statement};\n`);
  const { stdout } = await child;
  return stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.split("\t"));
}

export async function databaseAnswers() {
  try {
    await run(
      "psql",
      [
        "--no-psqlrc",
        "--quiet",
        "--username",
        "postgres",
        "--dbname",
        "thidua",
        "--command",
        "select 1",
      ],
      { timeout: 2000 },
    );
    return true;
  } catch {
    return false;
  }
}

// A session of psql that stays open, to hold locks: say() sends statements and waits until they are
// done. It may be ended when the database has ended it already.
export async function session(role) {
  const child = spawn(
    "psql",
    [
      "--no-psqlrc",
      "--quiet",
      "--tuples-only",
      "--no-align",
      "--username",
      role,
      "--dbname",
      "thidua",
    ],
    { stdio: ["pipe", "pipe", "ignore"] },
  );
  const ended = new Promise((resolve) => {
    child.on("exit", resolve);
  });
  let output = "";
  let turn = 0;
  child.stdout.on("data", (chunk) => {
    output += chunk;
  });
  child.stdin.on("error", () => {});
  return {
    async say(statement) {
      turn += 1;
      child.stdin.write(`${statement};\n\\echo done ${turn}\n`);
      await eventually(`psql answers: ${statement}`, () => output.includes(`done ${turn}\n`));
    },
    end() {
      child.stdin.end();
      return ended;
    },
  };
}

// ---- the whole service --------------------------------------------------------------------------

async function script(name, args, settings) {
  try {
    const { stdout, stderr } = await run(`${root}/api/run/${name}`, args, {
      cwd: root,
      env: { ...process.env, ...settings },
      timeout: 60000,
    });
    return { code: 0, stdout, stderr };
  } catch (error) {
    return { code: error.code, stdout: error.stdout, stderr: error.stderr };
  }
}

// {code, stdout, stderr}; settings: environment variables beside those of the ring.
export const start = (settings = {}, args = ["--detach"]) => script("start.sh", args, settings);
export const stop = () => script("stop.sh", [], {});
export const status = () => script("status.sh", [], {});

// A fresh start forgets how long the supervisor waits before it restarts a part that ends too
// often.
export async function startAnew(settings) {
  await stop();
  const started = await start(settings);
  if (started.code !== 0) throw new Error(`the service did not start:\n${started.stderr}`);
}

// For tests that end nothing: the service as it runs, or started when an earlier test has ended it.
export async function running() {
  if ((await status()).code !== 0) await startAnew();
  await ready();
}

// thiduactl as an operator would run it.
export async function thiduactl(...args) {
  const environment = readFileSync(`${state}/run/environment`, "utf8");
  const found = /^export THIDUA_WORKER_DSN=(.*)$/m.exec(environment)[1].replaceAll("\\", "");
  try {
    const { stdout, stderr } = await run(`${root}/build/thiduactl`, args, {
      env: { ...process.env, THIDUA_WORKER_DSN: found },
      timeout: 60000,
    });
    return { code: 0, stdout, stderr };
  } catch (error) {
    return { code: error.code, stdout: error.stdout, stderr: error.stderr };
  }
}

export const log = (name) => readFileSync(`${state}/log/${name}.log`, "utf8");

// What a log says from now on.
export function logFromHere(name) {
  const { length } = log(name);
  return () => log(name).slice(length);
}

// Every sample of /metrics as a Map of "name{labels}" to number.
export async function metrics() {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return new Map(
    text
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"))
      .map((line) => [
        line.slice(0, line.lastIndexOf(" ")),
        Number(line.slice(line.lastIndexOf(" ") + 1)),
      ]),
  );
}

// Resolves when the service, through nginx, can work again.
export function ready(seconds = 60) {
  return eventually(
    "the service is ready",
    async () => {
      try {
        return (
          (await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(3000) }))
            .status === 200
        );
      } catch {
        return false;
      }
    },
    seconds,
  );
}
