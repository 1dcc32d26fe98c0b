import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { PickupCodePage } from '../../features/families/pickup-code-page';
import { usePageParameter } from '../../platform/page';

export default function PickupCodeRoute() {
  const id = usePageParameter('id');
  return <PickupCodePage key={id} codeId={id} overlay={<SignInSheet />} />;
}
