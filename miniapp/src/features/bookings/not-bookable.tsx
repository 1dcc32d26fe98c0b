import { View } from '@tarojs/components';
import type { CentreDetail } from '../../api/centre';
import { describeError } from '../../api/error-messages';
import { ApiError } from '../../api/problem';
import { goToTab } from '../../platform/navigate';
import { callPhone } from '../../platform/phone-call';
import { openSeam } from '../../ui/pictures/state-pictures';
import { Refusal } from '../../ui/refusal';
import { monthDay } from '../../ui/words/civil-words';

/** Why nothing can be booked at this centre, in the words of the refusal that a booking would meet; null where it can. */
export function NotBookable({ centre: { filing, card } }: { centre: CentreDetail }) {
  if (filing.status === 'filed') return null;
  const { suspendedFrom, reason } = filing;
  const facts = {
    ...(suspendedFrom !== null && { date: monthDay(suspendedFrom) }),
    ...(reason !== null && { reason }),
  };
  const code = filing.status === 'suspended' ? 'centre_suspended' : 'centre_not_filed';
  const { phone } = card;
  return (
    <View className="nc-card">
      <Refusal
        picture={openSeam()}
        {...describeError(new ApiError({ code, facts }))}
        steps={{
          seeNearby: () => goToTab('/pages/find/index'),
          ...(phone === null ? {} : { call: () => callPhone(phone) }),
        }}
      />
    </View>
  );
}
