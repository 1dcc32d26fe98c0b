import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import type { Consent } from '../../api/consents';
import { keptAtText } from '../../api/last-answers';
import { openLocationSettings } from '../../platform/location';
import { LinkButton } from '../../ui/button';
import { Switch } from '../../ui/switch';
import './privacy.css';

/** Where a consent stands, in words: the switch alone says only on or off. */
export function consentStateWords({ state, decidedAt }: Consent): string {
  const when = decidedAt === null ? '' : keptAtText(Date.parse(decidedAt));
  switch (state) {
    case 'given':
      return `${when} 同意的。`;
    case 'withdrawn':
      return `${when} 关掉的，没有存。`;
    case 'outdated':
      return '说明改过了，用到时再问你。';
    case 'notAsked':
      return '还没问过，没有存。';
  }
}

type HeldDataProps = {
  consents: readonly Consent[];
  phoneTail: string | null;
  onSwitch: (consent: Consent) => void;
};

/** What is kept, why and until when; a switch for each purpose that was, or would be, agreed to. */
export function HeldData({ consents, phoneTail, onSwitch }: HeldDataProps) {
  return (
    <View>
      {consents.map((consent) => (
        <Row
          key={consent.purpose}
          title={consent.title}
          what={consent.what}
          why={consent.why}
          until={consent.keptUntil}
          state={consentStateWords(consent)}
          aside={
            <Switch label={consent.title} isOn={consent.state === 'given'} onTap={() => onSwitch(consent)} />
          }
        />
      ))}
      <NeededRow
        title="登录"
        what={phoneTail === null ? '微信账号的编号，没留手机号。' : `手机号，尾号 ${phoneTail}。`}
        why="认出是你，换手机也能登录。"
      />
      <NeededRow
        title="预约记录"
        what="哪天、哪家、几点、多少钱。里面没有孩子的名字。"
        why="到园核对，取消和退费有据可查。"
      />
      <Row
        title="位置"
        what="你点附近时的位置。"
        why="算哪家离你近。不给也能按地方找。"
        until="我们不存。看过的结果和选过的地方只在这台手机里。"
        aside={
          process.env.TARO_ENV === 'weapp' ? (
            <LinkButton text="去设置" onTap={() => void openLocationSettings()} />
          ) : (
            <View className="nc-small">浏览器里管</View>
          )
        }
      />
    </View>
  );
}

type Reason = { title: string; what: string; why: string };

/** What the service itself can't do without, so that nobody is asked. */
function NeededRow(reason: Reason) {
  return <Row {...reason} until="到注销账号为止。" aside={<View className="nc-small">必要</View>} />;
}

function Row(props: Reason & { until: string; state?: string; aside: ReactNode }) {
  return (
    <View className="pv-held" role="group" aria-label={props.title}>
      <View className="nc-row nc-between nc-gap-8">
        <View className="nc-strong">{props.title}</View>
        {props.aside}
      </View>
      <View className="pv-what">{props.what}</View>
      <Line name="为什么" words={props.why} />
      <Line name="存多久" words={props.until} />
      {props.state !== undefined && <Line name="你的决定" words={props.state} />}
    </View>
  );
}

function Line({ name, words }: { name: string; words: string }) {
  return (
    <View className="pv-line-of">
      <View className="pv-line-name">{name}</View>
      <View className="pv-line-words">{words}</View>
    </View>
  );
}
