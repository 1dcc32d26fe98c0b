import type { ClassCard, SignUp } from '../../api/classes';
import { goTo } from '../../platform/navigate';

/**
 * Where a tap on a class leads: into a live room that is on, on with a lesson that was begun, else to its page. Whoever
 * taps 正在播 wants to watch, not to read.
 */
export function openClass(
  { id, way, time, status }: Pick<ClassCard, 'id' | 'way' | 'time' | 'status'>,
  mine: Pick<SignUp, 'status'> | undefined,
): void {
  if (way === 'live' && time === 'running' && status === 'published') goTo('/pages/class/live', { id });
  else if (way === 'recorded' && (mine?.status === 'confirmed' || mine?.status === 'attended'))
    goTo('/pages/class/lesson', { id });
  else goTo('/pages/class/index', { id });
}
