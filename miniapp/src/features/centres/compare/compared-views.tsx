import { View } from '@tarojs/components';
import { LinkButton } from '../../../ui/button';
import { Icon } from '../../../ui/icon';
import { Tag } from '../../../ui/tag';
import { Tap } from '../../../ui/tap';
import type { ComparedAnswer, ComparedRow } from './compare-rows';
import type { ComparedCentre } from './compared';

type ComparedProps = {
  centres: readonly ComparedCentre[];
  rows: readonly ComparedRow[];
  onOpen: (id: string) => void;
  onRemove: (id: string) => void;
};

function Sameness({ row, count }: { row: ComparedRow; count: number }) {
  if (count < 2) return null;
  return row.isSame ? (
    <View className="nc-caption">{count === 2 ? '两家一样' : '三家一样'}</View>
  ) : (
    <Tag tone="apricot" text="不一样" />
  );
}

function Answer({ answer }: { answer: ComparedAnswer }) {
  return (
    <>
      <View className="cmp-answer">{answer.text}</View>
      {answer.best !== null && <Tag tone="green" text={answer.best} />}
      {answer.note !== null && <View className="nc-caption">{answer.note}</View>}
    </>
  );
}

function Name({ centre, onOpen }: { centre: ComparedCentre; onOpen: ComparedProps['onOpen'] }) {
  return (
    <Tap className="cmp-name" role="link" onTap={() => onOpen(centre.id)}>
      {centre.name}
    </Tap>
  );
}

/** A column for each centre; the names stay in view, and each question stands over its answers, so that three fit at 320 px. */
export function ComparedTable({ centres, rows, onOpen, onRemove }: ComparedProps) {
  return (
    <View role="table" aria-label="对比">
      <View className="cmp-names" role="row">
        {centres.map((centre) => (
          <View key={centre.id} className="cmp-column" role="columnheader">
            <Name centre={centre} onOpen={onOpen} />
          </View>
        ))}
      </View>
      {rows.map((row) => (
        <View key={row.question} className="cmp-row" role="row">
          <View className="cmp-question" role="rowheader">
            <View className="nc-small nc-bold">{row.question}</View>
            <Sameness row={row} count={centres.length} />
          </View>
          {row.answers.map((answer, index) => (
            <View key={centres[index]?.id} className="cmp-column" role="cell">
              <Answer answer={answer} />
            </View>
          ))}
        </View>
      ))}
      <View className="cmp-removes" role="row">
        {centres.map((centre) => (
          <View key={centre.id} className="cmp-column cmp-remove" role="cell">
            <LinkButton text="去掉" label={`不比${centre.name}了`} onTap={() => onRemove(centre.id)} />
          </View>
        ))}
      </View>
    </View>
  );
}

/** For large letters: each question as a card, the centres in it one under the other. */
export function ComparedStack({ centres, rows, onOpen, onRemove }: ComparedProps) {
  return (
    <View>
      <View className="nc-card cmp-picked" role="list">
        {centres.map((centre) => (
          <View key={centre.id} className="cmp-picked-one" role="listitem">
            <Name centre={centre} onOpen={onOpen} />
            <Tap className="nc-icon-button" label={`不比${centre.name}了`} onTap={() => onRemove(centre.id)}>
              <Icon name="close" />
            </Tap>
          </View>
        ))}
      </View>
      {rows.map((row) => (
        <View key={row.question} className="nc-card">
          <View className="nc-row nc-between nc-wrap nc-gap-8">
            <View className="nc-heading" role="heading" aria-level="2">
              {row.question}
            </View>
            <Sameness row={row} count={centres.length} />
          </View>
          {row.answers.map((answer, index) => (
            <View key={centres[index]?.id} className="cmp-stacked">
              <View className="nc-small">{centres[index]?.name}</View>
              <Answer answer={answer} />
            </View>
          ))}
        </View>
      ))}
    </View>
  );
}
