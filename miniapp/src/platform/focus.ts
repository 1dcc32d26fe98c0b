/** WeChat moves its reader's focus itself. */
export function holdFocus(_elementId: string): () => void {
  return () => undefined;
}

export function focusElement(_elementId: string): void {}
