// The same answers as the service's, as a skilled Node developer would write them: Fastify,
// node-postgres, fast-jwt, pino.
import { createHash, createHmac, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { createVerifier } from "fast-jwt";
import fastify, { LogController } from "fastify";
import pino from "pino";
import { problemOf, problemText, refusal } from "./problem.mjs";

const UUID = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$";
const REQUEST_ID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;
const uuid = { type: "string", pattern: UUID };
const text = { type: "string", minLength: 1, maxLength: 512 };
const object = (properties, required = []) => ({
  type: "object",
  additionalProperties: false,
  properties,
  required,
});

// The contract's schema, with its references put in, because they point into another document.
const bodySchema = (contract, name) => {
  const resolve = (node) => {
    if (Array.isArray(node)) {
      return node.map(resolve);
    }
    if (node === null || typeof node !== "object") {
      return node;
    }
    const { $ref, description, examples, ...rest } = node;
    const target = $ref ? resolve(contract.components.schemas[$ref.split("/").pop()]) : {};
    const own = Object.entries(rest).map(([key, value]) => [key, resolve(value)]);
    return { ...target, ...Object.fromEntries(own) };
  };
  return { ...resolve(contract.components.schemas[name]), additionalProperties: false };
};

const HEADERS = {
  "content-type": "application/json; charset=utf-8",
  vary: "Accept-Language, Authorization, Cookie",
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
};

const requestLog = (file) => {
  const destination = pino.destination({ dest: file, sync: false, minLength: 8192 });
  setInterval(() => destination.flush(), 1000).unref();
  return pino(
    {
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
    },
    destination,
  );
};

const takeIdentity = (request) => {
  const given = request.headers["x-request-id"];
  const trace = request.headers.traceparent;
  request.requestId = given !== undefined && REQUEST_ID.test(given) ? given : randomUUID();
  request.traceId =
    trace !== undefined ? trace.slice(3, 35) : request.requestId.replaceAll("-", "");
};

const logRequest = (log, operation) => (request, reply, done) => {
  const claims = request.claims;
  log.info({
    request_id: request.requestId,
    trace_id: request.traceId,
    operation,
    status: reply.statusCode,
    user_id: claims?.sub,
    organisation_id: claims?.org,
    ms: {
      total: Math.round(reply.elapsedTime * 1000) / 1000,
      database: Math.round((request.databaseMs ?? 0) * 1000) / 1000,
    },
    bytes: Number(reply.getHeader("content-length") ?? 0),
    log: request.failure,
  });
  done();
};

const authenticate = (verify, roles) => (request, reply, done) => {
  takeIdentity(request);
  const header = request.headers.authorization;
  if (header === undefined) {
    return done(refusal("token-missing"));
  }
  try {
    request.claims = verify(header.slice(7));
  } catch (error) {
    return done(refusal(error.code === "FAST_JWT_EXPIRED" ? "token-expired" : "token-invalid"));
  }
  if (roles !== null && !request.claims.roles.some((role) => roles.includes(role))) {
    return done(refusal("role-required"));
  }
  return done();
};

const etagOf = (value) => (value === "*" ? value : value?.replace(/^(?:W\/)?"(.*)"$/, "$1"));

export const buildApp = async ({ transact, statements, contract, keys, party, logFile }) => {
  const app = fastify({
    logController: new LogController({ disableRequestLogging: true }),
    keepAliveTimeout: 120_000,
    bodyLimit: 9 * 1024 * 1024,
    ajv: {
      customOptions: {
        coerceTypes: false,
        removeAdditional: false,
        useDefaults: false,
        allowUnionTypes: true,
        formats: { decimal: /^[0-9]{1,15}(\.[0-9]{1,4})?$/ },
      },
    },
  });
  const log = requestLog(logFile);
  const cursorKey = keys.find((key) => key.purpose === "cursor").bytes;
  const verify = createVerifier({
    key: keys.find((key) => key.purpose === "access").bytes,
    algorithms: ["HS256"],
    allowedIss: party,
    allowedAud: party,
    clockTolerance: 30_000,
    cache: 4096,
    cacheKeyBuilder: (token) => token,
  });

  const scope = (request) => {
    const c = request.claims;
    return {
      statement: statements.get("scope_enter"),
      values: [c.sub, c.org, c.sid, String(c.sv), c.roles.join(","), request.requestId],
    };
  };

  const run = async (request, lane, steps) => {
    const from = performance.now();
    const result = await transact(lane, [scope(request), ...steps]);
    request.databaseMs = performance.now() - from;
    const row = result.rows[0];
    if (row === undefined) {
      throw refusal("not-found");
    }
    return row;
  };

  const send = (request, reply, cache, body) => {
    reply.headers(HEADERS).header("cache-control", cache).header("x-request-id", request.requestId);
    return reply.send(body);
  };

  const sendResource = (request, reply, row, cache) => {
    if (row.etag !== null && row.etag !== undefined) {
      reply.header("etag", `"${row.etag}"`);
      if (request.method === "GET" && etagOf(request.headers["if-none-match"]) === row.etag) {
        reply.code(304);
        return send(request, reply, cache, null);
      }
    }
    return send(request, reply, cache, row.body);
  };

  const cursor = (place, filters) => {
    const mac = createHmac("sha256", cursorKey)
      .update(`${filters}\0${place}`)
      .digest()
      .subarray(0, 16);
    return Buffer.concat([mac, Buffer.from(place)]).toString("base64url");
  };

  const route = (method, url, operation, roles, schema, handler) =>
    app.route({
      method,
      url,
      schema,
      onRequest: authenticate(verify, roles),
      onResponse: logRequest(log, operation),
      handler,
    });

  const byId = { params: object({ id: uuid }, ["id"]) };

  route(
    "GET",
    "/v1/organisations/:id",
    "organisations_get",
    null,
    { ...byId, querystring: object({ fields: text, expand: text }) },
    async (request, reply) => {
      const values = [request.params.id, request.query.fields, request.query.expand];
      const row = await run(request, "read", [
        { statement: statements.get("organisations_get"), values },
      ]);
      return sendResource(request, reply, row, "private, no-cache");
    },
  );

  route(
    "GET",
    "/v1/plans/:id/progress",
    "plans_progress",
    null,
    { ...byId, querystring: object({ organisation_id: uuid, period_id: uuid, target_id: uuid }) },
    async (request, reply) => {
      const q = request.query;
      const values = [request.params.id, q.organisation_id, q.period_id, q.target_id];
      const row = await run(request, "read", [
        { statement: statements.get("plans_progress"), values },
      ]);
      return sendResource(request, reply, row, "private, no-cache");
    },
  );

  const listQuery = object({
    parent_id: uuid,
    level: text,
    state: text,
    q: text,
    code: text,
    cursor: text,
    fields: text,
    limit: { type: "string", pattern: "^([1-9][0-9]?|1[0-9][0-9]|200)$" },
  });
  route(
    "GET",
    "/v1/organisations",
    "organisations_list",
    null,
    { querystring: listQuery },
    async (request, reply) => {
      const q = request.query;
      const filters = JSON.stringify({ ...q, cursor: undefined, limit: undefined });
      const place =
        q.cursor === undefined ? null : Buffer.from(q.cursor, "base64url").subarray(16).toString();
      if (place !== null && cursor(place, filters) !== q.cursor) {
        throw refusal("invalid-cursor");
      }
      const values = [q.parent_id, q.level, q.state, q.q, q.code, place, q.limit, q.fields];
      const row = await run(request, "list", [
        { statement: statements.get("organisations_list"), values },
      ]);
      const next = row.next === null ? "null" : `"${cursor(row.next, filters)}"`;
      return send(
        request,
        reply,
        "private, no-cache",
        `{"items":${row.body},"next_cursor":${next}}`,
      );
    },
  );

  route(
    "POST",
    "/v1/submissions/:id(^[0-9a-f-]{36})::submit",
    "submissions_submit",
    ["reporter", "approver"],
    { ...byId, body: bodySchema(contract, "SubmissionPatch") },
    async (request, reply) => {
      const version = etagOf(request.headers["if-match"]);
      const key = request.headers["idempotency-key"]?.replace(/^"(.*)"$/, "$1");
      if (version === undefined) {
        throw refusal("precondition-required");
      }
      if (key === undefined) {
        throw refusal("idempotency-key-missing");
      }
      const body = JSON.stringify(request.body);
      const fingerprint = createHash("sha256").update(body).digest("hex");
      const idempotency = [`submissions_submit ${request.params.id}`, key, fingerprint];
      const row = await run(request, "write", [
        { statement: statements.get("idempotency_check"), values: idempotency },
        {
          statement: statements.get("submissions_submit"),
          values: [request.params.id, version, body, ...idempotency],
        },
      ]);
      return sendResource(request, reply, row, "no-store");
    },
  );

  app.setErrorHandler((error, request, reply) => {
    const stored = error.code === "TDIDM" ? JSON.parse(error.detail) : null;
    if (stored !== null) {
      reply.header("idempotency-replayed", "true");
      return sendResource(request, reply, stored, "no-store");
    }
    const problem = problemOf(contract, error);
    request.failure = problem.status === 500 ? error.stack : undefined;
    reply.code(problem.status).headers(HEADERS).header("cache-control", "no-store");
    reply.header("content-type", "application/problem+json; charset=utf-8");
    reply.header("x-request-id", request.requestId ?? "");
    return reply.send(problemText(problem, request));
  });

  await app.ready();
  return app;
};
