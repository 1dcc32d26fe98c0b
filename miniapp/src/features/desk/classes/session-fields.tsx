import { addDays } from '@nearcare/shared/rules/civil-date';
import { minutesOf } from '@nearcare/shared/rules/slot-times';
import { View } from '@tarojs/components';
import { Button, LinkButton } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { FieldFault } from '../../../ui/field-fault';
import { Stepper } from '../../../ui/stepper';
import { clockWords, dayWords } from '../../../ui/words/civil-words';
import { clockOf, quarterMinutes, type SessionForm } from './class-form';

const mostTimes = 12;
const lastQuarter = (24 * 60) / quarterMinutes - 1;
const quartersOf = (time: string) => Math.round(minutesOf(time) / quarterMinutes);

/** When: each time by its day and the clock of the place, in quarters of an hour. */
export function SessionFields(props: {
  sessions: readonly SessionForm[];
  today: string;
  fault: string | undefined;
  most?: number;
  onChange: (sessions: SessionForm[]) => void;
}) {
  const { sessions, today, onChange, most = mostTimes } = props;
  const change = (at: number, part: Partial<SessionForm>) =>
    onChange(sessions.map((one, index) => (index === at ? { ...one, ...part } : one)));
  const last = sessions.at(-1);
  return (
    <Card className="dk-gap" title="时间">
      {sessions.map((session, index) => (
        // Times have no name but their place in the row.
        <View
          key={index}
          className={index === 0 ? '' : 'nc-above-16'}
          role="group"
          aria-label={`第 ${index + 1} 次`}
        >
          <View className="nc-row nc-between nc-gap-8">
            <View className="nc-strong" role="status">
              {dayWords(session.date)}
            </View>
            {sessions.length > 1 && (
              <LinkButton
                icon="trash"
                text="去掉"
                label={`去掉第 ${index + 1} 次`}
                onTap={() => onChange(sessions.filter((_, at) => at !== index))}
              />
            )}
          </View>
          <View className="nc-row nc-wrap nc-gap-8">
            {([-7, -1, 1, 7] as const).map((days) => (
              <Button
                key={days}
                className="nc-grow"
                kind="outline"
                isSmall
                text={dayStepWords[days]}
                label={`第 ${index + 1} 次${dayStepWords[days]}`}
                isDisabled={addDays(session.date, days) < today}
                onTap={() => change(index, { date: addDays(session.date, days) })}
              />
            ))}
          </View>
          <View className="nc-above-8">
            <Stepper
              label={`第 ${index + 1} 次开始`}
              value={quartersOf(session.from)}
              min={0}
              max={lastQuarter}
              text={(quarters) => `${clockWords(clockOf(quarters))} 开始`}
              onChange={(quarters) => {
                // The length stays while the beginning moves.
                const length = quartersOf(session.to) - quartersOf(session.from);
                const to = Math.min(lastQuarter, quarters + Math.max(1, length));
                change(index, { from: clockOf(quarters), to: clockOf(to) });
              }}
            />
          </View>
          <View className="nc-above-8">
            <Stepper
              label={`第 ${index + 1} 次结束`}
              value={quartersOf(session.to)}
              min={1}
              max={lastQuarter}
              text={(quarters) => `${clockWords(clockOf(quarters))} 结束`}
              onChange={(quarters) => change(index, { to: clockOf(quarters) })}
            />
          </View>
        </View>
      ))}
      <FieldFault text={props.fault} />
      {sessions.length < most && last !== undefined && (
        <LinkButton
          icon="plus"
          text="再加一次（下一周）"
          onTap={() => onChange([...sessions, { ...last, date: addDays(last.date, 7) }])}
        />
      )}
    </Card>
  );
}

const dayStepWords = { [-7]: '早一周', [-1]: '早一天', 1: '晚一天', 7: '晚一周' } as const;
