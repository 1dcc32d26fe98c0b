import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { ChooseDay } from '../../features/bookings/choose-day';
import { WithChild } from '../../features/families/with-child';
import { usePageParameter } from '../../platform/page';

export default function ChooseDayRoute() {
  const centreId = usePageParameter('centreId');
  const date = usePageParameter('date');
  return (
    <WithChild title="选日期" overlay={<SignInSheet />}>
      {(child) => (
        <ChooseDay
          centreId={centreId}
          date={date === '' ? null : date}
          child={child}
          overlay={<SignInSheet />}
        />
      )}
    </WithChild>
  );
}
