// Reading the contract: YAML, and references within it. A place is a JSON pointer into the
// document, as in "#/paths/…".
import { parseDocument } from "yaml";

// Something in the contract that cannot become C, and where it stands.
export class ContractError extends Error {
  constructor(place, what) {
    super(`${place}: ${what}`);
    this.name = "ContractError";
  }
}

export const fail = (place, what) => {
  throw new ContractError(place, what);
};

export const isObject = (value) =>
  value !== null && typeof value === "object" && !Array.isArray(value);

export const placeOf = (place, ...names) =>
  [place, ...names.map((name) => String(name).replace(/~/g, "~0").replace(/\//g, "~1"))].join("/");

// Byte order, as strcmp has it.
export const compareBytes = (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b));

const step = (value, name) =>
  value !== null && typeof value === "object" && Object.hasOwn(value, name)
    ? value[name]
    : undefined;

// What a $ref points at; it must be within the document.
export const resolve = (document, place, ref) => {
  if (typeof ref !== "string" || !ref.startsWith("#/")) {
    fail(place, `$ref must begin with "#/": ${ref}`);
  }
  const names = ref
    .slice(2)
    .split("/")
    .map((name) => name.replace(/~1/g, "/").replace(/~0/g, "~"));
  const value = names.reduce(step, document);
  if (value === undefined) fail(place, `unknown $ref ${ref}`);
  return value;
};

// Follows $ref, also from one to the next; gives the value and the place where it stands.
export const follow = (document, place, value) => {
  for (let hops = 0; isObject(value) && value.$ref !== undefined; hops++) {
    if (hops > 16) fail(place, "$ref leads in a circle");
    const ref = value.$ref;
    value = resolve(document, place, ref);
    place = ref;
  }
  return { value, place };
};

const checkReferences = (document, place, value) => {
  if (value === null || typeof value !== "object") return;
  if (isObject(value) && typeof value.$ref === "string") resolve(document, place, value.$ref);
  for (const [name, member] of Object.entries(value)) {
    checkReferences(document, placeOf(place, name), member);
  }
};

// Aliases are not JSON's; $ref says the same.
const toPlain = (parsed) => {
  try {
    return parsed.toJS({ maxAliasCount: 0 });
  } catch (error) {
    return fail("#", error.message);
  }
};

export const loadDocument = (text) => {
  const parsed = parseDocument(text, { uniqueKeys: true });
  const [problem] = [...parsed.errors, ...parsed.warnings];
  if (problem) fail("#", problem.message);
  const document = toPlain(parsed);
  if (!isObject(document) || !/^3\.1\.\d+$/.test(document.openapi)) {
    fail("#/openapi", "must be 3.1.x");
  }
  checkReferences(document, "#", document);
  return document;
};
