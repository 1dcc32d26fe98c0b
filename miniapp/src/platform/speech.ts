/** Null where nothing can read aloud: WeChat needs a plugin of the operator's, so the button is left out there. */
export const readAloud: ((sentences: readonly string[]) => void) | null = null;
