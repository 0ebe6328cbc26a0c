// From single measurements to medians and ratios.

export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

const round = (value, digits = 3) =>
  value === null ? null : Number(value.toPrecision(digits + 1));

// Which system this one is compared with as its peer.
const peerOf = (system) => ({ thidua: "peer", "thidua nginx": "peer nginx" })[system];

// The median of the ratios within each round, because what was measured in one round had the same
// machine.
const ratio = (samples, row, system, scale, other) => {
  const of = (name) =>
    samples.filter((s) => s.row === row && s.system === name && s.scale === scale);
  const others = new Map(of(other).map((sample) => [sample.round, sample.value]));
  const ratios = of(system)
    .filter((sample) => others.get(sample.round) > 0)
    .map((sample) => sample.value / others.get(sample.round));
  return other !== undefined && other !== system && ratios.length > 0
    ? round(median(ratios))
    : null;
};

// How many times slower a read is at one scale than at another: the median over the rounds.
// Undefined: not measured.
export const slower = (samples, row, system, small, large) => {
  const of = (scale) =>
    samples.filter((s) => s.row === row && s.system === system && s.scale === scale);
  const before = new Map(of(small).map((sample) => [sample.round, sample.value]));
  const ratios = of(large)
    .filter((sample) => before.has(sample.round))
    .map((sample) => before.get(sample.round) / sample.value);
  return ratios.length > 0 ? median(ratios) : undefined;
};

const keyOf = ({ row, system, scale }) => JSON.stringify([row, system, scale]);

// samples: [{ row, system, scale, unit, round, value, result }]. One entry for each row, system and
// scale.
export const summarise = (samples) =>
  [...groups(samples)].map((group) => {
    const [{ row, system, scale, unit }] = group;
    const values = group.map((sample) => sample.value);
    const errors = group.reduce(
      (sum, { result: r }) => sum + (r.non_2xx ?? 0) + (r.failed ?? 0),
      0,
    );
    return {
      row,
      system,
      scale,
      value: round(median(values)),
      unit,
      ratio_to_pgbench: ratio(samples, row, system, scale, "pgbench"),
      ratio_to_peer: ratio(samples, row, system, scale, peerOf(system)),
      min: round(Math.min(...values)),
      max: round(Math.max(...values)),
      rounds: values.length,
      errors,
      details: detailsOf(group),
    };
  });

function groups(samples) {
  const map = new Map();
  for (const sample of samples) {
    map.set(keyOf(sample), [...(map.get(keyOf(sample)) ?? []), sample]);
  }
  return map.values();
}

// Medians of the numbers beside the value: percentiles, and for the figures under writes what the
// writes did.
const detailsOf = (group) => {
  const names = ["per_second", "p50_ms", "p90_ms", "p99_ms", "max_ms", "own_delay_max_ms"];
  const of = (pick) =>
    Object.fromEntries(
      names
        .map((name) => [
          name,
          group.map((s) => pick(s.result)?.[name]).filter((v) => v !== undefined),
        ])
        .filter(([, values]) => values.length > 0)
        .map(([name, values]) => [name, round(median(values))]),
    );
  const fresh = group.map((s) => s.result.fresh).filter(Boolean);
  return {
    ...of((result) => result),
    ...(group[0].result.written ? { written: of((result) => result.written) } : {}),
    ...(fresh.length > 0
      ? {
          accepted_and_read: fresh.reduce((n, f) => n + f.checks, 0),
          stale: fresh.reduce((n, f) => n + f.stale, 0),
        }
      : {}),
  };
};
