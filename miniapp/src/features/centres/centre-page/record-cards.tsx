import { View } from '@tarojs/components';
import type { CentreDetail } from '../../../api/centre';
import { Card } from '../../../ui/card';
import { Picture } from '../../../ui/picture';
import { factIcon } from '../../../ui/pictures/fact-icon';
import { ageGroupWords } from '../../../ui/words/care-words';
import { monthDay } from '../../../ui/words/civil-words';
import { hourLines } from './centre-facts';
import { eventWords, safetyDrawings, safetyWords } from './disclosure-words';

/** 公示: what authorities put on record, newest on top. */
export function DisclosureCard({ disclosures }: { disclosures: CentreDetail['disclosures'] }) {
  const events = [...disclosures].sort((a, b) => b.on.localeCompare(a.on));
  return (
    <Card className="cp-section" title="公示记录">
      {events.length === 0 ? (
        <View className="nc-small nc-above-4">还没有公示记录。</View>
      ) : (
        <View className="cp-thread" role="list">
          {events.map((event, index) => (
            <View
              key={`${event.on} ${event.kind} ${event.text}`}
              className={`cp-knot ${index === 0 ? 'cp-knot-newest' : ''}`}
              role="listitem"
            >
              <View className="cp-knot-text">
                <View className="nc-bold cp-inline">{eventWords[event.kind]}</View> {event.text}
              </View>
              <View className="nc-caption">
                {event.on}·{event.source}
              </View>
            </View>
          ))}
        </View>
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

/** 班和时间: groups with ages and places, opening hours by weekday. */
export function GroupsCard({ centre }: { centre: CentreDetail }) {
  return (
    <Card className="cp-section" title="班和时间">
      {centre.groups.map((group) => (
        <View key={group.id} className="cp-line">
          <View className="nc-grow">
            <View className="cp-line-name">{group.name}</View>
            <View className="nc-caption">
              {group.name === ageGroupWords[group.ageGroup] ? '' : `${ageGroupWords[group.ageGroup]}，`}
              {group.minMonths}–{group.maxMonths} 月{group.carers === null ? '' : `，${group.carers} 位老师`}
            </View>
          </View>
          <View className="nc-nowrap">
            <View className="nc-strong cp-inline">{group.places}</View>
            <View className="nc-caption cp-inline"> 个托位</View>
          </View>
        </View>
      ))}
      {hourLines(centre).map(({ days, hours }) => (
        <View key={days} className="cp-line">
          <View className="nc-grow cp-line-name">{days}</View>
          <View className="cp-line-name">{hours}</View>
        </View>
      ))}
      <View className="nc-caption nc-above-4">节假日按国家安排，以选日期时看到的为准。</View>
    </Card>
  );
}
