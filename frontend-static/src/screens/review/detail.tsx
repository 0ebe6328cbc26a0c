import { useState } from "react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "wouter";
import { acceptSubmission } from "../../api/commands";
import type { Submission } from "../../api/contract.gen";
import { indicatorsQuery, planQuery, submissionQuery } from "../../api/queries";
import { useCommand } from "../../api/use-command";
import { useMe } from "../../app/session";
import { useI18n } from "../../i18n";
import { Button } from "../../kit/button";
import { Icon } from "../../kit/icon";
import { Badge, ProblemNotice } from "../../kit/notice";
import { Wait } from "../../kit/page";
import { stateBadge } from "../home/period";
import { questionsOf, type Question } from "../report/questions";
import { Values } from "../report/values";
import { ReturnForm } from "./return-form";
import { Flags } from "./review";

interface Decide {
  report: Submission;
  questions: Question[];
  decided: (words: string) => void;
}

function Decision({ report, questions, decided }: Decide) {
  const me = useMe();
  const { t } = useI18n();
  const client = useQueryClient();
  const [returning, setReturning] = useState(false);
  const name = report.organisation.name;
  const finish = (answer: Submission, words: string) => {
    client.setQueryData(["submission", report.id], { ...report, ...answer });
    void client.invalidateQueries({ queryKey: ["submissions"] });
    decided(words);
  };
  const accept = useCommand(
    (_: undefined, key: string) => acceptSubmission(report, key),
    (answer) => finish(answer, t("review.accepted", { name })),
  );
  const mayAccept = report.allowed_actions.includes("accept");
  const mayReturn = report.allowed_actions.includes("return");
  if (!mayAccept && !mayReturn) {
    if (report.state !== "submitted") return <p className="empty">{t("review.not-allowed")}</p>;
    return <p className="empty">{t(report.submitted_by === me.user.id ? "review.own" : "review.not-allowed")}</p>;
  }
  if (returning) {
    return (
      <ReturnForm
        report={report}
        questions={questions}
        cancel={() => setReturning(false)}
        done={(answer) => finish(answer, t("review.returned", { name }))}
      />
    );
  }
  return (
    <>
      {accept.isError && <ProblemNotice error={accept.error} retry={() => void client.invalidateQueries({ queryKey: ["submission", report.id] })} />}
      <div className="report-bar decision">
        {mayAccept && (
          <Button look="primary" icon="check" busy={accept.isPending} onClick={() => accept.mutate(undefined)}>
            {accept.isPending ? t("review.accepting") : t("review.accept")}
          </Button>
        )}
        {mayReturn && <Button onClick={() => setReturning(true)}>{t("review.return")}</Button>}
      </div>
    </>
  );
}

export function Detail({ id, back, decided }: { id: string; back: string; decided: (words: string) => void }) {
  const { t, moment } = useI18n();
  const query = useQuery(submissionQuery(id));
  const plan = useQuery({ ...planQuery(query.data?.plan_id ?? ""), enabled: query.data !== undefined });
  const indicators = useQuery(indicatorsQuery);
  return (
    <>
      <p className="split-back no-print">
        <Link href={back} className="button">
          <Icon name="back" />
          {t("review.back")}
        </Link>
      </p>
      <Wait query={query} lines={8}>
        {(report) => (
          <article className="detail">
            <header>
              <h2>{report.organisation.name}</h2>
              <p className="fine">
                {t("home.period", { code: report.period.code })}
                {report.submitted_at && ` · ${t("review.submitted", { at: moment(report.submitted_at) })}`}
                {report.number > 1 && ` · ${t("report.correction", { n: String(report.number - 1) })}`}
              </p>
              <p className="badges">
                <Badge {...stateBadge(report.state)}>{t(`report-state.${report.state}`)}</Badge>
                <Flags one={report} />
              </p>
            </header>
            <Wait query={plan} lines={6}>
              {(document) => (
                <Wait query={indicators} lines={6}>
                  {(catalogue) => {
                    const questions = questionsOf(document, catalogue, report);
                    return (
                      <>
                        <Values report={report} questions={questions} />
                        <Decision report={report} questions={questions} decided={decided} />
                      </>
                    );
                  }}
                </Wait>
              )}
            </Wait>
          </article>
        )}
      </Wait>
    </>
  );
}
