import { addDays, daysBetween } from '@nearcare/shared/rules/civil-date';
import { View } from '@tarojs/components';
import { DayPatch } from '../../ui/day-patch';
import { StepButtons } from '../../ui/step-buttons';
import { Tap } from '../../ui/tap';
import { monthDay, weekdayLetters } from '../../ui/words/civil-words';
import { type AvailableDay, cellNumber, type DayFace, dayFace, weeksOf } from '../../ui/words/day-face';
import './heat-calendar.css';

type HeatCalendarProps = {
  days: readonly AvailableDay[];
  firstMonday: string;
  /** Four, or two in the largest letters. */
  weeks: number;
  chosen: string | null;
  /** The day that is booked now, where that is to be changed. */
  booked: string | null;
  canGoBack: boolean;
  canGoOn: boolean;
  onPage: (step: -1 | 1) => void;
  onChoose: (date: string) => void;
};

const weekCount = ['', '一周', '两周', '三周', '四周'];

/** Which page of weeks holds a day, so that a preselected one is on screen. */
export function pageOf(date: string | null, firstMonday: string, weeks: number): number {
  return date === null ? 0 : Math.max(0, Math.floor(daysBetween(firstMonday, date) / (weeks * 7)));
}

/** Weeks of days, each with this child’s places as a patch. What is past or too far is shown and cannot be chosen. */
export function HeatCalendar(props: HeatCalendarProps) {
  const { firstMonday, weeks } = props;
  const rows = weeksOf(props.days, firstMonday, weeks);
  return (
    <View className="nc-card hc-card">
      <View className="nc-row nc-between">
        <View className="nc-strong nc-grow hc-title" role="heading" aria-level="2">
          {monthDay(firstMonday)} – {monthDay(addDays(firstMonday, weeks * 7 - 1))}
        </View>
        <StepButtons
          back={`前${weekCount[weeks]}`}
          on={`后${weekCount[weeks]}`}
          canGoBack={props.canGoBack}
          canGoOn={props.canGoOn}
          onStep={props.onPage}
        />
      </View>
      <View className="hc-row hc-letters" aria-hidden="true">
        {weekdayLetters.map((letter) => (
          <View key={letter} className="hc-cell-width">
            {letter}
          </View>
        ))}
      </View>
      <View role="listbox" aria-label="选日期">
        {rows.map((row, week) => (
          <View key={addDays(firstMonday, week * 7)} className="hc-row">
            {row.map((day, column) =>
              day === null ? (
                <View key={addDays(firstMonday, week * 7 + column)} className="hc-cell-width" />
              ) : (
                <DayCell
                  key={day.date}
                  day={day}
                  isChosen={day.date === props.chosen}
                  isBooked={day.date === props.booked}
                  onChoose={() => props.onChoose(day.date)}
                />
              ),
            )}
          </View>
        ))}
      </View>
      <View className="hc-legend">
        <View>余 5：还有 5 个位置</View>
        <View>满：没有位置</View>
        {props.days.some(({ state }) => state === 'waitlist') && <View>候 3：可以排第 3 位</View>}
        <View>休：不开门</View>
        {props.booked !== null && <View>虚线：现在约的那天</View>}
      </View>
    </View>
  );
}

/** Today, when these hours have gone by and others are still to come: it is chosen to take those. */
const isForLater = ({ state, instead, date }: AvailableDay): boolean =>
  state === 'past' && instead?.date === date;

function cellFace(day: AvailableDay): DayFace {
  const face = dayFace(day);
  return isForLater(day) ? { ...face, word: '改约', label: `${face.label}，可以改约别的时间` } : face;
}

const numberClass = (date: string): string => `hc-number ${date.endsWith('-01') ? 'hc-first' : ''}`;

function DayCell({
  day,
  isChosen,
  isBooked,
  onChoose,
}: {
  day: AvailableDay;
  isChosen: boolean;
  isBooked: boolean;
  onChoose: () => void;
}) {
  const face = cellFace(day);
  const isOff = day.state === 'tooFar' || (day.state === 'past' && !isForLater(day));
  return (
    <Tap
      role="option"
      className={`hc-cell ${isChosen ? 'hc-chosen' : ''} ${isOff ? 'hc-off' : ''} ${isBooked ? 'hc-booked' : ''}`}
      label={isBooked ? `${face.label}，现在约的` : face.label}
      isOn={isChosen}
      isDisabled={isOff}
      onTap={onChoose}
    >
      <View className={numberClass(day.date)}>{cellNumber(day.date)}</View>
      <DayPatch look={face.look} word={face.word} />
    </Tap>
  );
}
