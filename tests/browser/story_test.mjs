// The main job, by four people at once: a grassroots union reports on a phone, the union above returns it with a
// reason, it is corrected and accepted, and the figures of the province and of the country move while they are watched.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertAccessible, assertNoOverflow, enter, openBrowser, settled } from "./harness.mjs";

const UNION = /Công đoàn cơ sở Công ty Cổ phần Dệt Nắng Tía/;
const ANSWERS = { HY2: "150", HY5: "90" };

let browser;
let reporter;
let upper;
let province;
let central;
const figures = {};

before(async () => {
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
});

const saved = (page) => page.locator(".save-saved").waitFor();
const field = (page, code, part = "numerator") => page.locator(`[id="${code}-${part}"]`);

// "131.678 trên 332.876 · …" → 131678
async function numeratorOf(page, code) {
  const text = await page.locator(".figure", { has: page.locator(".figure-code", { hasText: new RegExp(`^${code}$`) }) }).locator(".figure-base").innerText();
  return Number(/^([\d.]+) trên/.exec(text)[1].replaceAll(".", ""));
}

async function waitForNumerator(page, code, wanted) {
  await page.waitForFunction(
    ([name, number]) => {
      const figure = [...document.querySelectorAll(".figure")].find((one) => one.querySelector(".figure-code").textContent === name);
      const found = /^([\d.]+) trên/.exec(figure?.querySelector(".figure-base")?.textContent ?? "");
      return found !== null && Number(found[1].replaceAll(".", "")) === number;
    },
    [code, wanted],
  );
}

async function fillReport(page) {
  await field(page, "HY2").fill(ANSWERS.HY2);
  await page.locator("#HY3-flag").check();
  await field(page, "HY4").fill("2");
  await field(page, "HY5").fill(ANSWERS.HY5);
}

async function sendReport(page) {
  await page.getByRole("button", { name: "Kiểm tra trước khi nộp" }).click();
  await page.locator(".answers").waitFor();
  await assertAccessible(page, "checking the answers");
  await page.getByRole("button", { name: "Nộp báo cáo" }).click();
  await page.locator(".receipt-code").waitFor();
  await assertAccessible(page, "the receipt");
  await assertNoOverflow(page, "the receipt");
}

test("the country and the province watch their figures", async () => {
  central = await enter(browser, "demo-central", "/progress", { viewport: { width: 1280, height: 800 } });
  province = await enter(browser, "demo-province", "/progress", { viewport: { width: 1280, height: 800 } });
  for (const [name, page] of Object.entries({ central, province })) {
    await page.locator(".figure").first().waitFor();
    figures[name] = { HY2: await numeratorOf(page, "HY2"), HY5: await numeratorOf(page, "HY5") };
  }
  assert.ok(figures.central.HY2 >= figures.province.HY2);
});

test("signing in keeps the link, and says what is missing", async () => {
  const page = await enter(browser, "demo-grassroots-reporter", "/plans?q=146");
  reporter = page;
  await settled(page);
  assert.match(page.url(), /\/plans\?q=146$/);
  await page.locator(".nav a", { hasText: "Việc của tôi" }).click();
  await page.waitForURL("/");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "main");
});

test("a report is written on a phone and saved by itself", async () => {
  await reporter.locator(".duty .button").first().click();
  await reporter.waitForURL(/\/reports\//);
  await fillReport(reporter);
  await saved(reporter);
  await reporter.reload();
  await field(reporter, "HY5").waitFor();
  assert.equal(await field(reporter, "HY5").inputValue(), ANSWERS.HY5);
  assert.equal(await reporter.locator("#HY3-flag").isChecked(), true);
});

test("it survives a loss of the network", async () => {
  await reporter.context().setOffline(true);
  await field(reporter, "HY4").fill("3");
  await reporter.locator(".save-local").waitFor();
  await reporter.context().setOffline(false);
  await saved(reporter);
});

test("two people in one report are asked, not overwritten", async () => {
  const colleague = await enter(browser, "demo-grassroots", new URL(reporter.url()).pathname);
  await field(colleague, "HY4").waitFor();
  await field(colleague, "HY4").fill("4");
  await saved(colleague);
  await field(reporter, "HY4").fill("2");
  await reporter.locator(".conflicts").waitFor();
  await assertAccessible(reporter, "a conflict");
  await reporter.getByRole("button", { name: "Giữ của tôi: 2" }).click();
  await saved(reporter);
  assert.deepEqual(colleague.complaints, []);
  await colleague.context().close();
});

test("what cannot be is refused beside the field and in the summary", async () => {
  await field(reporter, "HY5").fill("100000");
  await reporter.getByRole("button", { name: "Kiểm tra trước khi nộp" }).click();
  await reporter.locator(".summary").waitFor();
  assert.equal(await reporter.evaluate(() => document.activeElement?.classList.contains("summary")), true);
  assert.match(await reporter.title(), /^Lỗi: /);
  await reporter.locator(".summary a").first().click();
  assert.equal(await reporter.evaluate(() => document.activeElement?.id), "HY5-numerator");
  await field(reporter, "HY5").fill(ANSWERS.HY5);
  await saved(reporter);
});

test("it is checked and sent, with a receipt", async () => {
  await sendReport(reporter);
  assert.match(await reporter.locator(".receipt-code").innerText(), /^[0-9A-Z]{4}( [0-9A-Z]{4}){2}$/);
});

test("the union above returns it, and must say why", async () => {
  upper = await enter(browser, "demo-upper", "/review", { viewport: { width: 1280, height: 800 } });
  await upper.locator(".split-list .row-link", { hasText: UNION }).click();
  await upper.getByRole("button", { name: "Trả lại…" }).click();
  await upper.getByRole("button", { name: "Trả lại báo cáo" }).click();
  await upper.locator(".summary").waitFor();
  await upper.locator("#return-reason").fill("Rà soát lại số người đã tập huấn.");
  await upper.locator(".return summary").click();
  await upper.locator("#remark-HY5").fill("Cao hơn danh sách gửi kèm.");
  await upper.getByRole("button", { name: "Trả lại báo cáo" }).click();
  await upper.locator(".said").waitFor();
});

test("the reporter sees the reason and the remark, corrects and sends again", async () => {
  await reporter.goto("/");
  const duty = reporter.locator(".duty", { hasText: "Bị trả lại" });
  await duty.getByText("Rà soát lại số người đã tập huấn.").waitFor();
  await duty.getByRole("link", { name: "Sửa và nộp lại" }).click();
  const question = reporter.locator(".question", { has: field(reporter, "HY5") });
  await question.getByText("Cao hơn danh sách gửi kèm.").waitFor();
  await field(reporter, "HY5").fill("80");
  await saved(reporter);
  await sendReport(reporter);
});

test("accepted, it moves the figures of the province and the country by exactly itself", async () => {
  await upper.goto("/review");
  await upper.locator(".split-list .row-link", { hasText: UNION }).click();
  await upper.getByRole("button", { name: "Duyệt", exact: true }).click();
  await upper.locator(".said").waitFor();
  for (const [name, page] of Object.entries({ central, province })) {
    await page.bringToFront();
    await waitForNumerator(page, "HY5", figures[name].HY5 + 80);
    await waitForNumerator(page, "HY2", figures[name].HY2 + Number(ANSWERS.HY2));
  }
});

test("many without warnings are accepted at once, after they were shown", async () => {
  await upper.bringToFront();
  await upper.goto("/review");
  await upper.locator(".split-list > .button").click();
  const boxes = upper.locator(".bulk input");
  await boxes.first().waitFor();
  const all = await boxes.count();
  await boxes.first().uncheck();
  await upper.locator(".report-bar .button.primary").click();
  await upper.locator(".said", { hasText: `Đã duyệt ${all - 1} báo cáo` }).waitFor();
});

test("signing out leaves nothing behind", async () => {
  await reporter.goto("/");
  await reporter.locator("details.menu summary").click();
  await reporter.getByRole("button", { name: "Đăng xuất" }).click();
  await reporter.locator("#username").waitFor();
  const names = await reporter.evaluate(async () => (await indexedDB.databases()).map((one) => one.name));
  assert.deepEqual(names, []);
  await reporter.reload();
  await reporter.locator("#username").waitFor();
});

test("no page broke, and the policy stopped nothing", () => {
  for (const page of [reporter, upper, province, central]) assert.deepEqual(page.complaints, []);
});
