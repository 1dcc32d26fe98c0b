import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { useDesk } from '../../api/desk';
import { useChosenChild, useMyFamily } from '../../api/family';
import { useUnread } from '../../api/notices';
import { useRegions } from '../../api/regions';
import { requireSession, useSession } from '../../api/session';
import { goTo } from '../../platform/navigate';
import { callPhone } from '../../platform/phone-call';
import { Button, LinkButton } from '../../ui/button';
import { Card } from '../../ui/card';
import { FontSheet } from '../../ui/font-size';
import { Icon } from '../../ui/icon';
import { PageShell } from '../../ui/page-shell';
import { AddChildSheet } from './add-child-sheet';
import './families.css';
import { EmptyCard } from '../../ui/empty-card';
import { helpNumbers } from '../../ui/words/help-numbers';
import { Cell } from './cell';
import { peopleWords, tailWords } from './family-words';
import { ChildCells, ChildHero, ChildSheet, NoChild } from './my-family';
import { NoFamily } from './with-family';

type MePageProps = {
  /** What comes next for this family, from the bookings. */
  next: ReactNode;
  overlay?: ReactNode;
  onSignOut: () => void;
};

/** 我的: the family, its children, letters, help and the way out. */
export function MePage(props: MePageProps) {
  const status = useSession((session) => session.status);
  const { family } = useMyFamily();
  const child = useChosenChild();
  const [open, setOpen] = useState<'none' | 'add' | 'switch' | 'font'>('none');
  const close = () => setOpen('none');
  const children = family?.children ?? [];
  const unread = useUnread();
  const hasDesk = (useDesk().desk?.memberships.length ?? 0) > 0;
  return (
    <PageShell
      title="我的"
      tab="me"
      overlay={
        <>
          <ChildSheet
            isOpen={open === 'switch'}
            children={children}
            chosenId={child?.id ?? null}
            onClose={close}
            onAdd={() => setOpen('add')}
          />
          <AddChildSheet isOpen={open === 'add'} onClose={close} onAdded={close} />
          <FontSheet isOpen={open === 'font'} onClose={close} />
          {props.overlay}
        </>
      }
    >
      {status === 'signedOut' ? (
        <EmptyCard seed="me" title="登录后，孩子和预约都在这里" sentence="找托育、看价格不用登录。">
          <Button text="登录" onTap={() => requireSession(() => undefined)} />
        </EmptyCard>
      ) : family === null ? (
        <NoFamily />
      ) : (
        <View>
          <ChildHero
            familyId={family.id}
            child={child}
            hasOthers={children.length > 1}
            onSwitch={() => setOpen('switch')}
            onFontSize={() => setOpen('font')}
          />
          <View className="fm-on-hero">
            <View className="nc-card fm-hero-card">
              {child === null ? <NoChild onAdd={() => goTo('/pages/family/add-child', {})} /> : props.next}
            </View>
          </View>
          {children.length > 0 && (
            <View className="nc-card fm-cells">
              <ChildCells children={children} onAdd={() => goTo('/pages/family/add-child', {})} />
            </View>
          )}
          <View className="nc-card fm-cells">
            {hasDesk && (
              <Cell
                icon={<Icon name="layers" />}
                text="工作台"
                aside="园所和卫健工作人员"
                onTap={() => goTo('/pages/desk/index', {})}
              />
            )}
            <Cell
              icon={<Icon name="bell" />}
              text="消息"
              aside={unread > 0 ? `${unread} 条没看` : '没有新的'}
              isNew={unread > 0}
              onTap={() => goTo('/pages/notices/index', {})}
            />
            <Cell
              icon={<Icon name="person" />}
              text="家人和接送"
              aside={peopleWords(family.guardians.length, family.pickups.length)}
              onTap={() => goTo('/pages/family/index', {})}
            />
            <Cell icon={<Icon name="heart" />} text="收藏" onTap={() => goTo('/pages/centre/saved', {})} />
          </View>
        </View>
      )}
      <Help />
      <View className="nc-card fm-cells">
        <Cell
          icon={<Icon name="letters" />}
          text="字号"
          aside="标准、大字、特大"
          onTap={() => setOpen('font')}
        />
        <Cell
          icon={<Icon name="filed" />}
          text="隐私中心"
          aside="导出、撤回、删除"
          onTap={() => goTo('/pages/privacy/index', {})}
        />
        {family !== null && status !== 'signedOut' && (
          <>
            <Cell
              icon={<Icon name="list" />}
              text="登录的设备"
              onTap={() => goTo('/pages/family/devices', {})}
            />
            <Cell
              icon={<Icon name="lock" />}
              text="退出登录"
              aside={tailWords(family.phoneTail)}
              onTap={props.onSignOut}
            />
          </>
        )}
      </View>
      {!hasDesk && (
        <View className="nc-centre">
          <LinkButton text="我是园所或卫健工作人员" onTap={() => goTo('/pages/desk/index', {})} />
        </View>
      )}
    </PageShell>
  );
}

/** Numbers that need no sign-in and no network of ours. */
function Help() {
  const { regions } = useRegions();
  const numbers = helpNumbers(regions[0]?.code);
  return (
    <Card className="fm-cells fm-help-card" title="孩子有危险，先打电话">
      <View className="fm-help">
        {numbers.map(({ number, words }) => (
          <Button
            key={number}
            kind="outline"
            isSmall
            text={`${number} ${words}`}
            label={`拨打 ${number} ${words}`}
            onTap={() => callPhone(number)}
          />
        ))}
      </View>
      <Cell
        icon={<Icon name="warning" />}
        text="投诉与求助"
        aside="不用登录，可以匿名"
        onTap={() => goTo('/pages/complaint/index', {})}
      />
    </Card>
  );
}
