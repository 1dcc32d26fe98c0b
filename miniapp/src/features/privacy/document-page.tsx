import { View } from '@tarojs/components';
import { type DocumentKind, useLegalDocument } from '../../api/documents';
import { keptAtText } from '../../api/last-answers';
import { goTo } from '../../platform/navigate';
import { Notice } from '../../ui/notice';
import { PageShell } from '../../ui/page-shell';
import { Unread } from '../../ui/unread';
import { monthDay } from '../../ui/words/civil-words';
import { DocumentCells } from './cells';
import './privacy.css';

const kinds: readonly DocumentKind[] = ['privacyPolicy', 'childrenRules', 'userAgreement'];

/** The kind an address names; the privacy policy where it names none of ours. */
export const documentKind = (given: string): DocumentKind =>
  kinds.find((kind) => kind === given) ?? 'privacyPolicy';

/** One of the three texts, for anybody, with its version and since when it holds. */
export function DocumentPage({ kind }: { kind: DocumentKind }) {
  const read = useLegalDocument(kind);
  const { document, keptAtMs } = read;
  if (document === null) {
    return (
      <PageShell title="说明" isRules>
        <View className="nc-card">
          <Unread label="正在打开" read={read} steps={{ home: () => goTo('/pages/privacy/index', {}) }} />
        </View>
      </PageShell>
    );
  }
  return (
    <PageShell title={document.title} isRules>
      {keptAtMs !== null && <Notice icon="offline">没有网络。下面是{keptAtText(keptAtMs)} 看到的。</Notice>}
      <View className="nc-card pv-document">
        <View className="nc-small">
          第 {document.version} 版，{document.effectiveOn.slice(0, 4)}年{monthDay(document.effectiveOn)}起用
        </View>
        {document.sections.map(({ heading, paragraphs }) => (
          <View key={heading} className="pv-section">
            <View className="nc-heading" role="heading" aria-level="2">
              {heading}
            </View>
            {paragraphs.map((paragraph) => (
              <View key={paragraph} className="pv-paragraph">
                {paragraph}
              </View>
            ))}
          </View>
        ))}
      </View>
      <View className="nc-card pv-cells">
        <DocumentCells but={kind} />
      </View>
    </PageShell>
  );
}
