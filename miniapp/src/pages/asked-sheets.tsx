import { SignInSheet } from '../features/auth/sign-in-sheet';
import { AskedConsentSheet } from '../features/privacy/asked-consent-sheet';

/** What a step may have to ask before it goes on: to sign in, and to agree. Last in a page's `overlay`, so on top. */
export function AskedSheets() {
  return (
    <>
      <SignInSheet />
      <AskedConsentSheet />
    </>
  );
}
