// A token that has lost its worth is refused by the very next request, on the connection that it
// was good on a moment ago, and by workers that have verified it before.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { anonymous } from "../api/harness/client.mjs";
import { expectStatus } from "../api/harness/expect.mjs";
import { changed } from "../api/harness/forge.mjs";
import { account, as, fixture, password, signIn } from "../api/harness/people.mjs";
import { eventually, port } from "../api/harness/service.mjs";
import { running } from "./lib/processes.mjs";
import { Wire, request } from "./lib/wire.mjs";

before(() => running());

// Connections that stay open, enough to reach both workers: some straight to Kore, some through
// nginx.
function connections() {
  return [
    ...Array.from({ length: 6 }, () => new Wire()),
    ...Array.from({ length: 2 }, () => new Wire(port)),
  ];
}

async function ask(wires, token) {
  return Promise.all(
    wires.map(async (wire) => {
      await wire.send(request("GET", "/v1/me", { headers: { Authorization: `Bearer ${token}` } }));
      const answer = await wire.answer();
      assert.notEqual(answer, null, "the connection stays open");
      return `${answer.status} ${answer.body.code ?? "ok"}`;
    }),
  );
}

const times = (wires, what) => wires.map(() => what);

const ENDINGS = {
  async "the account is disabled"({ made, administrator }) {
    expectStatus(
      await administrator.post(`/v1/users/${made.id}:disable`, undefined, {
        version: made.version,
      }),
      200,
    );
  },
  async "its password is reset"({ made, administrator }) {
    expectStatus(
      await administrator.post(
        `/v1/users/${made.id}:reset-password`,
        { new_password: "một mật khẩu khác" },
        { version: made.version },
      ),
      200,
    );
  },
  async "its role is taken away"({ made, administrator }) {
    const { role_assignments } = expectStatus(await administrator.get(`/v1/users/${made.id}`), 200);
    expectStatus(await administrator.delete(`/v1/role-assignments/${role_assignments[0].id}`), 204);
  },
  async "another role is given"({ made, administrator }) {
    expectStatus(
      await administrator.post("/v1/role-assignments", {
        user_id: made.id,
        organisation_id: fixture("1211").id,
        role: "reporter",
      }),
      201,
    );
  },
  async "the sign-in is revoked"({ client }) {
    expectStatus(
      await anonymous.post("/v1/auth/revoke", { token: client.signIn.refresh_token }),
      204,
    );
  },
  async "the password is changed at another sign-in"({ made }) {
    const other = await signIn(made.username);
    expectStatus(
      await other.post("/v1/me:change-password", {
        current_password: password,
        new_password: "câu của riêng tôi",
      }),
      204,
    );
  },
};

for (const [what, end] of Object.entries(ENDINGS)) {
  test(`the next request is refused on every open connection when ${what}`, async () => {
    const made = await account(fixture("1211"), ["viewer"]);
    const client = await signIn(made.username);
    const wires = connections();
    for (let round = 0; round < 3; round += 1)
      assert.deepEqual(await ask(wires, client.token), times(wires, "200 ok"));

    await end({ made, client, administrator: await as("administrator.1") });

    assert.deepEqual(await ask(wires, client.token), times(wires, "401 token-invalid"));
    // The connections as such are as good as before.
    assert.deepEqual(await ask(wires, (await as("administrator.1")).token), times(wires, "200 ok"));
    for (const wire of wires) wire.leave();
  });
}

test("a token that was verified before expires all the same", async () => {
  const { token } = await signIn("reporter.1211");
  const now = Math.floor(Date.now() / 1000);
  const dying = changed(token, { iat: now - 590, exp: now + 3 });
  const wires = connections();
  assert.deepEqual(await ask(wires, dying), times(wires, "200 ok"));

  await eventually(
    "it has expired",
    async () => (await ask(wires.slice(0, 1), dying))[0] === "401 token-expired",
  );

  assert.deepEqual(await ask(wires, dying), times(wires, "401 token-expired"));
  for (const wire of wires) wire.leave();
});
