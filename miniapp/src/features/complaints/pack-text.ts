import type { Reply } from '@nearcare/shared/contract/types';
import { bytesWords } from '../../ui/words/bytes';
import { evidenceKinds } from '../../ui/words/complaint-words';

type Pack = Reply<'getEvidencePack'>;

const speakers: Readonly<Record<Pack['texts'][number]['by'], string>> = {
  author: '投诉人',
  officer: '经办部门',
  centre: '机构',
  service: '系统',
};

/**
 * The pack as plain text: what people read, and beside it all that a check needs. Instants stay as the service wrote them
 * (UTC), since the hash of a file proves nothing without the exact time it came.
 */
export function packText(pack: Pack): string {
  const { categoryLabel, placeName, districtName, handlerName } = pack;
  return [
    `投诉凭证 ${pack.number}`,
    `${categoryLabel}，${placeName}（${districtName}）`,
    `经办 ${handlerName}`,
    `收到 ${pack.filedAt}`,
    `凭证做成 ${pack.madeAt}`,
    ...pack.texts.flatMap(({ at, by, text, sha256 }) => [
      '',
      `${speakers[by]} ${at}`,
      text,
      `SHA-256 ${sha256}`,
    ]),
    ...pack.files.flatMap(({ kind, bytes, uploadedAt, takenAt, sha256 }) => [
      '',
      `${evidenceKinds[kind]} ${bytesWords(bytes)}，交来 ${uploadedAt}${takenAt === null ? '' : `，拍于 ${takenAt}`}`,
      `SHA-256 ${sha256}`,
    ]),
    '',
  ].join('\n');
}
