/**
 * Numbers for the moment when nothing else counts; on the phone itself, so that they need no network and no sign-in. The
 * same as in the server’s regions.
 */
const numbers: Record<string, readonly { number: string; words: string }[]> = {
  cn: [
    { number: '110', words: '报警' },
    { number: '120', words: '急救' },
    { number: '12345', words: '政务热线' },
  ],
  pl: [{ number: '112', words: '紧急' }],
};

export function helpNumbers(regionCode: string | undefined) {
  return numbers[regionCode ?? 'cn'] ?? numbers.cn ?? [];
}
