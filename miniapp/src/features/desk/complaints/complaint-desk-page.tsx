import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { goTo } from '../../../platform/navigate';
import { callPhone } from '../../../platform/phone-call';
import { Button } from '../../../ui/button';
import { Dock } from '../../../ui/dock';
import { Notice } from '../../../ui/notice';
import { PageShell } from '../../../ui/page-shell';
import { Unread } from '../../../ui/unread';
import { OpenDeskGate } from '../desk-gate';
import { type OfficerComplaint, useDistrictComplaint } from './ask-complaints';
import './complaint-desk.css';
import { EvidenceCard } from './evidence-card';
import { HandOverCard } from './hand-over-card';
import { HeadCard, MatterCard } from './matter-cards';
import { MoveSheet } from './move-sheet';
import { doneWords, offeredMoves } from './moves';
import { OfficerThread } from './officer-thread';

const title = '投诉举报';

/** One complaint at the desk of its district: what it is, what happened, and what can be done now. */
export function ComplaintDeskPage({ id, overlay }: { id: string; overlay?: ReactNode }) {
  return (
    <OpenDeskGate title={title} role="officer" overlay={overlay}>
      {({ today }) => <Read id={id} today={today} overlay={overlay} />}
    </OpenDeskGate>
  );
}

function Read({ id, today, overlay }: { id: string; today: string; overlay: ReactNode }) {
  const read = useDistrictComplaint(id);
  if (read.data !== undefined) return <One of={read.data} today={today} overlay={overlay} />;
  return (
    <PageShell title={title} overlay={overlay}>
      <View className="nc-card">
        <Unread label="正在取投诉" read={read} />
      </View>
    </PageShell>
  );
}

/** What was said last about an act: done, or that somebody else was quicker. */
type Said = { tone: 'green' | 'apricot'; words: string };

function One({ of, today, overlay }: { of: OfficerComplaint; today: string; overlay: ReactNode }) {
  const [isActing, setActing] = useState(false);
  const [said, setSaid] = useState<Said | null>(null);
  const moves = offeredMoves(of);
  const say = (next: Said) => {
    setSaid(next);
    setActing(false);
  };
  return (
    <PageShell
      title={title}
      overlay={
        <>
          {isActing && (
            <MoveSheet
              of={of}
              today={today}
              onDone={(act) => say({ tone: 'green', words: doneWords(act) })}
              onStale={() => say({ tone: 'apricot', words: '刚刚有变化，已经换成最新的。看一眼再办。' })}
              onClose={() => setActing(false)}
            />
          )}
          {overlay}
        </>
      }
      dock={
        <Dock>
          {said !== null && (
            <Notice
              className="cd-said"
              tone={said.tone}
              icon={said.tone === 'green' ? 'check' : 'warning'}
              role={said.tone === 'green' ? 'status' : 'alert'}
            >
              {said.words}
            </Notice>
          )}
          <AuthorCall of={of} />
          {moves.length > 0 && (
            <Button
              className="nc-half"
              text="办理"
              onTap={() => {
                setSaid(null);
                setActing(true);
              }}
            />
          )}
        </Dock>
      }
    >
      <HeadCard of={of}>
        {of.watchedBy !== null && (
          <Notice tone="apricot" icon="eye" className="nc-above-8">
            超期了，{of.watchedBy}也能看到了；再拖下去，可以由他们接手。
          </Notice>
        )}
        {of.followers > 0 && (
          <Notice tone="apricot" icon="warning" className="nc-above-8">
            还有 {of.followers} 件并在这里。答复会原样发给每一家，别写具体哪一家。
          </Notice>
        )}
        {of.leadId !== null && (
          <Button
            className="nc-above-8"
            kind="outline"
            isSmall
            text="看并到的那件"
            onTap={() => goTo('/pages/desk/complaint', { id: of.leadId ?? '' })}
          />
        )}
      </HeadCard>
      <MatterCard of={of} who={of.who} reported={of.reported} isFlagged={of.flagged.includes(0)} />
      <EvidenceCard of={of} />
      <OfficerThread of={of} />
      <HandOverCard of={of} />
      <View className="nc-caption nc-centre nc-above-12">谁看过这件投诉，系统都有记录。</View>
    </PageShell>
  );
}

const unreachable = {
  anonymous: '匿名，没有电话',
  // Known by WeChat alone, or the account is gone: the service doesn't tell which.
  named: '没有电话号码',
  hidden: '没有电话号码',
} as const;

function AuthorCall({ of }: { of: OfficerComplaint }) {
  const { authorPhone } = of;
  if (authorPhone === null) return <View className="nc-small nc-half">{unreachable[of.identity]}</View>;
  return (
    <Button
      className="nc-half"
      kind="outline"
      icon="phone"
      text="打给家长"
      label={`打电话给家长 ${authorPhone}`}
      onTap={() => callPhone(authorPhone)}
    />
  );
}
