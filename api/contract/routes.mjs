// Path templates taken apart: segments, and ":verb" behind the last one.
import { compareBytes, fail, placeOf } from "./document.mjs";

const splitTemplate = (template) => {
  const place = placeOf("#/paths", template);
  const [, path, verb] = /^(.*?)(?::([a-z][a-z-]*))?$/.exec(template);
  if (!path.startsWith("/")) fail(place, "a path must begin with /");
  const segments = path
    .slice(1)
    .split("/")
    .map((text) => {
      const parameter = /^\{([a-z][a-z0-9_]*)\}$/.exec(text);
      if (!parameter && !/^[A-Za-z0-9._-]+$/.test(text))
        fail(place, `segment "${text}" is not supported`);
      return parameter ? { text: parameter[1], parameter: true } : { text, parameter: false };
    });
  return { template, place, segments, verb: verb ?? null, operations: {} };
};

// Equal for two templates that match the same paths. Literals sort before parameters, so they are
// tried first.
const shapeOf = (route) =>
  [
    ...route.segments.map((segment) => (segment.parameter ? "~" : segment.text)),
    route.verb ?? "",
  ].join("/");

export const readRoutes = (operations) => {
  const routes = new Map();
  for (const operation of operations) {
    if (!routes.has(operation.path)) routes.set(operation.path, splitTemplate(operation.path));
    routes.get(operation.path).operations[operation.method] = operation;
  }
  const sorted = [...routes.values()].sort((a, b) => compareBytes(shapeOf(a), shapeOf(b)));
  sorted.forEach((route, index) => {
    const before = sorted[index - 1];
    if (before && shapeOf(before) === shapeOf(route)) {
      fail(route.place, `matches the same paths as ${before.template}`);
    }
  });
  return sorted;
};
