import type { OpeningHours } from '../../features/centres/centres.public.js';
import type { CentreDetailsRecord, CentreRecord } from '../../features/centres/centres.records.js';
import type { Currency } from '../../regions/region.js';

/** A centre as one snapshot describes it. */
export type Description = { centre: CentreRecord; details: CentreDetailsRecord };

/** An event of the disclosure timeline; what a centre had said of it is the same when kind, day and text are. */
export type Event = CentreDetailsRecord['disclosures'][number];

export type Snapshot = {
  asOf: string;
  sourceName: string;
  currency: Currency;
  /** Price lines that the mapping assumes: their change is no news of the centre. */
  assumedLines: ReadonlySet<string>;
};

/**
 * What a newer snapshot says differently, for parents: name, address, places, prices, opening hours, operator, filing.
 * Pure. The day is the snapshot's; the register does not tell on which day before it something changed.
 */
export function eventsBetween(before: Description, after: Description, snapshot: Snapshot): Event[] {
  const { asOf, sourceName } = snapshot;
  const [was, is] = [before.centre, after.centre];
  const texts = [
    ...difference('名称', was.name, is.name),
    ...difference('地址', was.address, is.address),
    ...difference('运营方', operatorOf(before), operatorOf(after)),
    ...placesDifferences(was.groups, is.groups),
    ...priceDifferences(was.priceList, is.priceList, snapshot),
    ...difference('开放时间', hoursText(was.openingHours), hoursText(is.openingHours)),
    ...difference('普惠', was.isInclusive ? '是' : '否', is.isInclusive ? '是' : '否'),
  ];
  return [
    ...filingEvents(was.filing, is.filing, snapshot),
    ...texts.map((text): Event => ({ kind: 'change', on: asOf, text, source: sourceName })),
  ];
}

/** The event of a centre that is no longer in the register. */
export function goneEvent({ asOf, sourceName }: Pick<Snapshot, 'asOf' | 'sourceName'>): Event {
  return { kind: 'cancellation', on: asOf, text: goneReason, source: sourceName };
}
export const goneReason = '登记册中已没有这家机构';
/** In place of the hash of its facts: if it comes back, it differs. */
export const goneFacts = 'gone';

const operatorOf = ({ details }: Description): string => details.registration.operatorName ?? '未公示';

function difference(what: string, was: string, is: string): string[] {
  return was === is ? [] : [`${what} ${was} → ${is}`];
}

function filingEvents(was: CentreRecord['filing'], is: CentreRecord['filing'], snapshot: Snapshot): Event[] {
  const { asOf, sourceName: source } = snapshot;
  if (was.status === is.status) {
    const [before, now] = [was.receiptNumber ?? '未公示', is.receiptNumber ?? '未公示'];
    return difference('备案号', before, now).map(
      (text): Event => ({ kind: 'filing', on: asOf, text, source }),
    );
  }
  const because = is.reason ? `：${is.reason}` : '';
  const on = is.suspendedFrom ?? asOf;
  switch (is.status) {
    case 'suspended':
      return [{ kind: 'suspension', on, text: `暂停服务${because}`, source }];
    case 'cancelled':
      return [{ kind: 'cancellation', on, text: `注销备案${because}`, source }];
    case 'filed':
      return [
        { kind: 'filing', on: asOf, text: was.status === 'suspended' ? '恢复服务' : '备案有效', source },
      ];
    case 'unfiled':
      return [{ kind: 'filing', on: asOf, text: '不再备案', source }];
  }
}

function placesDifferences(was: CentreRecord['groups'], is: CentreRecord['groups']): string[] {
  const nameOf = (name: string) => (is.length > 1 || was.length > 1 ? `${name}托位` : '托位');
  const before = new Map(was.map((group) => [group.id, group]));
  const ended = was.filter(({ id }) => !is.some((group) => group.id === id));
  return [
    ...is.flatMap(({ id, name, places }) =>
      difference(nameOf(name), String(before.get(id)?.places ?? 0), String(places)),
    ),
    ...ended.map(({ name, places }) => `${nameOf(name)} ${places} → 0`),
  ];
}

const currencyWords: Record<Currency, string> = { CNY: '元', PLN: 'zł' };

function priceDifferences(
  was: CentreRecord['priceList'],
  is: CentreRecord['priceList'],
  { currency, assumedLines }: Snapshot,
): string[] {
  const priceOf = (line: CentreRecord['priceList'][number] | undefined) =>
    line ? `${line.amountFen / 100} ${currencyWords[currency]}` : '未公示';
  const [before, now] = [was, is].map((lines) => new Map(lines.map((line) => [line.id, line])));
  const ids = [...new Set([...was, ...is].map(({ id }) => id))].filter((id) => !assumedLines.has(id));
  return ids.flatMap((id) => {
    const label = (now?.get(id) ?? before?.get(id))?.label ?? '';
    return difference(label, priceOf(before?.get(id)), priceOf(now?.get(id)));
  });
}

const weekdayWords = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'];

/** `周一至周五 07:30–18:00，周六 08:00–12:00` */
function hoursText(hours: readonly OpeningHours[]): string {
  const runs: { first: number; last: number; span: string }[] = [];
  for (const { weekday, from, to } of hours) {
    const span = `${from}–${to}`;
    const run = runs.at(-1);
    if (run && run.span === span && run.last === weekday - 1) run.last = weekday;
    else runs.push({ first: weekday, last: weekday, span });
  }
  const word = (weekday: number) => weekdayWords[weekday - 1] ?? '';
  const days = ({ first, last }: { first: number; last: number }) =>
    first === last ? word(first) : `${word(first)}${last === first + 1 ? '、' : '至'}${word(last)}`;
  return runs.map((run) => `${days(run)} ${run.span}`).join('，') || '未公示';
}
