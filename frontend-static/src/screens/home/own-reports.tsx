import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useLocation } from "wouter";
import { createSubmission } from "../../api/commands";
import type { Me, Period, PeriodList, SubmissionSummary } from "../../api/contract.gen";
import { isProblem } from "../../api/problem";
import { indicatorsQuery, organisationQuery, submissionsQuery } from "../../api/queries";
import { useCommand } from "../../api/use-command";
import { uuid } from "../../api/uuid";
import { useI18n } from "../../i18n";
import { Button, ButtonLink } from "../../kit/button";
import { Badge, ProblemNotice } from "../../kit/notice";
import { Wait } from "../../kit/page";
import { dueBadge, stateBadge } from "./period";

// The own reports alone: below the own parent one sees nobody but oneself.
function useOwnReports(me: Me) {
  const leaf = me.organisation.level === "grassroots";
  const own = useQuery({ ...organisationQuery(me.organisation.id), enabled: !leaf });
  const parent = own.data?.parent_id ?? undefined;
  return useQuery({
    ...submissionsQuery(leaf ? { organisation_id: me.organisation.id } : { parent_id: parent ?? "" }),
    enabled: leaf || parent !== undefined,
  });
}

function useUnsent(me: Me): string[] {
  const [ids, setIds] = useState<string[]>([]);
  useEffect(() => {
    let current = true;
    void import("../../drafts/store")
      .then((store) => store.unsentDrafts(me.user.id))
      .then((found) => current && setIds(found))
      .catch(() => undefined);
    return () => {
      current = false;
    };
  }, [me.user.id]);
  return ids;
}

function StartButton({ period }: { period: Period }) {
  const { t } = useI18n();
  const [, go] = useLocation();
  // The id is ours, so pressing twice makes one report.
  const [id] = useState(uuid);
  const start = useCommand(
    () => createSubmission(id, period.id),
    (made) => go(`/reports/${made.id}`),
  );
  const { error } = start;
  useEffect(() => {
    // A colleague was quicker: go on with theirs.
    if (isProblem(error, "submission-exists") && error.problem.submission_id) go(`/reports/${error.problem.submission_id}`);
  }, [error, go]);
  return (
    <>
      <Button look="primary" busy={start.isPending} onClick={() => start.mutate(undefined)}>
        {start.isPending ? t("home.starting") : t("home.start")}
      </Button>
      {start.isError && !isProblem(error, "submission-exists") && <ProblemNotice error={error} />}
    </>
  );
}

function Action({ report, period }: { report: SubmissionSummary | undefined; period: Period }) {
  const { t } = useI18n();
  if (report === undefined) return <StartButton period={period} />;
  const to = `/reports/${report.id}`;
  if (report.state === "returned") return <ButtonLink look="primary" to={to}>{t("home.mend")}</ButtonLink>;
  if (report.state === "draft") return <ButtonLink look="primary" to={to}>{t("home.continue")}</ButtonLink>;
  return <ButtonLink to={to}>{t("home.open")}</ButtonLink>;
}

function Duty({ period, report, unsent }: { period: Period; report: SubmissionSummary | undefined; unsent: boolean }) {
  const { t, moment } = useI18n();
  const state = report?.state ?? "none";
  const due = dueBadge(period, t);
  const done = state === "submitted" || state === "accepted";
  return (
    <li className="card duty">
      <div className="duty-text">
        <h3>{t("home.period", { code: period.code })}</h3>
        <p className="fine">{t("home.due", { at: moment(period.due_at) })}</p>
        <p className="badges">
          <Badge {...stateBadge(state)}>{t(`report-state.${state}`)}</Badge>
          {!done && (
            <Badge tone={due.tone} icon={due.icon}>
              {due.text}
            </Badge>
          )}
          {unsent && <Badge tone="warn">{t("home.unsent")}</Badge>}
        </p>
        {state === "returned" && report?.return_reason && <p className="quote">{report.return_reason}</p>}
      </div>
      <div className="duty-action">
        <Action report={report} period={period} />
      </div>
    </li>
  );
}

export function OwnReports({ me, periods }: { me: Me; periods: UseQueryResult<PeriodList> }) {
  const { t } = useI18n();
  const reports = useOwnReports(me);
  const indicators = useQuery(indicatorsQuery);
  const unsent = useUnsent(me);
  const asked = [...(indicators.data?.values() ?? [])].some((one) => one.reporting_levels.includes(me.organisation.level));
  return (
    <section aria-labelledby="own">
      <h2 id="own">{t("home.own")}</h2>
      <Wait query={periods} lines={3}>
        {(list) => (
          <Wait query={reports} lines={3}>
            {(own) => {
              if (list.items.length === 0) return <p className="empty">{t("home.own-none")}</p>;
              if (indicators.data && !asked) return <p className="empty">{t("home.own-not-owed")}</p>;
              return (
                <ul className="cards">
                  {list.items.map((period) => {
                    const report = own.items.find((one) => one.period_id === period.id && one.state !== "withdrawn" && one.state !== "superseded");
                    return <Duty key={period.id} period={period} report={report} unsent={report !== undefined && unsent.includes(report.id)} />;
                  })}
                </ul>
              );
            }}
          </Wait>
        )}
      </Wait>
    </section>
  );
}
