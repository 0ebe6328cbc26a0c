// What openapi.yaml says, as the tests use it: which operation a request is for, and whether an
// exchange keeps to it.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const METHODS = ["get", "post", "put", "patch", "delete"];
const PROBLEM_TYPE = "application/problem+json";
const text = readFileSync(new URL("../../../build/gen/openapi.json", import.meta.url), "utf8");

export const contract = JSON.parse(text);
export const contractSum = createHash("sha256").update(text).digest("hex");

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addFormat("decimal", /^-?[0-9]{1,15}(\.[0-9]{1,6})?$/);
ajv.addFormat("password", true);
ajv.addSchema(contract, "contract");

export function resolve(node) {
  while (node?.$ref !== undefined) {
    node = node.$ref
      .slice(2)
      .split("/")
      .reduce((at, key) => at[unescapePointer(key)], contract);
  }
  return node;
}

function unescapePointer(key) {
  return decodeURIComponent(key).replaceAll("~1", "/").replaceAll("~0", "~");
}

function escapeRegExp(literal) {
  return literal.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function pathExpression(path) {
  const parts = path.split(/(\{[^}]+\})/);
  return new RegExp(
    `^${parts.map((p) => (p.startsWith("{") ? "([^/:]+)" : escapeRegExp(p))).join("")}$`,
  );
}

function operationMake(path, method, item) {
  const entry = item[method];
  const parameters = [...(item.parameters ?? []), ...(entry.parameters ?? [])].map(resolve);
  const body = resolve(entry.requestBody);
  const type = body && Object.keys(body.content)[0];
  return {
    id: entry.operationId,
    method: method.toUpperCase(),
    path,
    public: entry.security?.length === 0,
    roles: entry["x-roles"] ?? null,
    parameters,
    path_parameters: parameters.filter((p) => p.in === "path"),
    needsKey: parameters.some((p) => p.name === "Idempotency-Key"),
    needsVersion: parameters.some((p) => p.name === "If-Match"),
    body: body && { required: body.required === true, type, schema: body.content[type].schema },
    responses: Object.fromEntries(Object.entries(entry.responses).map(([s, r]) => [s, resolve(r)])),
    pointer: `contract#/paths/${path.replaceAll("~", "~0").replaceAll("/", "~1")}/${method}`,
  };
}

export const operations = Object.entries(contract.paths).flatMap(([path, item]) =>
  METHODS.filter((method) => item[method]).map((method) => operationMake(path, method, item)),
);

export function operationOf(id) {
  const found = operations.find((o) => o.id === id);
  if (!found) throw new Error(`the contract has no operation ${id}`);
  return found;
}

const routes = [...new Set(operations.map((o) => o.path))].map((path) => ({
  path,
  expression: pathExpression(path),
  operations: operations.filter((o) => o.path === path),
}));

// The route of a path and, where it takes the method, the operation.
export function routeOf(method, path) {
  const plain = path.split(/[?#]/)[0];
  const route = routes.find((r) => r.expression.test(plain));
  const asked = method === "HEAD" ? "GET" : method;
  return { route, operation: route?.operations.find((o) => o.method === asked) };
}

// ---- schemas ------------------------------------------------------------------------------------

const validators = new Map();

function validatorOf(key, make) {
  if (!validators.has(key)) validators.set(key, make());
  return validators.get(key);
}

function absolute(schema) {
  if (Array.isArray(schema)) return schema.map(absolute);
  if (schema === null || typeof schema !== "object") return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [
      key,
      key === "$ref" && value.startsWith("#") ? `contract${value}` : absolute(value),
    ]),
  );
}

// With `fields` an answer holds some members only: the resource's own `required` does not hold
// then.
function partial(schema) {
  const { required, allOf, ...rest } = resolve(schema);
  return { ...rest, ...(allOf && { allOf: allOf.map(partial) }) };
}

function partialAnswer(schema) {
  const whole = resolve(schema);
  if (!whole.properties?.items) return absolute(partial(whole));
  const items = partial(whole.properties.items.items);
  return absolute({
    ...whole,
    properties: { ...whole.properties, items: { type: "array", items } },
  });
}

export function schemaFaults(key, schema, value) {
  const validate = validatorOf(key, () => ajv.compile(schema()));
  if (validate(value)) return [];
  return validate.errors.map(
    (e) => `${e.instancePath || "/"} ${e.message} ${JSON.stringify(e.params)}`,
  );
}

export function bodyFaults(operation, value) {
  return schemaFaults(`${operation.id} request`, () => absolute(operation.body.schema), value);
}

// ---- exchanges ----------------------------------------------------------------------------------

const problems = new Map(contract["x-problems"].map((p) => [p.slug, p]));
const faultCodes = new Set(contract["x-faults"].map((f) => f.code));

function* problemFaults(answer) {
  const { body, headers, status } = answer;
  const known = problems.get(body.code);
  const language = headers["content-language"];
  if (!known) return yield `problem ${body.code} is not in the catalogue`;
  if (known.status !== status || body.status !== status)
    yield `problem ${body.code} came with ${status}`;
  if (body.type !== `/problems/${body.code}`) yield `type is ${body.type}`;
  if (body.instance !== `urn:uuid:${headers["x-request-id"]}`)
    yield "instance is not the request's id";
  if (!["vi", "en"].includes(language)) yield `content-language is ${language}`;
  else if (body.title !== known.title[language]) yield `title is not ${language}: ${body.title}`;
  for (const fault of body.errors ?? []) {
    if (!faultCodes.has(fault.code)) yield `fault ${fault.code} is not in the catalogue`;
    if (!fault.detail || /[{}]/.test(fault.detail))
      yield `fault ${fault.code} has the text ${fault.detail}`;
  }
  if (/[{}]/.test(body.detail ?? "")) yield `detail is ${body.detail}`;
}

const EVERYWHERE = {
  "x-request-id": /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  "cache-control": /^(no-store|private, no-cache|private, max-age=300)$/,
  "x-content-type-options": /^nosniff$/,
  "content-security-policy": /^default-src 'none'; frame-ancestors 'none'$/,
  "referrer-policy": /^no-referrer$/,
  vary: /\bAccept-Language\b/,
  date: / GMT$/,
};

function wantedHeaders(answer, declared) {
  const wanted = { ...EVERYWHERE };
  for (const [name, header] of Object.entries(declared?.headers ?? {})) {
    if (resolve(header).required) wanted[name.toLowerCase()] = /./;
  }
  if (answer.direct) delete wanted.date;
  if ("etag" in wanted) wanted.etag = /^"[^"]+"$/;
  if ("location" in wanted) wanted.location = /^\/v1\//;
  if (answer.status === 401) wanted["www-authenticate"] = /^Bearer/;
  if (answer.status === 405) wanted.allow = /^[A-Z]+(, [A-Z]+)*$/;
  if ([429, 503].includes(answer.status)) wanted["retry-after"] = /^[1-9][0-9]*$/;
  return wanted;
}

function* headerFaults(answer, declared) {
  for (const [name, expression] of Object.entries(wantedHeaders(answer, declared))) {
    if (!expression.test(answer.headers[name] ?? ""))
      yield `header ${name} is ${answer.headers[name]}`;
  }
}

function* contentFaults(answer, declared, schemaKey, schema) {
  const [type, ...attributes] = (answer.headers["content-type"] ?? "").split(/;\s*/);
  const types = Object.keys(declared.content ?? {});
  if (types.length === 0 || answer.method === "HEAD") {
    if (answer.text !== "") yield `a body of ${answer.text.length} bytes where none is allowed`;
    if (types.length === 0 && type !== "") yield `content-type ${type} without a body`;
    return;
  }
  if (!types.includes(type)) return yield `content-type is ${answer.headers["content-type"]}`;
  if (attributes.some((a) => /^charset=/i.test(a) && !/^charset=utf-8$/i.test(a)))
    yield `charset ${attributes}`;
  if (type.endsWith("json")) yield* schemaFaults(schemaKey, schema, answer.body);
}

function declaredFor(answer, operation) {
  const own = operation?.responses[answer.status];
  if (own) return own;
  if (answer.method === "OPTIONS" && answer.status === 204)
    return { headers: { Allow: { required: true } } };
  return contract["x-generic-responses"][answer.status];
}

// Everything in an exchange that the contract does not allow, as text.
export function* violations(answer) {
  const { route, operation, method, status } = answer;
  const declared = declaredFor(answer, operation);
  const beforeRoute = !operation && [400, 404].includes(status);
  if (!declared && !beforeRoute)
    return yield `${status} is not declared for ${operation?.id ?? method}`;
  const problem = status >= 400;
  const content = declared ?? contract.components.responses.NotFound;
  const part =
    operation && status === 200 && new URLSearchParams(answer.path.split("?")[1]).has("fields");
  const schema = () => {
    const found = content.content[problem ? PROBLEM_TYPE : "application/json"].schema;
    return part ? partialAnswer(found) : absolute(found);
  };
  yield* headerFaults(answer, content);
  const key = problem ? "problem" : `${operation?.id} ${status} ${part}`;
  yield* contentFaults(answer, content, key, schema);
  if (problem && method !== "HEAD" && answer.body?.code) yield* problemFaults(answer);
  if (route && !operation && status === 404) yield "404 for a path that exists";
  if (status < 300 && operation?.body && answer.sent !== undefined) {
    // Texts are composed before they are looked at.
    const sent = JSON.parse(JSON.stringify(answer.sent).normalize("NFC"));
    for (const fault of bodyFaults(operation, sent))
      yield `accepted a body that breaks its schema: ${fault}`;
  }
}
