import { View } from '@tarojs/components';
import { chooseFontMode, fontModes, useFontMode } from './font-mode';
import { Icon } from './icon';
import { Sheet } from './sheet';
import { Tap } from './tap';

function FontChoice() {
  const mode = useFontMode((state) => state.mode);
  return (
    <View className="nc-segmented" role="radiogroup" aria-label="字号">
      {fontModes.map((choice) => (
        <Tap
          key={choice.mode}
          role="radio"
          isOn={choice.mode === mode}
          className={`nc-segment nc-segment-font-${choice.mode} ${choice.mode === mode ? 'nc-segment-on' : ''}`}
          onTap={() => chooseFontMode(choice.mode)}
        >
          {choice.label}
        </Tap>
      ))}
    </View>
  );
}

export function FontSheet({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Sheet title="字够大吗" isOpen={isOpen} onClose={onClose}>
      <View className="nc-above-8">
        <FontChoice />
      </View>
      <View className="nc-small nc-above-12">选了就变，随时可以再改。</View>
    </Sheet>
  );
}

/** Asked once, at the first start, over the lower edge of the first screen; the screen works without an answer. */
export function FontAsk() {
  const { mode, isAsked } = useFontMode();
  if (isAsked) return null;
  return (
    <View className="nc-font-ask" role="region" aria-label="字够大吗">
      <View className="nc-row nc-between">
        <View className="nc-strong">字够大吗</View>
        <Tap className="nc-icon-button" label="就这样，不再问" onTap={() => chooseFontMode(mode)}>
          <Icon name="close" />
        </Tap>
      </View>
      <FontChoice />
    </View>
  );
}
