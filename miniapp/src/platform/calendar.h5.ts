import type { CalendarEntry } from './calendar';

/** Hands the browser an .ics file, which phones open in their calendar. */
export function addToCalendar(entry: CalendarEntry): Promise<boolean> {
  const url = URL.createObjectURL(new Blob([entry.icsText], { type: 'text/calendar;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `nearcare-${entry.date}.ics`;
  document.body.append(link);
  link.click();
  link.remove();
  // Safari reads the file after the click returns.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
  return Promise.resolve(true);
}
