import type { CentreDetail } from '../../../api/centre';
import { addressOf, type Shared } from '../../../platform/share';
import { perUnit, price } from '../../../ui/words/money';
import { filingWords } from '../card-words';
import { pricesFor } from './centre-facts';

/**
 * What somebody else gets to read about a centre: facts anybody may see. Nothing of the child, and neither a distance nor
 * a price for this child, because both would tell something of the family that sends it.
 */
export function sharedCentre(centre: CentreDetail): Shared {
  const { card, filing, region } = centre;
  const care = pricesFor(centre, null)[0];
  const facts = [
    filing.status === 'filed' && filing.credentialKind === 'licence' ? '已许可' : filingWords(card),
    ...(card.isInclusive ? ['普惠'] : []),
    ...(card.grade === null ? [] : [`质量 ${card.grade} 级`]),
    ...(care === undefined || filing.status !== 'filed'
      ? []
      : [`${care.label} ${price(care.amountFen)} ${perUnit(region.currency, care.unit)}`]),
  ].join('，');
  const path = `/pages/centre/index?id=${encodeURIComponent(card.id)}`;
  const where = addressOf === null ? '在“就近托”小程序里能看到' : addressOf(path);
  const title = `${card.isDemo ? '演示数据：' : ''}${card.name}，${facts}`;
  return { title, text: `${title}。${card.address}。${where}`, path, picture: '/assets/share/centre.png' };
}
