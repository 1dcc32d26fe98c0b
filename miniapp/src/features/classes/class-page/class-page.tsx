import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { type ParentClass, type SignUp, useClass, useMySignUps, useTodayIn } from '../../../api/classes';
import { type Child, useMyFamily } from '../../../api/family';
import { keptAtText } from '../../../api/last-answers';
import type { ApiError } from '../../../api/problem';
import { useSession } from '../../../api/session';
import { goTo, goToTab } from '../../../platform/navigate';
import { usePageShown } from '../../../platform/page';
import { useShareCard } from '../../../platform/share';
import { Button } from '../../../ui/button';
import { Dock } from '../../../ui/dock';
import { OfflineNotice } from '../../../ui/offline-notice';
import { PageShell } from '../../../ui/page-shell';
import { Unread } from '../../../ui/unread';
import { WriteFault } from '../../../ui/write-fault';
import '../classes.css';
import { isLive } from '../sign-up-words';
import { ClassFacts } from './class-facts';
import './class-page.css';
import { dockWay, dockWords } from './dock-way';
import { HeadCard } from './head-card';
import { MineCard } from './mine-card';
import { sharedClass } from './shared-class';
import { SignUpSheet } from './sign-up-sheet';
import { useBeginLesson } from './use-begin-lesson';

type ClassPageProps = {
  /** '' while a notice named only a sign-up; `opening` is the question for its class then. */
  classId: string;
  opening: { error: unknown; isFetching: boolean; refetch: () => unknown };
  child: Child | null;
  /** Goes on once somebody is signed in and has a child. */
  withChild: (then: () => void) => void;
  /** Why that stopped, such as no network while looking for the child. */
  error: ApiError | null;
  overlay?: ReactNode;
};

/** One class: what it is, when, where, who, for whom, and a seat in it. */
export function ClassPage(props: ClassPageProps) {
  const read = useClass(props.classId);
  const { of, keptAtMs, refetch } = read;
  usePageShown(() => void refetch());
  useShareCard(of === null ? null : sharedClass(of));
  if (of === null) {
    return (
      <PageShell title="课" overlay={props.overlay}>
        <View className="nc-card">
          <Unread
            label="正在打开这节课"
            rows={5}
            read={props.classId === '' ? props.opening : read}
            steps={{ home: () => goToTab('/pages/classes/index') }}
          />
        </View>
      </PageShell>
    );
  }
  const offline = keptAtMs !== null && (
    <OfflineNotice className="cl-gap" onReload={() => void refetch()}>
      这是{keptAtText(keptAtMs)} 看到的，名额可能变了。
    </OfflineNotice>
  );
  return <Content {...props} of={of} offline={offline} onStale={() => void refetch()} />;
}

/** My family's sign-ups for one class, the living first; past ones are asked for only where the class is over. */
function useMine(of: ParentClass): { all: SignUp[]; arrivedAtMs: number } {
  const isSignedIn = useSession((session) => session.status === 'signedIn');
  const coming = useMySignUps('coming');
  const past = useMySignUps('past');
  usePageShown(() => {
    if (!isSignedIn) return;
    void coming.refetch();
    void past.refetch();
  });
  const all = [...(coming.items ?? []), ...(past.items ?? [])];
  return { all: all.filter((one) => one.class.id === of.id), arrivedAtMs: coming.dataUpdatedAt };
}

function Content(props: ClassPageProps & { of: ParentClass; offline: ReactNode; onStale: () => void }) {
  const { of } = props;
  const today = useTodayIn(of.organiser.districtCode);
  const children = useMyFamily().family?.children ?? [];
  const { all, arrivedAtMs } = useMine(of);
  const mine = all.filter((one) => isLive(one) || one.status === 'attended' || one.status === 'absent');
  // What ended without a seat is said as long as nothing newer stands for that child.
  const ended = all.filter(
    (one) => !mine.includes(one) && !mine.some(({ child }) => child.id === one.child.id),
  );
  const unsigned = children.filter(({ id }) => !mine.some(({ child }) => child.id === id));
  const [isSigning, setSigning] = useState(false);
  const lesson = useBeginLesson(of.id);
  const way = dockWay(of, mine, children.length === 0 || unsigned.length > 0);

  const act = () => {
    if (way.kind === 'enter') return goTo('/pages/class/live', { id: of.id });
    if (way.kind === 'goOn') return goTo('/pages/class/lesson', { id: of.id });
    return props.withChild(() => {
      // One child and nothing to reserve: there is nothing to choose.
      if (way.kind === 'start' && unsigned.length <= 1) lesson.begin();
      else setSigning(true);
    });
  };
  const isRunning = of.way === 'live' && of.time === 'running';

  return (
    <PageShell
      title={of.way === 'recorded' ? '录播课' : of.way === 'live' ? '直播课' : '线下课'}
      isDemo={of.isDemo}
      dock={
        <View>
          {(props.error ?? lesson.error) !== null && (
            <View className="cl-dock-note">
              <WriteFault error={props.error ?? lesson.error} />
            </View>
          )}
          {way.kind === 'none' && (
            <View className="nc-small cl-dock-note" role="status">
              {way.reason}
            </View>
          )}
          <Dock>
            {way.kind === 'none' || way.kind === 'quiet' ? (
              <Button
                className="nc-grow"
                kind="outline"
                text="看别的课"
                onTap={() => goToTab('/pages/classes/index')}
              />
            ) : (
              <Button
                className="nc-grow"
                text={lesson.isBusy ? '正在打开' : dockWords[way.kind]}
                isBusy={lesson.isBusy}
                onTap={act}
              />
            )}
            {way.kind === 'enter' &&
              mine.length === 0 &&
              of.signUp.state === 'open' &&
              of.time !== 'over' && (
                <Button kind="outline" text="报名" onTap={() => props.withChild(() => setSigning(true))} />
              )}
          </Dock>
        </View>
      }
      overlay={
        <>
          {isSigning && (
            <SignUpSheet
              of={of}
              today={today}
              children={unsigned}
              chosenId={props.child?.id ?? null}
              onStale={props.onStale}
              onDone={(done) => {
                setSigning(false);
                if (of.way === 'recorded') goTo('/pages/class/lesson', { id: of.id });
                else if (isRunning && done.status === 'confirmed') goTo('/pages/class/live', { id: of.id });
              }}
              onClose={() => setSigning(false)}
            />
          )}
          {props.overlay}
        </>
      }
    >
      <HeadCard of={of} child={props.child} />
      {props.offline}
      {mine.map((signUp) => (
        <MineCard key={signUp.id} signUp={signUp} of={of} arrivedAtMs={arrivedAtMs} today={today} />
      ))}
      {ended.slice(0, 1).map((signUp) => (
        <MineCard key={signUp.id} signUp={signUp} of={of} arrivedAtMs={arrivedAtMs} today={today} />
      ))}
      {mine.length > 0 && unsigned.length > 0 && way.kind === 'quiet' && of.signUp.state === 'open' && (
        <Button
          className="cl-gap"
          kind="outline"
          icon="plus"
          text={`给${unsigned[0]?.nickname ?? '另一个孩子'}也报`}
          onTap={() => setSigning(true)}
        />
      )}
      <ClassFacts of={of} child={props.child} today={today} />
    </PageShell>
  );
}
