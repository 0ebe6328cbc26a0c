import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import type { PlanState, PlanSummary } from "../../api/contract.gen";
import { plansPagedQuery } from "../../api/queries";
import { useMe } from "../../app/session";
import { useI18n, type Key } from "../../i18n";
import { Badge, ProblemNotice, type Tone } from "../../kit/notice";
import { Loading, More, Page } from "../../kit/page";
import { SearchBox, useParam } from "../../kit/search";

export const planTone: Record<PlanState, Tone> = { draft: "mute", issued: "good", closed: "track", withdrawn: "warn" };

const heights: Record<string, number> = { central: 0, province: 1, upper: 2, grassroots: 3, group: 4 };

function Row({ plan }: { plan: PlanSummary }) {
  const { t, day } = useI18n();
  return (
    <li>
      <Link href={`/plans/${plan.id}`} className="row-link">
        <span className="row-text">
          <span className="row-title">{plan.title}</span>
          <span className="fine">
            {plan.symbol ?? t("plans.no-symbol")}
            {plan.document_date && ` · ${day(plan.document_date)}`} · {plan.organisation.name}
          </span>
        </span>
        <Badge tone={planTone[plan.state]}>{t(`plan-state.${plan.state}`)}</Badge>
      </Link>
    </li>
  );
}

export default function Plans() {
  const me = useMe();
  const { t } = useI18n();
  const [q, setQ] = useParam("q");
  const list = useInfiniteQuery(plansPagedQuery(q));
  const plans = list.data?.pages.flatMap((page) => page.items) ?? [];
  const own = heights[me.organisation.level] ?? 9;
  const groups: { title: Key; items: PlanSummary[] }[] = [
    { title: "plans.mine", items: plans.filter((plan) => plan.organisation_id === me.organisation.id) },
    {
      title: "plans.above",
      items: plans.filter((plan) => plan.organisation_id !== me.organisation.id && (heights[plan.organisation.level] ?? 9) < own),
    },
    {
      title: "plans.below",
      items: plans.filter((plan) => plan.organisation_id !== me.organisation.id && (heights[plan.organisation.level] ?? 9) >= own),
    },
  ];
  return (
    <Page title={t("nav.plans")} about={me.organisation.name}>
      <SearchBox label={t("plans.search")} value={q} onSearch={setQ} />
      {list.isError && <ProblemNotice error={list.error} retry={() => void list.refetch()} />}
      {list.isPending && <Loading lines={6} />}
      {list.isSuccess && plans.length === 0 && <p className="empty">{q ? t("plans.no-results") : t("plans.none")}</p>}
      {groups
        .filter((group) => group.items.length > 0)
        .map((group) => (
          <section key={group.title} aria-label={t(group.title)}>
            <h2>{t(group.title)}</h2>
            <ul className="rows">
              {group.items.map((plan) => (
                <Row key={plan.id} plan={plan} />
              ))}
            </ul>
          </section>
        ))}
      <More list={list} />
    </Page>
  );
}
