import { View } from '@tarojs/components';
import { Picture } from '../../../ui/picture';
import { quilt } from '../../../ui/pictures/quilt';
import './centre-page.css';

/** The centre's own cloth. It follows from the id alone, so it is there before anything else is known of the centre. */
export function CentreQuilt({ centreId }: { centreId: string }) {
  return (
    <View className="cp-quilt">
      <Picture svg={quilt(centreId, 20, 2)} width={560} height={56} />
    </View>
  );
}
