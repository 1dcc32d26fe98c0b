/** Takes away what index.html showed while the app was on its way, now that a page is drawn over it. */
export function endOpening(): void {
  document.getElementById('opening')?.remove();
}
