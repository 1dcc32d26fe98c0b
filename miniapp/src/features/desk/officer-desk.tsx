import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import type { Desk } from '../../api/desk';
import { Dock } from '../../ui/dock';
import { PageShell } from '../../ui/page-shell';
import { Segmented } from '../../ui/segmented';
import { useInbox } from './ask-desk';
import { type Centre, CentresTab } from './centres-tab';
import { ClassesLinks } from './classes/classes-link';
import { CloseDesk } from './close-desk';
import { ComplaintsLink } from './complaints/complaints-link';
import { InboxTab } from './inbox-tab';
import { SuspendSheet } from './suspend-sheet';

type Tab = 'inbox' | 'centres';

/** 工作台 of a district: what waits for an answer, and how fresh the centres' own figures are. */
export function OfficerDesk(props: { open: NonNullable<Desk['open']>; name: string; overlay?: ReactNode }) {
  const [tab, setTab] = useState<Tab>('inbox');
  const [changing, setChanging] = useState<Centre | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const waiting = useInbox().data?.items.length ?? 0;
  return (
    <PageShell
      title={`${props.name} 工作台`}
      overlay={
        <>
          {changing !== null && (
            <SuspendSheet
              centre={changing}
              today={props.open.today}
              onDone={setDone}
              onClose={() => setChanging(null)}
            />
          )}
          {props.overlay}
        </>
      }
      dock={
        <Dock>
          <View className="nc-small dk-promise">你看过哪个孩子、什么时候看的，家长都能看到。</View>
        </Dock>
      }
    >
      <Segmented<Tab>
        label="工作台的部分"
        value={tab}
        options={[
          { value: 'inbox', text: waiting === 0 ? '待回复' : `待回复 ${waiting}` },
          { value: 'centres', text: '机构' },
        ]}
        onChange={setTab}
      />
      <View className="dk-gap">
        {tab === 'inbox' ? <InboxTab /> : <CentresTab done={done} onChange={setChanging} />}
      </View>
      <ComplaintsLink role="officer" />
      <ClassesLinks role="officer" />
      <CloseDesk openUntil={props.open.openUntil} />
    </PageShell>
  );
}
