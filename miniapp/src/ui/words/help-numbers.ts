/**
 * Numbers for the moment when nothing else counts; on the phone itself, so that they need no network and no sign-in. The
 * same as in the server’s regions.
 */
type HelpNumber = { kind: string; number: string; words: string };
type Numbers = Record<string, readonly HelpNumber[]>;

const numbers: Numbers = {
  cn: [
    { kind: 'police', number: '110', words: '报警' },
    { kind: 'ambulance', number: '120', words: '急救' },
    { kind: 'fire', number: '119', words: '火警' },
    { kind: 'government', number: '12345', words: '政务热线' },
  ],
  pl: [
    { kind: 'any', number: '112', words: '紧急' },
    { kind: 'police', number: '997', words: '报警' },
    { kind: 'ambulance', number: '999', words: '急救' },
    { kind: 'fire', number: '998', words: '火警' },
  ],
};

export function helpNumbers(regionCode: string | undefined) {
  return numbers[regionCode ?? 'cn'] ?? numbers.cn ?? [];
}

/** Who looks into a centre that takes children without a filing. Poland has no number for the whole country. */
const forReports: Numbers = {
  cn: [
    { kind: 'government', number: '12345', words: '政务热线' },
    { kind: 'health', number: '12320', words: '卫生健康热线' },
  ],
};

export function reportNumbers(regionCode: string | undefined) {
  return forReports[regionCode ?? 'cn'] ?? [];
}
