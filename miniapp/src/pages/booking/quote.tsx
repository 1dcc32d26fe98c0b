import { QuotePage } from '../../features/bookings/quote-page';
import { WithChild } from '../../features/families/with-child';
import { usePageParameter } from '../../platform/page';
import { AskedSheets } from '../asked-sheets';

export default function QuoteRoute() {
  const centreId = usePageParameter('centreId');
  const childId = usePageParameter('childId');
  const date = usePageParameter('date');
  return (
    <WithChild title="确认预约" childId={childId} overlay={<AskedSheets />}>
      {(child) => (
        <QuotePage
          key={`${child.id} ${date}`}
          centreId={centreId}
          childId={child.id}
          date={date}
          overlay={<AskedSheets />}
        />
      )}
    </WithChild>
  );
}
