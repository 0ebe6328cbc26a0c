import { useState } from "react";
import { useQueryClient } from "@tanstack/react-query";
import { acceptSubmissions } from "../../api/commands";
import type { SubmissionSummary } from "../../api/contract.gen";
import { ApiProblem } from "../../api/problem";
import { useCommand } from "../../api/use-command";
import { useI18n } from "../../i18n";
import { Button } from "../../kit/button";
import { Check } from "../../kit/field";
import { Notice, ProblemNotice } from "../../kit/notice";
import { Page } from "../../kit/page";

// The service takes so many at once.
const MOST = 100;

interface BulkProps {
  items: SubmissionSummary[];
  cancel: () => void;
  done: (count: number) => void;
}

function Failed({ error, sent }: { error: unknown; sent: SubmissionSummary[] }) {
  const { t } = useI18n();
  if (!(error instanceof ApiProblem) || error.faults.length === 0) return <ProblemNotice error={error} />;
  return (
    <Notice tone="bad" title={t("bulk.failed")} role="alert">
      <ul>
        {error.faults.map((fault, index) => {
          const place = /^\/items\/(\d+)/.exec(fault.pointer ?? "");
          const name = place ? sent[Number(place[1])]?.organisation.name : undefined;
          return <li key={index}>{[name, fault.detail ?? fault.code].filter(Boolean).join(": ")}</li>;
        })}
      </ul>
    </Notice>
  );
}

// The list first, the decision after: nobody accepts what he has not been shown.
export function Bulk({ items, cancel, done }: BulkProps) {
  const { t, moment } = useI18n();
  const client = useQueryClient();
  const [shown] = useState(() => items.slice(0, MOST));
  const [left, setLeft] = useState<Set<string>>(new Set());
  const chosen = shown.filter((one) => !left.has(one.id));
  const accept = useCommand(
    (some: SubmissionSummary[], key: string) => acceptSubmissions(some, key),
    (answer) => {
      void client.invalidateQueries({ queryKey: ["submissions"] });
      done(answer.items.length);
    },
  );
  const toggle = (id: string, checked: boolean) =>
    setLeft((before) => {
      const next = new Set(before);
      if (checked) next.delete(id);
      else next.add(id);
      return next;
    });
  return (
    <Page title={t("bulk.title", { n: shown.length })}>
      <p>{t("bulk.hint")}</p>
      {accept.isError && <Failed error={accept.error} sent={accept.variables ?? []} />}
      <ul className="rows bulk">
        {shown.map((one) => (
          <li key={one.id}>
            <Check
              checked={!left.has(one.id)}
              onChange={(checked) => toggle(one.id, checked)}
              label={
                <>
                  <span className="row-title">{one.organisation.name}</span>
                  <span className="fine">
                    {one.period.code}
                    {one.submitted_at && ` · ${t("review.submitted", { at: moment(one.submitted_at) })}`}
                  </span>
                </>
              }
            />
          </li>
        ))}
      </ul>
      <div className="report-bar decision">
        <Button look="primary" busy={accept.isPending} disabled={chosen.length === 0} onClick={() => accept.mutate(chosen)}>
          {accept.isPending ? t("review.accepting") : t("bulk.confirm", { n: chosen.length })}
        </Button>
        <Button onClick={cancel}>{t("state.cancel")}</Button>
      </div>
    </Page>
  );
}
