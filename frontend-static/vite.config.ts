import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// The source is written against React. It ships on Preact, which speaks the same language in a tenth of the bytes;
// REACT=1 builds the very same source on React.
const preact = {
  "react/jsx-runtime": "preact/jsx-runtime",
  "react/jsx-dev-runtime": "preact/jsx-runtime",
  "react-dom/client": "preact/compat/client",
  "react-dom": "preact/compat",
  react: "preact/compat",
};

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  resolve: { alias: process.env.REACT ? {} : preact },
  oxc: { jsx: { runtime: "automatic", importSource: "react" } },
  build: {
    target: ["chrome109", "firefox115", "safari15.4"],
    // Nothing inline: the pages' policy allows only files of this origin.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // "use client" means nothing outside a server's renderer.
      onLog: (level, log, handle) => {
        if (log.code !== "MODULE_LEVEL_DIRECTIVE") handle(level, log);
      },
    },
  },
  test: { environment: "node", include: ["src/**/*.test.ts"] },
});
