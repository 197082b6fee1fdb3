// Which key was pressed, on any keyboard: a Sorani, Arabic or Persian layout gives other letters
// from the same keys, and nobody should have to switch their keyboard to decide a pair.

// What the keys of the decisions give where a keyboard tells no place (many on a screen do not).
const BY_LETTER: Record<string, Record<string, string>> = {
  ckb: { "ی": "y", "ن": "n", "ئ": "u", "ز": "z", "ر": "r", "ل": "l", "خ": "x", "س": "s" },
  ar: { "غ": "y", "ى": "n", "ع": "u", "ئ": "z", "ق": "r", "م": "l", "ء": "x", "س": "s" },
};
const DIGITS = /^[٠-٩۰-۹]$/;

// The Latin letter or digit of a key press; empty where it is none.
//
// A Latin letter counts as it is: on a German keyboard Y and Z lie the other way round. Any other
// letter counts by the place of its key, and only where that is not told by the letter itself.
export function letterOf(event: KeyboardEvent, language: string): string {
  const key = event.key.toLowerCase();
  if (/^[a-z0-9]$/.test(key)) return key;
  const place = /^(?:Key([A-Z])|(?:Digit|Numpad)([0-9]))$/.exec(event.code);
  if (place !== null && key.length === 1) return (place[1] ?? place[2] ?? "").toLowerCase();
  if (DIGITS.test(key)) return String(key.charCodeAt(0) & 0xf);
  const table = BY_LETTER[language.split("-")[0] ?? ""] ?? BY_LETTER["ckb"];
  return table?.[key] ?? "";
}

export function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input:not([type=radio], [type=checkbox]), textarea, select"));
}
