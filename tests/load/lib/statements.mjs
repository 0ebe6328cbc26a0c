// The statements that the service runs, taken from the same generated file that it is compiled
// from.
import { readFileSync } from "node:fs";

const ENTRY = /\t\{ "(\w+)",\n((?:\t +".*"\n?)+),\n\t +(\d+) \}/g;

const unquote = (lines) =>
  lines
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line.trim().replaceAll("?\\?", "??")))
    .join("");

// Map of name → { name, text, count }.
export const readStatements = (file) => {
  const statements = new Map();
  for (const [, name, lines, count] of readFileSync(file, "utf8").matchAll(ENTRY)) {
    statements.set(name, { name, text: unquote(lines).trim(), count: Number(count) });
  }
  if (!statements.has("scope_enter")) {
    throw new Error(`${file}: no statements found`);
  }
  return statements;
};
