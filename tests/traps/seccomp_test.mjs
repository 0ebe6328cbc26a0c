// Kore's workers live in a sandbox: everything that they do must be allowed there, and one that is
// killed by it must not look alive.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import {
  chmodSync,
  chownSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { test } from "node:test";
import { anonymous } from "../api/harness/client.mjs";
import { expectStatus, unique } from "../api/harness/expect.mjs";
import { account, as, fixture, found, password, signIn } from "../api/harness/people.mjs";
import { eventually, korePort, state } from "../api/harness/service.mjs";
import {
  backends,
  frozen,
  koreWorkers,
  lives,
  log,
  logFromHere,
  part,
  ready,
  replaced,
  root,
  signal,
  start,
  startAnew,
  stop,
  thiduactl,
} from "./lib/processes.mjs";
import { reportingFamily, startReporters } from "./lib/reports.mjs";
import { Load } from "./lib/load.mjs";
import { Wire, request } from "./lib/wire.mjs";

async function exerciseAccounts() {
  const made = await account(fixture("1222"), ["viewer"]);
  const one = await signIn(made.username, { device_id: "telephone" });
  const { refresh_token } = one.signIn;
  expectStatus(
    await anonymous.post("/v1/auth/token", {
      grant_type: "refresh_token",
      refresh_token,
      device_id: "telephone",
    }),
    200,
  );
  expectStatus(
    await one.post("/v1/me:change-password", {
      current_password: password,
      new_password: "một câu khác hẳn",
    }),
    204,
  );
  assert.equal(
    (
      await anonymous.post("/v1/auth/token", {
        grant_type: "password",
        username: made.username,
        password,
      })
    ).status,
    401,
  );
  await Promise.all(Array.from({ length: 20 }, () => signIn("reporter.1222")));
  const session = await anonymous.post(
    "/v1/auth/session",
    { username: "reporter.1222", password },
    { headers: { "x-app": "web", "sec-fetch-site": "same-origin" } },
  );
  expectStatus(session, 200);
}

async function exerciseReading() {
  const client = await as("administrator.1");
  const { next_cursor } = expectStatus(await client.get("/v1/organisations?limit=2"), 200);
  for (const path of [
    `/v1/organisations?limit=2&cursor=${next_cursor}`,
    "/v1/organisations?q=lao",
    "/v1/users",
    "/v1/audit-events",
    "/v1/administrative-units",
    "/v1/plans",
    "/v1/workflows/submission",
    "/metrics",
    "/readyz",
  ]) {
    expectStatus(await client.get(path, { headers: { "accept-language": "en" } }), 200);
  }
  assert.equal((await client.get(`/v1/organisations/${randomUUID()}`)).status, 404);
  assert.equal((await client.post("/v1/organisations", { name: "x".repeat(9000) })).status, 422);
}

async function exerciseFaults() {
  const client = await as("administrator.1");
  const postmaster = part("database");
  signal(postmaster, "SIGINT");
  await replaced("database", postmaster);
  await ready();
  await frozen(await backends("fast"), async () => {
    assert.equal((await client.get(`/v1/organisations/${fixture("1").id}`)).status, 503);
  });
  for (let n = 0; n < 20; n += 1) {
    const wire = new Wire(korePort);
    await wire.send(
      request("GET", "/v1/me", { headers: { Authorization: `Bearer ${client.token}` } }),
    );
    wire.hangUp();
  }
  assert.equal((await thiduactl("maintenance-on")).code, 0);
  await eventually(
    "changes are refused",
    async () => (await client.post("/v1/organisations", {})).status === 503,
  );
  assert.equal((await thiduactl("maintenance-off")).code, 0);
}

test("nothing that the service does is outside of its sandbox", async () => {
  await stop();
  const said = logFromHere("kore");
  const started = await start({ SECCOMP_TRACING: "yes" });
  assert.equal(started.code, 0, started.stderr);

  await exerciseAccounts();
  await exerciseReading();
  await found(fixture("111"));
  const load = new Load();
  const reporters = startReporters(load, await reportingFamily(2));
  await load.answered(100);
  await load.finish();
  await reporters.check();
  await exerciseFaults();
  await stop();

  const text = said();
  assert.match(text, /seccomp tracing enabled/);
  assert.deepEqual(text.match(/^.*seccomp violation.*$/gm) ?? [], []);
});

// What differs from our module: workers begin with a system call that nobody allowed them.
const DYING = `#include <kore/kore.h>
#include <kore/http.h>
#include <sys/syscall.h>
#include <unistd.h>

void kore_worker_configure(void);
int thidua_handle(struct http_request *);

void
kore_worker_configure(void)
{
	syscall(SYS_sethostname, "", 0);
}

int
thidua_handle(struct http_request *req)
{
	http_response(req, 200, NULL, 0);
	return KORE_RESULT_OK;
}
`;

// A new folder with module.so, for whoever runs Kore to read.
function dyingModule() {
  const folder = `${state}/${unique("dying-")}`;
  mkdirSync(folder);
  chmodSync(folder, 0o755);
  writeFileSync(`${folder}/module.c`, DYING);
  const compile = "cc -shared -fPIC -o module.so module.c $(cat /usr/share/kore/features)";
  execFileSync("bash", ["-c", compile], { cwd: folder });
  return folder;
}

function expectNothingRuns() {
  for (const name of ["supervisor", "database", "kore", "worker", "nginx"])
    assert.equal(part(name), undefined, name);
}

test("a service whose workers die at once does not start, and says why", async () => {
  await stop();
  const folder = dyingModule();
  const { uid, gid } = statSync(`${state}/run`);
  const kore = execFileSync("bash", ["-c", "command -v kore"], { encoding: "utf8" }).trim();
  // Stands before the real one in PATH, and has it load the module.
  const script = `#!/bin/sh
sed 's#^load .*#load ${folder}/module.so#' '${state}/run/kore.conf' > '${folder}/kore.conf'
exec '${kore}' -fnr -c '${folder}/kore.conf'
`;
  writeFileSync(`${folder}/kore`, script, { mode: 0o755 });
  chownSync(folder, uid, gid);

  const started = await start({ PATH: `${folder}:${process.env.PATH}` });

  assert.equal(started.code, 1);
  assert.match(
    started.stderr,
    /thidua stops: a Kore worker \(pid \d+\) died as soon as it had started/,
  );
  assert.match(started.stderr, /died from sandbox violation/);
  expectNothingRuns();
  rmSync(folder, { recursive: true });
});

test("a running service whose workers begin to die at once stops, and says why", async () => {
  await startAnew();
  const folder = dyingModule();
  const [kore, workers] = [part("kore"), koreWorkers()];
  renameSync(`${folder}/module.so`, `${state}/bin/thidua.so`);
  const supervisor = part("supervisor");

  signal(kore, "SIGKILL");

  await eventually("the supervisor has given up", () => !lives(supervisor), 30);
  assert.match(
    log("supervisor"),
    /thidua stops: a Kore worker \(pid \d+\) died as soon as it had started/,
  );
  assert.match(log("supervisor"), /died from sandbox violation/);
  expectNothingRuns();
  assert.ok(!workers.some(lives));
  rmSync(folder, { recursive: true });
});

test("the module that is started next is the built one again", async () => {
  await startAnew();

  assert.equal(statSync(`${state}/bin/thidua.so`).size, statSync(`${root}/build/thidua.so`).size);
  expectStatus(await (await as("administrator.1")).get("/v1/me"), 200);
});
