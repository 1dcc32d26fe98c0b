import { View } from '@tarojs/components';
import { useState } from 'react';
import { LinkButton } from '../../../ui/button';
import { Chip } from '../../../ui/chip';
import { setFilters } from './find-state';
import { forgetSearches, recentSearches } from './recent-searches';

/** What was looked for before, one tap away, while the field is still empty. Nothing where nothing was. */
export function RecentChoice({ onDone }: { onDone: () => void }) {
  const [words, setWords] = useState(recentSearches);
  if (words.length === 0) return null;
  return (
    <View className="find-recent">
      <View className="nc-row nc-between nc-gap-8">
        <View className="nc-strong">最近找过</View>
        <View className="nc-row nc-gap-12">
          <LinkButton
            text="清除"
            label="清除最近找过的"
            onTap={() => {
              forgetSearches();
              setWords([]);
            }}
          />
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
      <View className="nc-caption">只存在这部手机里。</View>
    </View>
  );
}
