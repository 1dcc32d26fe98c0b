/** Where the page's map gets its ground from. Without tiles it draws a plain grid. */
export type MapTiles = {
  /** Templates with `{z}`, `{x}` and `{y}`, the key filled in; the lowest layer first. */
  readonly urls: readonly string[];
  readonly attribution: string;
  /** 审图号, which the rules on maps want shown. */
  readonly approvalNumber: string;
};

type Read = (name: string, fallback: string) => string;

/** Adds to `faults` what would leave a parent with grey squares or a map without its source. */
export function readMapTiles(read: Read, faults: string[]): MapTiles | null {
  const key = read('MAP_TILE_KEY', '');
  const attribution = read('MAP_TILE_ATTRIBUTION', '');
  const approvalNumber = read('MAP_APPROVAL_NUMBER', '');
  const templates = read('MAP_TILE_URL', '').split(/\s+/).filter(Boolean);
  if (templates.length === 0) return null;
  for (const template of templates) checkTemplate(template, key, faults);
  if (!attribution) faults.push('MAP_TILE_ATTRIBUTION: needed with MAP_TILE_URL; it is shown on the map');
  const urls = templates.map((template) => template.replace('{key}', encodeURIComponent(key)));
  return { urls, attribution, approvalNumber };
}

function checkTemplate(template: string, key: string, faults: string[]): void {
  const fault = (what: string) => faults.push(`MAP_TILE_URL: “${template}” ${what}`);
  if (originOf(template) === null) fault('is no http:// or https:// address with a host named in full');
  for (const part of ['{z}', '{x}', '{y}']) if (!template.includes(part)) fault(`lacks ${part}`);
  if (template.includes('{key}') && !key) fault('has {key}, and MAP_TILE_KEY is not set');
}

/** null where the host is left open, as by Leaflet's `{s}`: the page's policy must name it. */
function originOf(template: string): string | null {
  return /^https?:\/\/[\w.-]+(:\d+)?(?=\/)/.exec(template)?.[0] ?? null;
}

/** The hosts that the page's security policy lets pictures in from. */
export function tileOrigins(tiles: MapTiles | null): string[] {
  return [...new Set((tiles?.urls ?? []).map(originOf).filter((origin) => origin !== null))];
}
