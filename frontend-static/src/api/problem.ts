import type { Fault, Problem } from "./contract.gen";

// What the service said no to (RFC 9457). `code` is what programs switch on; title and detail are for people.
export class ApiProblem extends Error {
  readonly status: number;
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.name = "ApiProblem";
    this.status = problem.status;
    this.problem = problem;
  }

  get code(): string {
    return this.problem.code;
  }

  get faults(): Fault[] {
    return this.problem.errors ?? [];
  }

  get requestId(): string {
    return this.problem.instance.replace("urn:uuid:", "");
  }
}

// No answer at all: no network, or it broke on the way.
export class NoAnswer extends Error {
  constructor() {
    super("no answer");
    this.name = "NoAnswer";
  }
}

// Worth trying again without anybody changing anything.
export function isPassing(error: unknown): boolean {
  if (error instanceof NoAnswer) return true;
  return error instanceof ApiProblem && (error.status >= 500 || error.status === 429 || error.code === "request-in-progress");
}

export function isProblem(error: unknown, code: string): error is ApiProblem {
  return error instanceof ApiProblem && error.code === code;
}

// Answers of something between us and the service may be no problem documents.
export function problemOf(body: unknown, answer: Response): ApiProblem {
  if (typeof body === "object" && body !== null && "code" in body && "title" in body) return new ApiProblem(body as Problem);
  return new ApiProblem({
    type: "about:blank",
    title: `HTTP ${answer.status}`,
    status: answer.status,
    instance: `urn:uuid:${answer.headers.get("X-Request-Id") ?? ""}`,
    code: answer.status >= 500 ? "internal" : "unknown",
  });
}
