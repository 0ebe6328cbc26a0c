import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useSearchParams } from "wouter";
import type { FailingUnit } from "../../api/contract.gen";
import { failingUnitsQuery, planQuery, plansQuery, type Scope } from "../../api/queries";
import { useMe } from "../../app/session";
import { useI18n } from "../../i18n";
import { ButtonLink } from "../../kit/button";
import { Badge, ProblemNotice, type Tone } from "../../kit/notice";
import { Loading, More, Page, Wait } from "../../kit/page";
import { choosePlan } from "./choose-plan";

const tones: Record<FailingUnit["reason"], Tone> = { not_met: "warn", missing: "mute", not_accepted: "track" };

function List({ plan, target, scope }: { plan: string; target: string; scope: Scope }) {
  const { t, number } = useI18n();
  const list = useInfiniteQuery(failingUnitsQuery(plan, target, scope));
  const units = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (list.isError) return <ProblemNotice error={list.error} retry={() => void list.refetch()} />;
  if (list.isPending) return <Loading lines={6} />;
  if (units.length === 0) return <p className="empty">{t("progress.failing-none")}</p>;
  return (
    <>
      <ul className="rows">
        {units.map((unit) => (
          <li key={unit.organisation.id} className="row-link">
            <span className="row-text">
              <span className="row-title">{unit.organisation.name}</span>
              {unit.value !== null && <span className="fine">{`${t("progress.value")}: ${number(unit.value)}`}</span>}
            </span>
            <Badge tone={tones[unit.reason]}>{t(`failing.${unit.reason}`)}</Badge>
          </li>
        ))}
      </ul>
      <More list={list} />
    </>
  );
}

export default function Failing() {
  const me = useMe();
  const { t, pick } = useI18n();
  const [params] = useSearchParams();
  const target = params.get("target") ?? "";
  const period = params.get("period");
  const plans = useQuery(plansQuery);
  const id = params.get("plan") ?? choosePlan(plans.data?.items ?? [], me.organisation.id)?.id;
  const plan = useQuery({ ...planQuery(id ?? ""), enabled: id !== undefined });
  const scope = { organisation_id: params.get("organisation") ?? me.organisation.id, ...(period ? { period_id: period } : {}) };
  const back = new URLSearchParams(params);
  back.delete("target");
  return (
    <Wait query={plan} lines={6}>
      {(data) => {
        const indicator = data.targets.find((one) => one.id === target)?.indicator;
        return (
          <Page
            title={t("progress.failing-title", { code: indicator?.code ?? "" })}
            about={indicator && pick(indicator.name, indicator.name_en)}
            actions={<ButtonLink to={`/progress?${back.toString()}`}>{t("state.back")}</ButtonLink>}
          >
            <List plan={data.id} target={target} scope={scope} />
          </Page>
        );
      }}
    </Wait>
  );
}
