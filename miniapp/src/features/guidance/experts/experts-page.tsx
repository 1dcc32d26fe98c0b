import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { requireSession } from '../../../api/session';
import { goTo } from '../../../platform/navigate';
import { Button } from '../../../ui/button';
import { Chip, ChipRow } from '../../../ui/chip';
import { EmptyCard } from '../../../ui/empty-card';
import { Icon } from '../../../ui/icon';
import { MoreButton } from '../../../ui/more-button';
import { PageShell } from '../../../ui/page-shell';
import { Tag } from '../../../ui/tag';
import { Tap } from '../../../ui/tap';
import { Unread } from '../../../ui/unread';
import { type ClassTopic, topics, topicWords } from '../../../ui/words/class-words';
import { type ExpertItem, useExperts } from '../ask-guidance';
import '../guidance.css';

/** The pool of experts, by what they know. */
export function ExpertsPage({ overlay }: { overlay?: ReactNode }) {
  const [topic, setTopic] = useState<ClassTopic | null>(null);
  const read = useExperts(topic === null ? {} : { topic });
  const { items } = read;
  return (
    <PageShell
      title="专家"
      isDemo={items?.some(({ isDemo }) => isDemo) ?? false}
      overlay={overlay}
      onReachEnd={() => {
        if (read.hasNextPage && !read.isFetchingNextPage) void read.fetchNextPage();
      }}
    >
      <Tap
        role="link"
        className="nc-card nc-row nc-between nc-gap-8"
        label="我问过的问题"
        onTap={() => requireSession(() => goTo('/pages/guidance/questions', {}))}
      >
        <View className="nc-strong nc-grow">我问过的问题</View>
        <Icon name="chevron-right" />
      </Tap>
      <View className="gd-gap">
        <ChipRow label="主题" role="group">
          {topics.map((one) => (
            <Chip key={one} isOn={topic === one} onTap={() => setTopic(topic === one ? null : one)}>
              <View>{topicWords[one]}</View>
            </Chip>
          ))}
        </ChipRow>
      </View>
      {items === null ? (
        <View className="nc-card gd-gap">
          <Unread label="正在取专家" read={read} />
        </View>
      ) : items.length === 0 ? (
        <View className="gd-gap">
          <EmptyCard seed="experts" title="还没有这样的专家" sentence="课上也能直接问老师。">
            {topic !== null && <Button text="看全部专家" onTap={() => setTopic(null)} />}
          </EmptyCard>
        </View>
      ) : (
        <View role="list">
          {items.map((expert) => (
            <View key={expert.id} role="listitem">
              <ExpertRow expert={expert} />
            </View>
          ))}
        </View>
      )}
      {read.hasNextPage && (
        <View className="nc-centre">
          <MoreButton read={read} />
        </View>
      )}
    </PageShell>
  );
}

function ExpertRow({ expert }: { expert: ExpertItem }) {
  const { id, name, title, employer, fields } = expert;
  return (
    <Tap
      role="link"
      className="nc-card gd-row"
      label={[name, title, employer.name, ...fields.map((field) => topicWords[field])].join('，')}
      onTap={() => goTo('/pages/guidance/expert', { id })}
    >
      <View className="gd-arch" aria-hidden="true">
        {name.slice(0, 1)}
      </View>
      <View className="nc-grow">
        <View className="nc-row nc-wrap nc-baseline gd-name">
          <View className="nc-strong">{name}</View>
          <View className="nc-small">{title}</View>
        </View>
        <View className="nc-small">{employer.name}</View>
        <View className="gd-tags">
          {fields.map((field) => (
            <Tag key={field} text={topicWords[field]} tone="indigo" />
          ))}
        </View>
      </View>
    </Tap>
  );
}
