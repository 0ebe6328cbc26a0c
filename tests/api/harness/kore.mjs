// Another Kore on the same database, with settings of its own: for tests of what is read at start.
import { execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, copyFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import net from "node:net";
import { Client } from "./client.mjs";
import { eventually, state } from "./service.mjs";

const template = readFileSync(new URL("../../../api/run/kore.conf.in", import.meta.url), "utf8");
const owner = statSync(`${state}/run`);

function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

// What the service's own Kore was started with.
function environment() {
  const text = execFileSync("bash", ["-c", '. "$1"; env -0', "bash", `${state}/run/environment`], {
    encoding: "utf8",
    env: { PATH: process.env.PATH },
  });
  const all = text
    .split("\0")
    .filter((line) => line !== "")
    .map((line) => line.split(/=(.*)/s).slice(0, 2));
  return Object.fromEntries(all.filter(([name]) => name.startsWith("THIDUA_") || name === "PATH"));
}

function write(path, text, mode = 0o644) {
  writeFileSync(path, text, { mode });
  chownSync(path, owner.uid, owner.gid);
}

function folder(path) {
  mkdirSync(path, { mode: 0o755 });
  chownSync(path, owner.uid, owner.gid);
  return path;
}

function prepare(home, port, ring) {
  for (const name of ["", "/run", "/bin"]) folder(home + name);
  copyFileSync(`${state}/bin/thidua.so`, `${home}/bin/thidua.so`);
  if (ring !== undefined) write(`${home}/ring`, ring, 0o600);
  const values = { STATE: home, KORE_PORT: port, WORKERS: 1, NOFILES: 1024, SECCOMP_TRACING: "no" };
  write(
    `${home}/kore.conf`,
    template.replaceAll(/@([A-Z_]+)@/g, (whole, name) => String(values[name] ?? whole)),
  );
}

// A fresh key as the ring holds it.
export function keyLine(kid, purpose) {
  return `${kid} ${purpose} ${randomBytes(32).toString("base64url")}\n`;
}

/*
 * Starts it; t is the test, at whose end it stops. ring: text of another key ring; settings: more
 * environment. Gives { port, client, stop, stopped }; stopped is a promise of what it said when it
 * ended.
 */
export async function startKore(t, { ring, settings = {}, wait = true } = {}) {
  const home = `${state}/kore-${randomBytes(4).toString("hex")}`;
  const port = await freePort();
  prepare(home, port, ring);
  const child = spawn("kore", ["-fnr", "-c", `${home}/kore.conf`], {
    cwd: "/",
    uid: owner.uid,
    gid: owner.gid,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...environment(),
      HOME: home,
      ...(ring !== undefined && { THIDUA_KEYS: `${home}/ring` }),
      ...settings,
    },
  });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => said.push(chunk));
  const stopped = new Promise((resolve) => {
    child.on("close", (code) => resolve({ code, text: said.join("") }));
  });
  const stop = async () => {
    child.kill("SIGTERM");
    return stopped;
  };
  t.after(stop);
  const client = (token) => new Target(port, token);
  if (wait)
    await eventually("Kore is ready", () =>
      client()
        .get("/readyz")
        .then(
          (a) => a.status === 200,
          () => false,
        ),
    );
  return { port, client, stop, stopped };
}

class Target extends Client {
  constructor(port, token) {
    super({ token });
    this.port = port;
  }

  call(method, path, options) {
    return super.call(method, path, { target: this.port, ...options });
  }
}
