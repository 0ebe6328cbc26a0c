// How busy the machine is with other things, and how much memory processes take.
import { readFileSync, readdirSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { setTimeout as pause } from "node:timers/promises";

const ticks = () => {
  const [, ...numbers] = readFileSync("/proc/stat", "utf8").split("\n")[0].split(/\s+/).map(Number);
  const idle = numbers[3] + numbers[4];
  const stolen = numbers[7] ?? 0;
  return { idle, stolen, all: numbers.slice(0, 8).reduce((a, b) => a + b, 0) };
};

// Share of all cores that is in use while nothing is being measured.
export const busyShare = async (milliseconds = 200) => {
  const before = ticks();
  await pause(milliseconds);
  const after = ticks();
  return 1 - (after.idle - before.idle) / Math.max(1, after.all - before.all);
};

export const machine = () => ({
  cores: cpus().length,
  model: cpus()[0]?.model,
  memory_gb: Math.round(totalmem() / 2 ** 30),
  load_average: loadavg().map((value) => Math.round(value * 100) / 100),
});

const statOf = (pid) => {
  const text = readFileSync(`/proc/${pid}/stat`, "utf8");
  const [, parent] = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return Number(parent);
};

export const childrenOf = (pid) =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        return statOf(name) === pid;
      } catch {
        return false; // it has ended meanwhile
      }
    })
    .map(Number);

// Resident memory, with what is shared with others counted whole.
export const residentMegabytes = (pid) => {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return Number(kilobytes) / 1024;
};
