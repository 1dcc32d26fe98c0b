/** WeChat prints nothing; the card is shown large there, to be kept as a picture of the screen. */
export const printPage: (() => void) | null = null;
