import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { call } from '../../api/client';
import { type Child, useMyFamily } from '../../api/family';
import { keptAtText } from '../../api/last-answers';
import { useWrite } from '../../api/use-write';
import { goToTab } from '../../platform/navigate';
import { Button, LinkButton } from '../../ui/button';
import { Card } from '../../ui/card';
import { ChoiceList } from '../../ui/choice-list';
import { OfflineNotice } from '../../ui/offline-notice';
import { PageShell } from '../../ui/page-shell';
import { Picture } from '../../ui/picture';
import { guidanceQuilt } from '../../ui/pictures/guidance-quilt';
import { Thread } from '../../ui/thread';
import { Unread } from '../../ui/unread';
import { dayWords } from '../../ui/words/civil-words';
import { WriteFault } from '../../ui/write-fault';
import { type Guidance, keepGuidance, useGuidance } from './ask-guidance';
import './guidance.css';
import { contactWords, guidanceWords, thisYearOf } from './guidance-words';
import { HomeDistrictCard } from './home-district-card';

/** A child's yearly guidance: what counted, year by year, and what the family says to it. */
export function GuidancePage(props: {
  child: Child;
  onChild: (childId: string) => void;
  overlay?: ReactNode;
}) {
  const { child, overlay } = props;
  const read = useGuidance(child.id);
  const { guidance, keptAtMs, refetch } = read;
  const children = useMyFamily().family?.children ?? [];
  return (
    <PageShell title={`${child.nickname}的育儿指导`} overlay={overlay}>
      {children.length > 1 && (
        <ChoiceList
          label="看哪个孩子"
          value={child.id}
          options={children.map(({ id, nickname }) => ({ value: id, text: nickname }))}
          onChange={props.onChild}
        />
      )}
      {guidance === null ? (
        <View className="nc-card gd-gap">
          <Unread label="正在取记录" read={read} />
        </View>
      ) : (
        <>
          {keptAtMs !== null && (
            <OfflineNotice className="gd-gap" onReload={() => void refetch()}>
              这是{keptAtText(keptAtMs)} 看到的。
            </OfflineNotice>
          )}
          <ThisYear child={child} guidance={guidance} />
          <Years guidance={guidance} />
          <HomeDistrictCard guidance={guidance} />
          <View className="nc-caption nc-centre nc-above-12">
            到场签到、直播看够、录播学完、老师来过，自己记上。
          </View>
        </>
      )}
    </PageShell>
  );
}

function ThisYear({ child, guidance }: { child: Child; guidance: Guidance }) {
  const { title, sentence } = guidanceWords(child.nickname, guidance);
  const { contacts, isDeclined, hasEnough, year } = thisYearOf(guidance);
  const write = useWrite();
  const [isAsking, setAsking] = useState(false);
  const decline = (next: boolean) =>
    void write.run(async () => {
      const body = { year, isDeclined: next };
      keepGuidance(await call('declineGuidance', { params: { childId: child.id }, body }));
      setAsking(false);
    });
  return (
    <View className="nc-card gd-gap">
      <View className="nc-row nc-gap-12">
        <Picture {...guidanceQuilt(contacts.length)} label={`今年学过 ${contacts.length} 次`} />
        <View className="nc-grow">
          <View className="nc-heading" role="heading" aria-level="2">
            {title}
          </View>
          <View className="nc-small">{sentence}</View>
        </View>
      </View>
      {guidance.isUnderThree && !hasEnough && (
        <View className="nc-row nc-wrap nc-gap-12 nc-above-8">
          <Button isSmall text="挑一节课" onTap={() => goToTab('/pages/classes/index')} />
          {isDeclined ? (
            <LinkButton text="改主意了，提醒我" isBusy={write.isBusy} onTap={() => decline(false)} />
          ) : (
            !isAsking && <LinkButton text="今年不需要" onTap={() => setAsking(true)} />
          )}
        </View>
      )}
      {isAsking && !isDeclined && (
        <View className="nc-above-8" role="group" aria-label="今年不需要？">
          <View className="nc-small">说了不需要，今年就不再提醒。随时能改回来，课照样能报。</View>
          <View className="nc-row nc-wrap nc-gap-8 nc-above-8">
            <Button
              className="nc-half"
              kind="outline"
              isSmall
              text={write.isBusy ? '正在记下' : '今年不需要'}
              isBusy={write.isBusy}
              onTap={() => decline(true)}
            />
            <Button className="nc-half" kind="outline" isSmall text="先不说" onTap={() => setAsking(false)} />
          </View>
        </View>
      )}
      <WriteFault error={write.error} />
    </View>
  );
}

function Years({ guidance }: { guidance: Guidance }) {
  const years = guidance.years.filter(({ contacts }) => contacts.length > 0);
  if (years.length === 0) return null;
  return (
    <>
      {years.map(({ year, contacts }) => (
        <Card key={year} className="gd-gap" title={`${year} 年`}>
          <Thread
            knots={[...contacts].reverse().map((contact, index) => ({
              key: contact.sourceId,
              ...(index === 0 && year === guidance.thisYear ? { look: 'newest' as const } : {}),
              content: (
                <View className="nc-knot-text">
                  <View className="nc-bold">{contact.title}</View>
                  <View className="nc-small">
                    {dayWords(contact.on)}·{contactWords[contact.kind]}
                  </View>
                </View>
              ),
            }))}
          />
        </Card>
      ))}
    </>
  );
}
