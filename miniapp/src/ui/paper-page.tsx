import type { ReactNode } from 'react';
import { goBack } from '../platform/navigate';
import { printPage } from '../platform/print';
import { Button } from './button';
import { Dock } from './dock';
import { PageShell } from './page-shell';
import './print.css';

type Props = { title: string; isDemo?: boolean; overlay?: ReactNode; children: ReactNode };

/** A page that is one sheet of paper, printed where the phone can print. What is `nc-not-on-paper` stays on the screen. */
export function PaperPage({ children, ...shell }: Props) {
  const print = printPage;
  return (
    <PageShell
      {...shell}
      dock={
        <Dock>
          <Button
            className="nc-half"
            kind={print === null ? 'solid' : 'outline'}
            text="好了"
            onTap={goBack}
          />
          {print !== null && <Button className="nc-half" text="打印" onTap={print} />}
        </Dock>
      }
    >
      {children}
    </PageShell>
  );
}
