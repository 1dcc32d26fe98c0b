/** A line of text that begins with a place in the recording: `1:05 开场`. Seconds from the beginning. */
export type TimedLine = { at: number; text: string };

const pattern = /^(?:(\d{1,2}):)?(\d{1,3}):(\d{2})\s+(\S.*)$/;

/** `24:00`, `1:02:03` → seconds; null where it is no length. */
export function secondsOf(text: string): number | null {
  const match = /^(?:(\d{1,2}):)?(\d{1,3}):(\d{2})$/.exec(text.trim());
  if (match === null || Number(match[3]) > 59) return null;
  const seconds = Number(match[1] ?? 0) * 3600 + Number(match[2]) * 60 + Number(match[3]);
  return seconds > 0 ? seconds : null;
}

/** Lines as typed; the number of the first that does not begin with a time, counted from 1, where there is one. */
export function timedLines(text: string): { lines: TimedLine[]; wrongLine: number | null } {
  const lines: TimedLine[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const match = pattern.exec(line.trim());
    if (match === null || Number(match[3]) > 59) return { lines, wrongLine: index + 1 };
    const at = Number(match[1] ?? 0) * 3600 + Number(match[2]) * 60 + Number(match[3]);
    lines.push({ at, text: match[4] ?? '' });
  }
  return { lines, wrongLine: null };
}

/** In the order of time, none twice, the first at the very beginning, all within the length. */
export function isInOrder(
  lines: readonly TimedLine[],
  seconds: number,
  { fromStart }: { fromStart: boolean },
): boolean {
  const [first] = lines;
  if (first === undefined) return true;
  if (fromStart && first.at !== 0) return false;
  return lines.every(({ at }, index) => at < seconds && (index === 0 || at > (lines[index - 1]?.at ?? 0)));
}
