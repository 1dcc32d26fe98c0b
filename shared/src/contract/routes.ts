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
  loginWithWechat: { method: 'POST', path: '/auth/wechat-logins' },
  refreshSession: { method: 'POST', path: '/auth/session/refresh' },
  signOut: { method: 'POST', path: '/auth/session/sign-out' },
  listSessions: { method: 'GET', path: '/auth/sessions' },
  endSession: { method: 'DELETE', path: '/auth/sessions/:sessionId' },

  listDistricts: { method: 'GET', path: '/districts' },
  listNearbyCentres: { method: 'GET', path: '/centres/nearby' },
  searchCentres: { method: 'GET', path: '/centres/search' },
  listCentreClusters: { method: 'GET', path: '/centres/clusters' },
  listCareNow: { method: 'GET', path: '/centres/care-now' },
  compareCentres: { method: 'GET', path: '/centres/comparison' },
  getCentre: { method: 'GET', path: '/centres/:centreId' },
  getCentreAvailability: { method: 'GET', path: '/centres/:centreId/availability' },
  listSavedCentres: { method: 'GET', path: '/family/saved-centres' },
  saveCentre: { method: 'PUT', path: '/family/saved-centres/:centreId' },
  unsaveCentre: { method: 'DELETE', path: '/family/saved-centres/:centreId' },
  listMotherBabyRooms: { method: 'GET', path: '/mother-baby-rooms' },
  reportRoomFault: { method: 'POST', path: '/mother-baby-rooms/:roomId/faults' },

  getMyFamily: { method: 'GET', path: '/family' },
  addChild: { method: 'POST', path: '/family/children' },
  updateChild: { method: 'PUT', path: '/family/children/:childId' },
  removeChild: { method: 'DELETE', path: '/family/children/:childId' },
  inviteGuardian: { method: 'POST', path: '/family/invitations' },
  revokeInvitation: { method: 'DELETE', path: '/family/invitations/:invitationId' },
  acceptInvitation: { method: 'POST', path: '/family/invitations/accept' },
  addPickup: { method: 'POST', path: '/family/pickups' },
  removePickup: { method: 'DELETE', path: '/family/pickups/:pickupId' },
  createPickupCode: { method: 'POST', path: '/family/pickups/:pickupId/codes' },
  revokePickupCode: { method: 'DELETE', path: '/family/pickup-codes/:pickupCodeId' },
  createFamilyCard: { method: 'POST', path: '/family/cards' },
  revokeFamilyCard: { method: 'DELETE', path: '/family/cards/:cardId' },
  requestFeeReduction: { method: 'POST', path: '/family/fee-reductions' },

  getLegalDocument: { method: 'GET', path: '/documents/:kind' },
  listConsents: { method: 'GET', path: '/family/consents' },
  giveConsent: { method: 'POST', path: '/family/consents' },
  withdrawConsent: { method: 'POST', path: '/family/consents/withdrawals' },
  exportMyData: { method: 'GET', path: '/family/export' },
  previewDeletion: { method: 'GET', path: '/family/deletion' },
  deleteMyAccount: { method: 'POST', path: '/family/deletion' },
  listAccesses: { method: 'GET', path: '/family/accesses' },
  getDeletionReceipt: { method: 'GET', path: '/deletions/:receiptId' },

  quoteBooking: { method: 'POST', path: '/quotes' },
  createBooking: { method: 'POST', path: '/bookings' },
  listMyBookings: { method: 'GET', path: '/bookings' },
  getBooking: { method: 'GET', path: '/bookings/:bookingId' },
  rescheduleBooking: { method: 'POST', path: '/bookings/:bookingId/reschedule' },
  cancelBooking: { method: 'POST', path: '/bookings/:bookingId/cancel' },

  listNotices: { method: 'GET', path: '/family/notices' },
  markNoticesRead: { method: 'POST', path: '/family/notices/read' },
  getSubscriptionTemplates: { method: 'GET', path: '/subscription-templates' },
  recordSubscription: { method: 'POST', path: '/family/subscriptions' },

  createUpload: { method: 'POST', path: '/family/files' },
  getUpload: { method: 'GET', path: '/family/files/:fileId' },
  uploadChunk: { method: 'PUT', path: '/family/files/:fileId/bytes' },
  completeUpload: { method: 'POST', path: '/family/files/:fileId/complete' },
  getFileLink: { method: 'GET', path: '/family/files/:fileId/link' },
  discardUpload: { method: 'DELETE', path: '/family/files/:fileId' },

  getDesk: { method: 'GET', path: '/desk' },
  joinDesk: { method: 'POST', path: '/desk/memberships' },
  openDesk: { method: 'POST', path: '/desk/open' },
  closeDesk: { method: 'POST', path: '/desk/close' },
  deskListCentres: { method: 'GET', path: '/desk/centres' },
  deskListRoster: { method: 'GET', path: '/desk/groups/:groupId/roster' },
  deskTellVacancy: { method: 'PUT', path: '/desk/groups/:groupId/vacancy' },
  deskSetPlaces: { method: 'PUT', path: '/desk/groups/:groupId/places' },
  deskListClosedDays: { method: 'GET', path: '/desk/closed-days' },
  deskPreviewClosing: { method: 'POST', path: '/desk/closed-days/preview' },
  deskCloseDays: { method: 'POST', path: '/desk/closed-days' },
  deskReopenDay: { method: 'DELETE', path: '/desk/closed-days/:date' },
  deskIdentifyFamily: { method: 'POST', path: '/desk/visits' },
  deskQuoteForFamily: { method: 'POST', path: '/desk/visits/:deskVisitId/quotes' },
  deskBookForFamily: { method: 'POST', path: '/desk/visits/:deskVisitId/bookings' },
  deskCheckIn: { method: 'POST', path: '/desk/check-ins' },
  deskCheckOut: { method: 'POST', path: '/desk/check-outs' },
  deskListTemporary: { method: 'GET', path: '/desk/temporary' },
  deskDecideTemporary: { method: 'POST', path: '/desk/temporary/:bookingId/decision' },
  deskRedeemPickupCode: { method: 'POST', path: '/desk/pickup-codes' },
  deskListInbox: { method: 'GET', path: '/desk/inbox' },
  deskGetFeeReduction: { method: 'GET', path: '/desk/fee-reductions/:feeReductionId' },
  deskGetProofLink: { method: 'GET', path: '/desk/fee-reductions/:feeReductionId/proofs/:fileId' },
  deskDecideFeeReduction: { method: 'POST', path: '/desk/fee-reductions/:feeReductionId/decision' },
} as const satisfies Record<string, Route>;

export type OperationId = keyof typeof routes;
