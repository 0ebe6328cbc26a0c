// The catalogue: problems, texts of faults, and what the database's constraints mean to a client.
import { compareBytes, fail, isObject, placeOf } from "./document.mjs";

const LANGUAGES = ["vi", "en"];

const placesIn = (text) => [...text.matchAll(/\{([a-z_]+)\}/g)].map((match) => match[1]).sort();

const readText = (place, text) => {
  for (const language of LANGUAGES) {
    const value = text?.[language];
    if (typeof value !== "string" || value.trim() === "") fail(place, `no text in ${language}`);
    if (value !== value.normalize("NFC")) fail(place, `the text in ${language} is not in NFC`);
  }
  if (String(placesIn(text.vi)) !== String(placesIn(text.en))) {
    fail(place, "the languages have different {places}");
  }
  return { vi: text.vi, en: text.en };
};

const sortUnique = (place, rows, key) => {
  rows.sort((a, b) => compareBytes(a[key], b[key]));
  rows.forEach((row, index) => {
    if (rows[index - 1]?.[key] === row[key]) fail(place, `${row[key]} is there twice`);
  });
  return rows;
};

const readList = (document, name, key, pattern, read) => {
  const place = `#/${name}`;
  const rows = document[name] ?? [];
  if (!Array.isArray(rows)) fail(place, "must be a list");
  return sortUnique(
    place,
    rows.map((row, index) => {
      const at = placeOf(place, index);
      if (!pattern.test(row?.[key] ?? "")) fail(at, `${key} is missing or malformed`);
      return read(at, row);
    }),
    key,
  );
};

const readProblem = (place, { slug, status, title, detail }) => {
  if (!Number.isInteger(status) || status < 400 || status > 599)
    fail(place, "status must be 400 to 599");
  return {
    slug,
    status,
    title: readText(placeOf(place, "title"), title),
    detail: detail === undefined ? null : readText(placeOf(place, "detail"), detail),
  };
};

const readFault = (place, { code, text }) => ({
  code,
  text: readText(placeOf(place, "text"), text),
});

// Nobody fills in the places of a fault that comes from a constraint.
const checkFault = (place, code, faults) => {
  const fault = faults.find((row) => row.code === code);
  if (!fault) fail(place, `unknown fault ${code}`);
  if (placesIn(fault.text.en).length > 0)
    fail(place, `fault ${code} has places that nothing fills`);
};

const readConstraint = (place, name, row, problems, faults) => {
  if (!isObject(row)) fail(place, "must name a problem");
  const { problem, pointer = null, fault = null } = row;
  if (!problems.some(({ slug }) => slug === problem)) fail(place, `unknown problem ${problem}`);
  if ((pointer === null) !== (fault === null)) fail(place, "pointer and fault go together");
  if (pointer !== null && !pointer.startsWith("/")) fail(place, "pointer must begin with /");
  if (fault !== null) checkFault(place, fault, faults);
  return { name, problem, pointer, fault };
};

export const readCatalogue = (document) => {
  const problems = readList(document, "x-problems", "slug", /^[a-z][a-z-]*$/, readProblem);
  const faults = readList(document, "x-faults", "code", /^[a-z][a-z_]*$/, readFault);
  const place = "#/x-constraints";
  const constraints = Object.entries(document["x-constraints"] ?? {}).map(([name, row]) =>
    readConstraint(placeOf(place, name), name, row, problems, faults),
  );
  return { problems, faults, constraints: sortUnique(place, constraints, "name") };
};
