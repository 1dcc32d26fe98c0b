import type {
  CategoryRule,
  ComplaintBody,
  ComplaintCategory,
  ComplaintLevel,
  ComplaintRules,
} from '../../regions/complaint-rules.js';

type Filed = {
  category: ComplaintCategory;
  /** Children concerned, where the author says how many. */
  affectedChildren?: number | undefined;
  /** Whether it names whom it is about. */
  hasWho: boolean;
  /** Whether a centre is known at whose desk somebody would see it. */
  isCentreThere: boolean;
};

/** @throws RangeError for a category that the region does not have: the contract's list and the region's are one */
export function categoryRule({ categories }: ComplaintRules, code: ComplaintCategory): CategoryRule {
  const rule = categories.find((one) => one.code === code);
  if (!rule) throw new RangeError(`no category ${code}`);
  return rule;
}

export function levelOf(
  rules: ComplaintRules,
  { category, affectedChildren = 1 }: Pick<Filed, 'category' | 'affectedChildren'>,
): ComplaintLevel {
  const { level, urgentFromChildren = Number.POSITIVE_INFINITY } = categoryRule(rules, category);
  return affectedChildren >= urgentFromChildren ? 'urgent' : level;
}

/**
 * Who looks after it first. What goes to the centre first goes past it where somebody is named, who may be the very one
 * that would read it, and where no centre is known or nobody of it would see it.
 */
export function firstBody(rules: ComplaintRules, filed: Filed): ComplaintBody {
  const { bodies } = categoryRule(rules, filed.category);
  const isPastCentre = filed.hasWho || !filed.isCentreThere;
  return bodies.find((body) => body !== 'centre' || !isPastCentre) ?? bodies[0];
}

/** The department in charge of childcare: its officers have the desks. */
export const deskBody: ComplaintBody = 'health';

/** Whom the handler may pass it to, beside itself. */
export function otherBodies(
  rules: ComplaintRules,
  category: ComplaintCategory,
  handler: ComplaintBody,
): ComplaintBody[] {
  return categoryRule(rules, category).bodies.filter((body) => body !== handler && body !== 'centre');
}

export function bodyName({ bodies }: ComplaintRules, code: ComplaintBody): string {
  return bodies.find((body) => body.code === code)?.name ?? code;
}

/** `level` 0 is the district itself. */
export function levelName({ higherLevels }: ComplaintRules, level: number): string | null {
  return level === 0 ? null : (higherLevels[level - 1] ?? null);
}
