// check.mjs FILE.html ...: holds each page against all of axe-core's rules, as on a desk and on a phone, light and dark; 1 when one is broken.
import { readFileSync, mkdtempSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const ATTEMPTS = 4; // Chromium at times loses a tab on small machines; that says nothing of the page

/** A browser without a window, which needs neither a graphics card nor shared memory. */
function launch() {
  return puppeteer.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    protocolTimeout: 60_000,
    userDataDir: mkdtempSync(join(tmpdir(), "axe-")),
    args: ["--no-sandbox", "--disable-gpu", "--in-process-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}

/** What a page breaks on a screen of that width in that colour scheme, and how many rules it keeps. */
async function look(browser, file, width, scheme) {
  const page = await browser.newPage();
  const asked = [];
  page.on("request", request => { if (!/^(file|data):/.test(request.url())) asked.push(request.url()); });
  await page.setBypassCSP(true); // the page allows no script, and axe is one
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.goto(pathToFileURL(resolve(file)).href);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  await page.evaluate(axe);
  const { violations, passes } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
  await page.close();
  return { asked, wide, violations, kept: passes.length };
}

let browser = await launch();
/** The same, in a new browser as often as one is lost. */
async function lookUntilSeen(file, width, scheme) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await look(browser, file, width, scheme);
    } catch (lost) {
      if (attempt === ATTEMPTS) throw lost;
      console.log(`  the browser lost ${file}: ${lost.message}; once more in a new one`);
      await browser.close().catch(() => browser.process()?.kill("SIGKILL"));
      browser = await launch();
    }
  }
}

let broken = 0;
for (const file of process.argv.slice(2)) {
  for (const [device, width] of [["desk", 1280], ["phone", 390]]) {
    for (const scheme of ["light", "dark"]) {
      const { asked, wide, violations, kept } = await lookUntilSeen(file, width, scheme);
      console.log(`${file} ${device} ${scheme}: ${violations.length} rules broken, ${kept} kept`);
      for (const rule of violations) {
        console.log(`  ${rule.id} (${rule.impact}) x ${rule.nodes.length}: ${rule.help}; first ${rule.nodes[0].target}: ${rule.nodes[0].html.slice(0, 160)}`);
      }
      if (wide > 0) console.log(`  the page is ${wide} pixels wider than the screen`);
      if (asked.length) console.log(`  the page asked for ${asked[0]}`);
      broken += violations.length + (wide > 0) + asked.length;
    }
  }
}
await browser.close();
process.exit(broken || process.argv.length < 3 ? 1 : 0);
