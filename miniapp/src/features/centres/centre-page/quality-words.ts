import type { CentreDetail } from '../../../api/centre';
import { lowestScore, type RadarScore } from '../../../ui/pictures/radar';

type Quality = NonNullable<CentreDetail['quality']>;
type Dimension = Quality['scores'][number]['dimension'];

/** The seven dimensions of WS/T 821—2023 in its own order: the numbers of the figure and of the table. */
export const dimensions: readonly { dimension: Dimension; name: string }[] = [
  { dimension: 'conditions', name: '办托条件' },
  { dimension: 'team', name: '托育队伍' },
  { dimension: 'care', name: '保育照护' },
  { dimension: 'health', name: '卫生保健' },
  { dimension: 'parentingSupport', name: '养育支持' },
  { dimension: 'safety', name: '安全保障' },
  { dimension: 'management', name: '机构管理' },
];

/** Scores in that order; null where the assessor gave none. */
export function scoresInOrder(quality: Quality): RadarScore[] {
  return dimensions.map(({ dimension }) => {
    const score = quality.scores.find((one) => one.dimension === dimension);
    return score && score.outOf > 0 ? { points: score.points, outOf: score.outOf } : null;
  });
}

/** `总分 893/1000。安全保障最好，养育支持较弱。` Under four known dimensions only what is known. */
export function qualitySentence(quality: Quality): {
  total: string;
  best: string | null;
  weakest: string | null;
} {
  const scores = scoresInOrder(quality);
  const known = scores.filter((score) => score !== null);
  const points = known.reduce((sum, score) => sum + score.points, 0);
  const outOf = known.reduce((sum, score) => sum + score.outOf, 0);
  const lowest = lowestScore(scores);
  const shares = scores.map((score) => (score ? score.points / score.outOf : -1));
  const best = lowest === -1 ? -1 : shares.indexOf(Math.max(...shares));
  return {
    total: known.length === scores.length ? `总分 ${points}/${outOf}` : `公开了 ${known.length} 项`,
    best: dimensions[best]?.name ?? null,
    weakest: dimensions[lowest]?.name ?? null,
  };
}
