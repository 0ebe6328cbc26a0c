import type { PlanSummary } from "../../api/contract.gen";

// The plan that speaks for an organisation: its own, else the nearest above, which is the one with the longest line
// of parents; plans of units below never stand for it.
export function choosePlan(plans: PlanSummary[], organisation: string): PlanSummary | undefined {
  const issued = plans.filter((plan) => plan.state === "issued" || plan.state === "closed");
  const own = issued.find((plan) => plan.organisation_id === organisation);
  if (own) return own;
  const byId = new Map(issued.map((plan) => [plan.id, plan]));
  const depth = (plan: PlanSummary): number => {
    let count = 0;
    for (let at = plan.parent_id; at !== null && count < 20; at = byId.get(at)?.parent_id ?? null) count += 1;
    return count;
  };
  const rank: Record<string, number> = { central: 0, province: 1, upper: 2, grassroots: 3 };
  return [...issued].sort((a, b) => depth(b) - depth(a) || (rank[b.organisation.level] ?? 9) - (rank[a.organisation.level] ?? 9))[0];
}
