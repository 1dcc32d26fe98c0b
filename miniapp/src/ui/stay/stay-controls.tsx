import { minutesOf, timeOf } from '@nearcare/shared/rules/slot-times';
import { View } from '@tarojs/components';
import type { Availability, StayWish } from '../../api/centre';
import { Icon } from '../icon';
import { Segmented } from '../segmented';
import { Tap } from '../tap';
import { clockWords } from '../words/civil-words';
import './stay.css';
import { hoursOf, moved } from './stay-hours';

const slotMinutes = 30;

type StayControlsProps = {
  wish: StayWish;
  /** What the day offers for this wish; null where it can’t be had then. */
  stay: { from: string; to: string } | null;
  hours: { from: string; to: string };
  limits: Availability['limits'];
  /** When a full day ends there, where a child may stay later. */
  lateStayFrom: string | null;
  onChange: (wish: StayWish) => void;
};

/** The hours of the chosen day: fixed for a whole day up to its late stay, one of two halves, or to the half hour. */
export function StayControls(props: StayControlsProps) {
  const { wish, stay, hours, limits, lateStayFrom, onChange } = props;
  const given = hoursOf(wish);
  if (given !== null && limits !== null) {
    const move = (end: 'from' | 'to', steps: number) => {
      const next = moved(given, end, steps, limits);
      return next.from >= hours.from && next.to <= hours.to ? { mode: wish.mode, ...next } : null;
    };
    return (
      <View className="bk-stay">
        {(['from', 'to'] as const).map((end) => (
          <TimeStepper
            key={end}
            label={end === 'from' ? '送到' : '接走'}
            time={given[end]}
            earlier={move(end, -1)}
            later={move(end, 1)}
            onChange={onChange}
          />
        ))}
      </View>
    );
  }
  if (wish.mode === 'fullDay' && stay !== null && lateStayFrom !== null && lateStayFrom < hours.to) {
    const at = (minutes: number): StayWish | null => {
      const to = timeOf(minutes);
      if (to < lateStayFrom || to > hours.to) return null;
      return to === lateStayFrom ? { mode: 'fullDay' } : { mode: 'fullDay', to };
    };
    return (
      <View className="bk-stay">
        <FixedTime label="送到" time={stay.from} />
        <TimeStepper
          label="接走"
          time={stay.to}
          earlier={at(minutesOf(stay.to) - slotMinutes)}
          later={at(minutesOf(stay.to) + slotMinutes)}
          onChange={onChange}
        />
      </View>
    );
  }
  return (
    <View>
      {wish.mode === 'halfDay' && (
        <View className="nc-above-8">
          <Segmented
            label="上午还是下午"
            value={wish.half ?? 'morning'}
            options={[
              { value: 'morning', text: '上午' },
              { value: 'afternoon', text: '下午' },
            ]}
            onChange={(half) => onChange({ mode: 'halfDay', half })}
          />
        </View>
      )}
      {stay !== null && (
        <View className="bk-stay">
          <FixedTime label="送到" time={stay.from} />
          <FixedTime label="接走" time={stay.to} />
        </View>
      )}
    </View>
  );
}

function FixedTime({ label, time }: { label: string; time: string }) {
  return (
    <View className="bk-stay-part">
      <View className="nc-caption">{label}</View>
      <View className="bk-stay-time">{clockWords(time)}</View>
    </View>
  );
}

function TimeStepper(props: {
  label: string;
  time: string;
  earlier: StayWish | null;
  later: StayWish | null;
  onChange: (wish: StayWish) => void;
}) {
  const { label, time, earlier, later, onChange } = props;
  return (
    <View className="bk-stay-part bk-stay-stepper" role="group" aria-label={label}>
      <Tap
        className="nc-icon-button"
        label={`${label}早半小时`}
        isDisabled={earlier === null}
        onTap={() => earlier !== null && onChange(earlier)}
      >
        <Icon name="minus" />
      </Tap>
      <View className="nc-centre">
        <View className="nc-caption">{label}</View>
        <View className="bk-stay-time" role="status">
          {clockWords(time)}
        </View>
      </View>
      <Tap
        className="nc-icon-button"
        label={`${label}晚半小时`}
        isDisabled={later === null}
        onTap={() => later !== null && onChange(later)}
      >
        <Icon name="plus" />
      </Tap>
    </View>
  );
}

/** The half hours of a stay that have no place: `10:00–10:30 满了`. Null where all have one. */
export function fullHalfHour(
  stay: { from: string; to: string },
  hours: { from: string; free: readonly number[] },
): string | null {
  const opens = Math.floor(minutesOf(hours.from) / 30);
  const first = Math.floor(minutesOf(stay.from) / 30);
  const end = Math.ceil(minutesOf(stay.to) / 30);
  for (let slot = first; slot < end; slot += 1)
    if ((hours.free[slot - opens] ?? 1) <= 0) return clockRange(slot);
  return null;
}

function clockRange(slot: number): string {
  const word = (minutes: number) => `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
  return `${word(slot * 30)}–${word(slot * 30 + 30)}`;
}
