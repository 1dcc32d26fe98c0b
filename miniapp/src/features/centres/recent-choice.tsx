import { View } from '@tarojs/components';
import { LinkButton } from '../../ui/button';
import { Chip } from './chip';
import { setFilters } from './find-state';
import { forgetSearches, useRecentSearches } from './recent-searches';

/** What was looked for before, one tap away, while the field is still empty. Nothing where nothing was. */
export function RecentChoice({ onDone }: { onDone: () => void }) {
  const words = useRecentSearches((state) => state.words);
  if (words.length === 0) return null;
  return (
    <View>
      <View className="nc-row nc-between nc-gap-8">
        <View className="nc-strong">最近找过</View>
        <View className="nc-row">
          <LinkButton text="清除" label="清除最近找过的" onTap={forgetSearches} />
          <LinkButton text="收起" onTap={onDone} />
        </View>
      </View>
      <View className="find-choice" role="group" aria-label="最近找过">
        {words.map((word) => (
          <Chip
            key={word}
            onTap={() => {
              setFilters({ q: word });
              onDone();
            }}
          >
            <View>{word}</View>
          </Chip>
        ))}
      </View>
      <View className="nc-caption nc-above-8">只存在这部手机里。</View>
    </View>
  );
}
