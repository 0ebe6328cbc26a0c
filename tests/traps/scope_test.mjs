// The scope of one request never reaches the next one on the same database connection, whatever
// happened before it.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { before, test } from "node:test";
import fc from "fast-check";
import { anonymous } from "../api/harness/client.mjs";
import { as, fixture } from "../api/harness/people.mjs";
import { backends, psql, running } from "./lib/processes.mjs";

const digits = [
  "1",
  "11",
  "12",
  "111",
  "112",
  "121",
  "122",
  "1111",
  "1112",
  "1121",
  "1122",
  "1211",
  "1212",
  "1221",
  "1222",
];
let clients;
let paths;

before(async () => {
  await running();
  clients = new Map(
    await Promise.all(digits.map(async (own) => [own, await as(`administrator.${own}`)])),
  );
  paths = new Map(await psql("postgres", "select id, path from thidua.organisation"));
});

const pathOf = (own) => paths.get(fixture(own).id);
const below = (own, other) => other.startsWith(own);
const related = (own, other) => below(own, other) || below(other, own);

// Everything that an answer says must belong to whom asked: each organisation named in it is of the
// own subtree.
function expectOwn(own, answer, ids) {
  for (const id of ids) {
    assert.ok(paths.has(id), `${own} was told of ${id}, which is not there`);
    assert.ok(
      below(pathOf(own), paths.get(id)),
      `${own} was told of ${paths.get(id)}: ${answer.method} ${answer.path}`,
    );
  }
}

const one = (own, other) => `/v1/organisations/${fixture(other).id}`;

// What can be asked, and what must come of it. Some fail in the database, one way or another.
const REQUESTS = {
  async organisation(own, client, other) {
    const answer = await client.get(one(own, other));
    assert.equal(
      answer.status,
      related(pathOf(own), pathOf(other)) ? 200 : 404,
      `${own} asks for ${other}`,
    );
    if (answer.status === 200) assert.equal(answer.body.id, fixture(other).id);
  },
  async organisations(own, client) {
    const answer = await client.get("/v1/organisations?limit=100");
    assert.equal(answer.status, 200);
    expectOwn(
      own,
      answer,
      answer.body.items.map((item) => item.id),
    );
  },
  async me(own, client) {
    const answer = await client.get("/v1/me");
    assert.equal(answer.body.user.username, `administrator.${own}`);
    assert.equal(answer.body.organisation.id, fixture(own).id);
  },
  async users(own, client) {
    const answer = await client.get("/v1/users?limit=100");
    assert.equal(answer.status, 200);
    expectOwn(
      own,
      answer,
      answer.body.items.map((item) => item.organisation.id),
    );
  },
  async trail(own, client) {
    const answer = await client.get("/v1/audit-events?limit=50&action=organisation.update");
    assert.equal(answer.status, 200);
    expectOwn(
      own,
      answer,
      answer.body.items.map((item) => item.subject_id),
    );
  },
  // Refused by problem(), by a version, by a constraint, by the contract; and one whose session is
  // not there.
  async "a change out of reach"(own, client, other) {
    const answer = await client.patch(one(own, other), { name: "Không đổi" }, { version: 999999 });
    assert.equal(answer.status, below(pathOf(own), pathOf(other)) ? 412 : 404);
  },
  async "a founding with a code that is taken"(own, client, other) {
    const answer = await client.post("/v1/organisations", {
      parent_id: fixture(other).id,
      level: "group",
      kind: "group",
      name: "Tổ",
      code: "T",
    });
    assert.ok([409, 422].includes(answer.status), answer.text);
  },
  async "a sign-in"() {
    const answer = await anonymous.post("/v1/auth/token", {
      grant_type: "refresh_token",
      refresh_token: "x",
    });
    assert.equal(answer.status, 401);
  },
  async "no such thing"(own, client) {
    assert.equal((await client.get(`/v1/organisations/${randomUUID()}`)).status, 404);
  },
};

test("clients of many organisations, in any order, see their own and nothing else", async () => {
  const step = fc.record({
    own: fc.constantFrom(...digits),
    other: fc.constantFrom(...digits),
    what: fc.constantFrom(...Object.keys(REQUESTS)),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 60 }), async (steps) => {
      // All at once, so that they meet in the pipelines of the few connections.
      await Promise.all(
        steps.map(({ own, other, what }) => REQUESTS[what](own, clients.get(own), other)),
      );
      const open = await psql(
        "postgres",
        `select application_name, state, query from pg_stat_activity
      where application_name like 'thidua-%' and state like 'idle in transaction%'`,
      );
      assert.deepEqual(open, []);
    }),
    { numRuns: 25 },
  );
});

test("a connection of the service without a scope sees no row of any table", async () => {
  const tables = await psql(
    "thidua_api",
    `select relname, (select count(*) from pg_policy where polrelid = c.oid)
    from pg_class c where relnamespace = 'thidua'::regnamespace and relkind in ('r', 'p', 'v', 'm')
    and (has_table_privilege(oid, 'select') or has_any_column_privilege(oid, 'select'))`,
  );
  assert.ok(tables.length > 10);

  for (const [table] of tables) {
    // Of accounts some columns alone may be read; a count needs one.
    assert.deepEqual(
      await psql("thidua_api", `select count(*) from thidua."${table}"`),
      [["0"]],
      table,
    );
  }
  assert.ok((await backends("fast")).length > 0);
});

test("a scope ends with its transaction", async () => {
  const rows = await psql(
    "postgres",
    `
    select s.user_id, s.organisation_id, s.id, u.scope_version from thidua.auth_session s
    join thidua.user_account u on u.id = s.user_id
    where u.username = 'administrator.11' and s.revoked_at is null and s.expires_at > now()
    limit 1`,
  );
  const [user, organisation, session, version] = rows[0];
  const enter = `select thidua.scope_enter('${user}', '${organisation}', '${session}', ${version},
    'administrator', '${randomUUID()}')`;

  const [[within], [afterwards]] = await psql(
    "thidua_api",
    `begin;
    ${enter};
    select 'within ' || count(*) from thidua.organisation;
    commit;
    select 'after ' || count(*) from thidua.organisation`,
  );
  assert.match(within, /^within [1-9]/);
  assert.equal(afterwards, "after 0");

  const failed = await psql(
    "thidua_api",
    `begin;
    ${enter};
    savepoint here;
    \\set ON_ERROR_STOP off
    select 1 / 0;
    rollback;
    select 'after ' || count(*) from thidua.organisation`,
  );
  assert.deepEqual(failed.at(-1), ["after 0"]);
});
