// The rows of the table: each knows how to measure itself on every system. All of them answer from
// the same statements.
import { load, writeRequests } from "./client.mjs";
import { reset } from "./database.mjs";
import { checkFreshness } from "./freshness.mjs";
import { measureRate, measureTimes, pipeline, scopeValues, scopeVariables } from "./pgbench.mjs";
import { settings } from "./settings.mjs";

const { connections, pgbenchClients, warmUp } = settings;

const shuffle = (list) =>
  list
    .map((item) => [Math.random(), item])
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);

// ---- reads: one address of many, by the account of the whole country ----------------------------

// A row that is read. targets: ids to ask for; path: address of one; bound: the statement's
// parameters by position.
const readRow = ({ name, statement, targets, path, bound }) => ({
  name,
  unit: "requests/s",
  value: (result) => result.per_second,
  async measure({ system, scale, facts, statements, sign, seconds }) {
    const some = shuffle(targets(facts)).slice(0, 1000);
    if (system === "pgbench") {
      const used = some.slice(0, 16);
      const variables = used.map((id, i) => [`id_${i}`, id]);
      return measureRate({
        name: statement,
        database: scale.database,
        clients: pgbenchClients,
        seconds,
        settle: 1,
        count: used.length,
        variables: { ...scopeValues(facts.central), ...Object.fromEntries(variables), limit: 200 },
        script: variables
          .map(([variable]) =>
            pipeline([
              [statements.get("scope_enter"), scopeVariables()],
              [statements.get(statement), bound(variable)],
            ]),
          )
          .join(""),
      });
    }
    const token = sign(facts.central);
    const file = writeRequests(
      statement,
      some.map((id) => ({ path: path(id), token })),
    );
    return load({ port: scale.ports[system], file, connections, seconds, warmUp });
  },
});

export const organisationRow = readRow({
  name: "organisation by id",
  statement: "organisations_get",
  targets: (facts) => facts.organisations,
  path: (id) => `/v1/organisations/${id}`,
  bound: (id) => [id],
});

export const childrenRow = readRow({
  name: "child page of 200",
  statement: "organisations_list",
  targets: (facts) => facts.parents,
  path: (id) => `/v1/organisations?parent_id=${id}&limit=200`,
  bound: (id) => [id, null, null, null, null, null, "limit", null],
});

export const progressRow = readRow({
  name: "national progress",
  statement: "plans_progress",
  targets: (facts) => [facts.plan],
  path: (id) => `/v1/plans/${id}/progress`,
  bound: (id) => [id],
});

// ---- reports: every request by another union ----------------------------------------------------

// Two unions in each script: their parameters come from one look-up before.
const submitScript = (statements) =>
  "select * from bench.pair where n = (select nextval('bench.pair_next')) \\gset\n" +
  [1, 2]
    .map((i) => {
      const key = [`operation_${i}`, `submission_${i}`, `fingerprint_${i}`];
      return pipeline([
        [statements.get("scope_enter"), scopeVariables(`_${i}`)],
        [statements.get("idempotency_check"), key],
        [statements.get("submissions_submit"), [`submission_${i}`, "version", `body_${i}`, ...key]],
      ]);
    })
    .join("");

const submitVariables = {
  scope_version: 1,
  roles: "reporter",
  version: 1,
  request: "00000000-0000-4000-8000-000000000000",
};

const submitRequests = (drafts, sign) =>
  drafts.map((draft) => ({
    method: "POST",
    path: `/v1/submissions/${draft.id}:submit`,
    token: sign(draft),
    headers: { "If-Match": '"1"', "Idempotency-Key": `"${draft.id}"` },
    body: draft.body,
  }));

const pgbenchSubmit = (scale, statements) => ({
  name: "submissions_submit",
  database: scale.database,
  script: submitScript(statements),
  variables: submitVariables,
  count: 2,
});

export const submitRow = {
  name: "submit a report (durable)",
  unit: "requests/s",
  value: (result) => result.per_second,
  async measure({ system, scale, facts, statements, sign, seconds }) {
    await reset(scale);
    if (system === "pgbench") {
      return measureRate({
        ...pgbenchSubmit(scale, statements),
        clients: connections,
        seconds,
        settle: settings.settle,
      });
    }
    const file = writeRequests("submit", submitRequests(facts.drafts, sign));
    return load({ port: scale.ports[system], file, connections, seconds, warmUp, once: true });
  },
};

// ---- the nation's figures, while reports come in ------------------------------------------------

// As many connections as the service has: more of them would only have more to compile.
const pgbenchProgress = async ({ scale, facts, statements, seconds }) => {
  const open = { seconds, warmUp: settings.settle };
  const clients = 8 * settings.workers;
  const [written, read] = await Promise.all([
    measureTimes({
      ...pgbenchSubmit(scale, statements),
      ...open,
      clients,
      rate: settings.writeRate / 2,
    }),
    measureTimes({
      ...open,
      name: "plans_progress",
      database: scale.database,
      clients: 2 * settings.workers,
      count: 1,
      rate: settings.readRate,
      variables: { ...scopeValues(facts.central), id: facts.plan },
      script: pipeline([
        [statements.get("scope_enter"), scopeVariables()],
        [statements.get("plans_progress"), ["id"]],
      ]),
    }),
  ]);
  return { ...read, written };
};

export const progressUnderWritesRow = {
  name: "national progress, p99, under 1 000 submits/s",
  unit: "ms",
  lower: true,
  value: (result) => result.p99_ms,
  async measure(how) {
    const { system, scale, facts, sign, seconds } = how;
    await reset(scale);
    if (system === "pgbench") {
      return pgbenchProgress(how);
    }
    const port = scale.ports[system];
    const writes = writeRequests("submit", submitRequests(facts.drafts, sign));
    const reads = writeRequests("progress", [
      { path: `/v1/plans/${facts.plan}/progress`, token: sign(facts.central) },
    ]);
    const open = { port, seconds, warmUp: 1 };
    const [written, read, fresh] = await Promise.all([
      load({ ...open, file: writes, connections, rate: settings.writeRate, once: true }),
      load({ ...open, file: reads, connections: 16, rate: settings.readRate }),
      system.startsWith("thidua") ? checkFreshness({ port, facts, sign, seconds }) : null,
    ]);
    return { ...read, written, fresh };
  },
};
