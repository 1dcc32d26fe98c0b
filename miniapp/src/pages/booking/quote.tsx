import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { QuotePage } from '../../features/bookings/quote-page';
import { wishFrom } from '../../features/bookings/stay-wish';
import { WithChild } from '../../features/families/with-child';
import { usePageParameter } from '../../platform/page';

export default function QuoteRoute() {
  const centreId = usePageParameter('centreId');
  const childId = usePageParameter('childId');
  const dates = usePageParameter('dates');
  const bookingId = usePageParameter('bookingId');
  const wish = wishFrom({
    mode: usePageParameter('mode'),
    half: usePageParameter('half'),
    from: usePageParameter('from'),
    to: usePageParameter('to'),
  });
  return (
    <WithChild
      title={bookingId === '' ? '确认预约' : '确认改时间'}
      childId={childId}
      overlay={<SignInSheet />}
    >
      {(child) => (
        <QuotePage
          key={`${child.id} ${dates} ${JSON.stringify(wish)}`}
          centreId={centreId}
          childId={child.id}
          dates={dates}
          wish={wish}
          {...(bookingId === '' ? {} : { bookingId })}
          overlay={<SignInSheet />}
        />
      )}
    </WithChild>
  );
}
