// What the screens change. Versions go along as If-Match; the keys make a repetition harmless.
import { api, etag, must } from "./client";
import type { Me, Submission, SubmissionPatch, SubmissionReturn, SubmissionsAccepted } from "./contract.gen";
import { deviceId, stored } from "./http";
import { uuid } from "./uuid";

export async function signIn(username: string, password: string): Promise<Me> {
  const me = await must(api.POST("/v1/auth/session", { body: { username, password, device_id: deviceId() } }));
  stored.set("signed-in", "1");
  return me;
}

export async function signOut(): Promise<void> {
  stored.set("signed-in", null);
  await must(api.DELETE("/v1/auth/session"));
}

export interface Versioned {
  id: string;
  version: number;
}

const versioned = ({ id, version }: Versioned) => ({ path: { id }, header: { "If-Match": etag(version) } });
const keyed = (one: Versioned, key: string) => ({
  path: { id: one.id },
  header: { "If-Match": etag(one.version), "Idempotency-Key": key },
});

export const createSubmission = (id: string, period_id: string): Promise<Submission> =>
  must(
    api.PUT("/v1/submissions/{id}", {
      params: { path: { id }, header: { "If-None-Match": "*" } },
      body: { period_id, mutation_id: uuid() },
    }),
  );

export const updateSubmission = (one: Versioned, patch: SubmissionPatch): Promise<Submission> =>
  must(
    api.PATCH("/v1/submissions/{id}", {
      params: versioned(one),
      body: patch,
      headers: { "Content-Type": "application/merge-patch+json" },
    }),
  );

export const submitSubmission = (one: Versioned, key: string): Promise<Submission> =>
  must(api.POST("/v1/submissions/{id}:submit", { params: keyed(one, key), body: {} }));

export const acceptSubmission = (one: Versioned, key: string): Promise<Submission> =>
  must(api.POST("/v1/submissions/{id}:accept", { params: keyed(one, key), body: {} }));

export const returnSubmission = (one: Versioned, body: SubmissionReturn, key: string): Promise<Submission> =>
  must(api.POST("/v1/submissions/{id}:return", { params: keyed(one, key), body }));

export const correctSubmission = (one: Versioned, reason: string, key: string): Promise<Submission> =>
  must(api.POST("/v1/submissions/{id}:correct", { params: keyed(one, key), body: { reason } }));

export const acceptSubmissions = (items: Versioned[], key: string): Promise<SubmissionsAccepted> =>
  must(
    api.POST("/v1/submissions:accept", {
      params: { header: { "Idempotency-Key": key } },
      body: { items: items.map(({ id, version }) => ({ id, version })) },
    }),
  );
