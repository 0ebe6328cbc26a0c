// Organisations and their people: those of tests/sql/fixtures.sql, and new ones for a test alone.
import assert from "node:assert/strict";
import { Client, anonymous } from "./client.mjs";
import { expectProblem, expectStatus, unique, uniqueCode } from "./expect.mjs";
import { password } from "./service.mjs";

export { password };

const LEVELS = ["central", "province", "upper", "grassroots", "group"];
const signedIn = new Map();

// A new sign-in.
export async function signIn(username, { organisation_id, device_id, secret = password } = {}) {
  const answer = await anonymous.post("/v1/auth/token", {
    grant_type: "password",
    username,
    password: secret,
    organisation_id,
    device_id,
  });
  const body = expectStatus(answer, 200);
  return Object.assign(new Client({ token: body.access_token, user: body.me.user }), {
    signIn: body,
  });
}

// The client of an account, signed in once for each test file.
export function as(username) {
  if (!signedIn.has(username)) signedIn.set(username, signIn(username));
  return signedIn.get(username);
}

export class Unit {
  #accounts = new Map();
  #lazy = new Map();

  constructor(fields) {
    Object.assign(this, fields);
  }

  // The client of somebody with that role here; the account is made at first use.
  as(role) {
    if (
      this.digits &&
      (["reporter", "approver", "administrator"].includes(role) ||
        (this.digits === "1" && ["auditor", "service"].includes(role)))
    ) {
      return as(`${role}.${this.digits}`);
    }
    if (!this.#accounts.has(role))
      this.#accounts.set(
        role,
        account(this, [role]).then((made) => as(made.username)),
      );
    return this.#accounts.get(role);
  }

  #once(name, make) {
    if (!this.#lazy.has(name)) this.#lazy.set(name, make());
    return this.#lazy.get(name);
  }

  child() {
    if (this.digits && this.digits.length < 4) return fixture(`${this.digits}1`);
    return this.#once("child", () => found(this));
  }

  sibling() {
    if (this.digits)
      return fixture(this.digits.slice(0, -1) + (this.digits.endsWith("1") ? "2" : "1"));
    return this.#once("sibling", () => found(this.parent, { level: this.level }));
  }

  // Of the same level at most, below another province.
  unrelated() {
    const fixed = this.digits ?? this.#fixedAncestor().digits;
    const other = `1${fixed[1] === "1" ? "2" : "1"}`;
    return fixture(other.padEnd(Math.min(LEVELS.indexOf(this.level) + 1, 4), "2"));
  }

  #fixedAncestor() {
    let unit = this;
    while (!unit.digits) unit = unit.parent;
    return unit;
  }
}

const fixtures = new Map();

// An organisation of the fixtures by its digits: 1, 11, 111, 1111, 12, …
export function fixture(digits) {
  if (!fixtures.has(digits)) {
    fixtures.set(
      digits,
      new Unit({
        digits,
        id: `00000000-0000-7000-8000-${digits.padStart(12, "0")}`,
        code: `T${digits.slice(1).replaceAll(/./g, ".$&")}`,
        level: LEVELS[digits.length - 1],
        parent: digits.length > 1 ? fixture(digits.slice(0, -1)) : null,
      }),
    );
  }
  return fixtures.get(digits);
}

const KINDS = {
  province: "provincial_federation",
  upper: "commune_union",
  grassroots: "enterprise_union",
  group: "group",
};

// A new organisation, one level below its parent unless told otherwise.
export async function found(
  parent,
  { level = LEVELS[Math.min(LEVELS.indexOf(parent.level) + 1, 4)], ...members } = {},
) {
  const root = await as("administrator.1");
  const answer = await root.post("/v1/organisations", {
    parent_id: parent.id,
    level,
    kind: KINDS[level],
    code: uniqueCode("N"),
    name: `Công đoàn ${unique("Mới ")}`,
    ...members,
  });
  const body = expectStatus(answer, 201);
  return new Unit({ id: body.id, code: body.code, level, name: body.name, parent });
}

// A new account with those roles there: {id, username, version, …}; it can sign in.
export async function account(unit, roles, members = {}) {
  const root = await as("administrator.1");
  const answer = await root.post("/v1/users", {
    username: unique("u."),
    display_name: "Người Thử",
    roles,
    organisation_id: unit.id,
    password,
    ...members,
  });
  return expectStatus(answer, 201);
}

const RELATIVES = {
  own: (unit) => unit,
  parent: (unit) => unit.parent,
  child: (unit) => unit.child(),
  sibling: (unit) => unit.sibling(),
  unrelated: (unit) => unit.unrelated(),
  root: () => fixture("1"),
};

/*
 * Whether the right ones reach a record of a unit:
 *   await expectReach(unit, "reporter", (client) => client.get(path),
 *     { own: 200, parent: 200, child: 404, sibling: 404, unrelated: 404 });
 * A 404 must say no more than that; a 403 is one of a role. Calls go one after another, in the
 * table's order.
 */
export async function expectReach(unit, role, call, table) {
  for (const [relation, status] of Object.entries(table)) {
    const relative = await RELATIVES[relation](unit);
    const answer = await call(await relative.as(role), relation);
    if (status === 404) {
      const { errors, ...rest } = expectProblem(answer, 404, "not-found");
      assert.equal(errors, undefined);
      assert.deepEqual(
        Object.keys(rest).filter((name) => !PLAIN.includes(name)),
        [],
        `${relation} ${role}`,
      );
    } else {
      assert.equal(
        answer.status,
        status,
        `${relation} ${role}: ${answer.method} ${answer.path} ${answer.text}`,
      );
    }
  }
}

const PLAIN = ["type", "title", "status", "detail", "instance", "code", "trace_id"];
