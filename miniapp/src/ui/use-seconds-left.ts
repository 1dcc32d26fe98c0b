import { useEffect, useState } from 'react';

const tickMs = 1_000;

/** Counts the server's seconds down from when its answer arrived: phones' clocks are wrong, their ticking is not. */
export function useSecondsLeft(seconds: number, arrivedAtMs: number): number {
  const [now, setNow] = useState(arrivedAtMs);
  const isCounting = seconds > 0;
  useEffect(() => {
    if (!isCounting) return undefined;
    const tick = () => setNow(Date.now());
    tick();
    const timer = setInterval(tick, tickMs);
    return () => clearInterval(timer);
  }, [isCounting]);
  return Math.max(0, seconds - Math.floor(Math.max(0, now - arrivedAtMs) / 1000));
}
