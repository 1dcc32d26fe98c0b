import { addDays } from '@nearcare/shared/rules/civil-date';
import { View } from '@tarojs/components';
import { DayPatch } from '../../ui/day-patch';
import { StepButtons } from '../../ui/step-buttons';
import { Tap } from '../../ui/tap';
import { monthDay, weekdayLetters } from '../../ui/words/civil-words';
import { type AvailableDay, cellNumber, dayFace, weeksOf } from '../../ui/words/day-face';
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

/** Weeks of days, each with this child’s places as a patch. What is past or too far is shown and cannot be chosen. */
export function HeatCalendar(props: HeatCalendarProps) {
  const { firstMonday, weeks } = props;
  const rows = weeksOf(props.days, firstMonday, weeks);
  return (
    <View className="nc-card hc-card">
      <View className="nc-row nc-between">
        <View className="nc-strong hc-title" role="heading" aria-level="2">
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
  const face = dayFace(day);
  const isOff = day.state === 'past' || day.state === 'tooFar';
  return (
    <Tap
      role="option"
      className={`hc-cell ${isChosen ? 'hc-chosen' : ''} ${isOff ? 'hc-off' : ''} ${isBooked ? 'hc-booked' : ''}`}
      label={isBooked ? `${face.label}，现在约的` : face.label}
      isOn={isChosen}
      isDisabled={isOff}
      onTap={onChoose}
    >
      <View className="hc-number">{cellNumber(day.date)}</View>
      <DayPatch look={face.look} word={face.word} />
    </Tap>
  );
}
