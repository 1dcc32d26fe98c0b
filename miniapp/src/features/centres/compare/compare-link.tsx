import { goTo } from '../../../platform/navigate';
import { LinkButton } from '../../../ui/button';
import { addToCompared, mostCompared, useCompared } from './compared';

/** From a centre's page: puts it beside others, then leads to them. */
export function CompareLink({ id, name }: { id: string; name: string }) {
  const centres = useCompared((state) => state.centres);
  const isIn = centres.some((one) => one.id === id);
  if (!isIn && centres.length < mostCompared) {
    return <LinkButton icon="compare" text="加入对比" onTap={() => addToCompared({ id, name })} />;
  }
  return (
    <LinkButton
      icon="compare"
      text={isIn ? `去对比 ${centres.length} 家` : `对比满 ${mostCompared} 家了`}
      onTap={() => goTo('/pages/centre/compare', {})}
    />
  );
}
