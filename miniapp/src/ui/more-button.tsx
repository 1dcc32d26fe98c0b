import { LinkButton } from './button';

type Pages = { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> };

/** The next page of a list that comes page by page; nothing after its last one. */
export function MoreButton({ read, text = '再看一些' }: { read: Pages; text?: string }) {
  const { hasNextPage, isFetchingNextPage: isBusy, fetchNextPage } = read;
  if (!hasNextPage) return null;
  return <LinkButton text={isBusy ? '还在取' : text} isBusy={isBusy} onTap={() => void fetchNextPage()} />;
}
