import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { requireSession, useSession } from '../../api/session';
import { goToTab, replaceWith } from '../../platform/navigate';
import { Button } from '../../ui/button';
import { PageShell } from '../../ui/page-shell';
import { takenPatch } from '../../ui/pictures/state-pictures';
import { StateView } from '../../ui/state-view';
import { Unread } from '../../ui/unread';
import { useBooking } from './booking-cache';
import { ChooseDay } from './choose-day';
import { SignInForBookings } from './my-bookings';

/** 改时间: the same choice of day and hours as for a new booking, from what is booked now. */
export function ChangePage({ bookingId, overlay }: { bookingId: string; overlay?: ReactNode }) {
  const read = useBooking(bookingId);
  const { booking } = read;
  const isSignedOut = useSession((session) => session.status === 'signedOut');
  if (booking?.canChange) {
    return (
      <ChooseDay
        centreId={booking.centre.id}
        date={booking.date}
        child={booking.child}
        changes={booking}
        overlay={overlay}
      />
    );
  }
  return (
    <PageShell title="改时间" overlay={overlay}>
      {isSignedOut ? (
        <SignInForBookings onSignIn={() => requireSession(() => undefined)} />
      ) : booking === null ? (
        <View className="nc-card">
          <Unread label="正在取预约" read={read} steps={{ home: () => goToTab('/pages/bookings/index') }} />
        </View>
      ) : (
        <View className="nc-card">
          <StateView
            picture={takenPatch()}
            title="这次预约不能改了"
            sentence="已经开始或已经结束的不能改时间。"
          />
          <Button text="看这张卡" onTap={() => replaceWith('/pages/booking/card', { id: booking.id })} />
        </View>
      )}
    </PageShell>
  );
}
