import { useQuery } from '@tanstack/react-query';
import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { call } from '../../api/client';
import { errorLine } from '../../api/error-messages';
import { type Child, refreshMyFamily } from '../../api/family';
import { queryClient } from '../../api/query-client';
import { useRegions } from '../../api/regions';
import { mineKey, useSession } from '../../api/session';
import { unlessGone, useWrite } from '../../api/use-write';
import { goBack } from '../../platform/navigate';
import { Button, LinkButton } from '../../ui/button';
import { Card } from '../../ui/card';
import { ConfirmSheet } from '../../ui/confirm-sheet';
import { EmptyCard } from '../../ui/empty-card';
import { FactRows } from '../../ui/fact-rows';
import { PageShell } from '../../ui/page-shell';
import { ageWords } from '../../ui/words/civil-words';
import { sexWords } from '../../ui/words/family-words';
import { EditChildForm } from './edit-child-form';
import './family-home.css';
import { groupWords } from './my-family';
import { WithFamily } from './with-family';

/** 孩子: what is kept about one child, and the ways to correct and to erase it. */
export function ChildPage({ childId, overlay }: { childId: string; overlay?: ReactNode }) {
  return (
    <WithFamily title="孩子" overlay={overlay}>
      {(family, offline) => {
        const child = family.children.find(({ id }) => id === childId);
        if (child !== undefined) return <ChildContent child={child} offline={offline} overlay={overlay} />;
        return (
          <PageShell title="孩子" overlay={overlay}>
            <EmptyCard seed="child" title="找不到了" sentence="可能已经删除，或者不是你家的。">
              <Button text="返回" onTap={goBack} />
            </EmptyCard>
          </PageShell>
        );
      }}
    </WithFamily>
  );
}

function ChildContent(props: { child: Child; offline: ReactNode; overlay?: ReactNode }) {
  const { child } = props;
  const [isEditing, setEditing] = useState(false);
  const [isRemoving, setRemoving] = useState(false);
  const group = groupWords(child.ageMonths);
  return (
    <PageShell
      title={child.nickname}
      overlay={
        <>
          <RemoveSheet child={child} isOpen={isRemoving} onClose={() => setRemoving(false)} />
          {props.overlay}
        </>
      }
    >
      {props.offline}
      {isEditing ? (
        <Card title="改一改">
          <EditChildForm child={child} onDone={() => setEditing(false)} />
        </Card>
      ) : (
        <Card title="我们存了这些">
          <FactRows
            facts={[
              ['小名', child.nickname],
              ['生日', child.birthOn],
              ['月龄', ageWords(child.ageMonths)],
              ['能上的班', group ?? '现在还没有'],
              ['性别', child.sex === undefined ? '没填' : sexWords[child.sex]],
            ]}
          />
          <View className="nc-caption nc-above-8">加密保存。只在约的时候告诉机构小名和月龄。</View>
          <Button
            className="nc-above-12"
            kind="outline"
            text="改一改"
            label={`改${child.nickname}的资料`}
            onTap={() => setEditing(true)}
          />
        </Card>
      )}
      <View className="fm-foot">
        <LinkButton className="fm-red" text={`删掉${child.nickname}的资料`} onTap={() => setRemoving(true)} />
      </View>
    </PageShell>
  );
}

/** How many coming bookings of the child will be cancelled; null while that is not known. */
function useUpcoming(childId: string, isAsked: boolean): number | null {
  const familyId = useSession((session) => session.familyId);
  const { regions } = useRegions();
  const today = regions[0]?.today;
  const { data } = useQuery({
    queryKey: [mineKey, 'bookings-of-child', familyId, childId],
    queryFn: () => call('listMyBookings', { query: { limit: 50 } }),
    enabled: isAsked,
    staleTime: 0,
  });
  // A full page may go on on the next one: no number is better than one that is too small.
  if (data === undefined || data.nextCursor !== null || today === undefined) return null;
  return data.items.filter(
    ({ child, status, date }) =>
      child.id === childId && date >= today && (status === 'confirmed' || status === 'pending'),
  ).length;
}

function effectWords(upcoming: number | null): string {
  if (upcoming === null) return '接下来的预约都会取消，位置让给别人。';
  if (upcoming === 0) return '现在没有要取消的预约。';
  return `接下来的 ${upcoming} 次预约会取消，位置让给别人。`;
}

function RemoveSheet({ child, isOpen, onClose }: { child: Child; isOpen: boolean; onClose: () => void }) {
  const write = useWrite();
  const upcoming = useUpcoming(child.id, isOpen);
  const remove = () =>
    write.run(async () => {
      await call('removeChild', { params: { childId: child.id } }).catch(unlessGone);
      onClose();
      goBack();
      void queryClient.invalidateQueries({ queryKey: [mineKey] });
      await refreshMyFamily();
    });
  return (
    <ConfirmSheet
      title={`删掉${child.nickname}的资料？`}
      isOpen={isOpen}
      doText="删掉"
      busyText="正在删"
      keepText="先不删"
      isBusy={write.isBusy}
      fault={write.error === null ? null : errorLine(write.error)}
      onDo={() => void remove()}
      onClose={onClose}
    >
      <View className="fm-effects">
        <View>{effectWords(upcoming)}</View>
        <View>接娃码马上作废，减免申请一起删掉。</View>
        <View>小名、生日、性别删掉就找不回来了。</View>
      </View>
    </ConfirmSheet>
  );
}
