// Every screen, in light and dark, on a phone and on a wide screen: accessible, nothing wider than the window, large
// enough to press, nothing stopped by the policy.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { assertAccessible, assertNoOverflow, assertTargets, enter, newPage, openBrowser, settled, signIn } from "./harness.mjs";

let browser;
let state;
let ownState;

const open = (path) => async (page) => {
  await page.goto(path);
  await settled(page);
};

const screens = {
  home: open("/"),
  review: open("/review"),
  "one review": async (page) => {
    await open("/review")(page);
    await page.locator(".split-list .row-link").first().click();
    await page.locator(".values").waitFor();
  },
  "a return without a reason": async (page) => {
    await screens["one review"](page);
    await page.getByRole("button", { name: "Trả lại…" }).click();
    await page.locator(".return summary").click();
    await page.getByRole("button", { name: "Trả lại báo cáo" }).click();
    await page.locator(".summary").waitFor();
  },
  "many at once": async (page) => {
    await open("/review?mode=bulk")(page);
    await page.locator(".bulk input").first().waitFor();
  },
  progress: async (page) => {
    await open("/progress")(page);
    await page.locator(".heat-table").waitFor();
  },
  "progress as a table": async (page) => {
    await screens.progress(page);
    await page.getByRole("button", { name: "Xem dạng bảng" }).click();
  },
  "failing units": async (page) => {
    await screens.progress(page);
    await page.locator(".figure-base a").first().click();
    await page.locator(".rows").waitFor();
  },
  plans: open("/plans"),
  "one plan": async (page) => {
    await open("/plans")(page);
    await page.locator(".row-link").first().click();
    await page.locator(".sheet").waitFor();
  },
  organisations: open("/organisations"),
  "organisations found": async (page) => {
    await open("/organisations?q=nang")(page);
    await page.locator(".rows, .empty").first().waitFor();
  },
  "the account menu": async (page) => {
    await open("/")(page);
    await page.locator("details.menu summary").click();
  },
  "what is not there": open("/nowhere"),
};

// Those of the one who reports.
const ownScreens = {
  "home of a grassroots union": open("/"),
  "own report": async (page) => {
    await open("/")(page);
    await page.locator(".duty .button").first().click();
    await page.locator(".questions").first().waitFor();
    await settled(page);
  },
  "own report with errors": async (page) => {
    await ownScreens["own report"](page);
    await page.locator(".question input.numeric").first().fill("abc");
    await page.getByRole("button", { name: "Kiểm tra trước khi nộp" }).click();
    await page.locator(".summary").waitFor();
    await page.locator(".question input.numeric").first().fill("");
    await page.locator(".save-clean, .save-saved").waitFor();
  },
};

async function stateOf(name) {
  const page = await enter(browser, name);
  const found = await page.context().storageState();
  await page.context().close();
  return found;
}

before(async () => {
  browser = await openBrowser();
  state = await stateOf("demo-upper");
  ownState = await stateOf("demo-grassroots-reporter");
});
after(async () => {
  await browser?.close();
});

const looks = [
  { colorScheme: "light", width: 360 },
  { colorScheme: "dark", width: 360 },
  { colorScheme: "light", width: 1280 },
  { colorScheme: "dark", width: 1280 },
];

describe("before signing in", () => {
  for (const { colorScheme, width } of looks) {
    test(`${colorScheme}, ${width}`, async () => {
      const page = await newPage(browser, { colorScheme, viewport: { width, height: 740 } });
      await page.goto("/");
      await page.locator("#username").waitFor();
      await assertAccessible(page, "signing in");
      await page.locator("button[type=submit]").click();
      await page.locator(".summary").waitFor();
      await assertAccessible(page, "signing in with errors");
      await assertTargets(page, "signing in");
      await assertNoOverflow(page, "signing in");
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });
  }

  test("a wrong password is answered in plain words", async () => {
    const page = await newPage(browser);
    await page.goto("/");
    await page.locator("#username").fill("demo-nobody");
    await page.locator("#password").fill("not this");
    await page.locator("button[type=submit]").click();
    await page.getByText("Tên đăng nhập hoặc mật khẩu chưa đúng").waitFor();
    await page.context().close();
  });
});

for (const { colorScheme, width } of looks) {
  test(`every screen, ${colorScheme}, ${width}`, async (t) => {
    for (const [all, storageState] of [[screens, state], [ownScreens, ownState]]) {
      const page = await newPage(browser, { colorScheme, viewport: { width, height: 740 }, storageState });
      for (const [name, show] of Object.entries(all)) {
        await t.test(name, async () => {
          await show(page);
          await assertAccessible(page, name);
          await assertTargets(page, name);
          await assertNoOverflow(page, name);
        });
      }
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    }
  });
}

for (const { language, width } of [{ language: "vi", width: 320 }, { language: "en", width: 320 }, { language: "vi", width: 1920 }]) {
  test(`nothing is cut off, ${language}, ${width}`, async (t) => {
    const page = await newPage(browser, { language, viewport: { width, height: 640 }, storageState: state });
    for (const path of ["/", "/review", "/progress", "/plans", "/organisations"]) {
      await t.test(path, async () => {
        await open(path)(page);
        if (path === "/progress") await page.locator(".heat-table").waitFor();
        await assertNoOverflow(page, path);
      });
    }
    assert.equal(await page.evaluate(() => document.documentElement.lang), language);
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });
}

test("the keyboard alone signs in and finds its way", async () => {
  const page = await newPage(browser, { viewport: { width: 1280, height: 800 } });
  await page.goto("/");
  await page.locator("#username").waitFor();
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement?.className), "skip");
  await signIn(page, "demo-viewer");
  await page.keyboard.press("Tab");
  await page.locator(".nav a", { hasText: "Kế hoạch" }).focus();
  await page.keyboard.press("Enter");
  await page.locator("main h1", { hasText: "Kế hoạch" }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.id), "main");
  await page.context().close();
});
