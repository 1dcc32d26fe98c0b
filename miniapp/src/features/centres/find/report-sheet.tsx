import { View } from '@tarojs/components';
import { callPhone } from '../../../platform/phone-call';
import { Button } from '../../../ui/button';
import { Sheet } from '../../../ui/sheet';
import { reportNumbers } from '../../../ui/words/help-numbers';

/** Where to say that somebody takes children without a filing: by telephone, to those who may look into it. */
export function ReportSheet(props: { isOpen: boolean; regionCode: string | undefined; onClose: () => void }) {
  const numbers = reportNumbers(props.regionCode);
  return (
    <Sheet title="举报未备案机构" isOpen={props.isOpen} onClose={props.onClose}>
      <View className="nc-small">
        {numbers.length === 0
          ? '这里没有统一的举报电话。可以问机构所在地的政府部门。'
          : '现在还不能在这里写举报，可以打电话。说清名字和地址，不用说你是谁。'}
      </View>
      {numbers.map(({ number, words }, index) => (
        <Button
          key={number}
          className="nc-above-12"
          kind={index === 0 ? 'solid' : 'outline'}
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
