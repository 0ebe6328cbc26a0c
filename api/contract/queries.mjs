// Writes sql/queries/*.sql as a C table. A query whose operation takes an Idempotency-Key is wrapped, so that its answer is
// stored in the same statement that makes the change.
//   node api/contract/queries.mjs sql/queries build/gen/openapi.json build/gen/queries.c
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

const [folder, contractFile, output] = process.argv.slice(2);

const contract = JSON.parse(readFileSync(contractFile, "utf8"));

const resolve = (parameter) =>
  parameter.$ref ? contract.components.parameters[parameter.$ref.split("/").pop()] : parameter;

const keyed = new Set();
for (const path of Object.values(contract.paths)) {
  for (const operation of Object.values(path)) {
    const parameters = [...(path.parameters ?? []), ...(operation.parameters ?? [])].map(resolve);
    if (parameters.some((p) => p.name?.toLowerCase() === "idempotency-key" && p.required)) {
      keyed.add(operation.operationId);
    }
  }
}

const withoutComments = (sql) => sql.replace(/^\s*--.*$/gm, "").trim().replace(/;$/, "");
const parameterCount = (sql) => Math.max(0, ...[...sql.matchAll(/\$(\d+)/g)].map((m) => Number(m[1])));

const wrapped = (sql, count) =>
  `select r.*, thidua.idempotency_finish($${count + 1}, $${count + 2}, $${count + 3}, ` +
  `r.body, r.etag, r.location) from (\n${sql}\n) r`;

const statement = (file) => {
  const name = basename(file, ".sql");
  const sql = withoutComments(readFileSync(join(folder, file), "utf8"));
  const count = parameterCount(sql);
  return keyed.has(name)
    ? { name, sql: wrapped(sql, count), count: count + 3 }
    : { name, sql, count };
};

const literal = (sql) =>
  sql
    .split("\n")
    .map((line) => `\t    ${JSON.stringify(`${line}\n`).replace(/\?\?/g, "?\\?")}`)
    .join("\n");

const statements = readdirSync(folder)
  .filter((file) => file.endsWith(".sql"))
  .map(statement)
  .sort((a, b) => (a.name < b.name ? -1 : 1));

writeFileSync(
  output,
  `/* Written by api/contract/queries.mjs from sql/queries. */
#include "db/db.h"

const struct db_statement db_statements[] = {
${statements.map((s) => `\t{ "${s.name}",\n${literal(s.sql)},\n\t    ${s.count} },`).join("\n")}
};
const size_t db_statements_count = sizeof(db_statements) / sizeof(db_statements[0]);
`,
);
