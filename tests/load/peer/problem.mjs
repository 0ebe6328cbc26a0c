// Refusals as problem+json, after the contract's catalogue.

export const refusal = (slug, errors = []) => Object.assign(new Error(slug), { slug, errors });

const detailOf = (error) => {
  try {
    return JSON.parse(error.detail);
  } catch {
    return {};
  }
};

// What a thrown thing is to the client: our own refusals, the database's, and those of validation.
const slugOf = (error) => {
  if (error.slug !== undefined) {
    return error.slug;
  }
  if (error.code === "TDPRB") {
    return error.message;
  }
  if (error.validation !== undefined) {
    return error.validationContext === "body" ? "validation-failed" : "invalid-parameter";
  }
  return { 23505: "duplicate-key", 57014: "timeout" }[error.code] ?? "internal";
};

export const problemOf = (contract, error) => {
  const slug = slugOf(error);
  const known = contract["x-problems"].find((problem) => problem.slug === slug);
  const detail = error.code === "TDPRB" ? detailOf(error) : {};
  return {
    status: 500,
    ...known,
    slug,
    errors: detail.errors ?? error.validation,
    extra: detail.extra,
  };
};

export const problemText = (problem, request) =>
  JSON.stringify({
    type: `/problems/${problem.slug}`,
    title: problem.title?.vi,
    status: problem.status,
    detail: problem.detail?.vi,
    code: problem.slug,
    request_id: request.requestId,
    trace_id: request.traceId,
    ...(problem.errors ? { errors: problem.errors } : {}),
    ...problem.extra,
  });
