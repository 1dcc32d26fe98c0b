import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { CoveragePage } from '../../features/desk/guidance/coverage-page';

export default function CoverageRoute() {
  return <CoveragePage overlay={<SignInSheet />} />;
}
