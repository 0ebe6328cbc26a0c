import { beforeEach, describe, expect, it, vi } from "vitest";
import type { SubmissionPatch } from "../api/contract.gen";
import { ApiProblem, NoAnswer } from "../api/problem";
import { parseDecimal } from "../i18n/decimal";
import { Sync, type Remote, type Snapshot } from "./sync";

// A server that keeps one report, counts versions and refuses old ones.
class Server {
  report: Remote = { version: 1, mutation_id: null, values: {}, narrative: null, estimate: false };
  writes: SubmissionPatch[] = [];
  underWay = 0;
  most = 0;
  fail: ((patch: SubmissionPatch) => Error | null) | null = null;
  loseAnswer = false;

  change(patch: SubmissionPatch): void {
    const values = structuredClone(this.report.values) as Record<string, Record<string, unknown>>;
    for (const [code, parts] of Object.entries(patch.values ?? {})) {
      values[code] = { ...values[code], ...parts };
      for (const [part, fact] of Object.entries(values[code])) if (fact === null) delete values[code][part];
    }
    this.report = {
      version: this.report.version + 1,
      mutation_id: patch.mutation_id ?? null,
      values: values as Remote["values"],
      narrative: patch.narrative === undefined ? this.report.narrative : patch.narrative,
      estimate: patch.estimate ?? this.report.estimate,
    };
  }

  async update(version: number, patch: SubmissionPatch): Promise<Remote> {
    this.underWay += 1;
    this.most = Math.max(this.most, this.underWay);
    await new Promise((done) => setTimeout(done, 20));
    this.underWay -= 1;
    const failure = this.fail?.(patch);
    if (failure) throw failure;
    if (version !== this.report.version) {
      throw new ApiProblem({
        type: "", title: "", status: 412, instance: "", code: "version-mismatch", current: structuredClone(this.report) as never,
      });
    }
    this.writes.push(patch);
    this.change(patch);
    if (this.loseAnswer) {
      this.loseAnswer = false;
      throw new NoAnswer();
    }
    return structuredClone(this.report);
  }
}

const refusal = (pointer: string) =>
  new ApiProblem({
    type: "", title: "", status: 422, instance: "", code: "validation-failed", errors: [{ pointer, code: "negative", detail: "nope" }],
  });

let server: Server;
let kept: Snapshot | null;
const start = (from: Snapshot | null = null): Sync =>
  new Sync(structuredClone(server.report), from, {
    update: (version, patch) => server.update(version, patch),
    write: async (snapshot) => {
      kept = structuredClone(snapshot);
    },
    drop: async () => {
      kept = null;
    },
    parse: (text) => parseDecimal(text, "vi"),
    changed: () => {},
  });

beforeEach(() => {
  vi.useFakeTimers();
  server = new Server();
  kept = null;
});

describe("Sync", () => {
  it("sends once, 0.8 s after the last key", async () => {
    const sync = start();
    for (const text of ["1", "12", "120"]) {
      sync.edit("HY1/numerator", text);
      await vi.advanceTimersByTimeAsync(500);
    }
    expect(server.writes).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1000);
    expect(server.writes).toHaveLength(1);
    expect(server.writes[0]!.values).toEqual({ HY1: { numerator: "120" } });
    expect(sync.status).toBe("saved");
    expect(kept).toBeNull();
  });

  it("has one write under way, and the latest wins", async () => {
    const sync = start();
    sync.edit("HY1/numerator", "1");
    await vi.advanceTimersByTimeAsync(805);
    sync.edit("HY1/numerator", "2");
    void sync.flush();
    sync.edit("HY2/flag", true);
    void sync.flush();
    await vi.advanceTimersByTimeAsync(3000);
    expect(server.most).toBe(1);
    expect(server.report.values).toEqual({ HY1: { numerator: "2" }, HY2: { flag: true } });
    expect(sync.isSaved()).toBe(true);
  });

  it("keeps on the device what cannot be sent, and tries again by itself", async () => {
    const sync = start();
    server.fail = () => new NoAnswer();
    sync.edit("HY1/numerator", "7");
    await vi.advanceTimersByTimeAsync(900);
    expect(sync.status).toBe("local");
    expect(kept!.edits).toEqual({ "HY1/numerator": "7" });
    server.fail = null;
    await vi.advanceTimersByTimeAsync(1100);
    expect(sync.status).toBe("saved");
    expect(server.report.values).toEqual({ HY1: { numerator: "7" } });
  });

  it("recognises its own write whose answer got lost", async () => {
    const sync = start();
    server.loseAnswer = true;
    sync.edit("HY1/numerator", "7");
    await vi.advanceTimersByTimeAsync(900);
    sync.edit("HY1/numerator", "8");
    await vi.advanceTimersByTimeAsync(3000);
    expect(sync.conflicts).toEqual([]);
    expect(server.report.values).toEqual({ HY1: { numerator: "8" } });
    expect(sync.status).toBe("saved");
  });

  it("recognises it after the page was loaded anew, too", async () => {
    const sync = start();
    server.loseAnswer = true;
    sync.edit("HY1/numerator", "7");
    await vi.advanceTimersByTimeAsync(850);
    sync.edit("HY1/numerator", "9");
    sync.close();
    await vi.advanceTimersByTimeAsync(0);
    const again = start(kept);
    expect(again.conflicts).toEqual([]);
    await vi.advanceTimersByTimeAsync(100);
    expect(server.report.values).toEqual({ HY1: { numerator: "9" } });
  });

  it("merges what somebody else changed elsewhere", async () => {
    const sync = start();
    server.change({ values: { HY2: { numerator: "5" } }, mutation_id: "00000000-0000-4000-8000-000000000001" });
    sync.edit("HY1/numerator", "1");
    await vi.advanceTimersByTimeAsync(1000);
    expect(sync.conflicts).toEqual([]);
    expect(server.report.values).toEqual({ HY1: { numerator: "1" }, HY2: { numerator: "5" } });
    expect(sync.fact("HY2/numerator")).toBe("5");
  });

  it.each([
    ["mine", "1"],
    ["theirs", "5"],
  ] as const)("asks about a true contradiction and keeps %s", async (keep, wanted) => {
    const sync = start();
    server.change({ values: { HY1: { numerator: "5" } }, mutation_id: "00000000-0000-4000-8000-000000000001" });
    sync.edit("HY1/numerator", "1");
    await vi.advanceTimersByTimeAsync(1000);
    expect(sync.conflicts).toEqual([{ path: "HY1/numerator", mine: "1", theirs: "5" }]);
    expect(sync.isSaved()).toBe(false);
    expect(server.report.values).toEqual({ HY1: { numerator: "5" } });
    sync.resolve("HY1/numerator", keep);
    await vi.advanceTimersByTimeAsync(1000);
    expect(server.report.values).toEqual({ HY1: { numerator: wanted } });
    expect(sync.isSaved()).toBe(true);
  });

  it("sends the rest when one fact is refused, and the mended fact later", async () => {
    const sync = start();
    server.fail = (patch) => (patch.values?.HY1?.numerator === "9" ? refusal("/values/HY1/numerator") : null);
    sync.edit("HY1/numerator", "9");
    sync.edit("HY2/numerator", "3");
    await vi.advanceTimersByTimeAsync(1000);
    expect(sync.refused).toEqual({ "HY1/numerator": "nope" });
    expect(sync.status).toBe("refused");
    expect(server.report.values).toEqual({ HY2: { numerator: "3" } });
    expect(kept!.edits).toEqual({ "HY1/numerator": "9" });
    sync.edit("HY1/numerator", "4");
    await vi.advanceTimersByTimeAsync(1000);
    expect(server.report.values).toEqual({ HY1: { numerator: "4" }, HY2: { numerator: "3" } });
    expect(sync.isSaved()).toBe(true);
  });

  it("keeps what is no number, without sending it", async () => {
    const sync = start();
    sync.edit("HY1/numerator", "abc");
    await vi.advanceTimersByTimeAsync(1000);
    expect(server.writes).toHaveLength(0);
    expect(kept!.edits).toEqual({ "HY1/numerator": "abc" });
    expect(sync.isSaved()).toBe(false);
  });

  it("clears what was emptied", async () => {
    server.change({ values: { HY1: { numerator: "5" } } });
    const sync = start();
    sync.edit("HY1/numerator", "");
    await vi.advanceTimersByTimeAsync(1000);
    expect(server.writes[0]!.values).toEqual({ HY1: { numerator: null } });
  });

  it("survives thirty losses of the network", async () => {
    const sync = start();
    for (let cycle = 1; cycle <= 30; cycle += 1) {
      server.fail = cycle % 3 === 0 ? () => new NoAnswer() : null;
      server.loseAnswer = cycle % 3 === 1;
      sync.edit("HY1/numerator", String(cycle));
      await vi.advanceTimersByTimeAsync(900);
      server.fail = null;
      await vi.advanceTimersByTimeAsync(60_000);
      expect(sync.conflicts).toEqual([]);
      expect(server.report.values).toEqual({ HY1: { numerator: String(cycle) } });
    }
  });
});
