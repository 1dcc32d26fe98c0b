import { View } from '@tarojs/components';
import type { CentreDetail } from '../../../api/centre';
import { describeError } from '../../../api/error-messages';
import type { ApiError } from '../../../api/problem';
import { saveCentre, unsaveCentre, useSavedCentre } from '../../../api/saved-centres';
import { requireSession } from '../../../api/session';
import { callPhone } from '../../../platform/phone-call';
import { Button } from '../../../ui/button';
import { Dock } from '../../../ui/dock';
import { Icon } from '../../../ui/icon';
import { Tap } from '../../../ui/tap';
import { SavingNotice } from '../saved/saving-notice';
import type { BookingWay } from './booking-way';

/** Saving needs a family: somebody signed out is asked first and then goes on with this same step. */
function SaveButton({ card }: { card: CentreDetail['card'] }) {
  const { isSaved } = useSavedCentre(card.id);
  return (
    <Tap
      className="nc-button nc-button-outline cp-save"
      label={`收藏${card.name}`}
      isOn={isSaved}
      onTap={() => (isSaved ? unsaveCentre(card.id) : requireSession(() => void saveCentre(card.id)))}
    >
      <Icon name={isSaved ? 'heart-full' : 'heart'} size={24} />
      <View className="cp-save-word">{isSaved ? '已收藏' : '收藏'}</View>
    </Tap>
  );
}

/** 电话, 收藏 and the one solid button; above them why that button is not there. */
export function CentreDock(props: {
  card: CentreDetail['card'];
  way: BookingWay;
  nickname: string;
  error: ApiError | null;
  onBook: () => void;
  onApply: () => void;
  onSeeNearby: () => void;
}) {
  const { card, way } = props;
  return (
    <View>
      <SavingNotice />
      {way.kind === 'none' && way.reason !== null && (
        <View className="nc-small cp-dock-reason" role="status">
          {way.reason}
        </View>
      )}
      {props.error !== null && (
        <View className="nc-small cp-dock-reason" role="alert">
          {describeError(props.error).title}，再按一次。
        </View>
      )}
      <Dock>
        {card.phone !== null && (
          <Button
            className="cp-call"
            kind="outline"
            icon="phone"
            text="电话"
            label={`打电话给${card.name}`}
            onTap={() => callPhone(card.phone ?? '')}
          />
        )}
        <SaveButton card={card} />
        {way.kind === 'book' ? (
          <Button className="cp-main" text={`给${props.nickname}约时间`} onTap={props.onBook} />
        ) : way.kind === 'apply' ? (
          <Button className="cp-main" text="申请入托" onTap={props.onApply} />
        ) : (
          <Button className="cp-main" text="看附近" onTap={props.onSeeNearby} />
        )}
      </Dock>
    </View>
  );
}
