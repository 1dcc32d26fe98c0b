import { View } from '@tarojs/components';
import { call } from '../../api/client';
import { errorLine } from '../../api/error-messages';
import { type Pickup, refreshMyFamily } from '../../api/family';
import { unlessGone, useWrite } from '../../api/use-write';
import { ConfirmSheet } from '../../ui/confirm-sheet';
import './family-home.css';

/** Taking an adult off the list: first what that does. */
export function RemovePickupSheet({ pickup, onClose }: { pickup: Pickup | null; onClose: () => void }) {
  const write = useWrite();
  const close = () => {
    write.forgive();
    onClose();
  };
  const remove = (pickupId: string) =>
    write.run(async () => {
      await call('removePickup', { params: { pickupId } }).catch(unlessGone);
      await refreshMyFamily();
      onClose();
    });
  return (
    <ConfirmSheet
      title={`删掉${pickup?.name ?? ''}？`}
      isOpen={pickup !== null}
      doText="删掉"
      busyText="正在删"
      keepText="先不删"
      isBusy={write.isBusy}
      fault={write.error === null ? null : errorLine(write.error)}
      onDo={() => pickup !== null && void remove(pickup.id)}
      onClose={close}
    >
      <View className="fm-effects">
        <View>{pickup?.name} 不能再接孩子，发出去的接娃码马上作废。</View>
        <View>名字和手机号也从这里删掉。</View>
      </View>
    </ConfirmSheet>
  );
}
