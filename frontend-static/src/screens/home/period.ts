import type { PeriodRef, SubmissionState } from "../../api/contract.gen";
import type { I18n } from "../../i18n";
import type { Tone } from "../../kit/notice";
import type { IconName } from "../../kit/icon";

const DAY = 86_400_000;

// Whole days by the calendar in Viet Nam, which keeps no summer time.
const dayNumber = (at: number): number => Math.floor((at + 7 * 3_600_000) / DAY);
export const daysLeft = (due: string, now: number): number => dayNumber(Date.parse(due)) - dayNumber(now);

export function dueBadge(period: Pick<PeriodRef, "due_at">, t: I18n["t"], now = Date.now()): { tone: Tone; icon: IconName; text: string } {
  const days = daysLeft(period.due_at, now);
  if (Date.parse(period.due_at) < now) return { tone: "bad", icon: "warn", text: t("home.overdue", { n: Math.max(1, -days) }) };
  if (days === 0) return { tone: "warn", icon: "clock", text: t("home.due-today") };
  return { tone: days <= 7 ? "warn" : "mute", icon: "clock", text: t("home.due-days", { n: days }) };
}

export function stateBadge(state: SubmissionState | "none"): { tone: Tone; icon: IconName } {
  switch (state) {
    case "accepted":
      return { tone: "good", icon: "check" };
    case "submitted":
      return { tone: "track", icon: "arrow" };
    case "returned":
      return { tone: "warn", icon: "back" };
    default:
      return { tone: "mute", icon: "minus" };
  }
}
