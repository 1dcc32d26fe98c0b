import { View } from '@tarojs/components';
import { type ReactNode, useCallback, useEffect } from 'react';
import { useClass } from '../../../api/classes';
import { asApiError } from '../../../api/problem';
import { requireSession, useSession } from '../../../api/session';
import { useLiveLink } from '../../../api/use-live-link';
import { goTo, goToTab, replaceWith } from '../../../platform/navigate';
import { Button } from '../../../ui/button';
import { EmptyCard } from '../../../ui/empty-card';
import { PageShell } from '../../../ui/page-shell';
import { Unread } from '../../../ui/unread';
import { linkWords, roomOf } from '../../../ui/words/live-words';
import '../classes.css';
import { AskBar } from './ask-bar';
import './live.css';
import { LiveHead } from './live-head';
import { NoticeBar, Questions } from './questions';
import { presenceWords } from './room-words';
import { type LiveRoom, useLiveRoom, useMyQuestions } from './use-live-room';

/** The live room of a class: picture, one notice, questions. */
export function LivePage({ classId, overlay }: { classId: string; overlay?: ReactNode }) {
  const isSignedOut = useSession((session) => session.status === 'signedOut');
  const read = useLiveRoom(classId);
  const { data: room, error, refetch } = read;
  const recheck = useCallback(() => void refetch(), [refetch]);
  const { of } = useClass(classId);
  const title = room?.title ?? of?.title ?? '直播间';
  if (room !== undefined && !isSignedOut) return <Room room={room} overlay={overlay} onRecheck={recheck} />;
  const toClass = () => replaceWith('/pages/class/index', { id: classId });
  const isCancelled = error !== null && asApiError(error).code === 'class_cancelled';
  return (
    <PageShell title={title} overlay={overlay}>
      {isSignedOut ? (
        <EmptyCard seed="live" title="登录后进直播间" sentence="登录以后能提问，断了网也不会漏。">
          <Button text="登录" onTap={() => requireSession(() => undefined)} />
        </EmptyCard>
      ) : (
        <View className="nc-card">
          <Unread
            label="正在进直播间"
            read={read}
            steps={isCancelled ? { dismiss: () => goToTab('/pages/classes/index') } : { back: toClass }}
          />
        </View>
      )}
    </PageShell>
  );
}

function Room({ room, overlay, onRecheck }: { room: LiveRoom; overlay: ReactNode; onRecheck: () => void }) {
  const { classId, config } = room;
  const live = useLiveLink({ classId, pollSeconds: config.pollSeconds });
  const state = live.state ?? room.state;
  const { notice, questions } = roomOf(live.events);
  const mine = useMyQuestions(classId);
  const answered = questions.filter(({ answer }) => answer !== null).length;
  const line = linkWords(live, config.pollSeconds);
  const isMuted = live.isMuted === true;
  const { roomChanges } = live;
  // Where the picture is, who may ask and what was watched so far are told by the room itself.
  useEffect(() => {
    if (state !== room.state) onRecheck();
  }, [state, room.state, onRecheck]);
  useEffect(() => {
    if (roomChanges > 0) onRecheck();
  }, [roomChanges, onRecheck]);
  const presence = presenceWords(room);

  return (
    <PageShell
      title={room.title}
      isDemo={room.isDemo}
      overlay={overlay}
      pinned={
        <LiveHead room={room} state={state} viewers={live.viewers ?? room.viewers} onRecheck={onRecheck} />
      }
      dock={
        <AskBar
          room={room}
          state={state}
          isMuted={isMuted}
          onAsked={mine.remember}
          onSignUp={() => goTo('/pages/class/index', { id: classId })}
        />
      }
    >
      {notice !== null && <NoticeBar text={notice.text ?? ''} />}
      <View className="nc-row nc-between nc-baseline nc-wrap lv-heading">
        <View className="nc-heading" role="heading" aria-level="2">
          提问{' '}
          <View className="nc-inline nc-caption">
            {questions.length} 条，已答 {answered} 条
          </View>
        </View>
        <View className="nc-small" role="status">
          {line ?? ''}
        </View>
      </View>
      <Questions questions={questions} mine={mine.questions} state={state} />
      {presence !== null && <View className="nc-caption nc-centre nc-above-12">{presence}</View>}
    </PageShell>
  );
}
