import { ageGroups, groupFor } from '@nearcare/shared/rules/age';
import { View } from '@tarojs/components';
import { type Child, chooseChild } from '../../api/family';
import { goTo } from '../../platform/navigate';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { Picture } from '../../ui/picture';
import { quilt } from '../../ui/pictures/quilt';
import { missingPatch } from '../../ui/pictures/state-pictures';
import { Sheet } from '../../ui/sheet';
import { StateView } from '../../ui/state-view';
import { Tap } from '../../ui/tap';
import { ageGroupWords } from '../../ui/words/care-words';
import { ageWords } from '../../ui/words/civil-words';
import { Cell } from './cell';
import './families.css';

/** Which group an age belongs to by the state’s ranges; none under six months or from three years on. */
export function groupWords(ageMonths: number): string | null {
  const named = Object.entries(ageGroups).map(([name, range]) => ({
    name: name as keyof typeof ageGroups,
    ...range,
  }));
  const group = groupFor(named, ageMonths);
  return group === null ? null : ageGroupWords[group.name];
}

/** The head of 我的: whom the screens speak about. */
export function ChildHero(props: {
  familyId: string;
  child: Child | null;
  hasOthers: boolean;
  onSwitch: () => void;
  onFontSize: () => void;
}) {
  const { child } = props;
  const group = child === null ? null : groupWords(child.ageMonths);
  return (
    <View className="fm-hero">
      <View className="fm-hero-words">
        <View className="nc-row nc-wrap nc-gap-8">
          {child !== null && (
            <View className="nc-title" role="heading" aria-level="2">
              {child.nickname}
            </View>
          )}
          {props.hasOthers && (
            <Tap className="fm-hero-tap" onTap={props.onSwitch}>
              <View>换孩子</View>
              <Icon name="chevron-down" size={16} />
            </Tap>
          )}
          <Tap className="fm-hero-tap" onTap={props.onFontSize}>
            <Icon name="letters" size={16} />
            <View>大字</View>
          </Tap>
        </View>
        {child !== null && (
          <View className="fm-hero-age">
            {ageWords(child.ageMonths)}
            {group !== null && `·现在是${group}`}
          </View>
        )}
      </View>
      <View className="fm-hero-quilt">
        <Picture svg={quilt(child?.id ?? props.familyId, 3, 3, 'child', 40)} width={120} height={120} />
      </View>
    </View>
  );
}

/** No child yet: the quilt lacks a patch. */
export function NoChild({ onAdd }: { onAdd: () => void }) {
  return (
    <StateView picture={missingPatch('family')} title="加上孩子，才知道哪些班能上">
      <Button text="加孩子" onTap={onAdd} />
    </StateView>
  );
}

/** The children of the family, one line each. */
export function ChildCells(props: { children: readonly Child[]; onAdd: () => void }) {
  return (
    <View>
      {props.children.map((child) => (
        <Tap
          key={child.id}
          className="fm-cell"
          label={`${child.nickname}，${ageWords(child.ageMonths)}，看资料`}
          onTap={() => goTo('/pages/family/child', { id: child.id })}
        >
          <ChildLine child={child} />
          <Icon name="chevron-right" size={16} />
        </Tap>
      ))}
      <Cell icon={<Icon name="plus" />} text="再加一个孩子" onTap={props.onAdd} />
    </View>
  );
}

function ChildLine({ child }: { child: Child }) {
  return (
    <>
      <View className="fm-arch" aria-hidden="true">
        {[...child.nickname][0]}
      </View>
      <View className="nc-grow">
        <View className="nc-strong">{child.nickname}</View>
        <View className="nc-caption">
          {ageWords(child.ageMonths)}，生日 {child.birthOn}
        </View>
      </View>
    </>
  );
}

/** All children of the family, one chosen; adding another is one tap away. */
function ChildrenToChoose(props: {
  children: readonly Child[];
  chosenId: string | null;
  onAdd: () => void;
  onChosen: () => void;
}) {
  return (
    <View>
      <View role="radiogroup" aria-label="现在看哪个孩子">
        {props.children.map((child) => (
          <Tap
            key={child.id}
            role="radio"
            isOn={child.id === props.chosenId}
            className="fm-cell"
            label={`${child.nickname}，${ageWords(child.ageMonths)}`}
            onTap={() => {
              chooseChild(child.id);
              props.onChosen();
            }}
          >
            <ChildLine child={child} />
            {child.id === props.chosenId && (
              <View className="fm-indigo">
                <Icon name="check" />
              </View>
            )}
          </Tap>
        ))}
      </View>
      <Cell icon={<Icon name="plus" />} text="再加一个孩子" onTap={props.onAdd} />
    </View>
  );
}

export function ChildSheet(props: {
  children: readonly Child[];
  chosenId: string | null;
  isOpen: boolean;
  onClose: () => void;
  onAdd: () => void;
}) {
  return (
    <Sheet title="换孩子" isOpen={props.isOpen} onClose={props.onClose}>
      <ChildrenToChoose
        children={props.children}
        chosenId={props.chosenId}
        onAdd={props.onAdd}
        onChosen={props.onClose}
      />
    </Sheet>
  );
}
