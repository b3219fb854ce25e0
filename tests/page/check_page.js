// SPDX-License-Identifier: GPL-3.0-or-later
// Drives the pages that check_page.sh has made.
//
// usage: node check_page.js FOLDER [SCREENSHOTS]
"use strict";
const fs = require("fs");
const path = require("path");
const { chromium } = require("playwright-core");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const [, , folder, pictures] = process.argv;
const MOST_PAGE = 1.2e6, MOST_LARGE = 5e6, MOST_MS = 3000, WAIT = 30000;
let checks = 0, failed = 0;

function check(fine, what) {
  checks++;
  if (!fine) {
    failed++;
    console.log("failed: " + what);
  }
}

// Opens a page; whatever it says or asks for is a failure.
async function open(browser, name, options) {
  const context = await browser.newContext(Object.assign({ viewport: { width: 1000, height: 900 }, locale: "zh-CN" }, options));
  const page = await context.newPage();
  const label = name + " " + JSON.stringify(options);
  page.on("console", (message) => check(false, label + ": console: " + message.text().slice(0, 300)));
  page.on("pageerror", (error) => check(false, label + ": " + String(error).slice(0, 300)));
  page.on("request", (request) => check(request.url().startsWith("file:") && request.url().endsWith(name), label + ": request " + request.url()));
  const began = Date.now();
  await page.goto("file://" + path.join(folder, name));
  return { page, context, ms: Date.now() - began };
}

async function drawAll(page, label) {
  const boxes = await page.locator(".chart").elementHandles();
  for (const box of boxes) {
    await box.scrollIntoViewIfNeeded();
    await page.waitForFunction((e) => e.classList.contains("drawn") || e.classList.contains("failed"), box, { timeout: WAIT });
  }
  for (const text of await page.locator(".chart.failed").allTextContents()) {
    check(false, label + ": " + text.slice(0, 300));
  }
  return boxes.length;
}

// Texts of the charts that stand out of their picture.
function clipped() {
  const out = [];
  for (const svg of document.querySelectorAll(".chart svg")) {
    const frame = svg.getBoundingClientRect();
    for (const text of svg.querySelectorAll("text")) {
      const box = text.getBoundingClientRect();
      const outside = box.left < frame.left - 2 || box.right > frame.right + 2 || box.top < frame.top - 2 || box.bottom > frame.bottom + 2;
      if (box.width > 0 && outside) {
        out.push(text.textContent);
      }
    }
  }
  return out;
}

async function accessible(page, label) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  for (const violation of found.violations) {
    if (violation.impact === "serious" || violation.impact === "critical") {
      check(false, label + ": axe: " + violation.id + ": " + violation.nodes.slice(0, 3).map((node) => node.html.slice(0, 160) + " " + node.failureSummary.slice(0, 200)).join(" | "));
    }
  }
  check(true, label);
}

async function shoot(page, name) {
  if (pictures) {
    await page.screenshot({ path: path.join(pictures, name + ".png"), fullPage: true });
  }
}

async function checkReport(browser) {
  const name = "report/index.html";
  for (const [timezoneId, colorScheme, locale, width] of [["Pacific/Honolulu", "light", "zh-CN", 1000], ["Asia/Shanghai", "dark", "en-US", 1000], ["Europe/London", "light", "en-US", 390], ["Pacific/Honolulu", "dark", "zh-CN", 390]]) {
    const label = [name, timezoneId, colorScheme, locale, width].join(" ");
    const { page, context } = await open(browser, name, { timezoneId, colorScheme, locale, viewport: { width, height: 900 } });
    check((await drawAll(page, label)) >= 10, label + ": ten charts or more");
    check((await page.evaluate(clipped)).length === 0, label + ": clipped: " + (await page.evaluate(clipped)).slice(0, 5));
    const months = await page.locator('[data-chart="term"] svg .role-axis-label text').allTextContents();
    check(months[0] === "2021-01", label + ": the first month is " + months[0]);
    for (const term of ["数字乡村", "低温冻害", "夜间经济", "防汛值守", "便民服务", "皮影戏"]) {
      const texts = await page.locator('[data-chart="heat"] svg text').allTextContents();
      check(texts.includes(term), label + ": " + term + " stands at the heat map");
    }
    check((await page.evaluate(() => document.documentElement.scrollWidth)) <= width, label + ": the page is no wider than the window");
    if (locale === (width > 500 ? "en-US" : "zh-CN") || colorScheme === "light") {
      await accessible(page, label);
    }
    await shoot(page, "report-" + [colorScheme, locale.slice(0, 2), width].join("-"));
    await context.close();
  }
}

async function checkArticles(browser) {
  const { page, context } = await open(browser, "report/index.html", { timezoneId: "Pacific/Honolulu" });
  await drawAll(page, "articles");
  const point = page.locator('[data-chart="term"] svg .mark-symbol path').first();
  await point.scrollIntoViewIfNeeded();
  await point.click();
  const dialog = page.locator("dialog[open]");
  check((await dialog.count()) === 1, "a point opens its articles");
  check((await dialog.locator("li").count()) > 0, "there are articles behind it");
  const text = await dialog.innerText();
  check(/数字乡村 · 2021-01/.test(text), "the dialog names the term and the first month: " + text.slice(0, 80));
  check(/2021-01-\d\d · .*报/.test(text) && (await dialog.locator("mark").first().innerText()) === "数字乡村", "headline, date, paper, context");
  check(/guanlan kwic -t '数字乡村' --from 2021-01-01 --to 2021-01-31/.test(text), "the command for the rest");
  await accessible(page, "the dialog");
  await page.keyboard.press("Escape");
  check((await page.locator("dialog[open]").count()) === 0, "Escape closes it");
  // the same by keyboard, through the table
  const summary = page.locator('[data-chart="term"] summary').first();
  await summary.focus();
  await page.keyboard.press("Enter");
  await page.locator('[data-chart="term"] tbody button').first().focus();
  await page.keyboard.press("Enter");
  check((await page.locator("dialog[open]").count()) === 1, "a row of the table opens its articles by keyboard");
  await accessible(page, "the table");
  await page.keyboard.press("Escape");
  const before = await page.locator("#chart-trend h2").innerText();
  await page.getByRole("button", { name: "English" }).click();
  check(before === "词语走势" && (await page.locator("#chart-trend h2").innerText()) === "Terms over time", "the language changes");
  await drawAll(page, "English");
  check((await page.locator(".quote").first().innerText()).includes("177 issues"), "methods in words");
  for (const details of await page.locator("#methods details, #findings details").elementHandles()) {
    await details.evaluate((e) => { e.open = true; });
  }
  await page.waitForTimeout(200);
  await accessible(page, "methods and findings open");
  await context.close();
}

async function checkOthers(browser) {
  for (const name of fs.readdirSync(folder).filter((file) => /^[a-z-]+\.html$/.test(file) && !/hostile|nulls|large|tables/.test(file))) {
    const { page, context } = await open(browser, name, { timezoneId: "Pacific/Honolulu" });
    check((await drawAll(page, name)) > 0, name + ": it has a chart");
    const out = await page.evaluate(clipped);
    check(out.length === 0, name + ": clipped: " + out.slice(0, 5));
    await shoot(page, name.replace(".html", ""));
    await context.close();
  }
}

async function checkHostile(browser) {
  for (const name of ["hostile.html", "nulls.html", "tables.html"]) {
    const { page, context } = await open(browser, name, { timezoneId: "Asia/Shanghai" });
    await drawAll(page, name);
    for (const details of await page.locator("main details").elementHandles()) {
      await details.evaluate((e) => { e.open = true; });
    }
    await page.waitForTimeout(300);
    check((await page.evaluate(() => window.hacked)) === undefined, name + ": no text of the report is run");
    check((await page.locator("main script, main img").count()) === 0, name + ": no text of the report is markup");
    check((await page.evaluate(() => document.documentElement.scrollWidth)) <= 1000, name + ": long labels stay within the page");
    check((await page.locator("table").count()) > 0, name + ": it has tables");
    if (name === "hostile.html") {
      await page.locator("tbody button").first().click();
      const title = await page.locator("dialog[open] h3").first().innerText();
      check(title.startsWith("<script>window.hacked = 3</script>第"), "a headline is a headline: " + title);
    }
    if (name === "tables.html") {
      await accessible(page, name);
    }
    await shoot(page, name.replace(".html", ""));
    await context.close();
  }
}

async function checkLarge(browser) {
  const size = fs.statSync(path.join(folder, "large.html")).size;
  const small = fs.readFileSync(path.join(folder, "report/index.html"), "utf8");
  const bare = Buffer.byteLength(small.replace(/<script type="application\/json" id="data">[^<]*/, ""));
  check(bare < MOST_PAGE, "the page without its data has " + bare + " bytes");
  check(size < MOST_LARGE, "fifty terms over 1,400 days take " + size + " bytes");
  const { page, context } = await open(browser, "large.html", { timezoneId: "Pacific/Honolulu" });
  // the time of the page's own thread, so that a busy machine does not count
  const devtools = await context.newCDPSession(page);
  await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
  const spent = async () => {
    const { metrics } = await devtools.send("Performance.getMetrics");
    return Math.round(1000 * metrics.find((metric) => metric.name === "TaskDuration").value);
  };
  await page.reload();
  const ms = await spent();
  const box = await page.locator(".chart").first().elementHandle();
  await box.scrollIntoViewIfNeeded();
  await page.waitForFunction((e) => e.classList.contains("drawn"), box, { timeout: WAIT });
  const drawn = (await spent()) - ms;
  check(ms + drawn < MOST_MS, "the large page opens in " + ms + " ms and draws its first chart in " + drawn);
  const heat = await page.locator('[data-chart="heat"] .chart').elementHandle();
  const before = await spent();
  await heat.scrollIntoViewIfNeeded();
  await page.waitForFunction((e) => e.classList.contains("drawn"), heat, { timeout: WAIT });
  console.log("page: " + bare + " bytes without data; large: " + size + " bytes, open " + ms + " ms, first chart " + drawn + " ms, heat map " + ((await spent()) - before) + " ms");
  check((await page.locator(".chart:not(.drawn)").count()) > 30, "charts out of view wait");
  await page.evaluate(() => window.scrollTo(0, 0));
  if (pictures) {
    await page.screenshot({ path: path.join(pictures, "large.png") });
  }
  await context.close();
}

(async () => {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox"] });
  for (const part of [checkReport, checkArticles, checkOthers, checkHostile, checkLarge]) {
    const began = Date.now();
    try {
      await part(browser);
      console.log(part.name + ": " + (Date.now() - began) + " ms");
    } catch (error) {
      check(false, part.name + ": " + String(error).slice(0, 600));
    }
  }
  await browser.close();
  console.log("page: " + checks + " checks, " + failed + " failed");
  process.exitCode = failed ? 1 : 0;
})();
