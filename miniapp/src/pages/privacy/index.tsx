import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { PrivacyCentre } from '../../features/privacy/privacy-centre';

export default function PrivacyRoute() {
  return <PrivacyCentre overlay={<SignInSheet />} />;
}
