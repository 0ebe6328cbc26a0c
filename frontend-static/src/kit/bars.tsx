// Bars as SVG attributes: the pages' policy allows no style attributes, and they print sharply.
interface MeterProps {
  value: number;
  of: number;
}

const clamp = (value: number): number => Math.max(0, Math.min(100, value));

// A plain share of a whole. The words beside it say the same.
export function Meter({ value, of }: MeterProps) {
  const width = of > 0 ? clamp((value * 100) / of) : 0;
  return (
    <svg className="meter" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <rect className="bar-ground" width="100" height="8" />
      <rect className="bar-plain" width={width} height="8" />
    </svg>
  );
}

interface TargetBarProps {
  // Per cent, or a count against a threshold: both in the unit of `full`.
  value: number;
  target: number;
  full: number;
  tone: string;
  label: string;
}

// What is reached against what is wanted: the bar, and a line where the target is.
export function TargetBar({ value, target, full, tone, label }: TargetBarProps) {
  const reached = full > 0 ? clamp((value * 100) / full) : 0;
  const line = full > 0 ? clamp((target * 100) / full) : 0;
  return (
    <svg className="target-bar" viewBox="0 0 100 16" preserveAspectRatio="none" role="img" aria-label={label}>
      <rect className="bar-ground" y="3" width="100" height="10" />
      <rect className={`bar-${tone}`} y="3" width={reached} height="10" />
      <line className="bar-target" x1={Math.min(line, 99.6)} x2={Math.min(line, 99.6)} y1="0" y2="16" vectorEffect="non-scaling-stroke" />
    </svg>
  );
}

interface StackProps {
  parts: { value: number; tone: string }[];
}

export function Stack({ parts }: StackProps) {
  const total = parts.reduce((sum, part) => sum + part.value, 0);
  let at = 0;
  return (
    <svg className="stack" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      {total > 0 &&
        parts.map((part, index) => {
          const width = (part.value * 100) / total;
          const x = at;
          at += width;
          return <rect key={index} className={`bar-${part.tone}`} x={x} width={width} height="8" />;
        })}
    </svg>
  );
}
