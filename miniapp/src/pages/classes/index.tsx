import { useChosenChild } from '../../api/family';
import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { ClassesScreen } from '../../features/classes/list/classes-screen';
import { GuidanceCard } from '../../features/guidance/guidance-card';
import { HomeVisitRow } from '../../features/guidance/home-visit-row';

export default function ClassesRoute() {
  const child = useChosenChild();
  return (
    <ClassesScreen
      child={child}
      guidance={<GuidanceCard child={child} />}
      homeVisitRow={<HomeVisitRow child={child} />}
      overlay={<SignInSheet />}
    />
  );
}
