/**
 * The wire's table of contents: operation → method and path. The BFF mounts it and the mini-program's client calls by
 * it, so a renamed path breaks the build on both sides. PATCH is absent on purpose: `wx.request` has none.
 * `:name` marks a path parameter. All paths are relative to `apiPrefix`.
 */
export const apiPrefix = '/api/v1';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
export type Route = { readonly method: Method; readonly path: string };

export const routes = {
  requestPhoneCode: { method: 'POST', path: '/auth/phone-codes' },
  loginWithPhone: { method: 'POST', path: '/auth/phone-logins' },
  refreshSession: { method: 'POST', path: '/auth/session/refresh' },
  signOut: { method: 'POST', path: '/auth/session/sign-out' },

  listDistricts: { method: 'GET', path: '/districts' },
  listNearbyCentres: { method: 'GET', path: '/centres/nearby' },
  getCentre: { method: 'GET', path: '/centres/:centreId' },
  getCentreAvailability: { method: 'GET', path: '/centres/:centreId/availability' },

  getMyFamily: { method: 'GET', path: '/family' },
  addChild: { method: 'POST', path: '/family/children' },

  quoteBooking: { method: 'POST', path: '/quotes' },
  createBooking: { method: 'POST', path: '/bookings' },
  listMyBookings: { method: 'GET', path: '/bookings' },
  getBooking: { method: 'GET', path: '/bookings/:bookingId' },
  cancelBooking: { method: 'POST', path: '/bookings/:bookingId/cancel' },
} as const satisfies Record<string, Route>;

export type OperationId = keyof typeof routes;
