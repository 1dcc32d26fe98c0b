import type { Body, Reply } from '@nearcare/shared/contract/types';
import { DomainError } from '../../lib/domain-error.js';
import { derivedId } from '../../lib/ids.js';
import type { Files } from '../files/files.public.js';
import type { LessonDoc } from './lessons.model.js';
import type { LessonMedia } from './lessons.public.js';

type NewMedia = Body<'deskSetLesson'>['media'];
type Shown = Reply<'getLesson'>['media'];
type Deps = { files: Files; origins: readonly string[] };

/** Long enough to play it at half speed with pauses, and not for ever. */
const shortestLinkMs = 15 * 60_000;
const longestLinkMs = 4 * 3_600_000;

export type MediaAddresses = ReturnType<typeof mediaAddresses>;

/** From where recordings are played: files of our own at signed addresses, or addresses outside that the operator allows. */
export function mediaAddresses({ files, origins }: Deps) {
  /** @throws DomainError media_url_refused */
  function checkUrl(url: string): void {
    if (!URL.canParse(url) || !origins.includes(new URL(url).origin))
      throw new DomainError('media_url_refused');
  }

  /** Ties it to what uses it, where it is a file. Safe to repeat. @throws DomainError file_unknown, media_url_refused */
  async function take(
    media: NewMedia,
    holderId: string,
    owner: string,
  ): Promise<{ mediaId: string; media: LessonMedia }> {
    if (media.source !== 'file') {
      checkUrl(media.url);
      return { mediaId: derivedId('lm', media.url), media };
    }
    const { fileId } = media;
    await files.attach(holderId, [fileId], 'classMedia', owner);
    const facts = (await files.listOf(holderId, owner)).find(({ id }) => id === fileId);
    if (!facts) throw new DomainError('file_unknown');
    const kind = facts.type.startsWith('video/') ? 'video' : 'audio';
    return { mediaId: fileId, media: { source: 'file', kind, fileId, holderId, owner } };
  }

  async function addressOf({ media, seconds }: Pick<LessonDoc, 'media' | 'seconds'>): Promise<Shown> {
    const { kind, source } = media;
    if (media.source !== 'file') return { kind, source, url: media.url, expiresAt: null, seconds };
    const lastsMs = Math.min(longestLinkMs, Math.max(shortestLinkMs, seconds * 2000));
    const { url, expiresAt } = await files.linkTo(media.holderId, media.owner, media.fileId, lastsMs);
    return { kind, source, url, expiresAt, seconds };
  }

  return { checkUrl, take, addressOf, origins };
}
