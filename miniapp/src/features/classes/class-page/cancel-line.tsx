import { View } from '@tarojs/components';
import type { SignUp } from '../../../api/classes';
import { call } from '../../../api/client';
import { useWrite } from '../../../api/use-write';
import { Button } from '../../../ui/button';
import { WriteFault } from '../../../ui/write-fault';

/** The second question before a seat is given back; in its place on the page, so that nothing hides what is lost. */
export function CancelLine(props: { signUp: SignUp; onDone: (signUp: SignUp) => void; onClose: () => void }) {
  const { signUp } = props;
  const isWaiting = signUp.status === 'waiting';
  const write = useWrite();
  const cancel = () =>
    void write.run(async () => {
      // Asked again, the server gives the same answer; so no key is needed.
      props.onDone(await call('cancelSignUp', { params: { signUpId: signUp.id } }));
      props.onClose();
    });
  return (
    <View className="cl-sunken" role="group" aria-label={isWaiting ? '不等了？' : '取消报名？'}>
      <View className="nc-bold">{isWaiting ? '不等了？' : '取消报名？'}</View>
      <View className="nc-small">
        {isWaiting ? '名次不留，以后再排要从最后一位开始。' : '名额马上给下一家，没有费用。'}
      </View>
      <WriteFault error={write.error} />
      <View className="nc-row nc-wrap nc-gap-8 nc-above-8">
        <Button
          className="nc-half"
          kind="outline"
          isSmall
          text={write.isBusy ? '正在取消' : isWaiting ? '不等了' : '取消报名'}
          isBusy={write.isBusy}
          onTap={cancel}
        />
        <Button className="nc-half" isSmall text={isWaiting ? '接着等' : '先留着'} onTap={props.onClose} />
      </View>
    </View>
  );
}
