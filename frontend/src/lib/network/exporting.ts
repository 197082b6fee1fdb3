// Exports the chart as it stands on the screen: sent as it would be saved, and kept as a file.
// Without a script the same form asks for the chart as the server has it.

import { fileNameOf, save } from "../saving";

export class Exporting {
  private readonly status: HTMLElement | null;

  constructor(private readonly form: HTMLFormElement, private readonly content: () => string) {
    this.status = form.querySelector("[data-export-said]");
    form.addEventListener("submit", (event) => {
      const address = event.submitter instanceof HTMLElement ? event.submitter.dataset["post"] : undefined;
      if (address === undefined) return;
      event.preventDefault();
      void this.send(address);
    });
  }

  private async send(address: string): Promise<void> {
    const body = new FormData(this.form);
    const token = document.querySelector<HTMLInputElement>("[data-chart-form] [name=csrfmiddlewaretoken]")?.value ?? "";
    body.set("csrfmiddlewaretoken", token);
    body.set("content", this.content());
    this.say(this.form.dataset["making"] ?? "");
    try {
      const answer = await fetch(address, { method: "POST", body, credentials: "same-origin" });
      if (answer.redirected) this.confirm(answer.url);
      else if (answer.ok) this.keep(await answer.blob(), fileNameOf(answer) ?? "chart");
      else this.say(this.form.dataset["failed"] ?? "");
    } catch {
      this.say(this.form.dataset["failed"] ?? "");
    }
  }

  // Somebody who has not shown lately who they are is asked first, beside the chart, not instead.
  private confirm(address: string): void {
    const link = document.createElement("a");
    link.href = address;
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = this.form.dataset["confirm"] ?? "";
    this.status?.replaceChildren(link);
  }

  private keep(file: Blob, name: string): void {
    save(file, name);
    this.say(`${this.form.dataset["made"] ?? ""} \u2068${name}\u2069`);
  }

  private say(text: string): void {
    if (this.status !== null) this.status.textContent = text;
  }
}
