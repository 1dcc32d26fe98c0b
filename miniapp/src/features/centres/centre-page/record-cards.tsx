import { View } from '@tarojs/components';
import type { CentreDetail } from '../../../api/centre';
import type { SavedCentre } from '../../../api/saved-centres';
import { Card } from '../../../ui/card';
import { Picture } from '../../../ui/picture';
import { factIcon } from '../../../ui/pictures/fact-icon';
import { Tag } from '../../../ui/tag';
import { monthDay } from '../../../ui/words/civil-words';
import { EventThread } from '../event-thread';
import { changesWords, isNewSinceSaved, newestFirst } from '../saved/saved-words';
import { safetyDrawings, safetyWords } from './disclosure-words';
import { Fact } from './fact';
import './safety.css';

/** 公示: what authorities put on record, newest on top; what came after saving is marked. */
export function DisclosureCard(props: {
  disclosures: CentreDetail['disclosures'];
  changes: SavedCentre['changes'];
}) {
  const { disclosures, changes } = props;
  const changed = changesWords(changes);
  return (
    <Card
      className="cp-section"
      title="公示记录"
      aside={changed !== null && <Tag tone="apricot" text={changed} />}
    >
      {disclosures.length === 0 ? (
        <View className="nc-small nc-above-4">还没有公示记录。</View>
      ) : (
        <EventThread
          events={newestFirst(disclosures)}
          markOf={(event) => (isNewSinceSaved(event, changes) ? '收藏后' : null)}
        />
      )}
    </Card>
  );
}

/** 安全: what holds and what does not, each with its date. */
export function SafetyCard({ safety }: { safety: CentreDetail['safety'] }) {
  if (safety.length === 0) {
    return (
      <Card className="cp-section" title="安全">
        <View className="nc-small nc-above-4">还没有公开安全信息，可以打电话问。</View>
      </Card>
    );
  }
  const newest = safety.reduce((latest, { asOf }) => (asOf > latest ? asOf : latest), '');
  return (
    <Card
      className="cp-section"
      title="安全"
      aside={<View className="nc-caption">园方 {monthDay(newest)}更新</View>}
    >
      <View className="cp-safety">
        {safety.map(({ kind, holds, note }) => (
          <View key={kind} className="cp-safety-fact">
            <View className={`cp-safety-icon ${holds ? '' : 'cp-safety-lacks'}`}>
              <Picture svg={factIcon(safetyDrawings[kind], !holds)} width={20} height={20} />
            </View>
            <View className="nc-grow">
              <View className="cp-safety-name">
                {holds ? safetyWords[kind].holds : safetyWords[kind].lacks}
              </View>
              <View className="nc-caption">{note ?? (holds ? '有' : '')}</View>
            </View>
          </View>
        ))}
      </View>
    </Card>
  );
}

/** What else the register says: who runs it, under which number, where to read more. */
export function AboutCard({ centre }: { centre: CentreDetail }) {
  const { registration, card, website, email } = centre;
  const operator = registration.operatorName === card.name ? null : registration.operatorName;
  const facts = [
    ['主办', operator],
    ['登记号', registration.number],
    ['网站', website],
    ['邮箱', email],
  ] as const;
  if (facts.every(([, value]) => value === null)) return null;
  return (
    <Card className="cp-section" title="登记的资料">
      <View className="cp-facts">
        {facts.map(([name, value]) => value !== null && <Fact key={name} name={name} value={value} />)}
      </View>
    </Card>
  );
}
