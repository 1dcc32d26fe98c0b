import { useChosenChild } from '../../api/family';
import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { AddChildSheet } from '../../features/families/add-child-sheet';
import { useBookingStart } from '../../features/families/use-booking-start';
import { ExpertPage } from '../../features/guidance/experts/expert-page';
import { usePageParameter } from '../../platform/page';

export default function ExpertRoute() {
  const start = useBookingStart();
  return (
    <ExpertPage
      expertId={usePageParameter('id')}
      child={useChosenChild()}
      withChild={start.start}
      error={start.error}
      overlay={
        <>
          <AddChildSheet isOpen={start.needsChild} onClose={start.stop} onAdded={start.goOn} />
          <SignInSheet />
        </>
      }
    />
  );
}
