import { Image, View } from '@tarojs/components';
import { useState } from 'react';
import { errorLine } from '../../api/error-messages';
import { useWrite } from '../../api/use-write';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';

type Props = {
  name: string;
  detail: string;
  /** Asks the server for the file's address, relative to it; written down as a look. */
  askLink: () => Promise<{ url: string }>;
  /** What a picture shows, for who can't see it; of another kind of file, how it is opened. */
  shows: { picture: string } | { text: string; open: (url: string) => Promise<unknown> };
};

/** One file of a family at a desk, fetched only by a tap: every look is written down. */
export function FileLine({ name, detail, askLink, shows }: Props) {
  const [url, setUrl] = useState<string | null>(null);
  const write = useWrite();
  const fetchLink = () =>
    write.run(async () => {
      const link = await askLink();
      setUrl(`${BUILD.apiBase}${link.url}`);
    });
  return (
    <View className="dk-item">
      <View className="dk-row">
        <View className="nc-grow">
          <View className="nc-strong">{name}</View>
          <View className="nc-caption">{detail}</View>
        </View>
        {url === null && (
          <Button
            kind="soft"
            isSmall
            text={write.isBusy ? '正在取' : '看'}
            label={`看${name}`}
            isBusy={write.isBusy}
            onTap={() => void fetchLink()}
          />
        )}
        {url !== null && 'open' in shows && (
          // Its own tap, because a browser opens no window a while after one.
          <Button kind="soft" isSmall text={shows.text} onTap={() => void shows.open(url)} />
        )}
      </View>
      {write.error !== null && (
        <Notice tone="apricot" icon="warning" role="alert">
          {errorLine(write.error)}
        </Notice>
      )}
      {url !== null && 'picture' in shows && (
        <View role="img" aria-label={shows.picture}>
          <Image
            className="dk-proof"
            src={url}
            mode="widthFix"
            nativeProps={{ alt: '', 'aria-hidden': 'true' }}
          />
        </View>
      )}
    </View>
  );
}
