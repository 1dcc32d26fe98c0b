import { View } from '@tarojs/components';
import { useWithConsent } from '../../api/asked-consent';
import { call } from '../../api/client';
import { type Child, chooseChild, refreshMyFamily } from '../../api/family';
import { useIdempotencyKey } from '../../api/idempotency-key';
import { asApiError } from '../../api/problem';
import { useWrite } from '../../api/use-write';
import { Button } from '../../ui/button';
import { ChildFields } from './child-fields';
import { useChildForm } from './use-child-form';

/** Adding a child; what is needed to agree to is asked before anything leaves the phone. */
export function AddChildForm({ onAdded }: { onAdded: (child: Child) => void }) {
  const form = useChildForm();
  const write = useWrite();
  const withConsent = useWithConsent('childProfile');
  const { body } = form;
  const idempotencyKey = useIdempotencyKey(body);

  const add = () =>
    write.run(async () => {
      try {
        const sent = await withConsent(() => call('addChild', { body }, { idempotencyKey }));
        if (!sent.isGiven) {
          form.say('没有保存。不加孩子也能找、能看价格。');
          return;
        }
        chooseChild(sent.answer.id);
        await refreshMyFamily();
        onAdded(sent.answer);
      } catch (thrown) {
        form.refuse(asApiError(thrown));
      }
    });

  return (
    <View>
      <View className="nc-small">只要小名和生日，用来看哪些班能上。</View>
      <ChildFields id="child-nickname" form={form} />
      <Button
        className="nc-above-16"
        text={write.isBusy ? '正在加' : '加孩子'}
        isBusy={write.isBusy}
        onTap={() => {
          if (form.check()) void add();
        }}
      />
      <View className="nc-caption nc-above-8">只在约的时候告诉机构小名和月龄。</View>
    </View>
  );
}
