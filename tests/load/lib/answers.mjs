// Whether service and peer give the same answers, before they are compared by speed.
import { isDeepStrictEqual } from "node:util";

const fetchBody = async (port, path, token) => {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  const { as_of, next_cursor, ...body } = await answer.json();
  return {
    status: answer.status,
    etag: answer.headers.get("etag"),
    more: next_cursor !== null,
    body,
  };
};

// Of every read, from all four addresses. The moment of an answer and the spelling of a cursor may
// differ.
export const sameAnswers = async (scale, sign) => {
  const { facts, ports } = scale;
  const token = sign(facts.central);
  const paths = [
    `/v1/organisations/${facts.organisations[0]}`,
    `/v1/organisations?parent_id=${facts.parents[0]}&limit=200`,
    `/v1/plans/${facts.plan}/progress`,
  ];
  let same = true;
  for (const path of paths) {
    const answers = await Promise.all(
      Object.values(ports).map((port) => fetchBody(port, path, token)),
    );
    if (
      !answers.every((answer) => answer.status === 200 && isDeepStrictEqual(answer, answers[0]))
    ) {
      console.error(
        `different answers for ${path}:`,
        answers.map((a) => JSON.stringify(a).slice(0, 300)),
      );
      same = false;
    }
  }
  return same;
};
