import { describe, expect, it } from "vitest";
import { daysLeft, dueBadge } from "./period";

// 17:00 in Ha Noi.
const due = "2026-12-16T10:00:00.000Z";
const words = (key: string, params?: Record<string, string | number>): string => `${key} ${params?.n ?? ""}`.trim();
const at = (moment: string) => dueBadge({ due_at: due }, words as never, Date.parse(moment)).text;

describe("dueBadge", () => {
  it("counts days by the calendar in Viet Nam", () => {
    expect(daysLeft(due, Date.parse("2026-12-15T16:59:00Z"))).toBe(1);
    expect(daysLeft(due, Date.parse("2026-12-15T17:01:00Z"))).toBe(0);
  });

  it("says today until the moment itself, then overdue", () => {
    expect(at("2026-12-16T09:59:00Z")).toBe("home.due-today");
    expect(at("2026-12-16T10:01:00Z")).toBe("home.overdue 1");
    expect(at("2026-12-27T10:01:00Z")).toBe("home.overdue 11");
    expect(at("2026-12-10T01:00:00Z")).toBe("home.due-days 6");
  });
});
