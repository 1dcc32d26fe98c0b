import { Button } from './button';
import { StateView } from './state-view';

type Step = { step: string; label: string };

/**
 * What went wrong and the ways on. Only ways that this screen knows how to go are offered, the first as the solid
 * button; a refusal without any way on would be a dead end, so screens give at least one.
 */
export function Refusal<S extends string>(props: {
  picture?: string;
  title: string;
  sentence?: string;
  role?: 'status' | 'alert';
  actions: readonly (Step & { step: S })[];
  steps: Partial<Record<S, () => void>>;
}) {
  const { actions, steps, ...rest } = props;
  const ways = actions.filter(({ step }) => steps[step] !== undefined);
  return (
    <StateView {...rest}>
      {ways.map(({ step, label }, index) => (
        <Button
          key={step}
          text={label}
          kind={index === 0 ? 'solid' : 'outline'}
          onTap={() => steps[step]?.()}
        />
      ))}
    </StateView>
  );
}
