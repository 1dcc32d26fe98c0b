import { View } from '@tarojs/components';
import { call } from '../../api/client';
import { type Child, chooseChild, refreshMyFamily } from '../../api/family';
import { useIdempotencyKey } from '../../api/idempotency-key';
import { asApiError } from '../../api/problem';
import { useWrite } from '../../api/use-write';
import { Button } from '../../ui/button';
import { WithConsent } from '../../ui/with-consent';
import { ChildFields } from './child-fields';
import { useChildForm } from './use-child-form';

/** Adding a child, once its guardian has agreed to what that means. */
export function AddChildForm(props: { onAdded: (child: Child) => void; onRefused: () => void }) {
  const form = useChildForm();
  const write = useWrite();
  const { body } = form;
  const idempotencyKey = useIdempotencyKey(body);

  const add = () =>
    write.run(async () => {
      try {
        const child = await call('addChild', { body }, { idempotencyKey });
        chooseChild(child.id);
        await refreshMyFamily();
        props.onAdded(child);
      } catch (thrown) {
        form.refuse(asApiError(thrown));
      }
    });

  return (
    <WithConsent purpose="childProfile" onRefused={props.onRefused}>
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
    </WithConsent>
  );
}
