// Rules of this project that no other linter knows: who may include whom in api/, lengths, names, banned calls and words.
//   node tests/lint/rooms.mjs [FOLDER]     the project's top (.)
// Prints one line for each breach; exit 1 when there is any. tests/lint/rooms_test.mjs shows each rule at work.
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, extname, join, relative } from "node:path";

const FILE_LINES = 400;
const FUNCTION_LINES = 60;
const SQL_LINES = 60;

// What a room of api/ may include: rooms, single headers, and the libraries that belong to few.
const rooms = {
  base: ["base/"],
  wire: ["base/", "wire/"],
  auth: ["base/", "auth/", "wire/contract.h", "<jwt.h>"],
  db: ["base/", "wire/", "db/", "resource/operation.h", "<libpq-fe.h>"],
  resource: ["base/limits.h", "wire/contract.h", "resource/"],
  http: ["base/", "wire/", "auth/", "db/", "http/", "resource/", "<kore/"],
  worker: ["base/", "wire/", "auth/", "db/", "worker/"],
  "main.c": ["base/", "wire/", "auth/", "db/", "http/", "resource/", "<kore/"],
};
const guardedLibraries = ["<kore/", "<libpq-fe.h>", "<jwt.h>"];
const closedToLibraries = { base: ["<jansson.h>"], resource: ["<jansson.h>"] };

const banned = /\b(strcpy|strcat|sprintf|vsprintf|strtok|atoi|atol|gets|gmtime|localtime|getenv)\s*\(/g;
// Programs read their environment in one place each.
const mayReadEnvironment = /^(api\/main\.c|api\/worker\/(main|ctl)\.c|tests\/)/;
const foreignNames = /^(http_|net_|kore_|worker|pgsql_|fatal)/;
const hooks = /^kore_(parent|worker)_(configure|teardown)$/;

const unfinished = new RegExp(`\\b(${["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"].join("|")})\\b`);
const machinePath = new RegExp(`(^|[\\s"'\`(=:])/(${["home", "root", "work", "Users"].join("|")})/\\w`);
const registry = new RegExp(["registry", "(npmjs|yarnpkg)"].join("\\."));

const skippedFolders = new Set(["node_modules", ".git", "build", "dist", ".local", "corpus"]);

function* walk(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory() && !skippedFolders.has(entry.name)) yield* walk(join(folder, entry.name));
    else if (entry.isFile()) yield join(folder, entry.name);
  }
}

// Comments become blanks of the same lines; `strings` too, when asked, so that text is not taken for code.
const withoutComments = (code, strings) =>
  code.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g, (part) => {
    if (part[0] === '"' || part[0] === "'") return strings ? `${part[0]}${part[0]}` : part;
    return part.replace(/[^\n]/g, " ");
  });

const lineOf = (text, index) => text.slice(0, index).split("\n").length;

function* checkIncludes(path, code) {
  const parts = path.split("/");
  if (parts[0] !== "api") return;
  const room = parts[1];
  const allowed = rooms[room];
  if (!allowed) return;
  for (const match of code.matchAll(/^#include ("([^"]+)"|<[^>]+>)/gm)) {
    const name = match[2] ?? match[1];
    const guarded = match[2] !== undefined || guardedLibraries.some((l) => name.startsWith(l));
    const closed = (closedToLibraries[room] ?? []).includes(name);
    if (closed || (guarded && !allowed.some((a) => (a.endsWith("/") ? name.startsWith(a) : name === a)))) {
      yield [lineOf(code, match.index), `room "${room}" may not include ${match[1]}`];
    }
  }
}

// With the brace of a function alone in the first column, its end is the next one in the first column.
function* checkFunctions(path, code) {
  const lines = code.split("\n");
  let start = -1;
  for (const [i, line] of lines.entries()) {
    if (line === "{") start = i;
    if (line !== "}" || start < 0) continue;
    let head = start - 1;
    while (head > 0 && /^\s/.test(lines[head])) head--;
    const name = lines[head].match(/^(\w+)\(/)?.[1] ?? "?";
    const length = i - start - 1;
    if (length > FUNCTION_LINES) yield [head + 1, `${name}() has ${length} lines, at most ${FUNCTION_LINES}`];
    if (foreignNames.test(name) && !hooks.test(name)) {
      yield [head + 1, `${name}() takes a name that belongs to Kore`];
    }
    start = -1;
  }
}

function* checkC(path, text) {
  const code = withoutComments(text, true);
  const lines = text.split("\n").length - 1;
  if (lines > FILE_LINES) yield [1, `${lines} lines, at most ${FILE_LINES}`];
  yield* checkIncludes(path, withoutComments(text, false));
  yield* checkFunctions(path, code);
  for (const match of code.matchAll(banned)) {
    if (match[1] === "getenv" && mayReadEnvironment.test(path)) continue;
    yield [lineOf(code, match.index), `${match[1]}() is banned`];
  }
  const commentless = text.replace(/\/\*[\s\S]*?\*\/|"(?:\\.|[^"\\\n])*"/g, (part) => part.replace(/[^\n]/g, " "));
  for (const match of commentless.matchAll(/\/\//g)) {
    yield [lineOf(commentless, match.index), "comments are /* */"];
  }
  for (const match of code.matchAll(/^typedef struct/gm)) {
    yield [lineOf(code, match.index), "no typedef for a struct"];
  }
}

function* checkSql(path, text) {
  if (!/^sql\/(functions|views|policies)\//.test(path)) return;
  const lines = text.split("\n").length - 1;
  if (lines > SQL_LINES) yield [1, `${lines} lines, at most ${SQL_LINES}`];
  if (/^\s*(begin|commit|rollback)\s*;/im.test(text.replace(/\$\w*\$[\s\S]*?\$\w*\$/g, ""))) {
    yield [1, "a repeatable file is loaded within one transaction with the others: no begin, no commit"];
  }
  const objects = text.match(/^create (or replace )?(function|procedure|view) /gim)?.length ?? 0;
  if (path.startsWith("sql/functions/") && objects !== 1) yield [1, `${objects} objects, one a file`];
}

function* checkWords(path, text) {
  for (const [i, line] of text.split("\n").entries()) {
    if (unfinished.test(line)) yield [i + 1, "says that something is left to do"];
    if (machinePath.test(line)) yield [i + 1, "names a path of some machine"];
    if (registry.test(line)) yield [i + 1, "names a package registry"];
  }
}

const textFiles = new Set([".c", ".h", ".sql", ".sh", ".mjs", ".js", ".ts", ".tsx", ".css", ".html", ".md", ".yaml", ".yml",
  ".json", ".in", ".conf", ".txt", ""]);

function* check(path, text) {
  const extension = extname(path);
  if ([".c", ".h"].includes(extension)) yield* checkC(path, text);
  if (extension === ".sql") yield* checkSql(path, text);
  yield* checkWords(path, text);
}

const top = process.argv[2] ?? ".";
let breaches = 0;
for (const file of walk(top)) {
  const path = relative(top, file);
  if (!textFiles.has(extname(file)) || basename(file) === ".npmrc" || dirname(path).startsWith(".git")) continue;
  for (const [line, message] of check(path, readFileSync(file, "utf8"))) {
    console.log(`${path}:${line}: ${message}`);
    breaches++;
  }
}
process.exit(breaches > 0 ? 1 : 0);
