// What the screens read, each with the key under which it is kept.
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, must } from "./client";
import type { Indicator, Me, OrganisationLevel, SubmissionState } from "./contract.gen";
import { ApiProblem } from "./problem";

const MINUTE = 60_000;

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: async (): Promise<Me | null> => {
    try {
      return await must(api.GET("/v1/me"));
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 401) return null;
      throw error;
    }
  },
  staleTime: Infinity,
});

export const organisationQuery = (id: string) =>
  queryOptions({
    queryKey: ["organisation", id],
    queryFn: () =>
      must(api.GET("/v1/organisations/{id}", { params: { path: { id }, query: { expand: ["ancestors", "children_count"] } } })),
    staleTime: 5 * MINUTE,
  });

export interface OrganisationFilter {
  parent_id?: string;
  q?: string;
  level?: OrganisationLevel[];
}

export const organisationsQuery = (filter: OrganisationFilter) =>
  infiniteQueryOptions({
    queryKey: ["organisations", filter],
    queryFn: ({ pageParam }) =>
      must(api.GET("/v1/organisations", { params: { query: { ...filter, state: "active", limit: 50, ...page(pageParam) } } })),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor,
    staleTime: MINUTE,
  });

export const plansQuery = queryOptions({
  queryKey: ["plans"],
  queryFn: () => must(api.GET("/v1/plans", { params: { query: { state: ["issued", "closed"], limit: 100 } } })),
  staleTime: MINUTE,
});

export const plansPagedQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: ["plans", "paged", q],
    queryFn: ({ pageParam }) =>
      must(api.GET("/v1/plans", { params: { query: { limit: 30, ...(q ? { q } : {}), ...page(pageParam) } } })),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor,
    staleTime: MINUTE,
  });

export const planQuery = (id: string) =>
  queryOptions({
    queryKey: ["plan", id],
    queryFn: () => must(api.GET("/v1/plans/{id}", { params: { path: { id } } })),
    staleTime: 5 * MINUTE,
  });

export const periodsQuery = (filter: { plan_id?: string; state?: "open" }) =>
  queryOptions({
    queryKey: ["periods", filter],
    queryFn: () => must(api.GET("/v1/periods", { params: { query: { ...filter, limit: 50 } } })),
    staleTime: MINUTE,
  });

// The catalogue is small and changes rarely, so all of it is read at once.
export const indicatorsQuery = queryOptions({
  queryKey: ["indicators"],
  queryFn: async (): Promise<Map<string, Indicator>> => {
    const all = new Map<string, Indicator>();
    let cursor: string | null = "";
    while (cursor !== null) {
      const query = { limit: 200, ...page(cursor) };
      const list: { items: Indicator[]; next_cursor: string | null } = await must(api.GET("/v1/indicators", { params: { query } }));
      for (const item of list.items) all.set(item.code, item);
      cursor = list.next_cursor;
    }
    return all;
  },
  staleTime: 10 * MINUTE,
});

export interface SubmissionFilter {
  parent_id?: string;
  organisation_id?: string;
  period_id?: string;
  state?: SubmissionState[];
  warnings?: boolean;
}

export const submissionsQuery = (filter: SubmissionFilter) =>
  queryOptions({
    queryKey: ["submissions", filter],
    queryFn: () => must(api.GET("/v1/submissions", { params: { query: { ...filter, limit: 100 } } })),
  });

export const submissionsPagedQuery = (filter: SubmissionFilter) =>
  infiniteQueryOptions({
    queryKey: ["submissions", "paged", filter],
    queryFn: ({ pageParam }) =>
      must(api.GET("/v1/submissions", { params: { query: { ...filter, limit: 100, ...page(pageParam) } } })),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor,
  });

export const submissionQuery = (id: string) =>
  queryOptions({
    queryKey: ["submission", id],
    queryFn: () =>
      must(api.GET("/v1/submissions/{id}", { params: { path: { id }, query: { expand: ["previous", "last_period"] } } })),
  });

export interface Scope {
  organisation_id?: string;
  period_id?: string;
}

export const progressQuery = (id: string, scope: Scope) =>
  queryOptions({
    queryKey: ["progress", id, scope],
    queryFn: () => must(api.GET("/v1/plans/{id}/progress", { params: { path: { id }, query: scope } })),
  });

export const progressChildrenQuery = (id: string, scope: Scope) =>
  infiniteQueryOptions({
    queryKey: ["progress-children", id, scope],
    queryFn: ({ pageParam }) =>
      must(
        api.GET("/v1/plans/{id}/progress/children", { params: { path: { id }, query: { ...scope, limit: 50, ...page(pageParam) } } }),
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor,
  });

export const completenessQuery = (id: string, scope: Scope) =>
  queryOptions({
    queryKey: ["completeness", id, scope],
    queryFn: () => must(api.GET("/v1/plans/{id}/completeness", { params: { path: { id }, query: scope } })),
  });

export const failingUnitsQuery = (id: string, target: string, scope: Scope) =>
  infiniteQueryOptions({
    queryKey: ["failing-units", id, target, scope],
    queryFn: ({ pageParam }) =>
      must(
        api.GET("/v1/plans/{id}/failing-units", {
          params: { path: { id }, query: { ...scope, target_id: target, limit: 50, ...page(pageParam) } },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor,
  });

function page(cursor: string): { cursor?: string } {
  return cursor === "" ? {} : { cursor };
}
