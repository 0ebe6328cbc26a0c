// Drawn here: strokes on a grid of 24, coloured by the text around them.
const paths = {
  home: "M4 6h2M4 12h2M4 18h2M10 6h10M10 12h10M10 18h10",
  review: "M5 12.500l4 4L19 6.500M4 20h16",
  progress: "M5 20V11M12 20V4M19 20v-6M3 20h18",
  plans: "M7 3h7l4 4v14H7zM14 3v4h4M10 12h5M10 16h5",
  organisations: "M12 4v5M5 20v-4h14v4M12 9v7M9.500 4h5v5h-5zM3 20h4M17 20h4M10 20h4M12 16v4",
  check: "M5 12.500l4.500 4.500L19 7",
  warn: "M12 4l9 16H3zM12 10v4.500M12 17v.5",
  clock: "M12 4a8 8 0 100 16 8 8 0 000-16zM12 8v4.500l3 2",
  arrow: "M5 12h13M13 7l5 5-5 5",
  back: "M19 12H6M11 7l-5 5 5 5",
  minus: "M6 12h12",
  cross: "M6 6l12 12M18 6L6 18",
  user: "M12 12a4 4 0 100-8 4 4 0 000 8zM4.500 20c.8-3.500 3.800-5.500 7.500-5.500s6.700 2 7.500 5.500",
  contrast: "M12 4a8 8 0 100 16zM12 4a8 8 0 010 16",
  search: "M10.500 4.500a6 6 0 100 12 6 6 0 000-12zM15 15l5 5",
  down: "M6 9l6 6 6-6",
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">
      <path d={paths[name]} fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}

export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
      <rect className="mark-ground" width="32" height="32" rx="7" />
      <path className="mark-sign" d="M7 24h5v-6H7zm6.500 0h5V13h-5zM20 24h5V7h-5z" />
    </svg>
  );
}
