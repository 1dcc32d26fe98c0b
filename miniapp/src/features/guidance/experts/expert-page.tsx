import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import type { Child } from '../../../api/family';
import { keptAtText } from '../../../api/last-answers';
import { type ApiError, asApiError } from '../../../api/problem';
import { goTo, replaceWith } from '../../../platform/navigate';
import { Button, LinkButton } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { Dock } from '../../../ui/dock';
import { type Fact, FactRows } from '../../../ui/fact-rows';
import { Notice } from '../../../ui/notice';
import { OfflineNotice } from '../../../ui/offline-notice';
import { PageShell } from '../../../ui/page-shell';
import { openSeam } from '../../../ui/pictures/state-pictures';
import { Sheet } from '../../../ui/sheet';
import { StateView } from '../../../ui/state-view';
import { Tag } from '../../../ui/tag';
import { Unread } from '../../../ui/unread';
import { WithConsent } from '../../../ui/with-consent';
import { topicWords } from '../../../ui/words/class-words';
import { WriteFault } from '../../../ui/write-fault';
import { type Expert, useExpert } from '../ask-guidance';
import '../guidance.css';
import { employerWords } from '../guidance-words';
import { AskForm } from './ask-form';

type ExpertPageProps = {
  expertId: string;
  child: Child | null;
  /** Goes on once somebody is signed in and has a child. */
  withChild: (then: () => void) => void;
  error: ApiError | null;
  overlay?: ReactNode;
};

/** One expert, and a question to them. */
export function ExpertPage(props: ExpertPageProps) {
  const read = useExpert(props.expertId);
  const { expert, keptAtMs, refetch } = read;
  const [isAsking, setAsking] = useState(false);
  const [isAsked, setAsked] = useState(false);
  const hasLeft = read.error !== null && asApiError(read.error).code === 'not_found';
  if (hasLeft || expert === null) {
    return (
      <PageShell title="专家" overlay={props.overlay}>
        <View className="nc-card">{hasLeft ? <Left /> : <Unread label="正在打开" read={read} />}</View>
      </PageShell>
    );
  }
  return (
    <PageShell
      title={expert.name}
      isDemo={expert.isDemo}
      dock={
        expert.takesQuestions && (
          <Dock>
            <Button
              className="nc-grow"
              text={`问${expert.name}`}
              onTap={() => props.withChild(() => setAsking(true))}
            />
          </Dock>
        )
      }
      overlay={
        <>
          {isAsking && props.child !== null && (
            <Sheet title={`问${expert.name}`} isOpen onClose={() => setAsking(false)}>
              <WithConsent purpose="expertQuestion" onRefused={() => setAsking(false)}>
                <AskForm
                  expert={expert}
                  child={props.child}
                  onAsked={() => {
                    setAsking(false);
                    setAsked(true);
                  }}
                />
              </WithConsent>
            </Sheet>
          )}
          {props.overlay}
        </>
      }
    >
      {keptAtMs !== null && (
        <OfflineNotice className="gd-gap" onReload={() => void refetch()}>
          这是{keptAtText(keptAtMs)} 看到的。
        </OfflineNotice>
      )}
      {isAsked && (
        <Notice tone="green" icon="check">
          <View>问题交上去了，{expert.answerWorkdays} 个工作日内答复。</View>
          <LinkButton text="看我的问题" onTap={() => goTo('/pages/guidance/questions', {})} />
        </Notice>
      )}
      <WriteFault error={props.error} />
      <Facts expert={expert} />
      <Notice tone="indigo" icon="warning" className="gd-gap">
        {expert.notMedical}
      </Notice>
      {!expert.takesQuestions && (
        <View className="nc-small nc-above-8" role="status">
          现在没有人转问题，可以在课上直接问。
        </View>
      )}
    </PageShell>
  );
}

/** Classes, and links that were kept, still name who left the pool; what is kept of them is not shown any more. */
function Left() {
  return (
    <StateView
      picture={openSeam()}
      title="这位专家不在专家库里了"
      sentence="之前得到的答复还在。想问的，可以问别的专家。"
    >
      <Button text="看别的专家" onTap={() => replaceWith('/pages/guidance/experts', {})} />
    </StateView>
  );
}

function Facts({ expert }: { expert: Expert }) {
  const { name, title, employer, fields, languages, district, introduction } = expert;
  const facts: Fact[] = [
    ['职务', title],
    [employerWords[employer.kind], employer.name],
    ...(languages.length === 0 ? [] : ([['说什么话', languages.join('、')]] as Fact[])),
    ['哪个区县', district.name],
    ...(expert.takesQuestions
      ? ([
          ['提问', `一家一天最多问 ${expert.questionsPerDay} 个`],
          ['答复', `${expert.answerWorkdays} 个工作日内`],
        ] as Fact[])
      : []),
  ];
  return (
    <Card className="gd-gap">
      <View className="nc-row nc-gap-12">
        <View className="gd-arch" aria-hidden="true">
          {name.slice(0, 1)}
        </View>
        <View className="nc-grow">
          <View className="nc-heading" role="heading" aria-level="2">
            {name}
          </View>
          <View className="gd-tags">
            {fields.map((field) => (
              <Tag key={field} text={topicWords[field]} tone="indigo" />
            ))}
          </View>
        </View>
      </View>
      {introduction !== null && <View className="gd-text nc-above-8">{introduction}</View>}
      <FactRows facts={facts} />
    </Card>
  );
}
