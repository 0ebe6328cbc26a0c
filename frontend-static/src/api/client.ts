import createClient from "openapi-fetch";
import type { paths } from "./contract.gen";
import { guardedFetch } from "./http";
import { NoAnswer, problemOf } from "./problem";

export const api = createClient<paths>({
  baseUrl: typeof location === "undefined" ? "http://localhost" : location.origin,
  fetch: guardedFetch,
  querySerializer: { array: { style: "form", explode: false } },
});

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

// The body of a good answer, or an exception that says what went wrong.
export async function must<T>(call: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await call;
  } catch (error) {
    if (error instanceof TypeError) throw new NoAnswer();
    throw error;
  }
  if (!answer.response.ok) throw problemOf(answer.error, answer.response);
  return answer.data as T;
}

export const etag = (version: number): string => `"${version}"`;
