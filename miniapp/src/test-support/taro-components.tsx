import type { ChangeEvent, CSSProperties, KeyboardEvent, ReactNode } from 'react';

/** Stands in for `@tarojs/components` in component tests: plain elements with the same roles, names and events. */
type Props = {
  children?: ReactNode;
  className?: string;
  id?: string;
  style?: CSSProperties;
  tabindex?: number;
  onClick?: () => void;
  onKeyDown?: (event: KeyboardEvent) => void;
  [attribute: string]: unknown;
};

function passed(props: Props): Record<string, unknown> {
  const { className, id, style, tabindex, onClick, onKeyDown } = props;
  const named = Object.entries(props).filter(([name]) => name === 'role' || name.startsWith('aria-'));
  return { className, id, style, tabIndex: tabindex, onClick, onKeyDown, ...Object.fromEntries(named) };
}

export const View = (props: Props) => <div {...passed(props)}>{props.children}</div>;

export const ScrollView = (props: Props) => <View {...props} />;

export const Map = (props: Props) => <View {...props} />;

export const Image = (props: Props) => <img src={String(props['src'])} alt="" className={props.className} />;

export function Input(props: Props) {
  const { autocomplete, ...native } = (props['nativeProps'] ?? {}) as Record<string, unknown>;
  const onInput = props['onInput'] as ((event: { detail: { value: string } }) => void) | undefined;
  const onConfirm = props['onConfirm'] as (() => void) | undefined;
  return (
    <div id={props.id}>
      <input
        {...native}
        autoComplete={autocomplete as string | undefined}
        value={(props['value'] ?? '') as string}
        placeholder={(props['placeholder'] ?? '') as string}
        onChange={(event: ChangeEvent<HTMLInputElement>) =>
          onInput?.({ detail: { value: event.target.value } })
        }
        onFocus={() => (props['onFocus'] as (() => void) | undefined)?.()}
        onBlur={() => (props['onBlur'] as (() => void) | undefined)?.()}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onConfirm?.();
        }}
      />
    </div>
  );
}

export function Textarea(props: Props) {
  const onInput = props['onInput'] as ((event: { detail: { value: string } }) => void) | undefined;
  return (
    <textarea
      {...((props['nativeProps'] ?? {}) as Record<string, unknown>)}
      value={(props['value'] ?? '') as string}
      onChange={(event) => onInput?.({ detail: { value: event.target.value } })}
    />
  );
}

export const Video = (props: Props) => <div title="picture" data-by="Video" data-src={props['src']} />;

/** Tells what WeChat would tell it: the code that is put into it. */
export function LivePlayer(props: Props) {
  const onStateChange = props['onStateChange'] as (event: { detail: { code: number } }) => void;
  return (
    <input
      title="picture"
      data-by="LivePlayer"
      data-src={props['src']}
      onChange={({ target }) => onStateChange({ detail: { code: Number(target.value) } })}
    />
  );
}
