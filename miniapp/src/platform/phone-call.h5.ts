/** Opens the dialler through a `tel:` link, which also works where scripts may not open windows. */
export function callPhone(phoneNumber: string): void {
  window.location.href = `tel:${phoneNumber.replace(/[^\d+]/g, '')}`;
}
