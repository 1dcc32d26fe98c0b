import { useState } from 'react';
import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { WithChild } from '../../features/families/with-child';
import { GuidancePage } from '../../features/guidance/guidance-page';
import { usePageParameter } from '../../platform/page';

export default function GuidanceRoute() {
  const [childId, setChildId] = useState(usePageParameter('childId'));
  return (
    <WithChild title="育儿指导" childId={childId} overlay={<SignInSheet />}>
      {(child) => (
        <GuidancePage key={child.id} child={child} onChild={setChildId} overlay={<SignInSheet />} />
      )}
    </WithChild>
  );
}
