// Dates of a timeline as days since 1970, and where the ticks of its axis lie.

const DAY_MS = 86_400_000;
const MONTH_STEPS = [1, 2, 3, 6, 12, 24, 60, 120, 240];
const DAY_STEPS = [1, 2, 7, 14];

export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Tick {
  readonly day: number;
  readonly label: string;
}

function day(year: number, month: number, date: number): number {
  return Date.UTC(year, month, date) / DAY_MS;
}

// An ISO date that may stop at the month or year: its first day, or the one behind its last.
export function dayOf(text: string, end = false): number {
  const [year = 1970, month, date] = text.split("-").map(Number);
  if (month === undefined) return day(end ? year + 1 : year, 0, 1);
  if (date === undefined) return day(year, end ? month : month - 1, 1);
  return day(year, month - 1, date) + (end ? 1 : 0);
}

function iso(of: number, letters: number): string {
  return new Date(of * DAY_MS).toISOString().slice(0, letters);
}

// At most so many ticks, on whole days, months or years.
export function ticks(span: Span, most: number): Tick[] {
  const long = span.to - span.from;
  const days = DAY_STEPS.find((step) => long / step <= most);
  if (days !== undefined) {
    const first = Math.ceil(span.from / days) * days;
    return range(first, span.to, days).map((at) => ({ day: at, label: iso(at, 10) }));
  }
  const months = MONTH_STEPS.find((step) => long / (step * 30.4) <= most) ?? 600;
  const start = new Date(span.from * DAY_MS);
  const whole = start.getUTCFullYear() * 12 + start.getUTCMonth();
  const found: Tick[] = [];
  for (let at = Math.ceil(whole / months) * months; ; at += months) {
    const on = day(Math.floor(at / 12), at % 12, 1);
    if (on > span.to) return found;
    if (on >= span.from) found.push({ day: on, label: iso(on, months % 12 === 0 ? 4 : 7) });
  }
}

function range(from: number, to: number, step: number): number[] {
  const found: number[] = [];
  for (let at = from; at <= to; at += step) found.push(at);
  return found;
}
