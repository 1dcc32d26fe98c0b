import { addDays } from '@nearcare/shared/rules/civil-date';
import { View } from '@tarojs/components';
import { StepButtons } from '../../ui/step-buttons';
import { Tap } from '../../ui/tap';
import { monthDay, weekdayLetters } from '../../ui/words/civil-words';
import { cellNumber } from '../../ui/words/day-face';
import './day-grid.css';

export type DayCell = {
  /** Under the number: `余2`, `闭`. */
  word: string;
  /** `11月26日 周四，还有 2 个位置`. */
  label: string;
  canChoose: boolean;
};

/** Weeks of days, Monday first; the caller says what each one shows and whether it can be chosen. */
export function DayGrid(props: {
  label: string;
  firstMonday: string;
  weeks: number;
  chosen: readonly string[];
  canGoBack: boolean;
  canGoOn: boolean;
  cellOf: (date: string) => DayCell | null;
  onChoose: (date: string) => void;
  onPage: (step: -1 | 1) => void;
}) {
  const { firstMonday, weeks } = props;
  const rows = Array.from({ length: weeks }, (_, week) =>
    Array.from({ length: 7 }, (__, column) => addDays(firstMonday, week * 7 + column)),
  );
  return (
    <View>
      <View className="nc-row nc-between">
        <View className="nc-strong nc-grow dg-title">
          {monthDay(firstMonday)} – {monthDay(addDays(firstMonday, weeks * 7 - 1))}
        </View>
        <StepButtons
          back="前面的日子"
          on="后面的日子"
          canGoBack={props.canGoBack}
          canGoOn={props.canGoOn}
          onStep={props.onPage}
        />
      </View>
      <View className="dg-row" aria-hidden="true">
        {weekdayLetters.map((letter) => (
          <View key={letter} className="dg-width nc-caption nc-centre">
            {letter}
          </View>
        ))}
      </View>
      <View role="listbox" aria-label={props.label} aria-multiselectable="true">
        {rows.map((row) => (
          <View key={row[0]} className="dg-row">
            {row.map((date) => (
              <Cell
                key={date}
                date={date}
                cell={props.cellOf(date)}
                isOn={props.chosen.includes(date)}
                onChoose={() => props.onChoose(date)}
              />
            ))}
          </View>
        ))}
      </View>
    </View>
  );
}

function Cell(props: { date: string; cell: DayCell | null; isOn: boolean; onChoose: () => void }) {
  const { date, cell, isOn } = props;
  if (cell === null) return <View className="dg-width" />;
  return (
    <Tap
      role="option"
      className={`dg-width dg-cell ${isOn ? 'dg-on' : ''} ${cell.canChoose ? '' : 'dg-off'}`}
      label={cell.label}
      isOn={isOn}
      isDisabled={!cell.canChoose}
      onTap={props.onChoose}
    >
      <View className={date.endsWith('-01') ? 'dg-first' : ''}>{cellNumber(date)}</View>
      {cell.word !== '' && <View className="dg-word">{cell.word}</View>}
    </Tap>
  );
}
