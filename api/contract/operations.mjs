// Operations with their parameters and bodies, checked and flattened.
import { compareBytes, fail, follow, isObject, placeOf } from "./document.mjs";
import { flatten } from "./schema.mjs";

const METHODS = ["get", "post", "put", "patch", "delete"];
const PATH_MEMBERS = new Set([...METHODS, "parameters", "summary", "description"]);
const ROLES = [
  "viewer",
  "reporter",
  "approver",
  "reward_secretary",
  "council_member",
  "inspector",
  "administrator",
  "auditor",
  "service",
];
const BODY_TYPES = ["application/json", "application/merge-patch+json"];
const WITHOUT_BODY = ["get", "delete"];

const defaultOf = (place, schema, value) => {
  if (value === undefined) return null;
  const text = [value].flat().join(",");
  const inRange =
    (schema.minimum === null || value >= schema.minimum) &&
    (schema.maximum === null || value <= schema.maximum);
  const known = schema.enums === null || schema.enums.includes(text);
  if (!inRange || !known) fail(place, `the default ${text} breaks the schema`);
  return text;
};

const declaredDefault = (document, place, { schema }) =>
  schema.default ?? follow(document, place, schema).value.default;

const readParameter = (document, place, raw) => {
  const { value: parameter, place: at } = follow(document, place, raw);
  if (!["path", "query", "header"].includes(parameter.in))
    fail(at, `a parameter in ${parameter.in}`);
  if (!isObject(parameter.schema)) fail(at, "a parameter must have a schema");
  const schemaPlace = placeOf(at, "schema");
  const schema = flatten(
    document,
    schemaPlace,
    parameter.schema,
    `${parameter.in}_${parameter.name}`,
  );
  const list = schema.types.includes("array");
  if (schema.types.includes("object")) fail(schemaPlace, "an object does not fit into a parameter");
  if (list && (parameter.style !== "form" || parameter.explode !== false)) {
    fail(at, "a list must have style: form and explode: false");
  }
  if (parameter.in === "path" && parameter.required !== true)
    fail(at, "a path parameter must be required");
  return {
    name: parameter.in === "header" ? parameter.name.toLowerCase() : parameter.name,
    in: parameter.in,
    required: parameter.required === true,
    list,
    fallback: defaultOf(schemaPlace, schema, declaredDefault(document, schemaPlace, parameter)),
    schema,
  };
};

// An operation's own parameters replace those of its path.
const collectParameters = (document, pathPlace, path, place, operation) => {
  const byKey = new Map();
  for (const [at, list] of [
    [pathPlace, path.parameters],
    [place, operation.parameters],
  ]) {
    const seen = new Set();
    (list ?? []).forEach((raw, index) => {
      const parameter = readParameter(document, placeOf(at, "parameters", index), raw);
      const key = `${parameter.in} ${parameter.name}`;
      if (seen.has(key)) fail(placeOf(at, "parameters", index), `${parameter.name} is there twice`);
      seen.add(key);
      byKey.set(key, parameter);
    });
  }
  return [...byKey.values()];
};

// Those of the path first, in its order: the router finds them by place.
const orderParameters = (place, template, parameters) => {
  const names = [...template.matchAll(/\{([^}]*)\}/g)].map((match) => match[1]);
  const inPath = names.map((name) => {
    const found = parameters.find(
      (parameter) => parameter.in === "path" && parameter.name === name,
    );
    return found ?? fail(place, `no parameter for {${name}}`);
  });
  for (const parameter of parameters) {
    if (parameter.in === "path" && !names.includes(parameter.name)) {
      fail(place, `the path has no {${parameter.name}}`);
    }
  }
  return [...inPath, ...parameters.filter((parameter) => parameter.in !== "path")];
};

const readBody = (document, place, method, operation) => {
  if (operation.requestBody === undefined)
    return { body: null, bodyRequired: false, bodyType: null };
  const { value: request, place: at } = follow(
    document,
    placeOf(place, "requestBody"),
    operation.requestBody,
  );
  const types = Object.keys(request.content ?? {});
  if (WITHOUT_BODY.includes(method)) fail(at, `${method} takes no body`);
  if (types.length !== 1 || !BODY_TYPES.includes(types[0])) {
    fail(at, `exactly one of ${BODY_TYPES.join(", ")} is supported`);
  }
  const schemaPlace = placeOf(at, "content", types[0], "schema");
  return {
    body: flatten(
      document,
      schemaPlace,
      request.content[types[0]].schema,
      `${operation.operationId}_body`,
    ),
    bodyRequired: request.required === true,
    bodyType: types[0],
  };
};

const readAccess = (document, place, operation) => {
  const security = operation.security ?? document.security ?? [];
  const isPublic = security.length === 0;
  const roles = operation["x-roles"] ?? [];
  const rolesPlace = placeOf(place, "x-roles");
  if (operation["x-roles"] !== undefined && roles.length === 0) fail(rolesPlace, "names no role");
  for (const role of roles) {
    if (!ROLES.includes(role)) fail(rolesPlace, `unknown role ${role}`);
  }
  if (isPublic && roles.length > 0) fail(rolesPlace, "a public operation asks for no role");
  return { public: isPublic, roles: ROLES.filter((role) => roles.includes(role)) };
};

const readSuccess = (place, operation) => {
  const status = Object.keys(operation.responses ?? {}).find((code) => /^2\d\d$/.test(code));
  return status ? Number(status) : fail(placeOf(place, "responses"), "no 2xx");
};

const isRequired = (parameters, name) =>
  parameters.some(
    (parameter) => parameter.in === "header" && parameter.name === name && parameter.required,
  );

const readOperation = (document, pathPlace, template, path, method) => {
  const place = placeOf(pathPlace, method);
  const operation = path[method];
  const id = operation.operationId;
  if (!/^[a-z][a-z0-9_]*$/.test(id ?? ""))
    fail(place, "operationId must be a C name in lower case");
  const collected = collectParameters(document, pathPlace, path, place, operation);
  const parameters = orderParameters(place, template, collected);
  return {
    id,
    place,
    method,
    path: template,
    parameters,
    ...readBody(document, place, method, operation),
    ...readAccess(document, place, operation),
    ifMatch: isRequired(parameters, "if-match"),
    idempotency: isRequired(parameters, "idempotency-key"),
    success: readSuccess(place, operation),
  };
};

// All operations, sorted by id.
export const readOperations = (document) => {
  const operations = [];
  for (const [template, path] of Object.entries(document.paths ?? {})) {
    const pathPlace = placeOf("#/paths", template);
    for (const member of Object.keys(path)) {
      if (!PATH_MEMBERS.has(member) && !member.startsWith("x-")) {
        fail(placeOf(pathPlace, member), `${member} is not supported`);
      }
    }
    for (const method of METHODS) {
      if (path[method]) operations.push(readOperation(document, pathPlace, template, path, method));
    }
  }
  if (operations.length === 0) fail("#/paths", "no operation");
  operations.sort((a, b) => compareBytes(a.id, b.id));
  operations.forEach((operation, index) => {
    const before = operations[index - 1];
    if (before?.id === operation.id)
      fail(operation.place, `operationId ${operation.id} is also at ${before.place}`);
  });
  return operations;
};
