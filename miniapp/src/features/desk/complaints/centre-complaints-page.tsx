import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { goTo } from '../../../platform/navigate';
import { PageShell } from '../../../ui/page-shell';
import { missingPatch } from '../../../ui/pictures/state-pictures';
import { StateView } from '../../../ui/state-view';
import { Unread } from '../../../ui/unread';
import { OpenDeskGate } from '../desk-gate';
import { useCentreComplaints } from './ask-complaints';
import './complaint-desk.css';
import { ComplaintRows } from './complaint-rows';

const title = '要答复的投诉';

/** Complaints that are the centre's own to answer, by deadline. */
export function CentreComplaintsPage({ reminder, overlay }: { reminder?: ReactNode; overlay?: ReactNode }) {
  return (
    <OpenDeskGate title={title} role="staff" overlay={overlay}>
      {({ centre }) => (
        <PageShell title={title} isDemo={centre?.isDemo ?? false} overlay={overlay}>
          <Complaints />
          {reminder}
        </PageShell>
      )}
    </OpenDeskGate>
  );
}

function Complaints() {
  const query = useCentreComplaints();
  const { data } = query;
  if (data === undefined)
    return (
      <View className="nc-card">
        <Unread label="正在取投诉" read={query} />
      </View>
    );
  // What is about the very account that looks is left out by the service, so a page may be empty with more behind it.
  if (data.pages.every(({ items }) => items.length === 0) && !query.hasNextPage)
    return (
      <View className="nc-card">
        <StateView
          picture={missingPatch('complaints')}
          title="没有要你们答复的"
          sentence="主管部门交给你们的会在这里。"
        />
      </View>
    );
  return (
    <ComplaintRows pages={{ ...query, data }} onOpen={(id) => goTo('/pages/desk/centre-complaint', { id })} />
  );
}
