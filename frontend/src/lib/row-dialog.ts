// A source row in a dialog over the pair; Escape brings the pair back.

export interface RowDialog {
  open(address: string): void;
}

// The dialog opens at once, before the row is there: keys then belong to it, and none decides a pair
// behind a row that is still on its way. It lives outside <main>, whose content is replaced.
export function rowDialog(dialog: HTMLDialogElement | null): RowDialog {
  const body = dialog?.querySelector<HTMLElement>(".body") ?? null;
  const waiting = [...(body?.childNodes ?? [])].map((one) => one.cloneNode(true));
  let asking: AbortController | null = null;
  if (dialog !== null) document.body.append(dialog);
  dialog?.addEventListener("close", () => asking?.abort());

  async function show(address: string, into: HTMLElement): Promise<void> {
    const mine = (asking = new AbortController());
    try {
      const answer = await fetch(address, { signal: mine.signal, credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const row = page.querySelector("#source-row");
      if (row === null) throw new Error("no row");
      if (!mine.signal.aborted) into.replaceChildren(handling(page), row, handling(page));
    } catch {
      if (!mine.signal.aborted) location.assign(address);
    }
  }

  return {
    open(address: string): void {
      if (dialog === null || body === null) {
        location.assign(address);
        return;
      }
      body.replaceChildren(...waiting.map((one) => one.cloneNode(true)));
      dialog.showModal();
      void show(address, body);
    },
  };
}

// The row's own handling, above and below it: the page behind the dialog has another.
function handling(page: Document): HTMLElement {
  const line = document.createElement("p");
  line.className = "handling";
  const from = page.querySelector("body > aside.handling");
  line.append(...[...(from?.childNodes ?? [])].map((one) => document.importNode(one, true)));
  return line;
}
