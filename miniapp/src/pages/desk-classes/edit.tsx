import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { EditClassPage } from '../../features/desk/classes/edit-class-page';
import { usePageParameter } from '../../platform/page';

export default function EditClassRoute() {
  return <EditClassPage id={usePageParameter('id')} overlay={<SignInSheet />} />;
}
