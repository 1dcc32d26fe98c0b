import { useChosenChild } from '../../api/family';
import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { ClassCalendarPage } from '../../features/classes/calendar/calendar-page';

export default function ClassCalendarRoute() {
  return <ClassCalendarPage child={useChosenChild()} overlay={<SignInSheet />} />;
}
