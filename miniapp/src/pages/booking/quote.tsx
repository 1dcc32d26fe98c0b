import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { QuotePage } from '../../features/bookings/quote-page';
import { WithChild } from '../../features/families/with-child';
import { usePageParameter } from '../../platform/page';

export default function QuoteRoute() {
  const centreId = usePageParameter('centreId');
  const childId = usePageParameter('childId');
  const dates = usePageParameter('dates');
  return (
    <WithChild title="确认预约" childId={childId} overlay={<SignInSheet />}>
      {(child) => (
        <QuotePage
          key={`${child.id} ${dates}`}
          centreId={centreId}
          childId={child.id}
          dates={dates}
          overlay={<SignInSheet />}
        />
      )}
    </WithChild>
  );
}
