import type { Body } from '@nearcare/shared/contract/types';
import { minutesOf } from '@nearcare/shared/rules/slot-times';
import { DomainError } from '../../lib/domain-error.js';
import { gridMinutes, type Wish } from './stay.rules.js';

/** @throws DomainError input_invalid where the mode needs hours that are not there, or they are off the grid */
export function wishOf({
  mode,
  half,
  from,
  to,
}: Pick<Body<'quoteBooking'>, 'mode' | 'half' | 'from' | 'to'>): Wish {
  if (mode === 'fullDay') {
    if (to !== undefined && !isOnGrid(to)) throw invalid('/to', '几点接走，选整点或半点');
    return { mode, ...(to !== undefined && { to }) };
  }
  if (mode === 'halfDay') {
    if (!half) throw invalid('/half', '选上午或下午');
    return { mode, half };
  }
  if (!from || !isOnGrid(from)) throw invalid('/from', '从几点开始，选整点或半点');
  if (!to || !isOnGrid(to) || to <= from) throw invalid('/to', '到几点，选整点或半点，要比开始晚');
  return { mode, from, to };
}

const isOnGrid = (time: string): boolean => minutesOf(time) % gridMinutes === 0;

function invalid(path: string, message: string): DomainError {
  return new DomainError('input_invalid', { n: 1 }, [{ path, message }]);
}
