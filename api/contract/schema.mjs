// JSON Schema made flat: references resolved, allOf merged, only what the C decoder checks.
// Whatever it could not check is refused here, so that the service never takes what the contract
// forbids.
import { compareBytes, fail, isObject, placeOf, resolve } from "./document.mjs";

const ANNOTATIONS = new Set([
  "title",
  "description",
  "default",
  "example",
  "examples",
  "deprecated",
  "writeOnly",
  "externalDocs",
]);
const STRUCTURE = new Set([
  "$ref",
  "allOf",
  "properties",
  "required",
  "additionalProperties",
  "unevaluatedProperties",
]);
// Keywords with one value, and the types they are about.
const LIMITS = {
  type: null,
  readOnly: null,
  enum: ["string", "integer"],
  format: ["string"],
  pattern: ["string"],
  minLength: ["string"],
  maxLength: ["string"],
  minimum: ["integer"],
  maximum: ["integer"],
  items: ["array"],
  minItems: ["array"],
  maxItems: ["array"],
  minProperties: ["object"],
  maxProperties: ["object"],
  propertyNames: ["object"],
};
const TYPES = ["null", "boolean", "integer", "string", "array", "object"];
const FORMATS = ["uuid", "date", "date-time", "decimal", "email"];
// Says how to show it, not what it may be.
const FORMATS_SHOWN = ["password"];

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

const checkKeywords = (place, schema) => {
  for (const keyword of Object.keys(schema)) {
    if (ANNOTATIONS.has(keyword) || STRUCTURE.has(keyword) || keyword in LIMITS) continue;
    if (!keyword.startsWith("x-"))
      fail(placeOf(place, keyword), `keyword ${keyword} is not supported`);
  }
};

// What one schema says by itself, without what it refers to. Each value knows where it stands and
// which references led there.
const ownPart = (place, schema, trail) => {
  const said = (value, ...names) => ({ value, place: placeOf(place, ...names), trail });
  const limits = Object.keys(LIMITS)
    .filter((keyword) => schema[keyword] !== undefined)
    .map((keyword) => [keyword, said(schema[keyword], keyword)]);
  const properties = Object.entries(schema.properties ?? {}).map(([name, value]) => [
    name,
    said(value, "properties", name),
  ]);
  const additional = schema.additionalProperties;
  return {
    place,
    limits: new Map(limits),
    properties: new Map(properties),
    required: new Set(schema.required ?? []),
    additional: additional === undefined ? null : said(additional, "additionalProperties"),
  };
};

const mergeLimits = (target, part) => {
  for (const [keyword, limit] of part.limits) {
    const present = target.limits.get(keyword);
    if (present && !same(present.value, limit.value)) {
      fail(limit.place, `${keyword} contradicts ${present.place}`);
    }
    target.limits.set(keyword, present ?? limit);
  }
};

const mergeProperties = (target, part) => {
  for (const [name, property] of part.properties) {
    const present = target.properties.get(name);
    if (present && !same(present.value, property.value)) {
      fail(property.place, `${name} contradicts ${present.place}`);
    }
    target.properties.set(name, present ?? property);
  }
  for (const name of part.required) target.required.add(name);
};

// In JSON Schema a branch that is closed by additionalProperties refuses its neighbours' members.
const checkClosedBranches = (parts, merged) => {
  for (const part of parts) {
    if (part.additional === null) continue;
    for (const name of merged.properties.keys()) {
      if (!part.properties.has(name)) {
        fail(part.additional.place, `refuses "${name}" of a neighbour; use unevaluatedProperties`);
      }
    }
  }
};

const branchesOf = (document, place, schema, trail) => {
  const branches = [];
  if (schema.$ref !== undefined) {
    if (trail.includes(schema.$ref)) fail(place, `${schema.$ref} holds itself`);
    branches.push(
      gather(document, schema.$ref, resolve(document, place, schema.$ref), [...trail, schema.$ref]),
    );
  }
  (schema.allOf ?? []).forEach((branch, index) => {
    branches.push(gather(document, placeOf(place, "allOf", index), branch, trail));
  });
  return branches;
};

// allOf closed as a whole.
const closingOf = (place, schema) => {
  if (schema.unevaluatedProperties === undefined) return null;
  const at = placeOf(place, "unevaluatedProperties");
  if (schema.unevaluatedProperties !== false) fail(at, "can only be false");
  return { value: false, place: at };
};

// A schema with all that it refers to, still by keyword.
const gather = (document, place, schema, trail) => {
  if (!isObject(schema)) fail(place, "a schema must be an object");
  checkKeywords(place, schema);
  const parts = [...branchesOf(document, place, schema, trail), ownPart(place, schema, trail)];
  const merged = { place, limits: new Map(), properties: new Map(), required: new Set() };
  for (const part of parts) {
    mergeLimits(merged, part);
    mergeProperties(merged, part);
  }
  checkClosedBranches(parts, merged);
  const closed = parts.map((part) => part.additional).find((additional) => additional !== null);
  merged.additional = closed ?? closingOf(place, schema);
  return merged;
};

const finishAt = (document, { value, place, trail }, path) =>
  finish(document, gather(document, place, value, trail), nameOf(value, path));

const typesOf = (part) => {
  const limit = part.limits.get("type");
  if (!limit) fail(part.place, "type is missing");
  const types = [limit.value].flat();
  for (const type of types) {
    if (type === "number")
      fail(limit.place, "number loses digits; use a string with format decimal");
    if (!TYPES.includes(type)) fail(limit.place, `unknown type ${type}`);
  }
  for (const [keyword, { place }] of part.limits) {
    const about = LIMITS[keyword];
    if (about && !about.some((type) => types.includes(type))) {
      fail(place, `${keyword} says nothing about type ${types.join(", ")}`);
    }
  }
  return TYPES.filter((type) => types.includes(type));
};

const integerOf = (part, keyword, least) => {
  const limit = part.limits.get(keyword);
  if (!limit) return null;
  if (!Number.isSafeInteger(limit.value) || limit.value < least) {
    fail(limit.place, `${keyword} must be a whole number${least === 0 ? " from 0 up" : ""}`);
  }
  return limit.value;
};

const rangeOf = (part, low, high, least) => {
  const range = [integerOf(part, low, least), integerOf(part, high, least)];
  if (range[0] !== null && range[1] !== null && range[0] > range[1]) {
    fail(part.place, `${low} is above ${high}`);
  }
  return range;
};

// Code points, items and members share one pair of limits in C.
const lengthOf = (part) => {
  const ranges = [
    ["minLength", "maxLength"],
    ["minItems", "maxItems"],
    ["minProperties", "maxProperties"],
  ]
    .map(([low, high]) => rangeOf(part, low, high, 0))
    .filter(([low, high]) => low !== null || high !== null);
  if (ranges.length > 1) fail(part.place, "lengths of two types in one schema");
  return ranges[0] ?? [null, null];
};

const patternAt = (place, pattern) => {
  try {
    new RegExp(pattern, "u");
  } catch (error) {
    fail(place, error.message);
  }
  return pattern;
};

const patternOf = (part) => {
  const limit = part.limits.get("pattern");
  return limit ? patternAt(limit.place, limit.value) : null;
};

const keyPatternOf = (part) => {
  const limit = part.limits.get("propertyNames");
  if (!limit) return null;
  if (!same(Object.keys(limit.value ?? {}), ["pattern"]))
    fail(limit.place, "only a pattern is supported");
  return patternAt(placeOf(limit.place, "pattern"), limit.value.pattern);
};

const formatOf = (part) => {
  const limit = part.limits.get("format");
  if (!limit || FORMATS_SHOWN.includes(limit.value)) return null;
  if (!FORMATS.includes(limit.value)) fail(limit.place, `unknown format ${limit.value}`);
  return limit.value;
};

const enumOf = (part, types) => {
  const limit = part.limits.get("enum");
  if (!limit) return null;
  for (const value of limit.value) {
    const type = value === null ? "null" : Number.isSafeInteger(value) ? "integer" : typeof value;
    if (!types.includes(type))
      fail(limit.place, `${JSON.stringify(value)} is of no type of the schema`);
  }
  return limit.value.filter((value) => value !== null).map(String);
};

const fieldsOf = (document, part, name) => {
  for (const required of part.required) {
    if (!part.properties.has(required))
      fail(part.place, `required "${required}" is not among the properties`);
  }
  return [...part.properties]
    .map(([field, said]) => {
      const inner = gather(document, said.place, said.value, said.trail);
      return {
        name: field,
        schema: finish(document, inner, nameOf(said.value, `${name}_${field}`)),
        required: part.required.has(field),
        readOnly: inner.limits.get("readOnly")?.value === true,
      };
    })
    .sort((a, b) => compareBytes(a.name, b.name));
};

const extraOf = (document, part, name) => {
  if (part.additional === null || part.additional.value === true) {
    fail(part.place, "an object must say additionalProperties: false, or which schema they have");
  }
  if (part.additional.value === false) return null;
  return finishAt(document, part.additional, `${name}_member`);
};

const itemsOf = (document, part, name) => {
  if (!part.limits.has("items")) fail(part.place, "an array must say items");
  return finishAt(document, part.limits.get("items"), `${name}_item`);
};

// A component's name, or a path of names below one. Only for reading: schemas that say the same
// are one in C.
const nameOf = (schema, path) => {
  const bare = Object.keys(schema).every(
    (keyword) => keyword === "$ref" || ANNOTATIONS.has(keyword),
  );
  const component = bare ? /^#\/components\/schemas\/(.+)$/.exec(schema.$ref ?? "") : null;
  return { text: component ? component[1] : path, component: component !== null };
};

const finish = (document, part, name) => {
  const types = typesOf(part);
  const isOf = (type) => types.includes(type);
  const range = rangeOf(part, "minimum", "maximum", -Infinity);
  const length = lengthOf(part);
  return {
    name,
    types,
    format: formatOf(part),
    minimum: range[0],
    maximum: range[1],
    lengthMin: length[0],
    lengthMax: length[1],
    pattern: patternOf(part),
    enums: enumOf(part, types),
    fields: isOf("object") ? fieldsOf(document, part, name.text) : [],
    items: isOf("array") ? itemsOf(document, part, name.text) : null,
    extra: isOf("object") ? extraOf(document, part, name.text) : null,
    keyPattern: keyPatternOf(part),
  };
};

export const flatten = (document, place, schema, path) =>
  finishAt(document, { value: schema, place, trail: [] }, path);
