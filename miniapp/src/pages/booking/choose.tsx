import { ChooseDay } from '../../features/bookings/choose-day';
import { WithChild } from '../../features/families/with-child';
import { usePageParameter } from '../../platform/page';
import { AskedSheets } from '../asked-sheets';

export default function ChooseDayRoute() {
  const centreId = usePageParameter('centreId');
  const date = usePageParameter('date');
  return (
    <WithChild title="选日期" overlay={<AskedSheets />}>
      {(child) => (
        <ChooseDay
          centreId={centreId}
          date={date === '' ? null : date}
          child={child}
          overlay={<AskedSheets />}
        />
      )}
    </WithChild>
  );
}
