import { useCentre } from '../../api/centre';
import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { categoryNamed } from '../../features/complaints/draft';
import { FilePage } from '../../features/complaints/form/file-page';
import { usePageParameter } from '../../platform/page';

export default function FileRoute() {
  const { centre } = useCentre(usePageParameter('centreId'));
  return (
    <FilePage
      pieceId={usePageParameter('piece')}
      isNew={usePageParameter('isNew') !== ''}
      centre={centre?.card ?? null}
      category={categoryNamed(usePageParameter('category'))}
      overlay={<SignInSheet />}
    />
  );
}
