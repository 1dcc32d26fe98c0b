import { Type } from 'typebox';
import { Id, Instant, nullable, oneOf, strict } from './common.js';

/** h5 keeps the refresh token in an httpOnly cookie; weapp has no cookies and keeps it in its own storage. */
export const Client = oneOf(['h5', 'weapp']);

// The shape is checked by the region's rule, so that a wrong number answers `phone_invalid` and not a bare pattern.
export const Phone = Type.String({ minLength: 1, maxLength: 20 });

/** A code sent for one purpose proves the number for that one alone. `desk`: to be read out to a centre's staff. */
export const PhoneCodePurpose = oneOf(['signIn', 'desk']);
export const PhoneCodeRequest = strict({ phone: Phone, purpose: Type.Optional(PhoneCodePurpose) });
export const PhoneCodeReceipt = strict({
  expiresInSeconds: Type.Integer(),
  resendInSeconds: Type.Integer(),
  developmentCode: Type.Optional(
    Type.String({ description: 'Only from the development provider, which production refuses' }),
  ),
});

export const PhoneLogin = strict({
  phone: Phone,
  code: Type.String({ pattern: '^\\d{6}$' }),
  client: Client,
});
/** `code` is of `wx.login`; `phoneCode` of the button that shares the phone number, another code: each works once. */
export const WechatLogin = strict({
  code: Type.String({ minLength: 1, maxLength: 128 }),
  phoneCode: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
});
export const RefreshRequest = strict({
  client: Client,
  refreshToken: Type.Optional(
    Type.String({ maxLength: 200, description: 'weapp only; h5 sends its cookie' }),
  ),
});
export const SignOutRequest = strict({
  ...RefreshRequest.properties,
  everywhere: Type.Optional(Type.Boolean({ description: 'On all devices of this guardian' })),
});
export const Session = strict({
  accessToken: Type.String(),
  accessExpiresAt: Instant,
  accessExpiresInSeconds: Type.Integer({
    description: 'So that a phone with a wrong clock still refreshes in time',
  }),
  refreshToken: Type.Optional(Type.String({ description: 'weapp only' })),
  familyId: Id,
});

/** One signed-in device. `device` is what its browser or phone called itself, shortened. */
export const Device = strict({
  id: Id,
  client: Client,
  device: nullable(Type.String()),
  isThis: Type.Boolean(),
  signedInAt: Instant,
  lastUsedAt: Instant,
});
export const Devices = strict({ items: Type.Array(Device) });
