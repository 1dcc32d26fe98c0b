import { View } from '@tarojs/components';
import type { Child } from '../../api/family';
import { requireSession, useSession } from '../../api/session';
import { goTo } from '../../platform/navigate';
import { usePageShown } from '../../platform/page';
import { Icon } from '../../ui/icon';
import { Picture } from '../../ui/picture';
import { guidanceQuilt } from '../../ui/pictures/guidance-quilt';
import { Tap } from '../../ui/tap';
import { useGuidance } from './ask-guidance';
import './guidance.css';
import { guidanceWords, thisYearOf } from './guidance-words';

/** The quilt of this year: one patch for each time that something was learned. It leads to all years. */
export function GuidanceCard({ child }: { child: Child | null }) {
  const isSignedOut = useSession((session) => session.status === 'signedOut');
  const { guidance, refetch } = useGuidance(child?.id ?? '');
  usePageShown(() => {
    if (child !== null) void refetch();
  });
  if (isSignedOut)
    return (
      <Quilted
        contacts={0}
        title="每个孩子每年至少学 1 次"
        sentence="登录后，看看你家今年学过几次。"
        onTap={() => requireSession(() => undefined)}
      />
    );
  if (child === null)
    return (
      <Quilted
        contacts={0}
        title="加上孩子，才知道哪些课合适"
        sentence="看课不用加，报名时再加也行。"
        onTap={() => goTo('/pages/family/add-child', {})}
      />
    );
  const open = () => goTo('/pages/guidance/index', { childId: child.id });
  if (guidance === null)
    return <Quilted contacts={0} title={`${child.nickname}今年学过几次`} sentence="正在看" onTap={open} />;
  const { title, sentence } = guidanceWords(child.nickname, guidance);
  return (
    <Quilted contacts={thisYearOf(guidance).contacts.length} title={title} sentence={sentence} onTap={open} />
  );
}

function Quilted(props: { contacts: number; title: string; sentence: string; onTap: () => void }) {
  return (
    <Tap
      role="link"
      className="nc-card gd-card"
      label={`${props.title}。${props.sentence}`}
      onTap={props.onTap}
    >
      <Picture {...guidanceQuilt(props.contacts)} />
      <View className="nc-grow">
        <View className="nc-strong">{props.title}</View>
        <View className="nc-small">{props.sentence}</View>
      </View>
      <Icon name="chevron-right" />
    </Tap>
  );
}
