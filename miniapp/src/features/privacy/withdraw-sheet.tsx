import { View } from '@tarojs/components';
import { type Consent, withdrawConsent } from '../../api/consents';
import { errorLine } from '../../api/error-messages';
import { useWrite } from '../../api/use-write';
import { ConfirmSheet } from '../../ui/confirm-sheet';

/** Before a consent is taken back: what that does. Two answers of one size and look. */
export function WithdrawSheet(props: { consent: Consent; onDone: () => void; onClose: () => void }) {
  const { consent } = props;
  const write = useWrite();
  const withdraw = async () => {
    if (await write.run(() => withdrawConsent(consent.purpose))) props.onDone();
  };
  return (
    <ConfirmSheet
      title={`关掉“${consent.title}”？`}
      isOpen
      doText="关掉"
      busyText="正在关"
      keepText="先不关"
      solid="none"
      isBusy={write.isBusy}
      fault={write.error === null ? null : errorLine(write.error)}
      onDo={() => void withdraw()}
      onClose={props.onClose}
    >
      <View className="nc-strong nc-above-8">关掉后</View>
      <View className="nc-above-4">{consent.ifWithdrawn}</View>
      <View className="nc-small nc-above-8">以后要用，再打开就行。</View>
    </ConfirmSheet>
  );
}
