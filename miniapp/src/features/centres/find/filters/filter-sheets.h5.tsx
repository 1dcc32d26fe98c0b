import { useEffect, useState } from 'react';
import type { EveryFilterSheet, FilterSheetsProps } from './every-filter-sheet';

/** In the browser the sheets come in a chunk of their own when the first of them is opened. */
export function FilterSheets(props: FilterSheetsProps) {
  const { open, onClose } = props;
  const [sheets, setSheets] = useState<{ Every: typeof EveryFilterSheet } | null>(null);
  const isNeeded = open !== null && sheets === null;
  useEffect(() => {
    if (!isNeeded) return;
    import('./every-filter-sheet')
      .then(({ EveryFilterSheet: Every }) => setSheets({ Every }))
      // The network is gone: nothing opens, and the next tap asks again.
      .catch(onClose);
  }, [isNeeded, onClose]);
  return sheets && <sheets.Every {...props} />;
}
