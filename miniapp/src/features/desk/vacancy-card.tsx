import { View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import { errorLine } from '../../api/error-messages';
import { useWishKeys } from '../../api/idempotency-key';
import { useWrite } from '../../api/use-write';
import { Icon } from '../../ui/icon';
import { Tap } from '../../ui/tap';
import { askDesk, keepTold, type Roster } from './ask-desk';
import { ageOf } from './desk-words';
import './vacancy.css';

/** Told by one tap; more than these stand behind 更多. */
const oneTap = [0, 1, 2, 3, 4];
export const undoMs = 10_000;

/** What was told last, while it can be taken back: `before` is what parents saw until then. */
type Told = { freePlaces: number; before: number; isUndone: boolean };

export function useTellVacancy(roster: Roster) {
  const [told, setTold] = useState<Told | null>(null);
  const write = useWrite();
  const keys = useWishKeys();
  const { groupId } = roster;

  useEffect(() => {
    if (told === null) return undefined;
    const timer = setTimeout(() => setTold(null), undoMs);
    return () => clearTimeout(timer);
  }, [told]);

  const tell = (freePlaces: number, isUndone = false) =>
    write.run(async () => {
      setTold(null);
      const answer = await askDesk(
        'deskTellVacancy',
        { params: { groupId }, body: { freePlaces } },
        { idempotencyKey: keys.keyOf({ groupId, freePlaces }) },
      );
      keys.answered();
      keepTold(answer);
      setTold({ freePlaces: answer.freePlaces, before: answer.before, isUndone });
    });

  return {
    told,
    tell: (freePlaces: number) => void tell(freePlaces),
    undo: () => told !== null && void tell(told.before, true),
    isBusy: write.isBusy,
    error: write.error,
  };
}

/** 今天有几个空位: one tap, and parents see it; ten seconds to take it back. */
export function VacancyCard(props: {
  roster: Roster;
  telling: ReturnType<typeof useTellVacancy>;
  onMore: () => void;
}) {
  const { roster, telling } = props;
  const { freePlaces } = roster;
  const last = roster.told === null ? '今天还没报过' : `上次 ${ageOf(roster.told.asOf)}`;
  const isMore = !oneTap.includes(freePlaces);
  return (
    <View className="dk-vacancy">
      <View className="nc-row nc-between nc-baseline nc-wrap nc-gap-8">
        <View className="nc-heading dk-on-indigo" role="heading" aria-level="2">
          今天有几个空位？
        </View>
        <View className="dk-vacancy-age">{last}</View>
      </View>
      <View className="dk-numbers" role="group" aria-label="今天有几个空位">
        {oneTap.map((number) => (
          <Tap
            key={number}
            className={`dk-number ${number === freePlaces ? 'dk-number-on' : ''}`}
            label={`${number} 个空位`}
            isOn={number === freePlaces}
            isBusy={telling.isBusy}
            onTap={() => telling.tell(number)}
          >
            <View>{number}</View>
          </Tap>
        ))}
        <Tap
          className={`dk-number dk-number-more ${isMore ? 'dk-number-on' : ''}`}
          label={isMore ? `现在 ${freePlaces} 个，更多` : '更多'}
          isOn={isMore}
          isBusy={telling.isBusy}
          onTap={props.onMore}
        >
          <View>{isMore ? freePlaces : '更多'}</View>
        </Tap>
      </View>
      <Said {...props} />
    </View>
  );
}

function Said({ roster, telling }: { roster: Roster; telling: ReturnType<typeof useTellVacancy> }) {
  const { told, error, isBusy } = telling;
  if (error !== null) {
    return (
      <View className="dk-said" role="alert">
        <Icon name="warning" />
        <View className="nc-grow">{errorLine(error)}</View>
      </View>
    );
  }
  const words = isBusy
    ? '正在告诉家长'
    : told === null
      ? `按一下家长马上看到。现在显示“余 ${roster.freePlaces}”`
      : `${told.isUndone ? '改回来了' : '已更新'}，家长现在看到余 ${told.freePlaces}`;
  return (
    <View className="dk-said">
      <Icon name="check" />
      <View className="nc-grow" role="status">
        {words}
      </View>
      {told !== null && !told.isUndone && told.before !== told.freePlaces && (
        <Tap className="dk-undo" label={`撤销，改回余 ${told.before}`} onTap={telling.undo}>
          <View>撤销</View>
        </Tap>
      )}
    </View>
  );
}
