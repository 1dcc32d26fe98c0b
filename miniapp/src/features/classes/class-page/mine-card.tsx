import { View } from '@tarojs/components';
import { useState } from 'react';
import { keepSignUp, type ParentClass, type SignUp } from '../../../api/classes';
import { call } from '../../../api/client';
import { useWrite } from '../../../api/use-write';
import { addToCalendar } from '../../../platform/calendar';
import { LinkButton } from '../../../ui/button';
import { Seam } from '../../../ui/card';
import { Tag } from '../../../ui/tag';
import { WriteFault } from '../../../ui/write-fault';
import { endedWords, signUpState, untilWords } from '../sign-up-words';
import { CancelLine } from './cancel-line';
import { OfferCard } from './offer-card';
import { RateCard } from './rate-card';

type MineCardProps = { signUp: SignUp; of: ParentClass; arrivedAtMs: number; today: string | null };

/** How one child of mine stands with this class: its code for the door, its place in line, or how it was. */
export function MineCard({ signUp, of, arrivedAtMs, today }: MineCardProps) {
  if (signUp.status === 'offered')
    return <OfferCard signUp={signUp} arrivedAtMs={arrivedAtMs} today={today} />;
  const { word, tint } = signUpState(signUp);
  const ended = endedWords(signUp);
  return (
    <View className="nc-card cl-gap cl-mine" role="region" aria-label={`${signUp.child.nickname}的报名`}>
      <View className="nc-row nc-between nc-gap-8">
        <View className="nc-strong" role="status">
          {signUp.child.nickname}
          {ended === null ? headline(signUp) : ''}
        </View>
        <Tag text={word} tone={tint} />
      </View>
      {ended !== null && <View className="nc-small">{ended}</View>}
      {signUp.status === 'waiting' && signUp.waitlistPosition !== null && (
        <View className="nc-small">
          排第 {signUp.waitlistPosition} 位，轮到会发消息
          {of.offerHold === null ? '' : `，名额留 ${of.offerHold.atLeastMinutes} 分钟以上`}。没有人能插队。
        </View>
      )}
      {signUp.status === 'confirmed' && signUp.code !== null && (
        <>
          <Seam />
          <View className="nc-caption">签到码，到了报给老师</View>
          <View className="cl-code" role="img" aria-label={`签到码 ${[...signUp.code].join(' ')}`}>
            {signUp.code.slice(0, 3)} {signUp.code.slice(3)}
          </View>
          <View className="nc-caption">没网也能看，已存在手机里。</View>
        </>
      )}
      <RateCard signUp={signUp} />
      <Ways signUp={signUp} today={today} />
    </View>
  );
}

function headline({ status, class: { way } }: SignUp): string {
  if (status === 'waiting') return '在候补';
  if (way === 'recorded') return status === 'attended' ? '学完了，记进今年的指导' : '在学';
  if (status === 'attended') return '上过了，记进今年的指导';
  return way === 'live' ? '到点进直播间' : '的座位留好了';
}

/** Into the calendar, and the way out. */
function Ways({ signUp, today }: { signUp: SignUp; today: string | null }) {
  const [isCancelling, setCancelling] = useState(false);
  const calendar = useWrite();
  const [session] = signUp.class.sessions;
  const isHeld = signUp.status === 'confirmed' && session !== undefined;
  const toCalendar = () =>
    void calendar.run(async () => {
      if (session === undefined) return;
      const { date, from, to } = session;
      const place = signUp.class.venue?.address ?? '手机上看直播';
      await addToCalendar({ title: signUp.class.title, place, note: '就近托·课堂', date, from, to }, () =>
        call('getClassCalendar', { query: { signUpId: signUp.id } }),
      );
    });
  if (!isHeld && !signUp.canCancel) return null;
  return (
    <View>
      <View className="nc-row nc-wrap nc-gap-12">
        {isHeld && <LinkButton icon="calendar" text="加到日历" onTap={toCalendar} />}
        {signUp.canCancel && (
          <LinkButton
            text={signUp.status === 'waiting' ? '不等了' : '取消报名'}
            label={`${signUp.status === 'waiting' ? '不等了' : '取消报名'}，${signUp.child.nickname}`}
            onTap={() => setCancelling(true)}
          />
        )}
      </View>
      {isHeld && signUp.cancelUntil !== null && (
        <View className="nc-caption">{untilWords(signUp.cancelUntil, today)} 前能取消。</View>
      )}
      <WriteFault error={calendar.error} />
      {isCancelling && (
        <CancelLine signUp={signUp} onDone={keepSignUp} onClose={() => setCancelling(false)} />
      )}
    </View>
  );
}
