import { View } from '@tarojs/components';
import { goTo } from '../../../platform/navigate';
import { Icon } from '../../../ui/icon';
import { Tag } from '../../../ui/tag';
import { Tap } from '../../../ui/tap';
import { useInbox } from '../ask-desk';

const pages = {
  officer: { text: '投诉举报', page: '/pages/desk/complaints' },
  staff: { text: '要答复的投诉', page: '/pages/desk/centre-complaints' },
} as const;

/** The way to the complaints of this desk, with how many have to be dealt with now. */
export function ComplaintsLink({ role }: { role: 'officer' | 'staff' }) {
  const { text, page } = pages[role];
  const waiting = useInbox().data?.items.filter(({ kind }) => kind === 'complaint').length ?? 0;
  return (
    <Tap
      role="link"
      className="nc-card dk-gap nc-row nc-between nc-gap-8"
      label={waiting === 0 ? text : `${text}，${waiting} 件等你办`}
      onTap={() => goTo(page, {})}
    >
      <View className="nc-strong nc-grow">{text}</View>
      {waiting > 0 && <Tag text={`${waiting} 件等你办`} tone="apricot" />}
      <Icon name="chevron-right" />
    </Tap>
  );
}
