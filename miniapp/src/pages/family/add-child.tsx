import { View } from '@tarojs/components';
import { requireSession, useSession } from '../../api/session';
import { AddChildForm } from '../../features/families/add-child-form';
import { goBack } from '../../platform/navigate';
import { Button } from '../../ui/button';
import { PageShell } from '../../ui/page-shell';
import { StateView } from '../../ui/state-view';
import { WithConsent } from '../../ui/with-consent';
import { AskedSheets } from '../asked-sheets';

export default function AddChildRoute() {
  const isSignedOut = useSession((session) => session.status === 'signedOut');
  return (
    <PageShell title="加孩子" overlay={<AskedSheets />}>
      <View className="nc-card">
        {isSignedOut ? (
          <StateView title="先登录一下" sentence="登录后接着办。">
            <Button text="登录" onTap={() => requireSession(() => undefined)} />
          </StateView>
        ) : (
          <WithConsent purpose="childProfile" onRefused={goBack}>
            <AddChildForm onAdded={goBack} />
          </WithConsent>
        )}
      </View>
    </PageShell>
  );
}
