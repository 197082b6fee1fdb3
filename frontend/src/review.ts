// The review queue by keyboard. The next pair is in the page already and is shown at once, while the
// decision is being saved. A key pressed meanwhile is held, one at a time, and counts only for the
// very pair that was on the screen; a key that cannot be held is refused in words. Where no answer
// comes from the server, the pair stands there again and what was sent can be sent again: the server
// keeps it once. Without this script the same buttons are plain forms.

import { letterOf, typing } from "./lib/keys";
import { rowDialog } from "./lib/row-dialog";
import { typedIn, type Typed } from "./lib/typed-in";

export {};

// What was pressed while the decision before was being saved: on which pair, and what. Of Z it is
// the pair whose decision was being saved, which is the one that it takes back.
interface Held {
  readonly pair: string;
  readonly key: string;
  readonly reason: string;
}

// A form that was sent, or is to be sent again.
interface Sent {
  readonly action: string;
  readonly body: FormData;
  // Puts back what was on the screen before it was sent.
  readonly putBack: () => void;
}

// How long an answer of the server is waited for, in milliseconds.
const PATIENCE = 30_000;

let saving = false;
let lost: Sent | null = null;
let sent = "";
let held: Held | null = null;
// Somebody was typing when their pair went: until they press Escape, letters decide nothing.
let resting = false;
let notes: string[] = [];

// Outside <main>, whose content is replaced: a live region is read only where it stayed.
const live = document.createElement("p");
live.className = "vh";
live.setAttribute("role", "status");
document.body.append(live);
const rows = rowDialog(document.querySelector<HTMLDialogElement>("#row-dialog"));

const review = (): HTMLElement | null => document.getElementById("review");
const pairNow = (): string => document.querySelector<HTMLElement>("#pair [data-pair]")?.dataset["pair"] ?? "";
const reasonNow = (): string => document.querySelector<HTMLInputElement>("#decide [name=reason]")?.value ?? "";
const words = (name: string): string => review()?.dataset[name] ?? "";
const sorted = (pair: string): string => pair.split("|").sort().join("|");

function byKey(key: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`#review [data-key="${CSS.escape(key)}"]`);
}

// Says something about keys to everybody, and again on the page that replaces this one.
function note(said: string): void {
  if (!notes.includes(said)) notes.push(said);
  showNotes();
  live.textContent = said;
}

function showNotes(): void {
  const again = document.getElementById("send-again");
  if (again !== null) again.hidden = lost === null;
  const shown = document.getElementById("key-note");
  const tag = shown?.querySelector(".tag");
  if (shown === null || tag === null || tag === undefined) return;
  tag.textContent = notes.join(" ");
  shown.hidden = notes.length === 0;
}

function pressed(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]") !== null) return;
  if (event.key === "Escape") rest(event);
  if (typing(event.target)) return;
  const key = letterOf(event, document.documentElement.lang);
  const wanted = key === "" ? null : byKey(key);
  if (wanted === null) return;
  event.preventDefault();
  if (event.repeat || resting) return;
  if (wanted.matches("input, textarea")) write(wanted);
  else if (saving && !wanted.matches("[data-row]")) hold(key);
  else wanted.click();
}

function rest(event: KeyboardEvent): void {
  if (typing(event.target)) (event.target as HTMLElement).blur();
  if (!resting) return;
  resting = false;
  notes = [];
  showNotes();
}

// What is typed belongs to the answer that follows it: one that was pressed before is given again.
function write(field: HTMLElement): void {
  if (held !== null) release();
  field.focus();
}

function hold(key: string): void {
  if (key === "z" && held !== null && held.key !== "z") {
    release();
  } else if (held !== null || (key === "z" && sent === "")) {
    note(words("busy"));
  } else {
    held = { pair: key === "z" ? sent : pairNow(), key, reason: reasonNow() };
    document.getElementById("pair")?.setAttribute("data-held", key);
  }
}

function release(): void {
  held = null;
  document.getElementById("pair")?.removeAttribute("data-held");
  note(words("released"));
}

// Shows the pair that comes next; what it gives puts the one before it back, with what was typed.
function showFollowing(): () => void {
  const following = document.querySelector<HTMLTemplateElement>("#following");
  const pair = document.querySelector<HTMLElement>("#pair");
  if (following === null || pair === null) return () => undefined;
  const before = [...pair.childNodes];
  pair.replaceChildren(following.content.cloneNode(true));
  ask(pair);
  pair.setAttribute("aria-busy", "true");
  return () => {
    pair.replaceChildren(...before);
    ask(pair);
    pair.removeAttribute("aria-busy");
  };
}

function ask(pair: HTMLElement): void {
  const asked = pair.querySelector<HTMLElement>("[data-question]")?.dataset["question"];
  const question = document.getElementById("question");
  if (question !== null && asked !== undefined) question.textContent = asked;
}

function submit(form: HTMLFormElement, submitter: HTMLElement | null): void {
  const body = new FormData(form, submitter);
  sent = form.id === "decide" ? pairNow() : "";
  const putBack = form.id === "decide" ? showFollowing() : () => undefined;
  void send({ action: form.action, body, putBack });
}

function sendAgain(): void {
  if (lost === null || saving) return;
  void send(lost);
}

async function send(form: Sent): Promise<void> {
  saving = true;
  lost = null;
  notes = [];
  showNotes();
  const patience = new AbortController();
  const until = setTimeout(() => patience.abort(), PATIENCE);
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: form.body,
      credentials: "same-origin",
      signal: patience.signal,
    });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const main = page.querySelector("main");
    if (main === null || page.querySelector("#review") === null) {
      location.reload();
      return;
    }
    const typed = typedIn(document.getElementById("pair"));
    const before = pairNow();
    replace(page, main);
    if (answer.redirected) history.replaceState(null, "", answer.url);
    saving = false;
    goOn(typed, before);
  } catch {
    notAnswered(form);
  } finally {
    clearTimeout(until);
  }
}

// Nothing came back, so what was kept is not known here. The same may be sent again, and so may
// anything else: an answer to a pair that was decided already is refused.
function notAnswered(form: Sent): void {
  const typed = typedIn(document.getElementById("pair"));
  const before = pairNow();
  saving = false;
  form.putBack();
  lost = { ...form, putBack: () => undefined };
  note(words("lost"));
  if (held !== null) note(words("dropped"));
  held = null;
  if (typed.wasTyping && pairNow() !== before) {
    resting = true;
    note(`${words("typed")} ${typed.text}`.trim());
  }
  live.textContent = notes.join(" ");
  // Not where a letter would be typed into a field, or pressed on a button that is gone.
  document.getElementById("send-again")?.focus();
}

// The page as the server has it now, with the handling that it needs.
function replace(page: Document, main: HTMLElement): void {
  page.getElementById("row-dialog")?.remove();
  document.querySelector("main")?.replaceChildren(...main.childNodes);
  const fresh = [...page.querySelectorAll("body > aside.handling")];
  document.querySelectorAll("body > aside.handling").forEach((own, place) => {
    const other = fresh[place];
    if (other !== undefined) own.replaceWith(other);
  });
  document.body.dataset["handling"] = page.body.dataset["handling"] ?? "C";
}

// Focus, words for a screen reader, what was being typed, and the key that was pressed meanwhile.
function goOn(typed: Typed, before: string): void {
  const wrong = document.querySelector<HTMLElement>("#review .errors:not([hidden])");
  const question = document.getElementById("question");
  const isSame = wrong === null && pairNow() === before;
  const isTyping = isSame && typed.giveBack(document.getElementById("pair"));
  if (!isTyping) (wrong ?? question)?.focus({ preventScroll: wrong === null });
  if (!isSame && typed.wasTyping) {
    resting = true;
    notes.push(`${words("typed")} ${typed.text}`.trim());
  }
  if (typed.wasTyping && held !== null) release();
  const next = held;
  held = null;
  if (next !== null && wrong === null && fits(next)) {
    showNotes();
    const reason = document.querySelector<HTMLInputElement>("#decide [name=reason]");
    if (reason !== null && next.key !== "z") reason.value = next.reason;
    byKey(next.key)?.click();
    return;
  }
  if (next !== null) notes.push(words("dropped"));
  showNotes();
  const said = [...document.querySelectorAll(".messages .toast")].map((one) => one.textContent?.trim() ?? "");
  said.push(document.querySelector<HTMLElement>("#pair [data-said]")?.dataset["said"] ?? question?.textContent?.trim() ?? "");
  live.textContent = [...notes, ...said].filter((one) => one !== "").join(" ");
}

function fits(next: Held): boolean {
  if (next.key !== "z") return next.pair === pairNow();
  const last = document.querySelector<HTMLElement>("#review [data-undoes]")?.dataset["undoes"] ?? "";
  return sorted(last) === sorted(next.pair);
}

document.addEventListener("keydown", pressed);
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.method !== "post" || form.closest("#review") === null) return;
  event.preventDefault();
  const reason = form.querySelector<HTMLInputElement>("[name=reason]");
  const key = event.submitter?.dataset["key"];
  if (event.submitter?.dataset["why"] !== undefined && reason !== null && reason.value.trim() === "") {
    note(words("why"));
    reason.focus();
  } else if (!saving) submit(form, event.submitter);
  else if (key !== undefined) hold(key);
  else note(words("busy"));
});
document.addEventListener("click", (event) => {
  if (event.target instanceof Element && event.target.closest("#send-again") !== null) sendAgain();
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("#review a[data-row]") : null;
  if (link === null || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  rows.open(link.href);
});
