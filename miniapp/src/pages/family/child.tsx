import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { ChildPage } from '../../features/families/child-page';
import { usePageParameter } from '../../platform/page';

export default function ChildRoute() {
  const id = usePageParameter('id');
  return <ChildPage key={id} childId={id} overlay={<SignInSheet />} />;
}
