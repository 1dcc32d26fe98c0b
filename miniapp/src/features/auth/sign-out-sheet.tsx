import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { goTo } from '../../platform/navigate';
import { LinkButton } from '../../ui/button';
import { ConfirmSheet } from '../../ui/confirm-sheet';
import { hasKeptComplaints, KeptComplaints } from '../../ui/kept-complaints';
import { signOut } from './sign-out';

/** Signs out at once, or, where that takes something along that is nowhere else, asks first by `sheet`. */
export function useSignOut(): { leave: () => void; sheet: ReactNode } {
  const [isAsking, setAsking] = useState(false);
  return {
    leave: () => (hasKeptComplaints() ? setAsking(true) : void signOut()),
    sheet: <SignOutSheet isOpen={isAsking} onClose={() => setAsking(false)} />,
  };
}

function SignOutSheet({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
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
