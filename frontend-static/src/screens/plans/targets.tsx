import type { Plan, Target } from "../../api/contract.gen";
import { useI18n } from "../../i18n";
import { targetWords } from "../../kit/target";

interface Group {
  key: string;
  title: string;
  targets: Target[];
}

function useGroups(plan: Plan): Group[] {
  const { t, pick } = useI18n();
  const groups = new Map<string, Group>();
  for (const target of plan.targets) {
    const key = target.phase_code ?? String(target.year ?? "");
    const phase = plan.phases.find((one) => one.code === target.phase_code);
    const title = phase ? pick(phase.name, phase.name_en) : target.year !== null ? t("plan.year", { year: String(target.year) }) : t("plan.whole");
    const group = groups.get(key) ?? { key, title, targets: [] };
    group.targets.push(target);
    groups.set(key, group);
  }
  return [...groups.values()];
}

export function Targets({ plan }: { plan: Plan }) {
  const i18n = useI18n();
  const { t, pick, number } = i18n;
  const groups = useGroups(plan);
  if (groups.length === 0) return null;
  return (
    <section>
      <h2>{t("plan.targets")}</h2>
      {groups.map((group) => (
        <table key={group.key} className="plain targets">
          <caption>{group.title}</caption>
          <thead>
            <tr>
              <th scope="col">{t("plan.code")}</th>
              <th scope="col">{t("plan.indicator")}</th>
              <th scope="col" className="end">
                {t("plan.target")}
              </th>
            </tr>
          </thead>
          <tbody>
            {group.targets.map((target) => (
              <tr key={target.id}>
                <td>{target.indicator.code}</td>
                <th scope="row">
                  {pick(target.indicator.name, target.indicator.name_en)}
                  {target.nested_minimum !== null && <span className="fine">{t("plan.nested", { n: number(target.nested_minimum) })}</span>}
                  {target.weaker_reason && <span className="fine">{t("plan.weaker", { reason: target.weaker_reason })}</span>}
                </th>
                <td className="end">
                  {targetWords(target, i18n)}
                  {target.aspirational && <span className="fine">{t("plan.aspirational")}</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </section>
  );
}
