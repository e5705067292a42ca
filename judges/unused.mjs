// Names the schemas that no operation leads to. Linters count the whole beside its patch among them (`ThemeInput`, where
// only `ThemePatch` is sent): the service holds the result of the patch against it, so it stays.
import { readFile } from "node:fs/promises";

const prefix = "#/components/schemas/";
const document = JSON.parse(await readFile(process.argv[2], "utf8"));
const schemas = document.components.schemas;

function* references(value) {
  if (value === null || typeof value !== "object") return;
  if (typeof value.$ref === "string" && value.$ref.startsWith(prefix)) yield value.$ref.slice(prefix.length);
  for (const member of Object.values(value)) yield* references(member);
}

const wholes = Object.keys(schemas).filter((name) => name.endsWith("Input") && name.replace(/Input$/, "Patch") in schemas);
const { schemas: _, ...components } = document.components;
const open = [...wholes, ...references({ ...document, components })];
const used = new Set();
for (let name = open.pop(); name !== undefined; name = open.pop()) {
  if (used.has(name)) continue;
  used.add(name);
  open.push(...references(schemas[name]));
}

const unused = Object.keys(schemas).filter((name) => !used.has(name));
for (const name of unused) console.error(`${prefix}${name} is used nowhere`);
process.exitCode = unused.length === 0 ? 0 : 1;
