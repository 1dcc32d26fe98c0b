import { View } from '@tarojs/components';
import type { ComponentProps } from 'react';
import { MoreButton } from '../../../ui/more-button';
import { Tag } from '../../../ui/tag';
import { Tap } from '../../../ui/tap';
import { complaintState, dueWords, momentWords } from '../../../ui/words/complaint-words';
import type { CentreItem, OfficerItem } from './ask-complaints';

type Item = CentreItem & Partial<Pick<OfficerItem, 'isFlagged' | 'hasNewWords' | 'leadId'>>;
type Pages = ComponentProps<typeof MoreButton>['read'] & { data: { pages: { items: Item[] }[] } };

/** Complaints of a desk's list, in the order given, page by page. They name nobody. */
export function ComplaintRows({ pages, onOpen }: { pages: Pages; onOpen: (id: string) => void }) {
  return (
    <View className="nc-card dk-list dk-gap">
      <View role="list">
        {pages.data.pages
          .flatMap(({ items }) => items)
          .map((item) => (
            <View key={item.id} className="dk-item" role="listitem">
              <Row item={item} onOpen={() => onOpen(item.id)} />
            </View>
          ))}
      </View>
      <MoreButton read={pages} />
    </View>
  );
}

function Row({ item, onOpen }: { item: Item; onOpen: () => void }) {
  const { number, categoryLabel, level, place, dueAt, isOverdue, filedAt } = item;
  const state = complaintState[item.state];
  const marks = [
    ...(level === 'urgent' ? ['紧急'] : []),
    ...(isOverdue ? ['超期'] : []),
    ...(item.hasNewWords ? ['家长有补充'] : []),
    ...(item.isFlagged ? ['内容待核'] : []),
    ...(item.leadId ? ['已并案'] : []),
  ];
  const when = dueAt === null ? `${momentWords(filedAt)} 收到` : `最迟 ${dueWords(level, dueAt)}`;
  return (
    <Tap
      role="link"
      className="dk-row"
      label={[...marks, categoryLabel, place.name, state.word, when, `编号 ${number}`].join('，')}
      onTap={onOpen}
    >
      <View className="nc-grow">
        <View className="nc-row nc-wrap nc-gap-4">
          {level === 'urgent' && <Tag text="紧急" tone="red" icon="warning" />}
          {isOverdue && <Tag text="超期" tone="red" icon="clock" />}
          <View className="nc-strong">{categoryLabel}</View>
        </View>
        <View className="nc-small">{place.name}</View>
        <View className="nc-caption">
          {when}·{number}
        </View>
        {(item.hasNewWords || item.isFlagged || item.leadId) && (
          <View className="nc-row nc-wrap nc-gap-4 nc-above-4">
            {item.hasNewWords && <Tag text="家长有补充" tone="apricot" />}
            {item.isFlagged && <Tag text="内容待核" tone="plum" />}
            {item.leadId && <Tag text="已并案" />}
          </View>
        )}
      </View>
      <Tag text={state.word} tone={state.tint} />
    </Tap>
  );
}
