import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { VisitsDeskPage } from '../../features/desk/guidance/visits-desk-page';

export default function VisitsDeskRoute() {
  return <VisitsDeskPage overlay={<SignInSheet />} />;
}
