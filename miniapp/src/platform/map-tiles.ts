/** Where the page's map gets its ground from, as the server says it. */
export type MapTiles = {
  /** Leaflet templates with `{z}`, `{x}` and `{y}`, in WGS-84 or CGCS2000 Web Mercator; the lowest layer first. */
  urls: string[];
  attribution: string;
  /** 审图号; shown on the map, as the rules on maps want. */
  approvalNumber: string;
};

/** WeChat's map brings its own ground. */
export function mapTiles(): MapTiles | null {
  return null;
}
