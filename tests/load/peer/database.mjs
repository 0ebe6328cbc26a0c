// The database of the peer. Ways to set a scope and run a query in one transaction with
// node-postgres, by CPU time of Node and PostgreSQL together, for one organisation by id:
//   begin, statements, commit, awaited one by one                          550 µs
//   prepared by SQL and executed as one simple query                       400 µs
//   begin, statements, commit, in pipeline mode (PEER_API=documented)      250 µs
//   a query class of its own in pipeline mode, one Sync for all            150 µs
// The last one is taken, although it uses methods that node-postgres does not document.
import pg from "pg";

// How many connections each process has for what. They are pipelined, so reads need few; who waits
// for the disk needs more.
const SIZES = { read: 2, list: 2, write: 8 };

const prepared = new WeakMap(); // connection → names

const prepare = (connection, { name, text }) => {
  const names = prepared.get(connection) ?? new Set();
  if (!names.has(name)) {
    connection.parse({ name, text });
    prepared.set(connection, names.add(name));
  }
};

class Transaction extends pg.Query {
  // steps: [{ statement: { name, text }, values }]; the callback gets the rows of the last one.
  constructor(steps, callback) {
    const { statement, values } = steps.at(-1);
    super({ name: statement.name, text: statement.text, values }, callback);
    this.steps = steps;
    this.before = steps.length - 1;
    this.completed = 0;
  }

  submit(connection) {
    connection.stream.cork();
    // All of them first: what follows a refusal is skipped up to the Sync.
    this.steps.forEach(({ statement }) => prepare(connection, statement));
    this.steps.forEach(({ statement, values }, i) => {
      connection.bind({ statement: statement.name, values: values.map((value) => value ?? null) });
      if (i === this.before) {
        connection.describe({ type: "P", name: "" });
      }
      connection.execute({});
    });
    connection.sync();
    connection.stream.uncork();
    return null;
  }

  handleDataRow(message) {
    if (this.completed === this.before) {
      super.handleDataRow(message);
    }
  }

  handleCommandComplete(message, connection) {
    if (this.completed < this.before) {
      this.completed++;
    } else {
      super.handleCommandComplete(message, connection);
    }
  }
}

const runDocumented = (client, steps, done) => {
  let failure = null;
  let result;
  const note = (error, answer) => {
    failure ??= error;
    result = answer;
  };
  client.query("begin", note);
  steps.forEach(({ statement: { name, text }, values }) =>
    client.query({ name, text, values }, note),
  );
  client.query("commit", (error) => done(failure ?? error, result));
};

const runAtOnce = (client, steps, done) => client.query(new Transaction(steps, done));

const run = process.env.PEER_API === "documented" ? runDocumented : runAtOnce;

const open = async (settings) => {
  const client = new pg.Client({
    ...settings,
    pipeline: true,
    options: "-c search_path=thidua,public",
  });
  client.on("error", (error) => {
    console.error(error);
    process.exit(1); // the cluster's parent sees it
  });
  await client.connect();
  return client;
};

const openLane = async (settings, size) => {
  const clients = await Promise.all(Array.from({ length: size }, () => open(settings)));
  let turn = 0;
  return (steps) =>
    new Promise((resolve, reject) => {
      run(clients[turn++ % size], steps, (error, result) =>
        error ? reject(error) : resolve(result),
      );
    });
};

// A function that runs steps in one transaction, on a connection of the lane.
export const connect = async (settings) => {
  const lanes = {};
  for (const [lane, size] of Object.entries(SIZES)) {
    lanes[lane] = await openLane(settings, size);
  }
  return (lane, steps) => lanes[lane](steps);
};
