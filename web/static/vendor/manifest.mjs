// Writes manifest.json: what is in the bundle, under which licence, and the hash of every file committed here.
import { createHash } from "node:crypto";
import { copyFileSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const room = process.argv[2];
const lock = JSON.parse(readFileSync(join(room, "package-lock.json")));
const parts = [];
for (const [place, one] of Object.entries(lock.packages)) {
  if (!place || one.dev || one.optional) continue;
  const name = place.replace("node_modules/", "");
  copyFileSync(join(room, place, "LICENSE"), join("licences", `${name}.txt`));
  parts.push({ name, version: one.version, licence: one.license, integrity: one.integrity });
}
const files = ["prosemirror.js", ...readdirSync("licences").sort().map((one) => `licences/${one}`)];
const sha256 = Object.fromEntries(files.map((one) => [one, createHash("sha256").update(readFileSync(one)).digest("hex")]));
writeFileSync("manifest.json", `${JSON.stringify({ parts, sha256 }, null, 1)}\n`);
