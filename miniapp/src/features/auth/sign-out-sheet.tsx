import { View } from '@tarojs/components';
import { goTo } from '../../platform/navigate';
import { LinkButton } from '../../ui/button';
import { ConfirmSheet } from '../../ui/confirm-sheet';
import { KeptComplaints } from '../../ui/kept-complaints';
import { signOut } from './sign-out';

/** Asked only where signing out takes something along that is nowhere else. */
export function SignOutSheet({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <ConfirmSheet
      title="退出登录？"
      isOpen={isOpen}
      doText="退出"
      busyText="正在退出"
      keepText="先不退"
      isBusy={false}
      fault={null}
      onDo={() => {
        onClose();
        void signOut();
      }}
      onClose={onClose}
    >
      <View className="nc-small nc-above-8">退出后，你家的东西都从这部手机删掉。</View>
      <KeptComplaints />
      <LinkButton
        text="先去看看"
        onTap={() => {
          onClose();
          goTo('/pages/complaint/index', {});
        }}
      />
    </ConfirmSheet>
  );
}
