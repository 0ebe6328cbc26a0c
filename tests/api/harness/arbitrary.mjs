// Values that a schema allows, and values that it does not, for fast-check.
import fc from "fast-check";
import { resolve } from "./contract.mjs";

const HOSTILE = ["'", "\"", "\\", "%", "đ", "ế", "e\u0302\u0301", "🙂", "\u200b", "\u202e", "<b>", "${x}", "{0}", "--", ";", "/", "~1",
  "\u{10FFFF}", "\ud7ff", " ", "\t", "\n", "a", "Z", "0", "-1", "null", "='"];

const words = fc.array(fc.constantFrom(...HOSTILE, ..."abcxyz019.-_".split("")), { maxLength: 12 }).map((parts) => parts.join(""));

function textOf({ minLength = 0, maxLength = 400, pattern }) {
  const fits = (text) => {
    const length = [...text.normalize("NFC")].length;
    return length >= minLength && length <= maxLength && (!pattern || new RegExp(pattern, "u").test(text));
  };
  if (pattern && pattern !== "\\S") return fc.stringMatching(new RegExp(pattern, "u")).filter(fits);
  const long = fc.constantFrom("ư", "🙂", "x").map((c) => c.repeat(Math.max(1, Math.min(maxLength, 300))));
  return fc.oneof({ weight: 5, arbitrary: words }, { weight: 1, arbitrary: long },
    { weight: 1, arbitrary: fc.constant("x".repeat(Math.max(minLength, 1))) }).filter(fits);
}

const day = fc.integer({ min: -20000, max: 40000 }).map((n) => new Date(n * 86400000).toISOString().slice(0, 10));

const FORMATS = {
  uuid: (ids) => fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...ids) }, { weight: 1, arbitrary: fc.uuid() }),
  date: () => day,
  "date-time": () => fc.tuple(day, fc.constantFrom("T00:00:00Z", "T23:59:59.999Z", "T17:00:00+07:00", "T12:00:00-11:30")).map((p) => p.join("")),
  decimal: () => fc.tuple(fc.integer({ min: 0, max: 10 ** 9 }), fc.constantFrom("", ".5", ".25", ".000001")).map((p) => p.join("")),
  email: () => fc.constantFrom("a@example.org", "x.y+z@mail.example.com"),
};

function objectOf(schema, ids) {
  const parts = [schema, ...(schema.allOf ?? []).map(resolve)];
  const properties = Object.assign({}, ...parts.map((part) => part.properties ?? {}));
  const required = parts.flatMap((part) => part.required ?? []);
  const members = Object.fromEntries(Object.entries(properties).map(([name, member]) => [name, allowed(member, ids)]));
  const record = fc.record(members, { requiredKeys: required });
  if (typeof schema.additionalProperties !== "object") return record;
  const name = resolve(schema.propertyNames ?? { type: "string", minLength: 1, maxLength: 20 });
  return fc.tuple(record, fc.dictionary(allowed(name, ids), allowed(schema.additionalProperties, ids), { maxKeys: 3 }))
    .map(([fixed, free]) => ({ ...free, ...fixed }));
}

const TYPES = {
  null: () => fc.constant(null),
  boolean: () => fc.boolean(),
  integer: ({ minimum = -(2 ** 31), maximum = 2 ** 31 }) => fc.oneof(fc.integer({ min: minimum, max: maximum }),
    fc.constantFrom(minimum, maximum)),
  number: () => fc.double({ noNaN: true, noDefaultInfinity: true }),
  string: (schema, ids) => FORMATS[schema.format]?.(ids) ?? textOf(schema),
  array: (schema, ids) => fc.array(allowed(schema.items, ids), { minLength: schema.minItems ?? 0,
    maxLength: Math.max(schema.minItems ?? 0, Math.min(schema.maxItems ?? 3, 3)) }),
  object: objectOf,
};

// What the schema allows; ids: existing ones, which are taken now and then where an id is wanted.
export function allowed(schema, ids) {
  const whole = { ...resolve(schema), ...(schema.$ref ? {} : schema) };
  if (whole.enum) return fc.constantFrom(...whole.enum);
  if (whole.anyOf) return fc.oneof(...whole.anyOf.map((one) => allowed(one, ids)));
  const types = [whole.type ?? (whole.properties || whole.allOf ? "object" : "string")].flat();
  return fc.oneof(...types.map((type) => TYPES[type](whole, ids)));
}

const FOREIGN = fc.constantFrom(null, true, -1, 0, 1.5, 1e30, 2 ** 53, "", " ", "x", "x".repeat(6000), [], [null], {}, { a: { b: [] } },
  "00000000-0000-0000-0000-000000000000", "2025-02-30", "\u202e");

// An allowed object with one thing changed, which the schema may or may not allow.
export function changed(schema, ids) {
  return fc.tuple(allowed(schema, ids), fc.nat(), FOREIGN, fc.constantFrom("member", "drop", "extra", "whole")).map(([body, n, value, how]) => {
    const names = Object.keys(body ?? {});
    const name = names[n % Math.max(names.length, 1)];
    if (how === "whole") return value;
    if (how === "extra") return { ...body, [`no_${n % 7}`]: value };
    if (name === undefined) return body;
    if (how === "drop") return Object.fromEntries(Object.entries(body).filter(([key]) => key !== name));
    return { ...body, [name]: value };
  });
}

// A query parameter as text, mostly allowed.
export function parameterText(schema, ids) {
  const whole = resolve(schema);
  const right = whole.type === "array"
    ? fc.array(allowed(whole.items, ids), { minLength: 1, maxLength: 3 }).map((items) => items.join(","))
    : allowed(whole, ids).map(String);
  return fc.oneof({ weight: 4, arbitrary: right }, { weight: 1, arbitrary: words });
}
