// Values that a schema allows, and values that it does not, for fast-check. `ids` are ids of what
// exists, by the name of the member or parameter that may hold them; ids.any is for all others.
import fc from "fast-check";
import { resolve } from "./contract.mjs";

const HOSTILE = [
  "'",
  '"',
  "\\",
  "%",
  "đ",
  "ế",
  "e\u0302\u0301",
  "🙂",
  "\u200b",
  "\u202e",
  "<b>",
  "${x}",
  "{0}",
  "--",
  ";",
  "/",
  "~1",
  "\u{10FFFF}",
  "\ud7ff",
  " ",
  "\t",
  "\n",
  "a",
  "Z",
  "0",
  "-1",
  "null",
  "='",
];
const PLAIN = "abcxyz019.-_".split("");

const words = fc
  .array(fc.constantFrom(...HOSTILE, ...PLAIN), { maxLength: 12 })
  .map((parts) => parts.join(""));

function textOf({ minLength = 0, maxLength = 400, pattern }) {
  const fits = (text) => {
    const length = [...text.normalize("NFC")].length;
    return (
      length >= minLength &&
      length <= maxLength &&
      (!pattern || new RegExp(pattern, "u").test(text))
    );
  };
  if (pattern && pattern !== "\\S") return fc.stringMatching(new RegExp(pattern, "u")).filter(fits);
  const long = fc
    .constantFrom("ư", "🙂", "x")
    .map((c) => c.repeat(Math.max(1, Math.min(maxLength, 300))));
  return fc
    .oneof(
      { weight: 5, arbitrary: words },
      { weight: 1, arbitrary: long },
      { weight: 1, arbitrary: fc.constant("x".repeat(Math.max(minLength, 1))) },
    )
    .filter(fits);
}

const day = fc.oneof(
  fc
    .integer({ min: -20000, max: 40000 })
    .map((n) => new Date(n * 86400000).toISOString().slice(0, 10)),
  fc.constantFrom("2025-06-19", "2025-12-31", "2026-11-15", "2030-12-31"),
);

const FORMATS = {
  uuid: (ids, name) =>
    fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom(...(ids[name] ?? ids.any)) },
      { weight: 1, arbitrary: fc.uuid() },
    ),
  date: () => day,
  "date-time": () =>
    fc
      .tuple(
        day,
        fc.constantFrom("T00:00:00Z", "T23:59:59.999Z", "T17:00:00+07:00", "T12:00:00-11:30"),
      )
      .map((parts) => parts.join("")),
  decimal: () =>
    fc
      .tuple(fc.nat({ max: 10 ** 9 }), fc.constantFrom("", ".5", ".25", ".000001"))
      .map((parts) => parts.join("")),
  email: () => fc.constantFrom("a@example.org", "x.y+z@mail.example.com"),
};

function objectOf(schema, ids) {
  const parts = [schema, ...(schema.allOf ?? []).map(resolve)];
  const properties = Object.assign({}, ...parts.map((part) => part.properties ?? {}));
  const required = parts.flatMap((part) => part.required ?? []);
  const members = Object.entries(properties).map(([name, member]) => [
    name,
    allowed(member, ids, name),
  ]);
  const record = fc.record(Object.fromEntries(members), { requiredKeys: required });
  if (typeof schema.additionalProperties !== "object") return record;
  const key = ids.keys ? fc.constantFrom(...ids.keys) : allowed(schema.propertyNames, ids);
  return fc
    .tuple(record, fc.dictionary(key, allowed(schema.additionalProperties, ids), { maxKeys: 3 }))
    .map(([fixed, free]) => ({ ...free, ...fixed }));
}

function integerOf({ minimum = -(2 ** 31), maximum = 2 ** 31 }) {
  return fc.oneof(fc.integer({ min: minimum, max: maximum }), fc.constantFrom(minimum, maximum));
}

function arrayOf({ items, minItems = 0, maxItems = 3 }, ids, name) {
  return fc.array(allowed(items, ids, name), {
    minLength: minItems,
    maxLength: Math.max(minItems, Math.min(maxItems, 3)),
  });
}

const TYPES = {
  null: () => fc.constant(null),
  boolean: () => fc.boolean(),
  integer: integerOf,
  string: (schema, ids, name) => FORMATS[schema.format]?.(ids, name) ?? textOf(schema),
  array: arrayOf,
  object: objectOf,
};

// What the schema allows. name: of the member that it is for.
export function allowed(schema, ids, name) {
  const whole = { ...resolve(schema), ...(schema.$ref ? {} : schema) };
  if (whole.enum) return fc.constantFrom(...whole.enum);
  if (whole.anyOf) return fc.oneof(...whole.anyOf.map((one) => allowed(one, ids, name)));
  const types = [whole.type ?? (whole.properties || whole.allOf ? "object" : "string")].flat();
  return fc.oneof(...types.map((type) => TYPES[type](whole, ids, name)));
}

const FOREIGN = fc.constantFrom(
  null,
  true,
  -1,
  0,
  1.5,
  1e30,
  2 ** 53,
  "",
  " ",
  "x",
  "x".repeat(6000),
  [],
  [null],
  {},
  { a: { b: [] } },
  "00000000-0000-0000-0000-000000000000",
  "2025-02-30",
  "\u202e",
);

function spoil(body, n, value, how) {
  const names = Object.keys(body ?? {});
  const name = names[n % Math.max(names.length, 1)];
  if (how === "whole") return value;
  if (how === "extra") return { ...body, [`no_${n % 7}`]: value };
  if (name === undefined) return body;
  if (how === "drop")
    return Object.fromEntries(Object.entries(body).filter(([key]) => key !== name));
  return { ...body, [name]: value };
}

// An allowed object with one thing changed, which the schema may or may not allow then.
export function changed(schema, ids) {
  return fc
    .tuple(
      allowed(schema, ids),
      fc.nat(),
      FOREIGN,
      fc.constantFrom("member", "drop", "extra", "whole"),
    )
    .map(([body, n, value, how]) => spoil(body, n, value, how));
}

// A query parameter as text, mostly allowed.
export function parameterText(schema, ids, name) {
  const whole = resolve(schema);
  const right =
    whole.type === "array"
      ? fc
          .array(allowed(whole.items, ids, name), { minLength: 1, maxLength: 3 })
          .map((items) => items.join(","))
      : allowed(whole, ids, name).map(String);
  return fc.oneof({ weight: 12, arbitrary: right }, { weight: 1, arbitrary: words });
}
