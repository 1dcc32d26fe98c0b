import { complaintCategory, incidentWords } from '../../ui/words/complaint-words';
import type { Complaint } from './ask-complaints';
import { type Draft, longest, saidOf } from './draft';

type Addition = { text?: string; evidence?: string[] };

/**
 * What a draft says beyond the complaint that had arrived already, as additions, none longer than the service takes;
 * none where it says the same. `mayAddFiles` is false where the files are another author's than the complaint.
 */
export function additionsTo(complaint: Complaint, draft: Draft, mayAddFiles: boolean): Addition[] {
  const words = changedLines(complaint, draft).join('\n');
  const texts = words === '' ? [] : chunksOf(`改一下：\n${words}`, longest.what);
  const there = new Set(complaint.events.flatMap(({ evidence }) => evidence.map(({ fileId }) => fileId)));
  const fileIds = draft.evidence.map(({ file }) => file.id).filter((id) => mayAddFiles && !there.has(id));
  const evidence = fileIds.length === 0 ? {} : { evidence: fileIds };
  if (texts.length === 0) return fileIds.length === 0 ? [] : [evidence];
  return texts.map((text, index) => (index === 0 ? { text, ...evidence } : { text }));
}

function changedLines(of: Complaint, draft: Draft): string[] {
  const said = saidOf(draft);
  if (said === null) return [];
  const { where } = draft;
  const placeName = where?.kind === 'centre' ? where.name : (where?.address.trim() ?? '');
  const isSamePlace =
    said.centreId === undefined ? placeName === of.place.name : said.centreId === of.place.centreId;
  const when = { incidentOn: said.incidentOn ?? null, incidentTime: said.incidentTime ?? null };
  const isSameTime = when.incidentOn === of.incidentOn && when.incidentTime === of.incidentTime;
  const line = (isSame: boolean, name: string, value: string | null | undefined) =>
    isSame ? [] : [`${name}：${value ?? '不写了'}`];
  return [
    ...line(said.category === of.category, '什么事', complaintCategory[said.category].label),
    ...line(isSamePlace, '哪里', placeName),
    ...line(isSameTime, '什么时候', incidentWords(when)),
    ...line((said.who ?? null) === of.who, '说的是谁', said.who),
    ...line(
      (said.affectedChildren ?? null) === of.affectedChildren,
      '几个孩子',
      `${said.affectedChildren ?? 1} 个`,
    ),
    ...line(
      said.what === of.what,
      '经过',
      said.what.startsWith(of.what) ? `……${said.what.slice(of.what.length).trim()}` : said.what,
    ),
    ...line((said.wanted ?? null) === of.wanted, '想要', said.wanted),
  ];
}

function chunksOf(text: string, length: number): string[] {
  return Array.from({ length: Math.ceil(text.length / length) }, (_, index) =>
    text.slice(index * length, (index + 1) * length),
  );
}

/** FNV-1a in base 36: tells two wordings apart in a key that the same wording gets again. */
export function printOf(words: string): string {
  let print = 0x811c9dc5;
  for (let at = 0; at < words.length; at += 1) print = Math.imul(print ^ words.charCodeAt(at), 0x01000193);
  return (print >>> 0).toString(36);
}
