import qrcode from 'qrcode-generator';
import { colors } from './colors';
import { svg } from './svg';

// Two of the four quiet modules are drawn; the white card around gives the others.
const quietModules = 2;

/**
 * A QR code as a picture, error correction M (a scratched screen still reads). Text of digits, capitals, space and dash
 * takes the compact mode: a booking’s number and code then fit the smallest grid, so the squares are large at the gate.
 */
export function qr(text: string, size = 148): string {
  const code = qrcode(0, 'M');
  code.addData(text, /^[0-9A-Z $%*+\-./:]*$/.test(text) ? 'Alphanumeric' : 'Byte');
  code.make();
  const modules = code.getModuleCount();
  let path = '';
  for (let row = 0; row < modules; row += 1) {
    for (let col = 0; col < modules; col += 1) {
      if (!code.isDark(row, col)) continue;
      let run = 1;
      while (col + run < modules && code.isDark(row, col + run)) run += 1;
      path += `M${col} ${row}h${run}v1h-${run}z`;
      col += run - 1;
    }
  }
  const side = modules + quietModules * 2;
  const box = `${-quietModules} ${-quietModules} ${side} ${side}`;
  return svg(
    size,
    size,
    `<rect x="${-quietModules}" y="${-quietModules}" width="${side}" height="${side}" fill="${colors.card}"/><path d="${path}" fill="${colors.indigo900}" shape-rendering="crispEdges"/>`,
    box,
  );
}
