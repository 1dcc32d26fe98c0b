import { View } from '@tarojs/components';
import { goTo } from '../../../platform/navigate';
import { callPhone } from '../../../platform/phone-call';
import { Button } from '../../../ui/button';
import { Sheet } from '../../../ui/sheet';
import { reportNumbers } from '../../../ui/words/help-numbers';

/** Where to say that somebody takes children without a filing: here in writing, or by telephone. */
export function ReportSheet(props: { isOpen: boolean; regionCode: string | undefined; onClose: () => void }) {
  const numbers = reportNumbers(props.regionCode);
  return (
    <Sheet title="举报未备案机构" isOpen={props.isOpen} onClose={props.onClose}>
      <View className="nc-small">说清名字和地址就行，可以不说你是谁。有编号，能看到办到哪一步。</View>
      <Button
        className="nc-above-12"
        text="写举报"
        onTap={() => {
          props.onClose();
          goTo('/pages/complaint/file', { category: 'unfiled' });
        }}
      />
      {numbers.map(({ number, words }) => (
        <Button
          key={number}
          className="nc-above-12"
          kind="outline"
          icon="phone"
          text={`${number} ${words}`}
          label={`打 ${number}，${words}`}
          onTap={() => callPhone(number)}
        />
      ))}
      <View className="nc-caption nc-above-12">
        查不到备案，也可能是登记还没更新。{numbers.length > 0 && '有的地方 12320 已并入 12345。'}
      </View>
    </Sheet>
  );
}
