import { useQuery } from "@tanstack/react-query";
import { Link, useSearchParams } from "wouter";
import type { PlanSummary } from "../../api/contract.gen";
import { completenessQuery, organisationQuery, periodsQuery, plansQuery, progressQuery, type Scope } from "../../api/queries";
import { useMe } from "../../app/session";
import { useI18n } from "../../i18n";
import { Button } from "../../kit/button";
import { Select } from "../../kit/field";
import { Page, Wait } from "../../kit/page";
import { Children } from "./children";
import { choosePlan } from "./choose-plan";
import { Completeness } from "./completeness";
import { Figures } from "./figures";
import { Verdict } from "./verdict";
import "../../styles/progress.css";

// Looks again while the page is in sight; TanStack Query rests while it is not.
const LIVE = 2_000;

export interface View {
  plan: PlanSummary;
  scope: Scope & { organisation_id: string };
  link: (changes: Record<string, string>) => string;
}

function useLink(path = "/progress") {
  const [params] = useSearchParams();
  return (changes: Record<string, string>): string => {
    const next = new URLSearchParams(params);
    for (const [name, value] of Object.entries(changes)) {
      if (value === "") next.delete(name);
      else next.set(name, value);
    }
    const query = next.toString();
    return query ? `${path}?${query}` : path;
  };
}

function Place({ id, link }: { id: string; link: View["link"] }) {
  const me = useMe();
  const { t } = useI18n();
  const organisation = useQuery(organisationQuery(id));
  if (id === me.organisation.id || !organisation.data) return null;
  return (
    <nav aria-label={t("organisations.breadcrumb")} className="breadcrumb">
      <ol>
        {organisation.data.ancestors?.map((one) => (
          <li key={one.id}>
            <Link href={link({ organisation: one.id === me.organisation.id ? "" : one.id })}>{one.name}</Link>
          </li>
        ))}
        <li aria-current="page">{organisation.data.name}</li>
      </ol>
    </nav>
  );
}

function Filters({ plans, plan, periodId }: { plans: PlanSummary[]; plan: PlanSummary; periodId: string }) {
  const { t } = useI18n();
  const [, setParams] = useSearchParams();
  const periods = useQuery(periodsQuery({ plan_id: plan.id }));
  const set = (name: string, value: string) =>
    setParams((before) => {
      const next = new URLSearchParams(before);
      next.set(name, value);
      return next;
    });
  return (
    <div className="filters no-print" role="group" aria-label={t("progress.filters")}>
      <Select
        label={t("progress.plan")}
        value={plan.id}
        onChange={(value) => set("plan", value)}
        options={plans.map((one) => ({ value: one.id, label: `${one.symbol ?? t("plans.no-symbol")} – ${one.organisation.name}` }))}
      />
      <Select
        label={t("progress.period")}
        value={periodId}
        onChange={(value) => set("period", value)}
        options={(periods.data?.items ?? [])
          .filter((period) => period.state !== "planned")
          .map((period) => ({ value: period.id, label: `${period.code} (${t(`period-state.${period.state}`)})` }))}
      />
    </div>
  );
}

function Board({ view, plans }: { view: View; plans: PlanSummary[] }) {
  const { t, moment } = useI18n();
  const { plan, scope } = view;
  const live = { refetchInterval: LIVE };
  const progress = useQuery({ ...progressQuery(plan.id, scope), ...live });
  const completeness = useQuery({ ...completenessQuery(plan.id, scope), ...live });
  return (
    <Wait query={progress} lines={8}>
      {(data) => (
        <>
          <Place id={scope.organisation_id} link={view.link} />
          <Filters plans={plans} plan={plan} periodId={data.period?.id ?? ""} />
          {data.period === null ? (
            <p className="empty">{t("progress.no-period")}</p>
          ) : (
            <>
              <section aria-label={t("home.progress")} className="headline">
                <Verdict summary={data.summary} />
                <p className="fine">
                  {t("home.period", { code: data.period.code })} · {t("state.updated", { at: moment(data.as_of) })}
                  <br />
                  {t("progress.accepted-only")}
                </p>
              </section>
              <Figures figures={data.figures} link={view.link} />
              <Wait query={completeness} lines={3}>
                {(own) => <Completeness counts={own.counts} />}
              </Wait>
              <Children view={view} figures={data.figures} />
            </>
          )}
        </>
      )}
    </Wait>
  );
}

export default function Progress() {
  const me = useMe();
  const { t } = useI18n();
  const [params] = useSearchParams();
  const link = useLink();
  const list = useQuery(plansQuery);
  const organisation = params.get("organisation") ?? me.organisation.id;
  const period = params.get("period");
  const about = useQuery(organisationQuery(organisation)).data?.name ?? "";
  return (
    <Page
      wide
      title={t("progress.title")}
      about={about}
      aboutText={about}
      actions={<Button onClick={() => window.print()}>{t("state.print")}</Button>}
    >
      <Wait query={list} lines={8}>
        {({ items }) => {
          const plan = items.find((one) => one.id === params.get("plan")) ?? choosePlan(items, me.organisation.id);
          if (!plan) return <p className="empty">{t("progress.no-plan")}</p>;
          // Plans of units below speak only for those; there may be a hundred of them.
          const below = new Set([plan.id, organisation]);
          const rank: Record<string, number> = { central: 0, province: 1, upper: 2, grassroots: 3 };
          const own = rank[me.organisation.level] ?? 9;
          const offered = items.filter(
            (one) => below.has(one.id) || below.has(one.organisation_id) || (rank[one.organisation.level] ?? 9) <= own,
          );
          const view = { plan, scope: { organisation_id: organisation, ...(period ? { period_id: period } : {}) }, link };
          return <Board view={view} plans={offered} />;
        }}
      </Wait>
    </Page>
  );
}
