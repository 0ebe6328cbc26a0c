// Memory of the workers while each of them holds a thousand connections that all ask something now
// and then.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { load, writeRequests } from "./client.mjs";
import { childrenOf, residentMegabytes } from "./machine.mjs";
import { settings } from "./settings.mjs";

const CONNECTIONS = 1000;
const SECONDS = 4;

const partOf = (system, scale) =>
  system === "thidua" ? `kore-thidua-${scale.unions}` : `peer-${scale.unions}`;

// Kore's parent has a key manager beside the workers; those are told by their titles.
const workersOf = (system, scale) => {
  const [pid] = readFileSync(join(settings.bench, "pid", partOf(system, scale)), "utf8").split(" ");
  return childrenOf(Number(pid)).filter(
    (child) =>
      system !== "thidua" || readFileSync(`/proc/${child}/cmdline`, "utf8").includes("wrk"),
  );
};

export const memoryRow = {
  name: "memory of a worker, 1 000 connections each",
  unit: "MB",
  lower: true,
  systems: ["thidua", "peer"],
  value: (result) => result.megabytes,
  async measure({ system, scale, facts, sign }) {
    const token = sign(facts.central);
    const targets = facts.organisations.slice(0, 1000);
    const file = writeRequests(
      "memory",
      targets.map((id) => ({ path: `/v1/organisations/${id}`, token })),
    );
    const connections = CONNECTIONS * settings.workers;
    const running = load({
      port: scale.ports[system],
      file,
      connections,
      seconds: SECONDS,
      warmUp: 0.5,
      rate: connections,
    });
    await pause(SECONDS * 1000);
    const megabytes = Math.max(...workersOf(system, scale).map(residentMegabytes));
    return { ...(await running), megabytes };
  },
};
