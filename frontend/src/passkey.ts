// Passkeys: a form marked data-passkey asks the browser for one, then sends its answer.
//
//   data-passkey="get" | "create"   what is asked
//   data-options | data-options-from   what the server asks for, as JSON or where to fetch it

type Options = { publicKey: object };

function show(form: HTMLFormElement, what: string): void {
  for (const element of form.querySelectorAll<HTMLElement>(`[data-passkey-${what}]`)) element.hidden = false;
}

async function options(form: HTMLFormElement): Promise<Options> {
  if (form.dataset["options"] !== undefined) return JSON.parse(form.dataset["options"]) as Options;
  const answer = await fetch(form.dataset["optionsFrom"] ?? "", { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.statusText);
  return ((await answer.json()) as { request_options: Options }).request_options;
}

async function ask(form: HTMLFormElement): Promise<Credential | null> {
  const { publicKey } = await options(form);
  if (form.dataset["passkey"] === "create") {
    const wanted = PublicKeyCredential.parseCreationOptionsFromJSON(publicKey as PublicKeyCredentialCreationOptionsJSON);
    return navigator.credentials.create({ publicKey: wanted });
  }
  const wanted = PublicKeyCredential.parseRequestOptionsFromJSON(publicKey as PublicKeyCredentialRequestOptionsJSON);
  return navigator.credentials.get({ publicKey: wanted });
}

async function send(form: HTMLFormElement): Promise<void> {
  try {
    const found = await ask(form);
    const field = form.elements.namedItem("credential");
    if (!(found instanceof PublicKeyCredential) || !(field instanceof HTMLInputElement)) throw new Error("no passkey");
    field.value = JSON.stringify(found.toJSON());
    form.submit();
  } catch {
    // The browser does not say why, so that no page learns which passkeys there are.
    show(form, "failed");
  }
}

const able = window.isSecureContext && typeof window.PublicKeyCredential?.parseRequestOptionsFromJSON === "function";

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]")) {
  if (!able) {
    show(form, "unsupported");
    for (const button of form.querySelectorAll("button")) button.disabled = true;
    continue;
  }
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void send(form);
  });
}
