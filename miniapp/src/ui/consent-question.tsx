import { View } from '@tarojs/components';
import { useEffect, useRef, useState } from 'react';
import { type Consent, giveConsent, type Purpose, useConsents } from '../api/consents';
import type { DocumentKind } from '../api/documents';
import { describeError } from '../api/error-messages';
import { type ApiError, asApiError } from '../api/problem';
import { goTo } from '../platform/navigate';
import { Button, LinkButton } from './button';
import { Notice } from './notice';
import { ReadFailure } from './read-failure';
import { Skeleton } from './skeleton';

type ConsentQuestionProps = { purpose: Purpose; onGiven: () => void; onRefused: () => void };

/** Where the whole text about this purpose stands. */
const longText: Readonly<Record<Purpose, { kind: DocumentKind; name: string }>> = {
  childProfile: { kind: 'childrenRules', name: '儿童个人信息保护规则' },
  pickups: { kind: 'privacyPolicy', name: '隐私政策' },
  feeReduction: { kind: 'childrenRules', name: '儿童个人信息保护规则' },
  enrolment: { kind: 'childrenRules', name: '儿童个人信息保护规则' },
  expertQuestion: { kind: 'childrenRules', name: '儿童个人信息保护规则' },
  homeVisit: { kind: 'childrenRules', name: '儿童个人信息保护规则' },
};

/**
 * Asks for one consent: what, why, until when and what is lost without it, then two answers of one size and look, so
 * that neither is pushed (PIPL art. 14–17, 29). One that stands already is not asked for again.
 */
export function ConsentQuestion({ purpose, onGiven, onRefused }: ConsentQuestionProps) {
  const { consents, error, isFetching, refetch } = useConsents();
  const consent = consents?.find((one) => one.purpose === purpose);
  const isGiven = consent?.state === 'given' && !isFetching;
  const hasGone = useRef(false);
  useEffect(() => {
    if (!isGiven || hasGone.current) return;
    hasGone.current = true;
    onGiven();
  }, [isGiven, onGiven]);

  if (consent === undefined || consent.state === 'given') {
    return consent === undefined && error !== null && !isFetching ? (
      <ReadFailure error={error} steps={{ retry: () => void refetch(), dismiss: onRefused }} />
    ) : (
      <Skeleton label="正在取说明" rows={2} />
    );
  }
  return <Question consent={consent} onRefused={onRefused} onReload={() => void refetch()} />;
}

/** What a guardian must know before saying yes, line by line. */
export function ConsentFacts({ consent }: { consent: Consent }) {
  const facts = [
    ['用到什么', consent.what],
    ['用来做什么', consent.why],
    ['存多久', consent.keptUntil],
    ['不同意会怎样', consent.ifRefused],
  ] as const;
  return (
    <View>
      {facts.map(([name, words]) => (
        <View key={name} className="cq-fact">
          <View className="cq-name">{name}</View>
          <View className="cq-words">{words}</View>
        </View>
      ))}
    </View>
  );
}

function Question(props: { consent: Consent; onRefused: () => void; onReload: () => void }) {
  const { consent } = props;
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const { kind, name } = longText[consent.purpose];

  async function agree(): Promise<void> {
    setBusy(true);
    setError(null);
    try {
      await giveConsent(consent);
    } catch (thrown) {
      const refused = asApiError(thrown);
      setError(refused);
      if (refused.code === 'consent_version_old') props.onReload();
    } finally {
      setBusy(false);
    }
  }

  const message = error === null ? null : describeError(error);
  return (
    <View>
      <View className="nc-strong nc-above-4">{consent.title}</View>
      {consent.state === 'outdated' && <View className="nc-small">说明改过了，所以再问你一次。</View>}
      <ConsentFacts consent={consent} />
      <LinkButton
        icon="page"
        text={`看全文：${name}`}
        onTap={() => goTo('/pages/privacy/document', { kind })}
      />
      {message !== null && (
        <Notice tone="apricot" icon="warning" role="alert" className="nc-above-4">
          {message.title}。{message.sentence}
        </Notice>
      )}
      <View className="cq-answers">
        <Button className="cq-answer" kind="outline" text="不同意" onTap={props.onRefused} />
        <Button
          className="cq-answer"
          kind="outline"
          text={isBusy ? '正在记下' : '同意'}
          isBusy={isBusy}
          onTap={() => void agree()}
        />
      </View>
      <View className="nc-caption nc-above-8">随时能在隐私中心关掉，和同意一样，一步就行。</View>
    </View>
  );
}
