import { View } from '@tarojs/components';
import { type ReactNode, useEffect, useState } from 'react';
import { refreshDesk } from '../../../api/desk';
import { useLiveLink } from '../../../api/use-live-link';
import { usePageShown } from '../../../platform/page';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { PageShell } from '../../../ui/page-shell';
import { Tag } from '../../../ui/tag';
import { TextField } from '../../../ui/text-field';
import { Unread } from '../../../ui/unread';
import { linkWords, roomOf } from '../../../ui/words/live-words';
import { WriteFault } from '../../../ui/write-fault';
import { OpenDeskGate } from '../desk-gate';
import { atWords } from '../desk-words';
import { type DeskLiveRoom, pollRoom, recheckLiveQuestions, useDeskRoom } from './ask-classes-desk';
import { HostQuestions } from './host-questions';
import { ReplayCard } from './replay-card';
import { RoomSettings } from './room-settings';
import { useHost } from './use-host';

const title = '主持直播';

/** The live room as its host sees it: begin and end, announce, and what parents ask, those too that wait to be shown. */
export function LiveDeskPage({ id, overlay }: { id: string; overlay?: ReactNode }) {
  return (
    <OpenDeskGate title={title} overlay={overlay}>
      {() => <HostRoom id={id} overlay={overlay} />}
    </OpenDeskGate>
  );
}

function HostRoom({ id, overlay }: { id: string; overlay: ReactNode }) {
  const read = useDeskRoom(id);
  const { data: room, refetch } = read;
  usePageShown(() => void refetch());
  return (
    <PageShell title={room?.title ?? title} overlay={overlay}>
      {room === undefined ? (
        <View className="nc-card">
          <Unread label="正在进直播间" read={read} />
        </View>
      ) : (
        <Room room={room} onRecheck={() => void refetch()} />
      )}
    </PageShell>
  );
}

const stateWords = {
  waiting: { text: '还没开始', tone: 'plain' },
  live: { text: '直播中', tone: 'red' },
  ended: { text: '讲完了', tone: 'plain' },
  replay: { text: '有回放', tone: 'indigo' },
} as const;

function Room({ room, onRecheck }: { room: DeskLiveRoom; onRecheck: () => void }) {
  const { classId, config } = room;
  const live = useLiveLink({ classId, pollSeconds: config.pollSeconds, pollAsDesk: pollRoom });
  const host = useHost(room);
  const [notice, setNotice] = useState('');
  const state = live.state ?? room.state;
  const lastSeq = live.events.at(-1)?.seq ?? 0;
  const { held } = live;
  useEffect(() => {
    recheckLiveQuestions(classId);
  }, [classId, lastSeq, held]);
  const isDeskClosed = live.stoppedBy === 'deskClosed';
  useEffect(() => {
    // The page asks for the six digits again.
    if (isDeskClosed) void refreshDesk();
  }, [isDeskClosed]);
  useEffect(() => {
    if (state !== room.state) onRecheck();
  }, [state, room.state, onRecheck]);
  const can = (move: DeskLiveRoom['may'][number]) => room.may.includes(move);
  const line = linkWords(live, config.pollSeconds);
  const said = roomOf(live.events).notice;
  return (
    <>
      <View className="nc-card">
        <View className="nc-row nc-between nc-gap-8">
          <Tag {...stateWords[state]} />
          <View className="nc-small" role="status">
            {line ?? `${live.viewers ?? room.viewers} 家在看，${room.attended} 家看够了`}
          </View>
        </View>
        {room.session !== null && state === 'waiting' && (
          <View className="nc-small nc-above-4">
            {atWords(room.session.startsAt)} 开始
            {room.mayStartFrom === null ? '' : `，${atWords(room.mayStartFrom)} 起可以开播`}。
          </View>
        )}
        <WriteFault error={host.error} />
        <View className="nc-row nc-wrap nc-gap-8 nc-above-8">
          {can('start') && (
            <Button
              className="nc-half"
              text={host.isBusy ? '正在开播' : '开始直播'}
              isBusy={host.isBusy}
              onTap={() => host.act({ move: 'start' })}
            />
          )}
          {can('end') && (
            <Button
              className="nc-half"
              kind="outline"
              text={host.isBusy ? '正在结束' : '结束直播'}
              isBusy={host.isBusy}
              onTap={() => host.act({ move: 'end' })}
            />
          )}
        </View>
      </View>
      {can('announce') && (
        <Card className="dk-gap" title="公告">
          {said !== null && <View className="nc-small">现在显示：{said.text}</View>}
          <TextField
            id="live-notice"
            label="大家都看到的一句话"
            value={notice}
            maxLength={200}
            onChange={setNotice}
          />
          <Button
            className="nc-above-8"
            kind="outline"
            isSmall
            text="发公告"
            isBusy={host.isBusy}
            isDisabled={notice.trim() === ''}
            onTap={() => host.act({ move: 'announce', text: notice.trim() }, () => setNotice(''))}
          />
        </Card>
      )}
      <HostQuestions room={room} held={held ?? room.held} host={host} />
      <RoomSettings room={room} />
      {can('replay') && <ReplayCard room={room} />}
    </>
  );
}
