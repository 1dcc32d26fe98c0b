import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { WithChild } from '../../features/families/with-child';
import { RequestVisitPage } from '../../features/guidance/visits/request-page';

export default function RequestVisitRoute() {
  return (
    <WithChild title="请老师来家里" overlay={<SignInSheet />}>
      {(child) => <RequestVisitPage child={child} overlay={<SignInSheet />} />}
    </WithChild>
  );
}
