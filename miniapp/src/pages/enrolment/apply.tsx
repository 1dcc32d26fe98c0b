import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { ApplyPage } from '../../features/enrolments/apply-page';
import { WithChild } from '../../features/families/with-child';
import { usePageParameter } from '../../platform/page';

export default function ApplyRoute() {
  const centreId = usePageParameter('centreId');
  return (
    <WithChild title="申请入托" overlay={<SignInSheet />}>
      {(child) => <ApplyPage centreId={centreId} child={child} overlay={<SignInSheet />} />}
    </WithChild>
  );
}
