import Taro from '@tarojs/taro';

/** The pages and what they take. A page is named in one place, so a moved one breaks the build. */
type Pages = {
  '/pages/centre/index': { id: string; date?: string };
  '/pages/centre/saved': Record<never, never>;
  '/pages/centre/compare': Record<never, never>;
  /** By its id, or by a sign-up of ours. */
  '/pages/class/index': { id: string } | { signUp: string };
  '/pages/class/mine': Record<never, never>;
  '/pages/class/calendar': Record<never, never>;
  '/pages/class/lesson': { id: string };
  '/pages/class/live': { id: string };
  '/pages/guidance/index': { childId?: string };
  '/pages/guidance/experts': Record<never, never>;
  '/pages/guidance/expert': { id: string };
  '/pages/guidance/questions': Record<never, never>;
  '/pages/guidance/visits': Record<never, never>;
  '/pages/guidance/visit': { id: string };
  '/pages/guidance/request': Record<never, never>;
  '/pages/complaint/index': { centreId?: string; category?: string };
  '/pages/complaint/file': { centreId?: string; category?: string; piece?: string; isNew?: string };
  '/pages/complaint/progress': { id: string };
  '/pages/complaint/mine': Record<never, never>;
  '/pages/complaint/track': Record<never, never>;
  '/pages/complaint/counts': Record<never, never>;
  '/pages/care-now/index': Record<never, never>;
  '/pages/booking/choose': { centreId: string; date?: string };
  '/pages/booking/quote': {
    centreId: string;
    childId: string;
    dates: string;
    bookingId?: string;
    mode: string;
    half?: string;
    from?: string;
    to?: string;
  };
  '/pages/booking/card': { id: string };
  '/pages/booking/waitlist': { id: string };
  '/pages/enrolment/apply': { centreId: string };
  '/pages/enrolment/index': { id: string };
  '/pages/enrolment/summary': { id: string };
  '/pages/booking/change': { id: string };
  '/pages/family/index': Record<never, never>;
  '/pages/family/join': Record<never, never>;
  '/pages/family/child': { id: string };
  '/pages/family/add-child': Record<never, never>;
  '/pages/family/add-pickup': Record<never, never>;
  '/pages/family/new-pickup-code': { pickupId: string };
  '/pages/family/pickup-code': { id: string };
  '/pages/family/fee-reduction': Record<never, never>;
  '/pages/family/printed-card': Record<never, never>;
  '/pages/family/devices': Record<never, never>;
  '/pages/notices/index': Record<never, never>;
  '/pages/desk/index': Record<never, never>;
  '/pages/desk/join': { code?: string };
  '/pages/desk/pickup': Record<never, never>;
  '/pages/desk/fee-reduction': { id: string };
  '/pages/desk/enrolments': Record<never, never>;
  '/pages/desk/enrolment': { id: string };
  '/pages/desk/complaints': Record<never, never>;
  '/pages/desk/complaint': { id: string };
  '/pages/desk/hand-over': { id: string; body: string };
  '/pages/desk/centre-complaints': Record<never, never>;
  '/pages/desk/centre-complaint': { id: string };
  '/pages/desk-classes/index': Record<never, never>;
  '/pages/desk-classes/class': { id: string };
  '/pages/desk-classes/edit': { id?: string };
  '/pages/desk-classes/live': { id: string };
  '/pages/desk-classes/lesson': { id: string };
  '/pages/desk-classes/questions': Record<never, never>;
  '/pages/desk-classes/question': { id: string };
  '/pages/desk-classes/visits': Record<never, never>;
  '/pages/desk-classes/visit': { id: string };
  '/pages/desk-classes/coverage': Record<never, never>;
  '/pages/privacy/index': Record<never, never>;
  '/pages/privacy/accesses': Record<never, never>;
  '/pages/privacy/document': { kind: 'privacyPolicy' | 'childrenRules' | 'userAgreement' };
  '/pages/privacy/export': Record<never, never>;
  '/pages/privacy/delete': Record<never, never>;
  '/pages/privacy/receipt': { id?: string };
};
export type TabPage =
  | '/pages/find/index'
  | '/pages/classes/index'
  | '/pages/bookings/index'
  | '/pages/me/index';

function urlOf<P extends keyof Pages>(page: P, parameters: Pages[P]): string {
  const query = Object.entries(parameters)
    .filter((entry): entry is [string, string] => typeof entry[1] === 'string')
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
  return query === '' ? page : `${page}?${query}`;
}

export function goTo<P extends keyof Pages>(page: P, parameters: Pages[P]): void {
  void Taro.navigateTo({ url: urlOf(page, parameters) });
}

/** Goes there and forgets this page, so that 返回 does not lead back into a form that is done. */
export function replaceWith<P extends keyof Pages>(page: P, parameters: Pages[P]): void {
  void Taro.redirectTo({ url: urlOf(page, parameters) });
}

export function goToTab(page: TabPage): void {
  void Taro.switchTab({ url: page });
}

/** One page back; from a shared link, where nothing lies behind, to 找托育. */
export function goBack(): void {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack();
  else goToTab('/pages/find/index');
}
