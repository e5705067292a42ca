// Swagger UI as a person uses it in Chromium: authorize, try a reading and a writing operation. Meanwhile nothing may
// leave the host, the console stays silent, the Content-Security-Policy is kept, and axe finds nothing.
//
// Usage: swagger.mjs BASE TOKEN
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const [base, token] = process.argv.slice(2);
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// The page is Swagger UI's, compiled into a crate, and nothing here writes a line of its markup. What axe finds in it is
// named rule by rule, with the place, so that a fault of another rule (or of a part of our own, one day) is found.
const WAIVED = new Map([
  ["button-name", "the buttons that copy a path, which are icons"],
  ["color-contrast", "grey on white in descriptions, the colours of the methods"],
  ["heading-order", "h3 for a tag below h1"],
  ["label", "the field of the document's address, the body's text area"],
  ["landmark-one-main", "the page has no main"],
  ["landmark-unique", "each table of answers is a region without a name"],
  ["nested-interactive", "links and buttons inside the head of an operation"],
  ["region", "the page has no landmarks"],
  ["scrollable-region-focusable", "examples that scroll sideways"],
  ["select-name", "lists to choose a parameter from"],
]);
// Said by Swagger UI of itself: it has no special field for this format, and takes the common one.
const OWN_REMARK = /^Could not find component: JsonSchema_\w+$/;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(30_000);
  const foreign = [];
  const complaints = [];
  page.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol !== "data:" && origin !== base) foreign.push(request.url());
  });
  page.on("console", (message) => {
    const isOwn = OWN_REMARK.test(message.text());
    if (["error", "warning"].includes(message.type()) && !isOwn) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.addInitScript(() => {
    globalThis.violations = [];
    addEventListener("securitypolicyviolation", (event) => {
      globalThis.violations.push(`${event.violatedDirective}: ${event.blockedURI}`);
    });
  });

  const answer = await page.goto(`${base}/docs/`);
  assert.match(answer.headers()["content-security-policy"], /default-src 'none'/);
  assert.doesNotMatch(answer.headers()["content-security-policy"], /script-src[^;]*'unsafe-/);
  const operations = page.locator(".opblock");
  await operations.first().waitFor();
  console.log(`${await operations.count()} operations are shown`);

  await page.locator(".auth-wrapper .authorize").first().click();
  await page.locator(".auth-container input[type=text], .auth-container input[type=password]").fill(token);
  await page.locator(".auth-container button.authorize").click();
  await page.locator(".auth-container button.btn-done").click();

  const tried = async (tag, operationId, status) => {
    const block = page.locator(`#operations-${tag}-${operationId}`);
    await block.locator(".opblock-summary-control").click();
    await block.locator("button.execute").click();
    const shown = await block.locator(".live-responses-table .response-col_status").last().innerText();
    assert.equal(shown.trim().split(/\s/)[0], status, `${operationId}: ${shown}`);
    console.log(`${operationId} answered ${status}`);
  };
  await tried("account", "find_account", "200");
  await tried("contacts", "create_contact", "201");
  await tried("contacts", "list_contacts", "200");

  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  for (const { id, impact, help, nodes } of found.violations) {
    const why = WAIVED.get(id);
    console.log(`axe: ${id}, ${impact}, ${nodes.length} times: ${why === undefined ? help : `waived, ${why}`}`);
    if (why === undefined) console.log(nodes.slice(0, 3).map((node) => `  ${node.html.slice(0, 200)}`).join("\n"));
  }

  assert.deepEqual(foreign, [], "requests to other hosts");
  assert.deepEqual(await page.evaluate(() => globalThis.violations), [], "violations of the Content-Security-Policy");
  assert.deepEqual(complaints, [], "complaints in the console");
  const open = found.violations.filter(({ id }) => !WAIVED.has(id)).map(({ id }) => id);
  assert.deepEqual(open, [], "what axe found");
} finally {
  await browser.close();
}
