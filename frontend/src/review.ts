// The review queue by keyboard. The next pair is in the page already and is shown at once, while the
// decision is being saved; a key pressed meanwhile is kept, and counts only for the very pair that
// was on the screen. Without this script the same buttons are plain forms.

import { letterOf, typing } from "./lib/keys";

export {};

// What was pressed while the decision before was being saved: on which pair, and what.
interface Held {
  readonly pair: string;
  readonly key: string;
  readonly reason: string;
}

let saving = false;
let held: Held | null = null;

// Outside <main>, whose content is replaced: a live region is read only where it stayed.
const live = document.createElement("p");
live.className = "vh";
live.setAttribute("role", "status");
document.body.append(live);

const review = (): HTMLElement | null => document.getElementById("review");
const pairNow = (): string => document.querySelector<HTMLElement>("#pair [data-pair]")?.dataset["pair"] ?? "";
const reasonNow = (): string => document.querySelector<HTMLInputElement>("#pair [name=reason]")?.value ?? "";

function byKey(key: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`#review [data-key="${CSS.escape(key)}"]`);
}

function pressed(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]") !== null) return;
  if (typing(event.target)) {
    if (event.key === "Escape") (event.target as HTMLElement).blur();
    return;
  }
  const key = letterOf(event, document.documentElement.lang);
  const wanted = key === "" ? null : byKey(key);
  if (wanted === null) return;
  event.preventDefault();
  if (event.repeat) return;
  if (wanted.matches("input, textarea")) wanted.focus();
  else if (saving) hold(key);
  else wanted.click();
}

function hold(key: string): void {
  held = { pair: key === "z" ? "" : pairNow(), key, reason: reasonNow() };
  document.getElementById("pair")?.setAttribute("data-held", key);
}

function showFollowing(): void {
  const following = document.querySelector<HTMLTemplateElement>("#following");
  const pair = document.querySelector<HTMLElement>("#pair");
  if (following === null || pair === null) return;
  pair.replaceChildren(following.content.cloneNode(true));
  const asked = pair.querySelector<HTMLElement>("[data-question]")?.dataset["question"];
  const question = document.getElementById("question");
  if (question !== null && asked !== undefined) question.textContent = asked;
  pair.setAttribute("aria-busy", "true");
}

async function send(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
  saving = true;
  const body = new FormData(form, submitter);
  if (form.id === "decide") showFollowing();
  try {
    const answer = await fetch(form.action, { method: "POST", body, credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const main = page.querySelector("main");
    if (main === null || page.querySelector("#review") === null) {
      location.reload();
      return;
    }
    document.querySelector("main")?.replaceChildren(...main.childNodes);
    if (answer.redirected) history.replaceState(null, "", answer.url);
  } catch {
    // Nothing came back: the page as the server has it says what was kept.
    location.reload();
    return;
  }
  saving = false;
  goOn();
}

// Focus, words for a screen reader, and the key that was pressed meanwhile.
function goOn(): void {
  const wrong = document.querySelector<HTMLElement>("#review .errors:not([hidden])");
  const first = wrong ?? document.getElementById("question");
  first?.focus({ preventScroll: wrong === null });
  const said = [...document.querySelectorAll(".messages .toast")].map((one) => one.textContent?.trim() ?? "");
  said.push(document.querySelector<HTMLElement>("#pair [data-said]")?.dataset["said"] ?? first?.textContent?.trim() ?? "");
  const next = held;
  held = null;
  if (next !== null) {
    if (wrong === null && (next.pair === "" || next.pair === pairNow())) {
      const reason = document.querySelector<HTMLInputElement>("#pair [name=reason]");
      if (reason !== null) reason.value = next.reason;
      byKey(next.key)?.click();
      return;
    }
    said.unshift(review()?.dataset["dropped"] ?? "");
    document.getElementById("dropped")?.removeAttribute("hidden");
  }
  live.textContent = said.filter((one) => one !== "").join(" ");
}

// A source row opens over the pair, and Escape brings the pair back.
async function showRow(link: HTMLAnchorElement): Promise<void> {
  const dialog = document.querySelector<HTMLDialogElement>("#row-dialog");
  const body = dialog?.querySelector<HTMLElement>(".body") ?? null;
  if (dialog === null || body === null) return;
  try {
    const answer = await fetch(link.href, { credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const row = page.querySelector("#source-row");
    if (row === null) throw new Error("no row");
    body.replaceChildren(row);
    dialog.showModal();
  } catch {
    location.assign(link.href);
  }
}

document.addEventListener("keydown", pressed);
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.method !== "post" || form.closest("#review") === null) return;
  event.preventDefault();
  const reason = form.querySelector<HTMLInputElement>("[name=reason]");
  if (event.submitter?.dataset["why"] !== undefined && reason !== null && reason.value.trim() === "") {
    live.textContent = review()?.dataset["why"] ?? "";
    reason.focus();
    return;
  }
  if (!saving) void send(form, event.submitter);
  else if (event.submitter?.dataset["key"] !== undefined) hold(event.submitter.dataset["key"]);
});
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("#review a[data-row]") : null;
  if (link === null || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  void showRow(link);
});
