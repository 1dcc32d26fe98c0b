import { View } from '@tarojs/components';
import './deadline-clock.css';

/** Working days of a deadline as pieces of cloth: used ones dark, today's apricot. The sentence beside it says the same. */
export function DeadlineClock(props: { given: number; left: number }) {
  const used = Math.max(0, props.given - props.left);
  return (
    <View className="nc-clock" aria-hidden="true">
      {Array.from({ length: props.given }, (_, index) => (
        <View
          key={`day-${index + 1}`}
          className={`nc-clock-day ${index < used ? 'nc-clock-used' : index === used ? 'nc-clock-now' : ''}`}
        />
      ))}
    </View>
  );
}
