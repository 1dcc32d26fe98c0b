import L from 'leaflet';

const shades = ['#e3eaf3', '#e5ecf4', '#e8eef6', '#ebf1f7', '#e9eff6', '#eaf0f7', '#edf2f8'];
const quarter = '#dfe7f1';
const patch = 56;
const patchesPerTile = 4;

/** The ground when no map tiles are configured: a plain quilt that claims nothing about streets or borders. */
export class QuiltLayer extends L.GridLayer {
  constructor() {
    super({ tileSize: patch * patchesPerTile, updateWhenZooming: false });
  }

  override createTile(coords: L.Coords): HTMLElement {
    const canvas = document.createElement('canvas');
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    canvas.width = patch * patchesPerTile * ratio;
    canvas.height = canvas.width;
    const pen = canvas.getContext('2d');
    if (pen === null) return canvas;
    pen.scale(ratio, ratio);
    for (let column = 0; column < patchesPerTile; column += 1) {
      for (let row = 0; row < patchesPerTile; row += 1) {
        const x = coords.x * patchesPerTile + column;
        const y = coords.y * patchesPerTile + row;
        drawPatch(pen, column * patch, row * patch, Math.abs((x * 3 + y * 5 + ((x * y) % 3)) % 7));
      }
    }
    return canvas;
  }
}

function drawPatch(pen: CanvasRenderingContext2D, left: number, top: number, kind: number): void {
  const side = patch - 1;
  pen.fillStyle = shades[kind] ?? '#eef3f8';
  pen.fillRect(left, top, side, side);
  if (kind !== 6) return;
  pen.fillStyle = quarter;
  pen.beginPath();
  pen.moveTo(left, top);
  pen.arc(left, top + side, side, -Math.PI / 2, 0);
  pen.lineTo(left + side, top);
  pen.closePath();
  pen.fill();
}
