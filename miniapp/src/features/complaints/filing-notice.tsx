import { View } from '@tarojs/components';
import { goTo } from '../../platform/navigate';
import { LinkButton } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { useFiling } from './filing';

/** A complaint that waits to be sent, or a receipt that was not put away yet: neither may be forgotten on a phone. */
export function FilingNotice() {
  const { queuedKey, filed } = useFiling();
  if (queuedKey === null && filed === null) return null;
  const isWaiting = queuedKey !== null;
  return (
    <Notice tone={isWaiting ? 'apricot' : 'green'} icon={isWaiting ? 'offline' : 'check'} className="cm-gap">
      <View>{isWaiting ? '有一件还没交出去，连上网会自动交。' : '有一件交好了，回执还没收好。'}</View>
      <LinkButton text={isWaiting ? '看看' : '看回执'} onTap={() => goTo('/pages/complaint/file', {})} />
    </Notice>
  );
}
