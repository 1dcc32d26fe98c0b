import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { callPhone } from '../../../platform/phone-call';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { Notice } from '../../../ui/notice';
import { PageShell } from '../../../ui/page-shell';
import { Thread } from '../../../ui/thread';
import { Unread } from '../../../ui/unread';
import { OpenDeskGate } from '../desk-gate';
import { type CentreComplaint, useCentreComplaint } from './ask-complaints';
import { CentreAnswer } from './centre-answer';
import './complaint-desk.css';
import { EventKnot } from './event-knot';
import { HeadCard, MatterCard } from './matter-cards';

const title = '要答复的投诉';

/** One complaint that is the centre's to answer: without its author unless that chose to be named. */
export function CentreComplaintPage({ id, overlay }: { id: string; overlay?: ReactNode }) {
  return (
    <OpenDeskGate title={title} role="staff" overlay={overlay}>
      {({ centre }) => (
        <PageShell title={title} isDemo={centre?.isDemo ?? false} overlay={overlay}>
          <Read id={id} />
        </PageShell>
      )}
    </OpenDeskGate>
  );
}

function Read({ id }: { id: string }) {
  const read = useCentreComplaint(id);
  const [said, setSaid] = useState<string | null>(null);
  const of = read.data;
  if (of === undefined)
    return (
      <View className="nc-card">
        <Unread label="正在取投诉" read={read} />
      </View>
    );
  return (
    <>
      <HeadCard of={of} />
      <MatterCard of={of} />
      <Author of={of} />
      {said !== null && (
        <Notice tone="green" icon="check" className="dk-gap">
          {said}
        </Notice>
      )}
      {of.may.length > 0 && <CentreAnswer of={of} onDone={setSaid} />}
      {of.events.length > 0 && <Events of={of} />}
      <View className="nc-caption nc-centre nc-above-12">谁看过这件投诉，系统都有记录。</View>
    </>
  );
}

function Author({ of }: { of: CentreComplaint }) {
  const { authorPhone } = of;
  return (
    <Card className="dk-gap" title="谁反映的">
      {authorPhone === null ? (
        <View className="nc-small nc-above-4">没有署名。别去打听是谁，答复写在这里，家长看得到。</View>
      ) : (
        <Button
          className="nc-above-8"
          kind="outline"
          icon="phone"
          text={`打给家长 ${authorPhone}`}
          onTap={() => callPhone(authorPhone)}
        />
      )}
    </Card>
  );
}

function Events({ of }: { of: CentreComplaint }) {
  return (
    <Card className="dk-gap" title="经过">
      <Thread
        knots={[...of.events].reverse().map((event, index) => ({
          key: String(event.seq),
          ...(index === 0 ? { look: 'newest' as const } : {}),
          content: <EventKnot event={event} />,
        }))}
      />
    </Card>
  );
}
