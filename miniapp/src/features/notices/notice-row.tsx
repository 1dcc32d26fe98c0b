import { View } from '@tarojs/components';
import { keptAtText } from '../../api/last-answers';
import type { Notice } from '../../api/notices';
import { Icon } from '../../ui/icon';
import { Tag } from '../../ui/tag';
import { Tap } from '../../ui/tap';

/** One notice, read as one sentence; new ones say so in words. */
export function NoticeRow({ of, onOpen }: { of: Notice; onOpen: () => void }) {
  const at = keptAtText(Date.parse(of.at));
  return (
    <View className="nt-item" role="listitem">
      <Tap
        className="nt-row"
        role="link"
        label={`${of.isRead ? '' : '新消息，'}${of.title}，${of.text}，${at}`}
        onTap={onOpen}
      >
        <View className="nc-grow">
          <View className="nc-row nc-wrap nc-gap-8">
            {!of.isRead && <Tag text="新" tone="apricot" />}
            <View className="nc-strong">{of.title}</View>
          </View>
          <View className="nc-small">{of.text}</View>
          <View className="nc-caption nc-above-4">{at}</View>
        </View>
        <Icon name="chevron-right" size={16} />
      </Tap>
    </View>
  );
}
