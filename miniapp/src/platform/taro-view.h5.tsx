import { createElement, type PropsWithChildren } from 'react';

type ViewProps = PropsWithChildren<{ className?: string; catchMove?: boolean; [attribute: string]: unknown }>;

/**
 * Nearly all of a page is views, and Taro's is a custom element with a life of its own: on a slow phone that was most of
 * the time a screen took. Ours is the same element without it; React hears its events. What it leaves out nothing here
 * asks for: `hoverClass`, `animation`, long presses. `catchMove` is WeChat's: there a view hands a finger's moves on to
 * what is under it.
 */
export function View(props: ViewProps) {
  // React gives a custom element its attributes as they are written, and there is no `className`.
  const attributes = { class: props.className, className: undefined, catchMove: undefined };
  return createElement('taro-view-core', Object.assign({}, props, attributes));
}
