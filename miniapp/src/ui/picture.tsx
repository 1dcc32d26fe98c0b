import { Image, View } from '@tarojs/components';

/** Widest support: WeChat's image takes SVG as percent-encoded data only. */
export function svgDataUri(svg: string): string {
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/**
 * A picture made as an SVG string by a pure function (ui/pictures), shown the same way on both targets: WeChat has no
 * inline svg. `label` says what it shows; without one it is decoration. Sizes in px; without a width it fills its row.
 */
export function Picture(props: {
  svg: string;
  label?: string;
  width?: number;
  height: number;
  className?: string;
}) {
  const { svg, label, width, height, className = '' } = props;
  return (
    <View
      className={`nc-picture ${className}`}
      style={{ width: width === undefined ? '100%' : `${width}px`, height: `${height}px` }}
      {...(label === undefined ? { 'aria-hidden': 'true' } : { role: 'img', 'aria-label': label })}
    >
      <Image
        className="nc-picture-image"
        src={svgDataUri(svg)}
        mode="scaleToFill"
        nativeProps={{ alt: '', 'aria-hidden': 'true' }}
      />
    </View>
  );
}
