// The review queue by keyboard, with the next pair shown at once while the decision is being saved.
// Without this script the same buttons are plain forms.

export {};

let saving = false;

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, textarea, select");
}

function pressed(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (typing(event.target)) {
    if (event.key === "Escape") (event.target as HTMLElement).blur();
    return;
  }
  const letter = event.key.toLowerCase();
  const wanted = document.querySelector<HTMLElement>(`#review [data-key="${CSS.escape(letter)}"]`);
  if (wanted === null) return;
  event.preventDefault();
  if (wanted instanceof HTMLButtonElement) wanted.click();
  else wanted.focus();
}

// Show the preloaded pair; it cannot be decided before the server has said what comes next.
function showFollowing(): void {
  const following = document.querySelector<HTMLTemplateElement>("#following");
  const pair = document.querySelector<HTMLElement>("#pair");
  if (following === null || pair === null) return;
  pair.replaceChildren(following.content.cloneNode(true));
  for (const button of pair.querySelectorAll("button")) button.disabled = true;
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
    const first = document.querySelector<HTMLElement>("#review .errors") ?? document.getElementById("question");
    first?.focus({ preventScroll: first.id === "question" });
  } catch {
    // Nothing came back: the page as the server has it says what was kept.
    location.reload();
  } finally {
    saving = false;
  }
}

document.addEventListener("keydown", pressed);
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.method !== "post" || form.closest("#review") === null) return;
  event.preventDefault();
  if (!saving) void send(form, event.submitter);
});
