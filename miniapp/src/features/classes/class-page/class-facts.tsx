import { View } from '@tarojs/components';
import type { ParentClass } from '../../../api/classes';
import type { Child } from '../../../api/family';
import { openInMapApp } from '../../../platform/map-app';
import { goTo } from '../../../platform/navigate';
import { LinkButton } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { type Fact, FactRows } from '../../../ui/fact-rows';
import { Icon } from '../../../ui/icon';
import { Tap } from '../../../ui/tap';
import { agoWords, clockWords, monthDay } from '../../../ui/words/civil-words';
import { lengthWords, sessionWords } from '../../../ui/words/class-words';
import { metresWords } from '../../../ui/words/distance';

/** When, where, who, and the terms: what stands below what one decides by. */
export function ClassFacts({ of, today }: { of: ParentClass; child: Child | null; today: string | null }) {
  return (
    <>
      {of.sessions.length > 0 && (
        <Card
          className="cl-gap"
          title={of.sessions.length > 1 ? `时间，共 ${of.sessions.length} 次` : '时间'}
        >
          {of.sessions.map((session) => (
            <View
              key={session.startsAt}
              className={`cl-session ${today !== null && session.date < today ? 'cl-session-over' : ''}`}
            >
              {sessionWords(session)}
            </View>
          ))}
        </Card>
      )}
      {of.venue !== null && <VenueCard of={of} venue={of.venue} />}
      <Card className="cl-gap" title="讲什么">
        {of.recordedSeconds !== null && <View className="nc-small">{lengthWords(of.recordedSeconds)}</View>}
        <View className="cl-about">{of.about}</View>
        {of.replayOf !== null && <View className="nc-caption nc-above-4">这是一节直播课的回放。</View>}
      </Card>
      <Card className="cl-gap" title={of.experts.length === 0 ? '主办' : '谁来讲'}>
        {of.experts.map((expert) => (
          <ExpertLine key={`${expert.id ?? ''}${expert.name}`} expert={expert} />
        ))}
        <Organiser of={of} />
      </Card>
      {of.way !== 'recorded' && (
        <Card className="cl-gap" title="报名和取消">
          <FactRows facts={termsOf(of)} />
        </Card>
      )}
    </>
  );
}

function VenueCard({ of, venue }: { of: ParentClass; venue: NonNullable<ParentClass['venue']> }) {
  const { name, address, point } = venue;
  return (
    <Card className="cl-gap" title="地方">
      <View className="nc-row nc-between nc-gap-8">
        <View className="nc-grow">
          <View className="nc-bold">{name}</View>
          <View className="nc-small">{address}</View>
          {of.distanceMetres !== null && <View className="nc-caption">{metresWords(of.distanceMetres)}</View>}
        </View>
        <LinkButton
          icon="navigate"
          text="导航"
          label={`导航去${name}`}
          onTap={() => openInMapApp({ name, address, point })}
        />
      </View>
    </Card>
  );
}

function ExpertLine({ expert: { id, name, title } }: { expert: ParentClass['experts'][number] }) {
  const words = (
    <>
      <View className="cl-arch" aria-hidden="true">
        {name.slice(0, 1)}
      </View>
      <View className="nc-grow">
        <View className="nc-bold">{name}</View>
        {title !== null && <View className="nc-small">{title}</View>}
      </View>
    </>
  );
  if (id === null) return <View className="cl-line">{words}</View>;
  return (
    <Tap
      role="link"
      className="cl-line"
      label={`${name}${title === null ? '' : `，${title}`}，看介绍`}
      onTap={() => goTo('/pages/guidance/expert', { id })}
    >
      {words}
      <Icon name="chevron-right" />
    </Tap>
  );
}

/** Named as such below whoever holds the class; alone it stands under the card's own title. */
function Organiser({ of: { organiser, experts } }: { of: ParentClass }) {
  const { centreId, name, kind } = organiser;
  const whose = experts.length === 0 ? '' : '主办：';
  if (centreId === null)
    return (
      <View className="nc-small nc-above-4">
        {whose}
        {name}
        {kind === 'district' ? '卫生健康部门' : ''}
      </View>
    );
  return (
    <Tap
      role="link"
      className="cl-line"
      label={`主办：${name}，看这家机构`}
      onTap={() => goTo('/pages/centre/index', { id: centreId })}
    >
      <View className="nc-small nc-grow">
        {whose}
        {name}
      </View>
      <Icon name="chevron-right" />
    </Tap>
  );
}

function termsOf(of: ParentClass): Fact[] {
  const { signUp, seats, offerHold } = of;
  const facts: Fact[] = [];
  if (signUp.state === 'notYet')
    facts.push(['开始报名', `${monthDay(signUp.opensOn)} ${clockWords(signUp.opensTime)}`]);
  if (signUp.closesOn !== null && signUp.closesTime !== null)
    facts.push(['报名截止', `${monthDay(signUp.closesOn)} ${clockWords(signUp.closesTime)}`]);
  facts.push(['取消', of.cancelHours === 0 ? '开课前都能取消' : `开课前 ${of.cancelHours} 小时前能取消`]);
  if (of.mostPerFamily !== null) facts.push(['一家最多', `${of.mostPerFamily} 个孩子`]);
  if (seats === null) facts.push(['名额', '不限人']);
  else {
    const minutes = Math.max(0, Math.floor((Date.now() - Date.parse(seats.asOf)) / 60_000));
    facts.push(['名额', `${seats.places} 个，还剩 ${seats.left} 个（${agoWords(minutes)}）`]);
    if (offerHold !== null)
      facts.push(['候补', `轮到时名额留 ${offerHold.atLeastMinutes} 到 ${offerHold.atMostMinutes} 分钟`]);
  }
  return facts;
}
