import { View } from '@tarojs/components';
import { Button, LinkButton } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { FieldFault } from '../../../ui/field-fault';
import { TextField } from '../../../ui/text-field';
import type { ClassForm } from './class-form';
import { ExpertPool } from './expert-pool';

const most = 6;

/** Who gives the class. One who is in the pool of experts keeps the link to their page while the name stays. */
export function ExpertFields(props: {
  experts: ClassForm['experts'];
  fault: string | undefined;
  onChange: (experts: ClassForm['experts']) => void;
}) {
  const { experts, onChange } = props;
  const change = (at: number, part: Partial<ClassForm['experts'][number]>) =>
    onChange(experts.map((one, index) => (index === at ? { ...one, ...part } : one)));
  return (
    <Card className="dk-gap" title="谁来讲（可以不写）">
      {experts.map((expert, index) => (
        // Teachers have no name but their place in the row until one is typed.
        <View key={index} role="group" aria-label={`第 ${index + 1} 位`}>
          <TextField
            id={`expert-name-${index}`}
            label={`第 ${index + 1} 位的名字`}
            value={expert.name}
            maxLength={40}
            onChange={(name) => change(index, { name, id: null })}
          />
          <TextField
            id={`expert-title-${index}`}
            label={`第 ${index + 1} 位的职务（可以不写）`}
            value={expert.title}
            maxLength={60}
            onChange={(title) => change(index, { title })}
          />
          <LinkButton
            icon="trash"
            text="去掉这一位"
            label={`去掉第 ${index + 1} 位`}
            onTap={() => onChange(experts.filter((_, at) => at !== index))}
          />
        </View>
      ))}
      <FieldFault text={props.fault} />
      {experts.length < most && (
        <ExpertPool named={experts} onPick={(expert) => onChange([...experts, expert])} />
      )}
      {experts.length < most && (
        <Button
          className="nc-above-8"
          kind="outline"
          isSmall
          icon="plus"
          text="加一位老师"
          onTap={() => onChange([...experts, { id: null, name: '', title: '' }])}
        />
      )}
    </Card>
  );
}
