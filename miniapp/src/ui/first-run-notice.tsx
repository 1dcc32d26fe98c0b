import { View } from '@tarojs/components';
import { create } from 'zustand';
import { readStored, writeStored } from '../platform/storage';
import { Button } from './button';
import { RulesLinks } from './rules-links';

const key = 'rules-shown';

/** Whether the rules were shown on this phone and put away. */
export const useRulesShown = create<{ isPutAway: boolean }>(() => ({
  isPutAway: readStored<boolean>(key) === true,
}));

/** For good: they were read, or stood above the button that was tapped. */
export function putRulesAway(): void {
  writeStored(key, true);
  useRulesShown.setState({ isPutAway: true });
}

/**
 * At the first start, on whichever page that is: where the rules stand, and that looking needs no sign-in. It lies below
 * the page and blocks nothing; putting it away agrees to nothing, as nothing is collected by looking. In a browser
 * index.html shows the same words in the same place before the app is there.
 */
export function FirstRunNotice() {
  const { isPutAway } = useRulesShown();
  if (isPutAway) return null;
  return (
    <View className="fr-notice" role="region" aria-label="先说清楚">
      <View className="nc-small fr-words">
        看附近、看价格不用登录，也不收你的资料。要用到时，每一项先问你。
      </View>
      <View className="fr-row">
        <RulesLinks />
        <Button kind="soft" isSmall text="知道了" onTap={putRulesAway} />
      </View>
    </View>
  );
}
