import { View } from '@tarojs/components';
import { describeError } from '../../api/error-messages';
import { LinkButton } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { Tap } from '../../ui/tap';
import { reportFault, sendWaiting, useFaultReports } from './fault-reports';
import { faultKinds, faultWords } from './room-words';

/** What is wrong here: one tap sends it, and then it says so where the question stood. */
export function FaultReport({ roomId }: { roomId: string }) {
  const state = useFaultReports((reports) => reports[roomId]);
  if (state?.step === 'sent') {
    return (
      <Notice tone="green" icon="check" className="nc-above-12">
        谢谢，记下了：{faultWords[state.kind]}。别的家长会看到。
      </Notice>
    );
  }
  if (state?.step === 'kept') {
    return (
      <Notice icon="offline" className="nc-above-12">
        存在手机里了：{faultWords[state.kind]}。连上网再发，只发一次。
        <LinkButton text="现在再发" onTap={() => void sendWaiting()} />
      </Notice>
    );
  }
  const isBusy = state?.step === 'sending';
  return (
    <View className="nc-above-12">
      <View className="nc-bold">哪里不对，点一下就告诉别的家长</View>
      <View className="nc-caption">不用登录，不记你是谁</View>
      <View className="room-kinds" role="group" aria-label="哪里不对">
        {faultKinds.map((kind) => (
          <Tap key={kind} className="room-kind" isBusy={isBusy} onTap={() => void reportFault(roomId, kind)}>
            <View>{isBusy && state.kind === kind ? '正在记' : faultWords[kind]}</View>
          </Tap>
        ))}
      </View>
      {state?.step === 'refused' && (
        <Notice tone="red" role="alert" icon="warning" className="nc-above-8">
          没记下。{describeError(state.error).title}，{describeError(state.error).sentence}
        </Notice>
      )}
    </View>
  );
}
