import { View } from '@tarojs/components';
import { refreshDesk } from '../../api/desk';
import { errorLine } from '../../api/error-messages';
import { useWrite } from '../../api/use-write';
import { LinkButton } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { callDesk } from './call-desk';
import { atWords } from './desk-words';

/** The end of the shift, before it comes by itself. */
export function CloseDesk({ openUntil }: { openUntil: string }) {
  const write = useWrite();
  const close = () =>
    write.run(async () => {
      await callDesk('closeDesk', {});
      await refreshDesk();
    });
  return (
    <View className="nc-centre nc-above-8">
      {write.error !== null && (
        <Notice tone="apricot" icon="warning" role="alert">
          {errorLine(write.error)}
        </Notice>
      )}
      <LinkButton
        icon="lock"
        text={write.isBusy ? '正在关上' : '关上工作台'}
        isBusy={write.isBusy}
        onTap={() => void close()}
      />
      <View className="nc-caption">不关的话，开到{atWords(openUntil)}。</View>
    </View>
  );
}
