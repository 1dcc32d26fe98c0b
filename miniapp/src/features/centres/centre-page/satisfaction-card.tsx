import { View } from '@tarojs/components';
import type { CentreDetail } from '../../../api/centre';
import { Card } from '../../../ui/card';
import { satisfactionWords } from '../../../ui/words/care-words';

const answers = ['satisfied', 'fair', 'unsatisfied'] as const;

/** What families answered after care, as a count with its months; nothing of few, who could be told apart. */
export function SatisfactionCard({ satisfaction }: { satisfaction: CentreDetail['satisfaction'] }) {
  if (satisfaction === null) {
    return (
      <Card className="cp-section" title="家长满意度">
        <View className="nc-small nc-above-4">评价不足，还不显示。</View>
      </Card>
    );
  }
  const months = (date: string) => `${date.slice(0, 4)}年${Number(date.slice(5, 7))}月`;
  return (
    <Card className="cp-section" title="家长满意度">
      <View className="nc-caption">
        {months(satisfaction.since)}到{months(satisfaction.until)}，{satisfaction.answers} 份，来过的家长答的
      </View>
      <View className="nc-above-8" role="list">
        {answers.map((answer) => (
          <View key={answer} className="nc-row nc-between nc-gap-12" role="listitem">
            <View>{satisfactionWords[answer]}</View>
            <View className="nc-bold">
              {satisfaction[answer]} 份，{Math.round((satisfaction[answer] / satisfaction.answers) * 100)}%
            </View>
          </View>
        ))}
      </View>
    </Card>
  );
}
