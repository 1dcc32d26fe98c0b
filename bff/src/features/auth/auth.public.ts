/** What other features may know of a guardian. */
export interface Guardians {
  findGuardian(id: string): Promise<{ readonly phoneTail: string } | null>;
}
