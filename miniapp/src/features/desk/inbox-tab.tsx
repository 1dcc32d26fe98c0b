import type { Reply } from '@nearcare/shared/contract/types';
import { View } from '@tarojs/components';
import { goTo } from '../../platform/navigate';
import { Icon } from '../../ui/icon';
import { missingPatch } from '../../ui/pictures/state-pictures';
import { StateView } from '../../ui/state-view';
import { Tag } from '../../ui/tag';
import { Tap } from '../../ui/tap';
import { Unread } from '../../ui/unread';
import { dueWords } from '../../ui/words/complaint-words';
import { useInbox } from './ask-desk';
import { atWords } from './desk-words';

type Item = Reply<'deskListInbox'>['items'][number];

const pages = {
  complaint: '/pages/desk/complaint',
  feeReduction: '/pages/desk/fee-reduction',
  expertQuestion: '/pages/desk-classes/question',
  homeVisit: '/pages/desk-classes/visit',
  // A centre's own, which has a tab of its desk.
  temporary: '/pages/desk/index',
} as const satisfies Record<Item['kind'], string>;

const open = ({ kind, id }: Item) => goTo(pages[kind], { id });

/** Urgent ones run in hours, others end with a day. */
const until = ({ isUrgent, answerBy }: Item) => dueWords(isUrgent ? 'urgent' : 'normal', answerBy);

/** What waits for an answer, the earliest deadline first. */
export function InboxTab() {
  const { data, error, isFetching, refetch } = useInbox();
  if (data === undefined) {
    return (
      <View className="nc-card">
        <Unread label="正在取待回复" read={{ error, isFetching, refetch }} />
      </View>
    );
  }
  if (data.items.length === 0) {
    return (
      <View className="nc-card">
        <StateView picture={missingPatch('inbox')} title="没有等回复的" sentence="有新的会按期限排在这里。" />
      </View>
    );
  }
  return (
    <View className="nc-card dk-list" role="list">
      {data.items.map((item) => (
        <View key={item.id} className="dk-item" role="listitem">
          <Tap
            className="dk-row"
            role="link"
            label={`${item.isUrgent ? '紧急，' : ''}${item.title}，${item.isOverdue ? '已经过期' : '最迟'} ${until(item)}`}
            onTap={() => open(item)}
          >
            <View className="nc-grow">
              <View className="nc-row nc-wrap nc-gap-4">
                {item.isUrgent && <Tag text="紧急" tone="red" icon="warning" />}
                <View className="nc-strong">{item.title}</View>
              </View>
              <View className="nc-caption">
                {atWords(item.askedAt)} 收到，最迟 {until(item)}
              </View>
            </View>
            {item.isOverdue && <Tag text="过期了" tone="red" icon="clock" />}
            <Icon name="chevron-right" size={16} />
          </Tap>
        </View>
      ))}
    </View>
  );
}
