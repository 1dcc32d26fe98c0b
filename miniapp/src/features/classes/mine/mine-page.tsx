import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { type SignUp, useMySignUps } from '../../../api/classes';
import { call } from '../../../api/client';
import { keptAtText } from '../../../api/last-answers';
import { useRegions } from '../../../api/regions';
import { requireSession, useSession } from '../../../api/session';
import { useWrite } from '../../../api/use-write';
import { goTo, goToTab } from '../../../platform/navigate';
import { usePageShown } from '../../../platform/page';
import { saveFile } from '../../../platform/save-file';
import { Button, LinkButton } from '../../../ui/button';
import { EmptyCard } from '../../../ui/empty-card';
import { MoreButton } from '../../../ui/more-button';
import { OfflineNotice } from '../../../ui/offline-notice';
import { PageShell } from '../../../ui/page-shell';
import { Segmented } from '../../../ui/segmented';
import { Tag } from '../../../ui/tag';
import { Tap } from '../../../ui/tap';
import { Unread } from '../../../ui/unread';
import { startWords, wayLooks, wayWords } from '../../../ui/words/class-words';
import { WriteFault } from '../../../ui/write-fault';
import { ClassCover } from '../class-cover';
import '../classes.css';
import { openClass } from '../open-class';
import { signUpState, untilWords } from '../sign-up-words';

type Group = 'coming' | 'past';

/** 我的课: what my family signed up for, waits for and learns; then what is past. */
export function MyClassesPage({ overlay }: { overlay?: ReactNode }) {
  const isSignedOut = useSession((session) => session.status === 'signedOut');
  const [group, setGroup] = useState<Group>('coming');
  return (
    <PageShell title="我的课" overlay={overlay}>
      {isSignedOut ? (
        <EmptyCard seed="classes" title="登录后，报的课都在这里" sentence="看课、看课表不用登录。">
          <Button text="登录" onTap={() => requireSession(() => undefined)} />
        </EmptyCard>
      ) : (
        <>
          <Segmented<Group>
            label="哪些课"
            value={group}
            options={[
              { value: 'coming', text: '要上的' },
              { value: 'past', text: '上过的' },
            ]}
            onChange={setGroup}
          />
          <SignUps key={group} group={group} />
        </>
      )}
    </PageShell>
  );
}

function SignUps({ group }: { group: Group }) {
  const read = useMySignUps(group);
  const { regions } = useRegions();
  const today = regions[0]?.today ?? null;
  const { items, keptAtMs, refetch } = read;
  usePageShown(() => void refetch());
  if (items === null)
    return (
      <View className="nc-card cl-gap">
        <Unread label="正在取我的课" read={read} />
      </View>
    );
  return (
    <View>
      {keptAtMs !== null && (
        <OfflineNotice className="cl-gap" onReload={() => void refetch()}>
          下面是{keptAtText(keptAtMs)} 看到的，签到码能用。
        </OfflineNotice>
      )}
      {items.length === 0 && (
        <View className="cl-gap">
          <EmptyCard
            seed="my-classes"
            title={group === 'coming' ? '还没有报课' : '还没有上过的课'}
            sentence={group === 'coming' ? '报好的课会在这里，到场报签到码。' : '上过的课会在这里，能评价。'}
          >
            <Button text="去看看课" onTap={() => goToTab('/pages/classes/index')} />
          </EmptyCard>
        </View>
      )}
      {items.length > 0 && (
        <View role="list">
          {items.map((signUp) => (
            <View key={signUp.id} role="listitem">
              <SignUpRow signUp={signUp} today={today} />
            </View>
          ))}
        </View>
      )}
      {read.hasNextPage && (
        <View className="cl-more">
          <MoreButton read={read} />
        </View>
      )}
      {group === 'coming' &&
        items.some(({ status, class: of }) => status === 'confirmed' && of.sessions.length > 0) && (
          <AllToCalendar />
        )}
    </View>
  );
}

function SignUpRow({ signUp, today }: { signUp: SignUp; today: string | null }) {
  const { class: of, child, offer, status } = signUp;
  const [session] = of.sessions;
  const { word, tint } = signUpState(signUp);
  const when = session === undefined ? '随时能学' : startWords(session, today);
  const line =
    offer !== null
      ? `名额留到 ${untilWords({ date: offer.untilDate, time: offer.untilTime }, today)}`
      : status === 'waiting' && signUp.waitlistPosition !== null
        ? `排第 ${signUp.waitlistPosition} 位`
        : status === 'confirmed' && signUp.code !== null
          ? `签到码 ${signUp.code}`
          : signUp.rating?.isOpen && signUp.rating.stars === null
            ? '还没评价'
            : (of.venue?.name ?? of.organiserName);
  const card = { id: of.id, way: of.way, time: of.time, status: of.status };
  return (
    <Tap
      role="link"
      className={`nc-card cl-row ${offer === null ? '' : 'cl-offered'}`}
      label={[wayWords[of.way], of.title, when, child.nickname, word, line].join('，')}
      onTap={() => (offer === null ? openClass(card, signUp) : goTo('/pages/class/index', { id: of.id }))}
    >
      <ClassCover id={of.id} way={of.way} isSmall />
      <View className="nc-grow">
        <View className="nc-row nc-wrap cl-row-head">
          <Tag text={wayWords[of.way]} tone={wayLooks[of.way].tone} icon={wayLooks[of.way].icon} />
          <View className="nc-caption">{when}</View>
        </View>
        <View className="nc-strong cl-row-title">{of.title}</View>
        <View className="nc-row nc-between nc-wrap cl-row-foot">
          <View className="nc-caption">
            {child.nickname}·{line}
          </View>
          <Tag
            text={of.status === 'cancelled' ? '课取消了' : word}
            tone={of.status === 'cancelled' ? 'red' : tint}
          />
        </View>
      </View>
    </Tap>
  );
}

/** All of them as one file; a calendar replaces those it has. */
function AllToCalendar() {
  const write = useWrite();
  const save = () =>
    void write.run(async () => {
      const { fileName, text } = await call('getClassCalendar', { query: {} });
      await saveFile(fileName, text, 'text/calendar');
    });
  return (
    <View className="cl-more">
      <LinkButton icon="calendar" text="都放进日历" isBusy={write.isBusy} onTap={save} />
      <WriteFault error={write.error} />
    </View>
  );
}
