import { minutesOf, timeOf } from '@nearcare/shared/rules/slot-times';
import { View } from '@tarojs/components';
import { Button } from '../../../../ui/button';
import { Stepper } from '../../../../ui/stepper';
import { clockWords } from '../../../../ui/words/civil-words';
import type { Filters } from '../find-state';
import { FilterChoice } from './filter-choice';
import { stayOptions } from './filter-words';

type Stay = NonNullable<Filters['stay']>;

const slotMinutes = 30;
const slotOf = (time: string) => minutesOf(time) / slotMinutes;
const timeAt = (slot: number) => timeOf(slot * slotMinutes);
const firstSlot = slotOf('06:00');
const lastSlot = slotOf('21:00');

/** When the child would come and go: two common stays, and to the half hour. */
export function StayChoice(props: {
  stay: Stay | null;
  onChoose: (stay: Stay | null) => void;
  onDone?: () => void;
}) {
  const { stay, onChoose, onDone } = props;
  return (
    <View>
      <FilterChoice title="时段" options={stayOptions} value={stay} onChoose={onChoose} />
      {stay !== null && (
        <View className="nc-above-8">
          <Stepper
            label="几点送来"
            value={slotOf(stay.from)}
            min={firstSlot}
            max={slotOf(stay.to) - 1}
            text={(slot) => `${clockWords(timeAt(slot))} 送来`}
            onChange={(slot) => onChoose({ ...stay, from: timeAt(slot) })}
          />
          <Stepper
            label="几点接走"
            value={slotOf(stay.to)}
            min={slotOf(stay.from) + 1}
            max={lastSlot}
            text={(slot) => `${clockWords(timeAt(slot))} 接走`}
            onChange={(slot) => onChoose({ ...stay, to: timeAt(slot) })}
          />
        </View>
      )}
      {onDone !== undefined && <Button className="nc-above-12" text="好" onTap={onDone} />}
    </View>
  );
}
