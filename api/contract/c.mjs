// Pieces of C text.

export const literal = (text) => {
  if (text === null) return "NULL";
  const escaped = text
    .replace(/[\\"]/g, "\\$&")
    .replace(/\?(?=\?)/g, "?\\") // no trigraphs
    .replace(/\n/g, "\\n")
    .replace(
      /[\u0000-\u001f]/g,
      (character) => `\\${character.charCodeAt(0).toString(8).padStart(3, "0")}`,
    );
  return `"${escaped}"`;
};

// An enumerator, as in FORMAT_DATE_TIME, and a set of them.
export const constant = (prefix, name) =>
  `${prefix}_${name.toUpperCase().replace(/[^A-Z0-9]+/g, "_")}`;
export const set = (prefix, names) =>
  names.map((name) => constant(prefix, name)).join(" | ") || "0";

// Words as part of an identifier.
export const identifier = (text) =>
  text
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");

// Names that are given out once; a second wish gets a number.
export const makeNames = () => {
  const taken = new Set();
  return (wish) => {
    let name = wish;
    for (let number = 2; taken.has(name); number++) name = `${wish}_${number}`;
    taken.add(name);
    return name;
  };
};

// Initialisers, one a line.
export const block = (rows) => rows.map((row) => `\t${row},\n`).join("");

// An array and what points at it; C has no empty ones.
export const array = (type, name, rows) =>
  rows.length === 0 ? "" : `static const ${type} ${name}[] = {\n${block(rows)}};\n`;
export const pointer = (name, rows) => (rows.length === 0 ? "NULL" : name);

// A table that contract.h declares, with its count.
export const table = (type, name, rows) => {
  const body = rows.length === 0 ? "\t{ 0 },\n" : block(rows);
  return `const ${type} ${name}[] = {\n${body}};\nconst size_t ${name}_count = ${rows.length};\n`;
};
