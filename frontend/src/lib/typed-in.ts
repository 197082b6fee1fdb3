// What somebody has typed into a part of the page that is about to be replaced.

export interface Typed {
  // Whether the caret stood in one of its fields.
  readonly wasTyping: boolean;
  // Everything typed, for words about it where it can be given back no more.
  readonly text: string;
  // Puts everything back into the fields of the same ids, with the caret; whether the caret is back.
  giveBack(part: HTMLElement | null): boolean;
}

type Field = HTMLInputElement | HTMLTextAreaElement;
const FIELDS = "input:not([type=hidden], [type=radio], [type=checkbox]), textarea";

export function typedIn(part: HTMLElement | null): Typed {
  const fields = [...(part?.querySelectorAll<Field>(FIELDS) ?? [])];
  const values = fields.filter((one) => one.id !== "" && one.value !== "").map((one) => [one.id, one.value] as const);
  const active = fields.find((one) => one === document.activeElement);
  const caret = active === undefined ? null : { id: active.id, from: active.selectionStart, to: active.selectionEnd };
  return {
    wasTyping: caret !== null,
    text: values.map(([, value]) => value).join(" / "),
    giveBack(into): boolean {
      for (const [id, value] of values) {
        const field = into?.querySelector<Field>(`#${CSS.escape(id)}`);
        if (field === null || field === undefined) continue;
        field.value = value;
        const menu = field.closest<HTMLDetailsElement>("details");
        if (menu !== null) menu.open = true;
      }
      const field = caret === null ? null : into?.querySelector<Field>(`#${CSS.escape(caret.id)}`);
      if (field === null || field === undefined || caret === null) return false;
      field.focus();
      field.setSelectionRange(caret.from, caret.to);
      return true;
    },
  };
}
