import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { ExportPage } from '../../features/privacy/export-page';

export default function ExportRoute() {
  return <ExportPage overlay={<SignInSheet />} />;
}
