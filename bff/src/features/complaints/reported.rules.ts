/** What is said of whom a complaint is about: names given as such, and words in which a name may stand. */
export type WordsAbout = { named: readonly string[]; told: readonly string[] };

const titlesAtCentres = [
  '老师',
  '园长',
  '院长',
  '主任',
  '阿姨',
  '医生',
  '保健',
  '保育',
  '教练',
  '师傅',
  '厨师',
  '保安',
];
const titlesOfOfficers = ['专员', '科长', '科员', '股长', '处长', '局长', '干部', '同志'];
/** The commonest of two characters: of anybody else the surname is the first. */
const longSurnames = [
  '欧阳',
  '上官',
  '司马',
  '诸葛',
  '夏侯',
  '皇甫',
  '尉迟',
  '公孙',
  '慕容',
  '令狐',
  '司徒',
  '端木',
];

/**
 * Whether this account of a centre is one of those that a complaint is about. In doubt it is: what is kept from one
 * person of a centre is still there for the others, and for officers, who are told how many that leaves out.
 */
export function isReported(accountName: string, { named, told }: WordsAbout): boolean {
  const name = plain(accountName);
  const isNamed = named
    .map(plain)
    .some((one) => one.length > 0 && (one.includes(name) || name.includes(one)));
  return isNamed || isTold(name, titlesAtCentres, [...named, ...told]);
}

/**
 * The same of an officer: only by the whole name, or by surname and an office such as theirs. A teacher of the same
 * surname must not take the complaint out of an officer's sight.
 */
export function isOfficerReported(accountName: string, { named, told }: WordsAbout): boolean {
  const name = plain(accountName);
  const surname = longSurnames.find((one) => name.startsWith(one)) ?? name.slice(0, 1);
  const wanted = [name, ...titlesOfOfficers.map((title) => surname + title)];
  return [...named, ...told].map(plain).some((text) => wanted.some((one) => text.includes(one)));
}

/** 王丽华: by the whole name, as 丽华, as 王老师 or, of a centre, 小王 would be too many others. */
function isTold(name: string, titles: readonly string[], texts: readonly string[]): boolean {
  const title = titles.find((one) => name.endsWith(one)) ?? '';
  const bare = name.slice(0, name.length - title.length);
  const surname = longSurnames.find((one) => bare.startsWith(one)) ?? bare.slice(0, 1);
  const given = bare.slice(surname.length);
  const wanted = [
    name,
    ...(surname === '' ? [] : titles.map((one) => surname + one)),
    // One character alone stands in too many words.
    ...(bare.length > 1 ? [bare] : []),
    ...(given.length > 1 ? [given] : []),
  ];
  return texts.map(plain).some((text) => wanted.some((one) => one.length > 1 && text.includes(one)));
}

/** Without what the eye does not see: spaces, and characters of no width between two others. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\p{Cf}]/gu, '')
    .toLowerCase();
