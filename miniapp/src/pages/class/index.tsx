import { useClassIdOf } from '../../api/classes';
import { useChosenChild } from '../../api/family';
import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { ClassPage } from '../../features/classes/class-page/class-page';
import { AddChildSheet } from '../../features/families/add-child-sheet';
import { useBookingStart } from '../../features/families/use-booking-start';
import { usePageParameter } from '../../platform/page';

export default function ClassRoute() {
  const start = useBookingStart();
  const id = usePageParameter('id');
  const bySignUp = useClassIdOf(usePageParameter('signUp'));
  return (
    <ClassPage
      classId={id === '' ? bySignUp.classId : id}
      opening={bySignUp}
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
