import { pinyin } from 'pinyin-pro';
import { partMark, toSearchText } from './search-words.rules.js';

/**
 * All of a centre that words are searched in, made where a centre is written: its name, then the pinyin and initials of
 * what is Chinese in name, township and district (`lizishutuoyu lzsty …`), then address, township and district. The
 * parts stand in the order of their worth for `rankOf`.
 */
export function searchTextOf(centre: {
  name: string;
  address: string;
  township: string | null;
  district: { name: string };
}): string {
  const { name, address, township, district } = centre;
  const spoken = [name, township ?? '', district.name].flatMap(toPinyin);
  const place = [address, township ?? '', district.name].filter(Boolean).join(' ');
  return [name, spoken.join(' '), place].map(toSearchText).join(partMark);
}

/** `栗子树托育` → `lizishutuoyu`, `lzsty`; nothing where there is no Chinese. ü is typed as v. */
function toPinyin(text: string): string[] {
  if (!/\p{Script=Han}/u.test(text)) return [];
  const syllables = pinyin(text, { toneType: 'none', type: 'array', v: true, nonZh: 'consecutive' });
  const words = syllables.map((syllable) => toSearchText(syllable).replaceAll(' ', ''));
  return [words.join(''), words.map((word) => word.slice(0, 1)).join('')];
}
