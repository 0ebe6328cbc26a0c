import { useQuery } from "@tanstack/react-query";
import type { Completeness, Me, PlanSummary, Progress } from "../../api/contract.gen";
import { completenessQuery, plansQuery, progressQuery } from "../../api/queries";
import { useI18n } from "../../i18n";
import { ButtonLink } from "../../kit/button";
import { Wait } from "../../kit/page";
import { Meter } from "../../kit/bars";
import { ratio } from "../../kit/rate";
import { Verdict } from "../progress/verdict";
import { choosePlan } from "../progress/choose-plan";

export function Reports({ counts }: { counts: Completeness["counts"] }) {
  const { t, number, percent } = useI18n();
  const done = counts.submitted + counts.accepted;
  return (
    <div className="reports-in">
      <p>
        {t("home.reports-in")}: <strong>{t("home.reports-of", { done: number(done), owed: number(counts.owed) })}</strong>
        {counts.owed > 0 && <span className="soft"> ({percent(ratio(done, counts.owed))})</span>}
      </p>
      <Meter value={done} of={counts.owed} />
    </div>
  );
}

function Glimpse({ me, plan }: { me: Me; plan: PlanSummary }) {
  const { t } = useI18n();
  const scope = { organisation_id: me.organisation.id };
  const progress = useQuery(progressQuery(plan.id, scope));
  const completeness = useQuery(completenessQuery(plan.id, scope));
  const many = me.organisation.level !== "grassroots";
  return (
    <div className="card">
      <Wait query={progress} lines={3}>
        {(data: Progress) => <Verdict summary={data.summary} />}
      </Wait>
      {many && <Wait query={completeness} lines={1}>{(data) => <Reports counts={data.counts} />}</Wait>}
      <ButtonLink to="/progress">{t("home.progress-open")}</ButtonLink>
    </div>
  );
}

export function ProgressGlimpse({ me }: { me: Me }) {
  const { t } = useI18n();
  const plans = useQuery(plansQuery);
  return (
    <section aria-labelledby="results">
      <h2 id="results">{t("home.progress")}</h2>
      <Wait query={plans} lines={3}>
        {(list) => {
          const plan = choosePlan(list.items, me.organisation.id);
          return plan ? <Glimpse me={me} plan={plan} /> : <p className="empty">{t("progress.no-plan")}</p>;
        }}
      </Wait>
    </section>
  );
}
