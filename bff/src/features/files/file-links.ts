import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { apiPrefix } from '@nearcare/shared/contract/routes';
import type { Reply } from '@nearcare/shared/contract/types';
import type { Clock } from '../../lib/clock.js';
import type { Form } from './file-bytes.js';

type Linked = { fileId: string; form: Form };

const linkMs = 5 * 60_000;

export type FileLinks = ReturnType<typeof fileLinks>;

/**
 * Addresses of files that work for five minutes, or as long as is asked for, for whoever has them: an HMAC over file, form and instant, with a key of its
 * own worked out from the service's secret, so that all processes know it.
 */
export function fileLinks(secret: string, clock: Clock) {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'nearcare file links', 32));
  const sign = ({ fileId, form }: Linked, expires: number) =>
    createHmac('sha256', key)
      .update(JSON.stringify([fileId, form, expires]))
      .digest('base64url');

  function make(fileId: string, form: Form = 'copy', lastsMs = linkMs): Reply<'getFileLink'> {
    const expires = Math.floor((clock.now().getTime() + lastsMs) / 1000);
    const query = new URLSearchParams({
      ...{ expires: String(expires), form, signature: sign({ fileId, form }, expires) },
    });
    return {
      url: `${apiPrefix}/files/${fileId}/content?${query.toString()}`,
      expiresAt: new Date(expires * 1000).toISOString(),
    };
  }

  /** Whether we made this link and it is not over. */
  function isGood(linked: Linked, expires: number, signature: string): boolean {
    const [given, ours] = [Buffer.from(signature), Buffer.from(sign(linked, expires))];
    return (
      given.length === ours.length && timingSafeEqual(given, ours) && expires * 1000 > clock.now().getTime()
    );
  }

  return { make, isGood };
}
