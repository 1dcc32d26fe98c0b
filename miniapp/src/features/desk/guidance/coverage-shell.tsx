import { View } from '@tarojs/components';
import { type ComponentProps, Fragment, type ReactNode } from 'react';
import { PageShell } from '../../../ui/page-shell';
import { missingPatch } from '../../../ui/pictures/state-pictures';
import { StateView } from '../../../ui/state-view';
import { Unread } from '../../../ui/unread';

type Measured = { years: readonly { year: number; isDemo: boolean }[] };

/** The page of what guidance reached, at any level: its years, that they come, or that nothing can be compared yet. */
export function CoverageShell<Of extends Measured>(props: {
  read: ComponentProps<typeof Unread>['read'] & { data: Of | undefined };
  /** While it comes: `正在取覆盖`. */
  loading: string;
  emptySentence: string;
  /** How it was counted. */
  foot: string;
  overlay: ReactNode;
  year: (year: Of['years'][number], of: Of, isFirst: boolean) => ReactNode;
}) {
  const { read } = props;
  const { data: of } = read;
  return (
    <PageShell
      title="指导覆盖"
      isDemo={of?.years.some(({ isDemo }) => isDemo) ?? false}
      overlay={props.overlay}
    >
      {of === undefined ? (
        <View className="nc-card">
          <Unread label={props.loading} read={read} />
        </View>
      ) : of.years.length === 0 ? (
        <View className="nc-card">
          <StateView
            picture={missingPatch('coverage')}
            title="还没有可比的总数"
            sentence={props.emptySentence}
          />
        </View>
      ) : (
        of.years.map((year, index) => (
          <Fragment key={year.year}>{props.year(year, of, index === 0)}</Fragment>
        ))
      )}
      <View className="nc-caption nc-centre nc-above-12">{props.foot}</View>
    </PageShell>
  );
}
