import type { Notice } from '../../api/notices';
import { goTo } from '../../platform/navigate';

/** The page that a notice is about. Without an id a booking or centre has none, and the way leads to where all are. */
export function goToTarget({ kind, id }: Notice['target']): void {
  if (kind === 'booking' && id !== null) goTo('/pages/booking/card', { id });
  else if (kind === 'waitlistEntry' && id !== null) goTo('/pages/booking/waitlist', { id });
  else if (kind === 'enrolment' && id !== null) goTo('/pages/enrolment/index', { id });
  else if (kind === 'centre' && id !== null) goTo('/pages/centre/index', { id });
  else if (kind === 'complaint' && id !== null) goTo('/pages/complaint/progress', { id });
  else if (kind === 'deskComplaint' && id !== null) goTo('/pages/desk/complaint', { id });
  else if (kind === 'deskCentreComplaint' && id !== null) goTo('/pages/desk/centre-complaint', { id });
  else if (kind === 'class' && id !== null) goTo('/pages/class/index', { id });
  else if (kind === 'classSignUp' && id !== null) goTo('/pages/class/index', { signUp: id });
  else if (kind === 'classSignUp') goTo('/pages/class/mine', {});
  else if (kind === 'guidance') goTo('/pages/guidance/index', id === null ? {} : { childId: id });
  else if (kind === 'expertQuestion') goTo('/pages/guidance/questions', {});
  else if (kind === 'homeVisit' && id !== null) goTo('/pages/guidance/visit', { id });
  else if (kind === 'privacy') goTo('/pages/privacy/index', {});
  else goTo('/pages/family/index', {});
}
