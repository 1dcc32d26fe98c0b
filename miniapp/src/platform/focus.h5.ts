const focusable = '[tabindex]:not([tabindex="-1"]), input:not([disabled]), a[href], button, textarea';

/** Keeps the keyboard's focus inside an element, and gives it back to where it was when the caller lets go. */
export function holdFocus(elementId: string): () => void {
  const before = document.activeElement;
  const element = document.getElementById(elementId);
  if (!element) return () => undefined;
  const stops = () =>
    Array.from(element.querySelectorAll<HTMLElement>(focusable)).filter((stop) => stop.offsetParent !== null);
  element.focus();
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Tab') return;
    const [first, last] = [stops()[0], stops().slice(-1)[0]];
    if (!first || !last) return;
    const at = document.activeElement;
    const isInside = element.contains(at);
    if (event.shiftKey && (at === first || at === element || !isInside)) {
      event.preventDefault();
      last.focus();
    } else if (!event.shiftKey && (at === last || !isInside)) {
      event.preventDefault();
      first.focus();
    }
  };
  document.addEventListener('keydown', onKey);
  return () => {
    document.removeEventListener('keydown', onKey);
    if (before instanceof HTMLElement && before.isConnected) before.focus();
  };
}

const framesToWait = 10;

/**
 * Moves the focus to an element, or to the text field inside it. Taro's own input element draws its field some frames
 * later, and until then has a property `focus` where other elements have the method.
 */
export function focusElement(elementId: string, frames = framesToWait): void {
  const element = document.getElementById(elementId);
  const field = element?.querySelector<HTMLElement>('input, textarea');
  if (field) field.focus();
  else if (typeof element?.focus === 'function') element.focus();
  else if (frames > 0) requestAnimationFrame(() => focusElement(elementId, frames - 1));
}
