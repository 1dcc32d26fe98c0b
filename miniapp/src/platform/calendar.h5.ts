import type { CalendarEntry, CalendarFile } from './calendar';

/** Hands the browser an .ics file, which phones open in their calendar. Rejects as the reading of the file does. */
export async function addToCalendar(
  _entry: CalendarEntry,
  readFile: () => Promise<CalendarFile>,
): Promise<boolean> {
  const { fileName, text } = await readFile();
  const url = URL.createObjectURL(new Blob([text], { type: 'text/calendar;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  document.body.append(link);
  link.click();
  link.remove();
  // Safari reads the file after the click returns.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
  return true;
}
