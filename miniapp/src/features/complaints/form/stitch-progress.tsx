import { View } from '@tarojs/components';
import './form.css';

/** How far the form is: one stitch for each question. */
export function StitchProgress({ at, of }: { at: number; of: number }) {
  return (
    <View className="cm-stitches" role="img" aria-label={`第 ${at} 步，共 ${of} 步`}>
      {Array.from({ length: of }, (_, index) => (
        <View
          key={`stitch-${index + 1}`}
          className={`cm-stitch ${index + 1 < at ? 'cm-stitch-done' : index + 1 === at ? 'cm-stitch-now' : ''}`}
        />
      ))}
    </View>
  );
}
