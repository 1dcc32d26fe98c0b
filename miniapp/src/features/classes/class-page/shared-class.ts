import type { ParentClass } from '../../../api/classes';
import { addressOf, type Shared } from '../../../platform/share';
import { agesWords, sessionWords, wayWords } from '../../../ui/words/class-words';

/** What somebody else gets to read about a class: facts anybody may see, nothing of the family that sends it. */
export function sharedClass(of: ParentClass): Shared {
  const [first] = of.sessions;
  const facts = [
    wayWords[of.way],
    ...(first === undefined ? [] : [sessionWords(first)]),
    ...(of.venue === null ? [] : [of.venue.name]),
    `适合 ${agesWords(of)}`,
    ...(of.priceFen === 0 ? ['免费'] : []),
  ].join('，');
  const path = `/pages/class/index?id=${encodeURIComponent(of.id)}`;
  const where = addressOf === null ? '在“就近托”小程序里能看到' : addressOf(path);
  const title = `${of.isDemo ? '演示数据：' : ''}${of.title}`;
  return { title: `${title}，${facts}`, text: `${title}。${facts}。${where}`, path };
}
