import { groupFor } from '@nearcare/shared/rules/age';
import type { CentreDetail } from '../../../api/centre';
import { agoWords, monthDay } from '../../../ui/words/civil-words';
import { perUnit, price } from '../../../ui/words/money';
import { distanceWords, filingWords } from '../card-words';
import { hourLines, pricesFor } from '../centre-page/centre-facts';
import { safetyWords } from '../centre-page/disclosure-words';

/** What one centre answers: the short answer, what stands behind it, and where it is the best one a word for it. */
export type ComparedAnswer = { text: string; note: string | null; best: string | null };
export type ComparedRow = { question: string; answers: ComparedAnswer[]; isSame: boolean };

/** `rank`: the lower the better; null where it cannot be ranked. */
type Answer = { text: string; note?: string | null; rank?: number | null };

function rowOf(question: string, answers: Answer[], bestWord: string | null = null): ComparedRow {
  const isSame = answers.every(({ text }) => text === answers[0]?.text);
  const ranks = answers.map(({ rank }) => rank ?? null);
  const known = ranks.filter((rank) => rank !== null);
  const least = Math.min(...known);
  // Nothing is the best of one, nor where all are alike.
  const isRanked = bestWord !== null && known.length > 1 && known.some((rank) => rank !== least);
  return {
    question,
    isSame,
    answers: answers.map(({ text, note }, index) => ({
      text,
      note: note ?? null,
      best: isRanked && ranks[index] === least ? bestWord : null,
    })),
  };
}

function filing({ card, filing: paper }: CentreDetail): Answer {
  const by = [paper.authority, paper.filedOn].filter(Boolean).join(' ');
  return { text: filingWords(card), note: [paper.receiptNumber, by].filter(Boolean).join('，') };
}

function distance({ card }: CentreDetail): Answer {
  const { distanceMetres } = card;
  return { text: distanceMetres === null ? '不清楚' : distanceWords(distanceMetres), rank: distanceMetres };
}

function places(centre: CentreDetail, ageMonths: number | null): Answer {
  const { groups, groupsFreeOn, card } = centre;
  if (card.filingStatus !== 'filed') return { text: '不能约' };
  const group = ageMonths === null ? null : groupFor(groups, ageMonths);
  if (ageMonths !== null && groups.length > 0 && group === null) {
    const [from, to] = [
      Math.min(...groups.map(({ minMonths }) => minMonths)),
      Math.max(...groups.map(({ maxMonths }) => maxMonths)),
    ];
    return { text: '月龄不合适', note: `收 ${from}–${to} 个月` };
  }
  const free = group?.freePlaces ?? null;
  if (group && free !== null && groupsFreeOn !== null) {
    const text = free > 0 ? `还有 ${free} 个` : '满了';
    return { text, note: `${group.name}，${monthDay(groupsFreeOn)}`, rank: -free };
  }
  const { state, places: told, ageMinutes } = card.vacancy;
  const note = ageMinutes === null ? null : `园方 ${agoWords(ageMinutes)}说的`;
  if (state === 'free') return { text: told === null ? '有' : `还有 ${told} 个`, note, rank: -(told ?? 1) };
  if (state === 'full' || state === 'waitlist') return { text: '满了', note, rank: 0 };
  return { text: state === 'closed' ? '今天不开门' : '不清楚', note };
}

/** The care price, and in the note what comes on top of it. Ranked only where all ask for the same unit. */
function prices(centres: readonly CentreDetail[]): Answer[] {
  const given = centres.map((centre) => {
    const lines = centre.priceForChild?.lines ?? pricesFor(centre, null);
    return { centre, care: lines.find(({ kind }) => kind === 'care'), lines };
  });
  const units = new Set(given.flatMap(({ care }) => (care ? [care.unit] : [])));
  return given.map(({ centre, care, lines }) => {
    const { currency } = centre.region;
    if (care === undefined) return { text: '没有公开', note: '先打电话问' };
    const more = lines.filter((line) => line !== care && line.kind === 'meal');
    const note = more.map((line) => `${line.label} ${price(line.amountFen)} ${perUnit(currency, line.unit)}`);
    return {
      text: `${price(care.amountFen)} ${perUnit(currency, care.unit)}`,
      note: note.length === 0 ? care.label : `${care.label}，另有${note.join('、')}`,
      rank: units.size === 1 ? care.amountFen : null,
    };
  });
}

function hands({ staffRatio }: CentreDetail): Answer {
  if (staffRatio === null || staffRatio.carers < 1) return { text: '没有公开', note: '先打电话问' };
  const { carers, children, ratioLimit, asOf } = staffRatio;
  const each = Math.ceil(children / carers);
  const limit = each > ratioLimit ? `超过国家要求的 ${ratioLimit} 个` : `国家要求不超过 ${ratioLimit} 个`;
  return { text: `每位老师带 ${each} 个`, note: `${limit}，${monthDay(asOf)}报的`, rank: children / carers };
}

function grade({ quality, card }: CentreDetail): Answer {
  if (card.grade === null) return { text: '没有公开' };
  const by =
    quality === null
      ? null
      : `${quality.isSelfAssessed ? '机构自评' : quality.assessor}，${quality.assessedOn}`;
  return { text: `${card.grade} 级`, note: by, rank: card.grade.charCodeAt(0) };
}

function hours(centre: CentreDetail): Answer {
  const open = hourLines(centre).filter((line) => line.hours !== '休息');
  if (open.length === 0) return { text: '没有公开' };
  return { text: open.map((line) => `${line.days} ${line.hours}`).join('，') };
}

function safety({ safety: facts }: CentreDetail): Answer {
  if (facts.length === 0) return { text: '没有公开', note: '先打电话问' };
  const lacking = facts.filter(({ holds }) => !holds).map(({ kind }) => safetyWords[kind].lacks);
  return {
    text: `${facts.length - lacking.length} 项有`,
    note: lacking.length === 0 ? '公开的都有' : lacking.join('，'),
  };
}

/** The questions parents ask of each, in the order of weight. `nickname` is the child for whom the price holds. */
export function compareRows(
  centres: readonly CentreDetail[],
  child: { nickname: string | null; ageMonths: number | null },
): ComparedRow[] {
  const isNear = centres.some(({ card }) => card.distanceMetres !== null);
  return [
    rowOf('备案', centres.map(filing)),
    ...(isNear ? [rowOf('距离', centres.map(distance), '最近')] : []),
    rowOf(
      '余位',
      centres.map((centre) => places(centre, child.ageMonths)),
      '最多',
    ),
    rowOf(child.nickname === null ? '价格' : `价格，给${child.nickname}`, prices(centres), '最低'),
    rowOf('师生比', centres.map(hands), '带得最少'),
    rowOf('质量等级', centres.map(grade), '最好'),
    rowOf('开门时间', centres.map(hours)),
    rowOf('安全', centres.map(safety)),
  ];
}
