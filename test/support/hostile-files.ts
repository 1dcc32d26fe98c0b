import { Buffer } from 'node:buffer';
import { deflateSync } from 'node:zlib';
import {
  appended,
  blank,
  cut,
  gif,
  html,
  jpegOfSize,
  jpegWith,
  php,
  png,
  pngChunk,
  shell,
  svg,
  text,
  zip,
} from './hostile-bytes.js';
import { hostilePdfs } from './hostile-pdfs.js';
import { makePdf, makePhotograph } from './pictures.js';

/** What must not be left of a file that is taken: written by us into it, and looked for in what is served. */
export const marks = ['<script', '<?php', 'PK\u0003\u0004', 'PhoneOfZhangSan', 'hidden-payload', '#!/bin/sh'];

type Refusal = 'file_type_refused' | 'file_damaged' | 'file_too_large';
export type HostileFile = {
  what: string;
  make: () => Promise<Buffer> | Buffer;
  /** How it is answered; `cleaned`: taken, and what is kept is a picture without any of the marks. */
  ends: Refusal | 'cleaned';
};

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

export const hostileFiles: readonly HostileFile[] = [
  ...pictures,
  ...bombs,
  ...damaged,
  ...others,
  ...hostilePdfs,
];
