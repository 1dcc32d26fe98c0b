import { useEffect, useState } from 'react';

/** True once `text` has not changed for `pauseMs`: what is still being typed or chosen is not asked for. */
export function useSettled(text: string, pauseMs: number): boolean {
  const [settled, setSettled] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pauseMs);
    return () => clearTimeout(timer);
  }, [text, pauseMs]);
  return settled === text;
}
