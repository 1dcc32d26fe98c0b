import { View } from '@tarojs/components';
import { goTo } from '../../../platform/navigate';
import { Icon } from '../../../ui/icon';
import { Tag } from '../../../ui/tag';
import { Tap } from '../../../ui/tap';
import { useInbox } from '../ask-desk';

type LinkPage =
  | '/pages/desk-classes/index'
  | '/pages/desk-classes/questions'
  | '/pages/desk-classes/visits'
  | '/pages/desk-classes/coverage';

/** The ways from 工作台 to classes, home visits, experts' questions and coverage, with how many wait. */
export function ClassesLinks({ role }: { role: 'staff' | 'officer' }) {
  const items = useInbox().data?.items ?? [];
  const count = (kind: (typeof items)[number]['kind']) => items.filter((one) => one.kind === kind).length;
  return (
    <>
      <Row text="课堂" page="/pages/desk-classes/index" waiting={0} />
      <Row text="入户指导" page="/pages/desk-classes/visits" waiting={count('homeVisit')} />
      {role === 'officer' && (
        <>
          <Row text="家长问专家" page="/pages/desk-classes/questions" waiting={count('expertQuestion')} />
          <Row text="指导覆盖" page="/pages/desk-classes/coverage" waiting={0} />
        </>
      )}
    </>
  );
}

function Row({ text, page, waiting }: { text: string; page: LinkPage; waiting: number }) {
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
