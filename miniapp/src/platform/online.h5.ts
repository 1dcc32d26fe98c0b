/** Runs whenever the browser says that it has a network again, for as long as the page is open. */
export function whenOnline(run: () => void): void {
  window.addEventListener('online', run);
}
