import { useState } from "react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useLocation } from "wouter";
import type { Indicator, Plan, Submission } from "../../api/contract.gen";
import { indicatorsQuery, planQuery, submissionQuery } from "../../api/queries";
import { useMe } from "../../app/session";
import { useI18n } from "../../i18n";
import { Loading, Page, Wait } from "../../kit/page";
import type { Complaint } from "../../kit/notice";
import { CheckAnswers } from "./check";
import { Entry } from "./entry";
import { questionsOf, type Question } from "./questions";
import { useSync } from "./use-sync";
import { ReportView } from "./view";
import "../../styles/report.css";

function Writing({ report, questions, step }: { report: Submission; questions: Question[]; step: string | undefined }) {
  const me = useMe();
  const client = useQueryClient();
  const [, go] = useLocation();
  const [found, setFound] = useState<Complaint[]>([]);
  const draft = useSync(report, me.user.id);
  if (draft === null) return <Loading lines={8} />;
  if (step !== "check") {
    return (
      <Entry
        report={report}
        questions={questions}
        draft={draft}
        found={found}
        go={() => {
          setFound([]);
          go(`/reports/${report.id}/check`);
        }}
      />
    );
  }
  return (
    <CheckAnswers
      report={report}
      questions={questions}
      draft={draft}
      refused={(complaints) => {
        setFound(complaints);
        go(`/reports/${report.id}`);
      }}
      sent={(answer) => {
        client.setQueryData(["submission", report.id], { ...report, ...answer });
        void client.invalidateQueries({ queryKey: ["submissions"] });
        go(`/reports/${report.id}/receipt`, { replace: true });
      }}
    />
  );
}

function Whole({ report, plan, indicators, step }: { report: Submission; plan: Plan; indicators: Map<string, Indicator>; step: string | undefined }) {
  const me = useMe();
  const { t } = useI18n();
  const questions = questionsOf(plan, indicators, report);
  const writing = report.allowed_actions.includes("update") && report.organisation_id === me.organisation.id;
  const title = writing && step === "check" ? t("report.check-title") : t("report.title", { code: report.period.code });
  return (
    <Page
      title={title}
      aboutText={report.organisation.name}
      about={
        <>
          {report.organisation.name}
          <span className="fine">
            {t("report.plan", { symbol: report.plan.symbol ?? report.plan.title })}
            {report.number > 1 && ` · ${t("report.correction", { n: String(report.number - 1) })}`}
          </span>
        </>
      }
    >
      {writing ? (
        <Writing report={report} questions={questions} step={step} />
      ) : (
        <ReportView report={report} questions={questions} receipt={step === "receipt"} />
      )}
    </Page>
  );
}

export default function Report({ id, step }: { id: string; step?: string | undefined }) {
  // What one goes on writing must be the latest; while one writes, the draft knows better than any renewal.
  const report = useQuery({ ...submissionQuery(id), refetchOnWindowFocus: false, refetchOnReconnect: false });
  const plan = useQuery({ ...planQuery(report.data?.plan_id ?? ""), enabled: report.data !== undefined });
  const indicators = useQuery(indicatorsQuery);
  if (report.data && !report.isFetchedAfterMount) return <Loading lines={8} />;
  return (
    <Wait query={report} lines={8}>
      {(own) => (
        <Wait query={plan} lines={8}>
          {(document) => (
            <Wait query={indicators} lines={8}>
              {(catalogue) => <Whole report={own} plan={document} indicators={catalogue} step={step} />}
            </Wait>
          )}
        </Wait>
      )}
    </Wait>
  );
}
