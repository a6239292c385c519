// pictures.mjs REPORTS DIR: photographs each part of the reports REPORTS/SAMPLE/report.html, of each the one where there is most to see, into DIR.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const [reports, into] = process.argv.slice(2);
const parts = [
  ["first-page", "blocked-consumer", ".masthead", "#summary", ".lead", "#causes", "#nodes"],
  ["first-page-dark", "crash-loop", ".masthead", "#summary", ".lead", "#causes", "#nodes"],
  ["unseen", "no-build-tags", "#frame", "#unseen", "#playbooks"],
  ["1-cluster-health", "node-gone", "#p1"],
  ["2-bottleneck", "overload-and-stuck-call", "#p2"],
  ["3-cpu", "memory-and-cpu", "#p3"],
  ["4-memory", "memory-and-cpu", "#p4"],
  ["5-process-leak", "crash-loop", "#p5"],
  ["6-restart-loop", "crash-loop", "#p6"],
  ["7-zombies", "blocked-consumer", "#p7"],
  ["8-network", "bad-links", "#p8"],
  ["9-events", "events-and-pool", "#p9"],
  ["10-goroutines", "contention", "#p10"],
  ["timeline", "crash-loop", "#timeline"],
  ["coverage", "no-build-tags", "#coverage"],
  ["evidence", "blocked-consumer", "#evidence", "#words", "#making"],
  ["phone", "bad-links", ".masthead", "#summary", ".lead", "#causes"],
];
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  userDataDir: mkdtempSync(join(tmpdir(), "pictures-")),
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--font-render-hinting=none"],
});
for (const [name, sample, ...selectors] of parts) {
  const page = await browser.newPage();
  await page.setViewport({ width: name === "phone" ? 390 : 1000, height: 900 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: name.endsWith("dark") ? "dark" : "light" }]);
  await page.goto(pathToFileURL(resolve(reports, sample, "report.html")).href);
  const clip = await page.evaluate(wanted => {
    const boxes = wanted.flatMap(one => [...document.querySelectorAll(one)]).map(one => one.getBoundingClientRect());
    const top = Math.min(...boxes.map(box => box.top)), bottom = Math.max(...boxes.map(box => box.bottom));
    return { x: 0, y: Math.max(0, top + scrollY - 10), width: innerWidth, height: bottom - top + 20 };
  }, selectors);
  await page.screenshot({ path: join(into, `${name}.png`), clip: { ...clip, height: Math.min(clip.height, 2400) }, captureBeyondViewport: true });
  await page.close();
}
await browser.close();
