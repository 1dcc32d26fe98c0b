/**
 * WXML has `aria-*` on every component, Taro's templates leave them out. Named here they reach a screen reader in
 * WeChat under the same prop names that the browser page uses; `role` becomes `aria-role`.
 */
const bindings = {
  'aria-label': 'i.ariaLabel',
  'aria-role': 'i.role',
  'aria-hidden': 'i.ariaHidden',
  'aria-selected': 'i.ariaSelected',
  'aria-checked': 'i.ariaChecked',
  'aria-disabled': 'i.ariaDisabled',
};

type Platform = { template: { mergeComponents: (ctx: unknown, components: Record<string, object>) => void } };
type PluginContext = {
  registerMethod: (entry: { name: string; fn: (platform: Platform) => void }) => void;
};

export default (ctx: PluginContext) => {
  ctx.registerMethod({
    name: 'onSetupClose',
    fn(platform) {
      if (process.env.TARO_ENV !== 'weapp') return;
      platform.template.mergeComponents(ctx, {
        View: bindings,
        Text: bindings,
        Image: bindings,
        Input: bindings,
      });
    },
  });
};
