import Taro from '@tarojs/taro';

/** A stay for the phone’s calendar; civil times of the place, which is where the phone will be. */
export type CalendarEntry = {
  title: string;
  place: string;
  note: string;
  date: string;
  from: string;
  to: string;
};
/** The same as a file, for where a calendar takes files. */
export type CalendarFile = { fileName: string; text: string };

const seconds = (date: string, time: string): number => {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return Math.floor(new Date(year, month - 1, day, hour, minute).getTime() / 1000);
};

/** WeChat asks the parent and writes the entry; it takes no files. Answers whether it is in the calendar. */
export async function addToCalendar(
  entry: CalendarEntry,
  _readFile: () => Promise<CalendarFile>,
): Promise<boolean> {
  try {
    await Taro.addPhoneCalendar({
      title: entry.title,
      location: entry.place,
      description: entry.note,
      startTime: seconds(entry.date, entry.from),
      // WeChat’s document says a number, Taro’s types a text; WeChat takes both.
      endTime: String(seconds(entry.date, entry.to)),
      alarm: true,
      alarmOffset: 12 * 3600,
    });
    return true;
  } catch {
    return false;
  }
}
