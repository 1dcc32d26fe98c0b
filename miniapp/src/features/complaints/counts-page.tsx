import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/client';
import { Card } from '../../ui/card';
import { ComplaintCounts } from '../../ui/complaint-counts';
import { DistrictChoice } from '../../ui/district-choice';
import { PageShell } from '../../ui/page-shell';
import { Unread } from '../../ui/unread';
import './help.css';

const dayMs = 86_400_000;

/** How a district deals with complaints: counts of whole months that are over, for everybody. */
export function CountsPage() {
  const [districtCode, setDistrictCode] = useState<string | null>(null);
  const read = useQuery({
    queryKey: ['complaint-statistics', 'district', districtCode],
    queryFn: () => call('getComplaintStatistics', { query: { districtCode: districtCode ?? '' } }),
    enabled: districtCode !== null,
    staleTime: dayMs,
  });
  return (
    <PageShell title="各区办得怎么样">
      <Card>
        <DistrictChoice
          label="看哪个区县"
          note="近 12 个整月，只有件数，没有内容。"
          value={districtCode}
          onChange={setDistrictCode}
        />
      </Card>
      {districtCode !== null && (
        <Card className="cm-gap" title={read.data?.name ?? ''}>
          {read.data === undefined ? (
            <Unread label="正在取件数" read={read} />
          ) : (
            <ComplaintCounts of={read.data} />
          )}
        </Card>
      )}
    </PageShell>
  );
}
