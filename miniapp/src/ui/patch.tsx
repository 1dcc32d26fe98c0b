import { View } from '@tarojs/components';

export type PatchState = 'free' | 'waitlist' | 'full' | 'unknown' | 'unfiled' | 'suspended' | 'closed';

type PatchProps = {
  state: PatchState;
  /** Free places, or the place in the queue if one joins now. */
  count?: number | null;
  /** Seen earlier and perhaps changed: the number in a dashed frame. */
  isStale?: boolean;
};

function words(state: PatchState, count: number | null | undefined): [small: string, big: string] {
  const number = count ?? null;
  if (state === 'free') return number === null ? ['', '有余'] : ['余', String(number)];
  if (state === 'waitlist') return number === null ? ['', '候补'] : ['候补', `第${number}`];
  if (state === 'full') return ['', '满'];
  if (state === 'unknown') return ['余位', '?'];
  if (state === 'unfiled') return ['未', '备案'];
  if (state === 'suspended') return ['暂停', ''];
  return ['', '休'];
}

/** The state of a place as a piece of cloth: word, pattern and colour. Hidden from readers, whose sentence says it. */
export function Patch({ state, count, isStale = false }: PatchProps) {
  const [small, big] = words(state, count);
  return (
    <View className={`nc-patch nc-patch-${isStale ? 'stale' : state}`} aria-hidden="true">
      {small !== '' && <View className="nc-patch-small">{small}</View>}
      {big !== '' && <View className={`nc-patch-big ${big.length > 1 ? 'nc-patch-words' : ''}`}>{big}</View>}
      {state === 'suspended' && <View className="nc-patch-bar" />}
    </View>
  );
}
