import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { NewPickupCodePage } from '../../features/families/new-pickup-code-page';
import { usePageParameter } from '../../platform/page';

export default function NewPickupCodeRoute() {
  const pickupId = usePageParameter('pickupId');
  return <NewPickupCodePage pickupId={pickupId} overlay={<SignInSheet />} />;
}
