import { View } from '@tarojs/components';
import type { CentreDetail } from '../../../api/centre';
import { Card } from '../../../ui/card';
import { ageGroupWords } from '../../../ui/words/care-words';
import { dayWords } from '../../../ui/words/civil-words';
import { groupStaffWords, hourLines } from './centre-facts';
import { specialDayLines } from './hours-words';

type Group = CentreDetail['groups'][number];

function GroupLine({ group }: { group: Group }) {
  const kind = ageGroupWords[group.ageGroup];
  const staff = groupStaffWords(group);
  return (
    <View className="cp-line">
      <View className="nc-grow">
        <View className="cp-line-name">{group.name}</View>
        <View className="nc-caption">
          {group.name === kind ? '' : `${kind}，`}
          {group.minMonths}–{group.maxMonths} 月{staff === null ? '' : `，${staff}`}
        </View>
      </View>
      <View className="cp-line-end">
        <View className="nc-nowrap">
          <View className="nc-strong cp-inline">{group.places}</View>
          <View className="nc-caption cp-inline"> 个托位</View>
        </View>
        {group.freePlaces !== null && (
          <View className="nc-caption">{group.freePlaces > 0 ? `还空 ${group.freePlaces} 个` : '满了'}</View>
        )}
      </View>
    </View>
  );
}

/** 班和时间: groups with ages, places and free ones, opening hours by weekday, and the days that are otherwise. */
export function GroupsCard({ centre }: { centre: CentreDetail }) {
  const { groups, groupsFreeOn, specialDays, region } = centre;
  const isCounted = groupsFreeOn !== null && groups.some(({ freePlaces }) => freePlaces !== null);
  return (
    <>
      {groups.length > 0 && (
        <Card
          className="cp-section"
          title="各班托位"
          aside={isCounted && <View className="nc-caption">余位按 {dayWords(groupsFreeOn)}的预约算</View>}
        >
          {groups.map((group) => (
            <GroupLine key={group.id} group={group} />
          ))}
        </Card>
      )}
      <Card className="cp-section" title="开门时间">
        {centre.openingHours.length === 0 ? (
          <View className="nc-small nc-above-4">没有公开开门时间，先打电话问。</View>
        ) : (
          hourLines(centre).map(({ days, hours }) => (
            <View key={days} className="cp-line">
              <View className="nc-grow cp-line-name">{days}</View>
              <View className="cp-line-name">{hours}</View>
            </View>
          ))
        )}
        {specialDayLines(specialDays, region.today).map(({ day, words }) => (
          <View key={day} className="cp-line">
            <View className="nc-grow cp-line-name">{day}</View>
            <View className="cp-line-name nc-bold">{words}</View>
          </View>
        ))}
        {specialDays.length === 0 && (
          <View className="nc-caption nc-above-4">最近没有节假日，也没有调休上班。</View>
        )}
      </Card>
    </>
  );
}
