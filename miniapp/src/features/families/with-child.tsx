import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { type Child, useChosenChild, useMyFamily } from '../../api/family';
import { useSession } from '../../api/session';
import { goBack } from '../../platform/navigate';
import { PageShell } from '../../ui/page-shell';
import { AddChildForm } from './add-child-form';
import { NoFamily } from './with-family';

/** A page that needs a signed-in family and a child: asks for what is missing in place, then goes on with the page. */
export function WithChild(props: {
  title: string;
  /** The child of the link, where the link names one. */
  childId?: string;
  overlay?: ReactNode;
  children: (child: Child) => ReactNode;
}) {
  const status = useSession((session) => session.status);
  const { family } = useMyFamily();
  const chosen = useChosenChild();
  const child = family?.children.find((one) => one.id === props.childId) ?? chosen;
  if (child !== null && status !== 'signedOut') return props.children(child);
  return (
    <PageShell title={props.title} overlay={props.overlay}>
      {family !== null && status !== 'signedOut' ? (
        <View className="nc-card">
          <AddChildForm onAdded={() => undefined} onRefused={goBack} />
        </View>
      ) : (
        <NoFamily />
      )}
    </PageShell>
  );
}
