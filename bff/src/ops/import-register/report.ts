import type { Event } from './events.js';
import type { ImportSummary, Rejected } from './summary.js';

/** How many rejected rows, and how many events of a dry run, are shown. */
const mostShown = 20;

/** Collects what happens in a run and says it at the end. `write` takes one line. */
export function reporter(write: (line: string) => void) {
  const rejected: Rejected[] = [];
  const events: string[] = [];

  function onRejected(one: Rejected): void {
    if (rejected.length < mostShown) rejected.push(one);
  }

  function onEvent(centreId: string, { on, kind, text }: Event): void {
    if (events.length < mostShown) events.push(`  ${centreId} ${on} ${kind}: ${text}`);
  }

  function summarise(summary: ImportSummary, isDryRun: boolean, seconds: number): void {
    const { rows, added, changed, suspended, removed, unchanged } = summary;
    if (isDryRun) write('dry run: nothing was written; this is what an import would do');
    write(
      `rows ${rows}: added ${added}, changed ${changed}, suspended ${suspended}, removed ${removed}, rejected ${summary.rejected}, unchanged ${unchanged}`,
    );
    write(`  events for the centres' timelines: ${summary.events}`);
    if (isDryRun) list(events, summary.events);
    if (summary.newColumns.length > 0)
      write(`  columns new to the mapping, not read: ${summary.newColumns.join(', ')}`);
    for (const [reason, count] of Object.entries(summary.rejectedBy)) write(`  rejected ${reason}: ${count}`);
    for (const [note, count] of Object.entries(summary.notes)) write(`  taken, but ${note}: ${count}`);
    list(
      rejected.map(({ line, reason, detail }) => `  line ${line}: ${reason}: ${detail}`),
      summary.rejected,
      '; --rejects FILE writes them all',
    );
    write(`${seconds.toFixed(1)} s, ${Math.round(rows / seconds)} rows/s`);
  }

  function list(lines: readonly string[], all: number, hint = ''): void {
    for (const line of lines) write(line);
    if (all > lines.length) write(`  … and ${all - lines.length} more${hint}`);
  }

  return { onRejected, onEvent, summarise };
}

/** Why centres that are gone from the file are left as they are, and what to do. */
export function removalRefusal(
  { gone, of, unsureRows }: NonNullable<ImportSummary['removalRefused']>,
  isDryRun: boolean,
): string {
  const share = ((100 * gone) / of).toFixed(1);
  const why =
    unsureRows > 0
      ? `of ${unsureRows} rejected rows nobody can tell whose they are, they may be theirs`
      : 'a register does not lose so many between two snapshots, the file may be cut short';
  const what = isDryRun
    ? 'None of them would be cancelled.'
    : 'None of them was cancelled; all else is done.';
  return (
    `${gone} of ${of} centres (${share} %) are not in the file: ${why}. ${what}\n` +
    'If they are really gone, run this again with --allow-removed.'
  );
}
