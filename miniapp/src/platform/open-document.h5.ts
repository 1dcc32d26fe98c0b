/** Shows a PDF behind a link in a window of its own. Answers whether the browser let it open. */
export function openDocument(url: string): Promise<boolean> {
  const opened = window.open(url, '_blank');
  if (opened !== null) opened.opener = null;
  return Promise.resolve(opened !== null);
}
