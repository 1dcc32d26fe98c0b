import sharp from 'sharp';

type Kind = 'jpeg' | 'png' | 'webp';
type Shape = { width?: number; height?: number; noise?: boolean };

/** A picture that a decoder takes; of noise it can't be packed, so its file is about as large as can be. */
export async function makePicture(kind: Kind, { width = 320, height = 240, noise = false }: Shape = {}) {
  const image = sharp({
    create: {
      width,
      height,
      channels: 3,
      background: { r: 40, g: 120, b: 200 },
      ...(noise ? { noise: { type: 'gaussian' as const, mean: 128, sigma: 60 } } : {}),
    },
  });
  return image.toFormat(kind, { quality: 95 }).toBuffer();
}

/** A photograph as a phone takes it: turned, with the place where it was taken, the device and a comment. */
export async function makePhotograph(kind: Kind = 'jpeg') {
  const width = 400;
  const height = 200;
  return sharp({ create: { width, height, channels: 3, background: { r: 200, g: 80, b: 40 } } })
    .toFormat(kind)
    .withMetadata({
      orientation: 6,
      exif: {
        IFD0: { Make: 'PhoneOfZhangSan', Software: 'Secret 9.1' },
        IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '31/1 25/1 12/1', GPSLongitudeRef: 'E' },
      },
    })
    .toBuffer();
}

type PdfParts = {
  /** Further entries of the catalogue. */
  catalogue?: string;
  /** Further objects, numbered from 4. */
  objects?: (string | Buffer)[];
  text?: string;
};

/** A PDF of one page, written by hand. Its table of objects is right, whatever the objects are. */
export function makePdf({ catalogue = '', objects = [], text = 'Proof' }: PdfParts = {}): Buffer {
  const content = `BT /F1 12 Tf 72 720 Td (${text}) Tj ET`;
  const all: (string | Buffer)[] = [
    `<< /Type /Catalog /Pages 2 0 R ${catalogue} >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${4 + objects.length} 0 R >>`,
    ...objects,
    `<< /Length ${Buffer.byteLength(content)} >>\nstream\n${content}\nendstream`,
  ];
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  const offsets: number[] = [];
  const length = () => parts.reduce((sum, part) => sum + part.length, 0);
  all.forEach((body, index) => {
    offsets.push(length());
    parts.push(Buffer.from(`${index + 1} 0 obj\n`), Buffer.from(body), Buffer.from('\nendobj\n'));
  });
  const table = length();
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  parts.push(
    Buffer.from(
      `xref\n0 ${all.length + 1}\n0000000000 65535 f \n${rows}` +
        `trailer\n<< /Size ${all.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

/** An object that is a stream, packed unless told otherwise. */
export function pdfStream(dictionary: string, bytes: Buffer): Buffer {
  const head = Buffer.from(`<< ${dictionary} /Length ${bytes.length} >>\nstream\n`);
  return Buffer.concat([head, bytes, Buffer.from('\nendstream')]);
}
