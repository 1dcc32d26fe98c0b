import { View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import { declineSignIn, useSession } from '../../api/session';
import { focusElement } from '../../platform/focus';
import { useIsPageShown } from '../../platform/page';
import { wechatLoginCode } from '../../platform/wechat-login';
import { Button, LinkButton } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { RulesLinks } from '../../ui/rules-links';
import { Sheet } from '../../ui/sheet';
import { TextField } from '../../ui/text-field';
import './auth.css';
import { useSignIn } from './use-sign-in';
import { WechatPhoneButton } from './wechat-phone-button';

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
  const [way, setWay] = useState<'wechat' | 'phone'>(wechatLoginCode === null ? 'phone' : 'wechat');
  const { fault } = form;
  return (
    <View>
      <View className="nc-small">登录后接着办，刚才填的都在。</View>
      {way === 'phone' && <PhoneFields form={form} />}
      {fault?.at === 'form' && (
        <Notice tone="red" icon="warning" role="alert" className="nc-above-12">
          {fault.text}
        </Notice>
      )}
      {way === 'phone' ? (
        <PhoneButton form={form} />
      ) : (
        <WechatWays form={form} onPhone={() => setWay('phone')} />
      )}
      <View className="nc-row nc-between nc-wrap">
        <LinkButton text="先不登录" onTap={declineSignIn} />
        {form.sent !== null && <LinkButton text="换个手机号" onTap={form.changePhone} />}
        {way === 'phone' && form.sent === null && wechatLoginCode !== null && (
          <LinkButton text="用微信登录" onTap={() => setWay('wechat')} />
        )}
      </View>
      <View className="nc-caption">登录只为认出是你。怎么用你的信息，都写在这里：</View>
      <RulesLinks />
    </View>
  );
}

type Form = ReturnType<typeof useSignIn>;

function PhoneFields({ form }: { form: Form }) {
  const { sent, fault } = form;
  const field = sent === null ? 'sign-in-phone' : 'sign-in-code';
  useEffect(() => focusElement(field), [field]);
  const textAt = (at: 'phone' | 'code') => (fault?.at === at ? fault.text : undefined);
  if (sent !== null) return <CodeStep form={form} error={textAt('code')} />;
  return (
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
  );
}

function PhoneButton({ form }: { form: Form }) {
  const { sent, busy } = form;
  return (
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
  );
}

/** WeChat first, where there is WeChat: with its number, with a code by message, or without any number at all. */
function WechatWays({ form, onPhone }: { form: Form; onPhone: () => void }) {
  const [isWithheld, setWithheld] = useState(false);
  return (
    <View className="nc-above-16">
      {isWithheld && (
        <Notice tone="indigo" className="au-gap">
          没有拿到手机号。不给也能登录，只是机构联系不上你。
        </Notice>
      )}
      <View className="au-ways">
        <WechatPhoneButton
          text={form.busy === 'wechat' ? '正在登录' : '微信登录'}
          isBusy={form.busy !== null}
          onPhoneCode={(phoneCode) => {
            if (phoneCode === null) setWithheld(true);
            else void form.signInByWechat(phoneCode);
          }}
        />
        <Button kind="outline" text="用手机验证码登录" isBusy={form.busy !== null} onTap={onPhone} />
        <Button
          kind="soft"
          text="只用微信，不给手机号"
          isBusy={form.busy !== null}
          onTap={() => void form.signInByWechat()}
        />
      </View>
      <View className="nc-caption nc-above-8">手机号只给你约的机构，用来找到你。</View>
    </View>
  );
}

function CodeStep({ form, error }: { form: Form; error: string | undefined }) {
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
