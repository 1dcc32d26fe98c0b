import { View } from '@tarojs/components';
import { goTo } from '../../platform/navigate';
import { Icon } from '../../ui/icon';
import { Tag } from '../../ui/tag';
import { Tap } from '../../ui/tap';
import { useDeskEnrolments } from './ask-enrolments-desk';

/** The way to those who apply for care by the month, with how many wait. */
export function EnrolmentsLink() {
  const { data } = useDeskEnrolments();
  const waiting = data?.items.filter(({ status }) => status === 'applied').length ?? 0;
  return (
    <Tap
      role="link"
      className="nc-card dk-gap nc-row nc-between nc-gap-8"
      label={waiting === 0 ? '入托申请' : `入托申请，${waiting} 个等你答复`}
      onTap={() => goTo('/pages/desk/enrolments', {})}
    >
      <View className="nc-strong nc-grow">入托申请</View>
      {waiting > 0 && <Tag text={`${waiting} 个等你答复`} tone="apricot" />}
      <Icon name="chevron-right" />
    </Tap>
  );
}
