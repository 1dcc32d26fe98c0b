import { View } from '@tarojs/components';
import { useEffect } from 'react';
import { declineSignIn, useSession } from '../../api/session';
import { focusElement } from '../../platform/focus';
import { useIsPageShown } from '../../platform/page';
import { Button, LinkButton } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { Sheet } from '../../ui/sheet';
import { TextField } from '../../ui/text-field';
import { useSignIn } from './use-sign-in';

/**
 * Signing in over the same screen. Every page whose steps may need it puts one into PageShell's `overlay`; it shows when
 * `requireSession` asks, only on the page in view, and then goes on with the very step that asked.
 */
export function SignInSheet() {
  const isAsked = useSession((session) => session.asked !== null);
  const isShown = useIsPageShown();
  return (
    <Sheet title="先登录一下" isOpen={isAsked && isShown} onClose={declineSignIn}>
      <SignInForm />
    </Sheet>
  );
}

function SignInForm() {
  const form = useSignIn();
  const { sent, fault, busy } = form;
  const field = sent === null ? 'sign-in-phone' : 'sign-in-code';
  useEffect(() => focusElement(field), [field]);
  const textAt = (at: 'phone' | 'code' | 'form') => (fault?.at === at ? fault.text : undefined);
  return (
    <View>
      <View className="nc-small">登录后接着办，刚才填的都在。</View>
      {sent === null ? (
        <TextField
          id="sign-in-phone"
          label="手机号"
          type="number"
          autocomplete="tel"
          maxLength={20}
          value={form.phone}
          error={textAt('phone')}
          hint="第一次登录就是注册，不用密码"
          onChange={form.setPhone}
          onEnter={() => void form.sendCode()}
        />
      ) : (
        <CodeStep form={form} error={textAt('code')} />
      )}
      {fault?.at === 'form' && (
        <Notice tone="red" icon="warning" role="alert" className="nc-above-12">
          {fault.text}
        </Notice>
      )}
      <View className="nc-above-16">
        {sent === null ? (
          <Button
            text={busy === 'sending' ? '正在发' : '获取验证码'}
            isDisabled={form.phone.trim() === ''}
            isBusy={busy !== null}
            onTap={() => void form.sendCode()}
          />
        ) : (
          <Button
            text={busy === 'signingIn' ? '正在登录' : '登录'}
            isDisabled={form.code.length < 6}
            isBusy={busy !== null}
            onTap={() => void form.signIn()}
          />
        )}
      </View>
      <View className="nc-row nc-between nc-wrap">
        <LinkButton text="先不登录" onTap={declineSignIn} />
        {sent !== null && <LinkButton text="换个手机号" onTap={form.changePhone} />}
      </View>
    </View>
  );
}

function CodeStep({ form, error }: { form: ReturnType<typeof useSignIn>; error: string | undefined }) {
  const { sent, resendInSeconds } = form;
  return (
    <View>
      <TextField
        id="sign-in-code"
        label="验证码"
        type="number"
        autocomplete="one-time-code"
        maxLength={6}
        value={form.code}
        error={error}
        hint={`已发到 ${form.phone}，5 分钟内有效`}
        onChange={form.setCode}
        onEnter={() => void form.signIn()}
      />
      {sent?.developmentCode !== undefined && (
        <Notice tone="indigo" className="nc-above-8">
          演示验证码 <View className="nc-bold nc-inline">{sent.developmentCode}</View>
        </Notice>
      )}
      {resendInSeconds > 0 ? (
        <View className="nc-caption nc-above-8" aria-hidden="true">
          {resendInSeconds} 秒后可以再发
        </View>
      ) : (
        <LinkButton text="再发一次" isBusy={form.busy !== null} onTap={() => void form.sendCode()} />
      )}
    </View>
  );
}
