import { Picture } from '../../ui/picture';
import { quilt } from '../../ui/pictures/quilt';
import type { ClassWay } from '../../ui/words/class-words';
import './classes.css';

/** The cover of a class: four patches of its own, in the colours of the way it is held. */
export function ClassCover({
  id,
  way,
  isSmall = false,
}: {
  id: string;
  way: ClassWay | 'homeVisit';
  isSmall?: boolean;
}) {
  const side = isSmall ? 56 : 76;
  return <Picture className="cl-cover" svg={quilt(id, 2, 2, way, side / 2)} width={side} height={side} />;
}

/** The same as a band over the page of a class. */
export function ClassBand({ id, way }: { id: string; way: ClassWay }) {
  return <Picture className="cl-band" svg={quilt(id, 16, 2, way, 36)} width={576} height={72} />;
}
