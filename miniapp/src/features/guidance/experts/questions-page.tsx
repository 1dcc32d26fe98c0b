import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { useMyFamily } from '../../../api/family';
import { keptAtText } from '../../../api/last-answers';
import { requireSession, useSession } from '../../../api/session';
import { goTo } from '../../../platform/navigate';
import { usePageShown } from '../../../platform/page';
import { Button } from '../../../ui/button';
import { EmptyCard } from '../../../ui/empty-card';
import { MoreButton } from '../../../ui/more-button';
import { OfflineNotice } from '../../../ui/offline-notice';
import { PageShell } from '../../../ui/page-shell';
import { Tag } from '../../../ui/tag';
import { Unread } from '../../../ui/unread';
import { lastDayWords } from '../../../ui/words/civil-words';
import { topicWords } from '../../../ui/words/class-words';
import { momentWords } from '../../../ui/words/complaint-words';
import { type ExpertQuestion, useMyQuestions } from '../ask-guidance';
import '../guidance.css';

/** What my family asked experts, with the answers. */
export function QuestionsPage({ overlay }: { overlay?: ReactNode }) {
  const isSignedOut = useSession((session) => session.status === 'signedOut');
  const read = useMyQuestions();
  const { items, keptAtMs, refetch } = read;
  usePageShown(() => {
    if (!isSignedOut) void refetch();
  });
  return (
    <PageShell title="我问过的问题" overlay={overlay}>
      {isSignedOut ? (
        <EmptyCard seed="questions" title="先登录一下" sentence="问过的和答复都在这里。">
          <Button text="登录" onTap={() => requireSession(() => undefined)} />
        </EmptyCard>
      ) : items === null ? (
        <View className="nc-card">
          <Unread label="正在取问题" read={read} />
        </View>
      ) : (
        <>
          {keptAtMs !== null && (
            <OfflineNotice className="gd-gap" onReload={() => void refetch()}>
              这是{keptAtText(keptAtMs)} 看到的。
            </OfflineNotice>
          )}
          {items.length === 0 && (
            <EmptyCard seed="questions" title="还没有问过" sentence="吃、睡、说话、发脾气，都能问。">
              <Button text="找一位专家" onTap={() => goTo('/pages/guidance/experts', {})} />
            </EmptyCard>
          )}
          {items.map((question) => (
            <Question key={question.id} of={question} />
          ))}
          {read.hasNextPage && (
            <View className="nc-centre">
              <MoreButton read={read} />
            </View>
          )}
        </>
      )}
    </PageShell>
  );
}

function Question({ of }: { of: ExpertQuestion }) {
  const child = useMyFamily().family?.children.find(({ id }) => id === of.childId);
  const { answer } = of;
  const state =
    answer !== null
      ? ({ word: answer.kind === 'referred' ? '要当面看' : '答复了', tint: 'green' } as const)
      : of.isOverdue
        ? ({ word: '超期', tint: 'apricot' } as const)
        : ({ word: '等答复', tint: 'apricot' } as const);
  return (
    <View className="nc-card gd-gap" role="article">
      <View className="nc-row nc-between nc-gap-8">
        <View className="nc-caption nc-grow">
          {momentWords(of.askedAt)}·{child === undefined ? '' : `${child.nickname}·`}
          {topicWords[of.topic]}
        </View>
        <Tag text={state.word} tone={state.tint} />
      </View>
      <View className="gd-text nc-above-4">{of.text}</View>
      {answer === null ? (
        <View className="nc-small nc-above-8">
          {of.expert.name} {of.expert.title}，最迟 {lastDayWords(of.answerBy)} 答复
        </View>
      ) : (
        <View className="gd-answer">
          <View className="nc-bold">
            {of.expert.name} {of.expert.title}
          </View>
          <View className="gd-text">{answer.text}</View>
          <View className="nc-caption nc-above-4">
            {momentWords(answer.at)}。{of.notMedical}
          </View>
        </View>
      )}
    </View>
  );
}
