import { View } from '@tarojs/components';
import { goTo } from '../../../platform/navigate';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import type { OfficerComplaint } from './ask-complaints';

const receivers = [
  { body: 'police', text: '给公安的' },
  { body: 'hotline', text: '给 12345 的' },
] as const;

/** The sheet of paper for who comes after us; shown while the matter is open. */
export function HandOverCard({ of }: { of: OfficerComplaint }) {
  if (!of.may.includes('handedOver')) return null;
  return (
    <Card className="dk-gap" title="移送单">
      <View className="nc-small nc-above-4">打印出来交给对方。匿名的人，单子上没有联系方式。</View>
      <View className="nc-row nc-wrap nc-gap-8 nc-above-8">
        {receivers.map(({ body, text }) => (
          <Button
            key={body}
            className="nc-half"
            kind="outline"
            isSmall
            icon="page"
            text={text}
            onTap={() => goTo('/pages/desk/hand-over', { id: of.id, body })}
          />
        ))}
      </View>
    </Card>
  );
}
