// The bench's own way into a database, as the owner of the schema: to fetch what requests are made
// of, and to reset.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import pg from "pg";
import { settings } from "./settings.mjs";

const run = promisify(execFile);

export const ask = async (database, text, values = []) => {
  const client = new pg.Client({ host: settings.socket, database, user: "thidua_owner" });
  await client.connect();
  try {
    return (await client.query(text, values)).rows;
  } finally {
    await client.end();
  }
};

export const runFile = (database, file) =>
  run("psql", ["-X", "-q", "-U", "thidua_owner", "-d", database, "-f", file]);

// Everything that requests need to know about one database.
export const fetchFacts = async (scale, units) => {
  const query = (text) => ask(scale.database, text);
  const account = `a.user_id as user, a.organisation_id as organisation, a.session_id as session,
    a.level, array[a.role] as roles, 1 as "scopeVersion"`;
  const [central] = await query(
    `select ${account} from bench.account a where a.name = 'bench-central'`,
  );
  const [period] = await query("select id, plan_id from bench.period");
  const organisations = await query(
    "select id from thidua.organisation tablesample system (5) limit 2000",
  );
  const parents = await query("select id from bench.parent order by n");
  const drafts = units
    ? await query(`select u.submission_id as id, u.body, ${account}
        from bench.unit u join bench.account a on a.name = 'bench-' || u.n order by u.n`)
    : [];
  const waiting = units
    ? await query(`select w.submission_id as id, w.version, w.values, ${account}
        from bench.waiting w join bench.account a on a.name = 'bench-waiting-' || w.n order by w.n`)
    : [];
  return {
    central,
    plan: period.plan_id,
    organisations: organisations.map((row) => row.id),
    parents: parents.map((row) => row.id),
    drafts,
    waiting,
  };
};

// Drafts again of all that was submitted.
export const reset = (scale) => runFile(scale.database, "tests/load/sql/reset.sql");
