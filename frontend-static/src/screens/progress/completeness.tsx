import type { CompletenessCounts } from "../../api/contract.gen";
import { useI18n } from "../../i18n";
import { Stack } from "../../kit/bars";
import { ratio } from "../../kit/rate";

export function Completeness({ counts }: { counts: CompletenessCounts }) {
  const { t, number, percent } = useI18n();
  const done = counts.accepted + counts.submitted;
  const idle = Math.max(0, counts.owed - done - counts.returned - counts.draft);
  const parts = [
    { key: "accepted", tone: "good", value: counts.accepted },
    { key: "submitted", tone: "track", value: counts.submitted },
    { key: "returned", tone: "warn", value: counts.returned },
    { key: "draft", tone: "mute", value: counts.draft },
    { key: "not-begun", tone: "none", value: idle },
  ] as const;
  return (
    <section aria-labelledby="completeness">
      <h2 id="completeness">{t("progress.completeness")}</h2>
      <p className="lead">
        {t("progress.complete-of", { done: number(done), owed: number(counts.owed), percent: percent(ratio(done, counts.owed)) })}
      </p>
      <Stack parts={parts.map(({ tone, value }) => ({ tone, value }))} />
      <dl className="legend">
        {parts.map((part) => (
          <div key={part.key}>
            <dt>
              <svg className="swatch" viewBox="0 0 10 10" aria-hidden="true" focusable="false">
                <rect className={`bar-${part.tone}`} width="10" height="10" rx="2" />
              </svg>
              {t(`count.${part.key}`)}
            </dt>
            <dd>{number(part.value)}</dd>
          </div>
        ))}
        {counts.late > 0 && (
          <div>
            <dt>{t("count.late")}</dt>
            <dd>{number(counts.late)}</dd>
          </div>
        )}
      </dl>
    </section>
  );
}
