// Search boxes that answer while somebody types. Without this script they are plain forms.
//
// A box names in `data-typed` the address that answers, in `data-found` the element that shows the
// hits, and in `data-said` the live region that says how many. The down arrow goes from the box to
// the hits, the arrows from hit to hit, Escape back; Enter in the box asks for the whole page.

export {};

// Every answer is a search that is kept in the audit log: one a word typed, not one a letter.
const WAIT_MS = 500;
const FEWEST = 3;
const FEWEST_ARABIC = 2; // no short vowels are written: two letters say as much as three Latin ones
const LETTER = /[\p{L}\p{N}]/gu;
const ARABIC = /\p{Script=Arabic}/u;

function isEnough(words: string): boolean {
  return (words.match(LETTER) ?? []).length >= (ARABIC.test(words) ? FEWEST_ARABIC : FEWEST);
}

function attach(box: HTMLInputElement): void {
  const found = document.getElementById(box.dataset["found"] ?? "");
  const said = document.getElementById(box.dataset["said"] ?? "");
  const address = box.dataset["typed"];
  if (found === null || said === null || address === undefined) return;
  const drops = found.hidden; // a list that drops down, or a part of the page
  let timer = 0;
  let asking: AbortController | null = null;
  let shown = box.value.trim();

  // What was asked for words that are no longer there answers nothing any more.
  function stop(): void {
    clearTimeout(timer);
    asking?.abort();
    asking = null;
    found!.removeAttribute("aria-busy");
  }

  function close(): void {
    stop();
    if (drops && !found!.hidden) clear();
  }

  function clear(): void {
    if (drops) found!.hidden = true;
    found!.replaceChildren();
    said!.textContent = "";
    shown = "";
  }

  // What else the form would send goes along, as the record that a hit is to be held beside.
  function asked(words: string): URLSearchParams {
    const sent = new URLSearchParams({ q: words });
    for (const other of box.form?.querySelectorAll<HTMLInputElement>("input[type=hidden]") ?? []) {
      sent.set(other.name, other.value);
    }
    return sent;
  }

  async function ask(words: string): Promise<void> {
    const mine = (asking = new AbortController());
    found!.setAttribute("aria-busy", "true");
    try {
      const url = new URL(address!, location.href);
      for (const [name, value] of asked(words)) url.searchParams.set(name, value);
      const answer = await fetch(url, { signal: mine.signal, credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const hits = page.getElementById("found");
      // Logged out, refused or in trouble: the whole page, asked for with Enter, says so.
      if (!answer.ok || answer.redirected || hits === null || mine.signal.aborted) return;
      found!.replaceChildren(...hits.childNodes);
      said!.textContent = page.getElementById("said")?.textContent?.trim() ?? "";
      shown = words;
      if (drops) found!.hidden = false;
      else history.replaceState(null, "", `?${asked(words)}`);
    } catch {
      // Aborted by the next letter, or nothing came back.
    } finally {
      if (asking === mine) found!.removeAttribute("aria-busy");
    }
  }

  function typed(event: Event): void {
    if (event instanceof InputEvent && event.isComposing) return;
    stop();
    const words = box.value.trim();
    if (!isEnough(words)) {
      clear();
      if (!drops) history.replaceState(null, "", `?${asked(words)}`);
    } else if (words !== shown) timer = window.setTimeout(() => void ask(words), WAIT_MS);
  }

  function move(event: KeyboardEvent): void {
    const hits = [...found!.querySelectorAll<HTMLElement>("a.hit")];
    const at = hits.indexOf(document.activeElement as HTMLElement);
    if (event.key === "Escape" && drops && !found!.hidden) {
      close();
      box.focus();
    } else if (event.key === "ArrowDown" && hits.length > 0 && (at >= 0 || event.target === box)) {
      hits[Math.min(at + 1, hits.length - 1)]!.focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      (hits[at - 1] ?? box).focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  box.addEventListener("input", typed);
  box.addEventListener("compositionend", typed);
  for (const place of [box, found]) place.addEventListener("keydown", move);
  if (!drops) return;
  const form = box.form ?? box;
  form.addEventListener("focusout", (event) => {
    const to = (event as FocusEvent).relatedTarget;
    if (to instanceof Node && !form.contains(to)) close();
  });
  document.addEventListener("pointerdown", (event) => {
    if (event.target instanceof Node && !form.contains(event.target)) close();
  });
}

for (const box of document.querySelectorAll<HTMLInputElement>("input[data-typed]")) attach(box);
