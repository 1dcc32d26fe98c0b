import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { call } from '../../../api/client';
import { errorLine } from '../../../api/error-messages';
import { requireSession, useSession } from '../../../api/session';
import { useWrite } from '../../../api/use-write';
import { goTo, goToTab } from '../../../platform/navigate';
import { usePageShown } from '../../../platform/page';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { ConfirmSheet } from '../../../ui/confirm-sheet';
import { Dock } from '../../../ui/dock';
import { PageShell } from '../../../ui/page-shell';
import { Picture } from '../../../ui/picture';
import { queuePicture } from '../../../ui/pictures/queue-picture';
import { Unread } from '../../../ui/unread';
import '../bookings.css';
import { SignInForBookings } from '../my-bookings';
import { OfferPage } from './offer-page';
import { WaitedFor } from './waited-for';
import './waitlist.css';
import { rememberEntry, useWaitlistEntry, type WaitlistEntry } from './waitlist-cache';
import { endedWords, historyWords, holdWords, isInLine } from './waitlist-words';

type WaitlistPageProps = {
  id: string;
  /** Looks for another centre that has a place then. */
  onSeeNearby: (entry: WaitlistEntry) => void;
  /** A way to be told when a place is offered, while one waits. */
  reminder?: ReactNode;
  overlay?: ReactNode;
};

/** One place in line: where it is and why, the offer when it comes, and what became of it. */
export function WaitlistPage({ id, ...around }: WaitlistPageProps) {
  const { overlay } = around;
  const read = useWaitlistEntry(id);
  const { entry, dataUpdatedAt, refetch } = read;
  const isSignedOut = useSession((session) => session.status === 'signedOut');
  usePageShown(() => void refetch());
  if (entry?.status === 'offered')
    return (
      <OfferPage entry={entry} arrivedAtMs={dataUpdatedAt} overlay={overlay} onOver={() => void refetch()} />
    );
  if (entry !== null) return <LinePage entry={entry} {...around} />;
  return (
    <PageShell title="在排队" overlay={overlay}>
      {isSignedOut ? (
        <SignInForBookings onSignIn={() => requireSession(() => undefined)} />
      ) : (
        <View className="nc-card">
          <Unread label="正在取名次" read={read} steps={{ home: () => goToTab('/pages/bookings/index') }} />
        </View>
      )}
    </PageShell>
  );
}

function LinePage(props: Omit<WaitlistPageProps, 'id'> & { entry: WaitlistEntry }) {
  const { entry, onSeeNearby, reminder, overlay } = props;
  const [isLeaving, setLeaving] = useState(false);
  const { centre, bookingId } = entry;
  const isWaiting = isInLine(entry);
  return (
    <PageShell
      title={isWaiting ? '在排队' : '排队结束了'}
      isDemo={entry.isDemo}
      dock={
        <Dock>
          {isWaiting && <Button kind="outline" text="不等了" onTap={() => setLeaving(true)} />}
          {bookingId === null ? (
            <Button className="nc-grow" text="看附近有位的" onTap={() => onSeeNearby(entry)} />
          ) : (
            <Button
              className="nc-grow"
              text="看入园卡"
              onTap={() => goTo('/pages/booking/card', { id: bookingId })}
            />
          )}
        </Dock>
      }
      overlay={
        <>
          <LeaveSheet entry={entry} isOpen={isLeaving} onClose={() => setLeaving(false)} />
          {overlay}
        </>
      }
    >
      <View className="nc-card bk-hero-card">
        <WaitedFor entry={entry} />
        {isWaiting ? <Line entry={entry} /> : <View className="wl-ended">{endedWords[entry.status]}</View>}
      </View>
      {isWaiting && reminder}
      {isWaiting && <History entry={entry} />}
      {!isWaiting && bookingId === null && entry.date >= entry.today && (
        <Card className="bk-section" title="还想去这家">
          <View className="nc-small nc-above-4">选别的时间，或重新排。重新排要从最后一位开始。</View>
          <Button
            className="nc-above-8"
            kind="outline"
            text="选时间"
            onTap={() => goTo('/pages/booking/choose', { centreId: centre.id, date: entry.date })}
          />
        </Card>
      )}
    </PageShell>
  );
}

function Line({ entry }: { entry: WaitlistEntry }) {
  const place = entry.waitlistPosition ?? 1;
  return (
    <View>
      <View
        className="nc-row nc-wrap nc-baseline wl-place"
        role="status"
        aria-label={`你们排在第 ${place} 位，前面还有 ${place - 1} 个孩子`}
      >
        <View aria-hidden="true">你们排在第</View>
        <View className="wl-number" aria-hidden="true">
          {place}
        </View>
        <View aria-hidden="true">{place === 1 ? '位，下一个就是' : `位，前面还有 ${place - 1} 个孩子`}</View>
      </View>
      <Picture className="nc-above-12" svg={queuePicture(place, entry.child.nickname)} height={74} />
      <View className="wl-rule nc-small">
        {holdWords(entry)}
        <View className="nc-bold bk-inline">除了有兄弟姐妹在园的，没有人能插到前面。</View>
      </View>
    </View>
  );
}

function History({ entry }: { entry: WaitlistEntry }) {
  return (
    <Card className="bk-section" title="名次怎么变的">
      <View className="wl-history" role="list">
        {historyWords(entry).map(({ move, why, when }, index) => (
          <View
            key={`${move} ${when} ${why}`}
            role="listitem"
            className={`wl-step ${index === 0 ? 'wl-step-now' : ''}`}
          >
            <View className="wl-why">
              <View className="nc-bold bk-inline">{move}</View> {why}
            </View>
            <View className="nc-caption">{when}</View>
          </View>
        ))}
      </View>
    </Card>
  );
}

function LeaveSheet(props: { entry: WaitlistEntry; isOpen: boolean; onClose: () => void }) {
  const { entry, onClose } = props;
  const write = useWrite();
  const leave = () =>
    write.run(async () => {
      // Asked again, the server gives the same answer; so no key is needed.
      rememberEntry(await call('leaveWaitlist', { params: { waitlistEntryId: entry.id } }));
      onClose();
    });
  return (
    <ConfirmSheet
      title="不等了？"
      isOpen={props.isOpen}
      doText="不等了"
      busyText="正在退出"
      keepText="接着等"
      isBusy={write.isBusy}
      fault={write.error === null ? null : errorLine(write.error)}
      onDo={() => void leave()}
      onClose={onClose}
    >
      <View>名次不留。以后再排，要从最后一位开始。</View>
    </ConfirmSheet>
  );
}
