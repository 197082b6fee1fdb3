// Forms whose answer is a file: they say that it is being made, and when the browser has it.
// Without this script they are plain forms, and the browser shows that it waits.
//
// A form says in `data-making` and `data-made` what its `data-status` element is to tell.

import { fileNameOf, save } from "./lib/saving";

function addressOf(form: HTMLFormElement, by: HTMLElement | null): URL {
  const address = new URL(by?.getAttribute("formaction") ?? form.action, location.href);
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") address.searchParams.append(name, value);
  }
  return address;
}

function attach(form: HTMLFormElement): void {
  const status = form.querySelector<HTMLElement>("[data-status]");
  if (status === null) return;
  let making = false;

  async function make(address: URL): Promise<void> {
    const answer = await fetch(address);
    const name = fileNameOf(answer);
    // A page instead of a file: to log in, to confirm, or why there is none. It is asked for openly.
    if (!answer.ok || name === undefined) location.assign(address);
    else {
      save(await answer.blob(), name);
      status!.textContent = form.dataset["made"] ?? "";
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (making) return;
    making = true;
    form.setAttribute("aria-busy", "true");
    status.textContent = form.dataset["making"] ?? "";
    const address = addressOf(form, event.submitter);
    make(address)
      .catch(() => location.assign(address))
      .finally(() => {
        making = false;
        form.removeAttribute("aria-busy");
      });
  });
}

document.querySelectorAll<HTMLFormElement>("form[data-making]").forEach(attach);
