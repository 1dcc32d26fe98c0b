import { View } from '@tarojs/components';
import { call } from '../../api/client';
import { type Child, refreshMyFamily } from '../../api/family';
import { asApiError } from '../../api/problem';
import { useWrite } from '../../api/use-write';
import { Button } from '../../ui/button';
import { WithConsent } from '../../ui/with-consent';
import { ChildFields } from './child-fields';
import { useChildForm } from './use-child-form';

/** Correcting what is kept about a child. */
export function EditChildForm(props: { child: Child; onDone: () => void }) {
  const { child, onDone } = props;
  const form = useChildForm(child);
  const write = useWrite();

  const save = () =>
    write.run(async () => {
      try {
        // Replaces the whole of what is kept: the same sent twice is the same, so no key is needed.
        await call('updateChild', { params: { childId: child.id }, body: form.body });
        await refreshMyFamily();
        onDone();
      } catch (thrown) {
        form.refuse(asApiError(thrown));
      }
    });

  return (
    <WithConsent purpose="childProfile" onRefused={onDone}>
      <ChildFields id="edit-nickname" form={form} />
      <View className="nc-row nc-wrap nc-gap-8 nc-above-16">
        <Button className="nc-half" kind="outline" text="先不改" onTap={onDone} />
        <Button
          className="nc-half"
          text={write.isBusy ? '正在保存' : '保存'}
          isBusy={write.isBusy}
          onTap={() => {
            if (form.check()) void save();
          }}
        />
      </View>
    </WithConsent>
  );
}
