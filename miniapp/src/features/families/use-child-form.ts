import { useState } from 'react';
import { recheckConsents } from '../../api/consents';
import { describeError } from '../../api/error-messages';
import type { Child } from '../../api/family';
import type { ApiError } from '../../api/problem';

export type Sex = 'girl' | 'boy' | 'unsaid';

/** Sentences by field, and one for the whole form; at most one of them is about the server’s answer. */
type Faults = { nickname?: string | undefined; birthOn?: string | undefined; form?: string };

/** Puts the server’s refusal where the parent can mend it. */
function faultsOf(error: ApiError, nickname: string): Faults {
  const { title, sentence } = describeError(error, { child: nickname });
  if (error.code === 'child_not_born' || error.code === 'child_too_old') {
    return { birthOn: `${title}。${sentence}` };
  }
  if (error.code === 'input_invalid') {
    const at = (path: string) => error.errors.find((fault) => fault.path.endsWith(path))?.message;
    const byField = { nickname: at('/nickname'), birthOn: at('/birthOn') };
    if (byField.nickname !== undefined || byField.birthOn !== undefined) return byField;
  }
  return { form: `${title}。${sentence}` };
}

/** What a form about a child holds, from nothing or from what is kept, and what is wrong with it. */
export function useChildForm(kept?: Child) {
  const [nickname, setNickname] = useState(kept?.nickname ?? '');
  const [birthOn, setBirthOn] = useState<string | null>(kept?.birthOn ?? null);
  const [sex, setSex] = useState<Sex>(kept?.sex ?? 'unsaid');
  const [faults, setFaults] = useState<Faults>({});
  const name = nickname.trim();
  return {
    nickname,
    birthOn,
    sex,
    faults,
    body: { nickname: name, birthOn: birthOn ?? '', ...(sex === 'unsaid' ? {} : { sex }) },
    setNickname(next: string) {
      setNickname(next);
      setFaults({ ...faults, nickname: undefined });
    },
    setBirthOn(next: string | null) {
      setBirthOn(next);
      setFaults({ ...faults, birthOn: undefined });
    },
    setSex,
    /** Says what is missing under its field; true when nothing is. */
    check(): boolean {
      const missing: Faults = {};
      if (name === '') missing.nickname = '写个小名就行，不用真名';
      if (birthOn === null) missing.birthOn = '年、月、日都选一下';
      setFaults(missing);
      return missing.nickname === undefined && missing.birthOn === undefined;
    },
    refuse(error: ApiError) {
      setFaults(faultsOf(error, name));
      if (error.code === 'consent_required') void recheckConsents();
    },
  };
}

export type ChildForm = ReturnType<typeof useChildForm>;
