// A browser, people signed in to it, and what must hold on every page.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

export const address = process.env.THIDUA_ADDRESS;
const password = process.env.DEMO_PASSWORD ?? "thi-dua-demo";
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// Generous, because two cores may be busy elsewhere; nothing waits for as long as this.
const PATIENCE = 20_000;

export async function openBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

// What a page says that it must not say: broken scripts, and whatever the policy stopped.
function listen(page, complaints) {
  page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error.message}`));
  page.on("console", (message) => {
    const text = message.text();
    if (/Content Security Policy|Refused to/i.test(text)) complaints.push(`${page.url()}: ${text}`);
  });
}

export async function newPage(browser, options = {}) {
  const { language = "vi", ...rest } = options;
  const context = await browser.newContext({
    baseURL: address,
    viewport: { width: 360, height: 740 },
    reducedMotion: "reduce",
    ...rest,
  });
  context.setDefaultTimeout(PATIENCE);
  await context.addInitScript((lang) => localStorage.setItem("thidua.lang", lang), language);
  const page = await context.newPage();
  page.complaints = [];
  listen(page, page.complaints);
  return page;
}

export async function signIn(page, name) {
  await page.locator("#username").fill(name);
  await page.locator("#password").fill(password);
  await page.locator("form.sign-in button[type=submit]").click();
  await page.locator("nav.nav").waitFor({ state: "attached" });
}

export async function enter(browser, name, path = "/", options = {}) {
  const page = await newPage(browser, options);
  await page.goto(path);
  await signIn(page, name);
  return page;
}

// Everything that the page asked for has come, and no outline stands in for it.
export async function settled(page) {
  await page.locator("main h1").first().waitFor();
  await page.waitForFunction(() => document.querySelector("[aria-busy=true]") === null);
}

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export async function assertAccessible(page, where) {
  await page.evaluate(axeSource);
  const violations = await page.evaluate(
    async (tags) =>
      (await globalThis.axe.run(document, { runOnly: tags, resultTypes: ["violations"] })).violations.map(
        (one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => `${node.target.join(" ")} (${node.any[0]?.message ?? ""})`).join("; ")}`,
      ),
    RULES,
  );
  assert.deepEqual(violations, [], `accessibility of ${where}`);
}

export async function assertNoOverflow(page, where) {
  const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, globalThis.innerWidth]);
  assert.ok(content <= window, `${where} is ${content} wide in a window of ${window}`);
}

// Whatever can be pressed is large enough for a thumb; links within sentences are spared.
export async function assertTargets(page, where) {
  const small = await page.evaluate(() => {
    const shown = [...document.querySelectorAll("button, summary, .button, .nav a, .row-link, input, select, textarea")];
    return shown
      .filter((one) => one.checkVisibility() && !["checkbox", "radio"].includes(one.type))
      .map((one) => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
      .filter(([, box]) => box.height > 0 && (box.height < 43.5 || box.width < 43.5))
      .map(([html, box]) => `${html} ${Math.round(box.width)}x${Math.round(box.height)}`);
  });
  assert.deepEqual(small, [], `sizes on ${where}`);
}
