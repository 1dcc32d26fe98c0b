import { useChosenChild } from '../../api/family';
import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { ComparePage } from '../../features/centres/compare/compare-page';

export default function CompareRoute() {
  return <ComparePage child={useChosenChild()} overlay={<SignInSheet />} />;
}
