// Keeps a report in work in step with the server. One write is under way at a time and the latest wins; what was
// typed is on the device first; a write whose answer got lost is recognised as our own by its mutation id; what
// somebody else changed meanwhile is merged fact by fact, and only true contradictions are asked about.
import type { Submission, SubmissionPatch } from "../api/contract.gen";
import { ApiProblem, isPassing, isProblem } from "../api/problem";
import { uuid } from "../api/uuid";
import { factsOf, patchOf, pathsAt, sameFact, wireOf, type Fact, type Facts } from "./facts";

export interface Snapshot {
  version: number;
  base: Facts;
  edits: Facts;
  // Writes that were sent and never answered.
  unanswered: string[];
}

export type Remote = Pick<Submission, "version" | "mutation_id" | "values" | "narrative" | "estimate">;
export type SaveStatus = "clean" | "typing" | "saving" | "saved" | "local" | "conflict" | "refused" | "stopped";

export interface Conflict {
  path: string;
  mine: Fact;
  theirs: Fact;
}

export interface SyncOptions {
  update: (version: number, patch: SubmissionPatch) => Promise<Remote>;
  write: (snapshot: Snapshot) => Promise<void>;
  drop: () => Promise<void>;
  parse: (text: string) => string | null;
  changed: () => void;
  delay?: number;
  firstRetry?: number;
}

const LONGEST_RETRY = 30_000;

export class Sync {
  status: SaveStatus = "clean";
  savedAt: Date | null = null;
  error: unknown = null;
  conflicts: Conflict[] = [];
  // What the server would not take, with its words, until it is changed.
  refused: Record<string, string> = {};
  edits: Facts = {};
  base: Facts;
  version: number;

  private unanswered: string[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> | null = null;
  private retry = 0;
  private closed = false;
  private readonly options: SyncOptions;

  constructor(remote: Remote, kept: Snapshot | null, options: SyncOptions) {
    this.options = options;
    this.base = factsOf(remote);
    this.version = remote.version;
    if (kept === null) return;
    this.edits = { ...kept.edits };
    this.unanswered = [...kept.unanswered];
    if (kept.version !== remote.version) this.rebase(kept.base, remote);
    if (this.conflicts.length > 0) this.status = "conflict";
    else if (Object.keys(this.edits).length > 0) this.later(0);
  }

  fact(path: string): Fact {
    return path in this.edits ? this.edits[path]! : (this.base[path] ?? null);
  }

  isSaved(): boolean {
    return this.running === null && Object.keys(this.edits).length === 0 && this.conflicts.length === 0;
  }

  edit(path: string, typed: Fact): void {
    delete this.refused[path];
    const wire = wireOf(path, typed, this.options.parse);
    if (wire !== undefined && this.running === null && sameFact(path, wire, this.base[path])) delete this.edits[path];
    else this.edits[path] = typed;
    if (this.conflicts.length === 0) this.become("typing");
    this.later(this.options.delay ?? 800);
  }

  resolve(path: string, keep: "mine" | "theirs"): void {
    if (keep === "theirs") delete this.edits[path];
    this.conflicts = this.conflicts.filter((one) => one.path !== path);
    this.become(this.conflicts.length > 0 ? "conflict" : "typing");
    if (this.conflicts.length === 0) void this.flush();
  }

  // Brings everything to the server that can be brought; true when nothing is left.
  async flush(): Promise<boolean> {
    this.cancel();
    await this.running;
    if (this.closed) return this.isSaved();
    this.running ??= this.run().finally(() => {
      this.running = null;
      this.options.changed();
    });
    await this.running;
    return this.isSaved();
  }

  // The page goes away: what was typed since the last pause must at least be on the device.
  async keep(): Promise<void> {
    if (Object.keys(this.edits).length > 0) await this.options.write(this.snapshot());
  }

  // The network is back: do not wait for the rest of the pause.
  hurry(): void {
    if (this.status === "local") void this.flush();
  }

  close(): void {
    this.cancel();
    this.closed = true;
    void this.keep().catch(() => undefined);
  }

  private snapshot(): Snapshot {
    return { version: this.version, base: this.base, edits: { ...this.edits }, unanswered: [...this.unanswered] };
  }

  private cancel(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private later(delay: number): void {
    this.cancel();
    if (!this.closed) this.timer = setTimeout(() => void this.flush(), delay);
  }

  private become(status: SaveStatus): void {
    this.status = status;
    this.options.changed();
  }

  private sendable(): Facts {
    const facts: Facts = {};
    for (const [path, typed] of Object.entries(this.edits)) {
      if (path in this.refused) continue;
      const wire = wireOf(path, typed, this.options.parse);
      if (wire !== undefined && !sameFact(path, wire, this.base[path])) facts[path] = wire;
    }
    return facts;
  }

  private async run(): Promise<void> {
    for (;;) {
      // A device that keeps nothing must not stop the server from getting it.
      await this.keep().catch(() => undefined);
      if (this.conflicts.length > 0) return this.become("conflict");
      const facts = this.sendable();
      if (Object.keys(facts).length === 0) return this.rest();
      this.become("saving");
      if (!(await this.send(facts))) return;
    }
  }

  // Nothing more to send; what is left in `edits` cannot be sent as it stands.
  private async rest(): Promise<void> {
    this.forgetEqual();
    if (Object.keys(this.edits).length > 0) return this.become("refused");
    await this.options.drop().catch(() => undefined);
    this.become(this.savedAt === null ? "clean" : "saved");
  }

  // True: go on with the loop.
  private async send(facts: Facts): Promise<boolean> {
    const mutation_id = uuid();
    this.unanswered.push(mutation_id);
    await this.keep().catch(() => undefined);
    try {
      this.settle(await this.options.update(this.version, { ...patchOf(facts), mutation_id }));
      if (this.timer === undefined) return true;
      // Somebody is still typing; the pause after the last key brings us back.
      this.become("typing");
      return false;
    } catch (error) {
      return this.recover(error, facts);
    }
  }

  private recover(error: unknown, facts: Facts): boolean {
    if (isPassing(error)) {
      this.retry = Math.min(LONGEST_RETRY, this.retry === 0 ? (this.options.firstRetry ?? 1000) : this.retry * 2);
      this.become("local");
      this.later(this.retry);
      return false;
    }
    if (isProblem(error, "version-mismatch") && error.problem.current) {
      const current = error.problem.current as unknown as Remote;
      if (this.isOwn(current)) this.settle(current);
      else this.rebase(this.base, current);
      return true;
    }
    if (error instanceof ApiProblem && error.status === 422) {
      const before = Object.keys(this.refused).length;
      for (const fault of error.faults) {
        for (const path of pathsAt(fault.pointer ?? "", facts)) this.refused[path] = fault.detail ?? fault.code;
      }
      if (Object.keys(this.refused).length > before) return true;
    }
    this.error = error;
    this.become("stopped");
    return false;
  }

  // The server has it. Edits that say the same as the server are done; those typed meanwhile stay.
  private settle(remote: Remote): void {
    this.base = factsOf(remote);
    this.version = remote.version;
    this.unanswered = [];
    this.retry = 0;
    this.error = null;
    this.savedAt = new Date();
    this.forgetEqual();
  }

  private rebase(before: Facts, remote: Remote): void {
    const now = factsOf(remote);
    for (const [path, typed] of Object.entries(this.isOwn(remote) ? {} : this.edits)) {
      const mine = wireOf(path, typed, this.options.parse);
      const theirs = now[path] ?? null;
      const agreed = mine !== undefined && sameFact(path, theirs, mine);
      if (!sameFact(path, theirs, before[path]) && !agreed) this.conflicts.push({ path, mine: typed, theirs });
    }
    this.base = now;
    this.version = remote.version;
    this.forgetEqual();
  }

  private isOwn(remote: Remote): boolean {
    return remote.mutation_id !== null && this.unanswered.includes(remote.mutation_id);
  }

  private forgetEqual(): void {
    for (const [path, typed] of Object.entries(this.edits)) {
      const wire = wireOf(path, typed, this.options.parse);
      if (wire !== undefined && sameFact(path, wire, this.base[path])) delete this.edits[path];
    }
  }
}
