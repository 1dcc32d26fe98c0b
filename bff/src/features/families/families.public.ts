/** What other features may know of a child: how it is called and how old it is. */
export type KnownChild = { readonly id: string; readonly nickname: string; readonly birthOn: string };

export interface Families {
  /** The child if it is this family’s; null alike when it is another’s and when there is none. */
  findChild(familyId: string, childId: string): Promise<KnownChild | null>;
  listChildren(familyId: string): Promise<KnownChild[]>;
}
