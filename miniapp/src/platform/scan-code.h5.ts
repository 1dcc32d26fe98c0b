/** Browsers differ too much in reading a QR: there the text is typed, or comes from a reader that types. */
export const scanCode: (() => Promise<string | null>) | null = null;
