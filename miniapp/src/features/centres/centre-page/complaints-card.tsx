import { useQuery } from '@tanstack/react-query';
import { call } from '../../../api/client';
import { Card } from '../../../ui/card';
import { ComplaintCounts } from '../../../ui/complaint-counts';

const dayMs = 86_400_000;

/** 投诉: how many there were and how they were dealt with, never what they say. Left out while it is not known. */
export function ComplaintsCard({ centreId }: { centreId: string }) {
  const { data } = useQuery({
    queryKey: ['complaint-statistics', centreId],
    queryFn: () => call('getComplaintStatistics', { query: { centreId } }),
    staleTime: dayMs,
  });
  if (data === undefined) return null;
  return (
    <Card className="cp-section" title="投诉">
      <ComplaintCounts of={data} />
    </Card>
  );
}
