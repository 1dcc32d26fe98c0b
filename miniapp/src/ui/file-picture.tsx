import { Image, View } from '@tarojs/components';
import { Icon } from './icon';
import './file-picture.css';

/** A kept file, small: the picture behind a link of the server, or the sign of a page where there is none to show. */
export function FilePicture({ url }: { url: string | null }) {
  return (
    <View className="nc-file-picture" aria-hidden="true">
      {url === null ? (
        <Icon name="page" size={24} />
      ) : (
        <Image className="nc-file-image" src={`${BUILD.apiBase}${url}`} mode="aspectFill" />
      )}
    </View>
  );
}
