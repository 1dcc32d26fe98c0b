import { View } from '@tarojs/components';
import { useState } from 'react';
import { LinkButton } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { Tag } from '../../../ui/tag';
import { Thread } from '../../../ui/thread';
import { clockNames, complaintIdentity } from '../../../ui/words/complaint-words';
import type { Complaint, Reached } from '../ask-complaints';
import { factOf, headlineOf, speakerOf } from '../event-words';
import { instantWords, nextClock, untilWords } from '../when-words';
import { EvidenceLink } from './evidence-link';

type Event = Complaint['events'][number];

const shownAtFirst = 6;

/** What happened, the last on top, and above it what is still to come. */
export function EventsCard({ of }: { of: Reached }) {
  const { complaint } = of;
  const now = Date.now();
  const [isWhole, setWhole] = useState(false);
  const newestFirst = [...complaint.events].reverse();
  const shown = isWhole ? newestFirst : newestFirst.slice(0, shownAtFirst);
  const next = nextClock(complaint);
  return (
    <Card
      className="cm-gap"
      title="经过"
      aside={<Tag icon="lock" text={complaintIdentity[complaint.identity]} />}
    >
      <Thread
        knots={[
          ...(next === undefined
            ? []
            : [
                {
                  ...{ key: 'next', look: 'open' as const },
                  content: (
                    <View className="nc-knot-text">
                      <View className="nc-bold nc-inline">{clockNames[next.name]}</View>{' '}
                      {untilWords(next, now)}
                    </View>
                  ),
                },
              ]),
          ...shown.map((event, index) => ({
            key: String(event.seq),
            ...(index === 0 ? { look: 'newest' as const } : {}),
            content: <EventKnot of={of} event={event} nowMs={now} />,
          })),
        ]}
      />
      {shown.length < newestFirst.length && (
        <LinkButton text={`更早的 ${newestFirst.length - shown.length} 条`} onTap={() => setWhole(true)} />
      )}
    </Card>
  );
}

function EventKnot({ of, event, nowMs }: { of: Reached; event: Event; nowMs: number }) {
  const [fact, speaker] = [factOf(event), speakerOf(event)];
  const files = event.evidence;
  return (
    <>
      <View className="nc-knot-text">
        <View className="nc-bold nc-inline">{headlineOf(event)}</View> {fact ?? ''}
      </View>
      {event.text !== null && event.kind !== 'filed' && <View className="nc-small">{event.text}</View>}
      {files.map((file, index) => (
        <EvidenceLink key={file.fileId} of={of} file={file} index={index + 1} />
      ))}
      <View className="nc-caption">
        {instantWords(event.at, nowMs)}
        {speaker !== null && `·${speaker}`}
      </View>
    </>
  );
}
