import { describe, expect, it } from 'vitest';
import { mapAppUrl } from './map-app.h5';

const android = 'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/130 Mobile';
const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1 Safari';
const desktop = 'Mozilla/5.0 (X11; Linux x86_64) Chrome/130';

// A pair published with eviltransform.
const inChina = {
  name: '栗子树 & 朋友',
  address: '栗树路 18 号',
  point: { lat: 31.1774276, lng: 121.5272106 },
};
const inKrakow = { name: 'Żłobek nr 1', address: 'ul. Długa 1', point: { lat: 50.0614, lng: 19.9366 } };

describe('the way in the phone’s map', () => {
  it.each([android, iphone, desktop])('is in China AMap’s, in GCJ-02, with the name escaped', (agent) => {
    const url = new URL(mapAppUrl(inChina, agent));
    expect(url.host).toBe('uri.amap.com');
    const [lng, lat] = (url.searchParams.get('position') ?? '').split(',').map(Number);
    expect(lat).toBeCloseTo(31.175304, 5);
    expect(lng).toBeCloseTo(121.531542, 5);
    expect(url.searchParams.get('coordinate')).toBe('gaode');
    expect(url.searchParams.get('name')).toBe('栗子树 & 朋友');
  });

  it('is elsewhere the phone’s own, in WGS-84', () => {
    expect(mapAppUrl(inKrakow, android)).toBe(
      `geo:50.061400,19.936600?q=50.061400,19.936600(${encodeURIComponent('Żłobek nr 1')})`,
    );
    expect(mapAppUrl(inKrakow, iphone)).toMatch(/^https:\/\/maps\.apple\.com\/\?ll=50\.061400,19\.936600&q=/);
    expect(mapAppUrl(inKrakow, desktop)).toContain('openstreetmap.org/?mlat=50.0614&mlon=19.9366');
  });

  it('takes the address where there is no name', () => {
    expect(new URL(mapAppUrl({ ...inChina, name: '' }, android)).searchParams.get('name')).toBe(
      '栗树路 18 号',
    );
  });
});
