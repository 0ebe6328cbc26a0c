// TRIAL: variants of one scoped transaction
import pg from "pg";

const open = async (dsn, size, pipeline) => {
  const clients = [];
  for (let i = 0; i < size; i++) {
    const client = new pg.Client({ ...dsn, pipeline, options: "-c search_path=thidua,public" });
    client.on("error", () => process.exit(1));
    await client.connect();
    clients.push(client);
  }
  return clients;
};

const config = (step) => ({ name: step.statement.name, text: step.statement.text, values: step.values, rowMode: "object" });

// plain: four round trips
const plain = async (dsn, size) => {
  const pool = new pg.Pool({ ...dsn, max: size, options: "-c search_path=thidua,public" });
  return async (steps) => {
    const client = await pool.connect();
    try {
      await client.query("begin");
      let result;
      for (const step of steps) result = await client.query(config(step));
      await client.query("commit");
      client.release();
      return result;
    } catch (e) {
      await client.query("rollback");
      client.release();
      throw e;
    }
  };
};

const pipelined = async (dsn, size, statements) => {
  const clients = await open(dsn, size, true);
  let turn = 0;
  return (steps) =>
    new Promise((resolve, reject) => {
      const client = clients[turn++ % size];
      let result, error = null;
      const keep = (e, r) => { if (e) error ??= e; else result = r; };
      client.connection.stream.cork();
      client.query("begin", (e) => { if (e) error ??= e; });
      for (const step of steps) client.query(config(step), keep);
      client.query("commit", (e) => { if (e) error ??= e; error ? reject(error) : resolve(result); });
      process.nextTick(() => client.connection.stream.uncork());
    });
};

class Batch extends pg.Query {
  constructor(steps, callback) {
    const last = steps[steps.length - 1];
    super({ name: last.statement.name, text: last.statement.text, values: last.values }, callback);
    this.steps = steps;
    this.before = steps.length - 1;
  }
  submit(connection) {
    connection.stream.cork();
    for (const [i, step] of this.steps.entries()) {
      const { name, text } = step.statement;
      if (connection.submittedNamedStatements[name] === undefined && connection.parsedStatements[name] === undefined) {
        connection.parse({ name, text });
        connection.submittedNamedStatements[name] = text;
      }
      connection.bind({ statement: name, values: step.values.map((v) => v ?? null) });
      if (i === this.steps.length - 1) connection.describe({ type: "P", name: "" });
      connection.execute({});
    }
    connection.sync();
    connection.stream.uncork();
    return null;
  }
  handleDataRow(msg) { if (this.before === 0) super.handleDataRow(msg); }
  handleCommandComplete(msg, connection) {
    if (this.before > 0) this.before--; else super.handleCommandComplete(msg, connection);
  }
}

const batch = async (dsn, size) => {
  const clients = await open(dsn, size, true);
  let turn = 0;
  return (steps) =>
    new Promise((resolve, reject) => {
      clients[turn++ % size].query(new Batch(steps, (e, r) => (e ? reject(e) : resolve(r))));
    });
};

// one round trip without pipeline mode: PREPAREd, EXECUTE in a multi-statement simple query
const execute = async (dsn, size, statements) => {
  const pool = new pg.Pool({ ...dsn, max: size, options: "-c search_path=thidua,public",
    });
  const prepared = new WeakSet();
  const names = ["scope_enter", "idempotency_check", "organisations_get", "organisations_list", "plans_progress", "submissions_submit"];
  return async (steps) => {
    const client = await pool.connect();
    if (!prepared.has(client)) {
      for (const n of names) if (statements.has(n)) await client.query(`prepare ${n} as ${statements.get(n).text}`);
      prepared.add(client);
    }
    const text = steps.map((s) => `execute ${s.statement.name}(${s.values.map((v) => (v == null ? "null" : client.escapeLiteral(String(v)))).join(",")})`).join(";");
    try {
      const r = await client.query(text);
      return r[r.length - 1];
    } finally { client.release(); }
  };
};

const SIZES = { read: Number(process.env.P_READ ?? 4), list: 2, write: Number(process.env.P_WRITE ?? 16) };
export const connect = async (dsn, statements) => {
  const make = { plain, pipelined, batch, execute }[process.env.PEER_TRIP ?? "pipelined"];
  const lanes = {};
  for (const [n, size] of Object.entries(SIZES)) lanes[n] = await make(dsn, size, statements);
  return (lane, steps) => lanes[lane](steps);
};
