// Starting and stopping: whatever the last run left behind, and whatever is in the way.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import net from "node:net";
import { before, test } from "node:test";
import { expectStatus } from "../api/harness/expect.mjs";
import { as, fixture, found } from "../api/harness/people.mjs";
import { eventually, korePort, port, state } from "../api/harness/service.mjs";
import {
  children,
  databaseProcesses,
  koreWorkers,
  lives,
  nginxWorkers,
  part,
  ready,
  root,
  signal,
  start,
  running,
  status,
  stop,
} from "./lib/processes.mjs";

const PARTS = ["supervisor", "database", "kore", "worker", "nginx"];

before(running);

const everything = () => [
  part("supervisor"),
  ...databaseProcesses(),
  part("kore"),
  ...koreWorkers(),
  part("worker"),
  part("nginx"),
  ...nginxWorkers(),
];

function portFree(number) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.on("error", () => resolve(false));
    server.listen(number, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

async function expectGone(pids) {
  await eventually("every process has ended", () => !pids.some(lives));
  for (const name of PARTS) assert.equal(part(name), undefined, name);
  assert.deepEqual(await Promise.all([port, korePort].map(portFree)), [true, true]);
}

async function expectRuns() {
  await ready();
  for (const name of PARTS) assert.ok(part(name), name);
  assert.equal((await status()).code, 0);
  expectStatus(await (await as("administrator.1")).get("/v1/me"), 200);
}

// As `make run` in a terminal: in front, its process group the terminal's.
function startInFront() {
  const child = spawn(`${root}/api/run/start.sh`, {
    cwd: root,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => said.push(chunk));
  const ended = new Promise((resolve) => {
    child.on("close", (code) => resolve({ code, text: said.join("") }));
  });
  return { ended, text: () => said.join(""), interrupt: () => process.kill(-child.pid, "SIGINT") };
}

test("a second start is refused and disturbs nothing", async () => {
  const before = everything();

  const second = await start();

  assert.equal(second.code, 1);
  assert.match(second.stderr, /thidua runs already \(pid \d+\) at http/);
  assert.deepEqual(everything().filter((pid) => before.includes(pid)).length, before.length);
  await expectRuns();
});

test("stopping ends every process and keeps the data; stopping again says so", async () => {
  const unit = await found(fixture("111"));
  const before = everything();

  assert.equal((await stop()).stdout, "stopped\n");
  await expectGone(before);
  assert.equal((await stop()).stdout, "nothing runs\n");
  assert.equal((await status()).code, 3);

  const started = await start();
  assert.equal(started.code, 0, started.stderr);
  await expectRuns();
  expectStatus(await (await as("administrator.1")).get(`/v1/organisations/${unit.id}`), 200);
});

test("Ctrl-C stops every part cleanly; the data stays, and a second start works", async () => {
  await stop();
  const first = startInFront();
  await eventually(
    "it says how it is stopped",
    () => first.text().includes("Stop it with Ctrl-C."),
    60,
  );
  const unit = await found(fixture("111"));
  const before = everything();

  first.interrupt();

  const { code, text } = await first.ended;
  assert.equal(code, 0, text);
  assert.match(text, /stopping\nstopped; the data is in /);
  await expectGone(before);
  assert.match(
    readFileSync(`${state}/log/database.log`, "utf8").trimEnd().split("\n").at(-1),
    /database system is shut down/,
  );

  const second = startInFront();
  await eventually("it runs again", () => second.text().includes("Stop it with Ctrl-C."), 60);
  expectStatus(await (await as("administrator.1")).get(`/v1/organisations/${unit.id}`), 200);
  second.interrupt();
  assert.equal((await second.ended).code, 0);
});

for (const name of ["database", "kore", "nginx"]) {
  test(`Ctrl-C while ${name} is starting leaves nothing behind`, async () => {
    await stop();
    const starting = startInFront();
    await eventually(`${name} is starting`, () => part(name), 60);
    const pids = PARTS.map(part)
      .filter((pid) => pid !== undefined)
      .flatMap((pid) => [pid, ...children(pid)]);

    starting.interrupt();

    const { code, text } = await starting.ended;
    assert.equal(code, 0, text);
    await expectGone(pids);
  });
}

for (const [whose, taken] of Object.entries({ "nginx's": port, "Kore's": korePort })) {
  test(`a port in use is named, and nothing is left running: ${whose}`, async () => {
    await stop();
    const other = net.createServer();
    await new Promise((resolve) => {
      other.listen(taken, "127.0.0.1", resolve);
    });

    const refused = await start();

    await new Promise((resolve) => {
      other.close(resolve);
    });
    assert.equal(refused.code, 1);
    assert.match(
      refused.stderr,
      new RegExp(`port ${taken} is in use by another program; choose another with PORT=`),
    );
    await expectGone([]);
  });
}

test("what a power failure leaves on the disk does not hinder the next start", async () => {
  await running();
  const unit = await found(fixture("111"));
  const before = everything();

  // The supervisor first, so that it cannot tidy up.
  for (const pid of before) if (lives(pid)) signal(pid, "SIGKILL");
  await eventually(
    "every process is gone from the table, too",
    () => !before.some((pid) => existsSync(`/proc/${pid}`)),
  );
  for (const left of [
    "pid/supervisor",
    "pid/kore",
    "pid/database",
    "pg/postmaster.pid",
    "run/.s.PGSQL.5432",
    "run/.s.PGSQL.5432.lock",
  ]) {
    assert.ok(existsSync(`${state}/${left}`), left);
  }

  const started = await start();
  assert.equal(started.code, 0, started.stderr);
  await expectRuns();
  expectStatus(await (await as("administrator.1")).get(`/v1/organisations/${unit.id}`), 200);
});

test("pid files that name strangers by now hinder nothing and hurt nobody", async () => {
  await stop();
  const strangers = [];
  for (const name of ["supervisor", "kore", "worker", "nginx", "database"]) {
    const stranger = spawn("sleep", ["1000"], { detached: true, stdio: "ignore" });
    strangers.push(stranger);
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    writeFileSync(`${state}/pid/${name}`, `${stranger.pid} 1 ${boot}\n`);
  }

  const started = await start();

  assert.equal(started.code, 0, started.stderr);
  await expectRuns();
  assert.ok(strangers.every((stranger) => lives(stranger.pid)));
  for (const stranger of strangers) stranger.kill("SIGKILL");
});

test("a killed supervisor leaves the service running; the next start takes over", async () => {
  await running();
  const before = everything();
  const supervisor = part("supervisor");

  signal(supervisor, "SIGKILL");
  await eventually("it is gone", () => !lives(supervisor));
  expectStatus(await (await as("administrator.1")).get("/v1/me"), 200);
  const started = await start();

  assert.equal(started.code, 0, started.stderr);
  await eventually("nothing of before is left", () => !before.some(lives));
  await expectRuns();
});

test("a killed supervisor does not keep the service from being stopped", async () => {
  await running();
  const before = everything();
  const supervisor = part("supervisor");

  signal(supervisor, "SIGKILL");
  await eventually("it is gone", () => !lives(supervisor));
  assert.equal((await stop()).code, 0);

  await expectGone(before);
});
