// Fill a form in the real ODK engine, as ODK Web Forms does, for the tests.
//
// node answer.mjs FORM.xml < JOBS.json > DONE.json
//   a job is {"language": "ckb", "answers": {"name": "text"}}; several choices are parted by spaces.
//   done is {"xml": the submission, "labels": those shown, "valid": bool}.
import { readFileSync } from "node:fs";
import { JSDOM } from "jsdom";

// The engine is made for browsers, and asks for Node's files where it sees Node: so it is shown a
// browser's window (jsdom's, or what Node has itself), and no Node, while it loads.
const { window } = new JSDOM("", { url: "http://127.0.0.1/" });
for (const name of Object.getOwnPropertyNames(window)) {
  if (/^[A-Z]/.test(name) && !(name in globalThis)) globalThis[name] = window[name];
}
for (const name of ["window", "document", "localStorage", "File", "Blob", "FormData"]) {
  Object.defineProperty(globalThis, name, { value: window[name], configurable: true });
}
const node = globalThis.process;
globalThis.process = undefined;
const { createInstance } = await import("@getodk/xforms-engine");
globalThis.process = node;

const form = readFileSync(process.argv[2], "utf8");
const jobs = JSON.parse(readFileSync(0, "utf8"));

function* leaves(node) {
  const children = node.currentState.children;
  if (children === null || children === undefined) yield node;
  else for (const child of children) yield* leaves(child);
}

function answer(leaf, value) {
  if (leaf.nodeType === "select") leaf.selectValues(value ? value.split(" ") : []);
  else leaf.setValue(leaf.valueType === "int" && value ? BigInt(value) : value || null);
}

// One instance a language: what the last job answered is taken back before the next.
const instances = new Map();

async function started(language) {
  if (!instances.has(language)) {
    const { root } = await createInstance(form);
    root.setLanguage(root.languages.find((one) => one.language.endsWith(`(${language})`)));
    const named = [...leaves(root)].map((leaf) => [leaf.definition.nodeset.split("/").pop(), leaf]);
    instances.set(language, { root, nodes: new Map(named), before: [] });
  }
  return instances.get(language);
}

async function fill({ language, answers }) {
  const instance = await started(language);
  const { root, nodes } = instance;
  for (const name of instance.before) answer(nodes.get(name), "");
  for (const [name, value] of Object.entries(answers)) answer(nodes.get(name), value);
  instance.before = Object.keys(answers);
  const labels = [...nodes.values()].map((leaf) => leaf.currentState.label?.asString).filter(Boolean);
  const payload = await root.prepareInstancePayload({ payloadType: "monolithic" });
  const xml = await text([...payload.data[0].values()][0]);
  return { xml, labels, valid: payload.status === "ready" };
}

function text(file) {
  return new Promise((done) => {
    const reader = new window.FileReader();
    reader.onload = () => done(reader.result);
    reader.readAsText(file);
  });
}

const done = [];
for (const job of jobs) done.push(await fill(job));
process.stdout.write(JSON.stringify(done), () => process.exit(0));
