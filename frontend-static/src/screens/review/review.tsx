import { useState } from "react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useLocation } from "wouter";
import type { SubmissionSummary } from "../../api/contract.gen";
import { periodsQuery, submissionsPagedQuery, type SubmissionFilter } from "../../api/queries";
import { useMe } from "../../app/session";
import { useI18n } from "../../i18n";
import { Button } from "../../kit/button";
import { Select } from "../../kit/field";
import { Badge, Notice, ProblemNotice } from "../../kit/notice";
import { Loading, More, Page } from "../../kit/page";
import { useParam } from "../../kit/search";
import { Bulk } from "./bulk";
import { Detail } from "./detail";
import "../../styles/report.css";
import "../../styles/review.css";

export const isPlain = (one: SubmissionSummary): boolean => one.warnings.length === 0 && one.late !== true && !one.estimate;

export function Flags({ one }: { one: SubmissionSummary }) {
  const { t } = useI18n();
  return (
    <span className="badges">
      {one.warnings.length > 0 && <Badge tone="warn">{t("review.flags", { n: one.warnings.length })}</Badge>}
      {one.late && <Badge tone="warn" icon="clock">{t("review.late")}</Badge>}
      {one.estimate && <Badge tone="mute">{t("review.estimate")}</Badge>}
    </span>
  );
}

function Row({ one, here, search }: { one: SubmissionSummary; here: boolean; search: string }) {
  const { t, moment } = useI18n();
  return (
    <li>
      <Link href={`/review/${one.id}${search}`} className="row-link" aria-current={here ? "true" : undefined}>
        <span className="row-text">
          <span className="row-title">{one.organisation.name}</span>
          <span className="fine">
            {one.period.code}
            {one.submitted_at && ` · ${t("review.submitted", { at: moment(one.submitted_at) })}`}
          </span>
          <Flags one={one} />
        </span>
      </Link>
    </li>
  );
}

function PeriodFilter({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useI18n();
  const periods = useQuery(periodsQuery({}));
  const options = (periods.data?.items ?? []).filter((one) => one.state !== "planned").map((one) => ({ value: one.id, label: one.code }));
  return <Select label={t("review.period")} value={value} onChange={onChange} options={[{ value: "", label: t("review.all-periods") }, ...options]} />;
}

export default function Review({ id }: { id?: string | undefined }) {
  const me = useMe();
  const { t } = useI18n();
  const [, go] = useLocation();
  const [period, setPeriod] = useParam("period");
  const [mode, setMode] = useParam("mode");
  const [said, setSaid] = useState("");
  const filter: SubmissionFilter = { parent_id: me.organisation.id, state: ["submitted"], ...(period ? { period_id: period } : {}) };
  const list = useInfiniteQuery({ ...submissionsPagedQuery(filter), refetchInterval: 15_000 });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const plain = items.filter(isPlain);
  const search = period ? `?period=${period}` : "";
  const at = items.findIndex((one) => one.id === id);
  const next = items[at + 1] ?? items.find((one) => one.id !== id);

  function decided(words: string) {
    setSaid(words);
    go(next ? `/review/${next.id}${search}` : `/review${search}`);
  }

  if (mode === "bulk" && list.data) {
    return (
      <Bulk
        items={plain}
        cancel={() => setMode("")}
        done={(count) => {
          setSaid(t("bulk.done", { n: count }));
          setMode("");
        }}
      />
    );
  }
  return (
    <Page wide title={t("review.title")} about={me.organisation.name} aboutText={me.organisation.name}>
      <p role="status" className={said ? "said" : "hidden"}>
        {said && (
          <Notice tone="good">
            <span>{said}</span>
          </Notice>
        )}
      </p>
      <div className={id ? "split chosen" : "split"}>
        <div className="split-list no-print">
          <PeriodFilter value={period} onChange={setPeriod} />
          <h2>{t("review.waiting", { n: items.length })}</h2>
          {plain.length > 1 && <Button onClick={() => setMode("bulk")}>{t("bulk.start", { n: plain.length })}</Button>}
          {list.isError && !list.data && <ProblemNotice error={list.error} retry={() => void list.refetch()} />}
          {list.isPending && <Loading lines={6} />}
          {list.isSuccess && items.length === 0 && (
            <p className="empty">
              {t("review.none")} {t("review.none-hint")}
            </p>
          )}
          {items.length > 0 && (
            <ul className="rows">
              {items.map((one) => (
                <Row key={one.id} one={one} here={one.id === id} search={search} />
              ))}
            </ul>
          )}
          <More list={list} />
        </div>
        <div className="split-detail">
          {id ? (
            <Detail key={id} id={id} back={`/review${search}`} decided={decided} />
          ) : (
            items.length > 0 && <p className="empty">{t("review.choose")}</p>
          )}
        </div>
      </div>
    </Page>
  );
}
