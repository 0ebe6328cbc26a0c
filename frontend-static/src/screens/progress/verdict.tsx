import type { Progress, TargetStatus } from "../../api/contract.gen";
import { useI18n } from "../../i18n";
import { Icon, type IconName } from "../../kit/icon";
import type { Tone } from "../../kit/notice";

export const statuses: TargetStatus[] = ["achieved", "on_track", "behind", "no_data"];
export const statusTone: Record<TargetStatus, Tone> = { achieved: "good", on_track: "track", behind: "warn", no_data: "mute" };
export const statusIcon: Record<TargetStatus, IconName> = { achieved: "check", on_track: "arrow", behind: "warn", no_data: "minus" };

// The first line of everything about progress: achieved or not yet, with the counts.
export function Verdict({ summary }: { summary: Progress["summary"] }) {
  const { t } = useI18n();
  const total = statuses.reduce((sum, status) => sum + summary[status], 0);
  const sentence =
    total === 0 || summary.no_data === total
      ? t("progress.nothing")
      : summary.achieved === total
        ? t("progress.all-met", { total })
        : t("progress.not-met", { met: summary.achieved, total });
  return (
    <div className="verdict">
      <p className="verdict-line">{sentence}</p>
      <ul className="tally">
        {statuses.map((status) => (
          <li key={status} className={`tally-${statusTone[status]}`}>
            <strong>{summary[status]}</strong>
            <span>
              <Icon name={statusIcon[status]} />
              {t(`status.${status}`)}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
