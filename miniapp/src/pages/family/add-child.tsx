import { View } from '@tarojs/components';
import { requireSession, useSession } from '../../api/session';
import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { AddChildForm } from '../../features/families/add-child-form';
import { goBack } from '../../platform/navigate';
import { Button } from '../../ui/button';
import { PageShell } from '../../ui/page-shell';
import { StateView } from '../../ui/state-view';

export default function AddChildRoute() {
  const isSignedOut = useSession((session) => session.status === 'signedOut');
  return (
    <PageShell title="加孩子" overlay={<SignInSheet />}>
      <View className="nc-card">
        {isSignedOut ? (
          <StateView title="先登录一下" sentence="登录后接着办。">
            <Button text="登录" onTap={() => requireSession(() => undefined)} />
          </StateView>
        ) : (
          <AddChildForm onAdded={goBack} onRefused={goBack} />
        )}
      </View>
    </PageShell>
  );
}
